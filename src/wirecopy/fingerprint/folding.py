"""What every Unicode character is to the tokeniser: its class and the character that it folds to.

In: code points. Out: two arrays over all of Unicode. Folding lower-cases, removes accents where the base is one
character (cafe = café), turns every decimal digit into its ASCII digit and keeps the rest. The tables are made
from `unicodedata` by `python -m wirecopy.fingerprint.folding` and shipped, so that a signature does not depend
on the Unicode version of the Python that makes it.
"""

from __future__ import annotations

import functools
import io
import unicodedata
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OTHER, LOWER, UPPER, DIGIT, UNSPACED, IGNORED, QUOTE_OPEN, QUOTE_CLOSE = range(8)
QUOTE, SENTENCE_END, FULL_STOP, COMMA, PERCENT, WEAK_END, APOSTROPHE = range(8, 15)

_APOSTROPHES = "'’ʼ‘`´＇"
_OPEN = "“„«「『‹〝"
_CLOSE = "”»」』›〞"
_SENTENCE_ENDS = "!?。！？…؟।"
# Han, kana, Thai, Lao, Khmer, Myanmar: written without spaces, so each character is a token.
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
# Marks that a text may leave out without becoming another: combining accents, Hebrew points, Arabic vowel signs.
_OPTIONAL_MARKS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670))
_SIZE = 0x110000
_FILE = "unicode_tables.npz"


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def fold_character(character: str) -> str:
    """The single character that stands for this one in a token.

    >>> fold_character("É"), fold_character("٣"), fold_character("ß"), fold_character("한")
    ('e', '3', 'ß', '한')
    """
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    lower = character.lower()
    lower = lower if len(lower) == 1 else lower[0]
    base = [c for c in unicodedata.normalize("NFKD", lower) if not _within(ord(c), _OPTIONAL_MARKS)]
    return base[0] if len(base) == 1 else lower


def classify_character(character: str) -> int:
    """The class of a character: one of the constants of this module."""
    code = ord(character)
    category = unicodedata.category(character)
    fixed = {
        **dict.fromkeys(_APOSTROPHES, APOSTROPHE),
        **dict.fromkeys(_OPEN, QUOTE_OPEN),
        **dict.fromkeys(_CLOSE, QUOTE_CLOSE),
        **dict.fromkeys('"＂', QUOTE),
        **dict.fromkeys(_SENTENCE_ENDS, SENTENCE_END),
        **dict.fromkeys(";:", WEAK_END),
        **dict.fromkeys(".．", FULL_STOP),
        **dict.fromkeys(",，", COMMA),
        **dict.fromkeys("%％", PERCENT),
    }
    if character in fixed:
        return fixed[character]
    if _within(code, _OPTIONAL_MARKS) or code in {0x00AD, 0x0640} or category == "Cf":
        return IGNORED
    if _within(code, _UNSPACED_RANGES) and category[0] in "LMN":
        return UNSPACED
    if category == "Nd":
        return DIGIT
    if category in {"Lu", "Lt"}:
        return UPPER
    if category[0] in "LM" or category in {"Nl", "No"}:
        return LOWER
    return OTHER


def build_tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Class (uint8) and fold (uint32) of each of the 0x110000 code points, from this Python's `unicodedata`."""
    classes = np.zeros(_SIZE, np.uint8)
    folds = np.arange(_SIZE, dtype=np.uint32)
    for code in range(_SIZE):
        if 0xD800 <= code <= 0xDFFF:
            continue
        classes[code] = classify_character(chr(code))
        folds[code] = ord(fold_character(chr(code)))
    return classes, folds


@functools.cache
def unicode_tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The shipped tables: classes (0x110000,) uint8 and folds (0x110000,) uint32; about 5 ms, once a process."""
    raw = resources.files(__package__).joinpath(_FILE).read_bytes()
    with np.load(io.BytesIO(raw)) as tables:
        folds = np.arange(_SIZE, dtype=np.uint32)
        folds[tables["folded_from"]] = tables["folded_to"]
        classes = np.repeat(tables["class_values"], tables["class_runs"])
    return classes, folds


def write_tables(path: Path) -> None:
    """Write the tables compactly: runs of equal classes, and only those folds that change something."""
    classes, folds = build_tables()
    changes = np.flatnonzero(np.diff(classes)) + 1
    starts = np.concatenate(([0], changes))
    changed = np.flatnonzero(folds != np.arange(_SIZE, dtype=np.uint32)).astype(np.uint32)
    np.savez_compressed(
        path,
        class_values=classes[starts],
        class_runs=np.diff(np.append(starts, _SIZE)).astype(np.int64),
        folded_from=changed,
        folded_to=folds[changed],
    )


if __name__ == "__main__":
    write_tables(Path(__file__).with_name(_FILE))
