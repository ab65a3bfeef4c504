"""The views of a text: what is kept of it before it is hashed, each a bag of 32-bit features per article.

In: tokens and word values of a batch. Out: `Views`, one ragged array each:

* words: every `shingle_words` words in a row inside a paragraph (characters where a script has no spaces);
* function: function words only, in a row: a synonym spinner leaves them (Stamatatos 2011); compared, not signed;
* pairs: two names, numbers or rare words that stand near each other, in either order: what survives synonyms,
  moved clauses and swapped function words together. Scripts without spaces give 4-character shingles instead.

A shingle's feature is the xxh32 of its tokens' bytes joined by a space, so datasketch users can compute the same; a
pair's is a mix of the two tokens' hashes, since it has no order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.hashing import mix, xxh32
from wirecopy.fingerprint.rarity import FUNCTION_WORD, word_values
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, SENTENCE_START, UNSPACED_TOKEN, Tokens
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
    pairs: Ragged
    salient: NDArray[np.uint8]
    word_values: NDArray[np.uint8]


@compiled
def _mark_salient(
    flags: NDArray[np.uint8], values: NDArray[np.uint8], bounds: NDArray[np.int64], noun_capitals: NDArray[np.bool_],
    salient: NDArray[np.uint8],
) -> None:  # fmt: skip
    """Label tokens: numbers, capitalised words that are names, and rare words where any word is listed."""
    for article in range(len(bounds) - 1):
        start, end = int(bounds[article]), int(bounds[article + 1])
        listed = False
        for t in range(start, end):
            if values[t] != 0:
                listed = True
                break
        for t in range(start, end):
            flag = int(flags[t])
            zipf = int(values[t]) & 127
            salient[t] = 0
            if flag & NUMBER:
                salient[t] = FIGURE
            elif flag & UNSPACED_TOKEN or values[t] & FUNCTION_WORD:
                continue
            elif (
                flag & CAPITAL
                and (not flag & SENTENCE_START or zipf < _COMMON_NAME_ZIPF)
                and not (noun_capitals[article] and zipf >= _NOUN_ZIPF)
            ):
                salient[t] = NAME
            elif listed and zipf < _RARE_ZIPF:
                salient[t] = RARE


@compiled
def _shingle_words(
    bounds: NDArray[np.int64], segments: NDArray[np.int32], flags: NDArray[np.uint8], text: NDArray[np.uint8],
    at: NDArray[np.int64], to: NDArray[np.int64], n_words: int, n_characters: int,
    out_bounds: NDArray[np.int64], out: NDArray[np.uint32],
) -> int:  # fmt: skip
    """Hash each n tokens in a row that stand in one segment; returns how many."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        end = int(bounds[article + 1])
        for t in range(int(bounds[article]), end):
            last = t + (n_characters if flags[t] & UNSPACED_TOKEN else n_words) - 1
            if last < end and segments[last] == segments[t]:
                out[count] = xxh32(text, int(at[t]), int(to[last]))
                count += 1
    out_bounds[len(bounds) - 1] = count
    return count


@compiled
def _shingle_chosen(
    bounds: NDArray[np.int64], chosen: NDArray[np.bool_], text: NDArray[np.uint8], at: NDArray[np.int64],
    to: NDArray[np.int64], n: int, joined: NDArray[np.uint8], starts: NDArray[np.int64],
    out_bounds: NDArray[np.int64], out: NDArray[np.uint32],
) -> int:  # fmt: skip
    """Hash each n chosen tokens in a row of an article, others left out, joined by one space; returns how many.

    `joined` has room for the bytes of the longest article, `starts` for its tokens: the chosen ones are copied
    there one space apart, so a shingle is a slice again.
    """
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        have = length = 0
        for t in range(int(bounds[article]), int(bounds[article + 1])):
            if not chosen[t]:
                continue
            starts[have] = length
            have += 1
            for b in range(int(at[t]), int(to[t])):
                joined[length] = text[b]
                length += 1
            if have >= n:
                out[count] = xxh32(joined, int(starts[have - n]), length)
                count += 1
            joined[length] = 32
            length += 1
    out_bounds[len(bounds) - 1] = count
    return count


@compiled
def _pair_neighbours(
    t: int, end: int, hashes: NDArray[np.uint32], segments: NDArray[np.int32], salient: NDArray[np.uint8],
    out: NDArray[np.uint32], count: int,
) -> int:  # fmt: skip
    """Hash the pairs of the salient token t with those behind it; returns the new count."""
    met = rare_met = 0
    for u in range(t + 1, min(end, t + _NEAR_TOKENS + 1)):
        if segments[u] != segments[t] or met == _NEXT_NAMES:
            break
        kind = salient[u]
        if kind == 0:
            continue
        both_firm = salient[t] != RARE and kind != RARE
        # A rare word may be swapped for a synonym, so it pairs only with its nearest neighbours.
        if hashes[u] != hashes[t] and (both_firm or rare_met < 2):
            mine, other = int(hashes[t]), int(hashes[u])
            out[count] = mix(min(mine, other), max(mine, other))
            count += 1
        if both_firm:
            met += 1
        rare_met += 1
    return count


@compiled
def _pair_salient(
    bounds: NDArray[np.int64], hashes: NDArray[np.uint32], segments: NDArray[np.int32], flags: NDArray[np.uint8],
    salient: NDArray[np.uint8], text: NDArray[np.uint8], at: NDArray[np.int64], to: NDArray[np.int64],
    out_bounds: NDArray[np.int64], out: NDArray[np.uint32],
) -> int:  # fmt: skip
    """Hash near pairs of names and numbers, near pairs with a rare word, and 4-character shingles; returns how many."""
    count = 0
    for article in range(len(bounds) - 1):
        out_bounds[article] = count
        end = int(bounds[article + 1])
        for t in range(int(bounds[article]), end):
            if flags[t] & UNSPACED_TOKEN:
                if t + 3 < end and segments[t + 3] == segments[t]:
                    out[count] = xxh32(text, int(at[t]), int(to[t + 3]))
                    count += 1
            elif salient[t] != 0:
                count = _pair_neighbours(t, end, hashes, segments, salient, out, count)
    out_bounds[len(bounds) - 1] = count
    return count


def make_views(tokens: Tokens, languages: list[str], params: Params) -> Views:
    """All views of a batch of articles whose languages (ISO 639-1, "" unknown) are given in order."""
    salient, values = _salience(tokens, languages)
    function = _chosen(tokens, (values & FUNCTION_WORD) > 0, params.function_shingle)
    return Views(word_view(tokens, params), function, _pairs(tokens, salient), salient, values)


def signed_views(tokens: Tokens, languages: list[str], params: Params) -> tuple[Ragged, Ragged]:
    """Of these the ones that are signed: words and pairs."""
    salient, _ = _salience(tokens, languages)
    return word_view(tokens, params), _pairs(tokens, salient)


def _salience(tokens: Tokens, languages: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """`salient` and `word_values` of a batch."""
    values = word_values(tokens.hashes, tokens.bounds, languages)
    noun_capitals = np.array([language in _NOUN_CAPITALS for language in languages], np.bool_)
    salient = np.empty(len(tokens.hashes), np.uint8)
    _mark_salient(tokens.flags, values, tokens.bounds, noun_capitals, salient)
    return salient, values


def word_view(tokens: Tokens, params: Params) -> Ragged:
    """The word shingles of a batch, alone."""
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(len(tokens.hashes), np.uint32)
    count = _shingle_words(
        tokens.bounds, tokens.segments, tokens.flags, tokens.text, tokens.at, tokens.to,
        params.shingle_words, params.shingle_characters, bounds, out,
    )  # fmt: skip
    return Ragged(bounds, out[:count].copy())


def _chosen(tokens: Tokens, chosen: NDArray[np.bool_], n: int) -> Ragged:
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(int(chosen.sum()), np.uint32)
    joined = np.empty(len(tokens.text) + 1, np.uint8)
    starts = np.empty(int(np.diff(tokens.bounds).max(initial=0)), np.int64)
    count = _shingle_chosen(tokens.bounds, chosen, tokens.text, tokens.at, tokens.to, n, joined, starts, bounds, out)
    return Ragged(bounds, out[:count].copy())


def _pairs(tokens: Tokens, salient: NDArray[np.uint8]) -> Ragged:
    bounds = np.zeros(len(tokens.bounds), np.int64)
    out = np.empty(len(tokens.hashes) * (_NEXT_NAMES + 2), np.uint32)
    count = _pair_salient(
        tokens.bounds, tokens.hashes, tokens.segments, tokens.flags, salient, tokens.text, tokens.at, tokens.to,
        bounds, out,
    )  # fmt: skip
    return Ragged(bounds, out[:count].copy())
