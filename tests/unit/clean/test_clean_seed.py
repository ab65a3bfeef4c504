"""The spun page: furniture, headline repeats, carrier mark and dateline are found, and no credit."""

from __future__ import annotations

from pathlib import Path

import pytest

from wirecopy.clean import clean_article
from wirecopy.model import Article, ArticleId, Document, Origin, PartKind
from wirecopy.rules import load_rules

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed.txt"


@pytest.fixture(scope="module")
def seed() -> Document:
    if not SEED.exists():
        pytest.skip("the page is not here")
    text = SEED.read_text(encoding="utf-8")
    article = Article(ArticleId(1), "", "", "", "", "", text, None, "none", "en", Origin(str(SEED), 1))
    return clean_article(article, load_rules())


def test_headline_stands_three_times(seed: Document) -> None:
    assert [part.kind for part in seed.parts[:4]] == [PartKind.HEADLINE] * 3 + [PartKind.BODY]


def test_page_furniture_is_labelled(seed: Document) -> None:
    assert [part.kind for part in seed.parts[-7:]] == [PartKind.FURNITURE] * 7
    assert seed.parts[-8].kind is PartKind.BODY


def test_carrier_dateline_and_no_credit(seed: Document) -> None:
    assert [mark.carrier_domain for mark in seed.carriers] == ["yahoo.com"]
    assert [seed.article.text[start:end] for start, end in seed.cuts] == ["MOSUL, Iraq– "]
    assert seed.credits == ()
