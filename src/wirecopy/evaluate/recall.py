"""What was found of what was taken: by kind of edit, by strength, by number of rewritings.

In: a ledger. Out: tables and flat figures. A take counts as found where its article is in the story that holds most
of the other whole members of the family ("with most"); "with any" asks for one of them only. A take whose family has
no other whole member in the corpus can't be found by anybody and is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from wirecopy.evaluate.ledger import Item, Ledger
from wirecopy.evaluate.tables import Cell, Table, share

_REWRITINGS = frozenset({"spun", "mangled", "rework"})
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "verbatim, light, cut, shuffle, noise",
        frozenset({"verbatim", "light", "cut", "light+cut", "lede", "noise", "shuffle"}),
    ),
    (
        "spun and mangled",
        frozenset({"spun lightly", "spun", "mangled", "spun+cut", "shuffle+spun", "mangled+spun"}),
    ),
    ("reworked", frozenset({"rework", "rewritten twice"})),
    ("reworked and cut", frozenset({"rework+cut"})),
    ("excerpts", frozenset({"excerpt"})),
    ("spun excerpts", frozenset({"spun excerpt"})),
    ("sources of mosaics", frozenset({"mosaic"})),
    ("versions", frozenset({"writethru", "correction"})),
)


@dataclass(slots=True)
class _Count:
    takes: int = 0
    with_most: int = 0
    with_any: int = 0

    def add(self, ledger: Ledger, item: Item) -> None:
        mine = set(ledger.stories_of(item.article.url))
        _, counts = ledger.others(item.article.url, item.take.story)
        self.takes += 1
        self.with_any += bool(mine & counts.keys())
        self.with_most += bool(mine & ledger.homes(item.article.url, item.take.story))

    def cells(self) -> tuple[Cell, ...]:
        return self.takes, share(self.with_most, self.takes), share(self.with_any, self.takes)


def recall_tables(ledger: Ledger) -> tuple[list[Table], dict[str, float | None]]:
    """Recall by group of kinds, by kind, by strength of rewriting and by rewritings since the first text."""
    findable = [item for item in ledger.items(versions=True) if ledger.others(item.article.url, item.take.story)[0] > 0]
    kinds = _counted(ledger, findable, lambda item: (item.article.kind,))
    groups = _counted(ledger, findable, lambda item: (*_group(item), "all"))
    ordered = {name: groups[name] for name in (*(name for name, _ in _GROUPS), "all") if name in groups}
    strengths = _counted(ledger, findable, _strength)
    paths = _counted(ledger, findable, lambda item: (f"{_rewritings(item.take.edits_from_origin)} rewritings",))
    tables = [
        _table("Recall by group of edits", "edits", ordered),
        _table("Recall by kind of edit", "kind", dict(sorted(kinds.items()))),
        _table("Recall by strength of spinning (share of words replaced)", "strength", dict(sorted(strengths.items()))),
        _table("Recall by rewritings since the first text", "path", dict(sorted(paths.items()))),
    ]
    figures = {f"recall.{name}": share(count.with_most, count.takes) for name, count in ordered.items()}
    figures |= {f"recall.kind.{name}": share(count.with_most, count.takes) for name, count in sorted(kinds.items())}
    return [table for table in tables if table.rows], figures


def _counted(ledger: Ledger, items: Iterable[Item], names: Callable[[Item], Iterable[str]]) -> dict[str, _Count]:
    counts: dict[str, _Count] = defaultdict(_Count)
    for item in items:
        for name in names(item):
            counts[name].add(ledger, item)
    return dict(counts)


def _group(item: Item) -> tuple[str, ...]:
    return tuple(name for name, kinds in _GROUPS if item.article.kind in kinds)


def _strength(item: Item) -> tuple[str, ...]:
    if item.take.rewrite != "spun" or "spun" not in item.take.edits:
        return ()
    low = int(item.take.strength * 5) / 5
    return (f"{low:.1f} to {low + 0.2:.1f}",)


def _rewritings(edits: Iterable[str]) -> int:
    return sum(edit in _REWRITINGS for edit in edits)


def _table(title: str, first: str, counts: Mapping[str, _Count]) -> Table:
    rows = tuple((name, *count.cells()) for name, count in counts.items())
    return Table(title, (first, "to find", "found with most", "found with any"), rows)
