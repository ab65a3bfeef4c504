"""The result of one run over the whole small corpus, which other ways of running it are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from run_samples import UNCAPPED, contents, corpus, write

from wirecopy.run import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Contents of the views after one run in one process."""
    folder: Path = tmp_path_factory.mktemp("one")
    run([write(folder / "all.jsonl", corpus())], folder / "one.db", params=UNCAPPED, workers=1)
    return contents(folder / "one.db")
