"""What two sorted sets of features share, and the runs of words that follow from shared shingles.

In: profiles and a pair. Out: counts and weights of common features, and for the shingles and words which they are.
The merges have no branch that depends on which side is smaller: such a branch is mispredicted every other time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled_lean
from wirecopy.verify.features import Bags, RunningText, Sentences, Sets

_RUN_WORDS = 6
_WINDOW = 60
_COMMON, _COMMON_UNSPOKEN = 1, 2
SHARED, SHARED_PROSE = 1, 2  # of a shingle: stands in the other text; and there outside quotations


@compiled_lean
def count_shared(sets: Sets, left: int, right: int) -> int:
    """How many features two articles have in common; symmetric."""
    values = sets.values
    i, end_left = int(sets.bounds[left]), int(sets.bounds[left + 1])
    j, end_right = int(sets.bounds[right]), int(sets.bounds[right + 1])
    count = 0
    while i < end_left and j < end_right:
        mine, other = values[i], values[j]
        count += int(mine == other)
        i += int(mine <= other)
        j += int(other <= mine)
    return count


@compiled_lean
def share_names(names: Bags, left: int, right: int) -> tuple[float, float, int]:
    """Weight of the common names and numbers on either side (languages may differ), and how many are numbers."""
    values = names.values
    i, end_left = int(names.bounds[left]), int(names.bounds[left + 1])
    j, end_right = int(names.bounds[right]), int(names.bounds[right + 1])
    left_weight = right_weight = 0.0
    numbers = 0
    while i < end_left and j < end_right:
        mine, other = values[i], values[j]
        if mine == other:
            left_weight += float(names.weights[i])
            right_weight += float(names.weights[j])
            if names.marks[i] and names.marks[j]:
                numbers += 1
        i += int(mine <= other)
        j += int(other <= mine)
    return left_weight, right_weight, numbers


@compiled_lean
def share_words(
    words: Bags, left: int, right: int, left_partners: NDArray[np.int32], right_partners: NDArray[np.int32]
) -> tuple[float, float]:
    """Weight of the common words on either side; each word's partner becomes its place in the other bag, or -1."""
    values = words.values
    first_left, end_left = int(words.bounds[left]), int(words.bounds[left + 1])
    first_right, end_right = int(words.bounds[right]), int(words.bounds[right + 1])
    left_partners[: end_left - first_left] = -1
    right_partners[: end_right - first_right] = -1
    i, j = first_left, first_right
    left_weight = right_weight = 0.0
    while i < end_left and j < end_right:
        mine, other = values[i], values[j]
        if mine == other:
            left_weight += float(words.weights[i])
            right_weight += float(words.weights[j])
            left_partners[i - first_left] = j - first_right
            right_partners[j - first_right] = i - first_left
        i += int(mine <= other)
        j += int(other <= mine)
    return left_weight, right_weight


@compiled_lean
def share_grams(
    grams: Bags, left: int, right: int, left_hits: NDArray[np.uint8], right_hits: NDArray[np.uint8]
) -> tuple[int, int, float, float]:
    """Count of all common shingles, count outside quotations in both, and the weight of these on either side.

    A shingle's hit becomes 0, or SHARED, or SHARED | SHARED_PROSE.
    """
    values, marks = grams.values, grams.marks
    first_left, end_left = int(grams.bounds[left]), int(grams.bounds[left + 1])
    first_right, end_right = int(grams.bounds[right]), int(grams.bounds[right + 1])
    left_hits[: end_left - first_left] = 0
    right_hits[: end_right - first_right] = 0
    i, j = first_left, first_right
    count = prose = 0
    left_weight = right_weight = 0.0
    while i < end_left and j < end_right:
        mine, other = values[i], values[j]
        if mine == other:
            count += 1
            left_hits[i - first_left] = SHARED | SHARED_PROSE if marks[j] else SHARED
            right_hits[j - first_right] = SHARED | SHARED_PROSE if marks[i] else SHARED
            if marks[i] and marks[j]:
                prose += 1
                left_weight += float(grams.weights[i])
                right_weight += float(grams.weights[j])
        i += int(mine <= other)
        j += int(other <= mine)
    return count, prose, left_weight, right_weight


@compiled_lean
def measure_runs(
    text: RunningText, article: int, hits: NDArray[np.uint8], gram_words: int, best: NDArray[np.int64]
) -> tuple[int, int, int, int]:
    """(longest, prose, added, every): words of the longest common run outside quotations; words outside quotations

    in such runs of at least _RUN_WORDS; those of them in sentences without a counterpart; words in common runs of
    that length, quotations included.
    """
    start, end = int(text.bounds[article]), int(text.bounds[article + 1])
    longest = prose = added = every = 0
    streak = any_streak = 0
    reached = any_reached = start  # words before are counted: neighbouring runs may share words
    for t in range(start, end + 1):
        hit = 0
        if t < end and text.gram_at[t] >= 0:
            hit = int(hits[text.gram_at[t]])
        if hit & SHARED:
            any_streak += 1
        elif any_streak > 0:
            if any_streak + gram_words - 1 >= _RUN_WORDS:
                behind = min(end, t + gram_words - 1)
                every += behind - max(any_reached, t - any_streak)
                any_reached = behind
            any_streak = 0
        if hit & SHARED_PROSE and text.prose_at[t]:
            streak += 1
        elif streak > 0:
            words = streak + gram_words - 1
            longest = max(longest, words)
            if words >= _RUN_WORDS:
                behind = min(end, t + gram_words - 1)
                for u in range(max(reached, t - streak), behind):
                    if not text.quoted_at[u]:
                        prose += 1
                        if best[text.sentence_at[u]] < 0:
                            added += 1
                reached = behind
            streak = 0
    return longest, prose, added, every


@compiled_lean
def measure_windows(
    text: RunningText, sentences: Sentences, article: int, hits: NDArray[np.uint8], gram_words: int,
    covered: NDArray[np.uint8],
) -> tuple[int, int, int]:  # fmt: skip
    """(densest, unspoken, lifted): words of the window of 60 that has most words outside quotations in common shingles;

    the same where sentences in the first person do not count; words in common runs that are quoted in one text only,
    without such sentences. `covered` is scratch, one a token of the article.
    """
    start, end = int(text.bounds[article]), int(text.bounds[article + 1])
    first = int(sentences.bounds[article])
    densest = unspoken = lifted = 0
    now = now_unspoken = streak = 0
    reach = start
    for t in range(start, end + 1):
        hit = 0
        if t < end and text.gram_at[t] >= 0:
            hit = int(hits[text.gram_at[t]])
        here = hit > 0 and text.prose_at[t]
        there = hit & SHARED_PROSE > 0
        if hit > 0 and here != there:
            streak += 1
        elif streak > 0:
            if streak + gram_words - 1 >= _RUN_WORDS:
                for u in range(t - streak, min(end, t + gram_words - 1)):
                    lifted += int(not sentences.spoken[first + int(text.sentence_at[u])])
            streak = 0
        if t == end:
            break
        if here and there:
            reach = t + gram_words
        common = t < reach and not text.quoted_at[t]
        plain = common and not sentences.spoken[first + int(text.sentence_at[t])]
        covered[t - start] = _COMMON * int(common) | _COMMON_UNSPOKEN * int(plain)
        now += int(common)
        now_unspoken += int(plain)
        if t - start >= _WINDOW:
            left_behind = int(covered[t - start - _WINDOW])
            now -= left_behind & _COMMON
            now_unspoken -= left_behind >> 1
        densest, unspoken = max(densest, now), max(unspoken, now_unspoken)
    return densest, unspoken, lifted
