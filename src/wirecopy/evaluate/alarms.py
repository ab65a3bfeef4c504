"""False alarms: articles that nobody copied, reported as copies or put beside other families.

In: a ledger. Out: tables, figures, and the alarms by name, so that each can be looked at. An alarm is an article of
kind unrelated, template (a notice of one mould) or independent (an agency's own report of an event that others report
too) that is in a story with an article of another family, or has a row in `copies` with a source or a sibling. A row
that only repeats the article's own credit (`rewrite` null) is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from wirecopy.evaluate.ledger import Ledger
from wirecopy.evaluate.tables import Table, share
from wirecopy.evaluate.truth import TrueArticle

INNOCENT = ("unrelated", "independent", "template")


class Alarm(NamedTuple):
    """An innocent article and what it was put together with: a url, or "" for a source that nobody saw."""

    kind: str
    url: str
    with_url: str


def find_alarms(ledger: Ledger) -> list[Alarm]:
    """All false alarms, in the order of the truth."""
    return [
        Alarm(article.kind, article.url, other)
        for article in ledger.truth.values()
        if article.kind in INNOCENT and (other := _accused(ledger, article)) is not None
    ]


def _accused(ledger: Ledger, article: TrueArticle) -> str | None:
    """The first stranger that an innocent article was linked with, "" for an unseen source, None for no alarm."""
    for story in sorted(ledger.stories_of(article.url)):
        for other in ledger.members[story]:
            if other != article.url and article.family not in ledger.truth[other].families:
                return other
    finding = ledger.findings.get(article.url)
    for row in finding.copies if finding else ():
        source = ledger.truth.get(row.source_url or "")
        if row.source_url is not None:
            if source is None or article.family not in source.families:
                return row.source_url
        elif row.rewrite is not None and len(ledger.members.get(row.story_id, ())) <= 1:
            return ""
    return None


def alarm_tables(ledger: Ledger, alarms: list[Alarm]) -> tuple[list[Table], dict[str, float | None]]:
    """False alarms by kind, and by kind and language."""
    total = Counter(article.kind for article in ledger.truth.values() if article.kind in INNOCENT)
    raised = Counter(alarm.kind for alarm in alarms)
    rows = tuple(
        (kind, total[kind], raised[kind], share(raised[kind], total[kind])) for kind in INNOCENT if total[kind]
    )
    tables = [Table("False alarms among articles that nobody copied", ("kind", "articles", "alarms", "share"), rows)]
    tables += [_strangers(ledger)] if rows else []
    figures = {f"false_alarms.{kind}": share(raised[kind], total[kind]) for kind in INNOCENT}
    return tables, figures


def _strangers(ledger: Ledger) -> Table:
    """Rows of `copies` by what they claim, against the truth: is the source's story one that the article holds."""
    counts: Counter[str] = Counter()
    for article in ledger.truth.values():
        finding = ledger.findings.get(article.url)
        for row in finding.copies if finding else ():
            counts[_claim(ledger.truth, article, row.source_url, row.rewrite)] += 1
    rows = tuple((name, counts[name]) for name in sorted(counts))
    return Table("Rows of copies by what they claim", ("claim", "rows"), rows)


def _claim(truth: Mapping[str, TrueArticle], article: TrueArticle, source_url: str | None, rewrite: str | None) -> str:
    if source_url is None:
        return "own credit only" if rewrite is None else "unseen or undecided source"
    source = truth.get(source_url)
    if source is None:
        return "source outside the truth"
    return "source of the same family" if article.families & source.families else "source of another family"
