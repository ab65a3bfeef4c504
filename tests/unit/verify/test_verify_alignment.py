"""Passages of two texts: their offsets hold, and they are what a reader would mark."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import numpy as np
import pytest
from rapidfuzz.distance import LCSseq

from wirecopy.fingerprint.reading import read_words
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind, Passage
from wirecopy.verify.alignment import _common_in_order, align, align_documents

SENTENCES = (
    "The ferry Lindqvist sank off Galveston on Monday with 214 people aboard.",
    "Investigators blamed a cracked weld in the bow visor for the disaster.",
    "Helicopters from three bases lifted 36 survivors out of the freezing water.",
    "The regional court in Ostrava fined two brewers over diluted malt extract.",
    "Prosecutors had demanded prison terms for the owners of both breweries.",
)


def of_text(text: str, number: int) -> Document:
    article = Article(ArticleId(number), "", "", "", "", "", text, None, "none", "en", Origin("-", number))
    return Document(article, (Part(PartKind.BODY, 0, len(text)),))


def aligned(left: str, right: str) -> tuple[Passage, ...]:
    return align_documents(of_text(left, 1), of_text(right, 2))


def test_neighbouring_sentences_are_one_passage() -> None:
    left, right = " ".join(SENTENCES[:3]), " ".join([SENTENCES[3], *SENTENCES[:3]])
    (passage,) = aligned(left, right)
    assert passage.kind == "same"
    found = left[passage.left_start : passage.left_end], right[passage.right_start : passage.right_end]
    assert found[0] == found[1] == left


def test_an_edited_sentence_is_a_passage_of_its_own() -> None:
    edited = SENTENCES[1].replace("blamed a cracked weld", "on Friday blamed one broken weld")
    kinds = [passage.kind for passage in aligned(" ".join(SENTENCES[:3]), f"{SENTENCES[0]} {edited} {SENTENCES[2]}")]
    assert kinds == ["same", "edited", "same"]


def test_a_text_without_any_full_stop_is_aligned_piece_by_piece() -> None:
    """Two sentences of n words take n² steps to compare: these of 100,000 took minutes."""
    words = [f"w{number}" for number in range(100_000)]
    other = [f"x{number}" if number % 7 == 3 else word for number, word in enumerate(words)]
    began = time.process_time()
    passages = aligned(" ".join(words), " ".join(other))
    assert time.process_time() - began < 20
    assert sum(passage.left_end - passage.left_start for passage in passages) > 0.99 * sum(map(len, words))


def test_unrelated_sentences_have_no_passage() -> None:
    assert aligned(SENTENCES[0], SENTENCES[4]) == ()
    assert aligned("", SENTENCES[0]) == aligned(SENTENCES[0], "") == ()


@pytest.mark.parametrize("seed", range(20))
def test_offsets_are_valid_and_ascending(seed: int) -> None:
    dice = random.Random(seed)
    texts = []
    for _ in range(2):
        words = " ".join(dice.choices(SENTENCES, k=8)).split()
        texts.append(" ".join(word for word in words if dice.random() < 0.9))
    passages = aligned(*texts)
    assert passages
    for passage in passages:
        assert 0 <= passage.left_start < passage.left_end <= len(texts[0])
        assert 0 <= passage.right_start < passage.right_end <= len(texts[1])
    assert all(one.left_end <= two.left_start for one, two in pairwise(passages))


def test_pairs_of_a_batch_are_aligned_as_each_by_itself() -> None:
    texts = [" ".join(SENTENCES), " ".join(SENTENCES[::-1]), SENTENCES[2], " ".join(SENTENCES), ""]
    documents = [of_text(text, number) for number, text in enumerate(texts)]
    reading = read_words(documents)
    assert len(reading.texts) == 4, "equal texts are read once"
    pairs = [(0, 1), (2, 0), (3, 1), (0, 3), (4, 0), (0, 4)]
    places = reading.places([ArticleId(number) for pair in pairs for number in pair]).reshape(-1, 2)
    assert align(reading, places) == [align_documents(documents[left], documents[right]) for left, right in pairs]


@pytest.mark.parametrize("seed", range(10))
def test_words_in_common_order_are_those_of_rapidfuzz(seed: int) -> None:
    dice = random.Random(seed)
    left, right = ([dice.randrange(12) for _ in range(dice.randrange(1, 90))] for _ in range(2))
    right = left[: dice.randrange(len(left))] + right + left[dice.randrange(len(left)) :]
    words = np.array(left + right, np.uint32)
    row = np.zeros(len(words) + 1, np.int64)
    found = _common_in_order(words, 0, len(left), len(left), len(words), row)  # type: ignore[no-untyped-call]
    assert found == LCSseq.similarity(left, right)
