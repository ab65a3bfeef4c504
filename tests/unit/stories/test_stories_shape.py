"""The base stories keep the shape that their README promises, and no two of them share running text.

What comes in: every `tests/stories/<language>.jsonl` and `<language>_events.jsonl`. The corpora made from these files
call two stories of one event independent; a sentence that slipped from one into the other would make that truth false.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "stories"
FILE_NAME = re.compile(r"([a-z]{2})(?:(?:_more)?_events)?\.jsonl")
FILES = sorted(path for path in FOLDER.glob("*.jsonl") if FILE_NAME.fullmatch(path.name))

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
    "paragraphs",
]
MAY_BE_EMPTY = {"byline"}
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
QUOTATION = re.compile(r"„[^“”]*[“”]?|“[^”]*”?|«[^»]*»?|「[^」]*」?|\"[^\"]*\"?")
WITHOUT_SPACES = {"ja", "th", "zh"}
RUN = 6  # words in a row outside quotation marks that two stories must not share

Story = dict[str, object]


def read_stories(path: Path) -> list[Story]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def paragraphs_of(story: Story) -> list[str]:
    paragraphs = story["paragraphs"]
    assert isinstance(paragraphs, list)
    return [str(paragraph) for paragraph in paragraphs]


def body_size(story: Story) -> int:
    body = " ".join(paragraphs_of(story))
    return len(body) // 2 if story["language"] in WITHOUT_SPACES else len(body.split())


def runs(story: Story, size: int = RUN) -> set[tuple[str, ...]]:
    """Every `size` words in a row that stand outside quotation marks and inside one paragraph."""
    found: set[tuple[str, ...]] = set()
    for paragraph in paragraphs_of(story):
        for stretch in QUOTATION.split(paragraph):
            words = [word.lower() for word in WORD.findall(stretch)]
            found.update(tuple(words[start : start + size]) for start in range(len(words) - size + 1))
    return found


ALL = [story for path in FILES for story in read_stories(path)]
by_file = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
by_story = pytest.mark.parametrize("story", ALL, ids=[str(story.get("story")) for story in ALL])


def test_there_are_english_stories_and_events() -> None:
    names = {path.name for path in FILES}
    assert {"en.jsonl", "en_events.jsonl"} <= names


@by_file
def test_file_is_one_object_a_line_and_ends_with_a_line_end(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert all(isinstance(story, dict) for story in read_stories(path))


@by_file
def test_language_is_that_of_the_file_name(path: Path) -> None:
    language = path.stem.partition("_")[0]
    assert {story["language"] for story in read_stories(path)} == {language}


@by_story
def test_fields_stand_in_order_and_hold_text(story: Story) -> None:
    assert list(story) == FIELDS
    texts = {name: value for name, value in story.items() if name != "paragraphs"}
    assert all(isinstance(value, str) and value == value.strip() for value in texts.values())
    assert {name for name, value in texts.items() if not value} <= MAY_BE_EMPTY


@by_story
def test_ids_begin_with_the_language(story: Story) -> None:
    pattern = rf"{story['language']}(?:-[a-z0-9]+)+"
    assert re.fullmatch(pattern, str(story["story"]))
    assert re.fullmatch(pattern, str(story["event"]))


@by_story
def test_release_time_is_utc_to_the_second(story: Story) -> None:
    released = datetime.strptime(str(story["published_at"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert 2020 <= released.year <= 2030


@by_story
def test_dateline_holds_no_agency_and_the_body_no_dateline(story: Story) -> None:
    dateline, opening = str(story["dateline"]), paragraphs_of(story)[0]
    assert f"({story['agency']})" not in dateline
    assert not opening.startswith((dateline + " (", dateline + " —", dateline + " -"))
    assert f"({story['agency']})" not in opening


@by_story
def test_paragraphs_are_single_lines(story: Story) -> None:
    paragraphs = paragraphs_of(story)
    assert 7 <= len(paragraphs) <= 16
    assert all(paragraph and paragraph == " ".join(paragraph.split()) for paragraph in paragraphs)


@by_story
def test_body_has_the_length_of_agency_copy(story: Story) -> None:
    assert 240 <= body_size(story) <= 720


@by_story
def test_straight_quotation_marks_are_paired(story: Story) -> None:
    assert all(paragraph.count('"') % 2 == 0 for paragraph in paragraphs_of(story))


@pytest.mark.parametrize("field", ["story", "headline"])
def test_ids_and_headlines_are_unique(field: str) -> None:
    counted = Counter(str(story[field]) for story in ALL)
    assert [value for value, count in counted.items() if count > 1] == []


def test_an_event_is_told_in_one_language_and_by_each_agency_once() -> None:
    counted = Counter((story["event"], story["agency"]) for story in ALL)
    assert [key for key, count in counted.items() if count > 1] == []
    languages = {(story["event"], story["language"]) for story in ALL}
    assert len(languages) == len({event for event, _ in languages})


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.endswith("_events")], ids=lambda path: path.stem)
def test_files_of_events_hold_several_reports_of_each(path: Path) -> None:
    counted = Counter(story["event"] for story in read_stories(path))
    assert [event for event, count in counted.items() if count < 3] == []


@by_file
def test_no_running_text_is_shared(path: Path) -> None:
    """Outside quotation marks no run of RUN words stands in two stories of a language."""
    language = path.stem.partition("_")[0]
    held = {str(story["story"]): runs(story) for story in ALL if story["language"] == language}
    shared = {(left, right): held[left] & held[right] for left, right in combinations(sorted(held), 2)}
    assert {pair: sorted(found) for pair, found in shared.items() if found} == {}


def test_the_check_for_shared_text_sees_a_copied_sentence() -> None:
    copied: Story = {
        "paragraphs": ['The crew was rescued by two squid boats on Friday. "We were lucky indeed to be seen there."']
    }
    other: Story = {
        "paragraphs": ['At noon the crew was rescued by two squid boats. "We were lucky indeed to be seen there."']
    }
    assert ("the", "crew", "was", "rescued", "by", "two") in runs(copied) & runs(other)
    assert not any("lucky" in run for run in runs(copied) | runs(other))


def test_reports_of_one_event_share_words_inside_quotation_marks() -> None:
    """Hard negatives must be hard: each English event shares at least one quotation among its reports."""
    quoted: dict[str, list[set[str]]] = {}
    for story in read_stories(FOLDER / "en_events.jsonl"):
        body = "\n".join(paragraphs_of(story)).replace("“", '"').replace("”", '"')
        sentences = {
            s.strip(" ,.") for q in re.findall(r'"([^"]*)"', body) for s in q.split(". ") if len(s.split()) > 5
        }
        quoted.setdefault(str(story["event"]), []).append(sentences)
    lonely = [event for event, sets in quoted.items() if not any(a & b for a, b in combinations(sets, 2))]
    assert lonely == []
