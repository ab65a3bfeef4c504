"""Situations of a copy in which the same reason weighs differently.

In: a dossier and its shortlist. Out: one row of booleans a member. The one idea: a reason is worth what it can tell
apart. That a source holds all of a copy says much of an excerpt and little among twenty equal texts; an hour between
two texts says nothing where the family's clocks contradict each other. So each rule has, beside its weight, a small
difference for every situation that holds (weights.json), and log-odds remain a sum that can be read line by line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from wirecopy.attribute.dossier import Dossier
    from wirecopy.attribute.shortlist import Pairs, Shortlist

_HARDLY, _HALF, _NEARLY = 0.35, 0.65, 0.9  # share of the copy's word triples in the source that has most of them
_LARGE, _CROWDED = 12, 25  # members
_FEW, _MANY = 4, 12  # candidates

SITUATIONS: tuple[str, ...] = (
    "hardly-covered", "half-covered", "nearly-covered", "equal-candidate", "agency-candidate", "dated",
    "clocks-doubted", "large-story", "crowded-story", "few-candidates", "many-candidates",
)  # fmt: skip


def situations_of(dossier: Dossier, shortlist: Shortlist) -> NDArray[np.bool_]:
    """Which of `SITUATIONS` hold for each member, (members, len(SITUATIONS))."""
    count, pairs = len(dossier.members), shortlist.pairs
    covered = most_covered(dossier, pairs)
    candidates = np.diff(shortlist.bounds)
    equal, agency = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    same = dossier.wordings.same_as
    equal[pairs["copy"][(same[pairs["source"]] == same[pairs["copy"]]) & ~pairs["twin"]]] = True
    agency[pairs["copy"][np.isin(pairs["source"], list(dossier.own_texts))]] = True
    held: dict[str, NDArray[np.bool_]] = {
        "hardly-covered": covered < _HARDLY,
        "half-covered": covered < _HALF,
        "nearly-covered": covered > _NEARLY,
        "equal-candidate": equal,
        "agency-candidate": agency,
        "dated": np.array([member.span is not None for member in dossier.members], np.bool_),
        "clocks-doubted": np.full(count, dossier.clock == "doubted"),
        "large-story": np.full(count, count >= _LARGE),
        "crowded-story": np.full(count, count >= _CROWDED),
        "few-candidates": candidates <= _FEW,
        "many-candidates": candidates >= _MANY,
    }
    return np.column_stack([held[name] for name in SITUATIONS])


def most_covered(dossier: Dossier, pairs: Pairs) -> NDArray[np.float64]:
    """Of each member the largest share of its word triples that one of its candidates has."""
    covered = np.zeros(len(dossier.members))
    copies = pairs["copy"]
    np.maximum.at(covered, copies, pairs["common"] / np.maximum(1, dossier.wordings.sizes[copies]))
    return covered
