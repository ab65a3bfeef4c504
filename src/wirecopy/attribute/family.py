"""The input of attribution: a story with the cleaned texts of its members and the verdicts between them.

In: what cluster and verify hand over. Out: `Family`, and its verdicts as `Links`, arrays that are read from the
copy's side. The one idea: everything later in this room walks over *ordered* pairs, so left and right end here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.reading import Reading
from wirecopy.model import REWRITES, ArticleId, Document, Rewrite, Story, Verdicts
from wirecopy.verify.rewrite import NEEDED, name_rewrites, rows_of

_NO_COPY = [REWRITES.index(rewrite) for rewrite in (Rewrite.SAME_EVENT, Rewrite.UNRELATED)]


@dataclass(frozen=True, slots=True)
class Family:
    """A story, the documents of its members, and verdicts of pairs inside it (not every pair need have one).

    `reading` holds the words of the members, perhaps among those of others; without it they are read.
    """

    story: Story
    documents: Mapping[ArticleId, Document]
    verdicts: Verdicts
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A verdict seen from a supposed source and a supposed copy; shares lie in 0..1.

    `place` is that of the verdict among the family's; it is -1, and `rewrite` None, for a pair that nobody verified but
    whose shingles show the overlap (large families).
    """

    source: ArticleId
    copy: ArticleId
    share_of_source: float
    share_of_copy: float
    rewrite: Rewrite | None
    place: int


@dataclass(frozen=True, slots=True)
class Links:
    """Both directions of every verdict that says one text derives from the other, as arrays over links.

    Those of one copy stand together, `bounds` (members + 1,), those with the largest `share_of_copy` first. `copies`
    and `sources` are positions of members, `verdicts` places among the family's. `least` is the lowest probability.
    """

    bounds: NDArray[np.int64]
    copies: NDArray[np.int64]
    sources: NDArray[np.int64]
    share_of_source: NDArray[np.float64]
    share_of_copy: NDArray[np.float64]
    probability: NDArray[np.float64]
    verdicts: NDArray[np.int64]
    least: float


def member_ids(family: Family) -> tuple[ArticleId, ...]:
    """Members that have a document, in ascending order: the order in which everything here is computed."""
    ids = {member.article_id for member in family.story.members}
    return tuple(sorted(article_id for article_id in ids if article_id in family.documents))


def links(family: Family) -> Links:
    """All links between members. Where a pair has several verdicts the most probable one counts."""
    ids, verdicts = np.array(member_ids(family), np.int64), family.verdicts
    places = _usable(verdicts, ids)
    left, right = np.searchsorted(ids, verdicts.left_ids[places]), np.searchsorted(ids, verdicts.right_ids[places])
    of_left, of_right = verdicts.shares_of_left[places], verdicts.shares_of_right[places]
    copies, sources = np.concatenate([right, left]), np.concatenate([left, right])
    of_copy, of_source = np.concatenate([of_right, of_left]), np.concatenate([of_left, of_right])
    order = np.lexsort((sources, -of_copy, copies))
    return Links(
        np.searchsorted(copies[order], np.arange(len(ids) + 1)),
        copies[order],
        sources[order],
        of_source[order],
        of_copy[order],
        np.tile(verdicts.probabilities[places], 2)[order],
        np.tile(places, 2)[order],
        float(verdicts.probabilities[places].min(initial=1.0)),
    )


def _usable(verdicts: Verdicts, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of the verdicts that tell of a copy among these articles, one a pair."""
    left, right, codes = verdicts.left_ids, verdicts.right_ids, verdicts.rewrites
    shares = verdicts.shares_of_left + verdicts.shares_of_right
    places = np.flatnonzero(np.isin(left, ids) & np.isin(right, ids) & (left != right) & ~np.isin(codes, _NO_COPY))
    order = np.lexsort((codes[places], -shares[places], -verdicts.probabilities[places], right[places], left[places]))
    places = places[order]
    first = np.ones(len(places), np.bool_)
    first[1:] = (left[places][1:] != left[places][:-1]) | (right[places][1:] != right[places][:-1])
    return places[first]


def as_link(verdicts: Verdicts, place: int, source: ArticleId, copy: ArticleId) -> Link:
    """A verdict as a link."""
    shares = (float(verdicts.shares_of_left[place]), float(verdicts.shares_of_right[place]))
    of_source, of_copy = shares if source == verdicts.left_ids[place] else shares[::-1]
    return Link(source, copy, of_source, of_copy, REWRITES[verdicts.rewrites[place]], place)


def directed(found: Sequence[Link | None], verdicts: Verdicts) -> list[Link | None]:
    """The links with the class of rewriting that fits their direction; unchanged where verdicts lack its figures."""
    result = list(found)
    known = [(i, link) for i, link in enumerate(found) if link is not None and link.place >= 0]
    if known and set(NEEDED).issubset(verdicts.figure_names):
        places = np.array([link.place for _, link in known])
        copies = np.array([link.copy for _, link in known])
        named = name_rewrites(rows_of(verdicts, places), copies == verdicts.left_ids[places])
        for (i, link), rewrite in zip(known, named, strict=True):
            result[i] = dataclasses.replace(link, rewrite=rewrite)
    return result
