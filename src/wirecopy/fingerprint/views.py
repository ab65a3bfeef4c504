"""The views of a text: what is kept of it before it is hashed, each a bag of 32-bit features per article.

In: tokens and word values of a batch. Out: `Views`, one ragged array each:

* words: every `shingle_words` words in a row inside a paragraph (characters where a script has no spaces);
* function: function words only, in a row: a synonym spinner leaves them (Stamatatos 2011);
* names: names and numbers only, in a row: dictionaries lack them (DSpin 2014);
* pairs: two names, numbers or rare words that stand near each other, in either order: what survives synonyms,
  moved clauses and swapped function words together. Scripts without spaces give 4-character shingles instead.

A feature is the xxh32 of the tokens' bytes joined by a space, so datasketch users can compute the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.rarity import FUNCTION_WORD, word_values
from wirecopy.fingerprint.tokens import Tokens, xxh32
from wirecopy.params import Params

NAME, FIGURE, RARE = 1, 2, 4
_NEXT_NAMES = 3  # a name pairs with this many names behind it
_NEAR_TOKENS = 16  # and no further than so many tokens
_COMMON_NAME_ZIPF = 40  # tenths: a capitalised word that opens a sentence is a name only if rarer
_RARE_ZIPF = 36
_NOUN_CAPITALS = frozenset({"de", "lb", "nds"})  # languages that capitalise every noun
_NOUN_ZIPF = 36


@dataclass(frozen=True, slots=True)
class Ragged:
    """Features of n articles: those of article i are values[bounds[i]:bounds[i+1]]; bounds is (n+1,) int64."""

    bounds: NDArray[np.int64]
    values: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Views:
    """The views of a batch; `salient` (t,) uint8 tells of each token whether it is NAME, FIGURE or RARE."""

    words: Ragged
    function: Ragged
    names: Ragged
    pairs: Ragged
    salient: NDArray[np.uint8]
    word_values: NDArray[np.uint8]


@compiled
def mix(a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """A 32-bit hash of two 32-bit values (the murmur3 finaliser over their combination)."""
    h = (a * 0x9E3779B1 + b) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)


@compiled
def _mark_salient(flags, values, bounds, listed, noun_capitals, salient):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Label tokens: numbers, capitalised words that are names, and rare words."""
    for article in range(len(bounds) - 1):
        for t in range(bounds[article], bounds[article + 1]):
            flag = flags[t]
            zipf = values[t] & 127
            salient[t] = 0
            if flag & 2:
                salient[t] = FIGURE
            elif flag & 16 or values[t] & FUNCTION_WORD:
                continue
            elif flag & 1 and (not (flag & 8) or zipf < _COMMON_NAME_ZIPF) and not (
                noun_capitals[article] and zipf >= _NOUN_ZIPF
            ):
                salient[t] = NAME
            elif listed[article] and zipf < _RARE_ZIPF:
                salient[t] = RARE


@compiled
def _shingle_words(bounds, segments, flags, text, at, to, n_words, n_characters, out_bounds, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Hash each n tokens in a row that stand in one segment; returns how many."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        for t in range(bounds[article], bounds[article + 1]):
            n = n_characters if flags[t] & 16 else n_words
            last = t + n - 1
            if last < bounds[article + 1] and segments[last] == segments[t]:
                out[count] = xxh32(text, at[t], to[last], 0)
                count += 1
    out_bounds[len(bounds) - 1] = count
    return count


@compiled
def _shingle_chosen(bounds, chosen, text, at, to, n, room, out_bounds, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Hash each n chosen tokens in a row of an article, others left out, joined by one space; returns how many."""
    count = 0
    joined = np.empty(room, np.uint8)
    positions = np.empty(n, np.int64)
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        have = 0
        for t in range(bounds[article], bounds[article + 1]):
            if not chosen[t]:
                continue
            if have == n:
                for k in range(n - 1):
                    positions[k] = positions[k + 1]
                have -= 1
            positions[have] = t
            have += 1
            if have < n:
                continue
            length = 0
            for k in range(n):
                if k:
                    joined[length] = 32
                    length += 1
                for b in range(at[positions[k]], to[positions[k]]):
                    if length < room:
                        joined[length] = text[b]
                        length += 1
            out[count] = xxh32(joined, 0, length, 0)
            count += 1
    out_bounds[len(bounds) - 1] = count
    return count


@compiled
def _pair_salient(bounds, hashes, segments, flags, salient, text, at, to, out_bounds, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Hash near pairs of names and numbers, near pairs with a rare word, and 4-character shingles; returns how many."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        end = bounds[article + 1]
        for t in range(bounds[article], end):
            if flags[t] & 16:
                if t + 3 < end and segments[t + 3] == segments[t]:
                    out[count] = xxh32(text, at[t], to[t + 3], 0)
                    count += 1
                continue
            if not salient[t]:
                continue
            met = 0
            rare_met = 0
            u = t + 1
            while u < end and u <= t + _NEAR_TOKENS and segments[u] == segments[t] and met < _NEXT_NAMES:
                kind = salient[u]
                if kind:
                    both_firm = salient[t] != RARE and kind != RARE
                    # A rare word may be swapped for a synonym, so it pairs only with its nearest neighbours.
                    if hashes[u] != hashes[t] and (both_firm or rare_met < 2):
                        low = min(int(hashes[t]), int(hashes[u]))
                        high = max(int(hashes[t]), int(hashes[u]))
                        out[count] = mix(low, high)
                        count += 1
                    if both_firm:
                        met += 1
                    rare_met += 1
                u += 1
    out_bounds[len(bounds) - 1] = count
    return count


def make_views(tokens: Tokens, languages: list[str], params: Params) -> Views:
    """All views of a batch of articles whose languages (ISO 639-1, "" unknown) are given in order."""
    values = word_values(tokens.hashes, tokens.bounds, languages)
    articles = len(tokens.bounds) - 1
    listed = np.zeros(articles, np.bool_)
    for i in range(articles):
        listed[i] = bool(values[tokens.bounds[i] : tokens.bounds[i + 1]].any())
    noun_capitals = np.array([language in _NOUN_CAPITALS for language in languages], np.bool_)
    salient = np.zeros(len(tokens.hashes), np.uint8)
    _mark_salient(tokens.flags, values, tokens.bounds, listed, noun_capitals, salient)
    function = (values & FUNCTION_WORD) > 0
    names = (salient == NAME) | (salient == FIGURE)
    return Views(
        _words(tokens, params),
        _chosen(tokens, function, params.function_shingle),
        _chosen(tokens, names, params.name_shingle),
        _pairs(tokens, salient),
        salient,
        values,
    )


def _words(tokens: Tokens, params: Params) -> Ragged:
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(len(tokens.hashes) + 1, np.uint32)
    count = _shingle_words(
        tokens.bounds, tokens.segments, tokens.flags, tokens.text, tokens.at, tokens.to,
        params.shingle_words, params.shingle_characters, bounds, out,
    )  # fmt: skip
    return Ragged(bounds, out[:count].copy())


def _chosen(tokens: Tokens, chosen: NDArray[np.bool_], n: int) -> Ragged:
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(int(chosen.sum()) + 1, np.uint32)
    # A token is as long as its word: bytes past a few thousand decide nothing, and must not grow memory.
    room = min(int((tokens.to - tokens.at).max(initial=1)) * n + n, 1 << 16)
    count = _shingle_chosen(tokens.bounds, chosen, tokens.text, tokens.at, tokens.to, n, room, bounds, out)
    return Ragged(bounds, out[:count].copy())


def _pairs(tokens: Tokens, salient: NDArray[np.uint8]) -> Ragged:
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(len(tokens.hashes) * (_NEXT_NAMES + 2) + 1, np.uint32)
    count = _pair_salient(
        tokens.bounds, tokens.hashes, tokens.segments, tokens.flags, salient, tokens.text, tokens.at, tokens.to,
        bounds, out,
    )  # fmt: skip
    return Ragged(bounds, out[:count].copy())
