"""Whether the kernels run compiled: numba where it is installed and worth its start-up, plain Python otherwise.

A kernel is written once, in the part of Python that both understand, so both ways give the same result
(tests/oracle compares them). numba takes about a second to load cached kernels and ten to compile them the
first time, so a run over a handful of articles calls `prefer_plain()` before any kernel is imported.

What makes both ways agree, to the bit: numbers read from an array are wrapped in `int()` or `float()` before they
are reckoned with (plain numpy would wrap at 32 bits, or add in single precision), and nothing divides integers.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

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
    return _compiled(kernel, counts_references=True)


def compiled_lean(kernel: Kernel) -> Kernel:
    """The same for a kernel that makes no array and calls none that does: all room is given to it.

    References to arrays are not counted in it then. Counting made a call with records of ten arrays as dear as reading
    thirty words, and a comparison of two texts a quarter dearer.
    """
    return _compiled(kernel, counts_references=False)


def _compiled(kernel: Kernel, *, counts_references: bool) -> Kernel:
    if not runs_compiled():
        return kernel
    import numba  # noqa: PLC0415  loading numba costs .3 s: only where it is used

    config: Any = numba.config
    usual_directory = config.CACHE_DIR
    config.CACHE_DIR = usual_directory or _cache_directory()
    options: dict[str, Any] = {"nogil": True, "boundscheck": False, "_nrt": counts_references}
    try:
        return cast("Kernel", numba.njit(cache=True, **options)(kernel))
    except RuntimeError:  # there is no place to write a cache to: compile for this process alone
        return cast("Kernel", numba.njit(**options)(kernel))
    finally:
        config.CACHE_DIR = usual_directory


@functools.cache
def _cache_directory() -> str:
    """The place of the compiled kernels of this state of the package's kernels; "" leaves the choice to numba.

    By itself numba sees a change in the module of a kernel only: not in a kernel that this one calls, and it fails
    on records that an upgrade has renamed. So each state of the modules with kernels has a directory of its own.
    """
    package = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=8)
    for module in sorted(package.rglob("*.py")):
        source = module.read_bytes()
        if b"@compiled" in source:
            digest.update(source)
    home = package / "__pycache__"
    directory = home / f"kernels-{digest.hexdigest()}"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:  # an installation that others own: numba looks for a place of the user's
        return ""
    return str(directory)
