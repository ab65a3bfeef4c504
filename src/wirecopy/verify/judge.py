"""Verdicts on candidate pairs of documents: profiles, exact figures, model.

In: documents and pairs of positions in them. Out: a verdict for each pair. Pure, so it can run on any engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.sketch import view_batch
from wirecopy.fingerprint.tokens import UNSPACED_TOKEN, Bodies, Tokens, bodies_of
from wirecopy.model import Document, Verdicts
from wirecopy.params import Params
from wirecopy.verify.figures import compare
from wirecopy.verify.profile import make_profiles
from wirecopy.verify.verdict import Model, give_verdicts


def figures_of(documents: Sequence[Document] | Bodies, pairs: NDArray[np.int64], params: Params) -> NDArray[np.float32]:
    """Exact figures (m, len(FIGURES)) of pairs (m, 2) of positions in the documents."""
    tokens, views = view_batch(documents, params)
    return compare(make_profiles(tokens, views, params), pairs, _shingle_lengths(tokens, params))


def judge(
    documents: Sequence[Document] | Bodies,
    pairs: NDArray[np.int64],
    params: Params,
    model: Model,
    *,
    accepted_only: bool = True,
) -> Verdicts:  # fmt: skip
    """Verdicts of pairs (m, 2) of positions whose first document has the smaller article_id."""
    bodies = documents if isinstance(documents, Bodies) else bodies_of(documents)
    figures = figures_of(bodies, pairs, params)
    if accepted_only:
        kept = model.probabilities(figures) >= params.accept
        pairs, figures = pairs[kept], figures[kept]
    ids = bodies.article_ids
    return give_verdicts(ids[pairs[:, 0]], ids[pairs[:, 1]], figures, model, params.accept)


def _shingle_lengths(tokens: Tokens, params: Params) -> NDArray[np.int64]:
    """Tokens in a shingle of each article: characters where most of its tokens are characters."""
    unspaced = (tokens.flags & UNSPACED_TOKEN) > 0
    totals = np.concatenate(([0], np.cumsum(unspaced)))
    shares = np.diff(totals[tokens.bounds]) / np.maximum(1, np.diff(tokens.bounds))
    return np.where(shares > 0.5, params.shingle_characters, params.shingle_words).astype(np.int64)
