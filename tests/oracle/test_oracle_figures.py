"""Exact figures of pairs against sets and dictionaries, sentence alignment against every sentence with every other."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_samples import document, paragraphs  # type: ignore[import-not-found]
from slow_figures import slow_figures, slow_text  # type: ignore[import-not-found]

from wirecopy.fingerprint.sketch import view_batch
from wirecopy.params import Params
from wirecopy.verify.figures import FIGURES
from wirecopy.verify.judge import figures_of

PARAMS = Params()
_SUBJECTS = ("The mayor of Ostrava", "Galveston police", "A spokeswoman", "Ruiz", "The regional court", "He")
_VERBS = ("said", "denied", "announced", "told reporters", "did not say", "confirmed")
_OBJECTS = (
    "that 3,600 people had left the harbour", "a plan to close 14 schools", "the bridge would reopen on Monday",
    '"we will not pay for this again"', "profits of 2.5 per cent", "no charges against the pilot",
)  # fmt: skip


def write_article(dice: random.Random, sentences: int) -> list[str]:
    """Paragraphs of a few sentences out of few words, so that two articles share many."""
    written = [
        f"{dice.choice(_SUBJECTS)} {dice.choice(_VERBS)} {dice.choice(_OBJECTS)}."
        + (
            f" It was {dice.choice(_VERBS)} in {dice.choice(('May', 'Ostrava', '1998'))}."
            if dice.random() < 0.4
            else ""
        )
        for _ in range(sentences)
    ]
    return [" ".join(written[k : k + 2]) for k in range(0, len(written), 2)]


def assert_as_slow(left: list[str], right: list[str], language: str = "en") -> None:
    documents = [document(left, 1, language), document(right, 2, language)]
    fast = figures_of(documents, np.array([[0, 1]]), PARAMS)[0]
    tokens, views = view_batch(documents, PARAMS)
    slow = slow_figures(*(slow_text(tokens, views, article, PARAMS) for article in range(2))) | {
        "languages_differ": 0.0
    }
    assert sorted(slow) == sorted(FIGURES)
    assert dict(zip(FIGURES, fast.tolist(), strict=True)) == pytest.approx(slow, abs=2e-5)


@pytest.mark.parametrize("seed", range(40))
def test_figures_of_articles_that_share_sentences(seed: int) -> None:
    dice = random.Random(seed)
    assert_as_slow(write_article(dice, dice.randint(0, 14)), write_article(dice, dice.randint(1, 14)))


@pytest.mark.parametrize("seed", range(10))
def test_figures_of_an_article_and_its_shuffled_part(seed: int) -> None:
    dice = random.Random(seed)
    whole = write_article(dice, 16)
    part = dice.sample(whole, 4)
    assert_as_slow(whole, [*part, *write_article(dice, 4)])


def test_figures_of_sentences_with_the_same_words() -> None:
    """Twins stand first, in another order, with a word twice, and in another language."""
    plain, turned = "Galveston police closed the harbour bridge.", "The harbour bridge closed Galveston police."
    twice = "Galveston police closed the harbour, the harbour bridge."
    assert_as_slow([turned, plain, plain], [twice, plain, turned, plain])
    assert_as_slow([twice, plain], [twice, twice, turned])
    assert_as_slow([plain, turned], [plain, turned], "fr")


def test_words_lead_to_forty_sentences_and_no_twin_beyond() -> None:
    """The oracle knows no such bound."""
    crowd = [f"Ostrava court fined brewer {number} Ruiz." for number in range(45)]
    documents = [document(crowd, 1), document(crowd[38:43], 2)]
    row = dict(zip(FIGURES, figures_of(documents, np.array([[0, 1]]), PARAMS)[0].tolist(), strict=True))
    assert row["sentences_right"] == 1
    assert row["aligned_right"] == pytest.approx(0.91018, abs=1e-5)  # two of five have a twin


_POOL = [
    "harbour",
    "Ostrava",
    "Galveston",
    "police",
    "mayor",
    "3600",
    "bridge",
    "the",
    "of",
    "court",
    "said",
    "denied",
    "Ruiz",
    "14",
    "1998",
    "profits",
    "school",
    "reopen",
    "pilot",
    "charges",
    "Monday",
    "in",
    "ferry",
    "salvage",
    "hull",
    "captain",
    "Lindqvist",
    "quay",
    "crew",
    "storm",
]


def write_medley(dice: random.Random) -> list[str]:
    """Sentences of words drawn from a pool: every share of common words turns up, and many ties."""
    sentences = [" ".join(dice.choices(_POOL, k=dice.randint(2, 14))).capitalize() + "." for _ in range(8)]
    return [*sentences, dice.choice(sentences)]


@pytest.mark.parametrize("seed", range(80))
def test_figures_of_medleys(seed: int) -> None:
    dice = random.Random(seed)
    assert_as_slow(write_medley(dice), write_medley(dice))


@given(st.lists(paragraphs, max_size=3), st.lists(paragraphs, max_size=3), st.sampled_from(["en", "fr", ""]))
@settings(max_examples=60, deadline=None)
def test_figures_of_any_texts(left: list[str], right: list[str], language: str) -> None:
    shared = left[:1]
    assert_as_slow(left, [*right, *shared], language)


def test_characters_are_compared_like_words() -> None:
    text = "新华社北京六月五日电记者从外交部获悉中国政府对此表示关注并呼吁各方保持克制"
    assert_as_slow([text], [text[4:30]], "zh")
