"""Results of runs over broken input, in every form in which they can be asked for."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
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


@pytest.mark.parametrize("words", [("stats",), ("query", "--sql", "SELECT 1"), ("run", "in.jsonl", "--workers", "1")])
def test_process_without_any_open_stream_does_its_work(tmp_path: Path, sample_db: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "in.jsonl").write_text('{"url": "https://a.example/1", "text": "The ferry ran aground."}\n', "utf-8")
    database = tmp_path / "x.db" if words[0] == "run" else sample_db
    command = shlex.join([sys.executable, "-m", "wirecopy", *words, "--db", str(database)])
    done = subprocess.run(["/bin/sh", "-c", f"exec {command} <&- >&- 2>&-"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_closed_standard_input_is_said(tmp_path: Path) -> None:
    command = shlex.join([sys.executable, "-m", "wirecopy", "run", "-", "--db", str(tmp_path / "x.db")])
    done = subprocess.run(["/bin/sh", "-c", f"exec {command} <&-"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("wirecopy: standard input is closed")


@pytest.mark.parametrize("words", [("stats",), ("query", "who_copies_whom"), ("story", "1"), ("export", "copies")])
def test_database_that_may_not_be_read_is_a_store_error(
    wirecopy: Wirecopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    database = tmp_path / "x.db"
    database.touch(mode=0o000)
    if os.geteuid() == 0:  # root may read anything, so the system is made to say that it may not
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK and allowed(path, mode))
    code, _, err = wirecopy(*words, "--db", database)
    assert code == 3
    assert "can't be read" in err


def test_an_article_of_credits_alone_is_told_of_in_few_lines(wirecopy: Wirecopy, tmp_path: Path) -> None:
    """Of 150,000 credits all were drawn, for half a minute, without anybody having asked for all."""
    source, database = tmp_path / "in.jsonl", tmp_path / "x.db"
    text = "\n\n".join(["The ferry ran aground off Hollen Bridge early on Tuesday.", *["(AP)"] * 500])
    source.write_text(json.dumps({"url": "https://a.example/1", "text": text}) + "\n", "utf-8")
    assert wirecopy("run", source, "--db", database, "--quiet").code == 0
    short, full = (wirecopy("why", "https://a.example/1", *more, "--db", database).out for more in ([], ["--all"]))
    assert short.count("\n") < 150
    assert "the first 40 are shown; --all shows all" in short
    assert full.count("\n") > 900
