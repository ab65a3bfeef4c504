"""Bring a database to the schema of this version: migrations in order, then the public views.

Comes in: a connection in autocommit mode. Goes out: the same connection, its schema current.
The one idea: tables change only through numbered files that are never edited once applied; views hold no data,
so a view whose text differs from its file is simply made anew. Source: sqlite-utils `Migrations`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wirecopy.errors import SchemaMismatchError, StoreError
from wirecopy.store.files import sql_files

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 2003005561  # "wcpy", set by the first migration
MIGRATION_SET = "wirecopy"
_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def check_sqlite() -> None:
    """Raise StoreError where Python's SQLite is too old for STRICT tables."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old, at least 3.37 is needed; use a newer Python")


def check_identity(connection: sqlite3.Connection, path: Path | str) -> None:
    """Raise SchemaMismatchError where `path` is a database of something else, or of a newer version."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise SchemaMismatchError(f"{path} is a SQLite database of something else; name another file for the results")
    unknown = sorted(_applied(connection) - set(sql_files("migrations")))
    if unknown:
        raise SchemaMismatchError(
            f"{path} was written by a newer version of wirecopy (it knows {unknown[-1]}); update the package"
        )


def is_current(connection: sqlite3.Connection) -> bool:
    """Tell whether all migrations are applied and all views are those of this version."""
    if _applied(connection) != set(sql_files("migrations")):
        return False
    return not _stale_views(connection)


def knows_any(connection: sqlite3.Connection) -> bool:
    """Tell whether any migration is applied: a file that holds nothing has none."""
    return bool(_applied(connection))


def bring_up_to_date(connection: sqlite3.Connection, *, stop_before: str | None = None) -> None:
    """Apply what is missing, in one transaction that excludes other writers; does nothing where nothing is.

    `stop_before` names a migration that is left out with all after it (for tests of older schemas).
    """
    if stop_before is None and is_current(connection):
        return
    from sqlite_utils import Database  # noqa: PLC0415 - .05 s to import, only where something is missing

    database = Database(connection, execute_plugins=False)
    connection.execute("BEGIN IMMEDIATE")
    try:
        _migrations().apply(database, stop_before=stop_before)
        if stop_before is None:
            _renew_views(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _migrations() -> Migrations:
    from sqlite_utils import Migrations  # noqa: PLC0415 - as above

    migrations = Migrations(MIGRATION_SET)
    for name, text in sql_files("migrations").items():
        _register(migrations, name, text)
    return migrations


def _register(migrations: Migrations, name: str, text: str) -> None:
    @migrations(name=name)
    def apply(database: Database) -> None:
        for statement in statements(text):
            database.execute(statement)


def statements(text: str) -> Iterator[str]:
    """Split at lines that end a statement: sqlite-utils tries after every character, which took most of the time."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("".join(lines)):
            yield "".join(lines)
            lines = []


def _applied(connection: sqlite3.Connection) -> set[str]:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if known is None:
        return set()
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,))
    return {name for (name,) in rows}


def _stale_views(connection: sqlite3.Connection) -> list[str]:
    stored = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    wanted = {name: text.strip().removesuffix(";") for name, text in sql_files("views").items()}
    return [name for name, text in wanted.items() if stored.get(name) != text]


def _renew_views(connection: sqlite3.Connection) -> None:
    for name in _stale_views(connection):
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        connection.execute(sql_files("views")[name])
