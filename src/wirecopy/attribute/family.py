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

from wirecopy.model import ArticleId, Document, Passage, Rewrite, Story, Verdict
from wirecopy.verify.rewrite import NEEDED, name_rewrites, needed_rows

_NEEDED = frozenset(NEEDED)
_NO_COPY = frozenset({Rewrite.SAME_EVENT, Rewrite.UNRELATED})


@dataclass(frozen=True, slots=True)
class Family:
    """A story, the documents of its members, and verdicts of pairs inside it (not every pair need have one)."""

    story: Story
    documents: Mapping[ArticleId, Document]
    verdicts: Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class Link:
    """A verdict seen from a supposed source and a supposed copy; shares lie in 0..1.

    `rewrite` and `verdict` are None for a pair that nobody verified but whose shingles show the overlap (large
    families).
    """

    source: ArticleId
    copy: ArticleId
    share_of_source: float
    share_of_copy: float
    rewrite: Rewrite | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Links:
    """Both directions of every verdict that says one text derives from the other, as arrays over links.

    Those of one copy stand together, `bounds` (members + 1,), those with the largest `share_of_copy` first. `copies`
    and `sources` are positions of members, `verdicts` places in the family's list.
    """

    bounds: NDArray[np.int64]
    copies: NDArray[np.int64]
    sources: NDArray[np.int64]
    share_of_source: NDArray[np.float64]
    share_of_copy: NDArray[np.float64]
    probability: NDArray[np.float64]
    verdicts: NDArray[np.int64]


def member_ids(family: Family) -> tuple[ArticleId, ...]:
    """Members that have a document, in ascending order: the order in which everything here is computed."""
    ids = {member.article_id for member in family.story.members}
    return tuple(sorted(article_id for article_id in ids if article_id in family.documents))


def links(family: Family) -> Links:
    """All links between members. Where a pair has several verdicts the most probable one counts."""
    ids = member_ids(family)
    position = {article_id: i for i, article_id in enumerate(ids)}
    best: dict[tuple[int, int], int] = {}
    for place, verdict in enumerate(family.verdicts):
        left, right = position.get(verdict.left_id, -1), position.get(verdict.right_id, -1)
        if verdict.rewrite in _NO_COPY or left < 0 or right < 0 or left == right:
            continue
        held = best.get((left, right))
        if held is None or _rank(verdict) > _rank(family.verdicts[held]):
            best[left, right] = place
    pairs = np.array(list(best), np.int64).reshape(-1, 2)
    places = np.array(list(best.values()), np.int64)
    found = [family.verdicts[place] for place in best.values()]
    shares = np.array([(v.share_of_left, v.share_of_right) for v in found], np.float64).reshape(-1, 2)
    probability = np.array([v.probability for v in found], np.float64)
    copies, sources = np.concatenate([pairs[:, 1], pairs[:, 0]]), np.concatenate([pairs[:, 0], pairs[:, 1]])
    of_copy, of_source = np.concatenate([shares[:, 1], shares[:, 0]]), np.concatenate([shares[:, 0], shares[:, 1]])
    order = np.lexsort((sources, -of_copy, copies))
    return Links(
        np.searchsorted(copies[order], np.arange(len(ids) + 1)),
        copies[order],
        sources[order],
        of_source[order],
        of_copy[order],
        np.tile(probability, 2)[order],
        np.tile(places, 2)[order],
    )


def _rank(verdict: Verdict) -> tuple[float, float, str]:
    return verdict.probability, verdict.share_of_left + verdict.share_of_right, verdict.rewrite.value


def as_link(verdict: Verdict, source: ArticleId, copy: ArticleId) -> Link:
    """A verdict as a link."""
    shares = (verdict.share_of_left, verdict.share_of_right)
    of_source, of_copy = shares if source == verdict.left_id else shares[::-1]
    return Link(source, copy, of_source, of_copy, verdict.rewrite, verdict)


def directed(found: Sequence[Link | None]) -> list[Link | None]:
    """The links with the class of rewriting that fits their direction; unchanged where a verdict lacks its figures."""
    known = [(i, link, link.verdict) for i, link in enumerate(found) if link is not None and link.verdict is not None]
    known = [each for each in known if _NEEDED.issubset(each[2].figures)]
    result = list(found)
    if known:
        rows = needed_rows([verdict.figures for _, _, verdict in known])
        named = name_rewrites(rows, np.array([link.copy == verdict.left_id for _, link, verdict in known]))
        for (i, link, _), rewrite in zip(known, named, strict=True):
            result[i] = dataclasses.replace(link, rewrite=rewrite)
    return result


def copy_passages(link: Link) -> tuple[Passage, ...]:
    """Passages of a link with the copy on the left and the source on the right, in the copy's order."""
    if link.verdict is None:
        return ()
    if link.copy == link.verdict.left_id:
        turned = list(link.verdict.passages)
    else:
        turned = [Passage(p.right_start, p.right_end, p.left_start, p.left_end, p.kind) for p in link.verdict.passages]
    return tuple(sorted(turned, key=lambda p: (p.left_start, p.left_end, p.right_start, p.right_end, p.kind)))
