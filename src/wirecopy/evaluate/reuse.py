"""Answers written with a known degree of reuse of their source (Clough and Stevenson 2011), told from those with none.

In: JSON Lines with text, source_text and reuse (non, heavy, light, cut). Out: a table by degree and the area under the
curve of the probability, none against any reuse. Answers are short and no news; they are judged as any pair is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wirecopy.evaluate.calibration import area_under_curve
from wirecopy.evaluate.stages import LooseText, judge_texts
from wirecopy.evaluate.tables import Table, share
from wirecopy.evaluate.truth import read_json_lines
from wirecopy.params import Params
from wirecopy.verify.verdict import Model, shipped_model

_NONE = "non"


def evaluate_reuse(
    path: Path, *, params: Params | None = None, model: Model | None = None
) -> tuple[list[Table], dict[str, float | None]]:
    """Judge each answer against its source. Raises InputError where the file can't be used."""
    params, model = params or Params(), model or shipped_model()
    rows = [row for _, row in read_json_lines(path) if row.get("source_text")]
    pairs = [(LooseText("", str(row["source_text"])), LooseText("", str(row["text"]))) for row in rows]
    verdicts = judge_texts(pairs, params, model)
    scores: dict[str, list[float]] = {}
    for row, verdict in zip(rows, verdicts, strict=True):
        scores.setdefault(_degree(row), []).append(verdict.probability)
    reused = [score for degree in sorted(scores) if degree != _NONE for score in scores[degree]]
    area = area_under_curve(reused, scores.get(_NONE, []))
    table = Table(
        f"Answers by degree of reuse (area under the curve {area or 0:.3f})",
        ("reuse", "answers", "linked", "mean probability"),
        tuple(
            (degree, len(held), share(sum(score >= params.accept for score in held), len(held)), sum(held) / len(held))
            for degree, held in sorted(scores.items())
        ),
    )
    return [table], {"reuse.area": area}


def _degree(row: Mapping[str, Any]) -> str:
    return str(row.get("reuse", ""))
