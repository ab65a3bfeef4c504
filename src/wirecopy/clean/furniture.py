"""Furniture that no rule knows: paragraphs that an outlet prints again and again, told by digest.

Comes in: documents. Goes out: one 64-bit digest a paragraph, and the digests that recur. One idea: a paragraph that
stands under unrelated stories of one outlet belongs to the page. The caller keeps the counts and decides what is
unrelated; here a digest is made and looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh64_intdigest

from wirecopy.model import Document

MIN_ARTICLES = 4
_MAX_CHARS = 2000


def paragraph_digest(paragraph: str) -> int:
    """64-bit digest (xxhash64) of a paragraph, case and white space folded; digits count, so templates differ."""
    return xxh64_intdigest(" ".join(paragraph[:_MAX_CHARS].casefold().split()).encode("utf-8", "surrogatepass"))


def paragraph_digests(document: Document) -> NDArray[np.uint64]:
    """Digests of all parts of a document in text order, shape (parts,)."""
    text = document.article.text
    digests = (paragraph_digest(text[part.start : part.end]) for part in document.parts)
    return np.fromiter(digests, dtype=np.uint64, count=len(document.parts))


def recurring_digests(articles: Iterable[NDArray[np.uint64]], *, min_articles: int = MIN_ARTICLES) -> frozenset[int]:
    """Digests found in at least `min_articles` of one outlet's articles; feed one article per story to be safe."""
    counts: Counter[int] = Counter()
    for digests in articles:
        counts.update(np.unique(digests).tolist())
    return frozenset(digest for digest, count in counts.items() if count >= min_articles)
