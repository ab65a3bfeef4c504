"""Groups of articles that grow along sure edges, each with its count of edges to the others.

In: edges. Out: disjoint groups. Agglomeration with support: an edge joins two groups only where enough of the pairs
that could link them do, so one wrong pair between two large groups joins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from wirecopy.cluster.shares import text_shares
from wirecopy.model import ArticleId, Verdicts

_PROBABILITY = itemgetter(2)
_BOTH = 0.5
SUPPORT = 0.25
_MOSTLY = 0.6
MET = 6  # in large groups an article meets about so many others, not all


class Edge(NamedTuple):
    """An accepted pair; left < right. A named tuple: a run makes ten an article.

    `share_of_*` as in Verdict: of the words outside quotations, by which pairs are joined. `text_of_*`: of all words
    of the text, quotations included; what a story accounts for (`cluster.shares`).
    """

    left: ArticleId
    right: ArticleId
    probability: float
    whole: bool
    share_of_left: float
    share_of_right: float
    text_of_left: float
    text_of_right: float

    def text_of(self, article: ArticleId) -> float:
        """How much of the text of one of its two articles the other accounts for, 0..1."""
        return self.text_of_left if article == self.left else self.text_of_right

    @property
    def is_core(self) -> bool:
        """Most of both texts is common."""
        return self.whole and min(self.share_of_left, self.share_of_right) >= _BOTH


def edges_of(verdicts: Verdicts) -> list[Edge]:
    """An edge for each verdict, in order."""
    if not len(verdicts):  # no model, no names of figures
        return []
    columns = (
        verdicts.left_ids, verdicts.right_ids, verdicts.probabilities, verdicts.whole, verdicts.shares_of_left,
        verdicts.shares_of_right, *text_shares(verdicts),
    )  # fmt: skip
    return list(map(Edge._make, zip(*(column.tolist() for column in columns), strict=True)))


class Groups:
    """Disjoint groups with the number of edges between each two of them.

    Which edges count as links is said by `link`; `covered` holds for each article what others account for of it, 0..1.
    """

    def __init__(self, articles: Sequence[ArticleId], edges: Sequence[Edge] = ()) -> None:
        self.covered: dict[ArticleId, dict[ArticleId, float]] = {article: {} for article in articles}
        for edge in edges:
            self.covered[edge.left][edge.right] = edge.text_of_left
            self.covered[edge.right][edge.left] = edge.text_of_right
        self.members: dict[ArticleId, list[ArticleId]] = {article: [article] for article in articles}
        self.of: dict[ArticleId, ArticleId] = {article: article for article in articles}
        self.links: dict[ArticleId, dict[ArticleId, float]] = {article: {} for article in articles}

    def link(self, left: ArticleId, right: ArticleId) -> None:
        """Count an edge between the groups of two articles."""
        a, b = self.of[left], self.of[right]
        if a != b:
            self.links[a][b] = self.links[a].get(b, 0.0) + 1.0
            self.links[b][a] = self.links[b].get(a, 0.0) + 1.0

    def supported(self, a: ArticleId, b: ArticleId) -> bool:
        """Whether enough of the pairs between two groups are edges."""
        small, large = sorted((len(self.members[a]), len(self.members[b])))
        possible = min(small * large, MET * small)
        return self.links[a].get(b, 0.0) >= SUPPORT * possible

    def meets_one_page(self, group: ArticleId, article: ArticleId) -> bool:
        """Whether all that an article from outside shares with a group of three and more is text of one page in it,

        of which the others account for `_MOSTLY` at most: what it shares is likely to be the page's other story.
        """
        of, met = self.of, [each for each in self.covered[article] if self.of[each] == group]
        if len(met) > 1 or len(self.members[group]) <= 2:
            return False
        return all(share < _MOSTLY for each, share in self.covered[met[0]].items() if of[each] == group)

    def join(self, a: ArticleId, b: ArticleId) -> None:
        """Move the smaller group into the larger one (ties: into the smaller id)."""
        keep, gone = sorted((a, b), key=lambda g: (-len(self.members[g]), g))
        for article in self.members[gone]:
            self.of[article] = keep
        self.members[keep] += self.members.pop(gone)
        for other, count in self.links.pop(gone).items():
            del self.links[other][gone]
            if other != keep:
                self.links[keep][other] = self.links[keep].get(other, 0.0) + count
                self.links[other][keep] = self.links[other].get(keep, 0.0) + count


def agglomerate(groups: Groups, edges: Sequence[Edge], join: float) -> None:
    """Join groups along sure edges, surest first, until no edge has enough support."""
    of = groups.of
    waiting = sorted((edge for edge in sorted(edges) if edge.probability >= join), key=_PROBABILITY, reverse=True)
    while True:
        still: list[Edge] = []
        joined = False
        for edge in waiting:
            a, b = of[edge.left], of[edge.right]
            if a == b:
                continue
            if groups.supported(a, b):
                groups.join(a, b)
                joined = True
            else:
                still.append(edge)
        waiting = still
        if not joined:
            return
