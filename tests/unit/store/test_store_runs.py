"""Runs: one at a time; a killed one loses only what was not committed, and the next one sees what is left to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import add, begin, make_document  # type: ignore[import-not-found]

from wirecopy.errors import InputError, StoreError
from wirecopy.store import FurnitureParagraph, Outlet, Run, Store

SOURCES = Path(__file__).parents[3] / "src"
TESTS = Path(__file__).parent

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store_samples import add, begin, make_document
from wirecopy.store import Store
store = Store.open(Path(sys.argv[1]))
run_id = begin(store)
add(store, run_id, make_document(1), make_document(2))
store.save_pairs(run_id, [], [1])
def die(*row):
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
store._database.create_function("die", 0, die)
store._database.execute("CREATE TEMP TRIGGER dying AFTER INSERT ON pending_article BEGIN SELECT die(); END")
add(store, run_id, make_document(3), make_document(4))
"""


def test_file_in_the_way_of_the_lock_is_named(store: Store) -> None:
    """The database was said to be none, and another run to be writing, for what is wrong with the file of the lock."""
    lock = Path(f"{store.path}-run")
    lock.write_text("Crane falls in harbour\n" * 100)
    with pytest.raises(StoreError, match="-run is not a SQLite database"):
        begin(store)
    lock.unlink()
    lock.mkdir()
    with pytest.raises(StoreError, match="-run can't be opened"):
        begin(store)


def test_run_is_kept_with_all_that_was_said(store: Store) -> None:
    run_id = begin(store, parameters={"b": 1, "a": float("inf")}, inputs=["x.jsonl", "-"])
    store.finish_run(run_id, counts={"articles": 3}, caps={"hot buckets": 1})
    assert store.runs() == [
        Run(1, 1_700_000_000, 1_700_000_000, "done", "1.0", {"a": None, "b": 1}, "p", "s", ("x.jsonl", "-"),
            {"articles": 3}, {"hot buckets": 1}, "")
    ]  # fmt: skip


def test_second_run_waits_its_turn(store: Store) -> None:
    run_id = begin(store)
    with Store.open(store.path) as other:
        with pytest.raises(StoreError, match="another run is writing"):
            begin(other)
        store.finish_run(run_id)
        assert begin(other) == run_id + 1
    with pytest.raises(StoreError, match="not running"):
        store.finish_run(run_id)


def test_lock_leaves_no_file_behind(store: Store) -> None:
    store.finish_run(begin(store))
    assert not [path.name for path in store.path.parent.iterdir() if path.name.endswith("-run")]


def test_run_that_was_not_finished_counts_as_aborted(tmp_path: Path) -> None:
    with Store.open(tmp_path / "news.db") as first:
        begin(first)
    with Store.open(tmp_path / "news.db") as second:
        begin(second)
        assert [run.status for run in second.runs()] == ["aborted", "running"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that can't be caught")
def test_killed_in_a_transaction_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(TESTS)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "in the middle\n"), killed.stderr
    with Store.open(path) as store:
        assert store.known_article_ids([1, 2, 3, 4]) == {1, 2}
        assert (store.pending_ids(), store.touched_ids()) == ([2], [1])
        run_id = begin(store)
        assert [run.status for run in store.runs()] == ["aborted", "running"]
        add(store, run_id, make_document(3), make_document(4))
        assert list(store.load_documents([1, 3])) == [1, 3]
        assert store.execute_readonly("PRAGMA table_info(run)").rows
        assert store._database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store._database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_user_table_of_outlets_wins_over_inference(store: Store) -> None:
    assert store.infer_outlets([Outlet("a.example", kind="aggregator", evidence="carrier marks")]) == 1
    assert store.import_outlets([Outlet("a.example", "The A", "publisher", "A Group")]) == 1
    assert store.import_outlets([Outlet("a.example", "The A", "publisher", "A Group")]) == 0
    assert store.infer_outlets([Outlet("a.example", kind="spinner")]) == 0
    assert store.outlets() == {"a.example": Outlet("a.example", "The A", "publisher", "A Group", "", imported=True)}


def test_wrong_outlets_are_refused_as_a_whole(store: Store) -> None:
    for wrong in (Outlet("b.example", kind="blog"), Outlet("")):  # type: ignore[arg-type]
        with pytest.raises(InputError):
            store.import_outlets([Outlet("a.example"), wrong])
    assert store.outlets() == {}


def test_outlet_list_shows_one_row_per_domain(store: Store) -> None:
    names = [("a.example", "A"), ("a.example", "A Online"), ("a.example", "A Online"), ("", "x"), ("", "y")]
    documents = [
        make_document(number, outlet_domain=domain, outlet=name) for number, (domain, name) in enumerate(names)
    ]
    add(store, begin(store), *documents)
    rows = store.execute_readonly("SELECT outlet, outlet_domain, article_count FROM outlet_list ORDER BY 1").rows
    assert rows == [("A Online", "a.example", 3), ("x", "", 1), ("y", "", 1)]
    assert store.outlet_domains() == ["", "a.example"]


def test_furniture_of_an_outlet_is_replaced(store: Store) -> None:
    old = FurnitureParagraph("a.example", (1 << 64) - 1, 9)
    new = FurnitureParagraph("a.example", 5, 4)
    other = FurnitureParagraph("b.example", 1 << 63, 7)
    store.replace_furniture(["a.example", "b.example"], [old, other])
    store.replace_furniture(["a.example"], [new])
    assert store.furniture() == {"a.example": [new], "b.example": [other]}
    assert store.furniture(["b.example", "c.example"]) == {"b.example": [other]}
    with pytest.raises(InputError):
        store.replace_furniture(["a.example"], [other])
    assert store.furniture(["a.example"]) == {"a.example": [new]}
