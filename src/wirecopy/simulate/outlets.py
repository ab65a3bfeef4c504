"""Outlets: who publishes, in what language, under which owner, with which habits.

A table of invented outlets goes in (outlets.tsv), frozen records come out. Outlets of one group publish the same
text in the same minute. Three real carriers are among them because the marks they leave are known by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from random import Random

Habit = str  # kept, moved, dropped, false, mixed
CREDIT_HABITS: dict[Habit, tuple[tuple[str, float], ...]] = {
    "kept": (("kept", 0.85), ("moved", 0.1), ("dropped", 0.05)),
    "moved": (("moved", 0.8), ("kept", 0.15), ("dropped", 0.05)),
    "mixed": (("kept", 0.35), ("moved", 0.3), ("dropped", 0.32), ("false", 0.03)),
    "dropped": (("dropped", 0.9), ("moved", 0.07), ("false", 0.03)),
    "false": (("false", 0.4), ("dropped", 0.5), ("kept", 0.1)),
}


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `marks` names what its pages leave in copied text; `dash` is that of its datelines."""

    domain: str
    name: str
    kind: str
    language: str
    group: str
    credit: Habit
    dash: str
    spelling: str
    marks: str


@lru_cache(maxsize=1)
def all_outlets() -> tuple[Outlet, ...]:
    """Every outlet of the shipped table, in its order."""
    text = resources.files("wirecopy.simulate").joinpath("outlets.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Outlet(*row) for row in rows)


@lru_cache(maxsize=64)
def outlets_of(language: str) -> tuple[Outlet, ...]:
    """The outlets of a language; the English ones where there is none."""
    own = tuple(outlet for outlet in all_outlets() if outlet.language == language)
    return own or outlets_of("en")


@lru_cache(maxsize=256)
def members_of(group: str, language: str) -> tuple[Outlet, ...]:
    """All outlets of one owner."""
    return tuple(outlet for outlet in outlets_of(language) if outlet.group == group)


def draw_outlet(rng: Random, language: str, *, rewrites: bool, used: Sequence[str] = ()) -> Outlet:
    """An outlet that has not used this story yet (any, once all have): spinners where wording is rewritten.

    Three rewrites in four come from spinners; clean copies never do.
    """
    spinner = rewrites and rng.random() < 0.75
    pool = [outlet for outlet in outlets_of(language) if (outlet.kind == "spinner") == spinner]
    if rewrites and not spinner:
        pool = [outlet for outlet in pool if outlet.kind in {"publisher", "aggregator"}]
    pool = pool or list(outlets_of(language))
    for _ in range(4):
        outlet = pool[int(rng.random() * len(pool))]
        if outlet.domain not in used:
            return outlet
    fresh = [outlet for outlet in pool if outlet.domain not in used]
    return rng.choice(fresh or pool)
