"""Which characters make tokens, and their folded bytes.

In: code points and the segments to read. Out: of each character the role that it has in a token, then the tokens'
bounds and their folded UTF-8. Each kernel is one pass over the characters that calls nothing on the way: a call with
arrays costs as much as reading ten characters.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint import folding

CAPITAL, NUMBER, QUOTED, SENTENCE_START, UNSPACED_TOKEN = 1, 2, 4, 8, 16

OUTSIDE, FIRST, NEXT, SILENT, POINT = range(5)  # roles: no token; first or further letter; left out; decimal point

_LOWER, _UPPER, _DIGIT, _UNSPACED = folding.LOWER, folding.UPPER, folding.DIGIT, folding.UNSPACED
_IGNORED, _APOSTROPHE, _PERCENT = folding.IGNORED, folding.APOSTROPHE, folding.PERCENT
_FULL_STOP, _COMMA = folding.FULL_STOP, folding.COMMA
_NOTHING, _WORD, _NUMBER = range(3)  # what a token under way is
_KIND_SHIFT, _FOLD_MASK = 24, 0xFFFFFF
_SPACE, _STOP_BYTE, _PERCENT_BYTE, _T_BYTE = 32, 46, 37, 116
_PERCENT_WORD = np.frombuffer(b"percent", np.uint8)
_PER_CENT = np.frombuffer(b"per cent", np.uint8)


class Written(NamedTuple):
    """Room for the arrays of `Tokens`, one place for each character."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    flags: NDArray[np.uint8]
    segments: NDArray[np.int32]
    sentences: NDArray[np.int32]
    text: NDArray[np.uint8]
    at: NDArray[np.int64]
    to: NDArray[np.int64]


@functools.cache
def character_table() -> NDArray[np.uint32]:
    """Of each of the 0x110000 code points its class << 24 | the one that it folds to: one look-up for both."""
    classes, folds = folding.unicode_tables()
    return classes.astype(np.uint32) << np.uint32(_KIND_SHIFT) | folds


@compiled
def look_up(codes: NDArray[np.uint32], table: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> None:
    """Fill the class of each character."""
    for p in range(len(codes)):
        kinds[p] = int(table[codes[p]]) >> _KIND_SHIFT


@compiled
def is_letter(kind: int) -> bool:
    """Whether this is the class of a letter in a script with spaces."""
    return _LOWER <= kind <= _UPPER


@compiled
def joins_word(kinds: NDArray[np.uint8], p: int, end: int, initial: bool) -> bool:
    """Whether the mark at p goes on with a word: an apostrophe before a letter, a stop between single letters."""
    kind = int(kinds[p])
    follows = p + 1 < end and is_letter(int(kinds[p + 1]))
    alone = p + 2 >= end or not is_letter(int(kinds[p + 2]))
    joins = kind == _IGNORED
    joins = joins or (kind == _APOSTROPHE and follows)
    return joins or (kind == _FULL_STOP and initial and follows and alone)


@compiled
def joins_number(kinds: NDArray[np.uint8], p: int, end: int) -> int:
    """The role of the mark at p in a number: SILENT before exactly three digits, POINT before others, or OUTSIDE."""
    kind = int(kinds[p])
    digits = 0
    while digits < 4 and p + 1 + digits < end and kinds[p + 1 + digits] == _DIGIT:
        digits += 1
    if digits == 0 or not _FULL_STOP <= kind <= _COMMA:
        return OUTSIDE
    return SILENT if digits == 3 else POINT


@compiled
def find_roles(
    kinds: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64], roles: NDArray[np.uint8],
    events: NDArray[np.int64], event_bounds: NDArray[np.int64],
) -> None:  # fmt: skip
    """Fill the role of each character of the segments, and list where tokens begin and punctuation marks stand.

    The events of segment s are events[event_bounds[s]:event_bounds[s+1]], ascending.
    """
    count = 0
    for s in range(len(starts)):
        event_bounds[s] = count
        end = int(ends[s])
        inside = _NOTHING
        letters = 0  # since the last stop: only single letters may be joined by stops
        dotted = True
        p = int(starts[s])
        while p < end:
            kind = int(kinds[p])
            role = OUTSIDE
            if is_letter(kind):
                role = NEXT if inside == _WORD else FIRST
                letters = letters + 1 if inside == _WORD else 1
                dotted = letters == 1 and (dotted or inside != _WORD)
                inside = _WORD
            elif kind == _DIGIT:
                role = NEXT if inside == _NUMBER else FIRST
                inside = _NUMBER
            elif kind == _UNSPACED or kind == _PERCENT:
                role = FIRST
                inside = _NOTHING
            elif kind == 0 or inside == _NOTHING or (kind != _IGNORED and (p + 1 == end or kinds[p + 1] == 0)):
                inside = _NOTHING  # most marks stand before a blank, and such a one joins nothing
            elif inside == _NUMBER:
                role = joins_number(kinds, p, end)
                inside = _NOTHING if role == OUTSIDE else _NUMBER
            elif joins_word(kinds, p, end, dotted and letters == 1):
                role = SILENT
                letters = 0 if kind == _FULL_STOP else letters
            else:
                inside = _NOTHING
            roles[p] = role
            events[count] = p
            count += int(role == FIRST or (role == OUTSIDE and kind != 0))
            p += 1
            if inside == _WORD and role != SILENT:  # the letters that follow are most characters and need no thought
                first = p
                while p < end and kinds[p] >= _LOWER and kinds[p] <= _UPPER:
                    roles[p] = NEXT
                    p += 1
                letters += p - first
                dotted = dotted and p == first
    event_bounds[len(starts)] = count


@compiled
def put_utf8(code: int, text: NDArray[np.uint8], at: int) -> int:
    """Write one code point as UTF-8 at text[at]; returns the position behind it."""
    size = 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    if size == 1:
        text[at] = code
    else:
        lead = 0xC0 if size == 2 else 0xE0 if size == 3 else 0xF0
        text[at] = lead | code >> 6 * (size - 1)
        for k in range(1, size):
            text[at + k] = 0x80 | (code >> 6 * (size - 1 - k) & 0x3F)
    return at + size


@compiled
def put_percent(text: NDArray[np.uint8], at: int) -> int:
    """Write the one token of "%", "percent" and "per cent"; returns the position behind it."""
    for k in range(len(_PERCENT_WORD)):
        text[at + k] = _PERCENT_WORD[k]
    return at + len(_PERCENT_WORD)


@compiled
def _is_per_cent(kinds: NDArray[np.uint8], written: Written, n: int, byte: int, origin: int) -> bool:
    """Whether tokens n - 1 and n, which ends at this byte, are "per" and "cent" with blanks between them."""
    start = int(written.at[n - 1])
    alike = byte - start == len(_PER_CENT)
    k = 0
    while alike and k < len(_PER_CENT):
        alike = written.text[start + k] == _PER_CENT[k]
        k += 1
    p = origin + int(written.ends[n - 1])
    while alike and p < origin + int(written.starts[n]):
        alike = kinds[p] == 0
        p += 1
    return alike


@compiled
def _flag_of(kind: int) -> int:
    flag = CAPITAL if kind == _UPPER else NUMBER if kind == _DIGIT else 0
    return UNSPACED_TOKEN if kind == _UNSPACED else flag


@compiled
def write_tokens(
    codes: NDArray[np.uint32], table: NDArray[np.uint32], kinds: NDArray[np.uint8], roles: NDArray[np.uint8],
    events: NDArray[np.int64], event_bounds: NDArray[np.int64], ends: NDArray[np.int64], origins: NDArray[np.int64],
    written: Written, counts: NDArray[np.int64],
) -> int:  # fmt: skip
    """Write the tokens' bounds, flags and bytes; counts[s] becomes the number of tokens up to the end of segment s.

    Returns the number of bytes. The halves of "per cent" become one token, its second half taking the role NEXT.
    """
    n = byte = 0
    for s in range(len(ends)):
        end, origin, before = int(ends[s]), int(origins[s]), n
        for event in range(event_bounds[s], event_bounds[s + 1]):
            p = int(events[event])
            if roles[p] != FIRST:
                continue
            written.flags[n] = _flag_of(int(kinds[p]))
            written.starts[n], written.segments[n], written.at[n] = p - origin, s, byte
            going = True
            while going:
                fold = int(table[codes[p]]) & _FOLD_MASK
                if fold < 0x80 and fold > _STOP_BYTE and roles[p] <= NEXT:  # letters and digits, by far the most
                    written.text[byte] = fold
                    byte += 1
                elif roles[p] >= SILENT:
                    written.text[byte] = _STOP_BYTE
                    byte += int(roles[p] == POINT)
                elif fold == _PERCENT_BYTE:
                    byte = put_percent(written.text, byte)
                else:
                    byte = put_utf8(fold, written.text, byte)
                p += 1
                going = p < end and roles[p] > FIRST
            if n > before and written.text[byte - 1] == _T_BYTE and _is_per_cent(kinds, written, n, byte, origin):
                roles[origin + int(written.starts[n])] = NEXT
                n -= 1
                written.flags[n] = written.flags[n + 1]
                byte = put_percent(written.text, int(written.at[n]))
            written.ends[n], written.to[n] = p - origin, byte
            written.text[byte] = _SPACE
            byte += 1
            n += 1
        counts[s] = n
    return byte
