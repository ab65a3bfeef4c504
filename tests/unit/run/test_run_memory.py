"""A bound on memory: smaller batches, the same results, and a clear refusal of nonsense."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from run_samples import UNCAPPED, contents, corpus, write  # type: ignore[import-not-found]

from wirecopy import Params
from wirecopy.errors import ParameterError
from wirecopy.run import run
from wirecopy.run.memory import Bulks, Sizes, bulk, filled, sizes_within
from wirecopy.store import Store
from wirecopy.store.records import StoredBodies


def test_without_a_bound_sizes_are_full() -> None:
    assert sizes_within(None, 64, 1_000) == Sizes(1_000) == sizes_within(1_000_000, 64, 1_000)


def test_less_memory_and_more_workers_make_everything_smaller() -> None:
    some, less, shared = sizes_within(300, 2, 1_000), sizes_within(60, 2, 1_000), sizes_within(300, 8, 1_000)
    for name in Sizes.__slots__:
        assert getattr(Sizes(1_000), name) > getattr(some, name) > getattr(less, name), name
        assert getattr(some, name) > getattr(shared, name), name


def test_a_batch_is_never_larger_than_asked_for() -> None:
    assert sizes_within(32, 8, 7).batch_articles == 7


@pytest.mark.parametrize("bound", [0, 31, 1_000_001])
def test_nonsense_is_refused_before_the_database_is_made(tmp_path: Path, bound: int) -> None:
    with pytest.raises(ParameterError, match="memory"):
        run(["nowhere.jsonl"], tmp_path / "a.db", memory=bound)
    assert not (tmp_path / "a.db").exists()


def test_results_do_not_depend_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(Store, "limit_cache", lambda _, kib: seen.append(kib))
    source = write(tmp_path / "all.jsonl", corpus())
    run([source], tmp_path / "a.db", params=UNCAPPED, workers=1)
    run([source], tmp_path / "b.db", params=UNCAPPED, workers=1, memory=32)
    assert seen[0] > seen[1]
    assert contents(tmp_path / "a.db") == contents(tmp_path / "b.db")


def test_a_long_text_counts_as_several() -> None:
    assert (bulk(0), bulk(3_000), bulk(80_000)) == (1, 1, 11)
    assert list(filled([("a", 1), ("b", 1), ("c", 5), ("d", 2), ("e", 1)], 3)) == [["a", "b"], ["c"], ["d", "e"]]
    assert list(filled([], 3)) == []


def test_long_texts_are_held_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = corpus(4)
    for record in records:
        record["text"] += "\n\n" + " ".join(f"Page {page} of the annex to {record['url']}." for page in range(4_000))
    source = write(tmp_path / "long.jsonl", records)
    run([source], tmp_path / "a.db", params=UNCAPPED, workers=1)
    held: list[int] = []
    load = Store.load_bodies

    def spy(store: Store, ids: Sequence[int]) -> StoredBodies:
        stored = load(store, ids)
        held.append(sum(bulk(len(text)) for text in stored.texts))
        return stored

    monkeypatch.setattr(Store, "load_bodies", spy)
    run([source], tmp_path / "b.db", params=UNCAPPED, workers=1, memory=32)
    most, longest = sizes_within(32, 1, 1_000).piece_articles, max(bulk(len(record["text"])) for record in records)
    assert max(held) <= max(most, 2 * longest) < 5 * longest < len(records) * longest
    assert contents(tmp_path / "a.db") == contents(tmp_path / "b.db")


def test_articles_stored_without_their_length_count_once(tmp_path: Path) -> None:
    source = write(tmp_path / "all.jsonl", [{**corpus(1)[0], "text": "It rained in Kelvington. " * 1_000}])
    run([source], tmp_path / "a.db", params=UNCAPPED, workers=1)
    with Store.open(tmp_path / "a.db", readonly=True) as store:
        (article,) = (row["article_id"] for row in contents(tmp_path / "a.db", ["article_list"])["article_list"])
        assert Bulks(store).of([1, article, 2]).tolist() == [1, 4, 1]
    with sqlite3.connect(tmp_path / "a.db") as old:
        old.execute("DELETE FROM sketch_array WHERE name = 'characters'")
    with Store.open(tmp_path / "a.db", readonly=True) as store:
        assert Bulks(store).of([article]).tolist() == [1]


def test_a_few_long_texts_at_a_time_train_a_dictionary_all_the_same(tmp_path: Path) -> None:
    filling = " ".join(f"Page {page} of the annex, as filed." for page in range(300))
    records = [{**record, "text": f"{record['text']}\n\n{filling}"} for record in corpus(90)]
    assert len(records) > 300
    run([write(tmp_path / "long.jsonl", records)], tmp_path / "a.db", params=Params(batch_articles=100), workers=1)
    with sqlite3.connect(tmp_path / "a.db") as database:
        assert database.execute("SELECT count(*) FROM text_codec WHERE length(dictionary) > 0").fetchone() == (1,)
