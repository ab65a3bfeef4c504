"""Stories out of verified pairs, safe against chaining.

In: light edges (accepted pairs) of some articles. Out: groups with members, each article at most once as a whole
member and possibly as a partial one of several. The rule, independent of order:

1. *Core* edges (whole, and half of the longer text covered) are taken from the surest down. An edge joins its two
   groups if a quarter of the pairs that could link them do; else it waits for later ones (`groups`).
2. *Containment* edges (the shorter text stands in the longer one) join likewise, unless one of the two, of which the
   other accounts for a part only, has texts of groups that hardly anything else connects: such a page (digest, live
   blog, mosaic) is a partial member of each.
3. A group is joined into a larger one that accounts for nearly all of each of its members.
4. What is left are edges between groups: they make an article a partial member of the other's story and join
   nothing. As few memberships as account for all these edges are made, the best supported first (`memberships`).

Refused: connected components, where one mosaic or one wrong pair joins two stories (precision .01-.05 on reports
of one event); modularity methods, whose result depends on all other edges, so that a batch would move old stories;
a membership for every edge, which makes two pages that quote one story a second story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from wirecopy.cluster.groups import MET, SUPPORT, Edge, Groups, agglomerate
from wirecopy.cluster.memberships import Partial, partial_members, time_or_last
from wirecopy.model import ArticleId, Member, Role, Story, StoryId

_NEARLY_ALL = 0.8


def _taken_in_part(edge: Edge) -> list[ArticleId]:
    """The articles of an edge that the other accounts for in part: either may be a page of several stories.

    A page of two sources may hold the one and be held by the other, which is longer.
    """
    sides = ((edge.left, edge.share_of_left), (edge.right, edge.share_of_right))
    return [article for article, share in sides if share < _NEARLY_ALL]


def _reach(groups: Groups, edges: Sequence[Edge]) -> dict[ArticleId, dict[ArticleId, int]]:
    """Article -> {another group: number of its edges into that group}."""
    reach: dict[ArticleId, dict[ArticleId, int]] = defaultdict(lambda: defaultdict(int))
    for edge in _between(groups, edges):
        reach[edge.left][groups.of[edge.right]] += 1
        reach[edge.right][groups.of[edge.left]] += 1
    return reach


def _between(groups: Groups, edges: Sequence[Edge]) -> list[Edge]:
    """The edges that lead from one group to another."""
    of = groups.of
    return [edge for edge in edges if of[edge.left] != of[edge.right]]


def _connecting(
    groups: Groups, reach: Mapping[ArticleId, Mapping[ArticleId, int]], own: ArticleId, other: ArticleId
) -> int:
    """How many members of a group share text with another group."""
    return sum(1 for article in groups.members[own] if reach[article].get(other))


def _many_story_pages(groups: Groups, containing: Sequence[Edge], edges: Sequence[Edge]) -> set[ArticleId]:
    """Articles with texts of two groups which nothing but the article itself connects."""
    reach = _reach(groups, edges)
    held: dict[ArticleId, set[ArticleId]] = defaultdict(set)
    in_part: set[ArticleId] = set()
    for edge in containing:
        left, right = groups.of[edge.left], groups.of[edge.right]
        if left != right:
            held[edge.left].add(right)
            held[edge.right].add(left)
            in_part.update(_taken_in_part(edge))
    pages: set[ArticleId] = set()
    for page in in_part:
        inside_groups = held[page]
        own = groups.of[page]
        ordered = sorted(inside_groups)
        apart = any(b not in groups.links[a] for i, a in enumerate(ordered) for b in ordered[i + 1 :])
        # The page's own group counts as one of them when it is more than the page and pages like it.
        alone = len(groups.members[own]) > 1 and any(
            _connecting(groups, reach, own, group) <= max(1.0, SUPPORT * len(groups.members[own])) for group in ordered
        )
        if apart or alone:
            pages.add(page)
    return pages


def _absorb(groups: Groups, edges: Sequence[Edge], join: float) -> None:
    """Join a group into a larger one that accounts for nearly all of each of its members, the smallest group first.

    Briefs and cut copies of one story resemble each other more than the long texts that they were cut from, and so
    become a group of their own before these are looked at; the long ones then look like pages of two stories.
    """
    inside: dict[tuple[ArticleId, ArticleId], set[ArticleId]] = defaultdict(set)
    holding: dict[tuple[ArticleId, ArticleId], set[ArticleId]] = defaultdict(set)
    for edge in _between(groups, edges):
        left, right = groups.of[edge.left], groups.of[edge.right]
        if not edge.whole or edge.probability < join:
            continue
        for article, other, pair in ((edge.left, edge.right, (left, right)), (edge.right, edge.left, (right, left))):
            if edge.text_of(article) >= _NEARLY_ALL:
                inside[pair].add(article)
                holding[pair].add(other)
    size = {group: len(members) for group, members in groups.members.items()}
    larger: dict[ArticleId, ArticleId] = {}
    for own, other in sorted(inside, key=lambda pair: (pair[0], size[pair[1]], -pair[1])):
        enough = len(holding[own, other]) >= max(2.0, SUPPORT * min(size[other], MET * size[own]))
        if 1 < size[own] < size[other] and len(inside[own, other]) == size[own] and enough:
            larger[own] = other  # the largest; of equal ones that of the smaller id
    for own in sorted(larger, key=lambda group: (size[group], group)):
        groups.join(groups.of[own], groups.of[larger[own]])


def _first_of(members: Sequence[ArticleId], published: Mapping[ArticleId, int | None]) -> ArticleId:
    """The earliest article; an unknown time comes last; ties go to the smaller id."""
    return min(members, key=lambda article: (time_or_last(published.get(article)), article))


def group_stories(edges: Sequence[Edge], published: Mapping[ArticleId, int | None], join: float) -> tuple[Story, ...]:
    """Stories of the articles that the edges name, ascending by story_id.

    `published` gives seconds or None for each article; `join` is the probability from which an edge may join
    groups. Every story has at least two members; all whole members have role "copy" until attribution.
    """
    ordered = sorted(edges)
    articles = sorted({article for edge in ordered for article in (edge.left, edge.right)})
    groups = Groups(articles, ordered)
    core = [edge for edge in ordered if edge.is_core]
    containing = [edge for edge in ordered if edge.whole and not edge.is_core]
    for edge in core:
        groups.link(edge.left, edge.right)
    agglomerate(groups, core, join)
    for edge in containing:
        groups.link(edge.left, edge.right)
    pages = _many_story_pages(groups, containing, ordered)
    agglomerate(groups, [edge for edge in containing if pages.isdisjoint(_taken_in_part(edge))], join)
    _absorb(groups, ordered, join)
    partial = partial_members(groups, _between(groups, ordered), published)
    shares = _accounted_shares(groups, partial, ordered)
    stories = [
        _story(members, partial.get(group, {}), shares, published)
        for group, members in groups.members.items()
        if len(members) > 1 or partial.get(group)
    ]
    return tuple(sorted(stories, key=lambda story: story.story_id))


def _accounted_shares(groups: Groups, partial: Partial, edges: Sequence[Edge]) -> dict[ArticleId, float]:
    """The largest share of each article that another member of its group, whole or partial, accounts for."""
    shares, of = dict.fromkeys(groups.of, 0.0), groups.of
    for edge in edges:
        left, right = edge.left, edge.right
        together = of[left] == of[right]
        if edge.text_of_left > shares[left] and (together or right in partial.get(of[left], ())):
            shares[left] = edge.text_of_left
        if edge.text_of_right > shares[right] and (together or left in partial.get(of[right], ())):
            shares[right] = edge.text_of_right
    return shares


def _story(
    members: Sequence[ArticleId],
    partial: Mapping[ArticleId, float],
    shares: Mapping[ArticleId, float],
    published: Mapping[ArticleId, int | None],
) -> Story:
    whole: Role = "copy"
    part: Role = "partial"
    rows = [Member(article, whole, shares[article]) for article in members]
    rows += [Member(article, part, share) for article, share in partial.items()]
    return Story(StoryId(_first_of(members, published)), tuple(sorted(rows, key=lambda row: row.article_id)))
