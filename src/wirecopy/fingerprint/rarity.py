"""How common a word is in its language, and whether it is a function word.

Out: per language an open-addressing table from token hash to a byte: zipf frequency in tenths (0 = not among the
listed words, hence rare) and a bit for function words, of which those in the first person have a value of their own.
The figures come from word lists, not from the corpus: a pair's figures then depend on the pair alone, so one batch or
many give the same verdicts. (Corpus frequencies were refused for that reason; see DECISIONS.md.)
"""

from __future__ import annotations

import functools

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint import folding
from wirecopy.fingerprint.word_lists import frequent_words, stop_words

FUNCTION_WORD = 128
FIRST_PERSON = FUNCTION_WORD | 127
_SLOTS = 1 << 17
_FUNCTION_ZIPF = 46  # tenths: a listed stop word rarer than this is an ordinary word ("beforehand")
# Left out is what is another word without its apostrophe ("we're") or in small letters ("US").
_FIRST_PERSON_WORDS = {
    "cs": "já mě mi mne mně můj moje mého my nás nám námi náš naše našeho naší",
    "da": "jeg mig min mit mine vi os vores",
    "de": "ich mich mir mein meine meinem meinen meiner wir uns unser unsere unserem unseren unserer",
    "en": "i im ive me my myself we weve our ours ourselves",
    "es": "yo me mi mis mí nosotros nos nuestro nuestra nuestros nuestras hemos estamos tenemos somos vamos creo",
    "fi": "minä minun minua minulle me meidän meitä meille",
    "fr": "je jai me moi mon ma mes nous notre nos",
    "id": "saya aku kami kita",
    "it": "io mi mio mia miei mie noi nostro nostra nostri nostre abbiamo siamo",
    "nl": "ik mij mijn wij we ons onze",
    "no": "jeg meg min mitt mine vi oss vår vårt våre",
    "pl": "ja mnie mi mój moja moje my nas nam nasz nasza nasze naszych",
    "pt": "eu me mim meu minha meus minhas nós nosso nossa nossos nossas temos estamos somos vamos",
    "ru": "я меня мне мной мой моя моё мои мы нас нам нами наш наша наше наши наших",
    "sv": "jag mig min mitt mina vi oss vår vårt våra",
    "tr": "ben beni bana benim biz bizi bize bizim",
    "uk": "я мене мені мій моя моє мої ми нас нам нами наш наша наше наші",
}


def fold_words(words: str) -> str:
    """Words as the tokeniser folds them; whatever stands between them is kept.

    >>> fold_words("L’État, café")
    'letat, cafe'
    """
    classes, folds = folding.unicode_tables()
    dropped = (folding.IGNORED, folding.APOSTROPHE)
    return words.translate(
        {code: None if classes[code] in dropped else int(folds[code]) for code in map(ord, set(words))}
    )


def _keys(words: list[str]) -> NDArray[np.uint32]:
    folded = fold_words("\n".join(words)).encode().split(b"\n") if words else []
    return np.fromiter(map(xxhash.xxh32_intdigest, folded), np.uint32, len(words))


@functools.cache
def word_table(language: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Keys (131072,) uint32 token hashes and values (131072,) uint8 of a language; "" and unknown ones are empty.

    A value is the zipf frequency in tenths (10 * log10 of uses in a billion words, 0..80), plus FUNCTION_WORD; or
    FIRST_PERSON. About 20 ms for the first use of a language.
    """
    words, zipfs = frequent_words(language)
    listed, stops = _keys(words), np.unique(_keys(stop_words(language)))
    speakers = np.unique(_keys(_FIRST_PERSON_WORDS.get(language, "").split()))
    keys = np.union1d(np.union1d(listed, stops), speakers)
    values = np.zeros(len(keys), np.uint8)
    np.maximum.at(values, np.searchsorted(keys, listed), np.array(zipfs, np.uint8))
    places = np.searchsorted(keys, stops)
    values[places[(values[places] >= _FUNCTION_ZIPF) | (not words)]] |= FUNCTION_WORD
    values[np.searchsorted(keys, speakers)] = FIRST_PERSON
    return _filled(keys[values > 0], values[values > 0])


def _filled(keys: NDArray[np.uint32], values: NDArray[np.uint8]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Tables in which each key stands at its own slot, or behind it with every slot between taken."""
    table, taken = np.zeros(_SLOTS, np.uint32), np.zeros(_SLOTS, np.uint8)
    slots = (keys & np.uint32(_SLOTS - 1)).astype(np.int64)
    while len(slots):
        _, first = np.unique(slots, return_index=True)
        placed = np.zeros(len(slots), np.bool_)
        placed[first] = taken[slots[first]] == 0
        table[slots[placed]], taken[slots[placed]] = keys[placed], values[placed]
        keys, values, slots = keys[~placed], values[~placed], (slots[~placed] + 1) & (_SLOTS - 1)
    return table, taken


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
