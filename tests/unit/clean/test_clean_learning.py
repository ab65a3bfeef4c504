"""Which repeated paragraphs of an outlet are furniture, and which are passages of a story that it printed often."""

from __future__ import annotations

import numpy as np

from wirecopy.clean.learning import learn_furniture

LINE, PASSAGE = 7, 8


def learned(articles: list[list[int]]) -> set[int]:
    """The furniture of one outlet whose articles consist of these paragraphs."""
    bounds = np.cumsum([0, *map(len, articles)]).astype(np.int64)
    digests = np.array([digest for article in articles for digest in article], np.uint64)
    found = learn_furniture(np.full(len(articles), 1, np.uint64), bounds, digests)
    return set(found.get(1, {}))


def outlet(size: int, line: int, passage: int) -> list[list[int]]:
    """So many articles of three paragraphs of their own; the first few also hold LINE, the last few PASSAGE."""
    own = [[1000 + 3 * number + k for k in range(3)] for number in range(size)]
    return [
        [*article, *[LINE] * (number < line), *[PASSAGE] * (number >= size - passage)]
        for number, article in enumerate(own)
    ]


def test_a_line_under_a_tenth_of_an_outlets_stories_is_furniture() -> None:
    assert learned(outlet(120, line=12, passage=6)) == {LINE}


def test_a_small_outlet_needs_four_articles() -> None:
    assert learned(outlet(20, line=4, passage=3)) == {LINE}


def test_a_dozen_stories_are_enough_for_a_large_outlet() -> None:
    assert learned(outlet(500, line=12, passage=11)) == {LINE}


def test_articles_that_share_a_rarer_paragraph_are_one_story() -> None:
    articles = outlet(120, line=12, passage=0)
    told_twice = [[*article, 5000 + number // 2] for number, article in enumerate(articles)]
    assert learned(told_twice) == set()
