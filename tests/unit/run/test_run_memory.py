"""A bound on memory: smaller batches, the same results, and a clear refusal of nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_samples import UNCAPPED, contents, corpus, write  # type: ignore[import-not-found]

from wirecopy.errors import ParameterError
from wirecopy.run import run
from wirecopy.run.memory import Sizes, sizes_within
from wirecopy.store import Store


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
