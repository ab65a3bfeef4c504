"""Two texts side by side: passages in the order of the left text, with what stands only there between them.

Comes in: two texts and their aligned passages. Goes out: rows, then a rich table with the changed words marked.
The one idea: a reader must be able to judge from this alone, so nothing is left out without saying how much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from wirecopy.model import Passage
from wirecopy.report.safe_text import safe_line
from wirecopy.report.wording import say_counted

KIND_STYLES = {"same": "green", "edited": "yellow", "reworded": "magenta", "only left": "dim", "only right": "dim"}
_TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+|\\s+|[^\\w\\s]|."
)
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")
_EDGE = re.compile(r"^[^\w(\[“„«\"]*[.!?…”\"»)\]]+\s+")
_PASSAGE_CHARS = 500
_GAP_CHARS = 120
_COMPARED_TOKENS = 500  # comparing grows with the square; longer passages are shown without marks
_ROWS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A passage, or a stretch of one text that the other lacks (then the other side is empty)."""

    kind: str
    left: str
    right: str


def lay_out(left: str, right: str, passages: Sequence[Passage]) -> list[Row]:
    """Return the rows: passages and gaps of the left text in its order, then what only the right one has."""
    rows: list[Row] = []
    reached = 0
    for passage in sorted(passages, key=lambda each: (each.left_start, each.left_end)):
        _gap(rows, "only left", left[reached : passage.left_start])
        same = left[passage.left_start : passage.left_end], right[passage.right_start : passage.right_end]
        rows.append(Row(passage.kind, *same))
        reached = max(reached, passage.left_end)
    _gap(rows, "only left", left[reached:])
    reached = 0
    for passage in sorted(passages, key=lambda each: (each.right_start, each.right_end)):
        _gap(rows, "only right", right[reached : passage.right_start])
        reached = max(reached, passage.right_end)
    _gap(rows, "only right", right[reached:])
    return rows


def draw_side_by_side(rows: Sequence[Row], heads: tuple[str, str], *, every: bool = False) -> RenderableType:
    """Return the rows as a table; unless `every`, long passages and all after the first dozen are cut short."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_lines=False)
    table.add_column("")
    for head in heads:
        table.add_column(Text(head, style="bold"), ratio=1, overflow="fold")
    shown = rows if every else rows[:_ROWS]
    for row in shown:
        style = KIND_STYLES.get(row.kind, "")
        table.add_row(Text(row.kind, style=style), *_sides(row, style, every=every))
    if len(rows) > len(shown):
        rest = rows[len(shown) :]
        words = sum(_word_count(row.left or row.right) for row in rest)
        more = f"… {say_counted(len(rest), 'more row', 'more rows')} ({words:,} words; --all shows them)"
        table.add_row(Text(""), Text(more, style="dim"), Text(""))
    return table


def _gap(rows: list[Row], kind: str, text: str) -> None:
    text = _EDGE.sub("", text)  # sentences are aligned without the marks around them
    if _word_count(text):
        rows.append(Row(kind, text, "") if kind == "only left" else Row(kind, "", text))


def _word_count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _sides(row: Row, style: str, *, every: bool) -> tuple[Text, Text]:
    if row.kind.startswith("only"):
        words = say_counted(_word_count(row.left or row.right), "word", "words")
        said = Text(f"[{words} only here] ", style="italic dim")
        said.append(safe_line(row.left or row.right, None if every else _GAP_CHARS), style="dim not italic")
        return (said, Text("")) if row.left else (Text(""), said)
    most = None if every else _PASSAGE_CHARS
    left, right = safe_line(row.left, most), safe_line(row.right, most)
    if row.kind == "same" and left == right:
        return Text(left, style=style), Text(right, style=style)
    return _marked(left, right, style)


def _marked(left: str, right: str, style: str) -> tuple[Text, Text]:
    """Both texts with the words that differ underlined."""
    ours, theirs = _TOKEN.findall(left), _TOKEN.findall(right)
    texts = Text(style=style), Text(style=style)
    if max(len(ours), len(theirs)) > _COMPARED_TOKENS:
        return texts[0].append(left), texts[1].append(right)
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        mark = "" if tag == "equal" else "bold underline"
        for text, piece in zip(texts, ("".join(ours[a:b]), "".join(theirs[c:d])), strict=True):
            if piece:
                text.append(piece, style=mark if not piece.isspace() else "")
    return texts
