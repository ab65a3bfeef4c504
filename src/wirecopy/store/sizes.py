"""How large each table is: what the space goes into.

Comes in: a connection. Goes out: rows and bytes by table.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from wirecopy.store.records import TableSize


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """How many stories of two and more articles, copies, and changes of stories since the first run."""

    stories: int
    copies: int
    changes: int


def story_counts(connection: sqlite3.Connection) -> StoryCounts:
    """Count stories, copies and story events."""
    stories = connection.execute(
        "SELECT count(*) FROM (SELECT story_id FROM story_member GROUP BY story_id HAVING count(*) > 1)"
    ).fetchone()[0]
    copies = connection.execute("SELECT count(*) FROM copy").fetchone()[0]
    changes = connection.execute("SELECT count(*) FROM story_event").fetchone()[0]
    return StoryCounts(stories, copies, changes)


def outlet_domains(connection: sqlite3.Connection) -> list[str]:
    """Domains under which articles were published, ascending."""
    sql = "SELECT DISTINCT outlet_domain FROM outlet_name ORDER BY outlet_domain"
    return [domain for (domain,) in connection.execute(sql)]


def table_sizes(connection: sqlite3.Connection) -> list[TableSize]:
    """Return rows and bytes (indexes included) of each table, by name; reads every page of the file."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    bytes_by_name = _bytes_by_table(connection)
    return [TableSize(name, _row_count(connection, name), bytes_by_name.get(name)) for (name,) in names]


def byte_count(connection: sqlite3.Connection) -> int:
    """Return the size of the database in bytes."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])


def _row_count(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])


def _bytes_by_table(connection: sqlite3.Connection) -> dict[str, int]:
    sql = """
        SELECT sqlite_master.tbl_name, sum(dbstat.pgsize)
        FROM dbstat JOIN sqlite_master ON sqlite_master.name = dbstat.name GROUP BY 1
    """
    try:
        return dict(connection.execute(sql).fetchall())
    except sqlite3.OperationalError:  # dbstat is an option that not every SQLite is built with
        return {}
