"""Furniture learned from the corpus: paragraphs that one outlet prints under unrelated stories.

In: the paragraph digests of all articles with their outlets. Out: per outlet the digests of its furniture, a
function of the set of articles alone. A paragraph is furniture where it stands in at least `_LEAST` articles and
`_SHARE` of the outlet's, and these tell different stories: articles that share another, rarer paragraph of body
length count once, so that five versions of one story or an agency's background block do not teach anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

_LEAST = 4
_SHARE = 0.02
_OTHERS_LOOKED_AT = 24


def learn_furniture(articles: Iterable[tuple[str, Sequence[int]]]) -> dict[str, dict[int, int]]:
    """Furniture of each outlet: digest -> number of articles with it.

    `articles` are (outlet_domain, digests of its body paragraphs in order), one for each article.
    """
    by_outlet: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for outlet, digests in articles:
        by_outlet[outlet].append(tuple(dict.fromkeys(digests)))
    learned: dict[str, dict[int, int]] = {}
    for outlet in sorted(by_outlet):
        found = _learn(by_outlet[outlet])
        if found:
            learned[outlet] = found
    return learned


def _learn(articles: Sequence[tuple[int, ...]]) -> dict[int, int]:
    counts = Counter(digest for digests in articles for digest in digests)
    least = max(_LEAST, _SHARE * len(articles))
    frequent = {digest for digest, count in counts.items() if count >= least}
    if not frequent:
        return {}
    holders: dict[int, list[int]] = defaultdict(list)
    for number, digests in enumerate(articles):
        for digest in digests:
            if digest in frequent:
                holders[digest].append(number)
    return {
        digest: counts[digest]
        for digest in sorted(frequent)
        if _stories([articles[number] for number in holders[digest]], counts, frequent) >= least
    }


def _stories(articles: Sequence[tuple[int, ...]], counts: Mapping[int, int], frequent: set[int]) -> int:
    """Number of different stories among articles: those that share a paragraph which is not frequent are one."""
    parent = list(range(len(articles)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[int, int] = {}
    for number, digests in enumerate(articles):
        rare = [digest for digest in digests if digest not in frequent and counts[digest] > 1]
        for digest in rare[:_OTHERS_LOOKED_AT]:
            if digest in first:
                parent[root(number)] = root(first[digest])
            else:
                first[digest] = number
    # Articles of nothing but frequent paragraphs tell no story of their own.
    telling = [number for number, digests in enumerate(articles) if any(digest not in frequent for digest in digests)]
    return len({root(number) for number in telling})
