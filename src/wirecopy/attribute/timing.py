"""What the clock tells about a supposed source and copy, with the precision of dates in mind.

In: times with their precision. Out: the gap between them as one of a few named steps. The one idea: dates are
rounded, updated and wrong, so a time is an interval, overlapping intervals say nothing, and a gap is a step of a
ladder whose log-odds are fitted, never a proof (one large outlet dates its copies a month late).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.model import Article, Precision

_TOLERANCE: dict[Precision, int] = {
    "second": 30,
    "minute": 90,
    "hour": 3_600,
    "day": 86_400,
    "month": 31 * 86_400,
    "year": 366 * 86_400,
}
_STEPS = (
    (180, "3m"),
    (600, "10m"),
    (1_800, "30m"),
    (3_600, "1h"),
    (3 * 3_600, "3h"),
    (12 * 3_600, "12h"),
    (2 * 86_400, "2d"),
    (7 * 86_400, "7d"),
)
_LIMITS = np.array([most for most, _ in _STEPS])
STEP_NAMES = (*(name for _, name in _STEPS), "longer")
_LEAST_DATED = 3

Clock = Literal["trusted", "doubted", "unknown"]
_CLOCKS: tuple[Clock, ...] = ("unknown", "trusted", "doubted")
UNDATED = "undated"
CLOCKS: tuple[str, ...] = (*_CLOCKS, UNDATED)

# "source-earlier-1h" stands for a source between the step before (30 minutes) and one hour ahead.
GAP_RULES: tuple[str, ...] = tuple(
    f"source-{side}-{name}" + ("" if clock == "unknown" else f"-{clock}")
    for side in ("earlier", "later")
    for name in STEP_NAMES
    for clock in _CLOCKS
)


class Span(NamedTuple):
    """Earliest and latest second at which a text may have been published."""

    earliest: int
    latest: int


def published_span(article: Article) -> Span | None:
    """The interval of the published time, None where it is unknown.

    Rounded times are cut, not rounded to the nearest ("10:00" means 10:00 to 11:00).
    """
    if article.published_at is None or article.published_precision == "none":
        return None
    return Span(article.published_at, article.published_at + _TOLERANCE[article.published_precision])


def gap_seconds(source: Span, copy: Span) -> int:
    """Least time from source to copy, negative where the source is the later one, 0 where they may coincide."""
    if copy.earliest > source.latest:
        return copy.earliest - source.latest
    if source.earliest > copy.latest:
        return copy.latest - source.earliest
    return 0


def clock_of(own: Sequence[Span | None], others: Sequence[Span | None]) -> Clock:
    """How far the clocks of a family agree: whether any other member seems older than the agency's own first text.

    "trusted" where at least three others and none of them does, "doubted" where one does, else "unknown" (no own
    text in the store, or no dates): a family whose clocks are seen to be wrong has others wrong that are not seen.
    """
    first = min((span for span in own if span is not None), default=None)
    dated = [span for span in others if span is not None]
    if first is None or len(dated) < _LEAST_DATED:
        return "unknown"
    return "doubted" if any(gap_seconds(first, span) < 0 for span in dated) else "trusted"


def gap_step(gaps: NDArray[np.int64], clock: Clock) -> NDArray[np.int64]:
    """Places in GAP_RULES of these gaps in seconds, which are not 0, in a family whose clocks agree so far.

    >>> GAP_RULES[gap_step(np.array([1970]), "unknown")[0]]
    'source-earlier-1h'
    """
    step = np.searchsorted(_LIMITS, np.abs(gaps))
    found: NDArray[np.int64] = (np.where(gaps < 0, len(STEP_NAMES), 0) + step) * len(_CLOCKS) + _CLOCKS.index(clock)
    return found


def step_of(gap: int) -> str:
    """The name of the step of a gap in seconds, whatever its sign: the shortest that holds it."""
    return STEP_NAMES[int(np.searchsorted(_LIMITS, abs(gap)))]


def describe_seconds(seconds: float) -> str:
    """A duration for people, rounded down to its two largest units.

    >>> describe_seconds(97200)
    '1 d 3 h'
    """
    rest = int(abs(seconds))
    words = []
    for name, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, rest = divmod(rest, size)
        if count:
            words.append(f"{count} {name}")
    return " ".join(words[:2]) or "0 s"
