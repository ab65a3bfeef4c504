"""Signatures of plain texts in one pass: for finding near-duplicates and nothing else.

In: texts, each as one run of words, without parts or languages. Out: MinHash signatures of their word shingles, the
same to the bit as those of tokens, views and `sign` (tests/oracle), and the groups that equal bands make. The one idea:
one article at a time goes through buffers that stay in the processor's cache, and nothing that only other views need is
made. The kernel lets go of the interpreter, so batches may be signed in threads.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled, runs_compiled
from wirecopy.fingerprint import folding
from wirecopy.fingerprint.bands import EMPTY, band_buckets, signed_rows
from wirecopy.fingerprint.hashing import spread, xxh32
from wirecopy.fingerprint.minhash import permutations, sign
from wirecopy.fingerprint.scanning import (
    FIRST,
    NEXT,
    OUTSIDE,
    POINT,
    SILENT,
    character_table,
    joins_number,
    joins_word,
    put_percent,
    put_utf8,
)
from wirecopy.fingerprint.tokens import tokenise_spans
from wirecopy.fingerprint.views import word_view
from wirecopy.params import Params

_LOWER, _UPPER, _DIGIT, _UNSPACED = folding.LOWER, folding.UPPER, folding.DIGIT, folding.UNSPACED
_IGNORED, _PERCENT, _FULL_STOP = folding.IGNORED, folding.PERCENT, folding.FULL_STOP
_NOTHING, _WORD, _NUMBER = range(3)  # what a token under way is
_KIND_SHIFT, _FOLD_MASK = 24, 0xFFFFFF
_SPACE, _STOP_BYTE, _PERCENT_BYTE, _T_BYTE = 32, 46, 37, 116
_PER_CENT = np.frombuffer(b"per cent", np.uint8)


@compiled
def _decode(data, start, end, table, folds, kinds):  # type: ignore[no-untyped-def]
    """Fill the fold and the class of each character of UTF-8 data[start:end]; returns how many there are."""
    count = 0
    p = start
    while p < end:
        lead = np.uint32(data[p])
        size = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        code = lead
        if size > 1:
            code = lead & np.uint32((0x7F >> size) & 0xFF)
            for k in range(1, size):
                code = np.uint32(code << np.uint32(6)) | np.uint32(data[p + k] & 0x3F)
        entry = table[code]
        folds[count] = entry & np.uint32(_FOLD_MASK)
        kinds[count] = entry >> np.uint32(_KIND_SHIFT)
        count += 1
        p += size
    return count


@compiled
def _is_per_cent(kinds, text, at, byte, behind, start):  # type: ignore[no-untyped-def]
    """Whether the two tokens from text[at] to text[byte] are "per" and "cent" with blanks between them."""
    if byte - at != len(_PER_CENT):
        return False
    for k in range(len(_PER_CENT)):
        if text[at + k] != _PER_CENT[k]:
            return False
    for p in range(behind, start):
        if kinds[p] != 0:
            return False
    return True


@compiled
def _put(fold, role, text, byte):  # type: ignore[no-untyped-def]
    """Write a character of a token; returns the position behind it."""
    if role >= SILENT:
        text[byte] = _STOP_BYTE
        return byte + int(role == POINT)
    if fold == _PERCENT_BYTE:
        return put_percent(text, byte)
    if fold < 0x80:
        text[byte] = fold
        return byte + 1
    return put_utf8(fold, text, byte)


@compiled
def _write(folds, kinds, end, text, at, to, unspaced):  # type: ignore[no-untyped-def]
    """Write the tokens of one text, as `find_roles` and `write_tokens` do in two passes; returns how many."""
    n = byte = letters = begin = behind = p = 0
    inside = _NOTHING
    dotted = True
    going = False
    while p <= end:
        kind = int(kinds[p]) if p < end else 0
        role = OUTSIDE
        if kind == _LOWER or kind == _UPPER:
            role = NEXT if inside == _WORD else FIRST
            letters = letters + 1 if inside == _WORD else 1
            dotted = letters == 1 and (dotted or inside != _WORD)
            inside = _WORD
        elif kind == 0:
            inside = _NOTHING
        elif kind == _DIGIT:
            role = NEXT if inside == _NUMBER else FIRST
            inside = _NUMBER
        elif kind == _UNSPACED or kind == _PERCENT:
            role = FIRST
            inside = _NOTHING
        elif inside == _NOTHING or (kind != _IGNORED and (p + 1 == end or kinds[p + 1] == 0)):
            inside = _NOTHING  # most marks stand before a blank, and such a one joins nothing
        elif inside == _NUMBER:
            role = joins_number(kinds, p, end)
            inside = _NOTHING if role == OUTSIDE else _NUMBER
        elif joins_word(kinds, p, end, dotted and letters == 1):
            role = SILENT
            letters = 0 if kind == _FULL_STOP else letters
        else:
            inside = _NOTHING
        if going and role <= FIRST:  # the token under way ends here
            going = False
            if n > 0 and text[byte - 1] == _T_BYTE and _is_per_cent(kinds, text, at[n - 1], byte, behind, begin):
                n -= 1
                byte = put_percent(text, at[n])
            to[n] = byte
            behind = p
            text[byte] = _SPACE
            byte += 1
            n += 1
        if role == FIRST:
            going = True
            begin = p
            at[n] = byte
            unspaced[n] = kind == _UNSPACED
        if role != OUTSIDE:
            byte = _put(int(folds[p]), role, text, byte)
        p += 1
        if role == FIRST and inside == _WORD:  # the letters that follow, which are most characters, need no thought
            first = p
            while p < end and folds[p] < 0x80 and _LOWER <= kinds[p] <= _UPPER:
                text[byte] = folds[p]
                byte += 1
                p += 1
            if p > first:
                letters += p - first
                dotted = False
    return n


@compiled
def _sign_texts(data, bounds, table, factors, addends, n_words, n_characters, signatures):  # type: ignore[no-untyped-def]
    """signatures[i] becomes the minimum over the shingles of text i of each permutation."""
    room = 1
    for i in range(len(bounds) - 1):
        room = max(room, bounds[i + 1] - bounds[i])
    folds, kinds = np.empty(room, np.uint32), np.empty(room, np.uint8)
    text, unspaced = np.empty(9 * room + 9, np.uint8), np.empty(room, np.bool_)
    at, to = np.empty(room, np.int64), np.empty(room, np.int64)
    for i in range(len(bounds) - 1):
        end = _decode(data, bounds[i], bounds[i + 1], table, folds, kinds)
        n = _write(folds, kinds, end, text, at, to, unspaced)
        row = signatures[i]
        for t in range(n):
            last = t + (n_characters if unspaced[t] else n_words) - 1
            if last < n:
                h = spread(np.uint32(xxh32(text, at[t], to[last])))
                for k in range(len(factors)):
                    row[k] = min(row[k], np.uint32(factors[k] * h + addends[k]))


def sign_texts(texts: Sequence[str], params: Params) -> NDArray[np.uint32]:
    """Signatures (n, permutations) uint32 of the word shingles of n texts; about 35 microseconds for 450 words."""
    if not runs_compiled():
        return _sign_tokens(texts, params)
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=bounds[1:])
    signatures = np.full((len(texts), params.permutations), EMPTY, np.uint32)
    data = np.frombuffer(b"".join(encoded), np.uint8)
    _sign_texts(data, bounds, character_table(), *permutations(params.permutations), params.shingle_words,
                params.shingle_characters, signatures)  # fmt: skip
    return signatures


def _sign_tokens(texts: Sequence[str], params: Params) -> NDArray[np.uint32]:
    """The same, by way of tokens and a view of them."""
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=offsets[1:])
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    tokens = tokenise_spans(codes, offsets[:-1], offsets[1:], np.arange(len(texts)), offsets)
    return sign(word_view(tokens, params), params.permutations)


@compiled
def _join_equal(bucketed, signatures, first, last, parent):  # type: ignore[no-untyped-def]
    """Join the sets of those texts of a sorted array (bucket << 32 | text) whose values first..last are equal."""
    for i in range(1, len(bucketed)):
        one = np.int64(bucketed[i] & np.uint64(0xFFFFFFFF))
        before = i - 1
        while before >= 0 and bucketed[before] >> np.uint64(32) == bucketed[i] >> np.uint64(32):
            other = np.int64(bucketed[before] & np.uint64(0xFFFFFFFF))
            alike = True
            for k in range(first, last):
                alike = alike and signatures[one, k] == signatures[other, k]
            if alike:
                a, b = one, other
                while parent[a] != a:
                    parent[a] = parent[parent[a]]
                    a = parent[a]
                while parent[b] != b:
                    parent[b] = parent[parent[b]]
                    b = parent[b]
                parent[max(a, b)] = min(a, b)
                break
            before -= 1


def group_texts(signatures: NDArray[np.uint32], bands: int, rows: int) -> NDArray[np.int64]:
    """The group (n,) int64 of each text, named by its first text: texts with an equal band are in one, and so on."""
    parent = np.arange(len(signatures))
    signed = signed_rows(signatures)
    for band in range(bands):
        buckets = band_buckets(signatures[signed] if len(signed) < len(parent) else signatures, band, rows)
        bucketed = buckets.astype(np.uint64) << np.uint64(32) | signed.astype(np.uint64)
        bucketed.sort()
        _join_equal(bucketed, signatures, band * rows, (band + 1) * rows, parent)
    while not np.array_equal(parent, above := parent[parent]):
        parent = above
    return parent
