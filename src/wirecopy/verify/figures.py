"""Exact figures of a pair of texts: how much of each stands in the other, feature by feature.

In: profiles of two batches and pairs of positions. Out: `(m, len(FIGURES))` float32. Names ending in `_left` are
directed: the share of the left text's features that stand in the right one (containment, Broder 1997); `_right`
the other way. Undirected ones are symmetric. Cost: merges of sorted arrays, 10-30 microseconds a pair compiled.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.verify.profile import Profiles

FIGURES: tuple[str, ...] = (
    "grams_left", "grams_right",          # containment of word shingles outside quotations
    "rare_grams_left", "rare_grams_right",  # the same, each shingle weighted by the rarity of its words
    "words_left", "words_right",          # content words outside quotations, weighted by rarity
    "names_left", "names_right",          # names and numbers, weighted by rarity
    "numbers_left", "numbers_right",      # numbers of two and more characters; 1 where a text has none
    "pairs_left", "pairs_right",          # near pairs of names, numbers and rare words
    "function_left", "function_right",    # shingles of function words
    "sentences_left", "sentences_right",  # weight of sentences that have a counterpart
    "aligned_left", "aligned_right",      # mean likeness of each sentence to its best counterpart
    "covered_left", "covered_right",      # words in common runs or in sentences with a counterpart
    "runs_left", "runs_right",            # words in common runs of 6 words and more
    "jaccard",                            # resemblance of the shingle sets
    "run",                                # longest common run outside quotations, words
    "order",                              # share of neighbouring counterparts that keep their order, 1 where under 3
    "shared_grams", "shared_pairs", "shared_numbers", "shared_sentences",  # counts
    "length_left", "length_right",        # words outside quotations
    "quoted_left", "quoted_right",        # share of words inside quotations
    "all_runs_left", "all_runs_right",    # words in common runs of 6 words and more, quotations included
    "close_sentences",                    # counterparts of which at least half the weight is common
    "chain",                              # longest row of counterparts in the same order in both texts
    "slots_left", "slots_right",          # names and numbers of sentences with a counterpart that it has too
    "rest_left", "rest_right",            # the other content words of such sentences that it has too
)  # fmt: skip
INDEX = {name: position for position, name in enumerate(FIGURES)}

_RUN_WORDS = 6
_MATCH_SHARE = 0.45  # of the lighter sentence's weight: then two sentences are counterparts
_MATCH_LONG_SHARE = 0.22  # and of the heavier one's
_CLOSE_DICE = 0.5
_CLOSE_WEIGHT = 8.0
_CHAIN_GAP = 3
_MATCH_WEIGHT = 5.0  # and so much in all: about two rare words


@compiled
def _shared(left_values, left_weights, right_values, right_weights):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Count of common features and their weight on either side (languages may differ); both sorted."""
    i = 0
    j = 0
    count = 0
    left_weight = 0.0
    right_weight = 0.0
    while i < len(left_values) and j < len(right_values):
        if left_values[i] == right_values[j]:
            count += 1
            left_weight += left_weights[i]
            right_weight += right_weights[j]
            i += 1
            j += 1
        elif left_values[i] < right_values[j]:
            i += 1
        else:
            j += 1
    return count, left_weight, right_weight


@compiled
def _total(weights):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    total = 0.0
    for weight in weights:
        total += weight
    return total


@compiled
def _find(values, wanted):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Position of a value in a sorted array, -1 where it is not there."""
    low = 0
    high = len(values)
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low < len(values) and values[low] == wanted:
        return low
    return -1


@compiled
def _mark_runs(grams, other_grams, gram_words, in_run):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Mark the tokens in common runs of at least _RUN_WORDS; returns the longest run in words."""
    longest = 0
    streak = 0
    for t in range(len(grams) + 1):
        hit = t < len(grams) and grams[t] != 0 and _find(other_grams, grams[t]) >= 0
        if hit:
            streak += 1
            continue
        words = streak + gram_words - 1
        if streak > 0:
            longest = max(longest, words)
            if words >= _RUN_WORDS:
                for u in range(t - streak, min(len(grams), t + gram_words - 1)):
                    in_run[u] = True
        streak = 0
    return longest


@compiled
def _sentence_weights(word_at, weight_at, sentence_at, count):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    weights = np.zeros(count, np.float64)
    for t in range(len(word_at)):
        if word_at[t] != 0:
            weights[sentence_at[t]] += weight_at[t]
    return weights


@compiled
def _align(word_at, weight_at, sentence_at, slot_at, weights, other_order, other_words, other_sentence, other_weights,  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
           best, likeness, kept):
    """For each sentence its best counterpart in the other text (-1: none) and the likeness (Dice of weights).

    `other_order` sorts the other text's tokens by word; a word counts once in a sentence, as in a set. `kept` becomes
    the weight, in sentences with a counterpart, of names and numbers: in all, kept; of other words: in all, kept.
    """
    shared = np.zeros(len(other_weights), np.float64)
    seen = np.full(len(other_weights), -1, np.int64)
    start = 0
    while start < len(word_at):
        sentence = sentence_at[start]
        end = start
        while end < len(word_at) and sentence_at[end] == sentence:
            end += 1
        best_share = 0.0
        for t in range(start, end):
            if word_at[t] == 0:
                continue
            low = 0
            high = len(other_order)
            while low < high:
                middle = (low + high) >> 1
                if other_words[other_order[middle]] < word_at[t]:
                    low = middle + 1
                else:
                    high = middle
            met = 0
            while low < len(other_order) and other_words[other_order[low]] == word_at[t] and met < 40:
                s = other_sentence[other_order[low]]
                if seen[s] != t:
                    seen[s] = t
                    shared[s] += weight_at[t]
                    dice = 2 * shared[s] / max(0.1, weights[sentence] + other_weights[s])
                    if dice > best_share:
                        best_share = dice
                        best[sentence] = s
                low += 1
                met += 1
        likeness[sentence] = min(1.0, best_share)
        counterpart = best[sentence]
        if counterpart >= 0:
            light = min(weights[sentence], other_weights[counterpart])
            heavy = max(weights[sentence], other_weights[counterpart])
            common = shared[counterpart]
            if common < _MATCH_SHARE * light or common < _MATCH_LONG_SHARE * heavy or common < min(_MATCH_WEIGHT, 0.9 * light):
                best[sentence] = -1
        matched = best[sentence] >= 0
        for t in range(start, end):  # undo only what this sentence touched
            if word_at[t] == 0:
                continue
            found = False
            low = 0
            high = len(other_order)
            while low < high:
                middle = (low + high) >> 1
                if other_words[other_order[middle]] < word_at[t]:
                    low = middle + 1
                else:
                    high = middle
            met = 0
            while low < len(other_order) and other_words[other_order[low]] == word_at[t] and met < 40:
                shared[other_sentence[other_order[low]]] = 0.0
                found = found or other_sentence[other_order[low]] == best[sentence]
                low += 1
                met += 1
            if matched:
                column = 0 if slot_at[t] else 2
                kept[column] += weight_at[t]
                if found:
                    kept[column + 1] += weight_at[t]
        start = end


@compiled
def _close(best, likeness, weights):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Number of sentences of some weight that are at least half like their counterparts."""
    close = 0
    for s in range(len(best)):
        if best[s] >= 0 and likeness[s] >= _CLOSE_DICE and weights[s] >= _CLOSE_WEIGHT:
            close += 1
    return close


@compiled
def _chain(best):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
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


@compiled
def _order_kept(best):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
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
        previous = best[s]
    if steps < 2:
        return 1.0
    return rising / steps


@compiled
def _side(gram_at, prose_at, word_at, weight_at, sentence_at, quoted_at, slot_at, other_all, other_grams, gram_words, weights, other_order,  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
          other_words, other_sentence, other_weights):
    """Directed figures of one side: (sentences, aligned, covered, runs, longest run, order, matched, length, quoted)."""
    in_run = np.zeros(len(gram_at), np.bool_)
    longest = _mark_runs(prose_at, other_grams, gram_words, in_run)
    in_any_run = np.zeros(len(gram_at), np.bool_)
    _mark_runs(gram_at, other_all, gram_words, in_any_run)
    best = np.full(len(weights), -1, np.int64)
    likeness = np.zeros(len(weights), np.float64)
    kept = np.zeros(4, np.float64)
    _align(word_at, weight_at, sentence_at, slot_at, weights, other_order, other_words, other_sentence, other_weights,
           best, likeness, kept)
    total = 0.0
    matched_weight = 0.0
    aligned = 0.0
    matched = 0
    for s in range(len(weights)):
        total += weights[s]
        aligned += weights[s] * likeness[s]
        if best[s] >= 0:
            matched += 1
            matched_weight += weights[s]
    length = 0
    covered = 0
    runs = 0
    any_runs = 0
    for t in range(len(gram_at)):
        if in_any_run[t]:
            any_runs += 1
        if quoted_at[t]:
            continue
        length += 1
        if in_run[t]:
            runs += 1
        if in_run[t] or best[sentence_at[t]] >= 0:
            covered += 1
    whole = max(total, 0.1)
    words = max(1, length)
    return (matched_weight / whole, aligned / whole, covered / words, runs / words, longest, _order_kept(best), matched,
            length, 1.0 - length / max(1, len(gram_at)), any_runs / max(1, len(gram_at)), _close(best, likeness, weights),
            _chain(best), kept[1] / max(0.1, kept[0]), kept[3] / max(0.1, kept[2]))


@compiled
def _compare(pairs, bounds, g_bounds, g_values, g_weights, w_bounds, w_values, w_weights, n_bounds, n_values, n_weights,  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
             d_bounds, d_values, d_weights, p_bounds, p_values, p_weights, f_bounds, f_values, f_weights,
             a_bounds, a_values, gram_at, prose_at, word_at, weight_at, sentence_at, quoted_at, slot_at, gram_words, order, out):
    """Fill out[k] with the figures of pairs[k]; `order` sorts each article's tokens by word (positions in it)."""
    for k in range(len(pairs)):
        a = pairs[k, 0]
        b = pairs[k, 1]
        row = out[k]
        column = 0
        shared_grams = 0
        shared_numbers = 0
        shared_pairs = 0
        for view in range(6):
            if view == 0:
                lv, lw = g_values[g_bounds[a] : g_bounds[a + 1]], g_weights[g_bounds[a] : g_bounds[a + 1]]
                rv, rw = g_values[g_bounds[b] : g_bounds[b + 1]], g_weights[g_bounds[b] : g_bounds[b + 1]]
            elif view == 1:
                lv, lw = w_values[w_bounds[a] : w_bounds[a + 1]], w_weights[w_bounds[a] : w_bounds[a + 1]]
                rv, rw = w_values[w_bounds[b] : w_bounds[b + 1]], w_weights[w_bounds[b] : w_bounds[b + 1]]
            elif view == 2:
                lv, lw = n_values[n_bounds[a] : n_bounds[a + 1]], n_weights[n_bounds[a] : n_bounds[a + 1]]
                rv, rw = n_values[n_bounds[b] : n_bounds[b + 1]], n_weights[n_bounds[b] : n_bounds[b + 1]]
            elif view == 3:
                lv, lw = d_values[d_bounds[a] : d_bounds[a + 1]], d_weights[d_bounds[a] : d_bounds[a + 1]]
                rv, rw = d_values[d_bounds[b] : d_bounds[b + 1]], d_weights[d_bounds[b] : d_bounds[b + 1]]
            elif view == 4:
                lv, lw = p_values[p_bounds[a] : p_bounds[a + 1]], p_weights[p_bounds[a] : p_bounds[a + 1]]
                rv, rw = p_values[p_bounds[b] : p_bounds[b + 1]], p_weights[p_bounds[b] : p_bounds[b + 1]]
            else:
                lv, lw = f_values[f_bounds[a] : f_bounds[a + 1]], f_weights[f_bounds[a] : f_bounds[a + 1]]
                rv, rw = f_values[f_bounds[b] : f_bounds[b + 1]], f_weights[f_bounds[b] : f_bounds[b + 1]]
            count, left_weight, right_weight = _shared(lv, lw, rv, rw)
            if view == 0:
                shared_grams = count
                row[column] = count / max(1, len(lv))
                row[column + 1] = count / max(1, len(rv))
                column += 2
                row[22] = count / max(1, len(lv) + len(rv) - count)
            elif view == 3:
                shared_numbers = count
            elif view == 4:
                shared_pairs = count
            if view == 3 and (len(lv) == 0 or len(rv) == 0):
                row[column] = 1.0 if len(lv) == 0 else 0.0
                row[column + 1] = 1.0 if len(rv) == 0 else 0.0
            else:
                row[column] = left_weight / max(0.1, _total(lw))
                row[column + 1] = right_weight / max(0.1, _total(rw))
            column += 2
        sa, ea = bounds[a], bounds[a + 1]
        sb, eb = bounds[b], bounds[b + 1]
        count_a = sentence_at[ea - 1] + 1 if ea > sa else 0
        count_b = sentence_at[eb - 1] + 1 if eb > sb else 0
        weights_a = _sentence_weights(word_at[sa:ea], weight_at[sa:ea], sentence_at[sa:ea], count_a)
        weights_b = _sentence_weights(word_at[sb:eb], weight_at[sb:eb], sentence_at[sb:eb], count_b)
        left = _side(gram_at[sa:ea], prose_at[sa:ea], word_at[sa:ea], weight_at[sa:ea], sentence_at[sa:ea], quoted_at[sa:ea], slot_at[sa:ea],
                     a_values[a_bounds[b] : a_bounds[b + 1]], g_values[g_bounds[b] : g_bounds[b + 1]], gram_words[a], weights_a,
                     order[sb:eb], word_at[sb:eb], sentence_at[sb:eb], weights_b)
        right = _side(gram_at[sb:eb], prose_at[sb:eb], word_at[sb:eb], weight_at[sb:eb], sentence_at[sb:eb], quoted_at[sb:eb], slot_at[sb:eb],
                      a_values[a_bounds[a] : a_bounds[a + 1]], g_values[g_bounds[a] : g_bounds[a + 1]], gram_words[b], weights_b,
                      order[sa:ea], word_at[sa:ea], sentence_at[sa:ea], weights_a)
        for side in range(2):
            figures = left if side == 0 else right
            row[14 + side] = figures[0]
            row[16 + side] = figures[1]
            row[18 + side] = figures[2]
            row[20 + side] = figures[3]
            row[29 + side] = figures[7]
            row[31 + side] = figures[8]
            row[33 + side] = figures[9]
            row[37 + side] = figures[12]
            row[39 + side] = figures[13]
        row[23] = min(left[4], right[4])
        row[24] = min(left[5], right[5])
        row[25] = shared_grams
        row[26] = shared_pairs
        row[27] = shared_numbers
        row[28] = min(left[6], right[6])
        row[35] = min(left[10], right[10])
        row[36] = min(left[11], right[11])


@compiled
def _order_by_word(bounds, word_at, order):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for article in range(len(bounds) - 1):
        start, end = bounds[article], bounds[article + 1]
        order[start:end] = np.argsort(word_at[start:end], kind="mergesort")


def compare(profiles: Profiles, pairs: NDArray[np.int64], gram_words: NDArray[np.int64]) -> NDArray[np.float32]:
    """Figures (m, len(FIGURES)) float32 of pairs (m, 2) int64 of positions in the profiles.

    `gram_words` (n,) int64: tokens in a shingle of each article (3 words, or 5 characters).
    """
    order = np.empty(len(profiles.word_at), np.int64)
    _order_by_word(profiles.bounds, profiles.word_at, order)
    out = np.zeros((len(pairs), len(FIGURES)), np.float32)
    bags = [
        array
        for bag in (profiles.grams, profiles.words, profiles.names, profiles.numbers, profiles.pairs, profiles.function)
        for array in (bag.bounds, bag.values, bag.weights)
    ]
    _compare(
        pairs, profiles.bounds, *bags, profiles.all_grams.bounds, profiles.all_grams.values, profiles.gram_at,
        profiles.prose_at, profiles.word_at, profiles.weight_at, profiles.sentence_at,
        profiles.quoted_at, profiles.slot_at, gram_words, order, out,
    )  # fmt: skip
    return out
