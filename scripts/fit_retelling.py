#!/usr/bin/env python3
"""Fit the model that tells retellings in wholly other words from independent reports of one event.

In: stories told again for this purpose (tests/stories/retold), and as what is none: real pairs of the fit half that are
independent, read or not, and simulated reports of one event and notices of one mould. Out: retelling.json, and how many
of each set are taken for retellings; of tests/stories/rewrites and of the report half too, which nothing is fitted on.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from verdict_pairs import Pairs, gold_pairs, retold_figures, simulated_pairs, weak_pairs
from wirecopy.params import Params
from wirecopy.verify.retelling import RETOLD_SIGNALS, Retellings, little_wording, retold_signals
from wirecopy.verify.verdict import shipped_model

_WEAK_PAIRS = 30_000
ROOT = Path(__file__).resolve().parents[1]
MODEL_FILE = ROOT / "src/wirecopy/verify/retelling.json"
STORIES = ROOT / "tests/stories"

Figures = NDArray[np.float32]


def fit(retold: Figures, sure: Figures, unread: Figures, penalty: float) -> Retellings:
    """Logistic regression, both sides of equal weight, no coefficient below 0.

    A retelling counts above all pairs that are `sure` to be none; what nobody read may hold some.
    """
    seen, known = retold_signals(retold), retold_signals(sure)
    wrong = np.concatenate((known, retold_signals(unread)))
    n = len(RETOLD_SIGNALS)

    def loss(x: NDArray[np.float64]) -> float:
        missed = np.logaddexp(0.0, -(x[n] + seen @ x[:n])).mean() + np.logaddexp(0.0, x[n] + wrong @ x[:n]).mean()
        return float(missed + penalty * (x[:n] ** 2).sum())

    found = minimize(loss, np.zeros(n + 1), method="L-BFGS-B", bounds=[(0.0, None)] * n + [(None, None)]).x.round(4)
    least = float((found[n] + known @ found[:n]).max())
    return Retellings("", float(found[n]), found[:n], round(max(0.0, least) + 1e-4, 4), {})


@click.command(epilog="Example: scripts/fit_retelling.py --corpus build/dense0 --corpus build/hard0 --write")
@click.option("--gold", type=click.Path(path_type=Path), default=ROOT / "tests/gold")
@click.option("--data", type=click.Path(path_type=Path), default=ROOT.parent / "shared/data")
@click.option("--corpus", "corpora", type=click.Path(path_type=Path), multiple=True, help="Simulated corpus.")
@click.option("--most", default=20_000, show_default=True, help="Pairs taken of each simulated corpus.")
@click.option("--penalty", default=0.01, show_default=True, help="On the squares of coefficients.")
@click.option("--seed", default=1, show_default=True)
@click.option("--write", is_flag=True, help="Write the model into the package.")
def main(
    gold: Path, data: Path, corpora: tuple[Path, ...], most: int, penalty: float, seed: int, *,
    write: bool,
) -> None:  # fmt: skip
    """Fit the model of retellings and report what it takes for one."""
    params, verdict = Params(), shipped_model()
    real, unread = gold_pairs(gold, data, params), weak_pairs(gold, data, params, _WEAK_PAIRS, seed)
    made = {folder.name: simulated_pairs(folder, params, most, seed) for folder in corpora}
    bases = [*STORIES.glob("*.jsonl"), STORIES / "rewrites/base.jsonl"]
    retold = retold_figures(bases, STORIES / "retold/retold.jsonl", params)
    known, other = _innocent([*real.values(), *made.values()]), _innocent(list(unread.values()))
    model = fit(np.concatenate(list(retold.values())), known, other, penalty)
    for name, coefficient in zip(RETOLD_SIGNALS, model.coefficients.tolist(), strict=True):
        click.echo(f"{name:20} {coefficient:8.4f}")
    click.echo(f"{'intercept':20} {model.intercept:8.4f}   from {model.least} on")
    for kind in ("rewrite", "roundtrip", "independent"):
        for name, figures in retold_figures(bases, STORIES / f"rewrites/{kind}.jsonl", params).items():
            _describe(f"{kind} {name}", model, figures)
    for kind, figures in retold.items():
        _describe(f"retold {kind}", model, figures)
    for name, pairs in (real | unread | made).items():
        below = verdict.probabilities(pairs.figures) < params.accept
        for half, chosen in (("fit", pairs.fit), ("report", ~pairs.fit)):
            _describe(f"{name} {half}, independent", model, pairs.figures[below & chosen & ~pairs.taken])
            _describe(f"{name} {half}, taken and not found else", model, pairs.figures[below & chosen & pairs.taken])
    if write:
        about = {
            "fitted_on": ["retold", *(f"{name} (fit half)" for name in (*real, *unread)), *made],
            "retold": sum(map(len, retold.values())), "others": len(known) + len(other),
        }  # fmt: skip
        coefficients = model.coefficients.tolist()
        digest = zlib.crc32(json.dumps([model.intercept, coefficients, model.least]).encode())
        body = {
            "name": f"retold-{digest:08x}", "about": about, "signals": RETOLD_SIGNALS, "intercept": model.intercept,
            "coefficients": coefficients, "least": model.least,
        }  # fmt: skip
        MODEL_FILE.write_text(json.dumps(body) + "\n", encoding="utf-8")
        click.echo(f"written to {MODEL_FILE.name}")


def _innocent(group: Sequence[Pairs]) -> Figures:
    """Figures of the fitted pairs that are no copies and have little wording in common."""
    wrong = np.concatenate([pairs.figures[pairs.fit & ~pairs.taken] for pairs in group])
    return wrong[little_wording(wrong)]


def _describe(name: str, model: Retellings, figures: Figures) -> None:
    if len(figures):
        told = model.told_again(figures)
        click.echo(f"{name:48} {len(figures):6} pairs, {int(told.sum()):4} taken for retellings ({told.mean():.4f})")


if __name__ == "__main__":
    main()
