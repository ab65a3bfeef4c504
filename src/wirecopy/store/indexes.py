"""Secondary indexes of a table that is filled from nothing: left out while rows come in, made at once at the end.

Comes in: the name of a table. Goes out: the same table without or with its indexes. The one idea: rows come in the
order of hashes, so each one falls on another page of every index, and pages are written again and again; sorted once,
an index is written from end to end. Until then queries are right, but slower.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import Literal

from wirecopy.store.files import sql_files
from wirecopy.store.schema import statements

FilledTable = Literal["article", "pair"]
INDEXES: dict[FilledTable, tuple[str, ...]] = {
    "article": ("article_by_url", "article_by_time", "article_by_outlet"),  # as the migrations make them
    "pair": ("pair_by_right",),
}
_CREATED = re.compile(r"CREATE INDEX (\w+)")


def is_empty(connection: sqlite3.Connection, table: FilledTable) -> bool:
    """Tell whether a table has no row."""
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None


def leave_out(connection: sqlite3.Connection, table: FilledTable) -> None:
    """Drop the secondary indexes of a table. Callers open the transaction."""
    for name in INDEXES[table]:
        connection.execute(f"DROP INDEX IF EXISTS {name}")


def make_missing(connection: sqlite3.Connection) -> None:
    """Make the indexes that were left out, also by a run that was killed. Callers open the transaction."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    for names in INDEXES.values():
        for name in names:
            if name not in there:
                connection.execute(_definitions()[name])


@cache
def _definitions() -> dict[str, str]:
    """The statement that makes each index, as the newest migration has it."""
    every = (statement for text in sql_files("migrations").values() for statement in statements(text))
    return {found[1]: statement for statement in every if (found := _CREATED.search(statement))}
