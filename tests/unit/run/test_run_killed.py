"""Killed at any moment, nothing is lost or doubled: the next run ends where one clean run would have."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from run_samples import UNCAPPED, contents, corpus, write  # type: ignore[import-not-found]

from wirecopy import Store
from wirecopy.run import run
from wirecopy.store.session import Session

if TYPE_CHECKING:
    import sqlite3

_RUN = """
import sys
from wirecopy import Params
from wirecopy.run import run
sys.modules["wirecopy.run.ingest"]._ARTICLES_AT_ONCE = 7
run([sys.argv[1]], sys.argv[2], params=Params(bucket_cap=10_000, partners_weak=10_000, batch_articles=7), workers=1)
"""


@pytest.fixture(autouse=True)
def _small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch is stored by itself, so that there are several transactions to die between."""
    monkeypatch.setattr(sys.modules["wirecopy.run.ingest"], "_ARTICLES_AT_ONCE", 7)


class _Killed(BaseException):
    """Nothing catches it, as nothing catches a kill."""


def _transactions(monkeypatch: pytest.MonkeyPatch, last: int) -> list[int]:
    """Let the run die before transaction number `last`; the list holds how many there were."""
    written = [0]
    original = Session._writing

    @contextmanager
    def dying(self: Session, *, linked: bool = False) -> Iterator[sqlite3.Connection]:
        if written[0] == last:
            raise _Killed
        with original(self, linked=linked) as database:
            yield database
        written[0] += 1

    monkeypatch.setattr(Session, "_writing", dying)
    return written


def test_dying_between_any_two_transactions(
    tmp_path: Path, one_run: dict[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "all.jsonl", corpus())
    with monkeypatch.context() as patch:
        count = _transactions(patch, -1)
        run([source], tmp_path / "whole.db", params=UNCAPPED, workers=1)
    assert count[0] > 10
    for last in range(1, count[0], 2):
        db = tmp_path / f"{last}.db"
        with monkeypatch.context() as patch:
            _transactions(patch, last)
            with pytest.raises(_Killed):
                run([source], db, params=UNCAPPED, workers=1)
        run([source], db, params=UNCAPPED, workers=1)
        assert contents(db) == one_run, f"after a kill before transaction {last}"


def test_dying_again_and_again_with_other_inputs(
    tmp_path: Path, one_run: dict[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = corpus()
    files = [write(tmp_path / f"{i}.jsonl", records[i::3]) for i in range(3)]
    for source, last in zip(files, (4, 6, 9), strict=True):
        with monkeypatch.context() as patch:
            _transactions(patch, last)
            with pytest.raises(_Killed):
                run([source], tmp_path / "k.db", params=UNCAPPED, workers=1)
    for source in files:
        run([source], tmp_path / "k.db", params=UNCAPPED, workers=1)
    assert contents(tmp_path / "k.db") == one_run


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_a_killed_process(tmp_path: Path, one_run: dict[str, list[dict[str, Any]]]) -> None:
    source, db = write(tmp_path / "all.jsonl", corpus()), tmp_path / "k.db"
    path = os.pathsep.join(sys.path)
    process = subprocess.Popen([sys.executable, "-c", _RUN, source, str(db)], env={**os.environ, "PYTHONPATH": path})
    _wait_for_articles(db, process)
    time.sleep(random.random() * 0.3)
    process.kill()
    process.wait()
    run([source], db, params=UNCAPPED, workers=1)
    assert contents(db) == one_run
    with Store.open(db, readonly=True) as store:
        assert [each.status for each in store.runs()][-1] == "done"


def _wait_for_articles(db: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first batch is stored, or the process has come to its end by itself."""
    for _ in range(600):
        if process.poll() is not None:
            return
        if db.exists() and db.stat().st_size and Path(f"{db}-wal").exists():
            return
        time.sleep(0.05)
    pytest.fail("the process never began to write")
