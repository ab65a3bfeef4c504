#!/usr/bin/env python3
"""Fit the coefficients of the verdict: the additive logistic model that says whether text was taken.

In: labelled pairs of real articles (their fit half) and simulated corpora with truth. Out: verdict.json, a table of
what it reaches on the report half, and with --plot a reliability diagram. Real and simulated pairs weigh the same in
all; simulated ones alone taught a model that glued a real event into one story.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from wirecopy.candidates import NO_TIME, Window, find_candidates
from wirecopy.clean import clean_batch
from wirecopy.evaluate import read_gold
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.language import with_language
from wirecopy.model import Article, Document
from wirecopy.params import Params
from wirecopy.read import read_articles
from wirecopy.rules import load_rules
from wirecopy.run.link import label_learned
from wirecopy.verify.figures import INDEX
from wirecopy.verify.judge import figures_of
from wirecopy.verify.verdict import FREE, SIGNALS, Model, ramp, signals

_TAKEN = {"copy", "version", "partial"}
_KNOTS = (0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)  # quantiles of a signal at which its slope may change
_WEAK_PAIRS = 8_000
_NOTHING = 1e-3  # a coefficient that moves no verdict
# Below which shares of common runs (quotations included) and of common shingles two texts are taken as independent.
_WEAK = {
    "ecbplus_1_22": (0.15, 1.0),
    "wikinews_events": (0.15, 1.0),
    "reuters21578": (0.0, 1.0),
    "fnc1_bodies": (0.08, 0.12),
    "chronam1916": (0.012, 0.03),
}
_WITHOUT_EVENTS = ("fnc1_bodies", "chronam1916")
_HALVES = frozenset({"fit", "report"})
_LOSSY = ("cut", "excerpt", "mosaic")
MODEL_FILE = Path(__file__).parents[1] / "src/wirecopy/verify/verdict.json"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labelled pairs: figures (m, f), taken (m,) bool, a label each, and whether they belong to the fit half."""

    figures: NDArray[np.float32]
    taken: NDArray[np.bool_]
    labels: list[str]
    fit: NDArray[np.bool_]


def read_documents(path: Path) -> list[Document]:
    """All articles of a file, cleaned, with furniture learned from the file itself."""
    articles = [record for record in read_articles([str(path)]) if isinstance(record, Article)]
    return label_learned(list(clean_batch(with_language(articles), load_rules())))


def gold_pairs(gold: Path, data: Path, params: Params) -> dict[str, Pairs]:
    """The labelled real pairs by corpus; corpora whose texts are not there are left out."""
    found: dict[str, Pairs] = {}
    for corpus, labelled in read_gold(gold).items():
        path = data / f"{corpus}.jsonl.gz"
        if not path.exists():
            click.echo(f"{corpus}: no texts in {data}, left out")
            continue
        documents = read_documents(path)
        places = {_record_id(document): place for place, document in enumerate(documents)}
        sure = [pair for pair in labelled if pair.label != "unsure" and pair.split != "boundary"]
        rows = [pair for pair in sure if pair.left_id in places and pair.right_id in places]
        pairs = np.array([sorted((places[pair.left_id], places[pair.right_id])) for pair in rows])
        used, inverse = np.unique(pairs, return_inverse=True)
        figures = figures_of([documents[place] for place in used], inverse.reshape(pairs.shape), params)
        labels = [pair.label for pair in rows]
        found[corpus] = Pairs(
            figures,
            np.array([label in _TAKEN for label in labels]),
            labels,
            np.array([pair.split == "fit" for pair in rows]),
        )
    return found


def _record_id(document: Document) -> str:
    article = document.article
    given = article.meta.get("record_id")
    return str(given) if given else f"{Path(article.origin.path).name.split('_')[0]}-{article.origin.position - 1}"


def weak_pairs(gold: Path, data: Path, params: Params, most: int, seed: int) -> dict[str, Pairs]:
    """Candidate pairs of real articles that are almost surely independent, without having been read.

    Reports of one event with little common text, articles of different events, and agency notices (earnings,
    dividends) on different companies. Half of each corpus is for fitting, by the digest of the event or company; of
    rumours and scanned pages only articles that stand in read pairs are taken, each in the half of those.
    """
    found: dict[str, Pairs] = {}
    halves = _halves(gold)
    for corpus, (own, grams) in _WEAK.items():
        path = data / f"{corpus}.jsonl.gz"
        if not path.exists():
            continue
        documents = read_documents(path)
        groups = [halves.get((corpus, _record_id(document)), "") or _group(document) for document in documents]
        pairs = _candidates(documents, params)
        pairs = pairs[[bool(groups[left]) and bool(groups[right]) for left, right in pairs.tolist()]]
        chosen = np.array(random.Random(seed).sample(pairs.tolist(), min(most, len(pairs))))
        used, inverse = np.unique(chosen, return_inverse=True)
        figures = figures_of([documents[place] for place in used], inverse.reshape(-1, 2), params)
        same = np.array([groups[left] == groups[right] for left, right in chosen.tolist()])
        little = (_larger(figures, "all_runs") < own) & (_larger(figures, "grams") < grams)
        sure = little | (~same & ~np.array([groups[left] in _HALVES for left, _ in chosen.tolist()]))
        fit = np.array([_in_fit(groups[left]) and _in_fit(groups[right]) for left, right in chosen.tolist()])
        labels = ["independent" if each else "other" for each in same[sure].tolist()]
        found[f"weak {corpus}"] = Pairs(figures[sure], np.zeros(int(sure.sum()), np.bool_), labels, fit[sure])
    return found


def _larger(figures: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    return np.maximum(figures[:, INDEX[f"{name}_left"]], figures[:, INDEX[f"{name}_right"]])


def _halves(gold: Path) -> dict[tuple[str, str], str]:
    """(corpus, article id) -> the half that it stands in, of the corpora that have no events."""
    halves: dict[tuple[str, str], str] = {}
    for corpus, pairs in read_gold(gold).items():
        if corpus in _WITHOUT_EVENTS:
            half = {name: pair.split for pair in pairs for name in (pair.left_id, pair.right_id)}
            halves |= {(corpus, name): "fit" if split == "fit" else "report" for name, split in half.items()}
    return halves


def _group(document: Document) -> str:
    """The event of an article, or the company of a notice ("" where there is none to tell)."""
    event = document.article.meta.get("event")
    if event:
        return str(event).split("_")[-1] if str(event).startswith("wikinews") else str(event)
    company = re.search(r"<([A-Z.]{1,7})>", document.article.headline)
    return company[1] if company else ""


def _in_fit(group: str) -> bool:
    if group in _HALVES:
        return group == "fit"
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 0


def _candidates(documents: Sequence[Document], params: Params) -> NDArray[np.int64]:
    _, words, keys = merge_sketches([sketch_batch(documents, params) | {"article_ids": np.arange(len(documents))}])
    window = Window(keys, words, np.full(len(documents), NO_TIME), np.ones(len(documents), np.bool_))
    return find_candidates(window, params)[0]


def simulated_pairs(folder: Path, params: Params, most: int, seed: int) -> Pairs:
    """Candidate pairs of a simulated corpus, labelled by its truth; pairs of two cut texts may share nothing."""
    documents = read_documents(folder / "articles.jsonl")
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        truth = {row["url"]: row for row in map(json.loads, lines)}
    rows = [truth[document.article.url] for document in documents]
    pairs = _candidates(documents, params)
    known = [(pair, _label(rows[pair[0]], rows[pair[1]])) for pair in pairs.tolist()]
    known = [each for each in known if each[1]]
    chosen = random.Random(seed).sample(known, min(most, len(known)))
    used, inverse = np.unique(np.array([pair for pair, _ in chosen]), return_inverse=True)
    figures = figures_of([documents[place] for place in used], inverse.reshape(-1, 2), params)
    labels = [label for _, label in chosen]
    return Pairs(figures, np.array([label == "taken" for label in labels]), labels, np.ones(len(labels), np.bool_))


def _label(left: dict, right: dict) -> str:  # type: ignore[type-arg]
    """The word "taken", the kind of a negative, or "" where the truth does not say."""
    shared = {story["story"] for story in left["stories"]} & {story["story"] for story in right["stories"]}
    if not shared:
        kinds = {left["kind"], right["kind"]}
        return (
            "template"
            if "template" in kinds
            else "independent"
            if left["event"] and left["event"] == right["event"]
            else "unrelated"
        )
    both_lossy = all(any(word in row["kind"] for word in _LOSSY) for row in (left, right))
    return "" if both_lossy else "taken"


def ramps_of(seen: NDArray[np.float64], weights: NDArray[np.float64]) -> list[tuple[str, float, float]]:
    """(signal, low, high) of every term: each signal from 0 to some of its quantiles."""
    terms: list[tuple[str, float, float]] = []
    for column, signal in enumerate(SIGNALS):
        order = np.argsort(seen[:, column])
        share = np.cumsum(weights[order]) / weights.sum()
        places = [min(len(order) - 1, int(np.searchsorted(share, q))) for q in _KNOTS]
        knots = sorted({0.0, *(round(float(seen[order[place], column]), 3) for place in places)})
        terms += [(signal, low, high) for low, high in pairwise(knots)]
    return terms


def design(seen: NDArray[np.float64], terms: Sequence[tuple[str, float, float]]) -> NDArray[np.float64]:
    """The model's terms (m, len(terms)) for signals (m, len(SIGNALS))."""
    return np.column_stack([ramp(seen[:, SIGNALS.index(signal)], low, high) for signal, low, high in terms])


def fit(
    matrix: NDArray[np.float64],
    taken: NDArray[np.bool_],
    weights: NDArray[np.float64],
    free: list[bool],
    penalty: float,
) -> NDArray[np.float64]:
    """Intercept and coefficients of the penalised logistic regression, not negative but where free."""
    truth = taken.astype(np.float64)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = matrix @ point[1:] + point[0]
        error = weights * (1 / (1 + np.exp(-np.clip(odds, -50, 50))) - truth)
        value = float(np.sum(weights * (np.logaddexp(0, odds) - truth * odds)) + penalty * np.sum(point[1:] ** 2))
        return value, np.concatenate([[error.sum()], matrix.T @ error + 2 * penalty * point[1:]])

    bounds = [(None, None), *((None, None) if each else (0, None) for each in free)]
    start = np.concatenate([[-5.0], np.full(matrix.shape[1], 0.1)])
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 800})
    return np.asarray(found.x)


def calibration_error(probabilities: NDArray[np.float64], taken: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins."""
    bins = np.minimum(9, (probabilities * 10).astype(int))
    return float(
        sum(
            abs(probabilities[bins == b].mean() - taken[bins == b].mean()) * (bins == b).mean()
            for b in set(bins.tolist())
        )
    )


def report(name: str, probabilities: NDArray[np.float64], pairs: Pairs, half: NDArray[np.bool_], accept: float) -> None:
    """Print what is reached on one half of a set of labelled pairs."""
    if not half.any():
        return
    p, taken = probabilities[half], pairs.taken[half]
    labels = np.array(pairs.labels)[half]
    found = p >= accept
    whole = np.isin(labels, ["copy", "version"])
    right, wrong = (found & taken).sum(), (found & ~taken).sum()
    negatives = {label: round(float(found[labels == label].mean()), 4) for label in sorted(set(labels[~taken]))}
    auc = roc_auc_score(taken, p) if 0 < taken.sum() < len(taken) else float("nan")
    whole_recall = found[whole].mean() if whole.any() else float("nan")
    partial = labels == "partial"
    partial_recall = found[partial].mean() if partial.any() else float("nan")
    click.echo(
        f"{name:24} n {len(p):6} AUC {auc:.4f} precision {right / max(1, right + wrong):.3f} "
        f"recall {right / max(1, taken.sum()):.3f} copies {whole_recall:.3f} partial {partial_recall:.3f} "
        f"ECE {calibration_error(p, taken):.3f} false {negatives}"
    )


@click.command(epilog="Example: scripts/fit_verdict.py --corpus build/hard0 --corpus build/plain0 --write")
@click.option("--gold", type=click.Path(path_type=Path), default=Path("tests/gold"), show_default=True)
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--corpus", "corpora", type=click.Path(path_type=Path), multiple=True, help="Simulated corpus to fit on.")
@click.option("--held-out", type=click.Path(path_type=Path), multiple=True, help="Simulated corpus to report on.")
@click.option("--most", default=20_000, show_default=True, help="Pairs taken of each simulated corpus.")
@click.option("--penalty", default=1e-4, show_default=True, help="Weight of the squared coefficients.")
@click.option("--gold-weight", default=1.0, show_default=True, help="Weight of all real pairs, simulated ones are 1.")
@click.option("--weak-weight", default=2.0, show_default=True, help="Weight of all unread real pairs.")
@click.option("--seed", default=1, show_default=True)
@click.option("--write", is_flag=True, help="Write the model into the package.")
def main(
    gold: Path, data: Path, corpora: tuple[Path, ...], held_out: tuple[Path, ...], most: int, penalty: float,
    gold_weight: float, weak_weight: float, seed: int, *, write: bool,
) -> None:  # fmt: skip
    """Fit the verdict's coefficients and report on held-out pairs."""
    params = Params()
    real = gold_pairs(gold, data, params)
    made = {folder.name: simulated_pairs(folder, params, most, seed) for folder in corpora}
    weak = weak_pairs(gold, data, params, _WEAK_PAIRS, seed)
    sources = [(list(real.values()), gold_weight), (list(weak.values()), weak_weight), (list(made.values()), 1.0)]
    parts = [(pairs, _share(group, weight)) for group, weight in sources for pairs in group]
    figures = np.concatenate([pairs.figures[pairs.fit] for pairs, _ in parts])
    taken = np.concatenate([pairs.taken[pairs.fit] for pairs, _ in parts])
    weights = np.concatenate([np.full(int(pairs.fit.sum()), share) for pairs, share in parts])
    seen = signals(figures)
    terms = ramps_of(seen, weights)
    point = fit(design(seen, terms), taken, weights, [signal in FREE for signal, _, _ in terms], penalty)
    intercept, coefficients = float(point[0]), point[1:]
    model = Model("fitted", intercept, tuple((*t, float(c)) for t, c in zip(terms, coefficients, strict=True)), {})

    def predict(pairs: Pairs) -> NDArray[np.float64]:
        return model.probabilities(pairs.figures)

    for name, pairs in real.items():
        for half, chosen in (("fit", pairs.fit), ("report", ~pairs.fit)):
            report(f"{name[:14]} {half}", predict(pairs), pairs, chosen, params.accept)
    for name, pairs in weak.items():
        report(name, predict(pairs), pairs, ~pairs.fit, params.accept)
    every = _joined(real.values())
    report("all real, report", predict(every), every, ~every.fit, params.accept)
    for folder in (*corpora, *held_out):
        pairs = made.get(folder.name) or simulated_pairs(folder, params, most, seed + 1)
        report(folder.name, predict(pairs), pairs, np.ones(len(pairs.taken), np.bool_), params.accept)
    if write:
        about = {
            "fitted_on": [*(f"{name} (fit half)" for name in (*real, *weak)), *made],
            "penalty": penalty,
            "pairs": len(taken),
        }
        kept = [(s, a, b, round(float(c), 4)) for s, a, b, c in model.terms if abs(c) > _NOTHING]
        body = {"name": f"ramps-{seed}", "intercept": round(intercept, 4), "about": about, "terms": kept}
        MODEL_FILE.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
        click.echo(f"{len(kept)} terms written to {MODEL_FILE.name}")


def _share(group: Sequence[Pairs], weight: float) -> float:
    """The weight of one fitted pair, such that all of its group together have this weight."""
    return weight / max(1, sum(int(each.fit.sum()) for each in group))


def _joined(parts: Iterable[Pairs]) -> Pairs:
    every = list(parts)
    return Pairs(
        np.concatenate([p.figures for p in every]),
        np.concatenate([p.taken for p in every]),
        [label for p in every for label in p.labels],
        np.concatenate([p.fit for p in every]),
    )


if __name__ == "__main__":
    main()
