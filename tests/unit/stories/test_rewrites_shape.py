"""The hand-written rewrites and independent reports are what their README says they are.

What comes in: `tests/stories/rewrites/*.jsonl`. Whoever measures recall on rewrites and alarms on independent reports
with them relies on two truths: a rewrite keeps names and numbers but no wording, a report shares no running text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

STORIES = Path(__file__).resolve().parents[2] / "stories"
FOLDER = STORIES / "rewrites"
FIELDS = [
    "story",
    "event",
    "language",
    "agency",
    "slug",
    "headline",
    "byline",
    "dateline",
    "published_at",
    "topic",
    "of",
    "paragraphs",
]
UNSIGNED = {"agency", "slug", "byline"}  # empty where a rewriter hides whose text it was
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
NAMES = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
RUN = 6  # words in a row outside quotation marks that two texts must not share

Story = dict[str, object]
Shingle = tuple[str, ...]


def read_stories(name: str) -> list[Story]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


BASES = {str(story["story"]): story for story in read_stories("base.jsonl")}
REWRITES = read_stories("rewrite.jsonl")
ROUND_TRIPS = read_stories("roundtrip.jsonl")
REPORTS = read_stories("independent.jsonl")
TOLD_AGAIN = [*REWRITES, *ROUND_TRIPS, *REPORTS]
ALL = [*BASES.values(), *TOLD_AGAIN]


def by_story(stories: list[Story]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("story", stories, ids=[str(story["story"]) for story in stories])


def paragraphs_of(story: Story) -> list[str]:
    paragraphs = story["paragraphs"]
    assert isinstance(paragraphs, list)
    return [str(paragraph) for paragraph in paragraphs]


def shingles(stretches: list[str], size: int) -> set[Shingle]:
    found: set[Shingle] = set()
    for stretch in stretches:
        words = [word.lower() for word in WORD.findall(stretch)]
        found.update(tuple(words[start : start + size]) for start in range(len(words) - size + 1))
    return found


def running_text(story: Story) -> set[Shingle]:
    """Runs of RUN words outside quotation marks that are not bare figures (the score of a match)."""
    stretches = [stretch for paragraph in paragraphs_of(story) for stretch in paragraph.split('"')[::2]]
    return {run for run in shingles(stretches, RUN) if not all(word[0].isdigit() for word in run)}


def quoted(story: Story) -> set[Shingle]:
    return shingles([stretch for paragraph in paragraphs_of(story) for stretch in paragraph.split('"')[1::2]], RUN)


def resemblance(left: Story, right: Story) -> float:
    one, other = shingles(paragraphs_of(left), 3), shingles(paragraphs_of(right), 3)
    return len(one & other) / len(one | other)


def names(story: Story) -> set[str]:
    text = " | ".join(paragraphs_of(story))
    return {word for name in NAMES.findall(text) for word in name.replace("'s", "").split()}


def numbers(story: Story) -> set[str]:
    return set(NUMBER.findall(" ".join(paragraphs_of(story))))


def base_of(story: Story) -> Story:
    return BASES[str(story["of"])]


def report_of(event: object) -> Story:
    return next(report for report in REPORTS if report["event"] == event)


def test_every_base_is_rewritten_once_and_reported_once_independently() -> None:
    assert len(BASES) == 60
    assert [str(story["of"]) for story in REWRITES] == list(BASES)
    assert [str(story["of"]) for story in REPORTS] == list(BASES)
    assert len({str(story["of"]) for story in ROUND_TRIPS}) == len(ROUND_TRIPS) == 12


@by_story(ALL)
def test_fields_stand_in_order_and_hold_text(story: Story) -> None:
    assert list(story) == [name for name in FIELDS if name != "of" or story["story"] not in BASES]
    texts = {name: value for name, value in story.items() if name != "paragraphs"}
    assert all(isinstance(value, str) and value == value.strip() for value in texts.values())
    unsigned = story in REWRITES or story in ROUND_TRIPS
    assert {name for name, value in texts.items() if not value} <= (UNSIGNED if unsigned else {"byline"})
    assert story["language"] == "en"


@by_story(ALL)
def test_paragraphs_are_single_lines_with_paired_quotation_marks(story: Story) -> None:
    paragraphs = paragraphs_of(story)
    assert 5 <= len(paragraphs) <= 12
    assert all(paragraph == " ".join(paragraph.split()) and paragraph.count('"') % 2 == 0 for paragraph in paragraphs)
    assert 140 <= sum(len(paragraph.split()) for paragraph in paragraphs) <= 260


def test_ids_and_headlines_are_unique() -> None:
    for field in ("story", "headline"):
        assert [value for value, count in Counter(str(story[field]) for story in ALL).items() if count > 1] == []


@by_story(TOLD_AGAIN)
def test_the_base_is_of_the_same_event(story: Story) -> None:
    base = base_of(story)
    assert story["event"] == base["event"]
    assert story["topic"] == base["topic"]
    assert story["agency"] != base["agency"]


@by_story([*REWRITES, *ROUND_TRIPS])
def test_a_rewrite_comes_after_its_base_within_two_days(story: Story) -> None:
    earlier, later = (datetime.fromisoformat(str(each["published_at"])) for each in (base_of(story), story))
    assert 0 < (later - earlier).total_seconds() <= 2 * 86_400


@by_story(REWRITES)
def test_a_rewrite_keeps_no_wording(story: Story) -> None:
    base = base_of(story)
    assert resemblance(base, story) < 0.05
    assert running_text(base) & running_text(story) == set()


@by_story(REWRITES)
def test_a_rewrite_keeps_names_and_numbers(story: Story) -> None:
    base, text = base_of(story), " ".join(paragraphs_of(story))
    kept = [name for name in names(base) if name in text]
    assert len(kept) >= 0.8 * len(names(base))
    assert len(numbers(base) & numbers(story)) >= 0.9 * len(numbers(base))


@by_story(ROUND_TRIPS)
def test_a_round_trip_keeps_some_wording_and_every_paragraph(story: Story) -> None:
    base = base_of(story)
    assert 0.04 < resemblance(base, story) < 0.35
    assert len(paragraphs_of(story)) == len(paragraphs_of(base))


@by_story(REPORTS)
def test_an_independent_report_shares_a_quotation_but_no_running_text(story: Story) -> None:
    base = base_of(story)
    assert running_text(base) & running_text(story) == set()
    assert quoted(base) & quoted(story)
    assert resemblance(base, story) < 0.07


@by_story([*REWRITES, *ROUND_TRIPS])
def test_a_rewrite_took_nothing_from_the_independent_report(story: Story) -> None:
    assert running_text(story) & running_text(report_of(story["event"])) == set()


def test_no_two_events_share_running_text() -> None:
    """Neither among themselves nor with the stories from which corpora are made."""
    holders: dict[Shingle, str] = {}
    shared = []
    for story in ALL:
        event = str(story["event"])
        runs = sorted(running_text(story))
        shared += [(event, holders[run], run) for run in runs if holders.setdefault(run, event) != event]
    for path in sorted(STORIES.glob("en*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            shared += [(story["event"], holders[run], run) for run in sorted(running_text(story)) if run in holders]
    assert shared == []


def test_the_check_for_running_text_sees_a_taken_sentence_but_no_quotation() -> None:
    left: Story = {"paragraphs": ['The crew was found by two squid boats. "We were very lucky to be seen there."']}
    right: Story = {"paragraphs": ['At noon the crew was found by two boats. "We were very lucky to be seen there."']}
    assert ("the", "crew", "was", "found", "by", "two") in running_text(left) & running_text(right)
    assert not any("lucky" in run for run in running_text(left) | running_text(right))
    assert quoted(left) & quoted(right)
