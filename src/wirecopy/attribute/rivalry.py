"""Which of two candidate sources a copy follows where they differ.

In: the wordings of a family, its copies and their candidates. Out: for each candidate how it fares against its
strongest rival. The one idea: a copy keeps its source's changes at some rate and hits upon another text's changes only
by chance (two spinners with one dictionary, two desks with one style book). So where s and h differ, the copy's words
decide, however heavily it was itself rewritten; plain overlap does not see this (a light change in s is lost among the
copy's own). Only places around which the copy follows the text at all are counted: a cut tail says nothing of the
words in it. All is counted in one compiled walk over a family: of a triple, which candidates hold it are bits of one
number, and nearly all triples are held by all.
Refused: a likelihood ratio with one chance rate; words that one spinner replaces are those that another replaces too,
so rates differ from text to text and the ratio was confidently wrong in a fifth of all cases.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.texts import ALONE, Wordings
from wirecopy.compiling import compiled

_NEAR = 8  # triples on either side within which the copy must follow the text
_DOUBT = 6.0  # two changed words make six word triples: below, the lead is shrunk by half or more
_MOST_CANDIDATES = 62  # of one copy: they and the archetype are bits of one number
_ALONE = ALONE  # a global of this module, which compiled code takes for a constant


class Rivalry(NamedTuple):
    """How p candidates of n copies, and each copy's unseen original, fare against their strongest rivals.

    `lead` (p,) and `lost_lead` (n,) in -1..1, 0 where there is no rival; `counts` (p, 4), `lost_counts` (n, 4): of how
    many triples that the rival lacks how many are in the copy (kept, all), and the same for what only the rival has.
    """

    lead: NDArray[np.float64]
    counts: NDArray[np.int64]
    lost_lead: NDArray[np.float64]
    lost_counts: NDArray[np.int64]


class _Room(NamedTuple):
    """Scratch: of each triple which candidates `hold` it and in which the copy follows there, as bits (shingles,).

    Both are 0 between copies, `touched` (shingles,) lists what is not; `mine` (u,) says of each code which copy had it
    last. `differing` and `kept` (most, most): of the triples of the one that the other lacks, how many stand where the
    copy follows, and how many of these it has.
    """

    hold: NDArray[np.int64]
    near: NDArray[np.int64]
    touched: NDArray[np.int64]
    mine: NDArray[np.int64]
    differing: NDArray[np.int64]
    kept: NDArray[np.int64]


def compare_rivals(
    wordings: Wordings, bounds: NDArray[np.int64], sources: NDArray[np.int64], possible: NDArray[np.bool_]
) -> Rivalry:
    """How each candidate of each member fares: those of member i are `sources[bounds[i]:bounds[i + 1]]`, at most 62.

    Only `possible` ones (p,) count as rivals (not later than the copy, no twins of it). The unseen original takes part
    where it has an archetype. Exact counts; about 20 microseconds a copy, compiled.
    """
    members, pairs = len(bounds) - 1, len(sources)
    found = Rivalry(
        np.zeros(pairs), np.zeros((pairs, 4), np.int64), np.zeros(members), np.zeros((members, 4), np.int64)
    )
    most = int(np.diff(bounds).max(initial=0)) + 1
    if most > _MOST_CANDIDATES + 1:
        raise ValueError(f"a copy has {most - 1} candidates, at most {_MOST_CANDIDATES} are compared")
    hold, near, touched = np.zeros((3, wordings.shingles), np.int64)
    mine = np.full(len(wordings.weights), -1, np.int64)
    room = _Room(hold, near, touched, mine, np.zeros((most, most), np.int64), np.zeros((most, most), np.int64))
    lost = bool(wordings.archetype.any())
    texts = wordings.codes, wordings.bounds, wordings.text_of, wordings.sequence, wordings.spans, wordings.archetype
    _compare_all(bounds, sources, possible, wordings.sizes, lost, texts, room, found)
    return found


@compiled
def _mark_holders(candidates, texts, room):  # type: ignore[no-untyped-def]
    """Mark which candidates hold each triple, last the archetype; returns the number of triples that any holds."""
    codes, bounds, text_of, _, _, archetype = texts
    count = 0
    for i in range(len(candidates)):
        text = int(text_of[candidates[i]])
        for at in range(int(bounds[text]), int(bounds[text + 1])):
            code = int(codes[at])
            if code >= len(archetype):  # words and numbers stand behind the triples
                break
            if room.hold[code] == 0:
                room.touched[count] = code
                count += 1
                if archetype[code]:
                    room.hold[code] = 1 << len(candidates)
            room.hold[code] |= 1 << i
    return count


@compiled
def _mark_followed(copy, i, candidate, texts, room):  # type: ignore[no-untyped-def]
    """Mark a candidate's triples with one of the copy's at most eight before and behind; counts those it has alone.

    Places of the candidate's text are passed once: `last` and `next_at` are those that the copy has too.
    """
    _, _, text_of, sequence, spans, _ = texts
    text = int(text_of[candidate])
    start, stop = int(spans[text]), int(spans[text + 1])
    last, next_at, alone = start - _NEAR - 1, start - 1, 0
    for at in range(start, stop):
        while next_at < at:
            next_at += 1
            while next_at < stop and not (sequence[next_at] >= 0 and room.mine[sequence[next_at]] == copy):
                next_at += 1
        if next_at == stop:
            break
        if next_at == at:
            last = at
        if at - last <= _NEAR and next_at - at <= _NEAR:
            code = int(sequence[at])
            if code >= 0:
                room.near[code] |= 1 << i
            elif code == _ALONE:
                alone += 1
    return alone


@compiled
def _count(copy, k, touched, room):  # type: ignore[no-untyped-def]
    """Add up, for each two candidates, where they differ and what the copy has of it; clears the marks."""
    every = (2 << k) - 1
    for t in range(touched):
        code = int(room.touched[t])
        hold, near = int(room.hold[code]), int(room.near[code])
        room.hold[code] = 0
        room.near[code] = 0
        if near == 0 or hold == every:
            continue
        near |= hold & (1 << k)
        mine = int(room.mine[code] == copy)
        for one in range(k + 1):
            if near >> one & 1:
                for other in range(k + 1):
                    if not hold >> other & 1:
                        room.differing[one, other] += 1
                        room.kept[one, other] += mine


@compiled
def _lead(room, one, other):  # type: ignore[no-untyped-def]
    """How much better the copy keeps what is only in the one, shrunk where little differs."""
    mine, theirs = int(room.differing[one, other]), int(room.differing[other, one])
    rate = (int(room.kept[one, other]) + 0.5) / (mine + 1.0) - (int(room.kept[other, one]) + 0.5) / (theirs + 1.0)
    return rate * (mine + theirs) / (mine + theirs + _DOUBT)


@compiled
def _fare(own, k, lost, possible, room, counts):  # type: ignore[no-untyped-def]
    """The lead over the strongest rival, 0.0 without one; writes the counts. Ties go to the first."""
    worst, least = -1, 0
    for other in range(k + 1):
        if other != own and (possible[other] if other < k else lost):
            rank = round(_lead(room, own, other) * 1e9)
            if worst < 0 or rank < least:
                worst, least = other, rank
    if worst < 0:
        return 0.0
    counts[0], counts[1] = room.kept[own, worst], room.differing[own, worst]
    counts[2], counts[3] = room.kept[worst, own], room.differing[worst, own]
    return _lead(room, own, worst)


@compiled
def _compare_all(bounds, sources, possible, sizes, lost, texts, room, found):  # type: ignore[no-untyped-def]
    """All copies of a family, one after the other."""
    for copy in range(len(bounds) - 1):
        first, k = int(bounds[copy]), int(bounds[copy + 1] - bounds[copy])
        if k == 0 or k + int(lost) < 2 or sizes[copy] == 0:
            continue
        candidates, able = sources[first : first + k], possible[first : first + k]
        room.differing[:] = 0
        room.kept[:] = 0
        own = int(texts[2][copy])
        for at in range(int(texts[1][own]), int(texts[1][own + 1])):
            room.mine[texts[0][at]] = copy
        touched = _mark_holders(candidates, texts, room)
        for i in range(k):
            alone = _mark_followed(copy, i, int(candidates[i]), texts, room)
            for other in range(k + 1):
                room.differing[i, other] += alone
        _count(copy, k, touched, room)
        for i in range(k):
            found.lead[first + i] = _fare(i, k, lost, able, room, found.counts[first + i])
        if lost:
            found.lost_lead[copy] = _fare(k, k, lost, able, room, found.lost_counts[copy])
