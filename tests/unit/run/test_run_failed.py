"""A run that ends with an error says so in the store."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

import wirecopy.run
from wirecopy.errors import StoreError, WirecopyError
from wirecopy.run import run
from wirecopy.store import Store


def test_the_reason_of_a_failed_run_is_kept_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles, database = tmp_path / "a.jsonl", tmp_path / "a.db"
    articles.write_text('{"url": "https://a.example/1", "text": "The ferry ran aground off the bridge."}\n', "utf-8")

    def fail(*_: object) -> NoReturn:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(wirecopy.run, "sign_waiting", fail)
        with pytest.raises(WirecopyError, match="the disk is full"):
            run([str(articles)], database)
    assert run([str(articles)], database).known == 1
    with Store.open(database, readonly=True) as store:
        assert [(each.status, each.message) for each in store.runs()] == [("failed", "the disk is full"), ("done", "")]
