"""What a finished database says of every article, read from its public views alone.

In: a database. Out: `Finding` by url. The one idea: what a user can't ask in SQL does not count as found, so the
views are read as `wirecopy export` writes them, and no inner table is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from wirecopy.model import ABSTAINED
from wirecopy.store import Store


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A row of the view `copies`; `abstained` where its evidence says so."""

    story_id: int
    source_url: str | None
    source_agency: str | None
    carrier_domain: str | None
    claimed_source: str | None
    credited: bool
    rewrite: str | None
    share_of_copy: float | None
    confidence: float
    abstained: bool = False

    @property
    def credit(self) -> str:
        """Its word on the credit: credited, false credit (a source is claimed, and not the true one) or uncredited."""
        if self.credited:
            return "credited"
        return "uncredited" if self.claimed_source is None else "false credit"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one article: its main story, its role in each of its stories, its copies."""

    article_id: int
    url: str
    story_id: int | None
    roles: Mapping[int, str]
    copies: tuple[FoundCopy, ...] = ()
    published_at: str | None = None


def read_findings(db: Path) -> dict[str, Finding]:
    """Findings by url; of several texts at one address the one with the smallest id counts. Raises StoreError."""
    with Store.open(db, readonly=True) as store:
        return assemble(
            _rows(store, "article_list"), _rows(store, "story_articles"), _rows(store, "copies"),
            (orjson.loads(line) for line in store.export("copy_evidence") if ABSTAINED in line),
        )  # fmt: skip


def _rows(store: Store, view: str) -> Iterable[Mapping[str, Any]]:
    return (orjson.loads(line) for line in store.export(view))


def assemble(
    articles: Iterable[Mapping[str, Any]],
    members: Iterable[Mapping[str, Any]],
    copies: Iterable[Mapping[str, Any]],
    evidence: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Finding]:
    """Findings out of rows of `article_list`, `story_articles`, `copies` and (for abstentions) `copy_evidence`."""
    roles: dict[int, dict[int, str]] = defaultdict(dict)
    for row in members:
        roles[row["article_id"]][row["story_id"]] = row["role"]
    abstained = {row["article_id"] for row in evidence if row["rule"] == ABSTAINED}
    taken: dict[int, list[FoundCopy]] = defaultdict(list)
    for row in copies:
        taken[row["article_id"]].append(_found(row, abstained))
    found: dict[str, Finding] = {}
    for row in sorted(articles, key=lambda row: int(row["article_id"])):
        article = row["article_id"]
        inside, own, when = roles.get(article, {}), tuple(taken.get(article, ())), row.get("published_at")
        found.setdefault(row["url"], Finding(article, row["url"], row["story_id"], inside, own, when))
    return found


def _found(row: Mapping[str, Any], abstained: set[int]) -> FoundCopy:
    return FoundCopy(
        story_id=row["story_id"],
        source_url=row["source_url"],
        source_agency=row["source_agency"],
        carrier_domain=row["carrier_domain"],
        claimed_source=row["claimed_source"],
        credited=bool(row["credited"]),
        rewrite=row["rewrite"],
        share_of_copy=row["share_of_copy"],
        confidence=float(row["confidence"]),
        abstained=row["source_url"] is None and row["article_id"] in abstained,
    )
