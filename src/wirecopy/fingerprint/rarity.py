"""How common a word is in its language, and whether it is a function word.

Out: per language an open-addressing table from token hash to a byte: zipf frequency in tenths (0 = not among the
listed words, hence rare) and a bit for function words. The figures come from `wordfreq` (40 languages) and
`stopwordsiso` (57), not from the corpus: a pair's figures then depend on the pair alone, so one batch or many
give the same verdicts. (Corpus frequencies were refused for that reason; see DECISIONS.md.)
"""

from __future__ import annotations

import functools

import numpy as np
import stopwordsiso
import wordfreq
import xxhash
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint import folding

FUNCTION_WORD = 128
_SLOTS = 1 << 17
_LISTED = 40_000  # words per language: the whole "small" list of wordfreq
_FUNCTION_ZIPF = 46  # tenths: a listed stop word rarer than this is an ordinary word ("beforehand")


def fold_word(word: str) -> str:
    """A word as the tokeniser folds it.

    >>> fold_word("L’État")
    'letat'
    """
    if word.isascii() and word.isalpha() and word.islower():
        return word  # most words of the lists: folding them letter by letter took most of a table's time
    classes, folds = folding.unicode_tables()
    return "".join(chr(folds[ord(c)]) for c in word if classes[ord(c)] not in {folding.IGNORED, folding.APOSTROPHE})


def _key(word: str) -> int:
    return xxhash.xxh32_intdigest(fold_word(word).encode())


@functools.cache
def word_table(language: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Keys (131072,) uint32 token hashes and values (131072,) uint8 of a language; "" and unknown ones are empty.

    A value is the zipf frequency in tenths (10 * log10 of uses in a billion words, 0..80), plus FUNCTION_WORD.
    About 0.1 s for the first use of a language.
    """
    keys = np.zeros(_SLOTS, np.uint32)
    values = np.zeros(_SLOTS, np.uint8)
    entries: dict[int, int] = {}
    if language and language in wordfreq.available_languages("small"):
        for word, frequency in list(wordfreq.get_frequency_dict(language, "small").items())[:_LISTED]:
            zipf = min(80, max(1, round(10 * wordfreq.freq_to_zipf(frequency))))
            key = _key(word)
            entries[key] = max(entries.get(key, 0), zipf)
    if language and language in stopwordsiso.langs():
        for word in sorted(stopwordsiso.stopwords(language)):
            key = _key(word)
            zipf = entries.get(key, 0)
            if zipf >= _FUNCTION_ZIPF or not entries:
                entries[key] = zipf | FUNCTION_WORD
    for key in sorted(entries):
        slot = key & (_SLOTS - 1)
        while values[slot]:
            slot = (slot + 1) & (_SLOTS - 1)
        keys[slot] = key
        values[slot] = entries[key]
    return keys, values


@compiled
def look_up(keys, values, wanted, found):  # type: ignore[no-untyped-def]
    """found[i] becomes the table's value for wanted[i], 0 where it is not listed."""
    mask = len(keys) - 1
    for i in range(len(wanted)):
        slot = int(wanted[i]) & mask
        found[i] = 0
        while values[slot] != 0:
            if keys[slot] == wanted[i]:
                found[i] = values[slot]
                break
            slot = (slot + 1) & mask


def word_values(hashes: NDArray[np.uint32], bounds: NDArray[np.int64], languages: list[str]) -> NDArray[np.uint8]:
    """The table value of each token of a batch, article i being in languages[i]; shape of `hashes`."""
    values = np.zeros(len(hashes), np.uint8)
    first = 0
    while first < len(languages):
        last = first
        while last + 1 < len(languages) and languages[last + 1] == languages[first]:
            last += 1
        span = slice(int(bounds[first]), int(bounds[last + 1]))
        keys, table = word_table(languages[first])
        look_up(keys, table, hashes[span], values[span])
        first = last + 1
    return values
