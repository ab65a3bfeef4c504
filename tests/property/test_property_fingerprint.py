"""Laws of fingerprints and figures."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.fingerprint.minhash import sign
from wirecopy.fingerprint.sketch import view_batch
from wirecopy.fingerprint.tokens import tokenise
from wirecopy.fingerprint.views import Ragged
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.params import Params
from wirecopy.verify.figures import FIGURES, INDEX
from wirecopy.verify.judge import figures_of
from wirecopy.verify.verdict import shipped_model

PARAMS = Params()
_WORDS = (
    "the", "of", "and", "harbour", "Ostrava", "Galveston", "3,600", "14", "ferry", "sank", "mayor", "denied", "“paid",
    "closed”", "per cent", "U.S.", "Lindqvist", "weld", "court", "said.", "He", "profits", "Café", "中文", "дом",
)  # fmt: skip

paragraph = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30).map(" ".join)
article = st.lists(paragraph, min_size=1, max_size=5)
quiet_words = [word for word in _WORDS if not set(word) & set("“”.")]


def of_paragraphs(paragraphs: list[str]) -> Document:
    text = "\n".join(paragraphs)
    starts = np.cumsum([0, *(len(each) + 1 for each in paragraphs)]).tolist()
    parts = tuple(
        Part(PartKind.BODY, start, start + len(each)) for start, each in zip(starts[:-1], paragraphs, strict=True)
    )
    return Document(Article(ArticleId(1), "", "", "", "", "", text, None, "none", "en", Origin("-", 1)), parts)


def compared(left: list[str], right: list[str]) -> dict[str, float]:
    figures = figures_of([of_paragraphs(left), of_paragraphs(right)], np.array([[0, 1]]), PARAMS)
    return dict(zip(FIGURES, figures[0].tolist(), strict=True))


@given(article, article)
@settings(max_examples=40, deadline=None)
def test_swapping_left_and_right_swaps_the_directed_figures(left: list[str], right: list[str]) -> None:
    """Resemblance and every count are symmetric; what is said of the left text is then said of the right one."""
    one, other = compared(left, right), compared(right, left)
    for name, value in one.items():
        twin = name.replace("_left", "_RIGHT").replace("_right", "_left").replace("_RIGHT", "_right")
        assert other[twin] == value, name


@given(article, article)
@settings(max_examples=30, deadline=None)
def test_the_probability_is_symmetric(left: list[str], right: list[str]) -> None:
    documents = [of_paragraphs(left), of_paragraphs(right)]
    figures = figures_of(documents, np.array([[0, 1], [1, 0]]), PARAMS)
    one, other = shipped_model().probabilities(figures).tolist()
    assert one == other


@given(article, article)
@settings(max_examples=40, deadline=None)
def test_containment_in_a_text_that_holds_all_of_it_is_one(part: list[str], rest: list[str]) -> None:
    """Containment of a subset is 1 (Broder 1997), wherever its paragraphs stand in the other text."""
    figures, own = compared(part, [*rest, *part]), compared(part, part)
    for name in ("grams", "rare_grams", "words", "names", "numbers", "pairs", "function"):
        # A text without such features holds none: then its own share is 0 too.
        assert figures[f"{name}_left"] == own[f"{name}_left"] in {0.0, 1.0}, name


@given(article)
@settings(max_examples=40, deadline=None)
def test_shares_lie_between_nothing_and_all(left: list[str]) -> None:
    figures = compared(left, left[::-1])
    for name, value in figures.items():
        if name.endswith(("_left", "_right")) and not name.startswith("length"):
            assert 0 <= value <= 1 + 1e-6, name
    assert figures["covered_left"] >= figures["runs_left"]


@given(st.lists(st.sampled_from([word for word in quiet_words if word != "per cent"]), max_size=40))
@settings(max_examples=40, deadline=None)
def test_tokens_of_tokens_are_the_same(words: list[str]) -> None:
    """Tokenising is idempotent: the folded words of a text fold to themselves."""
    once = tokenise([of_paragraphs([" ".join(words)])])
    folded = bytes(once.text).decode()
    twice = tokenise([of_paragraphs([folded])])
    assert twice.hashes.tolist() == once.hashes.tolist()


@given(st.lists(article, min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_one_batch_or_many(articles: list[list[str]]) -> None:
    """What is made of an article does not depend on those in the same batch."""
    documents = [of_paragraphs(each) for each in articles]
    _, together = view_batch(documents, PARAMS)
    signed = sign(together.words, 16)
    for i, document in enumerate(documents):
        _, alone = view_batch([document], PARAMS)
        for name in ("words", "function", "pairs"):
            batch: Ragged = getattr(together, name)
            own = batch.values[batch.bounds[i] : batch.bounds[i + 1]]
            assert own.tolist() == getattr(alone, name).values.tolist()
        assert signed[i].tolist() == sign(alone.words, 16)[0].tolist()


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=80), st.randoms())
@settings(max_examples=30, deadline=None)
def test_a_signature_is_that_of_the_set(features: list[int], dice: object) -> None:
    """Order and repetition of features leave a MinHash as it is, and a union takes the smaller values."""
    shuffled = [*features, features[0]]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    half = len(features) // 2
    rows = [features, shuffled, features[:half], features[half:]]
    bounds = np.cumsum([0, *map(len, rows)])
    values = np.array([value for row in rows for value in row], np.uint32)
    one, other, first, second = sign(Ragged(bounds, values), 32)
    assert one.tolist() == other.tolist() == np.minimum(first, second).tolist()


def test_every_figure_has_its_twin() -> None:
    for name in FIGURES:
        if name.endswith("_left"):
            assert INDEX[name.removesuffix("left") + "right"] == INDEX[name] + 1
