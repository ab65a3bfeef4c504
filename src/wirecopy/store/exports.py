"""Write a public view row by row, in an order that depends on its content alone.

Comes in: the name of a view and a format. Goes out: lines of text, one at a time.
The one idea: rows are ordered by all their columns, from left to right, so the same content gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from wirecopy.errors import ParameterError
from wirecopy.store.files import sql_files

ExportFormat = Literal["jsonl", "csv"]
FORMATS: tuple[ExportFormat, ...] = ("jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WALL_CLOCK_VIEWS = frozenset({"runs"})
"""Views whose rows hold wall-clock times: not part of an export that is to be the same each time."""


def public_views() -> tuple[str, ...]:
    """Return the names of all public views, sorted."""
    return tuple(sql_files("views"))


def export_views() -> tuple[str, ...]:
    """Return the names of the views that a full export holds: all but those with wall-clock times."""
    return tuple(view for view in public_views() if view not in WALL_CLOCK_VIEWS)


def export_lines(connection: sqlite3.Connection, view: str, form: str = "jsonl") -> Iterator[str]:
    """Yield the lines, each with its line end, of `view` as JSON Lines or as CSV with a header.

    Raises ParameterError for another view or format, before the first line.
    """
    if view not in public_views():
        raise ParameterError("view", view, "one of " + ", ".join(public_views()))
    if form not in FORMATS:
        raise ParameterError("format", form, "one of " + ", ".join(FORMATS))
    columns = view_columns(connection, view)
    order = ", ".join(str(place) for place in range(1, len(columns) + 1))
    rows = connection.execute(f"SELECT * FROM {view} ORDER BY {order}")
    return _json_lines(columns, rows) if form == "jsonl" else _csv_lines(columns, rows)


def view_columns(connection: sqlite3.Connection, view: str) -> tuple[str, ...]:
    """Return the names of the columns of a public view, in order."""
    return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({view})"))


def _json_lines(columns: Sequence[str], rows: Iterator[Any]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, separators=(",", ":")) + "\n"


def _csv_lines(columns: Sequence[str], rows: Iterator[Any]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([no_formula(cell) if isinstance(cell, str) else cell for cell in row])
    yield buffer.getvalue()


def no_formula(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before what it would take for a formula.

    Headlines are written by strangers, and CSV is opened with a click. JSON Lines keep every text as it is.

    >>> no_formula("=HYPERLINK(1)"), no_formula("Ferry runs again")
    ("'=HYPERLINK(1)", 'Ferry runs again')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
