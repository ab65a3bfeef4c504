"""Stories told again in wholly other words: what names, figures and the order of facts can show.

In: the figures of pairs. Out: whether the one seems to be a retelling of the other, and why. A language model or a
thorough desk leaves hardly any wording, but most of who, how many and in which order, and so does a translation;
reporters of one event share some of that, and seldom in the same order. Where much wording is common the trees of the
verdict know better, since notices of one mould share the rest too. The model is a logistic regression in which no
signal speaks against a retelling (`retelling.json`, written by scripts/fit_retelling.py with what it was fitted on). It
is no proof: such pairs are reported with a confidence that is low whatever their signals, join no stories, and count
within a few days only.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

import numpy as np
import orjson
from numpy.typing import NDArray

from wirecopy.verify.figures import INDEX, least, most

# Enough to be reported, too little to join two stories, by the defaults of `Params.accept` and `Params.join`.
LOW_CONFIDENCE = 0.77
EVENT_SECONDS = 3 * 86_400  # texts further apart that name the same are hardly of one event; an archive has many
_LITTLE_WORDING = 0.2  # share of common word shingles in the better contained text; of full retellings .08 at most
_BOTH = ("numbers", "words", "sentences", "aligned")  # names are words too; their shares and near pairs weighed nothing
_MANY = {"mutual": 8.0, "chain": 5.0, "shared_numbers": 10.0}  # more than that a story of usual length has not
RETOLD_SIGNALS: tuple[str, ...] = (
    *(f"{name}_{side}" for name in _BOTH for side in ("most", "least")), *(f"log_{name}" for name in _MANY),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retellings:
    """`coefficients` (len(RETOLD_SIGNALS),) of signals, an `intercept`, and the `least` log-odds that count.

    In another language only names and figures can be the same, so less is enough there: `least_abroad`.
    """

    name: str
    intercept: float
    coefficients: NDArray[np.float64]
    least: float
    least_abroad: float

    def told_again(self, figures: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Whether each pair (m,) of figures (m, len(FIGURES)) seems to be a retelling."""
        least = np.where(figures[:, INDEX["languages_differ"]] > 0, self.least_abroad, self.least)
        return np.asarray((self.log_odds(figures) >= least) & little_wording(figures))

    def log_odds(self, figures: NDArray[np.float32]) -> NDArray[np.float64]:
        """Log-odds (m,) of a retelling, as if there were as many retellings as other pairs."""
        return np.asarray(self.intercept + retold_signals(figures) @ self.coefficients)

    def explain(self, figures: NDArray[np.float32]) -> list[tuple[str, float, float]]:
        """For figures (len(FIGURES),) of one pair: (signal, its value, its share of the log-odds), largest first."""
        seen = retold_signals(figures[None, :])[0]
        rows = [
            (name, float(value), float(value * coefficient))
            for name, value, coefficient in zip(RETOLD_SIGNALS, seen, self.coefficients, strict=True)
            if coefficient
        ]
        return sorted(rows, key=lambda row: (-row[2], row[0]))


def little_wording(figures: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether pairs (m,) have so little wording in common that one can be a retelling only."""
    return np.asarray(most(figures, "grams") < _LITTLE_WORDING)


def retold_signals(figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the model sees of each pair: (m, len(RETOLD_SIGNALS)); symmetric in left and right.

    Counts are logarithms, and no higher than a story of usual length has them: long texts share much by chance.
    """
    columns: list[NDArray[np.float32]] = []
    for name in _BOTH:
        columns += [most(figures, name), least(figures, name)]
    columns += [np.log1p(np.minimum(figures[:, INDEX[name]], many)) for name, many in _MANY.items()]
    return np.column_stack(columns).astype(np.float64)


@functools.cache
def shipped_retellings() -> Retellings:
    """The model that comes with the package."""
    data = orjson.loads(resources.files(__package__).joinpath("retelling.json").read_bytes())
    return Retellings(
        data["name"],
        data["intercept"],
        np.array(data["coefficients"]),
        data["least"],
        data["least_abroad"],
    )
