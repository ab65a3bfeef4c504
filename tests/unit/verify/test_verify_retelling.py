"""Retellings in wholly other words: told from independent reports, reported with low confidence, explained."""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from wirecopy.clean import clean_batch
from wirecopy.model import REWRITES, Article, ArticleId, Document, Origin, Rewrite
from wirecopy.params import Params
from wirecopy.rules import load_rules
from wirecopy.verify.figures import INDEX, TURNED
from wirecopy.verify.judge import figures_of, judge
from wirecopy.verify.retelling import LOW_CONFIDENCE, RETOLD_SIGNALS, retold_signals, shipped_retellings
from wirecopy.verify.verdict import shipped_model

FOLDER = Path(__file__).parents[2] / "stories" / "rewrites"


@functools.cache
def documents(kind: str) -> list[Document]:
    """Each base story with the text of this kind that goes with it, one after the other."""
    rows, base = (
        [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in (kind, "base")
    )
    bases = {row["story"]: row for row in base}
    texts = [text for row in rows for text in (bases[row["of"]], row)]
    articles = [
        Article(
            ArticleId(number), f"u/{number}", "", "", row["headline"], "", "\n\n".join(row["paragraphs"]), None, "none",
            row["language"], Origin("", number),
        )
        for number, row in enumerate(texts, 1)
    ]  # fmt: skip
    return list(clean_batch(articles, load_rules()))


def pairs(kind: str) -> NDArray[np.int64]:
    return np.arange(len(documents(kind))).reshape(-1, 2)


def told(kind: str) -> NDArray[np.bool_]:
    return shipped_retellings().told_again(figures_of(documents(kind), pairs(kind), Params()))


def test_most_full_rewrites_and_translations_are_retellings() -> None:
    assert told("rewrite").sum() >= 48
    assert told("translation").sum() >= 19


@pytest.mark.parametrize("kind", ["independent", "independent_abroad"])
def test_no_independent_report_is(kind: str) -> None:
    assert not told(kind).any()


def test_languages_differ_where_the_texts_do() -> None:
    plain = documents("rewrite")[:2]
    differ = INDEX["languages_differ"]
    for language in ("en", "de", ""):  # a page may claim what it likes
        article = dataclasses.replace(plain[1].article, language=language)
        other = dataclasses.replace(plain[1], article=article)
        assert figures_of([plain[0], other], np.array([[0, 1]]), Params())[0, differ] == 0
    assert figures_of(documents("translation")[:2], np.array([[0, 1]]), Params())[0, differ] == 1


def test_a_retelling_is_reported_as_partly_derived_with_low_confidence() -> None:
    params = Params()
    verdicts = judge(documents("rewrite"), pairs("rewrite"), params, shipped_model(), related_only=False)
    found = verdicts.probabilities == LOW_CONFIDENCE
    assert found.mean() > 0.7
    assert params.accept <= LOW_CONFIDENCE < params.join
    assert (verdicts.rewrites[found] == REWRITES.index(Rewrite.PARTLY_DERIVED)).mean() > 0.9


def test_either_side_may_be_the_left_one() -> None:
    figures = figures_of(documents("rewrite"), pairs("rewrite"), Params())
    assert np.array_equal(retold_signals(figures), retold_signals(figures[:, TURNED]))


@pytest.mark.parametrize("place", range(len(RETOLD_SIGNALS)), ids=RETOLD_SIGNALS)
def test_no_signal_speaks_against(place: int) -> None:
    assert shipped_retellings().coefficients[place] >= 0


def test_its_file_names_the_signals_that_it_was_fitted_with() -> None:
    data = json.loads(importlib.resources.files("wirecopy.verify").joinpath("retelling.json").read_bytes())
    assert tuple(data["signals"]) == RETOLD_SIGNALS
    assert data["name"] in shipped_model().name


@pytest.mark.parametrize("name", ["mutual", "chain", "shared_numbers"])
def test_more_of_what_is_common_counts_up_to_what_a_story_has(name: str) -> None:
    figures = np.zeros((3, len(INDEX)), np.float32)
    figures[:, INDEX[name]] = 2, 20, 800
    few, many, more = retold_signals(figures)[:, RETOLD_SIGNALS.index(f"log_{name}")].tolist()
    assert few < many == more


def test_the_reasons_of_a_retelling_add_up_and_leave_out_what_says_nothing() -> None:
    row = figures_of(documents("rewrite"), pairs("rewrite"), Params())[int(told("rewrite").argmax())]
    reasons, model = shipped_model().explain(row), shipped_retellings()
    assert reasons.retold
    assert {name for name, _, _ in reasons.signals} == {
        name for name, each in zip(RETOLD_SIGNALS, model.coefficients, strict=True) if each
    }
    total = model.intercept + float(retold_signals(row[None, :])[0] @ model.coefficients)
    assert reasons.base + sum(share for _, _, share in reasons.signals) == pytest.approx(total)
    assert total >= model.least
