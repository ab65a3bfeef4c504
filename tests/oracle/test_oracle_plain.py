"""Plain Python and compiled kernels give the same bits."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def digests(plain: str) -> list[str]:
    environment = os.environ | {"WIRECOPY_PLAIN": plain, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    command = [sys.executable, str(HERE / "fingerprint_digest.py")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
def test_plain_and_compiled_agree_to_the_bit() -> None:
    plain, compiled = digests("1"), digests("")
    assert plain[0] == "numba False"
    assert compiled[0] == "numba True"
    assert plain[1:] == compiled[1:]
