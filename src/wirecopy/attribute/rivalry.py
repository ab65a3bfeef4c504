"""Which of two candidate sources a copy follows where they differ.

In: the wordings of a family, a copy and its candidates. Out: for each candidate how it fares against its strongest
rival. The one idea: a copy keeps its source's changes at some rate and hits upon another text's changes only by chance
(two spinners with one dictionary, two desks with one style book). So where s and h differ, the copy's words decide,
however heavily it was itself rewritten; plain overlap does not see this (a light change in s is lost among the
copy's own). Only places around which the copy follows the text at all are counted: a cut tail says nothing of the
words in it. Refused: a likelihood ratio with one chance rate; words that one spinner replaces are those that another
replaces too, so rates differ from text to text and the ratio was confidently wrong in a fifth of all cases.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.texts import ALONE, Wordings

_NEAR = 8  # triples on either side within which the copy must follow the text
_DOUBT = 6.0  # two changed words make six word triples: below, the lead is shrunk by half or more


class Rivalry(NamedTuple):
    """k candidates, and last the unseen original, each against its strongest rival: arrays (k + 1,).

    `lead` in -1..1, 0 where there is no rival; `counts` (k + 1, 4): of how many triples that the rival lacks how many
    are in the copy (kept, all), and the same for what only the rival has.
    """

    lead: NDArray[np.float64]
    counts: NDArray[np.int64]


def compare_rivals(
    wordings: Wordings, copy: int, candidates: NDArray[np.int64], possible: NDArray[np.bool_]
) -> Rivalry:
    """How each candidate fares; only `possible` ones (k,) count as rivals (not later than the copy, no twins of it).

    The unseen original takes part where it has an archetype. Exact counts by small matrix products.
    """
    count = len(candidates)
    lost = bool(wordings.archetype.any())
    nothing = Rivalry(np.zeros(count + 1), np.zeros((count + 1, 4), np.int64))
    if count + lost < 2 or not wordings.sizes[copy]:
        return nothing
    held, near, near_alone, mine = _places(wordings, copy, candidates)
    lacked = (1.0 - held).T
    differing = (near @ lacked).astype(np.float64) + near_alone[:, None]
    kept = ((near * mine) @ lacked).astype(np.float64)
    rate = (kept + 0.5) / (differing + 1.0)
    both = differing + differing.T
    lead = (rate - rate.T) * both / (both + _DOUBT)
    able = np.append(possible, lost)
    ranked = lead.round(9)
    ranked[:, ~able] = np.inf
    np.fill_diagonal(ranked, np.inf)
    worst = ranked.argmin(axis=1)
    own = np.arange(count + 1)
    counts = np.column_stack([kept[own, worst], differing[own, worst], kept[worst, own], differing[worst, own]])
    rivalled = np.isfinite(ranked[own, worst])
    rivalled[-1] &= lost
    return Rivalry(np.where(rivalled, lead[own, worst], 0.0), np.where(rivalled[:, None], counts, 0).astype(np.int64))


def _places(
    wordings: Wordings, copy: int, candidates: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float64], NDArray[np.float32]]:
    """Over the u triples that candidates share with others: who holds them, where the copy follows, which it has.

    Shapes (k + 1, u), (k + 1, u), (k + 1,), (u,), values 0 or 1 but for the third: how many triples each candidate
    has alone in places where the copy follows it. The last row is the archetype's.
    """
    width = wordings.shingles
    rows = np.unpackbits(wordings.bits[candidates, : (width + 7) // 8], axis=1, count=width, bitorder="little")
    mine = np.unpackbits(wordings.bits[copy, : (width + 7) // 8], count=width, bitorder="little")
    union = rows.any(axis=0)
    column = np.cumsum(union) - 1
    starts, stops = wordings.spans[candidates], wordings.spans[candidates + 1]
    lengths = stops - starts
    row = np.repeat(np.arange(len(candidates)), lengths)
    place = np.arange(len(row))
    code = wordings.sequence[place + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)]
    kept = (code >= 0) & (mine[np.maximum(code, 0)] != 0) if width else np.zeros(len(code), np.bool_)
    followed = _followed(kept, place + 3 * _NEAR * row)
    held = np.zeros((len(candidates) + 1, int(union.sum())), np.float32)
    held[:-1] = rows[:, union]
    held[-1] = wordings.archetype[union]
    near = np.zeros_like(held)
    seen = followed & (code >= 0)
    near[row[seen], column[code[seen]]] = 1.0
    near[-1] = held[-1] * near[:-1].max(axis=0, initial=0.0)
    alone = np.bincount(row[followed & (code == ALONE)], minlength=len(candidates) + 1).astype(np.float64)
    return held, near, alone, mine[union].astype(np.float32)


def _followed(kept: NDArray[np.bool_], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Places with a triple of the copy at most eight places before and at most eight behind.

    Several texts stand one after the other, their places further apart than that.
    """
    if not len(kept):
        return kept
    first, last = places[0] - 3 * _NEAR, places[-1] + 3 * _NEAR
    before = np.maximum.accumulate(np.where(kept, places, first))
    behind = np.minimum.accumulate(np.where(kept, places, last)[::-1])[::-1]
    found: NDArray[np.bool_] = (places - before <= _NEAR) & (behind - places <= _NEAR)
    return found
