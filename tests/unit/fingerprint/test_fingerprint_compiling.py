"""Whether kernels are compiled is settled once a process, before the first kernel."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def run(program: str, **environment: str) -> str:
    settings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "WIRECOPY_PLAIN": ""} | environment
    return subprocess.run(
        [sys.executable, "-c", program], env=settings, capture_output=True, text=True, check=True
    ).stdout


_ASK = "import sys, wirecopy.compiling as c{}; import wirecopy.fingerprint.views; print(c.runs_compiled(), 'numba' in sys.modules)"


@pytest.mark.parametrize(
    ("before", "environment"), [("; c.prefer_plain()", {}), ("", {"WIRECOPY_PLAIN": "1"})], ids=["asked", "environment"]
)
def test_plain_kernels_do_without_numba(before: str, environment: dict[str, str]) -> None:
    assert run(_ASK.format(before), **environment).split() == ["False", "False"]


def test_what_is_settled_stays() -> None:
    program = "import wirecopy.compiling as c; before = c.runs_compiled(); c.prefer_plain(); print(before == c.runs_compiled())"
    assert run(program).strip() == "True"
