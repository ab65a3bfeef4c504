"""Threads read texts and work ahead while the store writes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from run_samples import UNCAPPED, contents, corpus, write  # type: ignore[import-not-found]

from wirecopy.errors import StoreError
from wirecopy.run import run
from wirecopy.run.readers import Readers
from wirecopy.store import Store
from wirecopy.threads import map_in_threads


def test_threads_take_turns_at_readers_while_the_store_writes(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    run([write(tmp_path / "all.jsonl", corpus())], db, params=UNCAPPED, workers=1)
    ids = [row["article_id"] for row in contents(db, ["article_list"])["article_list"]]
    with Store.open(db) as store, Readers(store, 2, 1024) as readers, ThreadPoolExecutor(8) as pool:
        expected = [store.load_bodies([each]).texts for each in ids]
        with store._writing() as database:
            database.execute("UPDATE article SET word_count = 0")
            assert [stored.texts for stored in pool.map(lambda each: readers.load_bodies([each]), ids)] == expected
    with pytest.raises(StoreError):
        readers.load_bodies(ids)


def test_work_is_begun_ahead_of_a_busy_caller() -> None:
    begun: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(100):
            begun.append(number)
            yield number

    results = map_in_threads(str, batches(), 2, ahead=9)
    assert next(results) == "0"
    assert begun == list(range(11))
    assert list(results) == [str(number) for number in range(1, 100)]


def test_what_has_not_begun_is_left_when_the_caller_fails() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.01)
        return number

    with closing(map_in_threads(work, range(100), 1, ahead=90)) as results:
        assert next(results) == 0
    assert len(begun) < 50
