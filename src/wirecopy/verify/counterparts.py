"""Which sentence of one text stands for which of the other, by the weight of the words that they share.

In: profiles, a pair, and for each word of the left bag its place in the right one. Out: `Matches`, directed: the
best counterpart of every left sentence (highest Dice of weights, ties: the one whose last common word comes first)
and how well names, numbers and other words are kept in it. This is the coarse alignment that every candidate pair
gets; alignment.py says which characters, for pairs that were accepted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled_lean
from wirecopy.verify.features import ContentWords, Sentences

_MATCH_SHARE = 0.45  # of the lighter sentence's weight: then two sentences are counterparts
_MATCH_LONG_SHARE = 0.22  # and of the heavier one's
_MATCH_WEIGHT = 5.0  # and so much in all: about two rare words
_CLOSE_DICE = 0.5
_CLOSE_WEIGHT = 8.0
_CHAIN_GAP = 3


class Matches(NamedTuple):
    """Per sentence of the left text: `best` int64 its counterpart's number (-1: none), `likeness` float64 in 0..1.

    `kept` float64 (4,): weight, in sentences with a counterpart, of names and numbers in all and found in the
    counterpart, of other words in all and found. `shared` and `stamps` are scratch, one a sentence of the right text.
    """

    best: NDArray[np.int64]
    likeness: NDArray[np.float64]
    kept: NDArray[np.float64]
    shared: NDArray[np.float64]
    stamps: NDArray[np.int64]


def make_matches(most_sentences: int) -> Matches:
    """Room for texts of so many sentences."""
    size = most_sentences + 1
    return Matches(np.empty(size, np.int64), np.empty(size), np.zeros(4), np.zeros(size), np.full(size, -1, np.int64))


@compiled_lean
def _find_best(
    content: ContentWords, sentences: Sentences, start: int, end: int, own_weight: float, partners: NDArray[np.int32],
    first_word: int, first_sentence: int, matches: Matches,
) -> tuple[int, float]:  # fmt: skip
    """The counterpart of the sentence of content words start:end, and their Dice; (-1, 0) where nothing is shared."""
    best = -1
    best_dice = 0.0
    for c in range(start, end):
        partner = int(partners[content.places[c]])
        if partner < 0:
            continue
        weight = float(content.weights[c])
        word = first_word + partner
        for k in range(int(content.met_starts[word]), int(content.met_ends[word])):
            s = int(content.met[k])
            if matches.stamps[s] != start:  # what another sentence left there
                matches.stamps[s] = start
                matches.shared[s] = 0.0
            common = float(matches.shared[s]) + weight
            matches.shared[s] = common
            dice = 2 * common / max(0.1, own_weight + float(sentences.weights[first_sentence + s]))
            if dice > best_dice:
                best_dice = dice
                best = s
    return best, best_dice


@compiled_lean
def _is_counterpart(own_weight: float, other_weight: float, common: float) -> bool:
    light, heavy = min(own_weight, other_weight), max(own_weight, other_weight)
    enough = common >= _MATCH_SHARE * light and common >= _MATCH_LONG_SHARE * heavy
    return enough and common >= min(_MATCH_WEIGHT, 0.9 * light)


@compiled_lean
def _add_kept(
    content: ContentWords, start: int, end: int, partners: NDArray[np.int32], first_word: int, counterpart: int,
    kept: NDArray[np.float64],
) -> None:  # fmt: skip
    """Add the weights of the words of a sentence, and of those that its counterpart holds too."""
    for c in range(start, end):
        weight = float(content.weights[c])
        column = 0 if content.slots[c] else 2
        kept[column] += weight
        partner = int(partners[content.places[c]])
        if partner < 0:
            continue
        word = first_word + partner
        for k in range(int(content.met_starts[word]), int(content.met_ends[word])):
            if content.met[k] == counterpart:
                kept[column + 1] += weight
                break


@compiled_lean
def find_twins(sentences: Sentences, left: int, right: int, mine: Matches, other: Matches) -> None:
    """Set `best` of both sides: the first twin of each sentence in the other text, -1 for all others.

    Nothing is more like a sentence than its twin, which has all its words and no more.
    """
    keys, numbers = sentences.keys, sentences.numbers
    i, end_left = int(sentences.bounds[left]), int(sentences.bounds[left + 1])
    j, end_right = int(sentences.bounds[right]), int(sentences.bounds[right + 1])
    mine.best[: end_left - i] = -1
    other.best[: end_right - j] = -1
    while i < end_left and j < end_right:
        key = int(keys[i])
        if key == keys[j] and key >= 0:
            first, first_other = numbers[i], numbers[j]
            while i < end_left and keys[i] == key:
                mine.best[numbers[i]] = first_other
                i += 1
            while j < end_right and keys[j] == key:
                other.best[numbers[j]] = first
                j += 1
        elif key <= keys[j]:
            i += 1
        else:
            j += 1


@compiled_lean
def match_sentences(
    content: ContentWords, sentences: Sentences, left: int, right: int, partners: NDArray[np.int32],
    first_word: int, matches: Matches,
) -> None:  # fmt: skip
    """Fill `matches` for the sentences of the left article, whose twins are set.

    `partners` gives each word of the left article's bag its place in the right one's (-1: not there), whose first
    word is `first_word` of all.
    """
    first, first_other = int(sentences.bounds[left]), int(sentences.bounds[right])
    kept = matches.kept
    kept[:] = 0.0
    matches.stamps[: int(sentences.bounds[right + 1]) - first_other] = -1
    for s in range(int(sentences.bounds[left + 1]) - first):
        matches.likeness[s] = 0.0
        start, end = int(sentences.content_starts[first + s]), int(sentences.content_ends[first + s])
        if start == end:
            continue
        own = float(sentences.weights[first + s])
        if matches.best[s] >= 0:
            slots = float(sentences.slot_weights[first + s])
            matches.likeness[s] = 1.0
            kept[0] += slots
            kept[1] += slots
            kept[2] += own - slots
            kept[3] += own - slots
            continue
        best, dice = _find_best(content, sentences, start, end, own, partners, first_word, first_other, matches)
        matches.likeness[s] = min(1.0, dice)
        if best >= 0:
            other = float(sentences.weights[first_other + best])
            if _is_counterpart(own, other, float(matches.shared[best])):
                matches.best[s] = best
                _add_kept(content, start, end, partners, first_word, best, kept)


@compiled_lean
def count_close(best: NDArray[np.int64], likeness: NDArray[np.float64], weights: NDArray[np.float64]) -> int:
    """Number of sentences of some weight that are at least half like their counterparts."""
    close = 0
    for s in range(len(best)):
        if best[s] >= 0 and likeness[s] >= _CLOSE_DICE and weights[s] >= _CLOSE_WEIGHT:
            close += 1
    return close


@compiled_lean
def longest_chain(best: NDArray[np.int64]) -> int:
    """Longest row of matched sentences whose counterparts ascend, both with gaps of at most two sentences."""
    longest = 0
    length = 0
    last = -10
    for s in range(len(best)):
        if best[s] < 0:
            continue
        if s - last <= _CHAIN_GAP and best[s] > best[last] and best[s] - best[last] <= _CHAIN_GAP:
            length += 1
        else:
            length = 1
        last = s
        longest = max(longest, length)
    return longest


@compiled_lean
def order_kept(best: NDArray[np.int64]) -> float:
    """Share of neighbouring matched sentences whose counterparts ascend; 1 where fewer than three are matched."""
    previous = -1
    steps = 0
    rising = 0
    for s in range(len(best)):
        if best[s] < 0:
            continue
        if previous >= 0:
            steps += 1
            if best[s] >= previous:
                rising += 1
        previous = int(best[s])
    if steps < 2:
        return 1.0
    return rising / steps
