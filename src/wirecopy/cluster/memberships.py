"""Who takes a part of a story without being a copy of it: excerpts, mosaics, digests, live blogs.

In: finished groups and all edges. Out: partial memberships. Every edge between two groups has to be *accounted for*
by a story that its two articles share. The one idea is parsimony: the membership that accounts for most edges comes
first, and what it accounts for needs no other. Two pages that quote one story share text because of that story; they
are no story themselves, and neither belongs to whatever else the other one quotes.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from wirecopy.cluster.groups import Edge, Groups
from wirecopy.model import ArticleId

Partial: TypeAlias = dict[ArticleId, dict[ArticleId, float]]
"""Group -> {article from outside: the largest share of it that the group accounts for}."""

_EXPLAINED = 0.7  # of what two articles share: so much of it must come from the stories that they have in common


class _Membership(NamedTuple):
    group: ArticleId
    article: ArticleId


class _Ledger:
    """Which edges between groups are accounted for, and by what.

    `open` holds the edges that are not, from both ends; `counts` how many open edges lead from the article of a
    membership to whole members of its group, `shares` the largest share of the article that one of these covers.
    """

    def __init__(self, groups: Groups, edges: Sequence[Edge]) -> None:
        self.of = groups.of
        self.partial: Partial = defaultdict(dict)
        self.held: dict[ArticleId, set[ArticleId]] = {article: {group} for article, group in groups.of.items()}
        self.open: dict[ArticleId, dict[ArticleId, Edge]] = defaultdict(dict)
        self.counts: dict[_Membership, int] = defaultdict(int)
        self.shares: dict[_Membership, float] = defaultdict(float)
        for edge in edges:
            if self.of[edge.left] != self.of[edge.right]:
                self._open(edge)

    def _open(self, edge: Edge) -> None:
        for article, other in ((edge.left, edge.right), (edge.right, edge.left)):
            membership = _Membership(self.of[other], article)
            self.open[article][other] = edge
            self.counts[membership] += 1
            self.shares[membership] = max(self.shares[membership], edge.text_of(article))

    def add(self, membership: _Membership) -> None:
        """Make the article a partial member, and close its edges that its stories now account for."""
        group, article = membership
        self.partial[group][article] = self.shares[membership]
        self.held[article].add(group)
        for other, edge in list(self.open[article].items()):
            if group in self.held[other] and all(self._explained(edge, end) for end in (article, other)):
                del self.open[article][other], self.open[other][article]
                self.counts[_Membership(self.of[other], article)] -= 1
                self.counts[_Membership(self.of[article], other)] -= 1

    def _share_in(self, article: ArticleId, group: ArticleId) -> float:
        return 1.0 if self.of[article] == group else self.partial[group].get(article, 0.0)

    def _explained(self, edge: Edge, end: ArticleId) -> bool:
        """Whether what one end shares with the other comes from stories that both belong to."""
        common = self.held[edge.left] & self.held[edge.right]
        return sum(self._share_in(end, group) for group in common) >= _EXPLAINED * edge.text_of(end)


def partial_members(groups: Groups, edges: Sequence[Edge], published: Mapping[ArticleId, int | None]) -> Partial:
    """The partial memberships that account for every edge between two groups; symmetric in the two ends.

    Groups of several articles come before those of one, and those of which the article meets only a page of another
    story too come last; then the membership that accounts for more edges, then the group that is older, the larger
    share, smaller ids: a fixed order, so the order of edges does not matter.
    """
    ledger = _Ledger(groups, edges)
    oldest = {
        group: min(time_or_last(published.get(article)) for article in inside)
        for group, inside in groups.members.items()
    }

    standing = {membership: _standing(groups, membership) for membership in ledger.shares}

    def rank(membership: _Membership) -> tuple[int, int, float, float, _Membership]:
        count, share = ledger.counts[membership], ledger.shares[membership]
        return standing[membership], -count, oldest[membership.group], -share, membership

    waiting = [rank(membership) for membership in ledger.shares]
    heapq.heapify(waiting)
    while waiting:
        known = heapq.heappop(waiting)
        now = rank(known[-1])
        if now[1] == 0:
            continue
        if now == known:
            ledger.add(known[-1])
        else:
            heapq.heappush(waiting, now)
    return ledger.partial


def _standing(groups: Groups, membership: _Membership) -> int:
    """0 for a group of several, 1 for one of one article, 2 where the article meets only a page of two stories."""
    if len(groups.members[membership.group]) == 1:
        return 1
    return 2 if groups.meets_one_page(*membership) else 0


def time_or_last(time: int | None) -> float:
    """A time of publication for sorting: an unknown one comes last."""
    return float("inf") if time is None else float(time)
