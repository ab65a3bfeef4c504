"""Furniture learned from the corpus: paragraphs that one outlet prints under unrelated stories.

In: the paragraph digests of all articles with their outlets. Out: per outlet the digests of its furniture, a
function of the set of articles alone. A paragraph is furniture where it stands in enough of the outlet's articles
(`_least`: a tenth of them or a dozen, and `_SHARE`), and these tell different stories: articles that share another,
rarer paragraph count once, so that five versions of one story teach nothing. Four in a hundred were enough once: then
passages of one story under four others were furniture, and the story's copies were not found.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

_LEAST = 4
_SLOT_SHIFT = np.uint64(64 - 22)  # a table of 4 million counts
_SHARE = 0.02
_SHARE_OF_FEW = 0.1  # of a small outlet's articles: it may print one story, or passages of it, several times
_LOOKED_AT = 60  # articles of a frequent paragraph that are compared: enough to see different stories
_OTHERS = 24  # other paragraphs of each of them
_STORIES = 12  # so many different stories are enough, however large the outlet


def learn_furniture(
    outlets: NDArray[np.uint64], bounds: NDArray[np.int64], digests: NDArray[np.uint64]
) -> dict[int, dict[int, int]]:
    """Furniture by outlet: digest -> number of the outlet's articles with it.

    `outlets` (n,) are 64-bit names of the articles' outlets; the digests of article i are digests[bounds[i]:
    bounds[i+1]]. Articles must come in a fixed order (ascending id). Cost: a sort of all digests.
    """
    if not len(digests):
        return {}
    articles = np.repeat(np.arange(len(outlets)), np.diff(bounds))
    with np.errstate(over="ignore"):
        places = (outlets[articles] * np.uint64(0x9E3779B97F4A7C15)) ^ digests
    order = _frequent(places)
    order = order[np.argsort(places[order], kind="stable")]  # articles ascend already
    ordered, owners = places[order], articles[order]
    fresh = np.append(True, (ordered[1:] != ordered[:-1]) | (owners[1:] != owners[:-1]))[: len(order)]
    order, ordered = order[fresh], ordered[fresh]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(order)])
    counts = np.diff(np.append(starts, len(order)))
    count_of = np.ones(len(digests), np.int64)  # of those that are not frequent it is enough that they are fewer
    count_of[order] = np.repeat(counts, counts)
    _, named, sizes = np.unique(outlets, return_inverse=True, return_counts=True)
    needed = _least(sizes)[named[articles[order[starts]]]]
    learned: dict[int, dict[int, int]] = defaultdict(dict)
    frequent = counts >= needed  # one paragraph in thousands
    columns = (starts[frequent].tolist(), counts[frequent].tolist(), needed[frequent].tolist())
    for start, count, least in zip(*columns, strict=True):
        holders = articles[order[start : start + count]]
        outlet = int(outlets[holders[0]])
        rare = [_rare(int(article), bounds, digests, count_of, least) for article in holders[:_LOOKED_AT]]
        if _stories(rare) >= min(least, _STORIES):
            learned[outlet][int(digests[order[start]])] = count
    return dict(learned)


def _frequent(places: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Positions of all that stand `_LEAST` times, and of some that fall into one slot with others by chance."""
    slots = (places >> _SLOT_SHIFT).astype(np.int64)
    return np.flatnonzero(np.bincount(slots)[slots] >= _LEAST)


def _least(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """In how many articles of outlets with so many of them a paragraph must stand to be furniture."""
    least: NDArray[np.float64] = np.maximum(np.minimum(_STORIES, _SHARE_OF_FEW * sizes), _SHARE * sizes)
    return np.maximum(_LEAST, least)


def _rare(
    article: int, bounds: NDArray[np.int64], digests: NDArray[np.uint64], count_of: NDArray[np.int64], least: float
) -> list[int]:
    """Digests of an article's paragraphs that are not frequent at its outlet."""
    span = slice(int(bounds[article]), int(bounds[article + 1]))
    counted = zip(digests[span].tolist(), count_of[span].tolist(), strict=True)
    return [digest for digest, count in counted if count < least][:_OTHERS]


def _stories(articles: list[list[int]]) -> int:
    """Number of different stories among articles: those that share a paragraph are one, those of none tell nothing."""
    parent = list(range(len(articles)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[int, int] = {}
    for number, rare in enumerate(articles):
        for digest in rare:
            parent[root(number)] = root(first.setdefault(digest, number))
    return len({root(number) for number, rare in enumerate(articles) if rare})
