"""The input of attribution: a story with the cleaned texts of its members and the verdicts between them.

In: what cluster and verify hand over. Out: `Family`, and its verdicts as `Link`s that can be read from either
side. The one idea: everything later in this room walks over *ordered* pairs, so left and right end here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.model import ArticleId, Document, Passage, Rewrite, Story, Verdict
from wirecopy.verify.figures import FIGURES
from wirecopy.verify.rewrite import name_rewrite

_ALL_FIGURES = frozenset(FIGURES)
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

    `verdict` is None for a pair that nobody verified but whose shingles show the overlap (large families).
    """

    source: ArticleId
    copy: ArticleId
    share_of_source: float
    share_of_copy: float
    probability: float
    rewrite: Rewrite | None
    verdict: Verdict | None


def member_ids(family: Family) -> tuple[ArticleId, ...]:
    """Members that have a document, in ascending order: the order in which everything here is computed."""
    ids = {member.article_id for member in family.story.members}
    return tuple(sorted(article_id for article_id in ids if article_id in family.documents))


def links(family: Family) -> dict[tuple[ArticleId, ArticleId], Link]:
    """(source, copy) -> link, both directions of every verdict that says one text derives from the other.

    Where a pair has several verdicts the most probable one counts.
    """
    known = set(member_ids(family))
    best: dict[tuple[ArticleId, ArticleId], Verdict] = {}
    for verdict in family.verdicts:
        pair = (verdict.left_id, verdict.right_id)
        if verdict.rewrite in _NO_COPY or pair[0] not in known or pair[1] not in known or pair[0] == pair[1]:
            continue
        held = best.get(pair)
        if held is None or _rank(verdict) > _rank(held):
            best[pair] = verdict
    found: dict[tuple[ArticleId, ArticleId], Link] = {}
    for pair in sorted(best):
        for source, copy in (pair, pair[::-1]):
            found[source, copy] = _orient(best[pair], source, copy)
    return found


def _rank(verdict: Verdict) -> tuple[float, float, str]:
    return verdict.probability, verdict.share_of_left + verdict.share_of_right, verdict.rewrite.value


def _orient(verdict: Verdict, source: ArticleId, copy: ArticleId) -> Link:
    shares = (verdict.share_of_left, verdict.share_of_right)
    of_source, of_copy = shares if source == verdict.left_id else shares[::-1]
    return Link(source, copy, of_source, of_copy, verdict.probability, verdict.rewrite, verdict)


def directed(link: Link) -> Link:
    """The link with the class of rewriting that fits its direction; unchanged where the verdict lacks its figures."""
    verdict = link.verdict
    if verdict is None or not _ALL_FIGURES.issubset(verdict.figures):
        return link
    rewrite = name_rewrite(verdict.figures, copy_is_left=link.copy == verdict.left_id)
    return link if rewrite is link.rewrite else dataclasses.replace(link, rewrite=rewrite)


def copy_passages(link: Link) -> tuple[Passage, ...]:
    """Passages of a link with the copy on the left and the source on the right, in the copy's order."""
    if link.verdict is None:
        return ()
    if link.copy == link.verdict.left_id:
        turned = list(link.verdict.passages)
    else:
        turned = [Passage(p.right_start, p.right_end, p.left_start, p.left_end, p.kind) for p in link.verdict.passages]
    return tuple(sorted(turned, key=lambda p: (p.left_start, p.left_end, p.right_start, p.right_end, p.kind)))
