"""Find which published articles are copies of which wire story, and keep who copied whom in SQLite.

     files ─▶ read ─▶ clean ─▶ fingerprint ─▶ candidates ─▶ verify ─▶ cluster ─▶ attribute ─▶ (views, queries, reports)
              │        │          │               │            │         │           │
            reject  parts,     MinHash       pair of ids    figures,   story,     copy: source,
            + why   credits    per view      that share     verdict    versions   carrier, claim,
                                             a bucket                             evidence, lag

    >>> import wirecopy
    >>> summary = wirecopy.run(["articles.jsonl.gz"], "wire.db")  # doctest: +SKIP
    >>> with wirecopy.Store.open("wire.db", readonly=True) as store:  # doctest: +SKIP
    ...     store.query("uncredited_copies").rows

Public names are loaded at their first use, so that `import wirecopy` and `wirecopy --help` cost next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time `_Package` loads them by name at their first use
    from wirecopy.errors import WirecopyError
    from wirecopy.evaluate import evaluate
    from wirecopy.params import Params
    from wirecopy.read import read_articles
    from wirecopy.run import run
    from wirecopy.store import Store

__version__ = "0.1.0"

_ROOMS = {
    "Params": "wirecopy.params",
    "Store": "wirecopy.store",
    "WirecopyError": "wirecopy.errors",
    "evaluate": "wirecopy.evaluate",
    "read_articles": "wirecopy.read",
    "run": "wirecopy.run",
}

__all__ = ["Params", "Store", "WirecopyError", "__version__", "evaluate", "read_articles", "run"]


class _Door(ModuleType):
    """A room whose name is that of the function it is there for: calling the one calls the other."""

    def __call__(self, *arguments: object, **named: object) -> object:
        return getattr(self, self.__name__.rpartition(".")[2])(*arguments, **named)


class _Package(ModuleType):
    """The package; `wirecopy.run(...)` and `wirecopy.run.run(...)` are the same, likewise `evaluate`."""

    def __getattr__(self, name: str) -> object:
        if name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        room = import_module(_ROOMS[name])
        return room if isinstance(room, _Door) else getattr(room, name)

    def __setattr__(self, name: str, value: object) -> None:
        # the import system binds a room to the package under its own name, which would hide the function
        if isinstance(value, ModuleType) and _ROOMS.get(name) == value.__name__:
            value.__class__ = _Door
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_ROOMS})


sys.modules[__name__].__class__ = _Package
