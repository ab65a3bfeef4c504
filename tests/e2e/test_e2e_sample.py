"""The shipped sample through the command line: once, twice, in halves."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Wirecopy = Callable[..., Any]

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SAMPLE = CORPUS / "sample.jsonl.gz"
TRUTH = CORPUS / "sample_truth.jsonl.gz"


def lines_of(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def exported(wirecopy: Wirecopy, database: Path, folder: Path) -> dict[str, bytes]:
    assert wirecopy("export", "--out", folder, "--db", database).code == 0
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def found(wirecopy: Wirecopy, database: Path) -> tuple[object, object]:
    """Stories and copies without the number of the run that found them."""
    stories = wirecopy("export", "story_articles", "--db", database).out
    copies = [json.loads(line) for line in wirecopy("export", "copies", "--db", database).out.splitlines()]
    return stories, [{key: value for key, value in copy.items() if key != "run_id"} for copy in copies]


def test_second_run_changes_nothing_and_says_so(wirecopy: Wirecopy, tmp_path: Path) -> None:
    half = tmp_path / "half.jsonl"
    half.write_bytes(b"".join(lines_of(SAMPLE)[::4]))
    database = tmp_path / "twice.db"
    assert wirecopy("run", half, "--db", database, "--quiet") == (0, "", "")
    before = exported(wirecopy, database, tmp_path / "before")
    code, out, _ = wirecopy("run", half, "--db", database)
    assert code == 0
    assert "Nothing new: 125 articles were known, no story changed." in out
    assert exported(wirecopy, database, tmp_path / "after") == before


def test_two_halves_in_any_order_are_one_run(wirecopy: Wirecopy, tmp_path: Path, sample_db: Path) -> None:
    lines = lines_of(SAMPLE)
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines[1::2]))
    (tmp_path / "b.jsonl").write_bytes(b"".join(lines[0::2]))
    database = tmp_path / "halves.db"
    for half in ("a.jsonl", "b.jsonl"):
        assert wirecopy("run", tmp_path / half, "--db", database, "--quiet").code == 0
    stories, copies = found(wirecopy, database)
    whole_stories, whole_copies = found(wirecopy, sample_db)
    assert stories == whole_stories
    assert copies == whole_copies


def test_sample_is_understood(wirecopy: Wirecopy, sample_db: Path) -> None:
    """Far below what is reached: only a broken stage falls through."""
    code, out, _ = wirecopy("evaluate", TRUTH, "--json", "--db", sample_db)
    figures = json.loads(out)["figures"]
    assert code == 0
    assert figures["articles"] == 500
    assert figures["missing"] == 0
    assert figures["adjusted_rand"] > 0.8


def test_brief_evaluation_is_printed(wirecopy: Wirecopy, sample_db: Path) -> None:
    out = wirecopy("evaluate", TRUTH, "--brief", "--db", sample_db).out
    assert out.count("\n\n") == 4


def test_stats_counts_what_was_read(wirecopy: Wirecopy, sample_db: Path) -> None:
    tables = json.loads(wirecopy("stats", "--json", "--db", sample_db).out)
    counts = {row["what"]: row["count"] for row in tables["Counts"]}
    assert counts["articles"] == 500
    assert counts["copies: rows, one per source"] > 300
    assert wirecopy("stats", "--db", sample_db).code == 0


def first(wirecopy: Wirecopy, database: Path, sql: str) -> list[object]:
    rows = json.loads(wirecopy("query", "--json", "--db", database, "--sql", sql).out)
    return list(rows[0].values())


def test_story_draws_every_member(wirecopy: Wirecopy, sample_db: Path) -> None:
    sql = "SELECT story_id, article_count FROM story_list ORDER BY article_count DESC, story_id LIMIT 1"
    story_id, count = first(wirecopy, sample_db, sql)
    out = wirecopy("story", story_id, "--all", "--db", sample_db).out
    tree = json.loads(wirecopy("story", story_id, "--json", "--db", sample_db).out)[0]
    assert f"{count} articles" in out
    assert out.count("https://") >= int(str(count))
    assert tree["article_count"] == count


def test_story_of_a_lonely_article_says_so(wirecopy: Wirecopy, sample_db: Path) -> None:
    (url,) = first(wirecopy, sample_db, "SELECT url FROM article_list WHERE story_id IS NULL ORDER BY url LIMIT 1")
    code, out, _ = wirecopy("story", url, "--db", sample_db)
    assert code == 0
    assert "is in no story" in out


def test_why_explains_a_stored_pair_from_either_side(wirecopy: Wirecopy, sample_db: Path) -> None:
    sql = """
        SELECT url, source_url FROM copies WHERE rewrite = 'spun' AND source_url IS NOT NULL
        ORDER BY confidence DESC, article_id LIMIT 1
    """
    copy, source = first(wirecopy, sample_db, sql)
    for one, other, said in ((copy, source, "A took its text from B"), (source, copy, "B took its text from A")):
        code, out, _ = wirecopy("why", one, other, "--db", sample_db)
        assert code == 0
        assert said in out
        assert "in run 1" in out
        assert "Side by side" in out
    report = json.loads(wirecopy("why", copy, source, "--json", "--db", sample_db).out)
    assert report["standing"] == "stored"
    assert report["copies"][0]["evidence"]
    log_odds = report["base_log_odds"] + sum(each["log_odds"] for each in report["signals"])
    assert (log_odds > 0) == (report["verdict"]["probability"] > 0.5)


def test_why_compares_a_pair_that_was_never_stored(wirecopy: Wirecopy, sample_db: Path) -> None:
    sql = """
        SELECT min(url), max(url) FROM article_list WHERE story_id IS NULL AND language = 'en'
    """
    one, other = first(wirecopy, sample_db, sql)
    code, out, _ = wirecopy("why", one, other, "--db", sample_db)
    assert code == 0
    assert "No text was taken" in out
    assert "Never stored, compared just now" in out


def test_why_of_one_article_tells_parts_and_evidence(wirecopy: Wirecopy, sample_db: Path) -> None:
    sql = "SELECT url FROM copies WHERE source_article_id IS NOT NULL ORDER BY article_id LIMIT 1"
    (url,) = first(wirecopy, sample_db, sql)
    out = wirecopy("why", url, "--db", sample_db).out
    assert "this article from" in out
    assert "of running text" in out
    assert json.loads(wirecopy("why", url, "--json", "--db", sample_db).out)["copies"]


def test_why_twice_the_same_is_refused(wirecopy: Wirecopy, sample_db: Path) -> None:
    (url,) = first(wirecopy, sample_db, "SELECT url FROM article_list ORDER BY url LIMIT 1")
    code, _, err = wirecopy("why", url, url, "--db", sample_db)
    assert code == 2
    assert "same article" in err


def test_canned_query_runs_with_parameters(wirecopy: Wirecopy, sample_db: Path) -> None:
    table = wirecopy("query", "uncredited_copies", "--since", "2026-01-01", "--limit", "3", "--db", sample_db)
    rows = json.loads(
        wirecopy("query", "uncredited-copies", "--since", "2026-01-01", "--limit", "3", "--json", "--db", sample_db).out
    )
    csv_lines = wirecopy("query", "--csv", "--db", sample_db, "uncredited_copies", "--since", "2026-01-01").out
    assert table.code == 0
    assert "3 rows" in table.out
    assert len(rows) == 3
    assert csv_lines.splitlines()[0] == ",".join(rows[0])


def test_sql_of_a_user_can_only_read(wirecopy: Wirecopy, sample_db: Path) -> None:
    code, out, err = wirecopy("query", "--sql", "DELETE FROM article", "--db", sample_db)
    assert (code, out) == (2, "")
    assert "only reading is allowed" in err


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_export_to_files_is_that_to_standard_output(
    wirecopy: Wirecopy, tmp_path: Path, sample_db: Path, form: str
) -> None:
    assert wirecopy("export", "copies", "--out", tmp_path, "--format", form, "--db", sample_db).code == 0
    out = wirecopy("export", "copies", "--format", form, "--db", sample_db).out
    assert (tmp_path / f"copies.{form}").read_bytes().decode() == out
    assert [path.name for path in tmp_path.iterdir()] == [f"copies.{form}"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nothing"], "no view is named 'nothing'"), ([], "--out DIR"), (["copies", "rejects"], "--out DIR"),
     (["copies", "rejects", "--out", "-"], "standard output takes one view")],
)  # fmt: skip
def test_export_says_what_is_wrong(wirecopy: Wirecopy, sample_db: Path, arguments: list[str], said: str) -> None:
    code, _, err = wirecopy("export", *arguments, "--db", sample_db)
    assert code == 2
    assert said in err


def test_reports_of_one_event_in_other_words_are_counted(sample_db: Path, wirecopy: Wirecopy) -> None:
    rows = json.loads(wirecopy("query", "independent_reports", "--json", "--db", sample_db).out)
    assert rows
    assert all(row["independent_articles"] >= row["independent_outlets"] >= 1 for row in rows)


def test_reports_of_one_event_lie_within_three_days(sample_db: Path, wirecopy: Wirecopy) -> None:
    sql = """
        SELECT count(*) AS pairs, max(abs(one.published_at - other.published_at)) AS seconds
        FROM pair JOIN article AS one ON one.article_id = left_id JOIN article AS other ON other.article_id = right_id
        WHERE rewrite = 'same event'
    """
    (row,) = json.loads(wirecopy("query", "--sql", sql, "--json", "--db", sample_db).out)
    assert row["pairs"] > 100
    assert row["seconds"] <= 3 * 86_400
