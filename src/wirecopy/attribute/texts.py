"""What the wording of a family tells: which shingles a text shares with whom, and which are nobody else's.

In: documents of one family. Out: `Wordings`, arrays over all of it. The one idea is the textual critic's: a text that
lacks what its supposed copy shares with third texts can't be the (only) source, and what only two texts of a
family have in common, errors above all, was handed from one to the other (Maas, Textkritik).
Everything that two members have in common (word triples, content words, numbers) has a small number of its own, a
*code*, so a text is a row of bits and a comparison is a look-up; what only one member has is merely counted.
Work is bounded: a family as a whole reads at most two million words, so a crowded one reads less of each text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.rarity import FUNCTION_WORD
from wirecopy.fingerprint.reading import Reading
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, UNSPACED_TOKEN
from wirecopy.model import ArticleId

SHINGLE, KNOWN, RARE, PAIRED, NUMERIC, ODD, WORD, ZIPF = range(8)  # columns of `Wordings.measures`
ALONE, ALONE_AGAIN = -1, -2  # in a sequence: a shingle that no other member has; one that stood before

_FAMILY_WORDS = 2_000_000
_LONGEST, _SHORTEST = 20_000, 500
_RESIDUE = 0.1
_UNLISTED_ZIPF = 15  # tenths; a word outside the list counts as rare, not as impossible
_WORD_KEY, _NUMBER_KEY = np.uint64(1 << 62), np.uint64(2 << 62)  # shingles are below: their codes come first
_BITS_AT_ONCE = 1 << 25


@dataclass(frozen=True, slots=True)
class Wordings:
    """The bodies of a family of n members, in which u things are held by two members or more.

    Members with the same text are one *wording* here, however many sites of one owner print it: `same_as` (n,) is the
    position of the first of them. `lengths` (n,) in words; `sizes` (n,) distinct word triples; `known` (n,) of those
    that another wording has too, `words` (n, 2) the number of distinct content words and the sum of their zipf
    frequencies in tenths. `codes[bounds[i]:bounds[i + 1]]` are the codes that member i holds, ascending; `bits`
    (n, u / 8) the same as bits, lowest first; the first `shingles` codes are word triples. `measures` (u, 8) says of a
    code, as 0 or 1, whether it is a triple, one of several wordings, one of few, one of two, a number of several, a
    word in no list that few have (typing errors, mangled words), a content word; last the word's zipf tenths.
    `sequence[spans[i]:spans[i + 1]]` are the triples of member i in text order; `archetype` (shingles,) marks what the
    unseen original must have held.
    """

    lengths: NDArray[np.int64]
    same_as: NDArray[np.int64]
    sizes: NDArray[np.int64]
    known: NDArray[np.int64]
    words: NDArray[np.float64]
    codes: NDArray[np.int32]
    bounds: NDArray[np.int64]
    bits: NDArray[np.uint8]
    shingles: int
    measures: NDArray[np.float32]
    sequence: NDArray[np.int32]
    spans: NDArray[np.int64]
    archetype: NDArray[np.bool_]

    def codes_of(self, member: int) -> NDArray[np.int32]:
        """Codes that a member holds, ascending."""
        return self.codes[self.bounds[member] : self.bounds[member + 1]]

    def holds(self, members: NDArray[np.int64], codes: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Which of these members hold which of these codes, (members, codes) of 0 or 1."""
        octets = self.bits[members].take(codes >> 3, axis=1)
        found: NDArray[np.uint8] = (octets >> (codes & 7).astype(np.uint8)) & np.uint8(1)
        return found


def few(members: int) -> int:
    """How many members may share a thing that still counts as rare: 2 to 8, a quarter of the family."""
    return max(2, min(8, members // 4))


def read_wordings(reading: Reading, members: Sequence[ArticleId], *, lost: bool = True) -> Wordings:
    """The wordings of a family, members in the given order; there is an archetype where the original is `lost`."""
    count = len(members)
    keys, owners, zipf, triples, lengths = _read_keys(reading, reading.places(members))
    place, firsts, shown = _number(keys, owners)
    is_triple = firsts < triples
    sizes = np.bincount(owners[firsts[is_triple]], minlength=count)
    is_word = (keys[firsts] >= _WORD_KEY) & (keys[firsts] < _NUMBER_KEY)
    in_words = owners[firsts[is_word]]
    weight = np.where(zipf == 0, _UNLISTED_ZIPF, zipf).astype(np.float64)
    words = np.column_stack(
        [np.bincount(in_words, minlength=count), np.bincount(in_words, weight[firsts[is_word]], minlength=count)]
    ).astype(np.float64)
    held = firsts[place[firsts] >= 0]
    held = held[np.argsort(owners[held].astype(np.uint16 if count < 1 << 16 else np.int64), kind="stable")]
    codes, bounds = place[held], np.searchsorted(owners[held], np.arange(count + 1))
    shingles = int((shown < triples).sum())
    same_as = _same_wordings(codes, bounds, shingles, sizes)
    distinct = same_as == np.arange(count)
    wordings = np.bincount(codes[distinct[owners[held]]], minlength=len(shown))
    measures = _measures(keys, zipf, weight, shown, wordings, few(int(distinct.sum())))
    known = np.bincount(owners[held], measures[codes, KNOWN], minlength=count).astype(np.int64)
    return Wordings(
        lengths=lengths,
        same_as=same_as,
        sizes=sizes,
        known=known,
        words=words,
        codes=codes,
        bounds=bounds,
        bits=_as_bits(codes, bounds, len(wordings)),
        shingles=shingles,
        measures=measures,
        sequence=place[:triples],
        spans=np.searchsorted(owners[:triples], np.arange(count + 1)),
        archetype=_archetype(wordings[:shingles], int(distinct.sum()) if lost else 0),
    )


def _number(
    keys: NDArray[np.uint64], owners: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Codes in ascending order of keys: of each place (or ALONE, ALONE_AGAIN), one place of every thing that an owner
    holds, and one of every code.
    """
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    new_value, new_pair = np.ones(len(order), np.bool_), np.ones(len(order), np.bool_)
    new_value[1:] = keys[1:] != keys[:-1]
    new_pair[1:] = new_value[1:] | (owners[1:] != owners[:-1])
    value = np.cumsum(new_value) - 1
    shared = np.bincount(value[new_pair]) >= 2
    codes = np.where(shared, np.cumsum(shared) - 1, ALONE)[value]
    codes[(codes == ALONE) & ~new_pair] = ALONE_AGAIN
    place = np.empty(len(order), np.int32)
    place[order] = codes
    return place, order[new_pair], order[new_value][shared]


def _read_keys(
    reading: Reading, places: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.uint8], int, NDArray[np.int64]]:
    """Keys of triples in text order, then of content words and numbers; their owners, their zipf; triples, words."""
    most = min(_LONGEST, max(_SHORTEST, _FAMILY_WORDS // max(1, len(places))))
    starts = reading.bounds[places]
    lengths = np.minimum(reading.bounds[places + 1] - starts, most)
    owners = np.repeat(np.arange(len(places)), lengths)
    at = np.arange(int(lengths.sum())) + np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    hashes, flags, zipf = reading.hashes[at].astype(np.uint64), reading.flags[at], reading.values[at]
    triples, triple_owners = _triples(hashes, owners, lengths)
    word = ((flags & (CAPITAL | NUMBER | UNSPACED_TOKEN)) == 0) & ((zipf & FUNCTION_WORD) == 0)
    number = (flags & NUMBER) != 0
    keys = np.concatenate([triples >> np.uint64(2), hashes[word] | _WORD_KEY, hashes[number] | _NUMBER_KEY])
    values = np.concatenate([np.zeros(len(triples), np.uint8), zipf[word], np.zeros(int(number.sum()), np.uint8)])
    return keys, np.concatenate([triple_owners, owners[word], owners[number]]), values, len(triples), lengths


def _triples(
    hashes: NDArray[np.uint64], owners: NDArray[np.int64], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Word 3-grams in text order as 64-bit values; a text of one or two words has itself as its only one."""
    ends = np.cumsum(lengths)
    left = ends[owners] - np.arange(len(owners))  # words from here to the end of the text
    padded = np.concatenate([hashes, np.zeros(2, np.uint64)])
    first, second, third = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)
    mixed = np.asarray(hashes * first + padded[1:-1] * second, np.uint64)
    mixed = np.asarray((mixed ^ (mixed >> np.uint64(29))) + padded[2:] * third, np.uint64)
    short = (lengths[owners] < 3) & (left == lengths[owners])
    alone = hashes + np.where(left == 2, padded[1:-1], np.uint64(0))
    chosen = (left >= 3) | short
    found: NDArray[np.uint64] = np.where(short, alone, mixed)[chosen]
    return found, owners[chosen]


def _same_wordings(
    codes: NDArray[np.int32], bounds: NDArray[np.int64], shingles: int, sizes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each text the first one of the same wording.

    Same are texts that agree in all that any other member has too, up to a tenth of their own: furniture that
    cleaning left in is each site's own and must not tell one owner's sites apart.
    """
    first: dict[bytes, int] = {}
    found = np.arange(len(sizes))
    for i, size in enumerate(sizes.tolist()):
        held = codes[bounds[i] : bounds[i + 1]]
        held = held[: np.searchsorted(held, shingles)]
        if size - len(held) <= _RESIDUE * size:
            found[i] = first.setdefault(held.tobytes(), i)
    return found


def _measures(
    keys: NDArray[np.uint64],
    zipf: NDArray[np.uint8],
    weight: NDArray[np.float64],
    at: NDArray[np.int64],
    wordings: NDArray[np.int64],
    rare_most: int,
) -> NDArray[np.float32]:
    """`Wordings.measures` of codes that stand at these places and are in so many wordings."""
    triple, number = keys[at] < _WORD_KEY, keys[at] >= _NUMBER_KEY
    word = ~triple & ~number
    several = wordings >= 2
    rare = several & (wordings <= rare_most)
    odd = word & rare & (zipf[at] == 0)
    columns = (triple, triple & several, triple & rare, triple & (wordings == 2), number & several, odd, word,
               word * weight[at])  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _as_bits(codes: NDArray[np.int32], bounds: NDArray[np.int64], width: int) -> NDArray[np.uint8]:
    """Rows of bits from lists of codes, a few rows at once where they are long."""
    count = len(bounds) - 1
    bits = np.zeros((count, (width + 7) // 8), np.uint8)
    step = max(1, _BITS_AT_ONCE // max(1, width))
    for start in range(0, count, step):
        stop = min(count, start + step)
        rows = np.repeat(np.arange(stop - start), np.diff(bounds[start : stop + 1]))
        block = np.zeros((stop - start, width), np.bool_)
        block[rows, codes[bounds[start] : bounds[stop]]] = True
        bits[start:stop] = np.packbits(block, axis=1, bitorder="little")
    return bits


def _archetype(wordings: NDArray[np.int64], distinct: int) -> NDArray[np.bool_]:
    """What the unseen original must have held: triples that a third of the wordings have, and at least two of them.

    The reconstruction of a lost original from its copies, as far as shingles allow; empty below three wordings,
    where what two texts share may as well be one's own change that the other took over.
    """
    if distinct < 3:
        return np.zeros(len(wordings), np.bool_)
    return np.asarray(wordings >= max(2, math.ceil(distinct / 3)))


def word_rarity_gain(
    source: NDArray[np.float64], copy: NDArray[np.float64], common: NDArray[np.float64]
) -> NDArray[np.float64]:
    """By how many zipf units a copy's own words are rarer than those of each source they stand for.

    In: number and zipf sum of the content words of the sources (k, 2), of the copy (2,), of those in common (k, 2).
    Returns (k, 2): gain, and words compared. The gain is positive where the copy looks spun, since a synonym
    dictionary mostly replaces common words by rarer ones; (0, 0) where either text has too few words of its own.
    """
    gone, new = source - common, copy - common
    fewer = np.minimum(gone[:, 0], new[:, 0])
    enough = fewer >= 5
    means = gone[:, 1] / np.maximum(1, gone[:, 0]) - new[:, 1] / np.maximum(1, new[:, 0])
    return np.column_stack([np.where(enough, means / 10, 0.0), np.where(enough, fewer, 0.0)])
