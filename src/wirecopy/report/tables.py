"""One table, shown three ways: drawn in a terminal, as JSON, as CSV.

Comes in: names of columns and rows of plain values. Goes out: text that can be printed whoever wrote the values.
The one idea: a table too wide for the terminal is drawn record by record instead of being squeezed unreadable.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from wirecopy.report.safe_text import safe, safe_json, safe_line
from wirecopy.report.wording import NOTHING
from wirecopy.store.exports import no_formula

Value = int | float | str | bytes | bool | None

_LONGEST_CELL = 300
_COMFORT = 28  # a column of text narrower than this is tiring to read
_LEAST = 8
_GAP = 3  # between two columns of a grid
_LONG_NUMBER = 1e6  # from here on decimals tell nothing
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
    """Return the table as CSV with a header; control characters are written out, formulas made plain text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(
        [no_formula(safe(value)) if isinstance(value, str) else _plain(value) for value in row] for row in table.rows
    )
    return buffer.getvalue()


def draw_table(console: Console, table: Table) -> None:
    """Print the table on `console`, as records where it is too wide for it; no number or address is ever broken."""
    if table.title:
        console.print(Text(table.title, style="bold"))
    columns = [_column(table, place) for place in range(len(table.columns))]
    if not table.rows:
        console.print(Text("(no rows)", style="dim"))
    elif (widths := _share_out(columns, console.width)) is not None:
        console.print(_grid(columns, widths))
    else:
        for number, row in enumerate(zip(*(column.cells for column in columns), strict=True), start=1):
            _print_record(console, columns, row, number)
    if table.note:
        console.print(Text(safe(table.note), style="dim"))


def _plain(value: Value) -> Value:
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no word for it
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else value


@dataclass(frozen=True, slots=True)
class _Column:
    """A column ready to be drawn: head, cells, the width it can be read at, and those without folded cells or head."""

    head: str
    cells: tuple[str, ...]
    numeric: bool
    least: int
    unfolded: int
    wanted: int


def _column(table: Table, place: int) -> _Column:
    values = [row[place] for row in table.rows]
    decimals = _decimals(values)
    cells = tuple(_cell(value, decimals) for value in values)
    numeric = _is_numeric(values)
    head = safe_line(table.columns[place])
    unit = table.units.get(table.columns[place], "")
    if numeric and unit not in _NO_MEASURE:
        head += f" ({unit})"
    piece = max((cell_len(piece) for piece in _pieces(head)), default=0)
    widest = max(map(cell_len, cells), default=0)
    unbroken = max((cell_len(cell) for cell in cells if numeric or "://" in cell), default=0)
    least = max(piece, unbroken, 0 if numeric else min(max(widest, _LEAST), _COMFORT))
    return _Column(head, cells, numeric, least, max(least, widest), max(least, widest, cell_len(head)))


def _decimals(values: Sequence[Value]) -> int:
    """Return how many decimals the numbers of a column need, three at most, so that all are written with as many.

    Whole numbers have none: a column of counts may end in one share of them.
    """
    written = [_short(value) for value in values if isinstance(value, float)]
    return max((len(each.partition(".")[2]) for each in written if "e" not in each), default=0)


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") if abs(number) < _LONG_NUMBER else f"{number:.6g}"


def _cell(value: Value, decimals: int) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{decimals}f}" if math.isfinite(value) and abs(value) < _LONG_NUMBER else _short(value)
    return safe_line(str(_plain(value)), _LONGEST_CELL)


def _is_numeric(values: Sequence[Value]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)


def _pieces(head: str) -> list[str]:
    """Return where the head of a column may be folded: after words and after underscores."""
    return [piece for word in head.split() for piece in re.findall(r"[^_]*_+|[^_]+", word)]


def _fold_head(head: str, width: int) -> str:
    """Return the head in lines of at most `width`, no piece of a name broken."""
    lines = [""]
    for word in head.split():
        gap = " " if lines[-1] else ""
        for piece in _pieces(word):
            if lines[-1] and cell_len(lines[-1] + gap + piece) > width:
                lines.append("")
                gap = ""
            lines[-1] += gap + piece
            gap = ""
    return "\n".join(lines)


def _share_out(columns: Sequence[_Column], width: int) -> list[int] | None:
    """Return the width of each column, None where they don't fit side by side.

    Every column has its least width; what is left unfolds cells, then heads, those that lack least first.
    """
    widths = [column.least for column in columns]
    left = width - sum(widths) - _GAP * (len(columns) - 1)
    if left < 0:
        return None
    for wanted in ([column.unfolded for column in columns], [column.wanted for column in columns]):
        lacking = sorted((wanted[place] - widths[place], place) for place in range(len(columns)))
        for rank, (lack, place) in enumerate(lacking):
            more = min(lack, left // (len(columns) - rank))
            widths[place] += more
            left -= more
    return widths


def _grid(columns: Sequence[_Column], widths: Sequence[int]) -> RenderableType:
    grid = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        head = Text(_fold_head(column.head, width))
        side: JustifyMethod = "right" if column.numeric else "left"
        grid.add_column(head, justify=side, vertical="top", width=width, no_wrap=column.numeric, overflow="fold")
    for row in zip(*(column.cells for column in columns), strict=True):
        grid.add_row(*map(Text, row))
    return grid


def _print_record(console: Console, columns: Sequence[_Column], row: Sequence[str], number: int) -> None:
    """Print one row as lines of name and value; sentences are folded, numbers and addresses stay whole."""
    console.print(Text(f"─ {number}", style="bold"))
    start = max(cell_len(column.head) for column in columns) + 2
    for column, cell in zip(columns, row, strict=True):
        room = max(_COMFORT, console.width - start)
        whole = column.numeric or "://" in cell
        lines = [Text(cell)] if whole else Text(cell).wrap(console, room)
        for place, line in enumerate(lines):
            head = Text("" if place else column.head, style="bold")
            head.pad_right(start - cell_len(head.plain))
            console.print(Text.assemble(head, line), soft_wrap=True)
