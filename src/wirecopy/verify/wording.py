"""How far the wording of sentences that stand for each other is kept: words in the same order, and numbers.

In: the counterparts of both sides of a pair. Out: `Wording` of either side, for *mutual* counterparts only (each the
other's best). A caption repeated six times, or six sentences that all resemble one long one, count once. Two reporters
share the content words of a sentence, a rewriter also its frame: the longest common subsequence of all words outside
quotations, function words among them (bit-parallel, Hyyrö 2004), sees the difference that a bag of words does not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled_lean
from wirecopy.verify.features import RunningText, Sentences

_MOST_WORDS = 60  # of a sentence are looked at: bits of a signed machine word, with room for a carry
_ALL_WORDS = (1 << _MOST_WORDS) - 1
_TIGHT = 0.6
_TIGHT_WORDS = 6
_ALIKE = 0.4  # sentences less alike than this keep no numbers: they are not the same sentence
_CHAIN_GAP = 3


class Wording(NamedTuple):
    """Per sentence: `kept` int64 words in common order with its mutual counterpart, 0 without one; `likeness` float64.

    `firm` int64 is `kept` where nobody speaks in either and their numbers agree, else 0.
    `words` uint32 and `numbers` bool (60,) are scratch: the sentence that is looked at.
    """

    kept: NDArray[np.int64]
    firm: NDArray[np.int64]
    likeness: NDArray[np.float64]
    words: NDArray[np.uint32]
    numbers: NDArray[np.bool_]


def make_wording(most_sentences: int) -> Wording:
    """Room for texts of so many sentences."""
    size = most_sentences + 1
    return Wording(
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size), np.zeros(_MOST_WORDS, np.uint32),
        np.zeros(_MOST_WORDS, np.bool_),
    )  # fmt: skip


@compiled_lean
def _take_words(text: RunningText, start: int, end: int, wording: Wording) -> int:
    """Copy the first words outside quotations of tokens start:end; returns how many."""
    count = 0
    for t in range(start, end):
        if not text.quoted_at[t]:
            wording.words[count] = text.words[t]
            wording.numbers[count] = text.numbers[t]
            count += 1
            if count == _MOST_WORDS:
                break
    return count


@compiled_lean
def _words_in_order(mine: NDArray[np.uint32], count: int, other: NDArray[np.uint32], other_count: int) -> int:
    """Length of the longest common subsequence of two rows of at most 60 words.

    Sentences are mostly kept whole or changed in few places: what they begin and end with alike is counted first.
    """
    first, last, other_last = 0, count, other_count
    while first < last and first < other_last and mine[first] == other[first]:
        first += 1
    while last > first and other_last > first and mine[last - 1] == other[other_last - 1]:
        last -= 1
        other_last -= 1
    kept = first + count - last
    if first == last or first == other_last:
        return kept
    missing = _ALL_WORDS  # bit i: word i of mine does not stand in the subsequence that is longest so far
    for j in range(first, other_last):
        met = 0
        for i in range(first, last):
            met |= int(mine[i] == other[j]) << i
        common = missing & met
        missing = ((missing + common) | (missing - common)) & _ALL_WORDS
    for i in range(first, last):
        kept += 1 - (missing >> i & 1)
    return kept


@compiled_lean
def _numbers_kept(mine: Wording, count: int, other: Wording, other_count: int) -> tuple[int, int]:
    """How many numbers the first sentence has, and how many of them the second has too."""
    numbers = kept = 0
    for i in range(count):
        if mine.numbers[i]:
            numbers += 1
            for j in range(other_count):
                if other.words[j] == mine.words[i]:
                    kept += 1
                    break
    return numbers, kept


@compiled_lean
def compare_wording(
    text: RunningText, sentences: Sentences, left: int, right: int, left_best: NDArray[np.int64],
    right_best: NDArray[np.int64], mine: Wording, other: Wording,
) -> tuple[float, float]:  # fmt: skip
    """Fill both sides' wording; returns the share of numbers of such sentences kept in their counterparts, either way.

    A share is 1 where these sentences have no numbers.
    """
    first, first_other = int(sentences.bounds[left]), int(sentences.bounds[right])
    count, count_other = int(sentences.bounds[left + 1]) - first, int(sentences.bounds[right + 1]) - first_other
    mine.kept[:count] = 0
    mine.firm[:count] = 0
    mine.likeness[:count] = 0.0
    other.kept[:count_other] = 0
    other.firm[:count_other] = 0
    other.likeness[:count_other] = 0.0
    numbers = kept = numbers_other = kept_other = 0
    for s in range(count):
        b = int(left_best[s])
        if b < 0 or right_best[b] != s:
            continue
        here = _take_words(text, int(sentences.starts[first + s]), int(sentences.ends[first + s]), mine)
        there = _take_words(text, int(sentences.starts[first_other + b]), int(sentences.ends[first_other + b]), other)
        common = _words_in_order(mine.words, here, other.words, there)
        mine.kept[s] = other.kept[b] = common
        likeness = 2.0 * common / max(1, here + there)
        mine.likeness[s] = other.likeness[b] = likeness
        found, same = _numbers_kept(mine, here, other, there)
        found_other, same_other = _numbers_kept(other, there, mine, here)
        replaced = found > same and found_other > same_other
        spoken = sentences.spoken[first + s] or sentences.spoken[first_other + b]
        mine.firm[s] = other.firm[b] = 0 if replaced or spoken else common
        if likeness >= _ALIKE:
            numbers += found
            kept += same
            numbers_other += found_other
            kept_other += same_other
    mine_share = 1.0 if numbers == 0 else kept / numbers
    return mine_share, 1.0 if numbers_other == 0 else kept_other / numbers_other


@compiled_lean
def sum_wording(
    kept_words: NDArray[np.int64], likenesses: NDArray[np.float64], best: NDArray[np.int64]
) -> tuple[int, int, int, int, float]:
    """(sentences, tight, words, passage, third) of one side, `kept_words` being those kept or those firm.

    Mutual counterparts; those of at least six common words that are mostly common words in order; common words in
    order of all of them; the same of the longest row of them that ascends in both texts, with gaps of at most two
    sentences; likeness of the third most alike.
    """
    mutual = tight = words = passage = longest = 0
    most = second = third = 0.0
    last = -10
    for s in range(len(best)):
        kept = int(kept_words[s])
        if kept == 0:
            continue
        likeness = float(likenesses[s])
        mutual += 1
        words += kept
        if likeness >= _TIGHT and kept >= _TIGHT_WORDS:
            tight += 1
        if kept >= _TIGHT_WORDS:
            if likeness > most:
                most, second, third = likeness, most, second
            elif likeness > second:
                second, third = likeness, second
            elif likeness > third:
                third = likeness
        follows = s - last <= _CHAIN_GAP and best[s] > best[last] and best[s] - best[last] <= _CHAIN_GAP
        passage = passage + kept if follows else kept
        longest = max(longest, passage)
        last = s
    return mutual, tight, words, longest, third
