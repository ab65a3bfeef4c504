"""A finished database against the truth: every figure in one go.

In: a database and a truth file. Out: `Evaluation`, which gives tables for people and flat figures for programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wirecopy.evaluate.alarms import Alarm, alarm_tables, find_alarms
from wirecopy.evaluate.classes import class_tables
from wirecopy.evaluate.findings import Finding, read_findings
from wirecopy.evaluate.grouping import Agreement, agree
from wirecopy.evaluate.ledger import Ledger
from wirecopy.evaluate.recall import recall_tables
from wirecopy.evaluate.sources import SameSource, source_tables
from wirecopy.evaluate.tables import Cell, Table
from wirecopy.evaluate.truth import TrueArticle, read_truth
from wirecopy.rules import Rules, load_rules

_MISSING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result: `agreement` of stories with families over all articles, tables, flat figures, what to look at."""

    agreement: Agreement
    missing: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    _tables: tuple[Table, ...]
    _figures: Mapping[str, float | None]

    def tables(self) -> list[Table]:
        """All tables: (title, columns, rows), in the order in which they are read best."""
        return list(self._tables)

    def figures(self) -> dict[str, float | None]:
        """Every figure by a dotted name, for JSON; None where there was nothing to measure."""
        return dict(self._figures)


def evaluate(db: Path, truth: Path) -> Evaluation:
    """Compare a finished database with the truth of its corpus; articles are matched by url.

    Reads the public views only. An article that the database lacks counts as one alone, and is listed. Raises
    InputError for the truth, StoreError for the database.
    """
    return compare(read_truth(truth), read_findings(db), source_test(load_rules()))


def source_test(rules: Rules) -> SameSource:
    """Whether two names mean one source: by the agency table ("AP", "The Associated Press", "ap"), else by letters."""

    def same(one: str, other: str) -> bool:
        return _identity(rules, one) == _identity(rules, other)

    return same


def _identity(rules: Rules, name: str) -> str:
    if name in rules.agencies:
        return name
    return rules.names.named(name, weak=True) or name.casefold()


def compare(truth: Mapping[str, TrueArticle], findings: Mapping[str, Finding], same_source: SameSource) -> Evaluation:
    """Every figure of findings against the truth."""
    ledger = Ledger(truth, findings)
    alarms = find_alarms(ledger)
    agreement = grouping_of(ledger, truth)
    tables, figures = _agreement_tables(ledger, agreement)
    for made, named in (
        recall_tables(ledger), alarm_tables(ledger, alarms), class_tables(ledger), source_tables(ledger, same_source),
    ):  # fmt: skip
        tables += made
        figures |= named
    missing = ledger.missing()
    figures |= {"articles": float(len(truth)), "missing": float(len(missing))}
    if missing:
        shown = tuple((url,) for url in missing[:_MISSING_SHOWN])
        tables.append(Table(f"Missing from the database ({len(missing)}, the first {len(shown)})", ("url",), shown))
    return Evaluation(agreement, tuple(missing), tuple(alarms), tuple(tables), figures)


def grouping_of(ledger: Ledger, urls: Iterable[str]) -> Agreement:
    """Agreement of found stories with true families over these articles; an article of no story is one alone."""
    chosen = list(urls)
    found = [_story_of(ledger.findings.get(url), url) for url in chosen]
    return agree(found, [ledger.truth[url].family for url in chosen])


def _story_of(finding: Finding | None, url: str) -> str:
    return f"alone {url}" if finding is None or finding.story_id is None else str(finding.story_id)


def _agreement_tables(ledger: Ledger, overall: Agreement) -> tuple[list[Table], dict[str, float | None]]:
    """Agreement over all articles, without the largest family, and by language."""
    parts: dict[str, Agreement] = {"all": overall}
    families = Counter(article.family for article in ledger.truth.values())
    largest = max(sorted(families), key=lambda family: families[family])
    rest = [url for url, article in ledger.truth.items() if article.family != largest]
    parts["without the largest family"] = grouping_of(ledger, rest)
    languages = sorted({article.language for article in ledger.truth.values()})
    for language in languages if len(languages) > 1 else ():
        chosen = [url for url, article in ledger.truth.items() if article.language == language]
        parts[language] = grouping_of(ledger, chosen)
    columns = (
        "articles of", "articles", "true pairs", "precision", "recall", "F1", "adjusted Rand",
        "B3 precision", "B3 recall", "B3 F1",
    )  # fmt: skip
    rows = tuple((name, *_cells(agreement)) for name, agreement in parts.items())
    figures: dict[str, float | None] = {}
    for name, agreement in parts.items():
        prefix = "" if name == "all" else f"{name}."
        figures |= {f"{prefix}{figure}": value for figure, value in _named(agreement).items()}
    return [Table("Stories against true families", columns, rows)], figures


def _cells(agreement: Agreement) -> tuple[Cell, ...]:
    return agreement.articles, agreement.true_pairs, *_named(agreement).values()


def _named(agreement: Agreement) -> dict[str, float]:
    return {
        "precision": agreement.precision,
        "recall": agreement.recall,
        "f1": agreement.f1,
        "adjusted_rand": agreement.rand_index,
        "bcubed_precision": agreement.bcubed_precision,
        "bcubed_recall": agreement.bcubed_recall,
        "bcubed_f1": agreement.bcubed_f1,
    }
