"""Pairs, stories and copies: what is written, what stays, and what is recorded as changed."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from store_samples import add, begin, make_document, sketches_of  # type: ignore[import-not-found]

from wirecopy.errors import ParameterError, StoreError
from wirecopy.model import REWRITES, ArticleId, Copy, Evidence, Member, Passage, Rewrite, Story, StoryId, Verdict
from wirecopy.store import Outlet, Store, StoryEvent
from wirecopy.store.changes import story_changes
from wirecopy.store.packing import pack_layout
from wirecopy.store.records import NewLayout

PASSAGES = (Passage(30, 40, 0, 10, "same"), Passage(0, 10, 15, 30, "reworded"))


def verdict(left: int, right: int, **changes: Any) -> Verdict:
    values: dict[str, Any] = {
        "probability": 0.300001,
        "rewrite": Rewrite.SPUN,
        "whole": True,
        "share_of_left": 0.3333,
        "share_of_right": 0.5,
        "figures": {"jaccard": 0.25, "containment": 1.0},
        **changes,
    }
    return Verdict(ArticleId(left), ArticleId(right), **values)


def copy(article: int, story: int, source: int | None, **changes: Any) -> Copy:
    values: dict[str, Any] = {
        "source_agency": "ap",
        "carrier_domain": None,
        "claimed_source": None,
        "credited": False,
        "credit_text": None,
        "rewrite": Rewrite.SPUN,
        "share_of_copy": 0.9,
        "share_of_source": 0.8,
        "lag_seconds": 60,
        "confidence": 0.9,
        "runner_up_article_id": None,
        "evidence": (Evidence("source-earlier", 1.5, "first"), Evidence("resemblance", -0.5, "")),
        **changes,
    }
    return Copy(ArticleId(article), StoryId(story), None if source is None else ArticleId(source), **values)


def story(story_id: int, *members: int, role: Any = "copy", share: float = 1.0) -> Story:
    places = (Member(ArticleId(m), "origin" if m == story_id else role, share) for m in members)
    return Story(StoryId(story_id), tuple(places))


def event(kind: Any, origin: int | None, to: int | None, articles: int) -> StoryEvent:
    known = [None if story_id is None else StoryId(story_id) for story_id in (origin, to)]
    return StoryEvent(kind, known[0], known[1], articles)


@pytest.fixture
def full(store: Store) -> Store:
    add(store, begin(store), *(make_document(number) for number in range(1, 9)))
    return store


def relabel(store: Store, number: int) -> None:
    document = make_document(number)
    store.save_sketches(1, sketches_of([document]), [NewLayout(number, pack_layout(document.parts, ()), 1)])


def rows(store: Store, view: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in store.export(view)]


@pytest.mark.parametrize("figures", [{"jaccard": 0.25}, {"jaccard": 0.25, "containment": 1.0, "runs": 2.0}, {}])
def test_verdicts_of_other_figures_are_refused(store: Store, figures: dict[str, float]) -> None:
    """Those that only a later verdict has were dropped without a word."""
    run_id = begin(store)
    add(store, run_id, *map(make_document, (1, 2, 3)))
    with pytest.raises(ParameterError, match="the same figures for every verdict"):
        store.save_pairs(run_id, [verdict(1, 2), verdict(1, 3, figures=figures)], [])
    assert len(store.pairs_of([1]).probability) == 0


def test_verdicts_come_back_exactly(full: Store) -> None:
    given = verdict(1, 2)
    full.save_pairs(1, [given], [1, 2], model="m1")
    (found,) = full.load_verdicts([(2, 1), (1, 3)])
    assert found.verdict == given
    assert (found.model, found.run_id) == ("m1", 1)


def test_pairs_come_back_as_arrays_of_derived_ones(full: Store) -> None:
    full.save_pairs(
        1, [verdict(3, 4), verdict(1, 2), verdict(2, 3, rewrite=Rewrite.SAME_EVENT),
            verdict(5, 6, rewrite=Rewrite.UNRELATED)], [],
    )  # fmt: skip
    pairs = full.pairs_of([2, 4])
    assert (pairs.left.tolist(), pairs.right.tolist()) == ([1, 3], [2, 4])
    assert REWRITES[pairs.rewrite[0]] is Rewrite.SPUN
    assert pairs.probability[0] == 0.300001
    assert len(full.pairs_of([2], same_event=True)) == 2
    assert len(full.pairs_of([])) == 0


def test_linking_moves_articles_from_pending_to_touched(full: Store) -> None:
    full.save_pairs(1, [verdict(2, 7), verdict(1, 8, rewrite=Rewrite.SAME_EVENT)], [1, 2])
    assert full.pending_ids() == [3, 4, 5, 6, 7, 8]
    assert full.touched_ids() == [1, 2, 7]


def test_same_verdict_again_changes_nothing_and_another_replaces_it(full: Store) -> None:
    full.save_pairs(1, [verdict(1, 2)], [])
    full.finish_run(1)
    begin(full)
    full.save_pairs(2, [verdict(1, 2)], [])
    assert full.load_verdicts([(1, 2)])[0].run_id == 1
    full.save_pairs(2, [verdict(1, 2, probability=0.5)], [])
    assert full.load_verdicts([(1, 2)])[0].run_id == 2


def test_pair_in_the_wrong_order_is_refused(full: Store) -> None:
    with pytest.raises(StoreError, match="left_id < right_id"):
        full.save_pairs(1, [verdict(2, 1)], [1])
    assert 1 in full.pending_ids()


def test_connected_articles_are_found_over_many_steps(full: Store) -> None:
    full.save_pairs(1, [verdict(n, n + 1) for n in (1, 2, 3)] + [verdict(4, 5, rewrite=Rewrite.SAME_EVENT)], [])
    assert sorted({tuple(pair) for pair in full.pairs_around([2]).tolist()}) == [(1, 2), (2, 3), (3, 4)]
    assert full.pairs_around([6]).tolist() == []
    assert sorted(map(tuple, full.pairs_around(range(1, 9)).tolist())) == [(1, 2), (2, 3), (3, 4)]


def test_verdicts_between_articles_come_as_columns(full: Store) -> None:
    full.save_pairs(1, [verdict(1, 2), verdict(2, 3), verdict(3, 4, rewrite=Rewrite.SAME_EVENT)], [])
    found = full.verdicts_among([1, 2, 3, 4])
    assert found.records() == [each.verdict for each in full.load_verdicts([(1, 2), (2, 3)])]
    assert len(full.verdicts_among([1, 3])) == 0
    full.save_pairs(1, [dataclasses.replace(verdict(4, 5), figures={"other": 0.5})], [])
    assert full.verdicts_among([4, 5]).figure_names == ("other",)
    assert full.verdicts_among([1, 2, 4, 5]).figure_names == (), "those that all of them have"


def test_relabelling_drops_pairs_and_touches_both_ends(full: Store) -> None:
    full.save_pairs(1, [verdict(1, 2), verdict(2, 3), verdict(3, 4)], range(1, 9))
    full.replace_stories(1, [], [], [], range(1, 9))
    relabel(full, 2)
    assert (full.pending_ids(), full.touched_ids()) == ([2], [1, 2, 3])
    assert full.pairs_of(range(1, 9)).left.tolist() == [3]


def test_stories_and_copies_come_back(full: Store) -> None:
    given = [copy(2, 1, 1), copy(3, 1, None, rewrite=None, share_of_copy=None, share_of_source=None, passages=())]
    full.replace_stories(1, [], [story(1, 1, 2, 3)], given, [])
    assert full.load_stories([1, 5]) == [story(1, 1, 2, 3)]
    assert [stored.copy for stored in full.load_copies(story_ids=[1])] == given
    assert [stored.copy for stored in full.load_copies(article_ids=[3])] == given[1:]
    assert full.stories_of([2, 8]) == {2: (1,)}


def test_story_list_sums_up_members_and_copies(full: Store) -> None:
    copies = [copy(2, 1, 1), copy(3, 1, 1, source_agency="dpa"), copy(4, 1, 1, source_agency="dpa")]
    full.replace_stories(1, [], [story(1, 1, 2, 3, 4)], copies, [], agencies={StoryId(1): "dpa"})
    (row,) = rows(full, "story_list")
    assert row == {
        "story_id": 1,
        "headline": "Headline 1",
        "first_published_at": "2020-09-13T12:27:40Z",
        "last_published_at": "2020-09-13T12:30:40Z",
        "article_count": 4,
        "outlet_count": 4,
        "agency": "dpa",
        "origin_article_id": 1,
    }
    full.replace_stories(1, [1], [story(1, 1, 2, 3, 4)], copies, [], agencies={StoryId(1): "ap"})
    assert rows(full, "story_list")[0]["agency"] == "ap"


def test_unchanged_copy_keeps_its_run_and_changed_one_does_not(full: Store) -> None:
    full.replace_stories(1, [], [story(1, 1, 2, 3)], [copy(2, 1, 1), copy(3, 1, 1)], [])
    full.finish_run(1)
    begin(full)
    changed = copy(3, 1, 1, evidence=(Evidence("source-earlier", 1.25, "first"),))
    full.replace_stories(2, [1], [story(1, 1, 2, 3, 4)], [changed, copy(2, 1, 1)], [])
    assert [(row["article_id"], row["run_id"]) for row in rows(full, "copies")] == [(2, 1), (3, 2)]
    assert [row["weight"] for row in rows(full, "copy_evidence") if row["article_id"] == 3] == [1.25]


def test_digests_of_families_are_kept_until_a_member_is_relabelled(full: Store) -> None:
    families = {StoryId(1): 11, StoryId(3): 33, StoryId(6): 66}
    stories = [story(1, 1, 2), story(3, 3, 4), story(6, 6, 2)]
    full.replace_stories(1, [], stories, [], [], families=families)
    assert full.family_digests([1, 3, 6, 7]) == families
    relabel(full, 2)
    assert full.family_digests([1, 3, 6]) == {3: 33}
    full.replace_stories(1, [3], [story(3, 3, 4, 5)], [], [])
    assert full.family_digests([3]) == {}


def test_an_article_may_move_its_main_story_to_one_that_stays_as_it_is(full: Store) -> None:
    settled = Story(StoryId(4), (*story(4, 4, 5).members, Member(ArticleId(3), "partial", 0.4)))
    full.replace_stories(1, [], [story(1, 1, 2, 3), settled], [], [])
    full.replace_stories(1, [1], [story(1, 1, 2)], [], [], settled=[settled])
    splits = [row for row in rows(full, "story_changes") if row["kind"] == "split"]
    assert [(row["from_story_id"], row["to_story_id"]) for row in splits] == [(1, 1), (1, 4)]
    assert full.stories_of([3, 4]) == {3: (4,), 4: (4,)}


def test_dropped_story_goes_with_all_that_hangs_on_it(full: Store) -> None:
    full.replace_stories(1, [], [story(1, 1, 2)], [copy(2, 1, 1)], [])
    full.replace_stories(1, [1], [], [], [])
    views = ("story_list", "story_articles", "copies", "copy_passages", "copy_evidence")
    assert [rows(full, view) for view in views] == [[]] * 5
    assert [row["kind"] for row in rows(full, "story_changes")] == ["created", "dissolved"]


def test_mosaic_has_a_row_for_each_source(full: Store) -> None:
    stories = [story(1, 1, 3, role="partial", share=0.4), story(2, 2, 3, role="partial", share=0.6)]
    full.replace_stories(1, [], stories, [copy(3, 2, 2), copy(3, 1, 1)], [])
    assert [(row["article_id"], row["source_article_id"]) for row in rows(full, "copies")] == [(3, 1), (3, 2)]
    assert [row["story_id"] for row in rows(full, "article_list") if row["article_id"] == 3] == [2]


@pytest.mark.parametrize(
    ("dropped", "stories", "copies"),
    [
        ([], [story(1, 1, 3)], []),
        ([1], [story(1, 1), story(1, 1, 2)], []),
        ([1], [story(1, 1)], [copy(3, 5, 1)]),
        ([1], [Story(StoryId(1), ())], []),
        ([1], [story(1, 1, 2)], [copy(2, 1, 1), copy(2, 1, 1, confidence=0.1)]),
        ([1], [story(1, 1, 99)], []),
    ],
    ids=["not dropped", "twice", "copy of another story", "no members", "copy twice", "unknown article"],
)
def test_contradictions_are_refused_as_a_whole(full: Store, dropped: Any, stories: Any, copies: Any) -> None:
    full.replace_stories(1, [], [story(1, 1, 2)], [copy(2, 1, 1)], [])
    full.touch([1])
    with pytest.raises(StoreError):
        full.replace_stories(1, dropped, stories, copies, [1])
    assert full.load_stories([1]) == [story(1, 1, 2)]
    assert full.touched_ids() == [1]


def test_order_of_stories_and_copies_does_not_matter(full: Store) -> None:
    stories = [story(1, 1, 2), story(3, 3, 4)]
    copies = [copy(2, 1, 1), copy(4, 3, 3)]
    full.replace_stories(1, [], stories, copies, [])
    once = {view: list(full.export(view)) for view in ("story_list", "copies", "copy_evidence", "copy_passages")}
    full.replace_stories(1, [1, 3], [], [], [])
    full.replace_stories(1, [], stories[::-1], copies[::-1], [])
    assert {view: list(full.export(view)) for view in once} == once


def test_explanation_holds_verdict_copies_and_shared_stories(full: Store) -> None:
    full.save_pairs(1, [verdict(1, 2)], [])
    full.replace_stories(1, [], [story(1, 1, 2, 3)], [copy(2, 1, 1), copy(3, 1, 1)], [])
    told = full.explain("https://outlet2.example/story", "1")
    assert (told.one.article.article_id, told.other.article.article_id) == (2, 1)
    assert told.verdict is not None
    assert told.verdict.verdict == verdict(1, 2)
    assert [stored.copy for stored in told.copies] == [copy(2, 1, 1)]
    assert (told.other_copies, told.shared_stories) == ((), (1,))
    assert full.explain("1", "8").verdict is None


def test_merge_split_and_renaming_are_told_apart() -> None:
    old = [story(1, 1, 2), story(3, 3, 4, 5)]
    assert story_changes(old, [story(1, 1, 2, 3, 4, 5)]) == [
        event("merged", 1, 1, 2),
        event("merged", 3, 1, 3),
    ]
    assert story_changes(old[1:], [story(3, 3, 5), story(4, 4)]) == [
        event("split", 3, 3, 2),
        event("split", 3, 4, 1),
    ]
    assert story_changes(old[1:], [story(2, 2, 3, 4, 5)]) == [event("renamed", 3, 2, 3)]
    assert story_changes(old[1:], [story(3, 3, 4, 5, 6)]) == []
    assert story_changes([], old[:1]) == [event("created", None, 1, 2)]
    assert story_changes(old[:1], []) == [event("dissolved", 1, None, 2)]


def test_mosaic_makes_neither_merge_nor_split() -> None:
    old = [story(1, 1, 9, role="partial", share=0.4), story(2, 2, 9, role="partial", share=0.6)]
    new = [story(1, 1, 9, role="partial", share=0.6), story(2, 2, 9, role="partial", share=0.4)]
    kinds = {event.kind for event in story_changes(old, [dataclasses.replace(each) for each in old])}
    assert kinds == set()
    assert {event.kind for event in story_changes(old, new)} <= {"merged", "split"}


def test_stories_of_an_outlet_that_the_user_described_are_touched(full: Store) -> None:
    full.replace_stories(1, [], [story(1, 1, 2), story(3, 3, 4)], [copy(2, 1, 1), copy(4, 3, 3)], full.touched_ids())
    domains = {int(str(row["article_id"])): str(row["outlet_domain"]) for row in rows(full, "article_list")}
    stories = {article: 1 if article in (1, 2) else 3 for article in (1, 2, 3, 4)}
    told = [Outlet(domains[1], kind="agency")]
    met = {stories[article] for article in stories if domains[article] == domains[1]}
    full.import_outlets(told)
    assert full.touched_ids() == sorted(article for article in stories if stories[article] in met)
    full.replace_stories(1, [], [], [], full.touched_ids())
    assert full.import_outlets(told) == 0
    assert full.touched_ids() == []
