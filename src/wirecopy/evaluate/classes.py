"""Whether the class of rewriting is named rightly, and versions told from copies.

In: a ledger. Out: a confusion table and accuracies. A class is judged where a copy was found (a row of `copies` with
a rewrite). The pairs that users mix up are judged by themselves: spun against light edit, excerpt against trimmed,
the agency's own version against an outlet's copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from wirecopy.evaluate.ledger import Item, Ledger
from wirecopy.evaluate.tables import Cell, Table, share
from wirecopy.model import Rewrite

_REWORDED = frozenset({"spun", "partly derived"})
_OWN = frozenset({"origin", "version"})
_Tally = tuple[int, int]


def class_tables(ledger: Ledger) -> tuple[list[Table], dict[str, float | None]]:
    """The confusion of classes, and the accuracies of what is easily mixed up."""
    judged = [item for item in ledger.items() if item.row is not None and item.row.rewrite is not None]
    confusion = Counter((str(item.take.rewrite), _named(item)) for item in judged)
    right_source = [item for item in judged if item.row and item.take.source_url == item.row.source_url is not None]
    tallies: dict[str, _Tally] = {
        "all classes": _exact(judged),
        "all classes, source rightly named": _exact(right_source),
        "spun against light edit": _between(judged, "light edit", "spun", _REWORDED),
        "excerpt against trimmed": _between(judged, "trimmed", "excerpt", frozenset({"excerpt"})),
        **_versions(ledger),
    }
    rows = tuple((name, whole, share(right, whole)) for name, (right, whole) in tallies.items())
    tables = [
        Table("Classes named rightly", ("question", "articles", "right"), rows),
        _confusion_table(confusion),
    ]
    return tables, {f"class.{name}": share(right, whole) for name, (right, whole) in tallies.items()}


def _named(item: Item) -> str:
    return str(item.row.rewrite) if item.row else ""


def _exact(items: Sequence[Item]) -> _Tally:
    """Takes whose class is named exactly, and all of them."""
    return sum(item.take.rewrite == _named(item) for item in items), len(items)


def _between(items: Iterable[Item], one: str, other: str, side: frozenset[str]) -> _Tally:
    """Of takes of class `one` or `other`: those of `one` are right outside of `side`, those of `other` by name."""
    right = whole = 0
    for item in items:
        if item.take.rewrite in {one, other}:
            whole += 1
            right += _named(item) == other if item.take.rewrite == other else _named(item) not in side
    return right, whole


def _versions(ledger: Ledger) -> dict[str, _Tally]:
    """The role in the family's story: origins and versions of the agency against copies, among articles found."""
    own = [0, 0]
    taken = [0, 0]
    for article in ledger.truth.values():
        if not article.whole:
            continue
        homes = ledger.homes(article.url, article.family)
        roles = {role for story, role in ledger.stories_of(article.url).items() if story in homes}
        if not roles:
            continue
        if article.role == "version":
            own[0] += bool(roles & _OWN)
            own[1] += 1
        elif article.role == "copy":
            taken[0] += not roles & _OWN
            taken[1] += 1
    return {
        "version against copy": (own[0] + taken[0], own[1] + taken[1]),
        "versions named as the agency's own": (own[0], own[1]),
        "copies not named as the agency's own": (taken[0], taken[1]),
    }


def _confusion_table(confusion: Counter[tuple[str, str]]) -> Table:
    order = [rewrite.value for rewrite in Rewrite]
    true = sorted({row for row, _ in confusion}, key=lambda name: order.index(name) if name in order else len(order))
    named = [name for name in order if any(column == name for _, column in confusion)]
    rows: list[tuple[Cell, ...]] = [
        (row, *(confusion[row, column] for column in named), share(confusion[row, row], _total(confusion, row)))
        for row in true
    ]
    return Table("Classes: true (rows) against named (columns)", ("true", *named, "right"), tuple(rows))


def _total(confusion: Counter[tuple[str, str]], row: str) -> int:
    return sum(count for (true, _), count in confusion.items() if true == row)
