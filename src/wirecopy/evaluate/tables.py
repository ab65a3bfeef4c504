"""Tables of figures: a title, columns and rows, ready for a terminal or a document.

In: counts. Out: `Table` and its text. Shares are shown with three digits beside the counts that they rest on; a
share of nothing is "-", because 0 of 0 is no result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Cell = str | int | float | None


class Table(NamedTuple):
    """A title, its columns, its rows; floats are shares or probabilities, None is shown as a dash."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def share(part: int, whole: int) -> float | None:
    """Part of whole in 0..1, None where there is nothing to share."""
    return part / whole if whole else None


def text_of(cell: Cell) -> str:
    """A cell as it is printed: floats with four digits, counts with thousands marked.

    >>> text_of(0.98765), text_of(12345), text_of(None)
    ('.9877', '12,345', '-')
    """
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.4f}".replace("0.", ".", 1) if abs(cell) < 1 else f"{cell:.4f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def to_markdown(tables: Iterable[Table], level: int = 3) -> str:
    """The tables as Markdown, each under a heading of that level."""
    return "\n".join(_markdown(table, level) for table in tables)


def _markdown(table: Table, level: int) -> str:
    right = [_is_figure(table, column) for column in range(len(table.columns))]
    rules = ["---:" if figure else "---" for figure in right]
    rows = [[_safe(text_of(cell)) for cell in row] for row in table.rows]
    lines = [f"{'#' * level} {table.title}", "", _line(table.columns), _line(rules), *(_line(row) for row in rows), ""]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _safe(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def to_text(table: Table) -> str:
    """A table as aligned plain text with its title above."""
    cells = [table.columns, *(tuple(text_of(cell) for cell in row) for row in table.rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.columns))]
    figures = [_is_figure(table, column) for column in range(len(table.columns))]
    lines = [
        "  ".join(
            cell.rjust(width) if figure else cell.ljust(width)
            for cell, width, figure in zip(row, widths, figures, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([table.title, "-" * len(table.title), *lines, ""])


def _is_figure(table: Table, column: int) -> bool:
    return column > 0 and all(not isinstance(row[column], str) for row in table.rows)
