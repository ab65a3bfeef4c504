"""Progress of a run on standard error: a bar in a terminal, else a line every half minute.

Comes in: calls (stage, done, total). Goes out: what is done, how fast, and how long the stage will still take.
The one idea: short work says nothing in a log file; only what lasts longer than `QUIET_SECONDS` is told of there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from wirecopy.run import Progress

QUIET_SECONDS = 30.0


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield what a run calls with its progress; the bar is taken away at the end."""
    if quiet:
        yield _say_nothing
    elif sys.stderr.isatty():
        with _bars() as bars:
            yield TerminalProgress(bars)
    else:
        yield LineProgress(sys.stderr, time.monotonic)


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Show nothing."""


class TerminalProgress:
    """One bar a stage; a stage whose size is unknown has a count instead of an end."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show `done` of `total` (0: unknown)."""
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total or None)
        self._bars.update(self._tasks[stage], completed=done, total=total or None)


class LineProgress:
    """A line of its own every `QUIET_SECONDS`, for logs."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._stage = ""
        self._began = self._told = clock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Write a line where the last one is long enough ago."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began = stage, now
        if now - self._told < QUIET_SECONDS:
            return
        self._told = now
        click.echo(progress_line(stage, done, total, now - self._began), file=self._stream)


def progress_line(stage: str, done: int, total: int, seconds: float) -> str:
    """Return "verify: 2,000 of 8,000, 100/s, 1 min left"; rate and rest only where they are known."""
    from wirecopy.report.wording import say_span  # noqa: PLC0415

    said = f"{stage}: {done:,}" + (f" of {total:,}" if total else "")
    rate = done / seconds if seconds > 0 else 0.0
    if rate:
        said += f", {rate:,.0f}/s" if rate >= 1 else f", {rate:.2f}/s"
    if rate and total > done:
        said += f", {say_span((total - done) / rate)} left"
    return said


@contextmanager
def _bars() -> Iterator[Bars]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Task as BarTask  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from wirecopy.cli.options import console  # noqa: PLC0415
    from wirecopy.report.wording import say_span  # noqa: PLC0415

    class Rate(ProgressColumn):
        """Items a second and the time left."""

        def render(self, task: BarTask) -> Text:
            rate = f"{task.speed:,.0f}/s" if task.speed else ""
            left = f", {say_span(task.time_remaining)} left" if task.time_remaining else ""
            return Text(rate + left)

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), Rate())
    with Progress(*columns, console=console(stderr=True), transient=True) as bars:
        yield bars
