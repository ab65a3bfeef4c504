"""One table, shown three ways: drawn in a terminal, as JSON, as CSV.

Comes in: names of columns and rows of plain values. Goes out: text that can be printed whoever wrote the values.
The one idea: a table too wide for the terminal is drawn record by record instead of being squeezed unreadable.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from wirecopy.report.safe_text import safe, safe_json, safe_line
from wirecopy.report.wording import NOTHING

Value = int | float | str | bytes | bool | None

_LONGEST_CELL = 300
_COMFORT = 28  # a column of text narrower than this is tiring to read
_LEAST = 8
_NO_MEASURE = frozenset({"", "id", "0 or 1"})


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; `title` may be empty, `note` stands below it, `units` by column name are shown in its head."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    units: dict[str, str] = field(default_factory=dict)


def table_json(table: Table) -> str:
    """Return the rows as a JSON array of objects."""
    return safe_json(_objects(table))


def table_objects(tables: Sequence[Table]) -> dict[str, list[dict[str, Value]]]:
    """Return several tables as plain values: title -> rows as objects."""
    return {table.title: _objects(table) for table in tables}


def _objects(table: Table) -> list[dict[str, Value]]:
    return [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows]


def table_csv(table: Table) -> str:
    """Return the table as CSV with a header; control characters are written out."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([safe(value) if isinstance(value, str) else _plain(value) for value in row] for row in table.rows)
    return buffer.getvalue()


def draw_table(console: Console, table: Table) -> None:
    """Print the table on `console`, as records where it is too wide for it."""
    if table.title:
        console.print(Text(table.title, style="bold"))
    cells = [[_cell(value) for value in row] for row in table.rows]
    if not cells:
        console.print(Text("(no rows)", style="dim"))
    elif _fits(table, cells, console.width):
        console.print(_grid(table, cells))
    else:
        for number, row in enumerate(cells, start=1):
            console.print(_record(table, row, number))
    if table.note:
        console.print(Text(safe(table.note), style="dim"))


def _plain(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no word for it
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else value


def _cell(value: Value) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1e6 else f"{value:.6g}"
    return safe_line(str(_plain(value)), _LONGEST_CELL)


def _is_numeric(table: Table, place: int) -> bool:
    values = [row[place] for row in table.rows if row[place] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _fits(table: Table, cells: Sequence[Sequence[str]], width: int) -> bool:
    needed = sum(3 + _least_width(table, cells, place) for place in range(len(table.columns)))
    return needed <= width or len(table.columns) == 1


def _least_width(table: Table, cells: Sequence[Sequence[str]], place: int) -> int:
    """Return the width below which a column can't be read: numbers stay whole, heads and texts may be folded."""
    widest = max(cell_len(row[place]) for row in cells)
    head = _head(table, table.columns[place])
    word = max((cell_len(word) for word in head.split()), default=0)
    if _is_numeric(table, place):
        return max(widest, word)
    return max(_LEAST, word, min(max(widest, cell_len(head)), _COMFORT))


def _head(table: Table, column: str) -> str:
    """Return the name of a column, with its unit where it holds measures."""
    unit = table.units.get(column, "")
    return (
        f"{column} ({unit})" if unit not in _NO_MEASURE and _is_numeric(table, table.columns.index(column)) else column
    )


def _grid(table: Table, cells: Sequence[Sequence[str]]) -> RenderableType:
    grid = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for place, column in enumerate(table.columns):
        numeric = _is_numeric(table, place)
        least = _least_width(table, cells, place) if numeric else None
        head = Text(safe_line(_head(table, column)))
        grid.add_column(head, justify="right" if numeric else "left", min_width=least, overflow="fold")
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _record(table: Table, row: Sequence[str], number: int) -> RenderableType:
    record = RichTable.grid(padding=(0, 2))
    record.add_column(style="bold", no_wrap=True)
    record.add_column(overflow="fold")
    record.add_row(Text(f"─ {number}"), "")
    for column, cell in zip(table.columns, row, strict=True):
        record.add_row(Text(safe_line(_head(table, column))), Text(cell))
    return record
