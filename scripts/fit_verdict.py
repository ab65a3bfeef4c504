#!/usr/bin/env python3
"""Fit the trees of the verdict: the model that says whether text was taken.

In: labelled pairs of real articles (their fit half) and simulated corpora with truth. Out: verdict.json, what it
reaches on the report half, the same for the fit half by cross-validation (no story on both sides), and
docs/reliability.svg. Simulated pairs alone taught a model that glued a real event into one story, so all read pairs
together, all unread real ones and all simulated ones have weights of their own.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from verdict_pairs import Pairs, gold_pairs, join, simulated_pairs, weak_pairs
from wirecopy.evaluate.calibration import calibration_error, reliability
from wirecopy.params import Params
from wirecopy.verify.verdict import FREE, SIGNALS, Model, read_model, signals

_WEAK_PAIRS = 8_000
_FOLDS = 5
ROOT = Path(__file__).resolve().parents[1]
MODEL_FILE = ROOT / "src/wirecopy/verify/verdict.json"
PLOT = ROOT / "docs/reliability.svg"

Predict = Callable[[Pairs], NDArray[np.float64]]


def fit(
    parts: Sequence[tuple[Pairs, float]], trees: int, leaves: int, rate: float, seed: int, left_out: frozenset[str]
) -> dict[str, Any]:
    """The body of verdict.json from the fit halves of (pairs, weight of one pair), but for figures left out."""
    figures = np.concatenate([pairs.figures[pairs.fit] for pairs, _ in parts])
    taken = np.concatenate([pairs.taken[pairs.fit] for pairs, _ in parts])
    weights = np.concatenate([np.full(int(pairs.fit.sum()), weight) for pairs, weight in parts])
    columns = [place for place, signal in enumerate(SIGNALS) if figure_of(signal) not in left_out]
    names = [SIGNALS[place] for place in columns]
    booster = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=20, l2_regularization=1.0,
        monotonic_cst=[0 if name in FREE else 1 for name in names], max_features=0.5, early_stopping=False,
        random_state=seed,
    )  # fmt: skip
    booster.fit(signals(figures)[:, columns], taken, sample_weight=weights * len(weights) / weights.sum())
    return {
        "name": "",
        "about": {},
        "intercept": round(float(booster._baseline_prediction[0, 0]), 4),  # noqa: SLF001 - the only way to them
        "signals": names,
        "trees": [[_node(node) for node in tree.nodes] for (tree,) in booster._predictors],  # noqa: SLF001
    }


def figure_of(signal: str) -> str:
    """The figure that a signal is made of."""
    return signal.removeprefix("log_").removesuffix("_most").removesuffix("_least")


def _node(node: Any) -> list[float]:
    if node["is_leaf"]:
        return [round(float(node["value"]), 4)]
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 5), int(node["left"]), int(node["right"])]


def named(body: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """The body with what it was fitted on, named after its content."""
    digest = zlib.crc32(json.dumps(body["trees"]).encode())
    return body | {"name": f"trees-{digest:08x}", "about": about}


def cross_validate(
    real: Pairs, rest: Sequence[tuple[Pairs, float]], weight: float, build: Callable[..., Model]
) -> Predict:
    """Probabilities of the pairs of the fit half, each from a model that saw no pair of its story."""
    fold_of = np.array([zlib.crc32(story.encode()) % _FOLDS for story in real.stories.tolist()])
    found = np.zeros(len(real.taken))
    for fold in range(_FOLDS):
        seen = real.part(real.fit & (fold_of != fold))
        model = build([(seen, weight / len(seen.taken)), *rest])
        found[fold_of == fold] = model.probabilities(real.figures[fold_of == fold])
    return lambda _: found


def describe(
    name: str, probabilities: NDArray[np.float64], pairs: Pairs, half: NDArray[np.bool_], accept: float
) -> None:
    """Print what is reached on one half of a set of labelled pairs."""
    if not half.any():
        return
    p, chosen = probabilities[half], pairs.part(half)
    found, whole, partial = p >= accept, np.isin(chosen.labels, ["copy", "version"]), chosen.labels == "partial"
    right, wrong = int((found & chosen.taken).sum()), int((found & ~chosen.taken).sum())
    copies = int((found & whole).sum())
    shown = {
        "AUC": roc_auc_score(chosen.taken, p) if 0 < chosen.taken.sum() < len(p) else float("nan"),
        "copies F1": 2 * copies / max(1, int(whole.sum()) + copies + wrong),
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, int(chosen.taken.sum())),
        "partial": found[partial].mean() if partial.any() else float("nan"),
        "calibration error": calibration_error(list(zip(p.tolist(), chosen.taken.tolist(), strict=True))) or 0.0,
    }
    alarms = {label: float(found[chosen.labels == label].mean()) for label in sorted(set(chosen.labels[~chosen.taken]))}
    text = " ".join(f"{key} {value:.4f}" for key, value in shown.items())
    click.echo(f"{name:26} n {len(p):6} {text} false { ({k: round(v, 4) for k, v in alarms.items()}) }")


def draw_reliability(probabilities: NDArray[np.float64], pairs: Pairs) -> None:
    """Draw how often text was taken against the probability that says so, for the pairs of the report half."""
    import altair as alt  # noqa: PLC0415 - an extra

    claims = zip(probabilities[~pairs.fit].tolist(), pairs.taken[~pairs.fit].tolist(), strict=True)
    points = [
        {"mean probability": each.mean, "share taken": each.right, "pairs": each.claims} for each in reliability(claims)
    ]
    ends = [{"mean probability": end, "share taken": end} for end in (0.0, 1.0)]
    diagonal = alt.Chart(alt.Data(values=ends)).mark_line(strokeDash=[4, 4], color="grey")
    marks = alt.Chart(alt.Data(values=points)).mark_circle(opacity=1)
    places = {"x": alt.X("mean probability:Q"), "y": alt.Y("share taken:Q")}
    size = alt.Size("pairs:Q", scale=alt.Scale(type="sqrt", range=[20, 500]))
    chart = (diagonal.encode(**places) + marks.encode(size=size, **places)).properties(width=320, height=320)
    chart.save(str(PLOT))


@click.command(epilog="Example: scripts/fit_verdict.py --corpus build/hard0 --corpus build/plain0 --write")
@click.option("--gold", type=click.Path(path_type=Path), default=ROOT / "tests/gold")
@click.option("--data", type=click.Path(path_type=Path), default=ROOT.parent / "shared/data")
@click.option("--corpus", "corpora", type=click.Path(path_type=Path), multiple=True, help="Simulated corpus to fit on.")
@click.option("--held-out", type=click.Path(path_type=Path), multiple=True, help="Simulated corpus to report on.")
@click.option("--most", default=20_000, show_default=True, help="Pairs taken of each simulated corpus.")
@click.option("--trees", default=200, show_default=True)
@click.option("--leaves", default=8, show_default=True, help="Leaves of a tree.")
@click.option("--rate", default=0.05, show_default=True, help="How much of each tree is added.")
@click.option("--gold-weight", default=1.0, show_default=True, help="Weight of all read pairs; simulated ones are 1.")
@click.option("--weak-weight", default=2.0, show_default=True, help="Weight of all unread real pairs.")
@click.option("--seed", default=1, show_default=True)
@click.option("--without", multiple=True, help="Leave this figure out; may be repeated.")
@click.option("--write", is_flag=True, help="Write the model into the package, and the reliability diagram.")
def main(
    gold: Path, data: Path, corpora: tuple[Path, ...], held_out: tuple[Path, ...], most: int, trees: int, leaves: int,
    rate: float, gold_weight: float, weak_weight: float, seed: int, without: tuple[str, ...], *, write: bool,
) -> None:  # fmt: skip
    """Fit the verdict's trees and report on held-out pairs."""
    params = Params()
    real = gold_pairs(gold, data, params)
    made = {folder.name: simulated_pairs(folder, params, most, seed) for folder in corpora}
    weak = weak_pairs(gold, data, params, _WEAK_PAIRS, seed)
    rest = [*_weigh(list(weak.values()), weak_weight), *_weigh(list(made.values()), 1.0)]
    every = join(real.values())

    def body(parts: Sequence[tuple[Pairs, float]]) -> dict[str, Any]:
        return fit(parts, trees, leaves, rate, seed, frozenset(without))

    checked = cross_validate(every, rest, gold_weight, lambda parts: read_model(body(parts)))(every)
    about = {
        "fitted_on": [*(f"{name} (fit half)" for name in (*real, *weak)), *made],
        "pairs": int(sum(pairs.fit.sum() for pairs, _ in rest) + every.fit.sum()),
    }
    final = named(body([*_weigh(list(real.values()), gold_weight), *rest]), about)
    model = read_model(final)
    start = 0
    for name, pairs in real.items():
        own = checked[start : start + len(pairs.taken)]
        start += len(pairs.taken)
        describe(f"{name} fit, cross-validated", own, pairs, pairs.fit, params.accept)
        describe(f"{name} report", model.probabilities(pairs.figures), pairs, ~pairs.fit, params.accept)
    for name, pairs in weak.items():
        describe(f"{name} report", model.probabilities(pairs.figures), pairs, ~pairs.fit, params.accept)
    describe("all fit, cross-validated", checked, every, every.fit, params.accept)
    reported = model.probabilities(every.figures)
    describe("all report", reported, every, ~every.fit, params.accept)
    for folder in (*corpora, *held_out):
        pairs = made.get(folder.name) or simulated_pairs(folder, params, most, seed + 1)
        describe(folder.name, model.probabilities(pairs.figures), pairs, pairs.fit, params.accept)
    if write:
        MODEL_FILE.write_text(json.dumps(final, separators=(",", ":")) + "\n", encoding="utf-8")
        draw_reliability(reported, every)
        click.echo(f"{len(final['trees'])} trees written to {MODEL_FILE.name}")


def _weigh(group: Sequence[Pairs], weight: float) -> list[tuple[Pairs, float]]:
    """Each set with the weight of one fitted pair, such that all of the group together have this weight."""
    fitted = max(1, sum(int(each.fit.sum()) for each in group))
    return [(each, weight / fitted) for each in group]


if __name__ == "__main__":
    main()
