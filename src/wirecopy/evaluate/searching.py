"""Whether the search for candidates loses true pairs: recall by kind, and candidates an article.

In: a made corpus and its truth. Out: a table and figures. A copy is counted "with its source" where it is a candidate
together with its immediate source (if that is in the corpus), and "with any" where it is one together with any other
whole member of its family; "all pairs" are those of it with every other whole member, of which stories need only some.
A pair that is no candidate is never judged, so this bounds the recall of all that follows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from wirecopy.candidates import CostReport
from wirecopy.evaluate.stages import candidate_pairs, read_corpus
from wirecopy.evaluate.tables import Cell, Table, share
from wirecopy.evaluate.truth import TrueArticle, read_truth
from wirecopy.params import Params

_COLUMNS = (
    "kind", "copies of a stored source", "with its source", "copies of a family", "with any", "all pairs", "met",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Meetings:
    """The articles that each article is a candidate pair with, and the whole members of each family."""

    met: Mapping[str, AbstractSet[str]]
    wholes: Mapping[str, AbstractSet[str]]


def evaluate_candidates(
    articles: Path, truth: Path, *, params: Params | None = None
) -> tuple[list[Table], dict[str, float | None]]:
    """Recall of the candidates of a made corpus. Raises InputError where a file can't be used."""
    params = params or Params()
    true = read_truth(truth)
    documents = read_corpus(articles).documents
    urls = [document.article.url for document in documents]
    pairs, cost = candidate_pairs(documents, params)
    met: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs:
        met[urls[left]].add(urls[right])
        met[urls[right]].add(urls[left])
    known = {url: true[url] for url in urls if url in true}
    return _report(known, met, cost)


def _report(
    known: Mapping[str, TrueArticle], met: Mapping[str, AbstractSet[str]], cost: CostReport
) -> tuple[list[Table], dict[str, float | None]]:
    """Table and figures of articles that are in the corpus."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for url, article in known.items():
        if article.whole:
            wholes[article.family].add(url)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in known.values():
        if article.role in {"copy", "partial", "version"}:
            seen = _counted(article, known.keys(), _Meetings(met, wholes))
            counts[article.kind] += seen
            counts["all"] += seen
    order = sorted(counts, key=lambda name: (name == "all", name))
    rows: list[tuple[Cell, ...]] = [(name, *_cells(counts[name])) for name in order]
    every = counts["all"]
    figures = {
        "candidates.with_source": share(every["with source"], every["sources"]),
        "candidates.with_any": share(every["with any"], every["families"]),
        "candidates.all_pairs": share(every["pairs met"], every["pairs"]),
        "candidates.per_article": cost.pairs_per_article,
    }
    title = f"Candidates ({cost.pairs_per_article:.1f} pairs an article, {cost.capped_buckets:,} buckets capped)"
    return [Table(title, _COLUMNS, tuple(rows))], figures


def _counted(article: TrueArticle, stored: AbstractSet[str], meetings: _Meetings) -> Counter[str]:
    seen: Counter[str] = Counter()
    met = meetings.met.get(article.url, frozenset())
    for take in article.takes:
        if take.source_url in stored:
            seen["sources"] += 1
            seen["with source"] += take.source_url in met
        others = meetings.wholes.get(take.story, frozenset()) - {article.url}
        if others:
            seen["families"] += 1
            seen["with any"] += bool(others & met)
            seen["pairs"] += len(others)
            seen["pairs met"] += len(others & met)
    return seen


def _cells(seen: Counter[str]) -> tuple[Cell, ...]:
    return (
        seen["sources"], share(seen["with source"], seen["sources"]),
        seen["families"], share(seen["with any"], seen["families"]),
        seen["pairs"], share(seen["pairs met"], seen["pairs"]),
    )  # fmt: skip
