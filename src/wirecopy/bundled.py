"""Where packages lie whose data are wanted and not their code: importing one takes a tenth of a second or more."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path


@functools.cache
def package_folder(package: str) -> Path:
    """The folder of an installed package, which is not imported. Raises ModuleNotFoundError where there is none."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(found.origin).parent
