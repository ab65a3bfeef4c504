"""What punctuation says of the tokens between it: which are quoted, and where sentences begin.

In: classes and roles of characters, and tokens. Out: the tokens' sentence numbers and their flags QUOTED and
SENTENCE_START. Texts of the web close only some of their quotation marks, so every paragraph starts anew, a mark
that can only open does open, and a single mark that nothing closes is an apostrophe. A paragraph behind
"... the statement said:" is a quotation without marks. Two single marks in a row (``so'', as teleprinters and corpora
of tokens write them) are a double one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint import folding
from wirecopy.fingerprint.scanning import CAPITAL, FIRST, OUTSIDE, QUOTED, SENTENCE_START, Written, is_letter

_LOWER, _DIGIT, _APOSTROPHE = folding.LOWER, folding.DIGIT, folding.APOSTROPHE
_QUOTE_OPEN, _QUOTE = folding.QUOTE_OPEN, folding.QUOTE
_SENTENCE_END, _FULL_STOP = folding.SENTENCE_END, folding.FULL_STOP
_COLON, _WIDE_COLON = 0x3A, 0xFF1A
_SHORT = 3  # letters of a capitalised word before a stop that make it an abbreviation: "Sen. Ruiz", "St. Ives"


@compiled
def _ends_word(kinds: NDArray[np.uint8], p: int, end: int) -> bool:
    """Whether the apostrophe at p stands behind a word or stop and before no letter: it may close a quotation."""
    after = int(kinds[p + 1]) if p + 1 < end else 0
    return kinds[p - 1] != 0 and not is_letter(after) and after != _DIGIT


@compiled
def _closes_single(kinds: NDArray[np.uint8], p: int, end: int) -> bool:
    """Whether a single quotation mark that opens at p is closed in its paragraph: else it is an apostrophe."""
    for q in range(p + 2, end):
        if kinds[q] == _APOSTROPHE and _ends_word(kinds, q, end):
            return True
    return False


@compiled
def _stops_sentence(kinds: NDArray[np.uint8], p: int, end: int) -> bool:
    """Whether the full stop at p has blanks or quotation marks behind it and then no small letter."""
    q = p + 1
    while q < end and (kinds[q] == 0 or (kinds[q] >= _QUOTE_OPEN and kinds[q] <= _QUOTE)):
        q += 1
    return q > p + 1 and (q >= end or kinds[q] != _LOWER)


@compiled
def _turn_quote(quoted: bool, blank_before: bool, blank_behind: bool) -> bool:
    """Whether a quotation is open behind a double quotation mark."""
    if quoted:
        # A quote mark after a blank and before a word opens the next quotation: one was left open.
        return blank_before and not blank_behind
    return blank_before or not blank_behind


@compiled
def read_marks(
    codes: NDArray[np.uint32], kinds: NDArray[np.uint8], roles: NDArray[np.uint8],
    events: NDArray[np.int64], event_bounds: NDArray[np.int64],
    starts: NDArray[np.int64], ends: NDArray[np.int64], articles: NDArray[np.int64], written: Written,
) -> None:  # fmt: skip
    """Fill the tokens' sentence numbers, which begin anew with each article, and add to their flags."""
    t = sentence = 0
    colon = False
    for s in range(len(starts)):
        if s == 0 or articles[s] != articles[s - 1]:
            sentence = 0
            colon = False
        first, end = int(starts[s]), int(ends[s])
        announced = quoted = colon
        single = hopeless = colon = False
        opening = True  # the next token starts a sentence
        for event in range(event_bounds[s], event_bounds[s + 1]):
            p = int(events[event])
            if roles[p] == FIRST:
                flag = QUOTED if quoted or single else 0
                written.flags[t] |= flag | SENTENCE_START if opening else flag
                written.sentences[t] = sentence
                opening = colon = False
                t += 1
            if roles[p] != OUTSIDE:
                continue
            kind = int(kinds[p])
            colon = codes[p] == _COLON or codes[p] == _WIDE_COLON
            blank_before, blank_behind = p == first or kinds[p - 1] == 0, p + 1 == end or kinds[p + 1] == 0
            stops = False
            doubled = kind == _APOSTROPHE and p + 1 < end and codes[p + 1] == codes[p]
            if kind == _APOSTROPHE and p > first and codes[p - 1] == codes[p]:
                continue  # the second of two, which are one double mark
            if doubled or (kind >= _QUOTE_OPEN and kind <= _QUOTE):
                blank_behind = (p + 2 == end or kinds[p + 2] == 0) if doubled else blank_behind
                quoted = quoted if announced else _turn_quote(quoted, blank_before, blank_behind)
            elif kind == _APOSTROPHE and single:
                single = blank_before or not _ends_word(kinds, p, end)
            elif kind == _APOSTROPHE and blank_before and not (quoted or blank_behind or hopeless):
                single = _closes_single(kinds, p, end)
                hopeless = not single  # what nothing closes is looked for once in a paragraph
            elif kind == _SENTENCE_END:
                stops = True
            elif kind == _FULL_STOP and not opening:
                short = written.flags[t - 1] & CAPITAL and written.to[t - 1] - written.at[t - 1] <= _SHORT
                stops = not short and _stops_sentence(kinds, p, end)
            if stops and not opening:
                sentence += 1
                opening = True
        if not opening:
            sentence += 1
