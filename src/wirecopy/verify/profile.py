"""What the exact comparison needs of each article, computed once an article and not once a pair.

In: tokens and views of a batch. Out: `Profiles`: the sorted distinct features of each article with their weights,
and its running text token by token. Quoted words are left out of every feature but names: two independent
reports share quotations, tweets and statements. A weight says how rare a word is in its language (units of
log10 frequency): a shared rare word is evidence, a shared common one is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.rarity import FUNCTION_WORD
from wirecopy.fingerprint.tokens import Tokens, xxh32
from wirecopy.fingerprint.views import Views
from wirecopy.params import Params

_RAREST = 60  # tenths of zipf at which a word weighs nothing: about the hundred most common words
_FIGURE_WEIGHT = 2.5
_CHARACTER_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Bags:
    """Per article the sorted distinct features with a weight each: values[bounds[i]:bounds[i+1]], weights alike."""

    bounds: NDArray[np.int64]
    values: NDArray[np.uint32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Profiles:
    """What is compared of n articles with t tokens in all.

    `grams` are word shingles outside quotations, `all_grams` all of them, `words` content words outside quotations, `names` names and
    numbers anywhere, `numbers` numbers of two and more characters, `pairs` near pairs of salient words, `function`
    shingles of function words. Token by token, in text order: `gram_at` (t,) uint32 the shingle that starts there
    (0: none), `word_at` (t,) uint32 the content word (0: function word or quoted), `weight_at` (t,) float32,
    `sentence_at` (t,) int32, `quoted_at` (t,) bool, `slot_at` (t,) bool a name or number.
    """

    bounds: NDArray[np.int64]
    grams: Bags
    all_grams: Bags
    words: Bags
    names: Bags
    numbers: Bags
    pairs: Bags
    function: Bags
    gram_at: NDArray[np.uint32]
    prose_at: NDArray[np.uint32]
    word_at: NDArray[np.uint32]
    weight_at: NDArray[np.float32]
    sentence_at: NDArray[np.int32]
    quoted_at: NDArray[np.bool_]
    slot_at: NDArray[np.bool_]


@compiled
def _weigh_tokens(flags, values, hashes, bounds, segments, text, at, to, n_words, n_characters,  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
                  gram_at, prose_at, gram_weight, word_at, weight_at, quoted_at):
    """Fill the token arrays of `Profiles`; gram_weight is the sum of the weights of a shingle's words."""
    for article in range(len(bounds) - 1):
        end = bounds[article + 1]
        for t in range(bounds[article], end):
            quoted = (flags[t] & 4) != 0
            quoted_at[t] = quoted
            if flags[t] & 2:
                weight = _FIGURE_WEIGHT
            elif flags[t] & 16:
                weight = _CHARACTER_WEIGHT
            elif values[t] & FUNCTION_WORD:
                weight = 0.0
            else:
                weight = max(0.3, (_RAREST - (values[t] & 127)) / 10.0)
            weight_at[t] = weight
            word_at[t] = 0
            if weight > 0 and not quoted:
                word_at[t] = hashes[t]
        for t in range(bounds[article], end):
            gram_at[t] = 0
            prose_at[t] = 0
            gram_weight[t] = 0.0
            last = t + (n_characters if flags[t] & 16 else n_words) - 1
            if last >= end or segments[last] != segments[t]:
                continue
            outside = False
            weight = 0.0
            for u in range(t, last + 1):
                outside = outside or not quoted_at[u]
                weight += weight_at[u]
            gram_at[t] = max(1, xxh32(text, at[t], to[last], 0))
            gram_weight[t] = weight + 0.5
            if outside:
                prose_at[t] = gram_at[t]


@compiled
def _bag(bounds, values, weights, out_bounds, out_values, out_weights):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Sorted distinct non-zero values of each article with the weight of one occurrence; returns how many."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        start = bounds[article]
        order = np.argsort(values[start : bounds[article + 1]])
        previous = np.uint32(0)
        for k in range(len(order)):
            value = values[start + order[k]]
            if value != 0 and value != previous:
                out_values[count] = value
                out_weights[count] = weights[start + order[k]]
                count += 1
                previous = value
    out_bounds[len(bounds) - 1] = count
    return count


def _bags(bounds: NDArray[np.int64], values: NDArray[np.uint32], weights: NDArray[np.float32] | None = None) -> Bags:
    weights = np.ones(len(values), np.float32) if weights is None else weights
    out_bounds = np.zeros(len(bounds), np.int64)
    out_values, out_weights = np.empty(len(values) + 1, np.uint32), np.empty(len(values) + 1, np.float32)
    count = _bag(bounds, values, weights, out_bounds, out_values, out_weights)
    return Bags(out_bounds, out_values[:count].copy(), out_weights[:count].copy())


def make_profiles(tokens: Tokens, views: Views, params: Params) -> Profiles:
    """Profiles of a batch; about 60 microseconds an article of 450 words when compiled."""
    t = len(tokens.hashes)
    gram_at, prose_at, word_at = (np.empty(t, np.uint32) for _ in range(3))
    gram_weight, weight_at = np.empty(t, np.float32), np.empty(t, np.float32)
    quoted_at = np.empty(t, np.bool_)
    _weigh_tokens(
        tokens.flags, views.word_values, tokens.hashes, tokens.bounds, tokens.segments, tokens.text, tokens.at,
        tokens.to, params.shingle_words, params.shingle_characters, gram_at, prose_at, gram_weight, word_at,
        weight_at, quoted_at,
    )  # fmt: skip
    named = np.where((views.salient == 1) | (views.salient == 2), tokens.hashes, np.uint32(0))
    numbers = np.where((views.salient == 2) & (tokens.to - tokens.at > 1), tokens.hashes, np.uint32(0))
    return Profiles(
        tokens.bounds,
        _bags(tokens.bounds, prose_at, gram_weight),
        _bags(tokens.bounds, gram_at),
        _bags(tokens.bounds, word_at, weight_at),
        _bags(tokens.bounds, named, weight_at),
        _bags(tokens.bounds, numbers),
        _bags(views.pairs.bounds, views.pairs.values),
        _bags(views.function.bounds, views.function.values),
        gram_at, prose_at, word_at, weight_at, tokens.sentences, quoted_at,
        (views.salient == 1) | (views.salient == 2),
    )  # fmt: skip
