"""What a copy and each of its possible sources have in common, counted in one compiled walk over a family.

In: the wordings of a family and pairs of copy and source, those of one copy together. Out: counts a pair. The one idea:
mark what the copy's text holds, then pass over each source's codes once; there is no table of all texts by all codes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.texts import Wordings
from wirecopy.compiling import compiled


class Overlaps(NamedTuple):
    """Of p pairs sums of the weights (see `Wordings`) of the triples, words and numbers that both hold, (p,) each.

    `handed` (p,): triples that the copy has from any possible source; `unexplained` (p,) of these the source lacks.
    """

    triple_weights: NDArray[np.int64]
    word_weights: NDArray[np.int64]
    number_weights: NDArray[np.int64]
    handed: NDArray[np.int64]
    unexplained: NDArray[np.int64]


@compiled
def _count_triples(text_of, codes, bounds, shingles, copies, sources, marks, found):  # type: ignore[no-untyped-def]
    """Count for each pair; `marks` says for each triple in which text it was marked last."""
    marked = -1
    for pair in range(len(copies)):
        copy, source = int(text_of[copies[pair]]), int(text_of[sources[pair]])
        if copy != marked:
            marked = copy
            for at in range(int(bounds[copy]), int(bounds[copy + 1])):
                marks[codes[at]] = copy
        count = 0
        for at in range(int(bounds[source]), int(bounds[source + 1])):
            code = int(codes[at])
            if code >= shingles:  # words and numbers stand behind the triples
                break
            if marks[code] == copy:
                count += 1
        found[pair] = count


def count_triples(wordings: Wordings, copies: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many word triples copy and source of each pair (p,) have in common; those of one copy stand together."""
    found = np.zeros(len(copies), np.int64)
    marks = np.full(len(wordings.weights), -1, np.int64)
    _count_triples(wordings.text_of, wordings.codes, wordings.bounds, wordings.shingles, copies, sources, marks, found)
    return found


@compiled
def _add_up(code, stop, kind, codes, weights, marks, copy):  # type: ignore[no-untyped-def]
    """From place `code` on, the weights of marked codes below `kind`; returns the place behind them, sum and count."""
    total = count = 0
    while code < stop and codes[code] < kind:
        if marks[codes[code]] == copy:
            total += int(weights[codes[code]])
            count += 1
        code += 1
    return code, total, count


@compiled
def _compare_all(text_of, texts, limits, bounds, sources, possible, marks, given, found):  # type: ignore[no-untyped-def]
    """All pairs of all copies; `given` says for each triple which copy has it from a possible source."""
    codes, starts, weights = texts
    shingles, numbers, every = limits
    for copy in range(len(bounds) - 1):
        first, last = int(bounds[copy]), int(bounds[copy + 1])
        if first == last:
            continue
        own = int(text_of[copy])
        for at in range(int(starts[own]), int(starts[own + 1])):
            marks[codes[at]] = copy
        handed = 0
        for pair in range(first, last):
            source = int(text_of[sources[pair]])
            at, stop = int(starts[source]), int(starts[source + 1])
            if possible[pair]:
                for k in range(at, stop):
                    code = int(codes[k])
                    if code >= shingles:
                        break
                    if marks[code] == copy and given[code] != copy:
                        given[code] = copy
                        handed += 1
            at, found.triple_weights[pair], _ = _add_up(at, stop, shingles, codes, weights, marks, copy)
            at, found.word_weights[pair], _ = _add_up(at, stop, numbers, codes, weights, marks, copy)
            at, found.number_weights[pair], _ = _add_up(at, stop, every, codes, weights, marks, copy)
        for pair in range(first, last):
            found.handed[pair] = handed
            source = int(text_of[sources[pair]])
            _, _, explained = _add_up(
                int(starts[source]), int(starts[source + 1]), shingles, codes, weights, given, copy
            )
            found.unexplained[pair] = handed - explained


def compare_wordings(
    wordings: Wordings, bounds: NDArray[np.int64], sources: NDArray[np.int64], possible: NDArray[np.bool_]
) -> Overlaps:
    """What each member has in common with its candidates: those of member i are `sources[bounds[i]:bounds[i + 1]]`.

    What a copy has from a source that is not `possible` (p,) was handed to it by nobody. Exact; about 20 microseconds
    a copy, compiled.
    """
    found = Overlaps(*np.zeros((5, len(sources)), np.int64))
    marks, given = np.full((2, len(wordings.weights)), -1, np.int64)
    texts = wordings.codes, wordings.bounds, wordings.weights
    limits = wordings.shingles, wordings.numbers, len(wordings.weights)
    _compare_all(wordings.text_of, texts, limits, bounds, sources, possible, marks, given, found)
    return found
