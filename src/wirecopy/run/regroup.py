"""From stored pairs to stored stories and copies: only what was touched is grouped and attributed anew.

In: the store with touched articles. Out: stories, copies, passages and evidence in the store. A component of the
graph of accepted pairs is regrouped as a whole, so the result depends on the pairs alone and never on their order of
arrival. One transaction a batch of components; a killed run goes on with what is still touched.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wirecopy.attribute import Attribution, Family, OutletTable, Weights, attribute_family, attribute_single
from wirecopy.cluster import Edge, group_stories
from wirecopy.model import ArticleId, Copy, Document, Member, Passage, Role, Story, StoryId, Verdict
from wirecopy.params import Params
from wirecopy.run.progress import Progress
from wirecopy.store import PairArrays, Store
from wirecopy.verify.alignment import Sentence, align, split_sentences

_ARTICLES_AT_ONCE = 2_000


@dataclasses.dataclass(frozen=True, slots=True)
class _Result:
    stories: list[Story]
    copies: list[Copy]
    agencies: dict[StoryId, str | None]


def regroup(store: Store, run_id: int, params: Params, weights: Weights, outlets: OutletTable, progress: Progress) -> int:
    """Group and attribute everything touched; returns the number of articles that were looked at."""
    touched = store.touched_ids()
    connected = store.connected_ids(touched)
    arrays = store.pairs_of(connected)
    done = 0
    for batch in _batches(_components(connected, arrays)):
        ids = [article for component in batch for article in component]
        result = _derive(store, batch, params, weights, outlets)
        dropped = {story for stories in store.stories_of(ids).values() for story in stories}
        store.replace_stories(run_id, sorted(dropped), result.stories, result.copies, ids, agencies=result.agencies)
        done += len(ids)
        progress("group", done, len(connected))
    return len(connected)


def _components(ids: Sequence[ArticleId], arrays: PairArrays) -> list[list[ArticleId]]:
    """Connected components of the pairs, each ascending, in order of their smallest id."""
    parent = {article: article for article in ids}

    def root(article: ArticleId) -> ArticleId:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for left, right in zip(arrays.left.tolist(), arrays.right.tolist(), strict=True):
        a, b = root(left), root(right)
        parent[max(a, b)] = min(a, b)
    members: dict[ArticleId, list[ArticleId]] = defaultdict(list)
    for article in sorted(ids):
        members[root(article)].append(article)
    return [members[first] for first in sorted(members)]


def _batches(components: Sequence[list[ArticleId]]) -> Iterator[list[list[ArticleId]]]:
    batch: list[list[ArticleId]] = []
    size = 0
    for component in components:
        if batch and size + len(component) > _ARTICLES_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(component)
        size += len(component)
    if batch:
        yield batch


def _derive(
    store: Store, components: Sequence[Sequence[ArticleId]], params: Params, weights: Weights, outlets: OutletTable
) -> _Result:
    """Stories and copies of some components."""
    ids = [article for component in components for article in component]
    documents = store.load_documents(ids)
    published = {article: document.article.published_at for article, document in documents.items()}
    arrays = store.pairs_of(ids)
    stories = group_stories(_edges(arrays), published, params.join)
    verdicts = _verdicts(store, stories, arrays)
    result = _Result([], [], {})
    for story in stories:
        _attribute(story, documents, verdicts, weights, outlets, result)
    alone = set(ids) - {member.article_id for story in stories for member in story.members}
    for article in sorted(alone):
        copy = attribute_single(documents[article], outlets)
        if copy is not None:
            result.stories.append(Story(StoryId(article), (Member(article, "copy", 1.0),)))
            result.copies.append(copy)
            result.agencies[StoryId(article)] = copy.source_agency
    return result


def _edges(arrays: PairArrays) -> list[Edge]:
    columns = (arrays.left, arrays.right, arrays.probability, arrays.whole, arrays.share_of_left, arrays.share_of_right)
    return [Edge(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _verdicts(
    store: Store, stories: Sequence[Story], arrays: PairArrays
) -> Mapping[StoryId, list[Verdict]]:
    """The verdicts inside each story."""
    stories_of: dict[ArticleId, set[StoryId]] = defaultdict(set)
    for story in stories:
        for member in story.members:
            stories_of[member.article_id].add(story.story_id)
    pairs = zip(arrays.left.tolist(), arrays.right.tolist(), strict=True)
    wanted = [pair for pair in pairs if stories_of[pair[0]] & stories_of[pair[1]]]
    found: dict[StoryId, list[Verdict]] = defaultdict(list)
    for stored in store.load_verdicts(wanted):
        verdict = stored.verdict
        for story_id in sorted(stories_of[verdict.left_id] & stories_of[verdict.right_id]):
            found[story_id].append(verdict)
    return found


def _attribute(
    story: Story,
    documents: Mapping[ArticleId, Document],
    verdicts: Mapping[StoryId, list[Verdict]],
    weights: Weights,
    outlets: OutletTable,
    result: _Result,
) -> None:
    """Add a story with its roles, its copies with their passages and its agency to the result."""
    inside = {member.article_id: documents[member.article_id] for member in story.members}
    attribution = attribute_family(Family(story, inside, verdicts.get(story.story_id, [])), weights, outlets)
    result.stories.append(_with_roles(story, attribution))
    result.agencies[story.story_id] = attribution.agency
    sentences = split_sentences(list(inside.values()))
    result.copies.extend(_with_passages(copy, sentences) for copy in attribution.copies)


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


def _with_passages(copy: Copy, sentences: Mapping[ArticleId, Sequence[Sentence]]) -> Copy:
    """The copy with the passages that it shares with its source (copy on the left)."""
    if copy.source_article_id is None:
        return dataclasses.replace(copy, passages=())
    passages: tuple[Passage, ...] = align(sentences[copy.article_id], sentences[copy.source_article_id])
    return dataclasses.replace(copy, passages=passages)
