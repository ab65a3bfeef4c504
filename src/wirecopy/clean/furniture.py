"""Digests of paragraphs, by which furniture that no rule knows is learned and found again.

In: a document. Out: one 64-bit digest a part. What recurs under unrelated stories of one outlet belongs to its page;
`learning` decides that over the corpus, here a digest is only made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from xxhash import xxh64_intdigest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wirecopy.model import Document

_MAX_CHARS = 2000


def paragraph_digest(paragraph: str) -> int:
    """64-bit digest (xxhash64) of a paragraph, case and white space folded; digits count, so templates differ."""
    folded = paragraph[:_MAX_CHARS].casefold()
    if "  " in folded or not folded.isprintable():  # else its white space is single blanks
        folded = " ".join(folded.split())
    return xxh64_intdigest(folded.strip().encode("utf-8", "surrogatepass"))


def paragraph_digests(document: Document) -> NDArray[np.uint64]:
    """Digests of all parts of a document in text order, shape (parts,)."""
    text = document.article.text
    digests = (paragraph_digest(text[part.start : part.end]) for part in document.parts)
    return np.fromiter(digests, dtype=np.uint64, count=len(document.parts))
