"""What the wording of a family tells: which shingles a text shares with whom, and which are nobody else's.

In: documents of one family. Out: `Wordings`, arrays over all of it. The one idea is the textual critic's: a text that
lacks what its supposed copy shares with third texts can't be the (only) source, and what only two texts of a
family have in common, errors above all, was handed from one to the other (Maas, Textkritik).
Everything that two members have in common (word triples, content words, numbers) has a small number of its own, a
*code*, so a text is a row of codes; what only one member has is merely counted. Members whose texts read alike are
one text here, so a crowd of copies of one text costs little more than one of them.
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
from wirecopy.ragged import spread

# Places of counters in the weight of a code, 15 bits each (a text has at most 20,000 words), the last one more: those
# of a word triple, those of a word, that of a number.
KNOWN, RARE, PAIRED = 0, 15, 30
ODD, WORD, ZIPF = 0, 15, 30
NUMERIC = 0
ALONE, ALONE_AGAIN = -1, -2  # in a sequence: a shingle that no other member has; one that stood before

_FAMILY_WORDS = 2_000_000
_LONGEST, _SHORTEST = 20_000, 500
_RESIDUE = 0.1
_UNLISTED_ZIPF = 15  # tenths; a word outside the list counts as rare, not as impossible
_WORD_KEY, _NUMBER_KEY = np.uint64(1 << 62), np.uint64(2 << 62)  # shingles are below: their codes come first
_COUNTER, _WIDE_COUNTER = (1 << 15) - 1, (1 << 30) - 1


@dataclass(frozen=True, slots=True)
class Wordings:
    """The bodies of a family of n members, t different texts, in which u things are held by two members or more.

    `text_of` (n,) is the text of each member. Members with the same text are one *wording* here, however many sites of
    one owner print it: `same_as` (n,) is the position of the first of them. `lengths` (n,) in words; `sizes` (n,)
    distinct word triples; `known` (n,) of those that another wording has too, `words` (n, 2) the number of distinct
    content words and the sum of their zipf frequencies in tenths. `codes[bounds[i]:bounds[i + 1]]` are the codes that
    text i holds, ascending; codes below `shingles` are word triples, from `numbers` on numbers, words between.
    `weights` (u,) has counters in its bits, so that sums of weights are counts: whether a triple is one of several
    wordings, one of few, one of two; a word one of no list that few have (typing errors, mangled words), one at all,
    and its zipf tenths; a number one of several. `sequence[spans[i]:spans[i + 1]]` are the triples of text i in text
    order; `archetype` (shingles,) marks what the unseen original must have held.
    """

    text_of: NDArray[np.int64]
    lengths: NDArray[np.int64]
    same_as: NDArray[np.int64]
    sizes: NDArray[np.int64]
    known: NDArray[np.int64]
    words: NDArray[np.float64]
    codes: NDArray[np.int32]
    bounds: NDArray[np.int64]
    shingles: int
    numbers: int
    weights: NDArray[np.int64]
    sequence: NDArray[np.int32]
    spans: NDArray[np.int64]
    archetype: NDArray[np.bool_]

    @property
    def totals(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Sums of weights (n,) of all triples of each member, and of all its numbers."""
        triple, number = self.codes < self.shingles, self.codes >= self.numbers
        weights = self.weights[self.codes]
        sums = (_row_sums(np.where(kind, weights, 0), self.bounds)[self.text_of] for kind in (triple, number))
        of_triples, of_numbers = sums
        return of_triples, of_numbers


def _row_sums(values: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sums of values[bounds[i]:bounds[i + 1]]."""
    total = np.concatenate((np.zeros(1, np.int64), np.cumsum(values)))
    found: NDArray[np.int64] = total[bounds[1:]] - total[bounds[:-1]]
    return found


def counter(sums: NDArray[np.int64], place: int) -> NDArray[np.int64]:
    """One counter of sums of weights; the last one is wider."""
    found: NDArray[np.int64] = (sums >> place) & (_WIDE_COUNTER if place == PAIRED else _COUNTER)
    return found


def few(members: int) -> int:
    """How many members may share a thing that still counts as rare: 2 to 8, a quarter of the family."""
    return max(2, min(8, members // 4))


def read_wordings(reading: Reading, members: Sequence[ArticleId], *, lost: bool = True) -> Wordings:
    """The wordings of a family, members in the given order; there is an archetype where the original is `lost`."""
    places, text_of = np.unique(reading.places(members), return_inverse=True)
    count, holders = len(places), np.bincount(text_of, minlength=len(places))
    most = min(_LONGEST, max(_SHORTEST, _FAMILY_WORDS // max(1, len(members))))
    keys, owners, zipf, triples, lengths = _read_keys(reading, places, most)
    place, firsts, shown = _number(keys, owners, holders)
    is_triple = firsts < triples
    sizes = np.bincount(owners[firsts[is_triple]], minlength=count)
    is_word = (keys[firsts] >= _WORD_KEY) & (keys[firsts] < _NUMBER_KEY)
    in_words = owners[firsts[is_word]]
    rarity = np.where(zipf == 0, _UNLISTED_ZIPF, zipf).astype(np.int64)
    words = np.column_stack(
        [np.bincount(in_words, minlength=count), np.bincount(in_words, rarity[firsts[is_word]], minlength=count)]
    ).astype(np.float64)
    held = firsts[place[firsts] >= 0]
    held = held[np.argsort(owners[held].astype(np.uint16 if count < 1 << 16 else np.int64), kind="stable")]
    codes, bounds = place[held], np.searchsorted(owners[held], np.arange(count + 1))
    shingles, numbers = int((shown < triples).sum()), int((keys[shown] < _NUMBER_KEY).sum())
    same_as = _same_wordings(codes, bounds, shingles, sizes, text_of)
    distinct = np.zeros(count, np.bool_)
    distinct[text_of[same_as == np.arange(len(members))]] = True
    wordings = np.bincount(codes[distinct[owners[held]]], minlength=len(shown))
    weights = _weigh(zipf[shown], rarity[shown], wordings, (shingles, numbers), few(int(distinct.sum())))
    shared = np.where(codes < shingles, counter(weights[codes], KNOWN), 0)
    return Wordings(
        text_of=text_of,
        lengths=lengths[text_of],
        same_as=same_as,
        sizes=sizes[text_of],
        known=_row_sums(shared, bounds)[text_of],
        words=words[text_of],
        codes=codes,
        bounds=bounds,
        shingles=shingles,
        numbers=numbers,
        weights=weights,
        sequence=place[:triples],
        spans=np.searchsorted(owners[:triples], np.arange(count + 1)),
        archetype=_archetype(wordings[:shingles], int(distinct.sum()) if lost else 0),
    )


def _number(
    keys: NDArray[np.uint64], owners: NDArray[np.int64], holders: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Codes in ascending order of keys: of each place (or ALONE, ALONE_AGAIN), one place of every thing that an owner
    holds, and one of every code. `holders` (owners,) says how many members each owner stands for.
    """
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    new_value, new_pair = np.ones(len(order), np.bool_), np.ones(len(order), np.bool_)
    new_value[1:] = keys[1:] != keys[:-1]
    new_pair[1:] = new_value[1:] | (owners[1:] != owners[:-1])
    value = np.cumsum(new_value) - 1
    shared = np.bincount(value[new_pair], holders[owners[new_pair]]) >= 2
    codes = np.where(shared, np.cumsum(shared) - 1, ALONE)[value]
    codes[(codes == ALONE) & ~new_pair] = ALONE_AGAIN
    place = np.empty(len(order), np.int32)
    place[order] = codes
    return place, order[new_pair], order[new_value][shared]


def _read_keys(
    reading: Reading, places: NDArray[np.int64], most: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.uint8], int, NDArray[np.int64]]:
    """Keys of triples in text order, then of content words and numbers; their owners, their zipf; triples, words."""
    starts = reading.bounds[places]
    lengths = np.minimum(reading.bounds[places + 1] - starts, most)
    owners = np.repeat(np.arange(len(places)), lengths)
    at = spread(starts, lengths)
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
    codes: NDArray[np.int32],
    bounds: NDArray[np.int64],
    shingles: int,
    sizes: NDArray[np.int64],
    text_of: NDArray[np.int64],
) -> NDArray[np.int64]:
    """For each member the first one of the same wording.

    Same are texts that agree in all that any other member has too, up to a tenth of their own: furniture that
    cleaning left in is each site's own and must not tell one owner's sites apart.
    """
    first: dict[bytes, int] = {}
    alike = np.arange(len(sizes))
    for i, size in enumerate(sizes.tolist()):
        held = codes[bounds[i] : bounds[i + 1]]
        held = held[: np.searchsorted(held, shingles)]
        if size - len(held) <= _RESIDUE * size:
            alike[i] = first.setdefault(held.tobytes(), i)
    members = np.arange(len(text_of))
    earliest = np.full(len(sizes), len(text_of))
    np.minimum.at(earliest, alike[text_of], members)
    found: NDArray[np.int64] = earliest[alike[text_of]]
    return found


def _weigh(
    zipf: NDArray[np.uint8],
    rarity: NDArray[np.int64],
    wordings: NDArray[np.int64],
    limits: tuple[int, int],
    rare_most: int,
) -> NDArray[np.int64]:
    """`Wordings.weights` of codes that so many wordings hold."""
    several, rare = (wordings >= 2).astype(np.int64), ((wordings >= 2) & (wordings <= rare_most)).astype(np.int64)
    triple = several << KNOWN | rare << RARE | (wordings == 2).astype(np.int64) << PAIRED
    word = (rare & (zipf == 0)) << ODD | np.int64(1 << WORD) | rarity << ZIPF
    code = np.arange(len(wordings))
    found: NDArray[np.int64] = np.where(code < limits[0], triple, np.where(code < limits[1], word, several << NUMERIC))
    return found


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

    In: number and zipf sum of the content words of the sources, of the copies, of those in common, (k, 2) each.
    Returns (k, 2): gain, and words compared. The gain is positive where the copy looks spun, since a synonym
    dictionary mostly replaces common words by rarer ones; (0, 0) where either text has too few words of its own.
    """
    gone, new = source - common, copy - common
    fewer = np.minimum(gone[:, 0], new[:, 0])
    enough = fewer >= 5
    means = gone[:, 1] / np.maximum(1, gone[:, 0]) - new[:, 1] / np.maximum(1, new[:, 0])
    return np.column_stack([np.where(enough, means / 10, 0.0), np.where(enough, fewer, 0.0)])
