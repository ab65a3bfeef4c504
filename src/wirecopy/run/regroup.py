"""From stored pairs to stored stories and copies: only what was touched is grouped and attributed anew.

In: the store with touched articles. Out: stories, copies, passages and evidence in the store. A component of the
graph of accepted pairs is grouped as a whole, so the result depends on the pairs alone and never on their order of
arrival. Of its stories those are attributed that are not what they were: other members, other verdicts between them
(`_family_digest`), or a text with new labels, for which the store forgets the digest. One transaction a batch of
components; a killed run goes on with what is still touched.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.attribute import Attribution, Family, attribute_family, attribute_single, standard
from wirecopy.bundled import package_version
from wirecopy.cluster import component_of, components, edges_of, group_stories
from wirecopy.fingerprint.reading import Reading, read_words
from wirecopy.model import ArticleId, Copy, Document, Member, Passage, Role, Story, StoryId, Verdicts
from wirecopy.run.memory import Bulks, bulk, filled
from wirecopy.run.progress import Progress
from wirecopy.run.workers import Tools, Workers
from wirecopy.store import Store
from wirecopy.verify.alignment import align

_IDS_AT_ONCE = 5_000
_READ_AT_ONCE = 1_000  # members of stories whose words are held at once, unless one story has more


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    """What is to be attributed of whole components: their stories that are not as they were, and single articles.

    `article_ids` are all articles of the components, `dropped` the stored stories that give way, `settled` stories that
    stay as they are. The others come with the verdicts inside each, their digests, and the documents of all.
    """

    article_ids: Sequence[ArticleId]
    dropped: Sequence[StoryId]
    settled: Sequence[Story]
    stories: Sequence[Story]
    verdicts: Mapping[StoryId, Verdicts]
    digests: Mapping[StoryId, int]
    documents: Mapping[ArticleId, Document]

    def __len__(self) -> int:
        return len(self.documents)


@dataclasses.dataclass(frozen=True, slots=True)
class Derived:
    """What components give: stories with roles, copies with passages, the agency of each story.

    `changed` comes back without documents and verdicts; `approximate` counts members as in `Attribution`.
    """

    changed: Changed
    stories: list[Story]
    copies: list[Copy]
    agencies: dict[StoryId, str | None]
    approximate: int = 0


class Regrouped(NamedTuple):
    """How many articles were looked at, and of how many members of stories the sources are approximate."""

    articles: int
    approximate: int


def regroup(store: Store, run_id: int, workers: Workers, at_once: int, bulks: Bulks, progress: Progress) -> Regrouped:
    """Group and attribute everything touched.

    `at_once` articles make one transaction and one piece of work; a component is never cut.
    """
    found = _components(store, store.touched_ids())
    total = sum(map(len, found))
    done = approximate = 0
    progress("group", done, total)
    standing = f"{package_version()} {standard(workers.tools.weights, workers.tools.outlets)}"
    sized = ((component, int(bulks.of(component).sum())) for component in found)
    joined = (list(chain.from_iterable(some)) for some in filled(sized, at_once))
    batches = (_group(store, ids, workers.tools.params.join, standing) for ids in joined)
    for derived in workers.map(derive, batches):
        changed = derived.changed
        store.replace_stories(
            run_id, changed.dropped, derived.stories, derived.copies, changed.article_ids, agencies=derived.agencies,
            families=changed.digests, settled=changed.settled,
        )  # fmt: skip
        done += len(changed.article_ids)
        approximate += derived.approximate
        progress("group", done, total)
    return Regrouped(total, approximate)


def _group(store: Store, ids: Sequence[ArticleId], join: float, standing: str) -> Changed:
    """Group whole components, and load what those of their stories need that have to be attributed."""
    verdicts = store.verdicts_among(ids)
    stories = group_stories(edges_of(verdicts), store.published_times(ids), join)
    inside = {story: verdicts.take(places) for story, places in _by_story(stories, verdicts).items()}
    digests = {story.story_id: _family_digest(story, inside[story.story_id], standing) for story in stories}
    stored = {story for found in store.stories_of(ids).values() for story in found}
    known = store.family_digests(stored)
    settled = [story for story in stories if known.get(story.story_id) == digests[story.story_id]]
    kept = {story.story_id for story in settled}
    changed = [story for story in stories if story.story_id not in kept]
    members = {member.article_id for story in changed for member in story.members}
    alone = set(ids) - {member.article_id for story in stories for member in story.members}
    return Changed(
        ids, sorted(stored - kept), settled, changed, {story.story_id: inside[story.story_id] for story in changed},
        {story.story_id: digests[story.story_id] for story in changed}, store.load_documents(members | alone),
    )  # fmt: skip


def _family_digest(story: Story, verdicts: Verdicts, standing: str) -> int:
    """A digest of what a story is attributed from, but for its texts: members, verdicts between them, the standard."""
    members = [(member.article_id, member.role, member.share) for member in story.members]
    digest = xxhash.xxh3_64(repr((standing, members, verdicts.figure_names)).encode())
    for column in (
        verdicts.left_ids, verdicts.right_ids, verdicts.probabilities, verdicts.rewrites, verdicts.whole,
        verdicts.shares_of_left, verdicts.shares_of_right, verdicts.figures,
    ):  # fmt: skip
        digest.update(column.tobytes())
    return digest.intdigest() >> 1  # 63 bits: SQLite's integers are signed


def _components(store: Store, touched: Sequence[ArticleId]) -> list[list[ArticleId]]:
    """Connected components with a touched article, each ascending, in order of their smallest id.

    What was one story counts as connected, so a story that has come apart is replaced by its pieces in one
    transaction, and recorded as a split.
    """
    pairs = store.pairs_around(touched)
    wanted = np.array(touched, np.int64)
    every = np.union1d(wanted, pairs)
    component = component_of(every, pairs)
    ids = every[np.isin(component, component[np.isin(every, wanted)])]
    inside = pairs[np.isin(pairs[:, 0], ids)]
    return [
        [ArticleId(article) for article in each.tolist()]
        for each in components(ids, np.concatenate((inside, _in_one_story(store, ids))))
    ]


def _in_one_story(store: Store, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs (m, 2) that connect those of these articles that are in one story."""
    first: dict[StoryId, ArticleId] = {}
    pairs: list[tuple[ArticleId, ArticleId]] = []
    for start in range(0, len(ids), _IDS_AT_ONCE):
        for article, stories in store.stories_of(ids[start : start + _IDS_AT_ONCE].tolist()).items():
            pairs += [(first.setdefault(story, article), article) for story in stories]
    return np.array(pairs, np.int64).reshape(-1, 2)


def derive(changed: Changed, tools: Tools) -> Derived:
    """Stories and copies of some components; pure."""
    documents = changed.documents
    result = Derived(dataclasses.replace(changed, documents={}, verdicts={}), [], [], {})
    approximate = 0
    sized = ((story, _text_bulk(story, documents)) for story in changed.stories)
    for some in filled(sized, _READ_AT_ONCE):
        members = sorted({member.article_id for story in some for member in story.members})
        reading = read_words([documents[article] for article in members])
        copies: list[Copy] = []
        for story in some:
            inside = {member.article_id: documents[member.article_id] for member in story.members}
            family = Family(story, inside, changed.verdicts[story.story_id], reading)
            attribution = attribute_family(family, tools.weights, tools.outlets)
            result.stories.append(_with_roles(story, attribution))
            result.agencies[story.story_id] = attribution.agency
            copies += attribution.copies
            approximate += attribution.approximate
        result.copies.extend(_with_passages(copies, reading))
    _add_alone(changed.stories, documents, tools, result)
    return dataclasses.replace(result, approximate=approximate)


def _by_story(stories: Sequence[Story], verdicts: Verdicts) -> Mapping[StoryId, NDArray[np.int64]]:
    """The places of the verdicts inside each story."""
    stories_of: dict[ArticleId, set[StoryId]] = defaultdict(set)
    for story in stories:
        for member in story.members:
            stories_of[member.article_id].add(story.story_id)
    found: dict[StoryId, list[int]] = {story.story_id: [] for story in stories}
    for place, (left, right) in enumerate(zip(verdicts.left_ids.tolist(), verdicts.right_ids.tolist(), strict=True)):
        for story_id in stories_of[left] & stories_of[right]:
            found[story_id].append(place)
    return {story_id: np.array(places, np.int64) for story_id, places in found.items()}


def _text_bulk(story: Story, documents: Mapping[ArticleId, Document]) -> int:
    return sum(bulk(len(documents[member.article_id].article.text)) for member in story.members)


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


def _with_passages(copies: Sequence[Copy], reading: Reading) -> list[Copy]:
    """The copies with the passages that they share with their sources (copy on the left)."""
    sourced = [(copy.article_id, copy.source_article_id) for copy in copies if copy.source_article_id is not None]
    taken = reading.places(article for article, _ in sourced)
    sources = reading.places(source for _, source in sourced)
    passages = iter(align(reading, np.column_stack((taken, sources))))
    nothing: tuple[Passage, ...] = ()
    return [
        dataclasses.replace(copy, passages=nothing if copy.source_article_id is None else next(passages))
        for copy in copies
    ]
