"""Canned queries as commands."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wirecopy.cli.query import option_name, query_command
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.store import Store
from wirecopy.store.queries import canned_queries, parse_query

Wirecopy = Callable[..., Any]

QUERY = """\
-- name: made_up
-- question: Who did what?
-- grain: one row per outlet
-- params:
--   least_words (integer, words, required): only longer ones
--   json (text, default none): a name that an option has already
-- columns:
--   outlet (domain): the outlet
-- caveats: none
SELECT :least_words AS outlet, :json AS x;
"""


def test_without_a_name_the_questions_are_listed(wirecopy: Wirecopy) -> None:
    code, out, _ = wirecopy("query", "--json")
    assert code == 0
    assert [row["name"] for row in json.loads(out)] == list(canned_queries())


@pytest.mark.parametrize("name", canned_queries())
def test_every_query_has_help_with_its_question_parameters_and_columns(wirecopy: Wirecopy, name: str) -> None:
    query = canned_queries()[name]
    code, out, _ = wirecopy("query", name, "--help")
    said = " ".join(out.split())
    assert code == 0
    assert query.question in said
    assert all(option_name(each.name) in said for each in query.params)
    assert all(each.name in said for each in query.columns)
    assert "Example:" in said


def test_sql_is_shown_without_a_database(wirecopy: Wirecopy) -> None:
    name = next(iter(canned_queries()))
    code, out, _ = wirecopy("query", name.replace("_", "-"), "--show-sql")
    assert code == 0
    assert out.startswith(f"-- name: {name}")


def test_parameters_become_options() -> None:
    made = query_command(parse_query("made_up", QUERY))
    options = [option for param in made.params for option in param.opts]
    assert options[:2] == ["--least-words", "--param-json"]
    assert options.count("--json") == 1


def test_unknown_query_names_near_ones(wirecopy: Wirecopy) -> None:
    name = next(iter(canned_queries()))
    code, _, err = wirecopy("query", name[:-1])
    assert code == 2
    assert name in err


def test_name_and_sql_exclude_each_other(wirecopy: Wirecopy) -> None:
    code, _, err = wirecopy("query", "--sql", "SELECT 1", next(iter(canned_queries())))
    assert code == 2
    assert "not both" in err


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """One article of March 2020, and one of a day to come."""
    path = tmp_path / "news.db"
    with Store.open(path, clock=lambda: 1_600_000_000.0) as store:
        run_id = store.begin_run(
            version="1", parameters={}, parameter_digest="p", signature_digest="s", inputs=["input.jsonl"]
        )
        for number, at in ((1, 1_583_056_800), (2, 2_000_000_000)):
            origin = Origin("input.jsonl", number)
            name, domain = "A", "a.example"
            article = Article(
                ArticleId(number), f"https://{domain}/{number}", name, domain, "Crane falls", "", "A crane fell.",
                at, "second", "en", origin,
            )  # fmt: skip
            store.add_batch(run_id, [Document(article, (Part(PartKind.BODY, 0, 13),))])
        store.finish_run(run_id)
    return path


def test_empty_answer_says_what_was_asked(wirecopy: Wirecopy, database: Path) -> None:
    code, out, _ = wirecopy("query", "who_copies_whom", "--least", "3", "--db", database)
    said = " ".join(out.split())
    assert code == 0
    assert "(no rows)" in said
    assert "The newest of 2 articles is of 2020-03-01T10:00:00Z" in said
    assert "--confidence 0.5 (default), --least 3 (given), --limit 1000 (default)" in said
    assert json.loads(wirecopy("query", "who_copies_whom", "--json", "--db", database).out) == []
