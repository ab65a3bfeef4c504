"""Telltales of spinning: found in spun text, absent in clean text, measured on real clean text where it is at hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from wirecopy.clean import telltales as room
from wirecopy.clean.telltales import telltales

SHARED = Path(__file__).resolve().parents[4] / "shared"
CLEAN = "The board said it wouldn't sell the boats – not now, anyway. “We can't,” said its chair. " * 10


def padded(text: str) -> str:
    return text + "\n" + "The ferry left the pier at noon and came back before dark with all of its crew. " * 10


def test_clean_text_has_none() -> None:
    assert telltales(CLEAN, "en") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Its a long way. Theres more of it.", room.DELETED_APOSTROPHES),
        ("Yes.\n” If they go, we lose,” he said.\n” Its true,” she said.", room.TURNED_QUOTES),
        ("They have actually ended it. She has actually been there.", room.HAS_ACTUALLY),
        ("The militias– now large– grew.", room.GLUED_DASHES),
    ],
)
def test_each_trace_is_named(text: str, name: str) -> None:
    assert telltales(padded(text), "en") == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They took a 3rd of the land.", room.DIGIT_ORDINALS),
        ("It killed more than a lots men.", room.A_LOTS),
        ("So said the guv of the land.", room.SLANG),
    ],
)
def test_odd_words_count_only_beside_another_trace(text: str, name: str) -> None:
    assert telltales(padded(text), "en") == ()
    assert telltales(padded(f"{text} Its a long way. Theres more."), "en") == (room.DELETED_APOSTROPHES, name)


def test_other_languages_and_short_texts_are_left_alone() -> None:
    assert telltales(padded("Its a long way. Theres more."), "de") == ()
    assert telltales("Its a long way. Theres more.", "en") == ()


@pytest.mark.parametrize(("name", "allowed"), [("reuters21578", 0.001), ("wikinews_events", 0.005)])
def test_false_rates_on_real_clean_text(name: str, allowed: float) -> None:
    path = SHARED / "data" / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip("shared data is not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(4000), strict=False)]
    assert sum(bool(telltales(text, "en")) for text in texts) <= allowed * len(texts)


def test_seed_page_has_many() -> None:
    path = SHARED / "seed.txt"
    if not path.exists():
        pytest.skip("shared data is not here")
    assert len(telltales(path.read_text(encoding="utf-8"), "en")) >= 4
