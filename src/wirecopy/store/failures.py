"""What SQLite complains about, said so that the user knows what to do: one translator for the whole store.

Comes in: an exception of sqlite3. Goes out: a StoreError (or SchemaMismatchError) with the cause chained.
The one idea: every access to a database stands inside `store_errors`, so that no caller ever has to know sqlite3.
Source: result codes, https://sqlite.org/rescode.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from wirecopy.errors import SchemaMismatchError, StoreError

_SAYINGS = {
    "SQLITE_BUSY": "is locked by another process; wait for it to finish, or end it, and try again",
    "SQLITE_LOCKED": "is locked by another connection of this process",
    "SQLITE_FULL": "can't grow: the disk is full; free some space and run again, nothing that was kept is lost",
    "SQLITE_READONLY": "is read-only; check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "can't be opened; check that the folder exists and that you may write there",
    "SQLITE_PERM": "may not be accessed; check the permissions of the file",
    "SQLITE_CORRUPT": "is damaged; restore it from a copy, or build it again from the inputs",
    "SQLITE_IOERR": "can't be read or written: the disk reports an error",
    "SQLITE_TOOBIG": "can't hold a value that large",
    "SQLITE_CONSTRAINT": "refuses rows that contradict what it holds",
}

_OF_THE_FILE = ("SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_BUSY")


@contextmanager
def store_errors(path: Path | str) -> Iterator[None]:
    """Turn errors of sqlite3 inside the block into StoreError, naming the database at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except (UnicodeDecodeError, JSONDecodeError) as error:  # of a stored value, or of a name in a message of SQLite
        raise StoreError(f"database {path} {_SAYINGS['SQLITE_CORRUPT']} ({error})") from error


def is_of_the_file(error: Exception) -> bool:
    """Whether the database is to blame for `error`, not the statement that met it."""
    return (getattr(error, "sqlite_errorname", None) or "").startswith(_OF_THE_FILE)


def translated(error: sqlite3.Error, path: Path | str) -> StoreError:
    """Return the StoreError that tells the user what `error` means for the database at `path`."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name == "SQLITE_NOTADB":
        return SchemaMismatchError(f"{path} is not a SQLite database; name another file, or move this one away")
    for code, saying in _SAYINGS.items():
        if name.startswith(code):
            return StoreError(f"database {path} {saying} ({error})")
    return StoreError(f"database {path}: {error}")
