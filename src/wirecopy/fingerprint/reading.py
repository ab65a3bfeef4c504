"""The words of a batch of documents, read once for all that later stages ask of them.

In: documents. Out: a `Reading`: tokens, and how common each is in its language. The one idea: grouping, attribution and
alignment look at the same words, so a text is tokenised once; texts that are equal are one, and a crowd of copies of
one text costs one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.rarity import word_values
from wirecopy.fingerprint.tokens import tokenise
from wirecopy.model import ArticleId, Document


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of n different texts, t in all: those of text i are bounds[i]:bounds[i + 1], other arrays as in `Tokens`.

    `text_of` gives the text of each article; `values` (t,) uint8 are those of `word_values`, `texts` the whole texts
    that offsets point into.
    """

    text_of: Mapping[ArticleId, int]
    texts: Sequence[str]
    bounds: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    values: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    sentences: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def places(self, articles: Iterable[ArticleId]) -> NDArray[np.int64]:
        """The texts of these articles."""
        return np.array([self.text_of[article] for article in articles], np.int64)


def read_words(documents: Sequence[Document]) -> Reading:
    """The words of these documents; those with the same text and labels are one."""
    first: dict[str, int] = {}
    different: list[Document] = []
    text_of: dict[ArticleId, int] = {}
    for document in documents:
        known = first.setdefault(document.article.text, len(different))
        if known == len(different) or not _read_alike(document, different[known]):
            known = len(different)
            different.append(document)
        text_of[document.article.article_id] = known
    tokens = tokenise(different)
    values = word_values(tokens.hashes, tokens.bounds, [document.article.language for document in different])
    return Reading(
        text_of, [document.article.text for document in different], tokens.bounds, tokens.hashes, values, tokens.flags,
        tokens.sentences, tokens.starts, tokens.ends,
    )  # fmt: skip


def _read_alike(one: Document, other: Document) -> bool:
    """Whether two documents of one text have the same running text in one language."""
    return (one.parts, one.cuts, one.article.language) == (other.parts, other.cuts, other.article.language)
