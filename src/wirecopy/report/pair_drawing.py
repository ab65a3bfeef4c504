"""The report on two articles drawn for a terminal: first the answer, then what it rests on, then the texts.

Comes in: a PairReport. Goes out: a rich renderable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wirecopy.model import ArticleId, Document
from wirecopy.report.line_layout import Facts, unfolded
from wirecopy.report.pair import PairReport, derived, undecided
from wirecopy.report.rule_words import say_rule
from wirecopy.report.safe_text import safe_line
from wirecopy.report.side_by_side import draw_side_by_side, lay_out
from wirecopy.report.signal_words import CLASS_WORDS, directed_figure, say_signal, say_weight
from wirecopy.report.wording import NOTHING, say_lag, say_share, say_time

if TYPE_CHECKING:
    from wirecopy.store import StoredCopy

_SIGNAL_ROWS = 12
_EVIDENCE_ROWS = 16
_ADDRESS = 2_000
_RETOLD = "together: told again in other words, or translated; whatever speaks for it, the probability stays low"
_WORD_END = re.compile(r" (?!%)")  # a number stays with its per cent


def draw_pair(report: PairReport, *, every: bool = False) -> RenderableType:
    """Return the drawing, to be printed with `crop=False`; `every` shows all signals, evidence and passages in full."""
    parts: list[RenderableType] = [
        article_line("A", report.one),
        article_line("B", report.other),
        Text(),
        Facts([Text(word, style="bold") for word in _WORD_END.split(say_answer(report))], gap=" "),
        Text(_say_standing(report), style="dim"),
        Text(),
        _signal_table(report, every=every),
    ]
    for stored in report.copies:
        parts += [Text(), draw_copy(stored, report.addresses, _names(report), every=every)]
    for stored in report.other_copies:
        parts += [Text(), draw_copy(stored, report.addresses, _names(report), every=every)]
    rows = lay_out(report.one.article.text, report.other.article.text, report.passages)
    parts += [Text(), Text("Side by side", style="bold"), draw_side_by_side(rows, ("A", "B"), every=every)]
    return Group(*parts)


def article_line(name: str, document: Document) -> RenderableType:
    """Return headline, outlet, time, language and address of an article."""
    article = document.article
    text = Text(f"{name}  ", style="bold").append(safe_line(article.headline, 110) or "(no headline)")
    outlet = safe_line(article.outlet or article.outlet_domain, 60)
    when = say_time(article.published_at, article.published_precision)
    about = " · ".join(each for each in (outlet, when, article.language, str(article.article_id)) if each)
    address = unfolded(Text(f"   {safe_line(article.url, _ADDRESS)}", style="dim"))
    return Group(text.append(f"\n   {safe_line(about)}", style="not bold dim"), address)


def say_answer(report: PairReport) -> str:
    """Return the answer in a sentence or two."""
    for stored in report.copies:
        copy = stored.copy
        taker = "B" if copy.article_id == report.other.article.article_id else "A"
        giver = "A" if taker == "B" else "B"
        how = f" {CLASS_WORDS[copy.rewrite]}" if copy.rewrite is not None else ""
        return (
            f"{taker} took its text from {giver}{how} ({copy.rewrite.value if copy.rewrite else NOTHING}): "
            f"{say_share(copy.share_of_copy)} of {taker} comes from {giver}, "
            f"{say_share(copy.share_of_source)} of {giver} was kept. Sure of the source: {say_share(copy.confidence)}."
        )
    verdict = report.verdict
    shares = f"probability of common text {say_share(verdict.probability)}"
    if not derived(report):
        return f"No text was taken: {CLASS_WORDS[verdict.rewrite]} ({shares})."
    common = f"A and B have text in common, {CLASS_WORDS[verdict.rewrite]} ({verdict.rewrite.value}; {shares})"
    if undecided(report):
        return f"{common}; who took it from whom is undecided."
    if report.shared_stories:
        return f"{common}; neither took it from the other, both belong to the same story."
    return f"{common}; they are in no common story."


def _say_standing(report: PairReport) -> str:
    if report.standing == "stored":
        told = f"Decided by model {report.decided_by} in run {report.run_id}"
        other = report.decided_by != report.explained_by
        return told + (f"; explained with model {report.explained_by}." if other else ".")
    why = {
        "no candidate": "the two share too few names, figures and wording to have been compared",
        "below the threshold": f"it lies below the threshold of {report.accept:g}",
        "too far apart": "one may be told after the other, but they were published more than three days apart",
        "comparable only now": "by the parameters of the last run they would be linked; run again to have it stored",
    }
    return f"Never stored, compared just now with model {report.explained_by}: {why[report.standing]}."


def _signal_table(report: PairReport, *, every: bool) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("what was measured", overflow="fold")
    table.add_column("log-odds", justify="right", no_wrap=True)
    table.add_column("makes a copy", no_wrap=True)
    base, signals, retold = report.reasons
    _add_signal(table, "to begin with: two articles that have nothing in common", base)
    shown = len(signals) if every else _SIGNAL_ROWS
    for name, value, share in signals[:shown]:
        _add_signal(table, say_signal(name, value, *_direction(report, name)), share)
    rest = signals[shown:]
    if rest:
        _add_signal(table, f"{len(rest)} weaker signals (--all)", sum(share for _, _, share in rest))
    total = base + sum(share for _, _, share in signals)
    if retold:
        table.add_row(Text(_RETOLD), f"{total:+.2f}", f"probability {say_share(report.verdict.probability)}")
        return table
    table.add_row(
        Text("together", style="bold"), f"{total:+.2f}", f"probability {say_share(report.verdict.probability)}"
    )
    return table


def _add_signal(table: Table, said: str, share: float) -> None:
    table.add_row(Text(said), f"{share:+.2f}", say_weight(share))


def _direction(report: PairReport, name: str) -> tuple[str, str]:
    """Return the names of the text that a directed signal measures and of the other one."""
    figure = directed_figure(name)
    if not figure:
        return "one text", "the other"
    figures = report.verdict.figures
    left, right = figures.get(f"{figure}_left", 0.0), figures.get(f"{figure}_right", 0.0)
    is_left = (left >= right) == name.endswith("_most")
    one_is_left = report.one.article.article_id == report.verdict.left_id
    return ("A", "B") if is_left == one_is_left else ("B", "A")


def draw_copy(
    stored: StoredCopy, addresses: Mapping[ArticleId, str], names: Mapping[ArticleId, str], *, every: bool
) -> RenderableType:
    """Return a copy row: who took what from whom, its credit, and the evidence heaviest first."""
    copy = stored.copy
    taker = names.get(copy.article_id) or _address(copy.article_id, addresses)
    agency = f" of {safe_line(copy.source_agency)}" if copy.source_agency else ""
    if copy.source_article_id is not None:
        source = names.get(copy.source_article_id) or _address(copy.source_article_id, addresses)
    elif copy.abstained:
        source = f"a text{agency}, undecided which"
    else:
        source = f"an original{agency} never seen here"
    head = unfolded(Text(f"{taker} from {source}", style="bold"))
    facts = [
        copy.rewrite.value if copy.rewrite is not None else "",
        f"lag {say_lag(copy.lag_seconds)}" if copy.lag_seconds is not None else "",
        f"agency {safe_line(copy.source_agency)}" if copy.source_agency else "",
        f"via {safe_line(copy.carrier_domain)}" if copy.carrier_domain else "",
        "source credited" if copy.credited else "source not credited",
        f"claims {safe_line(copy.claimed_source)}" if copy.claimed_source else "",
        f"prints “{safe_line(copy.credit_text, 80)}”" if copy.credit_text else "",
        f"sure {say_share(copy.confidence)}",
        f"runner-up {_address(copy.runner_up_article_id, addresses)}" if copy.runner_up_article_id else "",
        f"run {stored.run_id}",
    ]
    told = Facts([Text(fact, style="dim") for fact in facts if fact], gap=" · ")
    return Group(head, told, _evidence_table([(e.rule, e.weight, e.detail) for e in copy.evidence], every=every))


def _evidence_table(evidence: Sequence[tuple[str, float, str]], *, every: bool) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    table.add_column("evidence", overflow="fold")
    table.add_column("log-odds", justify="right", no_wrap=True)
    table.add_column("what was seen", overflow="fold")
    shown = evidence if every else evidence[:_EVIDENCE_ROWS]
    for rule, weight, detail in shown:
        table.add_row(Text(safe_line(say_rule(rule))), f"{weight:+.2f}", Text(safe_line(detail, 400)))
    if len(evidence) > len(shown):
        table.add_row(Text(f"… {len(evidence) - len(shown)} more (--all)", style="dim"), "", "")
    return table


def _names(report: PairReport) -> dict[ArticleId, str]:
    return {report.one.article.article_id: "A", report.other.article.article_id: "B"}


def _address(article_id: ArticleId, addresses: Mapping[ArticleId, str]) -> str:
    return safe_line(addresses.get(article_id, str(article_id)), _ADDRESS)
