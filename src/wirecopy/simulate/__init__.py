"""Corpora of news with truth: what went into every article, who copied whom, and how the text was changed.

Base stories go in; a stream of pairs (article, truth) comes out. A family starts from an agency's text and
grows a tree of copies over invented outlets; each copy is edited, dressed as its outlet dresses pages, and
stamped with a time. Everything is drawn from generators seeded by SHA-256 of the seed and a key, so a
corpus depends on its seed and parameters only, and memory on neither.

    stories ─▶ bases ─▶ tree (kinds ─▶ edits) ─▶ page ─▶ article + truth
               filler ┘   outlets, agencies ┘
"""

from __future__ import annotations

from wirecopy.simulate.bases import Base, distinct_bases, part_of_bases, read_bases
from wirecopy.simulate.corpus import CorpusParams, make_corpus
from wirecopy.simulate.kinds import KINDS, MIXES
from wirecopy.simulate.lexicon import Lexicon, read_lexicon, shipped_lexicon

__all__ = [
    "KINDS",
    "MIXES",
    "Base",
    "CorpusParams",
    "Lexicon",
    "distinct_bases",
    "make_corpus",
    "part_of_bases",
    "read_bases",
    "read_lexicon",
    "shipped_lexicon",
]
