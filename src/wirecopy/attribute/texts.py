"""What the wording of a family tells: which shingles a text shares with whom, and which are nobody else's.

In: documents of one family. Out: one `Wording` per document. The one idea is the textual critic's: a text that
lacks what its supposed copy shares with third texts can't be the (only) source, and what only two texts of a
family have in common, errors above all, was handed from one to the other (Maas, Textkritik; FIELD.md section 6).
Work is bounded: a family as a whole reads at most two million words, so a crowded one reads less of each text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.rarity import FUNCTION_WORD, word_values
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, UNSPACED_TOKEN, tokenise
from wirecopy.model import Document

_FAMILY_WORDS = 2_000_000
_LONGEST, _SHORTEST = 20_000, 500
_UNLISTED_ZIPF = 15  # tenths; a word outside the list counts as rare, not as impossible


@dataclass(frozen=True, slots=True)
class Wording:
    """Sets of 64-bit shingle and 32-bit word hashes of one body, with the family in mind.

    `shingles` are word 3-grams; `known` those that another member has too; `rare` those that only few members
    have. `words` are lower-case content words with their zipf frequency in tenths; `oddities` those of them that
    no word list knows and that few members have (typing errors, mangled words); `numbers` are digit tokens.
    """

    length: int
    shingles: frozenset[int]
    known: frozenset[int]
    rare: frozenset[int]
    words: dict[int, int]
    oddities: frozenset[int]
    numbers: frozenset[int]
    known_numbers: frozenset[int]


def few(members: int) -> int:
    """How many members may share a thing that still counts as rare: 2 to 8, a quarter of the family."""
    return max(2, min(8, members // 4))


def read_wording(documents: Sequence[Document]) -> list[Wording]:
    """One `Wording` per document, in the given order (which does not influence the result)."""
    if not documents:
        return []
    tokens = tokenise(documents)
    languages = [document.article.language for document in documents]
    zipf = word_values(tokens.hashes, tokens.bounds, languages)
    most = min(_LONGEST, max(_SHORTEST, _FAMILY_WORDS // len(documents)))
    spans = [
        slice(int(start), min(int(end), int(start) + most))
        for start, end in zip(tokens.bounds[:-1], tokens.bounds[1:], strict=True)
    ]
    shingles = [_shingles(tokens.hashes[span]) for span in spans]
    numbers = [np.unique(tokens.hashes[span][(tokens.flags[span] & NUMBER) != 0]) for span in spans]
    words = [_content_words(tokens.hashes[span], tokens.flags[span], zipf[span]) for span in spans]
    odd = [np.array([w for w, value in held.items() if value == 0], np.uint32) for held in words]
    rare_most = few(len(documents))
    held_shingles = _shared(shingles, rare_most)
    held_odd = _shared(odd, rare_most)
    held_numbers = _shared(numbers, rare_most)
    return [
        Wording(
            length=span.stop - span.start,
            shingles=frozenset(shingles[i].tolist()),
            known=held_shingles[i][0],
            rare=held_shingles[i][1],
            words={w: value or _UNLISTED_ZIPF for w, value in words[i].items()},
            oddities=held_odd[i][1],
            numbers=frozenset(numbers[i].tolist()),
            known_numbers=held_numbers[i][0],
        )
        for i, span in enumerate(spans)
    ]


def _shingles(hashes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Distinct word 3-grams as 64-bit values; a text of one or two words has itself as its only shingle."""
    wide = hashes.astype(np.uint64)
    if len(wide) < 3:
        return wide.sum(keepdims=True, dtype=np.uint64) if len(wide) else wide
    mixed = wide[:-2] * np.uint64(0x9E3779B97F4A7C15) + wide[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    return np.unique((mixed ^ (mixed >> np.uint64(29))) + wide[2:] * np.uint64(0x165667B19E3779F9))


def _content_words(
    hashes: NDArray[np.uint32], flags: NDArray[np.uint8], zipf: NDArray[np.uint8]
) -> dict[int, int]:
    """Lower-case words that are no function words, with their zipf tenths (0 = in no list)."""
    wanted = ((flags & (CAPITAL | NUMBER | UNSPACED_TOKEN)) == 0) & ((zipf & FUNCTION_WORD) == 0)
    return dict(zip(hashes[wanted].tolist(), zipf[wanted].tolist(), strict=True))


def _shared(
    sets: list[NDArray[np.uint32]] | list[NDArray[np.uint64]], rare_most: int
) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Of each set of distinct values: those that another set has too, and those that 2 to `rare_most` sets have."""
    values, counts = np.unique(np.concatenate(sets), return_counts=True)
    result = []
    for held in sets:
        count = counts[np.searchsorted(values, held)]
        shared, rare = held[count >= 2], held[(count >= 2) & (count <= rare_most)]
        result.append((frozenset(shared.tolist()), frozenset(rare.tolist())))
    return result


def coverage(copy: Wording, source: Wording) -> float:
    """Share of the copy's shingles that the source has too (directed containment), 0..1."""
    return len(copy.shingles & source.shingles) / len(copy.shingles) if copy.shingles else 0.0


def word_rarity_gain(source: Wording, copy: Wording) -> tuple[float, int]:
    """By how many zipf units the copy's own words are rarer than those of the source they stand for.

    Returns (gain, words compared): positive where the copy looks spun, since a synonym dictionary mostly
    replaces common words by rarer ones. (0.0, 0) where either text has too few words of its own.
    """
    gone = [zipf for word, zipf in source.words.items() if word not in copy.words]
    new = [zipf for word, zipf in copy.words.items() if word not in source.words]
    fewer = min(len(gone), len(new))
    if fewer < 5:
        return 0.0, 0
    return (sum(gone) / len(gone) - sum(new) / len(new)) / 10, fewer
