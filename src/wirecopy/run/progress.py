"""How a run tells that it is alive: a callback with the stage, what is done and what there is to do."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called from the run's thread; total is 0 where it is not known."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` items of a stage are behind us."""


def silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""
