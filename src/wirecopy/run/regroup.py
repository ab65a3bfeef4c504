"""From stored pairs to stored stories and copies: only what was touched is grouped and attributed anew.

In: the store with touched articles. Out: stories, copies, passages and evidence in the store. A component of the
graph of accepted pairs is regrouped as a whole, so the result depends on the pairs alone and never on their order of
arrival. One transaction a batch of components; a killed run goes on with what is still touched.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wirecopy.attribute import Attribution, Family, attribute_family, attribute_single
from wirecopy.cluster import Edge, group_stories, text_shares
from wirecopy.model import ArticleId, Copy, Document, Member, Role, Story, StoryId, Verdict
from wirecopy.run.progress import Progress
from wirecopy.run.workers import Tools, Workers
from wirecopy.store import Store
from wirecopy.verify.alignment import align, split_sentences

_IDS_AT_ONCE = 5_000


@dataclasses.dataclass(frozen=True, slots=True)
class Components:
    """Whole components of the graph of pairs: their documents by id, and the verdicts between them."""

    documents: Mapping[ArticleId, Document]
    verdicts: Sequence[Verdict]

    def __len__(self) -> int:
        return len(self.documents)


@dataclasses.dataclass(frozen=True, slots=True)
class Derived:
    """What components give: stories with roles, copies with passages, the agency of each story."""

    article_ids: Sequence[ArticleId]
    stories: list[Story]
    copies: list[Copy]
    agencies: dict[StoryId, str | None]


def regroup(store: Store, run_id: int, workers: Workers, at_once: int, progress: Progress) -> int:
    """Group and attribute everything touched; returns the number of articles that were looked at.

    `at_once` articles make one transaction and one piece of work; a component is never cut.
    """
    connected = store.connected_ids(store.touched_ids())
    done = 0
    for derived in workers.map(derive, _load(store, _batches(_components(store, connected), at_once))):
        dropped = {story for stories in store.stories_of(derived.article_ids).values() for story in stories}
        store.replace_stories(
            run_id, sorted(dropped), derived.stories, derived.copies, derived.article_ids, agencies=derived.agencies
        )
        done += len(derived.article_ids)
        progress("group", done, len(connected))
    return len(connected)


def _load(store: Store, batches: Iterable[list[ArticleId]]) -> Iterator[Components]:
    for ids in batches:
        verdicts = [stored.verdict for stored in store.verdicts_among(ids)]
        yield Components(store.load_documents(ids), verdicts)


def _components(store: Store, ids: Sequence[ArticleId]) -> list[list[ArticleId]]:
    """Connected components, each ascending, in order of their smallest id; what was one story counts as connected.

    So a story that has come apart is replaced by its pieces in one transaction, and recorded as a split.
    """
    parent = {article: article for article in ids}

    def root(article: ArticleId) -> ArticleId:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    def join(one: ArticleId, other: ArticleId) -> None:
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)

    first: dict[StoryId, ArticleId] = {}
    for start in range(0, len(ids), _IDS_AT_ONCE):
        some = ids[start : start + _IDS_AT_ONCE]
        arrays = store.pairs_of(some)
        for left, right in zip(arrays.left.tolist(), arrays.right.tolist(), strict=True):
            join(left, right)
        for article, stories in store.stories_of(some).items():
            for story in stories:
                join(article, first.setdefault(story, article))
    members: dict[ArticleId, list[ArticleId]] = defaultdict(list)
    for article in ids:
        members[root(article)].append(article)
    return [members[smallest] for smallest in sorted(members)]


def _batches(components: Iterable[list[ArticleId]], at_once: int) -> Iterator[list[ArticleId]]:
    """Components put together until they are worth a transaction."""
    batch: list[ArticleId] = []
    for component in components:
        if batch and len(batch) + len(component) > at_once:
            yield batch
            batch = []
        batch = batch + component
    if batch:
        yield batch


def derive(components: Components, tools: Tools) -> Derived:
    """Stories and copies of some components; pure."""
    documents = components.documents
    published = {article: document.article.published_at for article, document in documents.items()}
    stories = group_stories([_edge(verdict) for verdict in components.verdicts], published, tools.params.join)
    verdicts = _by_story(stories, components.verdicts)
    result = Derived(sorted(documents), [], [], {})
    for story in stories:
        _attribute(story, documents, verdicts.get(story.story_id, []), tools, result)
    _add_alone(stories, documents, tools, result)
    return dataclasses.replace(result, copies=_with_passages(result.copies, documents))


def _edge(verdict: Verdict) -> Edge:
    shares = verdict.share_of_left, verdict.share_of_right
    return Edge(
        verdict.left_id, verdict.right_id, verdict.probability, verdict.whole, *shares, *text_shares(verdict.figures)
    )


def _by_story(stories: Sequence[Story], verdicts: Sequence[Verdict]) -> Mapping[StoryId, list[Verdict]]:
    """The verdicts inside each story."""
    stories_of: dict[ArticleId, set[StoryId]] = defaultdict(set)
    for story in stories:
        for member in story.members:
            stories_of[member.article_id].add(story.story_id)
    found: dict[StoryId, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for story_id in stories_of[verdict.left_id] & stories_of[verdict.right_id]:
            found[story_id].append(verdict)
    return found


def _attribute(
    story: Story, documents: Mapping[ArticleId, Document], verdicts: list[Verdict], tools: Tools, result: Derived
) -> None:
    """Add a story with its roles, its copies and its agency to the result."""
    inside = {member.article_id: documents[member.article_id] for member in story.members}
    attribution = attribute_family(Family(story, inside, verdicts), tools.weights, tools.outlets)
    result.stories.append(_with_roles(story, attribution))
    result.agencies[story.story_id] = attribution.agency
    result.copies.extend(attribution.copies)


def _add_alone(
    stories: Sequence[Story], documents: Mapping[ArticleId, Document], tools: Tools, result: Derived
) -> None:
    """Add the articles without any sibling that credit an agency, each as a story of its own."""
    inside = {member.article_id for story in stories for member in story.members}
    for article in sorted(documents.keys() - inside):
        copy = attribute_single(documents[article], tools.outlets)
        if copy is not None:
            result.stories.append(Story(StoryId(article), (Member(article, "copy", 1.0),)))
            result.copies.append(copy)
            result.agencies[StoryId(article)] = copy.source_agency


def _with_roles(story: Story, attribution: Attribution) -> Story:
    versions = set(attribution.versions) - {attribution.origin_article_id}

    def role(member: Member) -> Role:
        if member.article_id == attribution.origin_article_id:
            return "origin"
        if member.article_id in versions:
            return "version"
        return member.role

    members = tuple(dataclasses.replace(member, role=role(member)) for member in story.members)
    return dataclasses.replace(story, members=members)


def _with_passages(copies: Sequence[Copy], documents: Mapping[ArticleId, Document]) -> list[Copy]:
    """The copies with the passages that they share with their sources (copy on the left)."""
    sourced = [(copy.article_id, copy.source_article_id) for copy in copies if copy.source_article_id is not None]
    wanted = sorted({article for pair in sourced for article in pair})
    sentences = split_sentences([documents[article] for article in wanted])
    return [
        dataclasses.replace(
            copy,
            passages=()
            if copy.source_article_id is None
            else align(sentences[copy.article_id], sentences[copy.source_article_id]),
        )
        for copy in copies
    ]
