"""What is in a database, in a handful of tables.

Comes in: an open store. Goes out: tables; all but the last come from the public views alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirecopy.report.tables import Table, Value
from wirecopy.report.wording import say_bytes

if TYPE_CHECKING:
    from wirecopy.store import Store


def overview(store: Store) -> list[Table]:
    """Return the tables: counts, languages, classes, outlets, rejects, sizes."""
    told = [Table(title, result.columns, result.rows) for title, result in store.overview().items()]
    tables = [*told, _sizes(store)]
    return [table for table in tables if table.rows]


def _sizes(store: Store) -> Table:
    rows: list[tuple[Value, ...]] = [(each.name, each.row_count, each.byte_count) for each in store.table_sizes()]
    rows.sort(key=lambda row: (-int(str(row[2] or 0)), str(row[0])))
    return Table("Tables", ("table", "rows", "bytes"), rows, f"{say_bytes(store.byte_count())} in all")
