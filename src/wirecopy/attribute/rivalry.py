"""Which of two candidate sources a copy follows where they differ.

In: the wordings of a copy and of its candidates. Out: for each candidate how it fares against its strongest rival.
The one idea: a copy keeps its source's changes at some rate and hits upon another text's changes only by chance (two
spinners with one dictionary, two desks with one style book). So where s and h differ, the copy's words decide,
however heavily it was itself rewritten; plain overlap does not see this (a light change in s is lost among the
copy's own). Only places around which the copy follows the text at all are counted: a cut tail says nothing of the
words in it. Refused: a likelihood ratio with one chance rate; words that one spinner replaces are those that another
replaces too, so rates differ from text to text and the ratio was confidently wrong in a fifth of all cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_NEAR = 8  # shingles on either side within which the copy must follow the text
_DOUBT = 6.0  # two changed words make six word triples: below, the lead is shrunk by half or more


class Rivalry(NamedTuple):
    """A candidate against its strongest rival: lead in -1..1, that rival (-1: none), and two pairs of counts.

    `kept` of `only_own` shingles that the rival lacks are in the copy; `kept_rival` of `only_rival` the other way.
    """

    lead: float
    rival: int
    kept: int
    only_own: int
    kept_rival: int
    only_rival: int


_NO_RIVAL = Rivalry(0.0, -1, 0, 0, 0, 0)


def rivalries(
    copy: frozenset[int],
    candidates: Sequence[NDArray[np.uint64]],
    possible: Sequence[bool],
    archetype: frozenset[int] = frozenset(),
) -> list[Rivalry]:
    """One `Rivalry` per candidate, and one more, last, for the unseen original with the shingles of `archetype`.

    `candidates` are shingles in text order; only `possible` ones (not later than the copy, no twins of it) count as
    rivals, the unseen original if it has shingles at all. Exact counts by small matrix products.
    """
    count = len(candidates)
    if not copy or count + bool(archetype) < 2:
        return [_NO_RIVAL] * (count + 1)
    held, near, mine = _places(copy, candidates, archetype)
    differing = near @ (1.0 - held).T
    kept = (near * mine) @ (1.0 - held).T
    rate = (kept + 0.5) / (differing + 1.0)
    weight = (differing + differing.T) / (differing + differing.T + _DOUBT)
    lead = (rate - rate.T) * weight
    able = [*possible, bool(archetype)]
    return [_against_strongest(own, lead, able, kept, differing) for own in range(count + 1)]


def _against_strongest(
    own: int,
    lead: NDArray[np.float64],
    able: Sequence[bool],
    kept: NDArray[np.float64],
    differing: NDArray[np.float64],
) -> Rivalry:
    """The rival with the greatest lead over this candidate; ties go to the first."""
    rivals = [rival for rival in range(len(able)) if rival != own and able[rival]]
    if not rivals or (own == len(able) - 1 and not able[own]):
        return _NO_RIVAL
    worst = min(rivals, key=lambda rival: (round(float(lead[own, rival]), 9), rival))
    counts = (kept[own, worst], differing[own, worst], kept[worst, own], differing[worst, own])
    return Rivalry(float(lead[own, worst]), worst, *(int(count) for count in counts))


def _places(
    copy: frozenset[int], candidates: Sequence[NDArray[np.uint64]], archetype: frozenset[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Over all distinct shingles: which text holds them, where the copy follows it around them, which the copy has.

    Shapes (k + 1, u), (k + 1, u), (u,), values 0 or 1; the last row is the archetype's.
    """
    lost = np.fromiter(sorted(archetype), np.uint64, len(archetype))
    values = np.unique(np.concatenate([*candidates, lost]))
    mine = np.isin(values, np.fromiter(sorted(copy), np.uint64, len(copy)))
    held = np.zeros((len(candidates) + 1, len(values)))
    near = np.zeros_like(held)
    for row, sequence in enumerate(candidates):
        columns = np.searchsorted(values, sequence)
        held[row, columns] = 1.0
        near[row, columns[_followed(mine[columns])]] = 1.0
    held[-1, np.searchsorted(values, lost)] = 1.0
    near[-1] = held[-1] * near[:-1].max(axis=0, initial=0.0)
    return held, near, mine.astype(np.float64)


def _followed(kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Places with a shingle of the copy at most eight places before and at most eight behind."""
    places = np.arange(len(kept))
    before = np.maximum.accumulate(np.where(kept, places, -len(kept) - _NEAR))
    behind = np.minimum.accumulate(np.where(kept, places, 2 * len(kept) + _NEAR)[::-1])[::-1]
    found: NDArray[np.bool_] = (places - before <= _NEAR) & (behind - places <= _NEAR)
    return found
