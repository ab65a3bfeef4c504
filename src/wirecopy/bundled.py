"""What is asked of packages without importing them: where their data lie, and the version of this one.

Importing a package for its data takes a tenth of a second or more.
"""

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


def package_version() -> str:
    """The version of wirecopy, as runs keep it."""
    from wirecopy import __version__  # noqa: PLC0415  the package's own door opens last

    return __version__
