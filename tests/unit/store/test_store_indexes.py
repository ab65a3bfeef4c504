"""Indexes that are left out while an empty table is filled are there again afterwards, also after a kill."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from wirecopy.store import Store
from wirecopy.store.connection import connect_memory
from wirecopy.store.indexes import INDEXES

ALL = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('article', 'pair') AND sql IS NOT NULL"


def indexes(db: Path) -> dict[str, str]:
    """Names and statements of the secondary indexes of both tables."""
    with sqlite3.connect(db) as database:
        return dict(database.execute(ALL).fetchall())


def begin(store: Store) -> int:
    return store.begin_run(version="1", parameters={}, parameter_digest="", signature_digest="", inputs=())


def test_all_secondary_indexes_of_the_tables_are_named() -> None:
    named = {name for names in INDEXES.values() for name in names}
    assert {name for name, _ in connect_memory().execute(ALL)} == named


def test_an_empty_table_is_filled_without_its_indexes(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with Store.open(db) as store:
        whole = indexes(db)
        with store.filling("article"):
            assert indexes(db).keys() == {"pair_by_right"}
        assert indexes(db) == whole


def test_the_next_run_makes_what_a_killed_one_left_out(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with Store.open(db) as store:
        whole = indexes(db)
        with pytest.raises(KeyboardInterrupt), store.filling("pair"), store.filling("article"):
            raise KeyboardInterrupt
    assert indexes(db) == {}
    with Store.open(db) as store:
        begin(store)
    assert indexes(db) == whole


def test_a_table_with_rows_keeps_its_indexes(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with Store.open(db) as store:
        run_id = begin(store)
        with sqlite3.connect(db) as database:
            database.execute("INSERT INTO outlet_name VALUES (1, 'a', 'a.example')")
            database.execute("INSERT INTO input_file (input_file_id, path) VALUES (1, 'x')")
            database.execute(
                "INSERT INTO article VALUES (1, 'u', 1, 'h', '', NULL, 'none', '', 1, 1, 1, NULL, ?, 1)", (run_id,)
            )
        whole = indexes(db)
        with store.filling("article"):
            assert indexes(db) == whole
