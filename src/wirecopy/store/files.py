"""Where the SQL files are: migrations, views and queries, in an installed package or in a checkout.

Comes in: the name of a part of `db/`. Goes out: names and texts of its .sql files, in the order of their names.
The one idea: the package is asked first (a wheel carries `db/` as `wirecopy/db`), then the folder above `src/`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from wirecopy.errors import StoreError

Part = Literal["migrations", "views", "queries"]


@cache
def database_folder() -> Traversable:
    """Return the folder `db`: the one inside the package, else the one of the checkout.

    Raises StoreError where neither is there, which means a broken installation.
    """
    packaged = files("wirecopy") / "db"
    if (packaged / "migrations").is_dir():
        return packaged
    for above in Path(__file__).resolve().parents:
        candidate = above / "db"
        if (candidate / "migrations").is_dir():
            return candidate
    raise StoreError("the SQL files of wirecopy (folder db) are missing; install the package again")


@cache
def sql_files(part: Part) -> dict[str, str]:
    """Return name (without .sql) and text of each file of `part`, ordered by name."""
    entries = (entry for entry in (database_folder() / part).iterdir() if entry.name.endswith(".sql"))
    texts = {entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8") for entry in entries}
    return dict(sorted(texts.items()))
