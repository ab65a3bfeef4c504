"""Hand-made families: articles of one invented story, verdicts from their common word triples."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from wirecopy.attribute import Family, Outlet, OutletTable
from wirecopy.model import (
    Article,
    ArticleId,
    Credit,
    Document,
    Member,
    Origin,
    Part,
    PartKind,
    Rewrite,
    Story,
    StoryId,
    Verdict,
    Verdicts,
)

NOON = 1_770_000_000
SENTENCES = (
    "A ferry with ninety passengers ran aground on a sandbank off the northern coast before dawn on Monday",
    "Rescuers took everyone aboard to the nearby harbour within three hours and nobody was badly hurt",
    "The captain told investigators that the steering had failed minutes before the grounding",
    "An engineer said the rudder had been repaired twice since the spring without a full inspection",
    "The operator cancelled all crossings until Wednesday and offered refunds to about four hundred travellers",
    "Local fishermen helped to carry the oldest passengers over the mud to waiting buses",
    "The maritime authority said it would publish a first report on the accident within thirty days",
    "Two similar ferries of the same yard were ordered to stay in port for checks of their steering gear",
)
ORIGINAL = "\n\n".join(SENTENCES)


def article(
    number: int,
    text: str,
    domain: str,
    *,
    minute: float | None = 0,
    agency: str | None = None,
    form: str = "dateline",
    telltales: Sequence[str] = (),
    headline: str = "",
    tail: Sequence[tuple[PartKind, str]] = (),
    **fields: Any,
) -> Document:
    """A document whose paragraphs are body text, followed by labelled lines."""
    parts, at = [], 0
    lines = [(PartKind.BODY, paragraph) for paragraph in text.split("\n\n")] + list(tail)
    for kind, line in lines:
        parts.append(Part(kind, at, at + len(line)))
        at += len(line) + 2
    mark = Credit(agency, form, "test", 0, 0, f"({agency})") if agency else None  # type: ignore[arg-type]
    record = Article(
        article_id=ArticleId(number),
        url=fields.pop("url", f"https://{domain}/news/{number}"),
        outlet=fields.pop("outlet", domain.partition(".")[0].title()),
        outlet_domain=domain,
        headline=headline,
        byline="",
        text="\n\n".join(line for _, line in lines),
        published_at=None if minute is None else NOON + int(60 * minute),
        published_precision="none" if minute is None else "second",
        language="en",
        origin=Origin("test", number),
        meta=fields.pop("meta", {}),
    )
    return Document(record, tuple(parts), (), (mark,) if mark else (), fields.pop("carriers", ()), tuple(telltales))


def triples(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]


def verdict(left: Document, right: Document, rewrite: Rewrite | None = None) -> Verdict:
    """The verdict of two documents, shares counted in word triples."""
    texts = [
        "\n\n".join(d.article.text[p.start : p.end] for p in d.parts if p.kind is PartKind.BODY) for d in (left, right)
    ]
    a, b = triples(texts[0]), triples(texts[1])
    shares = [sum(t in set(there) for t in here) / max(1, len(here)) for here, there in ((a, b), (b, a))]
    named = rewrite or (
        Rewrite.VERBATIM if min(shares) > 0.95 else Rewrite.TRIMMED if max(shares) > 0.8 else Rewrite.SPUN
    )
    return Verdict(
        left.article.article_id,
        right.article.article_id,
        0.99,
        named,
        True,
        shares[0],
        shares[1],
        {"jaccard": min(shares)},
    )


def family_of(
    documents: Sequence[Document],
    *,
    partial: Sequence[int] = (),
    rewrites: dict[tuple[int, int], Rewrite] | None = None,
) -> Family:
    """All documents as one story with a verdict for every pair that shares a twentieth."""
    ordered = sorted(documents, key=lambda d: d.article.article_id)
    pairs = [
        verdict(a, b, (rewrites or {}).get((a.article.article_id, b.article.article_id)))
        for a, b in itertools.combinations(ordered, 2)
    ]
    members = tuple(
        Member(d.article.article_id, "partial" if d.article.article_id in partial else "copy", 1.0) for d in ordered
    )
    story = Story(StoryId(ordered[0].article.article_id), members)
    kept = [pair for pair in pairs if max(pair.share_of_left, pair.share_of_right) > 0.05]
    return Family(story, {d.article.article_id: d for d in ordered}, Verdicts.of_records(kept))


@pytest.fixture
def write() -> Callable[..., Document]:
    return article


@pytest.fixture
def gather() -> Callable[..., Family]:
    return family_of


@pytest.fixture
def original() -> str:
    return ORIGINAL


@pytest.fixture
def sentences() -> tuple[str, ...]:
    return SENTENCES


@pytest.fixture
def outlets() -> OutletTable:
    known = (
        Outlet("courier.example", "The Courier"),
        Outlet("spinmill.example", "Spin Mill", kind="spinner"),
        Outlet("eastpost.example", "East Post", group="Posts"),
        Outlet("westpost.example", "West Post", group="Posts"),
    )
    return OutletTable({o.domain: o for o in known}, {"ap": frozenset({"apnews.com"}), "afp": frozenset({"afp.com"})})
