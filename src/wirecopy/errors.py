"""The error tree: every failure that a caller can act on is a WirecopyError.

A bad *record* never raises: it becomes a Reject (model.py) and the run goes on. What raises stops a run
before or between batches. Each class names its exit code, so the command line needs no table of its own.
"""

from __future__ import annotations

from typing import ClassVar


class WirecopyError(Exception):
    """Root of all errors of this package; the message says what to do next."""

    exit_code: ClassVar[int] = 2


class InputError(WirecopyError):
    """An input can't be opened or understood at all (a record that can't be used is a Reject instead)."""

    def __init__(self, message: str, *, path: str = "", line: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.field = field


class ParameterError(WirecopyError):
    """A parameter has a value that is not allowed; raised before anything is read."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"{name} is {value!r}, allowed is {allowed}")
        self.name = name
        self.value = value
        self.allowed = allowed


class RuleError(WirecopyError):
    """A rule file (agencies, credits, carriers) can't be used; names the file, the rule and the reason."""


class StoreError(WirecopyError):
    """The database can't be opened, read or written."""

    exit_code: ClassVar[int] = 3


class SchemaMismatchError(StoreError):
    """The database was written by a newer schema than this version knows, or is no wirecopy database."""


class SignatureMismatchError(StoreError):
    """Stored signatures were made with other parameters; comparing them would silently find nothing."""


class QueryError(WirecopyError):
    """A canned query does not exist, or its parameters are wrong."""
