"""The benchmark works; out of the default run, since it takes half a minute (set WIRECOPY_BENCH=1)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.environ.get("WIRECOPY_BENCH") != "1", reason="takes half a minute; set WIRECOPY_BENCH=1")
def test_every_job_is_measured(tmp_path: Path) -> None:
    for peer in ("psutil", "rensa", "gaoya"):
        pytest.importorskip(peer)
    figures = tmp_path / "figures.json"
    command = [sys.executable, str(ROOT / "scripts" / "measure_speed.py"), "--smoke"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path / "bench"), "--json", str(figures)], check=True, capture_output=True
    )
    assert b"Stages of the whole job" in done.stdout
    (jobs,) = orjson.loads(figures.read_bytes()).values()
    assert sorted(jobs) == ["add", "add more", "alone", "datasketch", "gaoya", "more alone", "near", "rensa", "whole"]
    assert all(each["peak_bytes"] > 0 and each["cpu_seconds"] > 0 for runs in jobs.values() for each in runs)
