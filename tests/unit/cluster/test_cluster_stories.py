"""Stories out of pairs: what joins, what waits, and pages with many stories."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from wirecopy.cluster import Edge, edges_of, group_stories, text_shares
from wirecopy.model import ArticleId, Rewrite, Story, Verdict, Verdicts


def edge(left: int, right: int, **changes: Any) -> Edge:
    values: dict[str, Any] = {
        "probability": 0.99, "whole": True, "share_of_left": 0.9, "share_of_right": 0.9, **changes,
    }  # fmt: skip
    values = {"text_of_left": values["share_of_left"], "text_of_right": values["share_of_right"], **values}
    return Edge(ArticleId(left), ArticleId(right), **values)


def partial(left: int, right: int) -> Edge:
    return edge(left, right, whole=False, share_of_left=0.2, share_of_right=0.3)


def grouped(edges: list[Edge], published: dict[int, int | None] | None = None) -> tuple[Story, ...]:
    times: dict[ArticleId, int | None] = {ArticleId(article): time for article, time in (published or {}).items()}
    return group_stories(edges, times, 0.8)


def members(story: Story) -> dict[int, str]:
    return {int(member.article_id): member.role for member in story.members}


def test_no_pair_no_story() -> None:
    assert grouped([]) == ()


def test_a_pair_is_a_story_named_after_its_earlier_article() -> None:
    (story,) = grouped([edge(1, 2)], {1: 200, 2: 100})
    assert story.story_id == 2
    assert members(story) == {1: "copy", 2: "copy"}


def test_unknown_times_come_last_and_ties_go_to_the_smaller_id() -> None:
    assert grouped([edge(1, 2)], {1: None, 2: 100})[0].story_id == 2
    assert grouped([edge(1, 2)], {1: 100, 2: 100})[0].story_id == 1
    assert grouped([edge(1, 2)])[0].story_id == 1


def test_two_groups_with_one_pair_between_many_stay_two() -> None:
    cliques = [edge(a, b) for group in (range(1, 7), range(11, 17)) for a, b in combinations(group, 2)]
    stories = grouped([*cliques, edge(3, 13, probability=0.85)])
    assert [sorted(article for article, role in members(story).items() if role == "copy") for story in stories] == [
        list(range(1, 7)), list(range(11, 17)),
    ]  # fmt: skip


def test_two_groups_with_pairs_enough_are_one() -> None:
    cliques = [edge(a, b) for group in (range(1, 4), range(11, 14)) for a, b in combinations(group, 2)]
    between = [edge(a, b, probability=0.85) for a in range(1, 4) for b in (11, 12)]
    assert len(grouped([*cliques, *between])) == 1


def test_an_unsure_pair_joins_nothing() -> None:
    stories = grouped([edge(1, 2, probability=0.6)], {1: 1, 2: 2})
    assert [members(story) for story in stories] == [{1: "copy", 2: "partial"}]


def test_an_excerpt_belongs_to_the_story_in_part() -> None:
    (story,) = grouped([edge(1, 2), partial(2, 3)])
    assert members(story) == {1: "copy", 2: "copy", 3: "partial"}
    assert {int(member.article_id): member.share for member in story.members}[3] == 0.3


def test_a_page_that_holds_two_stories_joins_neither() -> None:
    held = {"share_of_left": 0.95, "share_of_right": 0.3}
    page = 99
    first, second = [edge(1, 2), edge(1, 3), edge(2, 3)], [edge(11, 12), edge(11, 13), edge(12, 13)]
    stories = grouped([*first, *second, edge(1, page, **held), edge(11, page, **held)])
    assert [members(story) for story in stories] == [
        {1: "copy", 2: "copy", 3: "copy", page: "partial"},
        {11: "copy", 12: "copy", 13: "copy", page: "partial"},
    ]


def test_a_text_inside_a_longer_one_joins_it() -> None:
    held = {"share_of_left": 0.3, "share_of_right": 0.95}
    (story,) = grouped([edge(1, 2), edge(1, 3, **held), edge(2, 3, **held)])
    assert members(story) == {1: "copy", 2: "copy", 3: "copy"}


def test_two_pages_that_quote_one_story_are_no_story_themselves() -> None:
    story = [edge(1, 2), edge(1, 3), edge(2, 3)]
    quoting = [partial(article, page) for article in (1, 2, 3) for page in (8, 9)]
    (found,) = grouped([*story, *quoting, edge(8, 9, probability=0.6, share_of_left=0.3, share_of_right=0.3)])
    assert members(found) == {1: "copy", 2: "copy", 3: "copy", 8: "partial", 9: "partial"}


def test_the_other_source_of_a_page_in_a_story_is_no_member_of_that_story() -> None:
    story, page, other = [edge(1, 2), edge(1, 3), edge(2, 3)], 9, 7
    half = [edge(each, page, share_of_left=0.9, share_of_right=0.55) for each in (1, 2, 3)]
    taken = edge(other, page, whole=False, share_of_left=0.4, share_of_right=0.45)
    assert [members(each) for each in grouped([*story, *half, taken])] == [
        {1: "copy", 2: "copy", 3: "copy", page: "copy"}, {other: "copy", page: "partial"},
    ]  # fmt: skip


def test_two_pages_that_share_more_than_one_story_explains_are_a_story_too() -> None:
    story = [edge(1, 2), edge(1, 3), edge(2, 3)]
    quoting = [partial(article, page) for article in (1, 2, 3) for page in (8, 9)]
    found = grouped([*story, *quoting, edge(8, 9, probability=0.6)])
    assert [members(each) for each in found] == [
        {1: "copy", 2: "copy", 3: "copy", 8: "partial", 9: "partial"}, {8: "copy", 9: "partial"},
    ]  # fmt: skip


def test_who_shares_text_with_a_page_of_two_stories_is_no_member_of_its_other_story() -> None:
    first = [edge(a, b) for a, b in combinations((1, 2, 3, 4), 2)]
    second = [edge(a, b) for a, b in combinations((11, 12, 13), 2)]
    digest = [partial(article, 13) for article in (1, 2, 3, 4)]
    found = grouped([*first, *second, *digest])
    assert [members(each) for each in found] == [
        {1: "copy", 2: "copy", 3: "copy", 4: "copy", 13: "partial"}, {11: "copy", 12: "copy", 13: "copy"},
    ]  # fmt: skip


def test_an_excerpt_is_no_member_of_the_other_story_of_a_page_that_quotes_the_same() -> None:
    first = [edge(a, b) for a, b in combinations((1, 2, 3, 4), 2)]
    second = [edge(a, b) for a, b in combinations((11, 12, 13), 2)]
    taken = [partial(article, page) for article in (1, 2, 3, 4) for page in (13, 20)]
    found = grouped([*first, *second, *taken, edge(13, 20, whole=False, share_of_left=0.3, share_of_right=0.3)])
    assert [sorted(members(each)) for each in found] == [[1, 2, 3, 4, 13, 20], [11, 12, 13]]


def test_the_share_of_a_member_is_that_of_its_whole_text() -> None:
    (story,) = grouped([edge(1, 2), edge(2, 3, whole=False, share_of_right=0.2, text_of_right=0.6)])
    assert {int(member.article_id): member.share for member in story.members}[3] == 0.6


def test_quotations_in_common_runs_count_for_the_share_of_a_text() -> None:
    side = {"quoted": 0.5, "covered": 0.4, "runs": 0.4, "all_runs": 0.5}
    none = {"quoted": 0.0, "covered": 0.4, "runs": 0.0, "all_runs": 0.0}
    figures = {f"{name}_left": value for name, value in side.items()}
    figures |= {f"{name}_right": value for name, value in none.items()}
    record = Verdict(ArticleId(1), ArticleId(2), 0.9, Rewrite.SPUN, True, 0.4, 0.4, figures)
    left, right = text_shares(Verdicts.of_records([record]))
    assert (left[0], right[0]) == pytest.approx((0.5, 0.4))  # left: .2 of prose and .3 of quotations
    assert edges_of(Verdicts.of_records([record])) == [
        edge(1, 2, probability=0.9, share_of_left=0.4, share_of_right=0.4, text_of_left=left[0], text_of_right=right[0])
    ]


def test_a_group_of_briefs_joins_the_long_texts_that_hold_them() -> None:
    briefs = [edge(a, b) for a, b in combinations((1, 2, 3), 2)]
    long = [edge(a, b) for a, b in combinations((11, 12, 13, 14), 2)]
    held = {"share_of_left": 0.95, "share_of_right": 0.3}
    (story,) = grouped([*briefs, *long, *(edge(a, b, **held) for a in (1, 2, 3) for b in (11, 12))])
    assert set(members(story).values()) == {"copy"}


def test_a_story_inside_one_page_of_another_group_does_not_join_that() -> None:
    briefs = [edge(a, b) for a, b in combinations((1, 2, 3), 2)]
    long = [edge(a, b) for a, b in combinations((11, 12, 13, 14), 2)]
    held = {"share_of_left": 0.95, "share_of_right": 0.3}
    first, second = grouped([*briefs, *long, *(edge(a, 14, **held) for a in (1, 2, 3))])
    assert members(first) == {1: "copy", 2: "copy", 3: "copy", 14: "partial"}
    assert sorted(members(second)) == [11, 12, 13, 14]


def test_two_thousand_copies_that_met_only_some_others_are_one_story() -> None:
    """As candidates meet in a large bucket: the first six and the six neighbours of each."""
    met = {(other, article) for article in range(2000) for other in {*range(6), *range(article - 6, article)}}
    edges = [edge(a, b, probability=0.7 + 0.3 * (a * 7919 + b) % 97 / 323) for a, b in sorted(met) if 0 <= a < b]
    assert [len(story.members) for story in grouped(edges)] == [2000]


def test_a_page_that_is_nearly_one_story_but_holds_another_connects_them_not() -> None:
    first = [edge(a, b) for a, b in combinations(range(1, 5), 2)]
    second = [edge(a, b) for a, b in combinations(range(11, 23), 2)]
    page = 99
    taken = [edge(a, page, share_of_left=0.35, share_of_right=0.9) for a in range(1, 5)]
    held = [edge(a, page, share_of_left=0.75, share_of_right=0.35) for a in range(11, 23)]
    stories = grouped([*first, *second, *taken, *held])
    whole = [{article for article, role in members(story).items() if role == "copy"} for story in stories]
    assert len(whole) == 2
    assert [inside - {page} for inside in whole] == [set(range(1, 5)), set(range(11, 23))]
