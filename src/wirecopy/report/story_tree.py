"""A story as a tree: roots are its origin and originals that were never seen, below each text those who took it.

Comes in: an open store and a story. Goes out: a StoryTree of frozen nodes, the same for every reader.
The one idea: every member stands in the tree exactly once, also one whose source is undecided or was not asked for.
A text that takes from several texts of the story (a mosaic within it) stands below the one it took most from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from wirecopy.errors import QueryError
from wirecopy.model import Article, ArticleId, Copy, Member, Role, Story, StoryId

if TYPE_CHECKING:
    from wirecopy.store import Store

Place = Literal["origin", "unseen", "undecided", "unattributed"]


@dataclass(frozen=True, slots=True)
class Node:
    """One article of the tree with what is known of its copy, and those who took it from there.

    `lag_seconds` and shares are relative to the text above; they are None for a root.
    """

    article_id: ArticleId
    role: Role
    url: str
    outlet: str
    outlet_domain: str
    headline: str
    published_at: int | None
    published_precision: str
    copy: Copy | None
    taken_by: tuple[Node, ...] = ()

    def count(self) -> int:
        """Return how many articles stand here and below."""
        return 1 + sum(node.count() for node in self.taken_by)


@dataclass(frozen=True, slots=True)
class Root:
    """What stands at the top: the origin itself, an unseen original (of an agency), or no decision."""

    place: Place
    agency: str | None
    nodes: tuple[Node, ...]

    def count(self) -> int:
        """Return how many articles stand below."""
        return sum(node.count() for node in self.nodes)


@dataclass(frozen=True, slots=True)
class StoryTree:
    """A story with its roots; `versions` are the agency's own texts in order of time, the origin first."""

    story_id: StoryId
    headline: str
    agency: str | None
    first_published_at: str | None
    last_published_at: str | None
    article_count: int
    outlet_count: int
    versions: tuple[Node, ...]
    roots: tuple[Root, ...] = field(default=())


def find_stories(store: Store, name: str) -> tuple[StoryId, ...]:
    """Return the stories that `name` stands for: a story's id, or the id or address of an article in some.

    Raises QueryError where nothing has that name; a known article that is in no story gives none.
    """
    article_id = store.resolve_article(name)
    if store.load_stories([article_id]):
        return (StoryId(article_id),)
    return store.stories_of([article_id]).get(article_id, ())


def read_tree(store: Store, story_id: StoryId) -> StoryTree:
    """Return the tree of a story; QueryError where there is none of that id."""
    found = store.load_stories([story_id])
    if not found:
        raise QueryError(f"no story has the id {story_id}; the view story_list has them all")
    story = found[0]
    told = store.story_summary(story_id)
    articles = store.load_articles(member.article_id for member in story.members)
    copies = [stored.copy for stored in store.load_copies(story_ids=[story_id])]
    builder = _Builder(story, articles, copies)
    return StoryTree(
        story_id=story_id,
        headline=str(told["headline"] or ""),
        agency=None if told["agency"] is None else str(told["agency"]),
        first_published_at=told["first_published_at"],
        last_published_at=told["last_published_at"],
        article_count=len(story.members),
        outlet_count=int(told["outlet_count"] or 0),
        versions=builder.versions(),
        roots=builder.roots(),
    )


def tree_object(tree: StoryTree) -> dict[str, object]:
    """Return the tree as plain values, without passages (wirecopy why shows those)."""
    said = asdict(tree)
    said["versions"] = [_node_object(node) for node in tree.versions]
    said["roots"] = [
        {"place": root.place, "agency": root.agency, "articles": [_node_object(node) for node in root.nodes]}
        for root in tree.roots
    ]
    return said


def _node_object(node: Node) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(node, name) for name in Node.__slots__ if name not in {"copy", "taken_by"}}
    if node.copy is not None:
        own = {"article_id", "story_id", "passages", "evidence"}
        said["copy"] = {name: getattr(node.copy, name) for name in Copy.__slots__ if name not in own}
        said["evidence"] = [asdict(piece) for piece in node.copy.evidence]
    said["taken_by"] = [_node_object(below) for below in node.taken_by]
    return said


class _Builder:
    """Puts every member in its place; `_copy_of` keeps for each article the copy that accounts for most of it."""

    def __init__(self, story: Story, articles: Mapping[ArticleId, Article], copies: Sequence[Copy]) -> None:
        self._articles = articles
        self._members: dict[ArticleId, Member] = {
            member.article_id: member for member in story.members if member.article_id in articles
        }
        self._copy_of: dict[ArticleId, Copy] = {}
        for copy in sorted(copies, key=_weight):
            self._copy_of.setdefault(copy.article_id, copy)
        self._below: dict[ArticleId, list[ArticleId]] = {}
        for article_id in self._members:
            parent = self._parent(article_id)
            if parent is not None:
                self._below.setdefault(parent, []).append(article_id)

    def versions(self) -> tuple[Node, ...]:
        own = [each.article_id for each in self._members.values() if each.role in {"origin", "version"}]
        if len(own) < 2:  # a single text is no chain
            return ()
        return tuple(self._bare(article_id) for article_id in sorted(own, key=self._when))

    def roots(self) -> tuple[Root, ...]:
        groups: dict[tuple[int, Place, str], list[Node]] = {}
        placed: set[ArticleId] = set()
        tops = [article_id for article_id in self._members if self._parent(article_id) is None]
        for article_id in sorted(tops, key=self._when):
            groups.setdefault(self._place(article_id), []).append(self._node(article_id, placed))
        for article_id in sorted(self._members, key=self._when):  # a ring of sources has no top: cut it anywhere
            if article_id not in placed:
                groups.setdefault((3, "unattributed", ""), []).append(self._node(article_id, placed))
        return tuple(
            Root(place, agency or None, tuple(groups[key])) for key in sorted(groups) for _, place, agency in [key]
        )

    def _parent(self, article_id: ArticleId) -> ArticleId | None:
        copy = self._copy_of.get(article_id)
        source = copy.source_article_id if copy is not None else None
        return source if source in self._members and source != article_id else None

    def _place(self, article_id: ArticleId) -> tuple[int, Place, str]:
        member, copy = self._members[article_id], self._copy_of.get(article_id)
        if copy is None:
            return (0, "origin", "") if member.role in {"origin", "version"} else (3, "unattributed", "")
        if copy.abstained:
            return (2, "undecided", "")
        return (1, "unseen", copy.source_agency or "") if copy.source_article_id is None else (3, "unattributed", "")

    def _node(self, top: ArticleId, placed: set[ArticleId]) -> Node:
        """Build the tree below `top` from the leaves up without recursion: chains of copies can be long."""
        order: list[ArticleId] = []
        waiting = [top]
        while waiting:
            article_id = waiting.pop()
            if article_id not in placed:
                placed.add(article_id)
                order.append(article_id)
                waiting.extend(self._below.get(article_id, ()))
        built: dict[ArticleId, Node] = {}
        for article_id in reversed(order):
            below = [built.pop(each) for each in self._below.get(article_id, ()) if each in built]
            ordered = sorted(below, key=lambda node: self._when(node.article_id))
            built[article_id] = self._bare(article_id, tuple(ordered))
        return built[top]

    def _bare(self, article_id: ArticleId, taken_by: tuple[Node, ...] = ()) -> Node:
        article = self._articles[article_id]
        return Node(
            article_id, self._members[article_id].role, article.url, article.outlet, article.outlet_domain,
            article.headline, article.published_at, article.published_precision, self._copy_of.get(article_id),
            taken_by,
        )  # fmt: skip

    def _when(self, article_id: ArticleId) -> tuple[bool, int, int]:
        at = self._articles[article_id].published_at
        return at is None, at or 0, article_id


def _weight(copy: Copy) -> tuple[float, float, int]:
    return -(copy.share_of_copy or 0.0), -copy.confidence, copy.source_article_id or 0
