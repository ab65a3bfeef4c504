"""Stories told again in wholly other words or another language, beside independent reports of the same events.

In: the folder with `base.jsonl` and, each naming its base in `of`, `rewrite.jsonl`, `roundtrip.jsonl`,
`translation.jsonl`, `independent.jsonl` and, in another language, `independent_abroad.jsonl`; what is not there is left
out (tests/stories/rewrites). Out: how many of each kind the verdict takes for derived, and the area
under the curve of the probability, full rewrites against independent reports. Nothing is ever fitted on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from wirecopy.evaluate.calibration import area_under_curve
from wirecopy.evaluate.stages import LooseText, judge_texts
from wirecopy.evaluate.tables import Table, share
from wirecopy.evaluate.truth import read_json_lines
from wirecopy.params import Params
from wirecopy.verify.verdict import Model, shipped_model

_KINDS = ("rewrite", "roundtrip", "translation", "independent", "independent_abroad")
_LIKELY = 0.5


def evaluate_retellings(
    folder: Path, *, params: Params | None = None, model: Model | None = None
) -> tuple[list[Table], dict[str, float | None]]:
    """Judge each text against its base. Raises InputError where a file can't be used."""
    params, model = params or Params(), model or shipped_model()
    bases = {str(row["story"]): row for _, row in read_json_lines(folder / "base.jsonl")}
    files = {kind: folder / f"{kind}.jsonl" for kind in _KINDS}
    told = {kind: [row for _, row in read_json_lines(path)] for kind, path in files.items() if path.exists()}
    scores = {
        kind: _judge([(bases[str(row["of"])], row) for row in rows], params, model) for kind, rows in told.items()
    }
    area = area_under_curve(scores["rewrite"], scores["independent"])
    rows = tuple(
        (
            kind.replace("_", " "),
            len(held),
            _share_from(held, params.accept),
            _share_from(held, _LIKELY),
            sum(held) / max(1, len(held)),
        )
        for kind, held in scores.items()
    )
    head = ("text", "pairs", "accepted", "probability of .5 and more", "mean probability")
    figures = {f"retellings.{kind}": _share_from(held, params.accept) for kind, held in scores.items()}
    return [Table(f"Stories told again (area under the curve {area or 0:.3f})", head, rows)], {
        **figures,
        "retellings.area": area,
    }


def _judge(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], params: Params, model: Model) -> list[float]:
    texts = [(loose_text(left), loose_text(right)) for left, right in pairs]
    return [verdict.probability for verdict in judge_texts(texts, params, model)]


def loose_text(row: Mapping[str, Any]) -> LooseText:
    """A row of these files as a text."""
    text = "\n\n".join(str(paragraph) for paragraph in row["paragraphs"])
    return LooseText(str(row["headline"]), text, str(row.get("language", "en")))


def _share_from(scores: Sequence[float], least: float) -> float | None:
    return share(sum(score >= least for score in scores), len(scores))
