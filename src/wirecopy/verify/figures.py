"""Exact figures of a pair of texts: how much of each stands in the other, feature by feature.

In: profiles of two batches and pairs of positions. Out: `(m, len(FIGURES))` float32. Names ending in `_left` are
directed: the share of the left text's features that stand in the right one (containment, Broder 1997); `_right`
the other way. Undirected ones are symmetric. Cost: merges of sorted arrays,
about 18 microseconds a pair of articles of 380 words compiled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled_lean
from wirecopy.verify.counterparts import (
    Matches,
    count_close,
    find_twins,
    longest_chain,
    make_matches,
    match_sentences,
    order_kept,
)
from wirecopy.verify.features import Profiles
from wirecopy.verify.overlap import count_shared, measure_runs, measure_windows, share_grams, share_names, share_words
from wirecopy.verify.wording import Wording, compare_wording, make_wording, sum_wording

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
    "mutual",                             # sentences that are each other's best counterpart
    "tight",                              # those of which most words are common, in the same order
    "kept_left", "kept_right",            # words of mutual counterparts that are common, in the same order
    "kept_words", "passage_words",        # how many; how many in the longest row of such sentences
    "third_likeness",                     # common words in order of the third most alike, 0 where under 3
    "figures_left", "figures_right",      # numbers of mutual counterparts that both have; 1 where none
    "firm_words", "firm_passage",         # kept and passage words where numbers agree and nobody speaks of himself
    "firm_third",                         # third likeness of such sentences
    "densest", "unspoken",                # most words of a window of 60 in common shingles; in no first person
    "lifted",                             # words in common runs that are quoted in one text only
    "languages_differ",                   # 1 where both are known and not the same (from `judge.figures_of`)
)  # fmt: skip
INDEX = {name: position for position, name in enumerate(FIGURES)}
_TURN = {"left": "right", "right": "left"}
# The columns of a pair whose texts change sides.
TURNED = [INDEX["_".join(_TURN.get(part, part) for part in name.split("_"))] for name in FIGURES]


def most(figures: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """The larger one (m,) of a directed figure of each pair."""
    return np.maximum(figures[:, INDEX[f"{name}_left"]], figures[:, INDEX[f"{name}_right"]])


def least(figures: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """The smaller one (m,) of a directed figure of each pair."""
    return np.minimum(figures[:, INDEX[f"{name}_left"]], figures[:, INDEX[f"{name}_right"]])


# Columns that kernels write; of directed figures the left one, the right one stands behind it.
_GRAMS, _RARE_GRAMS, _WORDS, _NAMES = (INDEX[f"{name}_left"] for name in ("grams", "rare_grams", "words", "names"))
_NUMBERS, _PAIRS, _FUNCTION = (INDEX[f"{name}_left"] for name in ("numbers", "pairs", "function"))
_SENTENCES, _ALIGNED, _COVERED, _RUNS = (INDEX[f"{name}_left"] for name in ("sentences", "aligned", "covered", "runs"))
_LENGTH, _QUOTED, _ALL_RUNS = (INDEX[f"{name}_left"] for name in ("length", "quoted", "all_runs"))
_SLOTS, _REST = (INDEX[f"{name}_left"] for name in ("slots", "rest"))
_JACCARD, _RUN, _ORDER = (INDEX[name] for name in ("jaccard", "run", "order"))
_SHARED_GRAMS, _SHARED_PAIRS = (INDEX[name] for name in ("shared_grams", "shared_pairs"))
_SHARED_NUMBERS, _SHARED_SENTENCES = (INDEX[name] for name in ("shared_numbers", "shared_sentences"))
_KEPT, _FIGURES = INDEX["kept_left"], INDEX["figures_left"]
_MUTUAL, _TIGHT, _KEPT_WORDS = (INDEX[name] for name in ("mutual", "tight", "kept_words"))
_PASSAGE_WORDS, _THIRD_LIKENESS = (INDEX[name] for name in ("passage_words", "third_likeness"))
_FIRM_WORDS, _FIRM_PASSAGE, _FIRM_THIRD = (INDEX[name] for name in ("firm_words", "firm_passage", "firm_third"))
_DENSEST, _UNSPOKEN, _LIFTED = (INDEX[name] for name in ("densest", "unspoken", "lifted"))
_CLOSE_SENTENCES, _CHAIN = (INDEX[name] for name in ("close_sentences", "chain"))


class _Room(NamedTuple):
    """Buffers that every pair uses anew: partners of words, hits of shingles, counterparts of sentences, windows."""

    left_partners: NDArray[np.int32]
    right_partners: NDArray[np.int32]
    left_hits: NDArray[np.uint8]
    right_hits: NDArray[np.uint8]
    left_matches: Matches
    right_matches: Matches
    left_wording: Wording
    right_wording: Wording
    covered: NDArray[np.uint8]


def _make_room(profiles: Profiles) -> _Room:
    features = (profiles.words, profiles.grams, profiles.sentences, profiles.text)
    words, grams, sentences, tokens = (int(np.diff(each.bounds).max(initial=0)) + 1 for each in features)
    return _Room(
        np.empty(words, np.int32), np.empty(words, np.int32), np.empty(grams, np.uint8), np.empty(grams, np.uint8),
        make_matches(sentences), make_matches(sentences), make_wording(sentences), make_wording(sentences),
        np.zeros(tokens, np.uint8),
    )  # fmt: skip


@compiled_lean
def _compare_features(profiles: Profiles, left: int, right: int, room: _Room, row: NDArray[np.float32]) -> int:
    """Fill the figures of sets of features; returns the number of common shingles, quotations included."""
    grams, words, names = profiles.grams, profiles.words, profiles.names
    every, count, left_weight, right_weight = share_grams(grams, left, right, room.left_hits, room.right_hits)
    left_count, right_count = int(grams.marked_counts[left]), int(grams.marked_counts[right])
    row[_SHARED_GRAMS] = count
    row[_GRAMS] = count / max(1, left_count)
    row[_GRAMS + 1] = count / max(1, right_count)
    row[_JACCARD] = count / max(1, left_count + right_count - count)
    row[_RARE_GRAMS] = left_weight / max(0.1, float(grams.marked_totals[left]))
    row[_RARE_GRAMS + 1] = right_weight / max(0.1, float(grams.marked_totals[right]))
    left_weight, right_weight = share_words(words, left, right, room.left_partners, room.right_partners)
    row[_WORDS] = left_weight / max(0.1, float(words.totals[left]))
    row[_WORDS + 1] = right_weight / max(0.1, float(words.totals[right]))
    left_weight, right_weight, numbers = share_names(names, left, right)
    row[_NAMES] = left_weight / max(0.1, float(names.totals[left]))
    row[_NAMES + 1] = right_weight / max(0.1, float(names.totals[right]))
    row[_SHARED_NUMBERS] = numbers
    left_count, right_count = int(names.marked_counts[left]), int(names.marked_counts[right])
    row[_NUMBERS] = 1.0 if left_count == 0 else numbers / left_count
    row[_NUMBERS + 1] = 1.0 if right_count == 0 else numbers / right_count
    count = count_shared(profiles.pairs, left, right)
    row[_SHARED_PAIRS] = count
    row[_PAIRS] = count / max(1, int(profiles.pairs.bounds[left + 1] - profiles.pairs.bounds[left]))
    row[_PAIRS + 1] = count / max(1, int(profiles.pairs.bounds[right + 1] - profiles.pairs.bounds[right]))
    count = count_shared(profiles.function, left, right)
    row[_FUNCTION] = count / max(1, int(profiles.function.bounds[left + 1] - profiles.function.bounds[left]))
    row[_FUNCTION + 1] = count / max(1, int(profiles.function.bounds[right + 1] - profiles.function.bounds[right]))
    return every


@compiled_lean
def _describe_side(
    profiles: Profiles, article: int, matches: Matches, wording: Wording, runs: tuple[int, int, int, int],
    windows: tuple[int, int, int], side: int, row: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fill the figures of one side from its counterparts and runs; of those common to both sides keep the smaller."""
    sentences, text = profiles.sentences, profiles.text
    first = int(sentences.bounds[article])
    count = int(sentences.bounds[article + 1]) - first
    best, likeness, weights = matches.best[:count], matches.likeness, sentences.weights[first : first + count]
    longest, prose, added, every = runs
    matched_weight = aligned = 0.0
    matched = 0
    covered = added
    for s in range(count):
        aligned += float(weights[s]) * float(likeness[s])
        if best[s] >= 0:
            matched += 1
            matched_weight += float(weights[s])
            covered += int(sentences.lengths[first + s])
    whole = max(float(sentences.totals[article]), 0.1)
    length = int(text.lengths[article])
    words = max(1, length)
    tokens = max(1, int(text.bounds[article + 1] - text.bounds[article]))
    row[_SENTENCES + side] = matched_weight / whole
    row[_ALIGNED + side] = aligned / whole
    row[_COVERED + side] = covered / words
    row[_RUNS + side] = prose / words
    row[_LENGTH + side] = length
    row[_QUOTED + side] = 1.0 - length / tokens
    row[_ALL_RUNS + side] = every / tokens
    row[_SLOTS + side] = matches.kept[1] / max(0.1, float(matches.kept[0]))
    row[_REST + side] = matches.kept[3] / max(0.1, float(matches.kept[2]))
    _keep_smaller(row, _RUN, longest, side)
    _keep_smaller(row, _ORDER, order_kept(best), side)
    _keep_smaller(row, _SHARED_SENTENCES, matched, side)
    _keep_smaller(row, _CLOSE_SENTENCES, count_close(best, likeness, weights), side)
    _keep_smaller(row, _CHAIN, longest_chain(best), side)
    _describe_wording(wording, best, words, side, row)
    densest, unspoken, lifted = windows
    _keep_smaller(row, _DENSEST, densest, side)
    _keep_smaller(row, _UNSPOKEN, unspoken, side)
    _keep_smaller(row, _LIFTED, lifted, side)


@compiled_lean
def _describe_wording(
    wording: Wording, best: NDArray[np.int64], words: int, side: int, row: NDArray[np.float32]
) -> None:
    """Fill the figures of what the counterparts of one side, `words` long, keep word for word: all, and firm ones."""
    mutual, tight, kept, passage, third = sum_wording(wording.kept, wording.likeness, best)
    row[_KEPT + side] = kept / words
    _keep_smaller(row, _MUTUAL, mutual, side)
    _keep_smaller(row, _TIGHT, tight, side)
    _keep_smaller(row, _KEPT_WORDS, kept, side)
    _keep_smaller(row, _PASSAGE_WORDS, passage, side)
    _keep_smaller(row, _THIRD_LIKENESS, third, side)
    _, _, kept, passage, third = sum_wording(wording.firm, wording.likeness, best)
    _keep_smaller(row, _FIRM_WORDS, kept, side)
    _keep_smaller(row, _FIRM_PASSAGE, passage, side)
    _keep_smaller(row, _FIRM_THIRD, third, side)


@compiled_lean
def _keep_smaller(row: NDArray[np.float32], column: int, figure: float, side: int) -> None:
    row[column] = figure if side == 0 else min(float(row[column]), float(figure))


@compiled_lean
def _compare(
    pairs: NDArray[np.int64], profiles: Profiles, gram_words: NDArray[np.int64], room: _Room, out: NDArray[np.float32]
) -> None:
    """Fill out[k] with the figures of pairs[k]."""
    for k in range(len(pairs)):
        left, right = int(pairs[k, 0]), int(pairs[k, 1])
        row = out[k]
        every = _compare_features(profiles, left, right, room, row)
        mine, other, words = room.left_matches, room.right_matches, profiles.words
        content, sentences = profiles.content, profiles.sentences
        find_twins(sentences, left, right, mine, other)
        match_sentences(content, sentences, left, right, room.left_partners, int(words.bounds[right]), mine)
        match_sentences(content, sentences, right, left, room.right_partners, int(words.bounds[left]), other)
        row[_FIGURES], row[_FIGURES + 1] = compare_wording(
            profiles.text, sentences, left, right, mine.best, other.best, room.left_wording, room.right_wording
        )
        for side in range(2):
            article, matches = (left, mine) if side == 0 else (right, other)
            hits = room.left_hits if side == 0 else room.right_hits
            wording = room.left_wording if side == 0 else room.right_wording
            runs, windows = (0, 0, 0, 0), (0, 0, 0)
            if every > 0:
                runs = measure_runs(profiles.text, article, hits, int(gram_words[article]), matches.best)
                windows = measure_windows(
                    profiles.text, sentences, article, hits, int(gram_words[article]), room.covered
                )
            _describe_side(profiles, article, matches, wording, runs, windows, side, row)


def compare(profiles: Profiles, pairs: NDArray[np.int64], gram_words: NDArray[np.int64]) -> NDArray[np.float32]:
    """Figures (m, len(FIGURES)) float32 of pairs (m, 2) int64 of positions in the profiles.

    `gram_words` (n,) int64: tokens in a shingle of each article (3 words, or 5 characters).
    """
    out = np.zeros((len(pairs), len(FIGURES)), np.float32)
    _compare(pairs, profiles, gram_words, _make_room(profiles), out)
    return out
