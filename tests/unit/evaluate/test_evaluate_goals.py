from __future__ import annotations

from wirecopy.evaluate.goals import glance


def test_goals_are_reached_from_above_or_below_and_left_out_unmeasured() -> None:
    figures = {"hard": {"adjusted_rand": 0.99, "candidates.per_article": 31.0, "precision": None}}
    assert glance(figures).rows == (
        ("adjusted Rand index, hard", "at least 0.985", 0.99, "yes"),
        ("candidate pairs an article", "at most 30", 31.0, "no"),
    )
