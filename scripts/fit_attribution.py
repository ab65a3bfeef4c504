"""Fit the weights of attribution on families whose truth is known, and write them as JSON.

In: a corpus with its truth (JSON Lines, as scripts/make_corpus.py writes them). Out: attribute/weights.json.
The one idea: the probability of the *whole* true forest is maximised (its normaliser is a determinant, see
attribute/branching.py), so the weights serve the posteriors that they are used with. Every family is seen three
times: with its times, without any, and with a third of them wrong by up to twelve hours, so that no weight leans
on the clock. Then Platt's scaling is fitted on held-out families, and the abstention thresholds are set there.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from wirecopy.attribute import Family, OutletTable, Weights
from wirecopy.attribute.branching import OWN, UNSEEN
from wirecopy.attribute.dossier import open_dossier
from wirecopy.attribute.story import answer, ask
from wirecopy.model import ArticleId, Document

CLOCKS = ("as given", "none", "a third wrong")
_WRONG_BY = 12 * 3_600
_RIDGE = 0.001


class Truth(NamedTuple):
    """What is true of one article: the article it was copied from, or UNSEEN, or OWN for one that is no copy."""

    source: ArticleId | int


class Example(NamedTuple):
    """A family with its truth."""

    family: Family
    truth: Mapping[ArticleId, Truth]


class Case(NamedTuple):
    """A family as numbers: per node the candidates, feature rows (last two UNSEEN and OWN) and the true row."""

    candidates: tuple[tuple[int, ...], ...]
    features: tuple[NDArray[np.float64], ...]
    right: tuple[int, ...]


def with_clock(family: Family, clock: str, rng: Random) -> Family:
    """The family with its times as given, without any, or with a third of them wrong by up to twelve hours."""
    if clock == CLOCKS[0]:
        return family
    documents: dict[ArticleId, Document] = {}
    for article_id in sorted(family.documents):
        document = family.documents[article_id]
        article = document.article
        if clock == CLOCKS[1]:
            article = dataclasses.replace(article, published_at=None, published_precision="none")
        elif article.published_at is not None and rng.random() < 1 / 3:
            article = dataclasses.replace(article, published_at=article.published_at + rng.randint(-_WRONG_BY, _WRONG_BY))
        documents[article_id] = dataclasses.replace(document, article=article)
    return dataclasses.replace(family, documents=documents)


def cases(examples: Iterable[Example], outlets: OutletTable, rules: dict[str, int], seed: int) -> Iterator[Case]:
    """Every family under every clock as numbers; `rules` (rule -> column) grows with the rules met."""
    rng = Random(seed)
    for family, truth in examples:
        for clock in CLOCKS:
            dossier = open_dossier(with_clock(family, clock, rng), outlets)
            candidates, features, right = [], [], []
            for node, question in enumerate(ask(dossier)):
                options = (*(dossier.identifier(i) for i in question.candidates), UNSEEN, OWN)
                true = truth[dossier.identifier(node)].source
                if node in dossier.own_texts or true not in options:
                    candidates.append(())
                    features.append(np.zeros((2, 0)))
                    right.append(1)
                    continue
                rows = np.zeros((len(options), 512))
                for row, signals in enumerate(question.signals):
                    for signal in signals:
                        rows[row, rules.setdefault(signal.rule, len(rules))] += signal.value
                candidates.append(question.candidates)
                features.append(rows[:, : len(rules)])
                right.append(options.index(true))
            yield Case(tuple(candidates), tuple(features), tuple(right))


def _scores(case: Case, weights: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [
        rows @ weights[: rows.shape[1]] if rows.shape[1] else np.array([0.0, 40.0]) for rows in case.features
    ]


def loss(weights: NDArray[np.float64], data: Sequence[Case]) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the true forests, with a ridge, and its gradient."""
    total = _RIDGE * len(data) * float(weights @ weights) / 2
    gradient = _RIDGE * len(data) * weights
    for case in data:
        n = len(case.right)
        laplacian = np.eye(n)
        shares = []
        for node, scores in enumerate(_scores(case, weights)):
            top = scores.max()
            odds = np.exp(scores - top)
            odds = np.maximum(odds / odds.sum(), 1e-12)
            total += float(top + math.log(np.exp(scores - top).sum()) - scores[case.right[node]])
            laplacian[list(case.candidates[node]), node] -= odds[:-2]
            shares.append(odds)
        laplacian += 1e-9 * np.eye(n)
        total += float(np.linalg.slogdet(laplacian)[1])
        inverse = np.linalg.inv(laplacian)
        for node, odds in enumerate(shares):
            rows = case.features[node]
            if not rows.shape[1]:
                continue
            own = inverse[node, node]
            posterior = odds * np.append(own - inverse[node, list(case.candidates[node])], (own, own))
            gradient[: rows.shape[1]] += posterior @ rows - rows[case.right[node]]
    return total, gradient


def fit_rules(data: Sequence[Case], rules: Mapping[str, int]) -> dict[str, float]:
    """Weights per rule by L-BFGS."""
    start = np.zeros(len(rules))
    found = minimize(loss, start, args=(data,), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    print(f"{len(data)} families, loss {found.fun:.1f}, {found.nit} steps")
    return {rule: round(float(found.x[column]), 4) for rule, column in sorted(rules.items())}


def posteriors(
    examples: Iterable[Example], outlets: OutletTable, weights: Weights, seed: int
) -> list[tuple[float, float, bool]]:
    """(posterior, margin, right) of each source that the best forest names in the held-out families."""
    found = []
    rng = Random(seed)
    for family, truth in examples:
        for clock in CLOCKS:
            dossier = open_dossier(with_clock(family, clock, rng), outlets)
            for node, given in enumerate(answer(ask(dossier), weights, dossier.own_texts)):
                if given.choice >= 0:
                    right = truth[dossier.identifier(node)].source == dossier.identifier(given.choice)
                    found.append((given.posterior, given.margin, right))
    return found


def calibrate(weights: Weights, seen: Sequence[tuple[float, float, bool]], most_wrong: float) -> Weights:
    """Platt's scaling, and the lowest confidence at which no more than `most_wrong` of the named sources are wrong."""
    p = np.clip(np.array([row[0] for row in seen]), 1e-9, 1 - 1e-9)
    right = np.array([row[2] for row in seen])
    model = LogisticRegression(C=1e3).fit(np.log(p / (1 - p)).reshape(-1, 1), right)
    scaled = dataclasses.replace(
        weights, slope=round(float(model.coef_[0, 0]), 4), intercept=round(float(model.intercept_[0]), 4)
    )
    confidence = np.array([scaled.confidence(float(value)) for value in p])
    least = 0.99
    for threshold in np.arange(0.3, 0.99, 0.01):
        named = confidence >= threshold
        if named.any() and 1 - right[named].mean() <= most_wrong:
            least = float(threshold)
            break
    return dataclasses.replace(scaled, least_confidence=round(least, 2))


def fit(
    examples: Sequence[Example], held_out: Sequence[Example], outlets: OutletTable, name: str, most_wrong: float
) -> Weights:
    """Fit everything: rules on the examples, calibration and thresholds on the held-out ones."""
    rules: dict[str, int] = {}
    data = list(cases(examples, outlets, rules, seed=11))
    weights = Weights(name, fit_rules(data, rules), 1.0, 0.0, 0.5, 0.05)
    return calibrate(weights, posteriors(held_out, outlets, weights, seed=12), most_wrong)


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights as JSON with sorted rules, so that a refit is a readable difference."""
    path.write_text(json.dumps(dataclasses.asdict(weights), indent=1, sort_keys=True) + "\n", "utf-8")
