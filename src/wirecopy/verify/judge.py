"""Verdicts on candidate pairs of documents: profiles, exact figures, model.

In: documents and pairs of positions in them. Out: a verdict for each pair. Pure, so it can run on any engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.sketch import view_batch
from wirecopy.fingerprint.tokens import UNSPACED_TOKEN, Bodies, Tokens, bodies_of
from wirecopy.language import detect_language
from wirecopy.model import Document, Verdicts
from wirecopy.params import Params
from wirecopy.verify.figures import INDEX, TURNED, compare
from wirecopy.verify.profile import make_profiles
from wirecopy.verify.verdict import Model, give_verdicts, of_one_event

_HALF, _LOW = 32, 0xFFFFFFFF


def figures_of(documents: Sequence[Document] | Bodies, pairs: NDArray[np.int64], params: Params) -> NDArray[np.float32]:
    """Exact figures (m, len(FIGURES)) of pairs (m, 2) of positions in the documents."""
    bodies = bodies_of(documents)
    tokens, views = view_batch(bodies, params)
    figures = compare(make_profiles(tokens, views, params), pairs, _shingle_lengths(tokens, params))
    figures[:, INDEX["languages_differ"]] = _languages_differ(bodies, pairs)
    return figures


def _languages_differ(bodies: Bodies, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the two texts of each pair are in languages that are known and not the same.

    Where it is said so the texts themselves are asked: pages often claim the language of their template, and reports
    of one event in one language would pass for two.
    """
    languages = np.array(bodies.languages, object)
    differ = _differ(languages, pairs)
    for place in np.unique(pairs[differ]).tolist():
        languages[place] = detect_language(bodies.texts[place]) or languages[place]
    return differ & _differ(languages, pairs)


def _differ(languages: NDArray[np.object_], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    left, right = languages[pairs[:, 0]], languages[pairs[:, 1]]
    return np.asarray((left != right) & (left != "") & (right != ""), np.bool_)


def judge(
    documents: Sequence[Document] | Bodies,
    pairs: NDArray[np.int64],
    params: Params,
    model: Model,
    *,
    related_only: bool = True,
) -> Verdicts:  # fmt: skip
    """Verdicts of pairs (m, 2) of positions whose first document has the smaller article_id.

    With `related_only` pairs that are neither accepted nor reports of one event are left out.
    Copies are often word for word, so texts that read alike are compared once: of the pairs of a plain corpus half.
    """
    bodies = bodies_of(documents)
    texts, places = bodies.distinct()
    sides = places[pairs]
    turned = sides[:, 0] > sides[:, 1]
    low, high = sides.min(axis=1), sides.max(axis=1)
    packed, rows = np.unique(low << _HALF | high, return_inverse=True)
    figures = figures_of(texts, np.column_stack((packed >> _HALF, packed & _LOW)), params)
    probabilities = model.probabilities(figures)
    if related_only:
        kept = ((probabilities >= params.accept) | of_one_event(figures))[rows]
        pairs, rows, turned = pairs[kept], rows[kept], turned[kept]
    # Between texts of one length the left one counts as the shorter: so sides matter, and either order has its verdict.
    directed, rows = np.unique(rows << 1 | turned, return_inverse=True)
    figures, probabilities = figures[directed >> 1], probabilities[directed >> 1]
    swapped = (directed & 1).astype(np.bool_)
    figures[swapped] = figures[swapped][:, TURNED]
    ids, nobody = bodies.article_ids, np.zeros(len(directed), np.int64)
    verdicts = give_verdicts(nobody, nobody, figures, probabilities, params.accept)
    return verdicts.of_pairs(ids[pairs[:, 0]], ids[pairs[:, 1]], rows)


def _shingle_lengths(tokens: Tokens, params: Params) -> NDArray[np.int64]:
    """Tokens in a shingle of each article: characters where most of its tokens are characters."""
    unspaced = (tokens.flags & UNSPACED_TOKEN) > 0
    totals = np.concatenate(([0], np.cumsum(unspaced)))
    shares = np.diff(totals[tokens.bounds]) / np.maximum(1, np.diff(tokens.bounds))
    return np.where(shares > 0.5, params.shingle_characters, params.shingle_words).astype(np.int64)
