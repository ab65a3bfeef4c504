"""Opening: what can be wrong with a place or a file, and how a database comes to the current schema."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import pytest
from store_samples import add, begin, make_document  # type: ignore[import-not-found]

from wirecopy.errors import SchemaMismatchError, StoreError
from wirecopy.store import Store, public_views, schema
from wirecopy.store.files import sql_files

MIGRATIONS = list(sql_files("migrations"))


def plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"folder .*nowhere does not exist"):
        Store.open(tmp_path / "nowhere" / "news.db")


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "news.db")
    for readonly in (True, False):
        with pytest.raises(StoreError, match="is a device or a pipe"):
            Store.open(tmp_path / "news.db", readonly=readonly)


def test_name_that_the_system_refuses(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        Store.open(tmp_path / ("x" * 5000))


def test_empty_file_has_no_older_schema(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    with pytest.raises(SchemaMismatchError, match="is empty; run wirecopy"):
        Store.open(tmp_path / "news.db", readonly=True)


def test_text_file_is_no_database_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Crane falls in harbour\n" * 100)
    with pytest.raises(SchemaMismatchError, match="not a SQLite database"):
        Store.open(path)
    assert path.read_text().startswith("Crane")


def test_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "nela.db"
    with plain(path) as other:
        other.execute("CREATE TABLE newsdata (id TEXT)")
    with pytest.raises(SchemaMismatchError, match="something else"):
        Store.open(path)
    assert [row[0] for row in plain(path).execute("SELECT name FROM sqlite_master")] == ["newsdata"]


def test_newer_schema_asks_for_an_update(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store.open(path).close()
    with plain(path) as newer:
        newer.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('wirecopy', '9999_later')")
    with pytest.raises(SchemaMismatchError, match="9999_later"):
        Store.open(path)


def test_reading_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        Store.open(tmp_path / "news.db", readonly=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_file_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store.open(path).close()
    path.chmod(0o444)
    with pytest.raises(StoreError, match="read-only"):
        Store.open(path)
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="read-only"):
            Store.open(path)
        with Store.open(path, readonly=True) as store:
            assert store.article_count() == 0
    finally:
        tmp_path.chmod(0o755)


def test_read_only_place_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.db"
    Store.open(path).close()
    monkeypatch.setattr(os, "access", lambda target, mode: mode != os.W_OK)
    with pytest.raises(StoreError, match="read-only"):
        Store.open(path)
    with Store.open(path, readonly=True) as store:
        assert store.article_count() == 0


def test_readonly_store_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store.open(path).close()
    with Store.open(path, readonly=True) as store, pytest.raises(StoreError, match="read-only"):
        store.touch([1])


def test_locked_database_says_so(store: Store) -> None:
    other = plain(store.path)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(store.path, busy_seconds=0) as waiting, pytest.raises(StoreError, match="locked by another"):
        waiting.touch([])
    other.close()


def test_full_disk_says_so_and_keeps_what_was_there(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    pages = store._database.execute("PRAGMA page_count").fetchone()[0]
    store._database.execute(f"PRAGMA max_page_count = {pages}")
    large = [make_document(number, meta={"x": "y" * 50_000}) for number in (2, 3)]
    with pytest.raises(StoreError, match="disk is full"):
        add(store, run_id, *large)
    assert store.known_article_ids([1, 2, 3]) == {1}


def test_damaged_file_says_so(store: Store) -> None:
    add(store, begin(store), make_document(1))
    store._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.path.open("r+b") as raw:
        raw.seek(8192)
        raw.write(b"\xff" * 8192 * 30)
    with pytest.raises(StoreError, match="damaged"), Store.open(store.path, readonly=True) as reader:
        reader.load_documents([1])


def damaged(store: Store, old: bytes, new: bytes) -> Path:
    """The database of a store with bytes of it replaced."""
    store._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = store.path.read_bytes()
    assert old in content
    path = store.path.with_name("damaged.db")
    path.write_bytes(content.replace(old, new))
    return path


def test_damaged_schema_says_so(store: Store) -> None:
    """SQLite names the table that it can't make sense of, in bytes that are no UTF-8."""
    path = damaged(store, b"CREATE TABLE reject", b"CREATE TABLE \xff\xfeject")
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path)


def test_damaged_value_says_so(store: Store) -> None:
    begin(store)
    path = damaged(store, b'["input.jsonl"]', b'["input.jsonl"}')
    with Store.open(path, readonly=True) as reader, pytest.raises(StoreError, match="damaged"):
        reader.runs()


def test_damage_is_not_the_fault_of_a_query(store: Store) -> None:
    add(store, begin(store), make_document(1))
    root = store._database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()[0]
    store._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.path.open("r+b") as raw:
        raw.seek(8192 * (root - 1))
        raw.write(b"\xff" * 8192)
    with Store.open(store.path, readonly=True) as reader:
        with pytest.raises(StoreError, match=r"database .* is damaged"):
            reader.execute_readonly("SELECT * FROM article")
        with pytest.raises(StoreError, match=r"database .*\.db is damaged"):
            reader.query("duplicate_rate")


@pytest.mark.parametrize("stop_before", MIGRATIONS[1:])
def test_every_older_schema_is_brought_up_to_date(tmp_path: Path, stop_before: str) -> None:
    path, fresh = tmp_path / "old.db", tmp_path / "fresh.db"
    old = plain(path)
    schema.bring_up_to_date(old, stop_before=stop_before)
    old.execute("INSERT INTO reject VALUES (1, 'a', 1, 'no-text', '', 'd', 1)")
    old.close()
    Store.open(path).close()
    Store.open(fresh).close()
    sql = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    assert plain(path).execute(sql).fetchall() == plain(fresh).execute(sql).fetchall()
    assert plain(path).execute("SELECT path, reason FROM rejects").fetchall() == [("a", "no-text")]


def test_older_schema_can_not_be_opened_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = plain(path)
    schema.bring_up_to_date(old, stop_before=MIGRATIONS[-1])
    old.close()
    with pytest.raises(SchemaMismatchError, match="older schema"):
        Store.open(path, readonly=True)


def test_changed_view_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store.open(path).close()
    other = plain(path)
    other.execute("DROP VIEW copies")
    other.execute("CREATE VIEW copies AS SELECT 1 AS one")
    other.close()
    with Store.open(path) as store:
        assert store.query("false_credits").rows == []


def test_failed_migration_leaves_the_older_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {**sql_files("migrations"), "0099_broken": "CREATE TABLE more (a INTEGER) STRICT; CREATE TABLE run (b);"}
    path = tmp_path / "news.db"
    Store.open(path).close()
    monkeypatch.setattr(schema, "sql_files", lambda part: texts if part == "migrations" else sql_files(part))
    with pytest.raises(StoreError):
        Store.open(path)
    names = {row[0] for row in plain(path).execute("SELECT name FROM sqlite_master")}
    assert "more" not in names
    assert set(public_views()) <= names


def test_reader_sees_the_last_commit_while_a_run_writes(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    store._database.execute("BEGIN IMMEDIATE")
    store._database.execute("DELETE FROM pending_article")
    with Store.open(store.path, readonly=True) as reader:
        assert reader.pending_ids() == [1]
    store._database.execute("ROLLBACK")


def test_path_with_odd_characters(tmp_path: Path) -> None:
    path = tmp_path / "zprávy?mode=ro #1 %41.db"
    Store.open(path).close()
    assert path.exists()
    with Store.open(path, readonly=True) as store:
        assert store.execute_readonly("SELECT count(*) FROM copies").rows == [(0,)]


def test_pairs_of_an_older_schema_keep_their_numbers(tmp_path: Path) -> None:
    with Store.open(tmp_path / "old.db") as store:
        add(store, begin(store), make_document(1), make_document(2))
    old = plain(tmp_path / "old.db")
    (create,) = re.findall(r"^CREATE TABLE pair .*?;$", sql_files("migrations")["0004_pairs"], re.DOTALL | re.MULTILINE)
    old.execute("DROP TABLE pair")
    old.execute(create)
    old.execute("INSERT INTO verdict_model VALUES (1, 'model-1', '[\"jaccard\"]')")
    old.execute("INSERT INTO pair VALUES (1, 2, 0.912345, 'spun', 1, 0.3333, 1.0, 1, x'8813', x'', 1)")
    old.execute("DELETE FROM _sqlite_migrations WHERE name IN ('0007_pair_numbers', '0009_unread_columns')")
    old.close()
    with Store.open(tmp_path / "old.db") as store:
        pairs = store.pairs_of([1])
        (stored,) = store.load_verdicts([(1, 2)])
    assert (pairs.probability[0], pairs.share_of_left[0], pairs.share_of_right[0]) == (0.912345, 0.3333, 1.0)
    assert stored.verdict.figures == {"jaccard": 0.5}
