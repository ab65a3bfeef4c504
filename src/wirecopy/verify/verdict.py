"""From figures to a verdict: the probability that text was taken, whether wholly, and the class of rewriting.

The model is a sum of small boosted trees over a few signals of the pair. More in common never makes a copy less likely:
trees may only rise with a signal, except with those in FREE; and `explain` gives each signal's share of the log-odds.
Its trees are data (`verdict.json`, written by scripts/fit_verdict.py with the split that they were fitted on).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from wirecopy.model import REWRITES, Rewrite, Verdicts
from wirecopy.params import Params
from wirecopy.verify.figures import FIGURES, INDEX, least, most
from wirecopy.verify.retelling import LOW_CONFIDENCE, shipped_retellings
from wirecopy.verify.rewrite import rewrite_codes, same_text
from wirecopy.verify.trees import LEAF, Trees, divide_leaves, sum_leaves

_DIRECTED = (
    "grams", "rare_grams", "words", "names", "numbers", "pairs", "function", "sentences", "aligned", "covered", "runs",
    "all_runs", "slots", "rest", "kept", "figures",
)  # fmt: skip
_WHOLE_SHARE = 0.5
_PASSAGE_WORDS = 30.0
_SAME_TEXT_PROBABILITY = 0.999
_NAMES_OF_ONE_EVENT = 0.3
_UNLIKELY = Params().accept  # what the trees take for a copy stays what it is
_COUNTED = (
    "run", "shared_grams", "shared_pairs", "shared_numbers", "shared_sentences", "close_sentences", "chain", "mutual",
    "tight", "kept_words", "passage_words", "firm_words", "firm_passage", "densest", "unspoken", "lifted",
)  # fmt: skip
SIGNALS: tuple[str, ...] = (
    *(f"{name}_{side}" for name in _DIRECTED for side in ("most", "least")),
    "order",
    "third_likeness",
    "firm_third",
    "firm_share",
    *(f"log_{name}" for name in _COUNTED),
    "length_ratio",
    "quoted_most",
)


# Signals that may speak for either side; all others only for a copy, the more the higher they are.
FREE = frozenset({"order", "length_ratio", "quoted_most"})
_NOTHING_COMMON = np.zeros(len(SIGNALS))


def signals(figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the model sees of each pair: (m, len(SIGNALS)); symmetric in left and right.

    `_most` is the larger of the two directed figures (how much of the better contained text), `_least` the other.
    """
    columns: list[NDArray[np.float32]] = []
    for name in _DIRECTED:
        columns += [most(figures, name), least(figures, name)]
    columns += [figures[:, INDEX[name]] for name in ("order", "third_likeness", "firm_third")]
    firm, kept = figures[:, INDEX["firm_words"]], figures[:, INDEX["kept_words"]]
    columns.append((firm / np.maximum(1.0, kept)).astype(np.float32))
    columns += [np.log1p(figures[:, INDEX[name]]) for name in _COUNTED]
    lengths = figures[:, [INDEX["length_left"], INDEX["length_right"]]]
    columns.append((lengths.min(axis=1) + 1) / (lengths.max(axis=1) + 1))
    columns.append(most(figures, "quoted"))
    return np.column_stack(columns).astype(np.float64)


def _passage_share(figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """How much of a passage the common words (runs, sentences with a counterpart, excerpts set in quotation marks of

    what is running text) make, 0..1.
    """
    lengths = figures[:, [INDEX["length_left"], INDEX["length_right"]]]
    covered = figures[:, [INDEX["covered_left"], INDEX["covered_right"]]]
    words = (lengths * covered).min(axis=1) + figures[:, INDEX["lifted"]]
    enough = np.minimum(_PASSAGE_WORDS, _WHOLE_SHARE * lengths.min(axis=1))
    return np.minimum(1.0, words / np.maximum(1.0, enough)).astype(np.float64)


class Reasons(NamedTuple):
    """Why a pair has its log-odds: `base` to begin with, then (signal, its value, its share), largest first.

    `retold` where it counts as a retelling: then these are the log-odds of that, and say nothing of the probability.
    """

    base: float
    signals: list[tuple[str, float, float]]
    retold: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees over SIGNALS: `intercept` and the leaves that a pair ends in add up to the log-odds."""

    name: str
    intercept: float
    trees: Trees
    about: Mapping[str, object]

    def log_odds(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds (m,) of derivation for signals (m, len(SIGNALS))."""
        return self.intercept + sum_leaves(self.trees, seen)

    def probabilities(self, figures: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probability (m,) that text was taken, for figures (m, len(FIGURES)).

        Two texts that are the same word for word, quotations included, are copies whatever they consist of (the model
        leaves quotations aside, so a statement printed by two outlets was none). A pair with fewer common words than
        a passage has, and less than half of the shorter text, is discounted in proportion: on long pages the model
        alone took names of the day for copying. What seems to be told again in other words has a low confidence.
        """
        if not len(figures):
            return np.empty(0)
        found = _passage_share(figures)
        some = np.flatnonzero(found)  # most candidates have no common passage: 0 whatever the trees say
        log_odds = self.log_odds(signals(figures[some]))
        found[some] /= 1.0 + np.exp(-np.clip(log_odds, -50, 50))
        told = np.flatnonzero(found < _UNLIKELY)
        found[told[shipped_retellings().told_again(figures[told])]] = LOW_CONFIDENCE
        return np.where(same_text(figures), _SAME_TEXT_PROBABILITY, found)

    def explain(self, figures: NDArray[np.float32]) -> Reasons:
        """Why the pair of figures (len(FIGURES),) has its probability; base and shares add up to the log-odds."""
        retellings = shipped_retellings()
        if self.probabilities(figures[None, :])[0] == LOW_CONFIDENCE and retellings.told_again(figures[None, :])[0]:
            return Reasons(retellings.intercept, retellings.explain(figures), retold=True)
        seen = signals(figures[None, :])[0]
        shares = divide_leaves(self.trees, seen, _NOTHING_COMMON)
        rows = [(SIGNALS[signal], float(seen[signal]), share) for signal, share in shares.items()]
        base = float(self.log_odds(_NOTHING_COMMON[None, :])[0])  # two texts that have nothing in common
        return Reasons(base, sorted(rows, key=lambda row: (-abs(row[2]), row[0])), retold=False)


def read_model(data: Mapping[str, Any]) -> Model:
    """The model of a decoded `verdict.json`: a tree is a list of nodes [signal, threshold, left, right] or [value].

    `left` and `right` are places in the list; a signal is a place in the list `signals` of names.
    """
    columns = [SIGNALS.index(name) for name in data["signals"]]
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int, float]] = []
    for tree in data["trees"]:
        root = len(nodes)
        roots.append(root)
        nodes += [
            (LEAF, 0.0, 0, 0, node[0])
            if len(node) == 1
            else (columns[node[0]], node[1], root + node[2], root + node[3], 0.0)
            for node in tree
        ]
    looked_at, thresholds, lefts, rights, values = zip(*nodes, strict=True)
    trees = Trees(
        np.array(roots, np.int64), np.array(looked_at, np.int64), np.array(thresholds, np.float64),
        np.array(lefts, np.int64), np.array(rights, np.int64), np.array(values, np.float64),
    )  # fmt: skip
    return Model(data["name"], data["intercept"], trees, data["about"])


@functools.cache
def shipped_model() -> Model:
    """The model that comes with the package, under the names of both of its files."""
    model = read_model(orjson.loads(resources.files(__package__).joinpath("verdict.json").read_bytes()))
    return dataclasses.replace(model, name=f"{model.name} {shipped_retellings().name}")


def of_one_event(figures: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether two texts (m,) seem to report one event: each names much of whom and what the other names."""
    return np.asarray(least(figures, "names") >= _NAMES_OF_ONE_EVENT)


def give_verdicts(
    left_ids: NDArray[np.int64], right_ids: NDArray[np.int64], figures: NDArray[np.float32],
    probabilities: NDArray[np.float64], accept: float,
) -> Verdicts:  # fmt: skip
    """Verdicts of pairs (left_id < right_id) with their figures and what the model makes of these.

    Below `accept` they are same event, where `of_one_event` says so, or unrelated.
    """
    shorter_is_left = figures[:, INDEX["length_left"]] <= figures[:, INDEX["length_right"]]
    same = same_text(figures)
    of_left, of_right = (
        np.where(same, figures[:, INDEX[f"all_runs_{side}"]], figures[:, INDEX[f"covered_{side}"]]).astype(np.float64)
        for side in ("left", "right")
    )
    apart = np.where(
        of_one_event(figures), REWRITES.index(Rewrite.SAME_EVENT), REWRITES.index(Rewrite.UNRELATED)
    ).astype(np.uint8)
    rewrites = np.where(probabilities >= accept, rewrite_codes(figures, shorter_is_left), apart)
    whole = np.where(shorter_is_left, of_left, of_right) >= _WHOLE_SHARE
    return Verdicts(
        left_ids, right_ids, probabilities.round(6), rewrites, whole, of_left.round(4), of_right.round(4),
        FIGURES, figures.round(4),
    )  # fmt: skip
