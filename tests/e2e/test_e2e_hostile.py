"""Articles written by strangers: no command prints what could steer a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Wirecopy = Callable[..., Any]

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def urls(wirecopy: Wirecopy, database: Path) -> list[str]:
    rows = json.loads(
        wirecopy("query", "--json", "--db", database, "--sql", "SELECT url FROM article_list ORDER BY url").out
    )
    return [row["url"] for row in rows]


def test_all_were_read(wirecopy: Wirecopy, hostile_db: Path) -> None:
    assert len(urls(wirecopy, hostile_db)) == 5


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
@pytest.mark.parametrize("view", ["article_list", "copies", "story_list", "article_credits", "outlet_list"])
def test_views_are_safe_in_every_form(wirecopy: Wirecopy, hostile_db: Path, view: str, form: list[str]) -> None:
    outcome = wirecopy("query", "--sql", f"SELECT * FROM {view}", *form, "--db", hostile_db)
    assert outcome.code == 0
    assert not _STEERING.search(outcome.out)


@pytest.mark.parametrize("form", [[], ["--json"], ["--all"]])
def test_story_and_why_are_safe(wirecopy: Wirecopy, hostile_db: Path, form: list[str]) -> None:
    addresses = urls(wirecopy, hostile_db)
    outcomes = [wirecopy(name, addresses[0], *form, "--db", hostile_db) for name in ("story", "why")]
    outcomes += [wirecopy("why", addresses[0], other, *form, "--db", hostile_db) for other in addresses[1:]]
    for outcome in outcomes:
        assert outcome.code == 0, outcome.err
        assert not _STEERING.search(outcome.out)


def test_errors_are_safe(wirecopy: Wirecopy, hostile_db: Path) -> None:
    for arguments in (["story", "\x1b[2J"], ["why", "\x1b[2J"], ["query", "\x1b[2J"], ["run", "\x1b[2J"], ["\x1b[2J"]):
        code, _, err = wirecopy(*arguments, *(["--db", hostile_db] if len(arguments) > 1 else []))
        assert code == 2
        assert not _STEERING.search(err)


def test_copies_belong_together_and_the_mosaic_to_both(wirecopy: Wirecopy, hostile_db: Path) -> None:
    """Three are the ferry's; the page that took two of its paragraphs took the bakery's, too; the two are not joined."""
    sql = "SELECT story_id, url FROM story_articles ORDER BY story_id, url"
    rows = json.loads(wirecopy("query", "--json", "--db", hostile_db, "--sql", sql).out)
    stories: dict[int, set[str]] = {}
    for row in rows:
        stories.setdefault(row["story_id"], set()).add(row["url"].split("//")[1].split(".")[0])
    ferry = next(names for names in stories.values() if "first" in names)
    assert {"first", "second", "third"} <= ferry
    assert "fifth" not in ferry
    assert any({"fourth", "fifth"} <= names for names in stories.values())
