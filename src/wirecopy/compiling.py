"""Whether the kernels run compiled: numba where it is installed and worth its start-up, plain Python otherwise.

A kernel is written once, in the part of Python that both understand, so both ways give the same result
(tests/oracle compares them). numba takes about a second to load cached kernels and ten to compile them the
first time, so a run over a handful of articles calls `prefer_plain()` before any kernel is imported.

What makes both ways agree, to the bit: numbers read from an array are wrapped in `int()` or `float()` before they
are reckoned with (plain numpy would wrap at 32 bits, or add in single precision), and nothing divides integers.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from typing import Any, TypeVar

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

_state = {"plain": os.environ.get("WIRECOPY_PLAIN", "") == "1", "decided": False}


def prefer_plain() -> None:
    """Ask for plain Python kernels; without effect once a kernel module has been imported."""
    if not _state["decided"]:
        _state["plain"] = True


def runs_compiled() -> bool:
    """Whether kernels imported from now on are compiled; the first call settles it for the process."""
    _state["decided"] = True
    return not _state["plain"] and importlib.util.find_spec("numba") is not None


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel with numba (cached on disk, releasing the interpreter lock), or leave it as it is."""
    if not runs_compiled():
        return kernel
    from numba import njit  # noqa: PLC0415  loading numba costs .3 s: only where it is used

    jitted: Kernel = njit(cache=True, nogil=True, boundscheck=False)(kernel)
    return jitted
