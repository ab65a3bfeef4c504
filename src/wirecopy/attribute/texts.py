"""What the wording of a family tells: which shingles a text shares with whom, and which are nobody else's.

In: documents of one family. Out: one `Wording` per document. The one idea is the textual critic's: a text that
lacks what its supposed copy shares with third texts can't be the (only) source, and what only two texts of a
family have in common, errors above all, was handed from one to the other (Maas, Textkritik).
Work is bounded: a family as a whole reads at most two million words, so a crowded one reads less of each text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.rarity import FUNCTION_WORD, word_values
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, UNSPACED_TOKEN, tokenise
from wirecopy.model import Document

_FAMILY_WORDS = 2_000_000
_LONGEST, _SHORTEST = 20_000, 500
_RESIDUE = 0.1
_UNLISTED_ZIPF = 15  # tenths; a word outside the list counts as rare, not as impossible


@dataclass(frozen=True, slots=True)
class Wording:
    """Sets of 64-bit shingle and 32-bit word hashes of one body, with the family in mind.

    Members with the same text are one *wording* here, however many sites of one owner print it: `same_as` is the
    position of the first of them. `sequence` are its word 3-grams in text order, `shingles` the set of them; `known`
    those that another wording has too, `rare` those that only few wordings have, `private` how many no other wording
    has. `words` are lower-case content words with their zipf frequency in tenths; `oddities` those of them that no
    word list knows and that few members have (typing errors, mangled words); `numbers` are digit tokens.
    """

    length: int
    same_as: int
    sequence: NDArray[np.uint64]
    shingles: frozenset[int]
    private: int
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
    sequences = [_shingles(tokens.hashes[span]) for span in spans]
    shingles = [np.unique(sequence) for sequence in sequences]
    numbers = [np.unique(tokens.hashes[span][(tokens.flags[span] & NUMBER) != 0]) for span in spans]
    words = [_content_words(tokens.hashes[span], tokens.flags[span], zipf[span]) for span in spans]
    odd = [np.array([w for w, value in held.items() if value == 0], np.uint32) for held in words]
    same_as = _same_wordings(shingles)
    held_shingles = _shared(shingles, same_as)
    held_odd = _shared(odd, same_as)
    held_numbers = _shared(numbers, same_as)
    return [
        Wording(
            length=span.stop - span.start,
            same_as=same_as[i],
            sequence=sequences[i],
            shingles=frozenset(shingles[i].tolist()),
            private=len(shingles[i]) - len(held_shingles[i][0]),
            known=held_shingles[i][0],
            rare=held_shingles[i][1],
            words={w: value or _UNLISTED_ZIPF for w, value in words[i].items()},
            oddities=held_odd[i][1],
            numbers=frozenset(numbers[i].tolist()),
            known_numbers=held_numbers[i][0],
        )
        for i, span in enumerate(spans)
    ]


def archetype(wordings: Sequence[Wording]) -> frozenset[int]:
    """What the unseen original must have held: shingles that a third of the wordings have, and at least two of them.

    The reconstruction of a lost original from its copies, as far as shingles allow; empty below three wordings,
    where what two texts share may as well be one's own change that the other took over.
    """
    distinct = [wording for i, wording in enumerate(wordings) if wording.same_as == i]
    if len(distinct) < 3:
        return frozenset()
    counts = Counter(shingle for wording in distinct for shingle in wording.known)
    least = max(2, math.ceil(len(distinct) / 3))
    return frozenset(shingle for shingle, count in counts.items() if count >= least)


def _shingles(hashes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Word 3-grams in text order as 64-bit values; a text of one or two words has itself as its only shingle."""
    wide = hashes.astype(np.uint64)
    if len(wide) < 3:
        return wide.sum(keepdims=True, dtype=np.uint64) if len(wide) else wide
    mixed = wide[:-2] * np.uint64(0x9E3779B97F4A7C15) + wide[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    found: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(29))) + wide[2:] * np.uint64(0x165667B19E3779F9)
    return found


def _same_wordings(sets: list[NDArray[np.uint64]]) -> list[int]:
    """For each text the first one of the same wording.

    Same are texts that agree in all that any other member has too, up to a tenth of their own: furniture that
    cleaning left in is each site's own and must not tell one owner's sites apart.
    """
    values, counts = np.unique(np.concatenate(sets), return_counts=True)
    first: dict[bytes, int] = {}
    found = []
    for i, held in enumerate(sets):
        shared = held[counts[np.searchsorted(values, held)] >= 2]
        key = shared if len(held) - len(shared) <= _RESIDUE * len(held) else held
        found.append(first.setdefault(key.tobytes(), i))
    return found


def _content_words(hashes: NDArray[np.uint32], flags: NDArray[np.uint8], zipf: NDArray[np.uint8]) -> dict[int, int]:
    """Lower-case words that are no function words, with their zipf tenths (0 = in no list)."""
    wanted = ((flags & (CAPITAL | NUMBER | UNSPACED_TOKEN)) == 0) & ((zipf & FUNCTION_WORD) == 0)
    return dict(zip(hashes[wanted].tolist(), zipf[wanted].tolist(), strict=True))


def _shared(
    sets: list[NDArray[np.uint32]] | list[NDArray[np.uint64]], same_as: Sequence[int]
) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Of each set of distinct values: those that another wording has too, and those of them that few have."""
    distinct = sorted(set(same_as))
    rare_most = few(len(distinct))
    values, counts = np.unique(np.concatenate([sets[i] for i in distinct]), return_counts=True)
    result = []
    for held in sets:
        at = np.minimum(np.searchsorted(values, held), max(0, len(values) - 1))
        count = np.where(values[at] == held, counts[at], 1) if len(values) else np.zeros(len(held), np.int64)
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
