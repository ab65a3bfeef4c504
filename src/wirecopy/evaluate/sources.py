"""Who copied whom: the immediate source, the agency, the credit, the carrier, and how sure it all is.

In: a ledger and a test whether two names are one agency. Out: tables and figures. A source that is in the store is
right only where it is named; an abstention is wrong there. "Wrong among named" counts every source that is named and
is not the true one, also where the true one was never collected. Sites of one owner publish one text in the same
minute; naming the wrong one of them is wrong, and a second figure says how often that is all that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from wirecopy.evaluate.calibration import calibration_error, reliability
from wirecopy.evaluate.ledger import Item, Ledger
from wirecopy.evaluate.tables import Cell, Table, share

SameSource = Callable[[str, str], bool]
_CREDITS = ("credited", "uncredited", "false credit")
_Result = tuple[list[Table], dict[str, float | None]]


def source_tables(ledger: Ledger, same_source: SameSource) -> _Result:
    """All figures on attribution."""
    items = list(ledger.items())
    tables: list[Table] = []
    figures: dict[str, float | None] = {}
    for made, named in (
        _immediate(ledger, items),
        _agencies(ledger, items, same_source),
        _credits(items),
        _carriers(ledger, items),
        _confidence(items),
    ):
        tables += made
        figures |= named
    return tables, figures


def _immediate(ledger: Ledger, items: Sequence[Item]) -> _Result:
    """The immediate source of every take, by whether the true one is in the store."""
    stored: Counter[str] = Counter(_answer(item) for item in items if item.take.source_url in ledger.findings)
    unseen: Counter[str] = Counter(_answer(item) for item in items if item.take.source_url not in ledger.findings)
    twins = sum(_answer(item) == "wrong" and _names_twin(ledger, item) for item in items)
    columns = ("immediate source", "copies", "right", "wrong", "undecided", "said to be unseen", "no row")
    answers = ("right", "wrong", "undecided", "unseen", "no row")
    parts = (("in the store", stored), ("never collected", unseen))
    rows: list[tuple[Cell, ...]] = [
        (name, counts.total(), *(counts[answer] for answer in answers)) for name, counts in parts
    ]
    both = stored + unseen
    named = both["right"] + both["wrong"]
    figures = {
        "source.right": share(stored["right"], stored.total()),
        "source.wrong_among_named": share(both["wrong"], named),
        "source.right_or_twin": share(stored["right"] + twins, stored.total()),
        "source.wrong_among_named_stored": share(stored["wrong"], stored["right"] + stored["wrong"]),
        "source.abstained": share(both["undecided"], both.total()),
        "source.unseen_right": share(unseen["unseen"], unseen.total()),
    }
    told = tuple((name.removeprefix("source.").replace("_", " "), value) for name, value in figures.items())
    shares = Table("Sources named rightly", ("figure", "share"), told)
    return [Table("Immediate sources", columns, tuple(rows)), shares], figures


def _answer(item: Item) -> str:
    row = item.row
    if row is None:
        return "no row"
    if row.source_url is not None:
        return "right" if row.source_url == item.take.source_url else "wrong"
    return "undecided" if row.abstained else "unseen"


def _names_twin(ledger: Ledger, item: Item) -> bool:
    """Whether the source named is one piece with the true one: made alike from one text, dated the same minute."""
    true, named = item.take.source_url, item.row.source_url if item.row else None
    if true is None or named is None or true not in ledger.findings or not {true, named} <= ledger.truth.keys():
        return False
    when = [ledger.findings[url].published_at for url in (true, named)]
    alike = ledger.truth[true].takes == ledger.truth[named].takes and ledger.truth[true].role == "copy"
    return alike and when[0] is not None and when[0] == when[1]


def _agencies(ledger: Ledger, items: Sequence[Item], same_source: SameSource) -> _Result:
    """The agency of copies of a family in which anybody credits it: found rightly, wrongly, or not at all."""
    counts: dict[str, Counter[str]] = {}
    for item in items:
        agency = item.article.agency
        if agency is None or not any(
            same_source(agency, name) for name in ledger.families_of_agencies.get(item.take.story, ())
        ):
            continue
        named = item.row.source_agency if item.row else None
        answer = "none named" if named is None else "right" if same_source(agency, named) else "wrong"
        for name in (item.article.credit, "all"):
            counts.setdefault(name, Counter())[answer] += 1
    answers = ("right", "wrong", "none named")
    rows = tuple(
        (name, each.total(), *(share(each[answer], each.total()) for answer in answers))
        for name in (*_CREDITS, "all")
        if (each := counts.get(name))
    )
    total = counts.get("all", Counter())
    columns = ("own credit", "copies", *answers)
    table = Table("Agency of copies whose family credits it anywhere", columns, rows)
    return [table], {"agency.right": share(total["right"], total.total())}


def _credits(items: Sequence[Item]) -> _Result:
    """Credited, uncredited or false credit: true against said, for articles of one story."""
    single = [item for item in items if len(item.article.takes) == 1]
    counts = Counter((item.article.credit, item.row.credit if item.row else "no row") for item in single)
    columns = (*_CREDITS, "no row")
    rows = []
    for true in _CREDITS:
        total = sum(counts[true, said] for said in columns)
        found = total - counts[true, "no row"]
        rows.append((true, *(counts[true, said] for said in columns), share(counts[true, true], found)))
    right = sum(counts[true, true] for true in _CREDITS)
    found = len(single) - sum(counts[true, "no row"] for true in _CREDITS)
    figures = {"credit.right": share(right, found), "credit.right_of_all": share(right, len(single))}
    rows.append(("all", *(sum(counts[true, said] for true in _CREDITS) for said in columns), figures["credit.right"]))
    return [Table("Credits: true (rows) against said (columns)", ("true", *columns, "right"), tuple(rows))], figures


def _carriers(ledger: Ledger, items: Sequence[Item]) -> _Result:
    """The carrier where a mark was left in, and what is named where."""
    marked = [item for item in items if item.article.carrier_domain is not None]
    right = sum(item.row is not None and item.row.carrier_domain == item.article.carrier_domain for item in marked)
    pairs: Counter[tuple[str, str]] = Counter()
    for url, article in ledger.truth.items():
        finding = ledger.findings.get(url)
        said = {row.carrier_domain or "-" for row in finding.copies} if finding else set()
        pairs.update((article.carrier_domain or "-", name) for name in said)
    pairs["-", "-"] = 0
    named = sum(count for (_, name), count in pairs.items() if name != "-")
    right_named = sum(count for (true, name), count in pairs.items() if true == name)
    figures = {"carrier.right": share(right, len(marked)), "carrier.precision": share(right_named, named)}
    rows = (
        ("marked copies whose carrier is named rightly", len(marked), figures["carrier.right"]),
        ("carriers named that are right", named, figures["carrier.precision"]),
    )
    seen = tuple((true, name, count) for (true, name), count in sorted(pairs.items(), key=_often) if count)
    tables = [Table("Carriers", ("question", "articles", "share"), rows)]
    return [*tables, Table("Carriers: true against named", ("true", "named", "articles"), seen)], figures


def _often(pair: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -pair[1], pair[0]


def _confidence(items: Sequence[Item]) -> _Result:
    """Calibration of `copies.confidence`, for named sources and for answers of every kind but abstentions."""
    named = [
        (item.row.confidence, _answer(item) == "right")
        for item in items
        if item.row and item.row.source_url is not None
    ]
    decided = named + [
        (item.row.confidence, item.take.source_url is None)
        for item in items
        if item.row and item.row.source_url is None and item.row.rewrite is not None and not item.row.abstained
    ]
    figures = {
        "source.calibration_error": calibration_error(named),
        "source.calibration_error_with_unseen": calibration_error(decided),
    }
    bins = reliability(named)
    rows = tuple((f"{each.low:.1f} to {each.high:.1f}", each.claims, each.mean, each.right) for each in bins)
    title = f"Confidence of named sources (calibration error {figures['source.calibration_error'] or 0:.3f})"
    return [Table(title, ("confidence", "sources", "mean", "right"), rows)], figures
