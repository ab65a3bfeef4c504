"""Results of runs over broken input, in every form in which they can be asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Wirecopy = Callable[..., Any]


def test_summary_as_json_counts_rejects_of_each_file(wirecopy: Wirecopy, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('["a", "list"]\n{"url": "https://a.example/1", "text": "The ferry ran aground."}\n', "utf-8")
    code, out, err = wirecopy("run", source, "--db", tmp_path / "x.db", "--json")
    assert code == 1, err
    said = json.loads(out)
    assert said["rejects_by_reason"] == {"not-an-object": 1}
    assert said["files"][0]["rejects"] == {"not-an-object": 1}


@pytest.mark.parametrize(
    "words",
    [("story", "\udcff"), ("why", "\udcff"), ("query", "rejected_records", "--path", "\udcff")],
    ids=["story", "why", "query"],
)
def test_arguments_that_are_no_utf8_are_no_crash(wirecopy: Wirecopy, sample_db: Path, words: tuple[str, ...]) -> None:
    """The system hands bytes that are no UTF-8 over as lone surrogates, which no database takes."""
    code, _, err = wirecopy(*words, "--db", sample_db)
    assert code == (0 if words[0] == "query" else 2), err


def test_database_may_have_any_name(wirecopy: Wirecopy, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"url": "https://a.example/1", "text": "The ferry ran aground."}\n', "utf-8")
    for name in ("a?b#c%20.db", os.fsdecode(b"\xff.db")):
        try:
            (tmp_path / name).touch()
        except OSError:  # a file system that takes UTF-8 only
            continue
        assert wirecopy("run", source, "--db", tmp_path / name, "--quiet").code == 0
        assert wirecopy("stats", "--db", tmp_path / name).code == 0
