"""Canned queries and their parameters, a user's own SELECT, exports, and the generated documents."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import add, begin, make_document  # type: ignore[import-not-found]

from wirecopy.errors import ParameterError, QueryError, StoreError
from wirecopy.store import Store, dictionary, export_views, files, public_views
from wirecopy.store.articles import Codecs
from wirecopy.store.connection import connect_memory
from wirecopy.store.exports import view_columns
from wirecopy.store.functions import add_functions, numbers_in, quotes_in
from wirecopy.store.queries import CannedQuery, canned_queries, parse_query

PUBLIC = {
    "article_list": "article_id url outlet outlet_domain headline byline published_at language word_count story_id",
    "story_list": "story_id headline first_published_at last_published_at article_count outlet_count agency "
    "origin_article_id",
    "story_articles": "story_id article_id url outlet_domain role share_of_article",
    "copies": "article_id url outlet_domain story_id source_article_id source_url source_domain source_agency "
    "carrier_domain claimed_source credited credit_text rewrite share_of_copy share_of_source lag_seconds confidence "
    "runner_up_article_id run_id",
    "copy_passages": "article_id source_article_id copy_start copy_end source_start source_end kind",
    "copy_evidence": "article_id source_article_id rule weight detail",
    "article_credits": "article_id url agency form rule text_start text_end",
    "outlet_list": "outlet outlet_domain kind article_count copy_count credited_count",
    "rejects": "path position reason detail digest run_id",
    "runs": "run_id started_at finished_at status version parameter_digest parameters inputs counts caps message",
    "story_changes": "run_id kind from_story_id to_story_id article_count",
}
QUERIES = list(canned_queries().values())


def test_public_views_have_exactly_the_promised_columns() -> None:
    with closing(connect_memory()) as connection:
        assert {view: " ".join(view_columns(connection, view)) for view in public_views()} == PUBLIC


def test_every_table_is_strict_and_every_comment_is_there() -> None:
    with closing(connect_memory()) as connection:
        described = dictionary.describe_schema(connection)
        strict = {row[1]: row[5] for row in connection.execute("PRAGMA table_list")}
    for each in described:
        assert each.comment, each.name
        assert [name for name, _, comment in each.columns if not comment] == [], each.name
        assert each.kind != "table" or strict[each.name] == 1
        assert each.kind != "index" or each.comment.startswith("serves: ")


def test_generated_documents_are_current() -> None:
    assert dictionary.main(["--check"]) == 0


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_query_is_planned_and_documented(query: CannedQuery) -> None:
    body = re.sub(r"^--.*$|'[^']*'", "", query.sql, flags=re.MULTILINE)
    assert set(re.findall(r":([a-z_]+)", body)) == {parameter.name for parameter in query.params}
    assert "ORDER BY" in body
    assert query.question.endswith("?")
    with closing(connect_memory()) as connection:
        add_functions(connection, Codecs(connection))
        values = {parameter.name: 1 for parameter in query.params}
        plan = connection.execute("EXPLAIN QUERY PLAN " + query.sql, values).fetchall()
        columns = [column[0] for column in connection.execute(query.sql, values).description]
    assert plan
    assert columns == [column.name for column in query.columns]


def test_unknown_query_and_parameter_name_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"near: .*false_credits"):
        store.query("false_credit")
    with pytest.raises(QueryError, match="near: outlet"):
        store.query("false_credits", {"outlets": "a"})
    with pytest.raises(QueryError, match="known: "):
        store.query("xyz")
    assert store.query("false-credits").rows == []


def test_parameters_are_checked(store: Store) -> None:
    with pytest.raises(QueryError, match="needs a value for story"):
        store.query("story_timeline")
    for name, value in (
        ("limit", "many"),
        ("limit", "none"),
        ("limit", 1 << 70),
        ("limit", 0.5),
        ("since", "last week"),
    ):
        with pytest.raises(QueryError, match=f"{name} is "):
            store.query("uncredited_copies", {name: value})
    with pytest.raises(QueryError, match="no choice"):
        store.query("story_representatives", {"policy": "shortest"})
    with pytest.raises(QueryError, match="no article has the id or address"):
        store.query("copy_dossier", {"article": "https://nowhere.example/"})


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**400, [], {}, object(), b"\xff"])
@pytest.mark.parametrize("name", ["limit", "since", "confidence"])
def test_odd_values_of_a_parameter_are_query_errors(store: Store, name: str, value: object) -> None:
    with pytest.raises(QueryError, match=f"{name} is "):
        store.query("uncredited_by_outlet", {name: value})


def test_values_that_sqlite_has_no_room_for_are_query_errors(store: Store) -> None:
    with pytest.raises(QueryError, match="can't be run"):
        store.execute_readonly("SELECT ?", (1 << 70,))


def test_text_of_a_parameter_is_never_sql(store: Store) -> None:
    assert store.query("false_credits", {"outlet": "' OR 1=1; DROP TABLE run; --"}).rows == []
    assert store.runs() == []


def test_articles_are_named_by_id_or_address(store: Store) -> None:
    url = "https://a.example/x"
    first, second = make_document(5, url=url), make_document(9, url=url)
    add(store, begin(store), first, second, make_document(7))
    assert [store.resolve_article(name) for name in ("5", url, "https://outlet7.example/story")] == [5, 9, 7]
    with pytest.raises(QueryError, match=r"much alike: https://outlet7\.example/story"):
        store.resolve_article("outlet8.example/story")
    with pytest.raises(QueryError):
        store.resolve_article("9" * 19)


def test_newest_time_leaves_out_dates_to_come(store: Store) -> None:
    assert store.newest_publication() is None
    add(
        store,
        begin(store),
        make_document(1, published_at=1_600_000_000),
        make_document(2, published_at=250_000_000_000),
    )
    assert store.newest_publication() == 1_600_000_000


@pytest.mark.parametrize(
    "header",
    ["-- name: x", "-- name: y\n-- question: q\n-- grain: g\n-- params:\n--   none\n-- columns:\n-- caveats: c",
     "-- name: x\n-- question: q\n-- grain: g\n-- params:\n--   a (float, default 1): b\n-- columns:\n-- caveats: c"],
)  # fmt: skip
def test_incomplete_header_is_refused(header: str) -> None:
    with pytest.raises(QueryError, match=r"x\.sql"):
        parse_query("x", header + "\nSELECT 1")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM run",
        "INSERT INTO run (run_id) VALUES (7)",
        "WITH x AS (SELECT 1) DELETE FROM run",
        "ATTACH DATABASE 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = DELETE",
        "CREATE TEMP TABLE t (a)",
        "DROP VIEW copies",
        "VACUUM INTO 'other.db'",
        "BEGIN IMMEDIATE",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM run",
        "SELECT nothing FROM nowhere",
        "SELECT :x",
        "SELECT '\ud800'",
        "",
    ],
)
def test_user_sql_can_only_read(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.chdir(tmp_path)
    store.finish_run(begin(store))
    before = sorted(path.name for path in tmp_path.iterdir())
    if sql:
        with pytest.raises(QueryError):
            store.execute_readonly(sql)
    else:
        assert store.execute_readonly(sql).columns == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert len(store.runs()) == 1


def test_user_sql_is_bounded_in_time_and_rows(store: Store) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with pytest.raises(QueryError, match="longer than"):
        store.execute_readonly(f"SELECT count(*) FROM ({endless})", seconds=0.05)
    result = store.execute_readonly(endless, most_rows=3)
    assert (result.columns, result.rows) == (("i",), [(1,), (2,), (3,)])


def test_user_sql_reads_texts(store: Store) -> None:
    add(store, begin(store), make_document(1))
    sql = "SELECT substr(article_text(article_id), 1, :n), article_text('1'), article_text(NULL) FROM article_list"
    assert store.execute_readonly(sql, {"n": 11}).rows == [("The harbour", None, None)]


def test_exports_are_ordered_by_content(tmp_path: Path) -> None:
    documents = [make_document(number) for number in (1, 2, 3, 4)]
    exports = []
    for name, order in (("a.db", documents), ("b.db", documents[::-1])):
        with Store.open(tmp_path / name) as store:
            run_id = begin(store)
            for document in order:
                add(store, run_id, document)
            exports.append(
                {(view, form): list(store.export(view, form)) for view in export_views() for form in ("jsonl", "csv")}
            )
    assert exports[0] == exports[1]
    assert "runs" not in export_views()


def test_csv_and_json_lines_hold_the_same(store: Store) -> None:
    add(store, begin(store), make_document(1, headline='Two\nlines, "quoted"', published_at=None))
    (from_json,) = (json.loads(line) for line in store.export("article_list"))
    (from_csv,) = csv.DictReader(io.StringIO("".join(store.export("article_list", "csv"))))
    assert from_csv == {name: "" if value is None else str(value) for name, value in from_json.items()}
    assert list(store.export("copies", "csv")) == [PUBLIC["copies"].replace(" ", ",") + "\n"]


def test_a_headline_is_no_formula_in_csv_and_itself_in_json_lines(store: Store) -> None:
    add(store, begin(store), make_document(1, headline="=HYPERLINK(1)"))
    (line,) = store.export("article_list")
    (row,) = csv.DictReader(io.StringIO("".join(store.export("article_list", "csv"))))
    assert (json.loads(line)["headline"], row["headline"]) == ("=HYPERLINK(1)", "'=HYPERLINK(1)")


def test_other_views_and_formats_are_refused(store: Store) -> None:
    with pytest.raises(ParameterError, match="view is 'article'"):
        list(store.export("article"))
    with pytest.raises(ParameterError, match="format is 'xml'"):
        list(store.export("copies", "xml"))


def test_table_sizes_tell_rows_and_bytes(store: Store) -> None:
    add(store, begin(store), make_document(1), make_document(2))
    sizes = {size.name: size for size in store.table_sizes()}
    assert sizes["article"].row_count == 2
    assert sizes["article"].byte_count is None or sizes["article"].byte_count >= 8192
    assert store.byte_count() % 8192 == 0


def test_sql_files_are_taken_from_the_package_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = tmp_path / "db"
    (packaged / "migrations").mkdir(parents=True)
    monkeypatch.setattr(files, "files", lambda package: tmp_path)
    assert files.database_folder.__wrapped__() == packaged
    monkeypatch.setattr(files, "files", lambda package: tmp_path / "elsewhere")
    assert (Path(str(files.database_folder.__wrapped__())) / "views" / "copies.sql").exists()
    monkeypatch.setattr(files, "__file__", str(tmp_path / "x" / "files.py"))
    (packaged / "migrations").rmdir()
    with pytest.raises(StoreError, match="install the package again"):
        files.database_folder.__wrapped__()


def test_numbers_and_quotes_are_listed() -> None:
    assert json.loads(numbers_in("From 1,234.5 to 7.30 on 3:15, 3,600 and 3.600")) == [
        "1234.5",
        "3600",
        "3600",
        "3:15",
        "7.30",
    ]
    assert json.loads(quotes_in("„Wir gehen heute nicht“, sagte er. “No.”")) == ["wir gehen heute nicht"]
    assert (numbers_in(None), quotes_in(5)) == ("[]", "[]")


def test_plain_sqlite_reads_the_views(store: Store) -> None:
    add(store, begin(store), make_document(1))
    with closing(sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)) as plain:
        counts = {view: plain.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in public_views()}
    assert counts["article_list"] == counts["runs"] == 1
