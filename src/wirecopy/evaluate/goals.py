"""What is to be reached, beside what was measured.

In: flat figures by part (a made corpus, labelled pairs, real news). Out: one table. A goal whose part was not measured
is left out, never counted as reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wirecopy.evaluate.tables import Cell, Table

LANGUAGES = ("de", "fr", "es", "ru", "zh", "ja")


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to reach: in words, where it is measured, at least or (`most`) at most how much."""

    words: str
    part: str
    figure: str
    goal: float
    most: bool = False


GOALS = (
    Goal("adjusted Rand index, plain", "plain", "adjusted_rand", 0.993),
    Goal("adjusted Rand index, hard", "hard", "adjusted_rand", 0.985),
    Goal("pairwise precision, plain", "plain", "precision", 0.995),
    Goal("pairwise recall, plain", "plain", "recall", 0.99),
    Goal("pairwise precision, hard", "hard", "precision", 0.985),
    Goal("pairwise recall, hard", "hard", "recall", 0.985),
    Goal("recall: verbatim, light, cut, shuffle, noise", "hard", "recall.verbatim, light, cut, shuffle, noise", 0.995),
    Goal("recall: spun and mangled at any strength", "hard", "recall.spun and mangled", 0.99),
    Goal("recall: reworked", "hard", "recall.reworked", 0.99),
    Goal("recall: reworked and cut", "hard", "recall.reworked and cut", 0.98),
    Goal("recall: excerpts of 3+ paragraphs", "hard", "recall.excerpts", 0.95),
    Goal("recall: spun excerpts", "hard", "recall.spun excerpts", 0.92),
    Goal("recall: each source of a mosaic", "hard", "recall.sources of mosaics", 0.92),
    Goal("candidates hold the true source", "hard", "candidates.with_source", 0.995),
    Goal("candidate pairs an article", "hard", "candidates.per_article", 30, most=True),
    Goal("class: spun against light edit", "hard", "class.spun against light edit", 0.92),
    Goal("class: excerpt against trimmed", "hard", "class.excerpt against trimmed", 0.92),
    Goal("class: version against copy", "hard", "class.version against copy", 0.92),
    *(Goal(f"adjusted Rand index, {language}", language, "adjusted_rand", 0.96) for language in LANGUAGES),
    Goal("false copies: unrelated articles, plain", "plain", "false_alarms.unrelated", 0.001, most=True),
    Goal("false copies: unrelated articles, hard", "hard", "false_alarms.unrelated", 0.001, most=True),
    Goal("false copies: templated notices", "hard", "false_alarms.template", 0.01, most=True),
    Goal("false copies: independent reports, dense events", "dense", "false_alarms.independent", 0.01, most=True),
    Goal("false copies: earnings notices, real", "real", "real.reuters21578.notices_wrong", 0.01, most=True),
    Goal(
        "false copies: no partner in their story, ecbplus",
        "real",
        "real.ecbplus_1_22.strangers_at_most",
        0.01,
        most=True,
    ),
    Goal(
        "false copies: no partner in their story, wikinews",
        "real",
        "real.wikinews_events.strangers_at_most",
        0.01,
        most=True,
    ),
    Goal("labelled pairs: copies and versions, F1", "gold", "gold.report.copies_f1", 0.95),
    Goal("labelled pairs: partial recall", "gold", "gold.report.partial_recall", 0.80),
    Goal("labelled pairs: precision", "gold", "gold.report.precision", 0.97),
    Goal("labelled pairs: calibration error", "gold", "gold.report.calibration_error", 0.03, most=True),
    Goal("credits of real pages: precision", "credits", "credits.report.precision", 0.99),
    Goal("credits of real pages: recall", "credits", "credits.report.recall", 0.95),
    Goal("known reuse: area under the curve", "reuse", "reuse.area", 0.97),
    Goal("immediate source right, in the store", "clock as given", "source.right", 0.90),
    Goal("immediate source right, a third of times wrong", "clock a third wrong", "source.right", 0.90),
    Goal("immediate source right, no times", "clock none", "source.right", 0.70),
    Goal("wrong sources among those named", "clock as given", "source.wrong_among_named", 0.05, most=True),
    Goal("agency right where any sibling credits it", "clock as given", "agency.right", 0.97),
    Goal("credited, uncredited, false credit right", "clock as given", "credit.right", 0.98),
    Goal("carrier right where a mark was left in", "clock as given", "carrier.right", 0.95),
    Goal("calibration error of the source", "clock as given", "source.calibration_error", 0.05, most=True),
)


def glance(figures: Mapping[str, Mapping[str, float | None]]) -> Table:
    """All goals beside what was measured, given the figures of each part by their dotted names."""
    rows: list[tuple[Cell, ...]] = []
    for goal in GOALS:
        measured = figures.get(goal.part, {}).get(goal.figure)
        if measured is not None:
            reached = measured <= goal.goal if goal.most else measured >= goal.goal
            wanted = f"{'at most' if goal.most else 'at least'} {goal.goal:g}"
            rows.append((goal.words, wanted, measured, "yes" if reached else "no"))
    return Table("At a glance", ("figure", "goal", "measured", "reached"), tuple(rows))
