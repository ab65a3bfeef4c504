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

from verdict_pairs import Pairs, event_figures, gold_pairs, retold_figures, simulated_pairs, weak_pairs
from wirecopy.params import Params
from wirecopy.verify.figures import INDEX
from wirecopy.verify.retelling import RETOLD_SIGNALS, Retellings, little_wording, retold_signals
from wirecopy.verify.verdict import shipped_model

_WEAK_PAIRS = 30_000
ROOT = Path(__file__).resolve().parents[1]
MODEL_FILE = ROOT / "src/wirecopy/verify/retelling.json"
STORIES = ROOT / "tests/stories"

Figures = NDArray[np.float32]


def fit(retold: Figures, others: Figures, penalty: float) -> Retellings:
    """Logistic regression, both sides of equal weight, no coefficient below 0.

    A retelling counts above all others. Of two languages there are few others of one event: there it counts from
    halfway between the highest of these and a middling translation on.
    """
    seen, wrong = retold_signals(retold), retold_signals(others)
    n = len(RETOLD_SIGNALS)

    def loss(x: NDArray[np.float64]) -> float:
        missed = np.logaddexp(0.0, -(x[n] + seen @ x[:n])).mean() + np.logaddexp(0.0, x[n] + wrong @ x[:n]).mean()
        return float(missed + penalty * (x[:n] ** 2).sum())

    found = minimize(loss, np.zeros(n + 1), method="L-BFGS-B", bounds=[(0.0, None)] * n + [(None, None)]).x.round(4)
    abroad, told = others[:, INDEX["languages_differ"]] > 0, retold[:, INDEX["languages_differ"]] > 0
    right, log_odds = found[n] + seen @ found[:n], found[n] + wrong @ found[:n]
    least = float(log_odds[~abroad].max())
    least_abroad = float(log_odds[abroad].max() + np.median(right[told])) / 2
    return Retellings("", float(found[n]), found[:n], round(least + 1e-4, 4), round(least_abroad, 4))


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
    bases = sorted(STORIES.glob("*.jsonl"))
    retold = {
        kind: figures
        for name in ("retold", "translated")
        for kind, figures in retold_figures(bases, STORIES / f"retold/{name}.jsonl", params).items()
    }
    abroad = event_figures(bases, STORIES / "retold/translated.jsonl", params, seed)
    others = _innocent([*real.values(), *unread.values(), *made.values()], abroad)
    model = fit(np.concatenate(list(retold.values())), others, penalty)
    for name, coefficient in zip(RETOLD_SIGNALS, model.coefficients.tolist(), strict=True):
        click.echo(f"{name:20} {coefficient:8.4f}")
    click.echo(f"{'intercept':20} {model.intercept:8.4f}   from {model.least} on, abroad {model.least_abroad}")
    for told in ("rewrites/rewrite", "rewrites/roundtrip", "rewrites/independent", "rewrites/translation",
                 "rewrites/independent_abroad"):  # fmt: skip
        for figures in retold_figures([STORIES / "rewrites/base.jsonl"], STORIES / f"{told}.jsonl", params).values():
            _describe(told, model, figures)
    _describe("other reports of what was translated", model, abroad)
    for kind, figures in retold.items():
        _describe(f"retold {kind}", model, figures)
    for name, pairs in (real | unread | made).items():
        below = verdict.probabilities(pairs.figures) < params.accept
        for half, chosen in (("fit", pairs.fit), ("report", ~pairs.fit)):
            _describe(f"{name} {half}, independent", model, pairs.figures[below & chosen & ~pairs.taken])
            _describe(f"{name} {half}, taken and not found else", model, pairs.figures[below & chosen & pairs.taken])
    if write:
        about = {
            "fitted_on": ["retold", "translated", *(f"{name} (fit half)" for name in (*real, *unread)), *made],
            "retold": sum(map(len, retold.values())), "others": len(others),
        }  # fmt: skip
        coefficients = model.coefficients.tolist()
        digest = zlib.crc32(json.dumps([model.intercept, coefficients, model.least, model.least_abroad]).encode())
        body = {
            "name": f"retold-{digest:08x}", "about": about, "signals": RETOLD_SIGNALS, "intercept": model.intercept,
            "coefficients": coefficients, "least": model.least, "least_abroad": model.least_abroad,
        }  # fmt: skip
        MODEL_FILE.write_text(json.dumps(body) + "\n", encoding="utf-8")
        click.echo(f"written to {MODEL_FILE.name}")


def _innocent(group: Sequence[Pairs], abroad: Figures) -> Figures:
    """Figures of all fitted pairs that are no copies and have little wording in common."""
    wrong = np.concatenate([*(pairs.figures[pairs.fit & ~pairs.taken] for pairs in group), abroad])
    return wrong[little_wording(wrong)]


def _describe(name: str, model: Retellings, figures: Figures) -> None:
    if len(figures):
        told = model.told_again(figures)
        click.echo(f"{name:48} {len(figures):6} pairs, {int(told.sum()):4} taken for retellings ({told.mean():.4f})")


if __name__ == "__main__":
    main()
