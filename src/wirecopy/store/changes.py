"""What became of stories when some were replaced: created, merged, split, renamed, dissolved.

Comes in: old and new stories over the same articles. Goes out: StoryEvent rows, in order.
The one idea: count the articles that flow from an old story to a new one, each article by its main story only
(largest share; ties: smaller id), so that a mosaic that belongs to two stories makes neither merge nor split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from wirecopy.model import ArticleId, Story, StoryId
from wirecopy.store.records import StoryEvent

_Flows: TypeAlias = Counter[tuple[StoryId, StoryId]]


def story_changes(old: Sequence[Story], new: Sequence[Story]) -> list[StoryEvent]:
    """Return the events that lead from the stories `old` to `new`; a story that only grew or shrank has none.

    Pure and independent of the order of its arguments. Cost: linear in members.
    """
    flows = _flows(_main_stories(old), _main_stories(new))
    sources = _grouped((to, origin) for origin, to in flows)
    targets = _grouped(flows)
    events: list[StoryEvent] = []
    for story in new:
        events += _arrivals(story, sources.get(story.story_id, []), targets, flows)
    for story in old:
        events += _departures(story, targets.get(story.story_id, []), flows)
    kept = {story.story_id for story in old} & {story.story_id for story in new}
    events = [event for event in events if not _is_spurious(event, kept)]
    return sorted(events, key=lambda event: (event.kind, event.from_story_id or 0, event.to_story_id or 0))


def _is_spurious(event: StoryEvent, kept: AbstractSet[StoryId]) -> bool:
    """Tell whether a story that was there before and after only seems to come or go, all its articles being mosaics."""
    if event.kind == "created":
        return event.to_story_id in kept
    return event.kind == "dissolved" and event.from_story_id in kept


def _arrivals(
    story: Story, sources: Sequence[StoryId], targets: Mapping[StoryId, Sequence[StoryId]], flows: _Flows
) -> list[StoryEvent]:
    own = story.story_id
    if not sources:
        return [StoryEvent("created", None, own, len(story.members))]
    if len(sources) > 1:
        return [StoryEvent("merged", origin, own, flows[origin, own]) for origin in sources]
    (only,) = sources
    if only != own and len(targets[only]) == 1:
        return [StoryEvent("renamed", only, own, flows[only, own])]
    return []


def _departures(story: Story, targets: Sequence[StoryId], flows: _Flows) -> list[StoryEvent]:
    own = story.story_id
    if not targets:
        return [StoryEvent("dissolved", own, None, len(story.members))]
    if len(targets) == 1:
        return []
    return [StoryEvent("split", own, to, flows[own, to]) for to in targets]


def _main_stories(stories: Iterable[Story]) -> dict[ArticleId, StoryId]:
    best: dict[ArticleId, tuple[float, StoryId]] = {}
    for story in stories:
        for member in story.members:
            claim = (-member.share, story.story_id)
            if member.article_id not in best or claim < best[member.article_id]:
                best[member.article_id] = claim
    return {article_id: story_id for article_id, (_, story_id) in best.items()}


def _flows(old: Mapping[ArticleId, StoryId], new: Mapping[ArticleId, StoryId]) -> _Flows:
    return Counter((origin, new[article_id]) for article_id, origin in old.items() if article_id in new)


def _grouped(pairs: Iterable[tuple[StoryId, StoryId]]) -> dict[StoryId, list[StoryId]]:
    grouped: dict[StoryId, list[StoryId]] = {}
    for key, value in sorted(pairs):
        grouped.setdefault(key, []).append(value)
    return grouped
