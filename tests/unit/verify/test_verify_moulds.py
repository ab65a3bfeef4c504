"""Notices of one mould share all but the figures of the day; a copy of a notice shares these too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest

from wirecopy.clean import clean_batch
from wirecopy.evaluate.stages import judge_pairs
from wirecopy.model import Article, ArticleId, Origin
from wirecopy.params import Params
from wirecopy.rules import load_rules
from wirecopy.simulate.notices import TEMPLATES, write_notice
from wirecopy.verify.verdict import shipped_model

PARAMS = Params()
MOULDS = [(language, number) for language, moulds in TEMPLATES.items() for number in range(len(moulds))]


def share_accepted(language: str, texts: Sequence[Sequence[str]]) -> float:
    """Of all pairs of texts (paragraphs), the share that is taken for derived."""
    articles = [
        Article(
            ArticleId(number), "", "", "", "", "", "\n\n".join(text), None, "none", language, Origin("-", number)
        )
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    pairs = list(combinations(range(len(articles)), 2))
    verdicts = judge_pairs(list(clean_batch(articles, load_rules())), pairs, PARAMS, shipped_model())
    return sum(verdict.probability >= PARAMS.accept for verdict in verdicts) / len(pairs)


def write_series(language: str, number: int) -> list[tuple[str, ...]]:
    """Eight notices of one mould: a part of one template of as many parts as there are templates."""
    of = len(TEMPLATES[language])
    return [write_notice(Random(seed), language, number, of).paragraphs for seed in range(8)]


@pytest.mark.parametrize(("language", "number"), MOULDS)
def test_notices_of_one_mould_are_no_copies(language: str, number: int) -> None:
    assert share_accepted(language, write_series(language, number)) <= 0.1


@pytest.mark.parametrize(("language", "number"), MOULDS)
def test_a_notice_without_its_last_paragraph_is_a_copy(language: str, number: int) -> None:
    notice = write_series(language, number)[0]
    assert share_accepted(language, [notice, notice[:-1]]) == 1
