"""Bad input: a clear error or a row in rejects, and the rest of the run is kept."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

Wirecopy = Callable[..., Any]

TEXT = (
    "The ferry Margit Aune ran aground off Hollen Bridge early on Tuesday with 214 people aboard, the coastguard said.\n\n"
    "Captain Odd Rennesvik had reported a failed steering pump at 4:12 a.m., twenty minutes before the vessel struck."
)
OTHER = "A bakery in Lower Fallow has sold its millionth seed roll, forty years after Agnes Pell mixed the first dough."
GOOD = {"url": "https://good.example/1", "title": "Ferry", "text": TEXT, "date": "2026-03-03"}


def write_lines(path: Path, records: list[object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode() + b"\n"


def rejects(wirecopy: Wirecopy, database: Path) -> list[str]:
    rows = json.loads(
        wirecopy("query", "--json", "--db", database, "--sql", "SELECT reason FROM rejects ORDER BY 1").out
    )
    return [row["reason"] for row in rows]


def articles(wirecopy: Wirecopy, database: Path) -> list[dict[str, str]]:
    sql = "SELECT url, published_at FROM article_list ORDER BY url"
    return list(json.loads(wirecopy("query", "--json", "--db", database, "--sql", sql).out))


@pytest.mark.parametrize(
    ("bad", "count"),
    [
        (b'["a", "list"]\n', 1),
        (b'{"url": "https://a.example/no-text", "title": "x"}\n', 1),
        (b'{"url": "https://a.example/cut", "text": "abc\n', 1),
        (line(url="https://a.example/huge", text="word " * 10_000_000), 1),
        (b"\x00\x01\x02\n", 1),
        (b"\xff\xfe{]\n", 1),
    ],
    ids=["a list", "no text", "cut off", "50 MB", "binary", "no UTF-8"],
)  # fmt: skip
def test_bad_record_is_rejected_and_the_rest_kept(wirecopy: Wirecopy, tmp_path: Path, bad: bytes, count: int) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line() + bad + line(url="https://good.example/2", text=OTHER))
    database = tmp_path / "x.db"
    code, out, err = wirecopy("run", path, "--db", database)
    assert code == 1, err
    assert "records rejected" in out
    assert len(rejects(wirecopy, database)) == count
    assert [row["url"] for row in articles(wirecopy, database)] == ["https://good.example/1", "https://good.example/2"]


def test_bytes_that_are_no_utf8_and_nul_are_repaired_or_rejected(wirecopy: Wirecopy, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line().replace(b"ferry", b"f\xe9rry") + line(url="https://good.example/2", text="a\0b " + TEXT))
    database = tmp_path / "x.db"
    code, _, err = wirecopy("run", path, "--db", database)
    assert code in {0, 1}, err
    assert len(articles(wirecopy, database)) + len(rejects(wirecopy, database)) == 2


@pytest.mark.parametrize("date", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "99999-01-01", "yesterday-ish"])
def test_impossible_date_costs_the_date_not_the_article(wirecopy: Wirecopy, tmp_path: Path, date: str) -> None:
    path = write_lines(tmp_path / "in.jsonl", [{**GOOD, "date": date}])
    database = tmp_path / "x.db"
    assert wirecopy("run", path, "--db", database).code == 0
    assert articles(wirecopy, database) == [{"url": "https://good.example/1", "published_at": None}]
    assert wirecopy("why", "https://good.example/1", "--db", database).code == 0


def test_empty_file_and_truncated_gzip_cost_themselves_only(wirecopy: Wirecopy, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    rng = Random(7)
    texts = [" ".join(rng.randbytes(4).hex() for _ in range(80)) for _ in range(400)]
    packed = gzip.compress(b"".join(line(url=f"https://cut.example/{i}", text=text) for i, text in enumerate(texts)))
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    write_lines(tmp_path / "good.jsonl", [GOOD])
    database = tmp_path / "x.db"
    code, _, err = wirecopy("run", *sorted(tmp_path.glob("*.jsonl*")), "--db", database, "--quiet")
    assert code == 1, err
    assert len(rejects(wirecopy, database)) == 2
    kept = [row["url"] for row in articles(wirecopy, database)]
    assert "https://good.example/1" in kept
    assert len(kept) > 100


@pytest.mark.parametrize("name", ["none.jsonl", "/nowhere/at/all/none.jsonl", "*.none"])
def test_path_that_does_not_exist_stops_before_anything_is_made(wirecopy: Wirecopy, tmp_path: Path, name: str) -> None:
    database = tmp_path / "x.db"
    code, out, err = wirecopy("run", write_lines(tmp_path / "good.jsonl", [GOOD]), tmp_path / name, "--db", database)
    assert (code, out) == (2, "")
    assert err.startswith("wirecopy: no ")
    assert not database.exists()


def test_missing_table_names_those_that_are_there(wirecopy: Wirecopy, tmp_path: Path) -> None:
    source = tmp_path / "source.db"
    with sqlite3.connect(source) as made:
        made.execute("CREATE TABLE newsdata (url, title, content)")
        made.execute("INSERT INTO newsdata VALUES (?, ?, ?)", (GOOD["url"], GOOD["title"], GOOD["text"]))
    made.close()
    code, _, err = wirecopy("run", source, "--table", "nothing", "--db", tmp_path / "x.db")
    assert code == 2
    assert "nothing" in err
    assert "newsdata" in err
    assert wirecopy("run", source, "--table", "newsdata", "--db", tmp_path / "x.db", "--quiet").code == 0
    assert len(articles(wirecopy, tmp_path / "x.db")) == 1


def test_read_only_database_is_a_store_error(
    wirecopy: Wirecopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "in.jsonl", [GOOD])
    database = tmp_path / "x.db"
    assert wirecopy("run", source, "--db", database, "--quiet").code == 0
    database.chmod(0o444)
    if os.geteuid() == 0:  # root may write to anything, so the system is made to say that it may not
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    code, _, err = wirecopy("run", source, "--db", database)
    assert code == 3
    assert "read-only" in err
    assert wirecopy("stats", "--db", database).code == 0


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be taken for one " * 40, b"SQLite format 3\0 cut"]
)
def test_file_that_is_no_database_is_a_store_error(wirecopy: Wirecopy, tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "x.db"
    database.write_bytes(content)
    for arguments in (["run", write_lines(tmp_path / "in.jsonl", [GOOD])], ["stats"], ["query", "--sql", "SELECT 1"]):
        code, out, err = wirecopy(*arguments, "--db", database)
        assert (code, out) == (3, "")
        assert err.count("\n") == 1


def test_database_in_a_missing_folder_is_a_store_error(wirecopy: Wirecopy, tmp_path: Path) -> None:
    code, _, err = wirecopy("run", write_lines(tmp_path / "in.jsonl", [GOOD]), "--db", tmp_path / "no" / "x.db")
    assert code == 3
    assert "does not exist; create it" in err


def test_standard_input_and_mapping(tmp_path: Path) -> None:
    record = {"adres": GOOD["url"], "kop": "Ferry", "doc": {"body": GOOD["text"]}}
    done = subprocess.run(
        [
            sys.executable, "-m", "wirecopy", "run", "-", "--format", "jsonl", "--db", tmp_path / "x.db", "--json",
            "--map", "url=adres", "--map", "headline=kop", "--map", "text=doc.body",
        ],
        input=json.dumps(record).encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 1


def test_closed_pipe_is_quiet(tmp_path: Path, sample_db: Path) -> None:
    command = f"{sys.executable} -m wirecopy export copy_evidence --db {sample_db} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 141
    assert done.stdout.count("\n") == 1


# A shell lets what it starts in the background ignore interrupts, these tests among it.
_INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("wirecopy", run_name="__main__", alter_sys=True)
"""


def test_interrupt_is_clean(tmp_path: Path) -> None:
    """A run that waits for standard input is interrupted: one line, exit code 130, no traceback."""
    database = tmp_path / "x.db"
    running = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, "run", "-", "--format", "jsonl", "--db", database],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    began = time.monotonic()
    while not Path(f"{database}-run").exists():  # from here on it reads
        assert running.poll() is None, running.communicate()
        assert time.monotonic() - began < 120
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "interrupted; what was kept stays" in err
    assert "Traceback" not in err
