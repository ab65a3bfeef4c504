"""The sketch of an article: what is stored of it to find its copies without reading it again.

In: a batch of documents. Out: named arrays over the batch, ready for the store. `words` are MinHash signatures of the
word shingles, `keys` with `key_bounds` the bottom-k sketches of the name pairs. Signatures of function words and of
names in order were signed too and left out: of 43,382 true pairs of a hard corpus their bands added 17 and 1.
What is no text but the debris of a bad scan is not signed: its features are no words, and it would pair with its like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.minhash import sign, sketch_keys
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.fingerprint.tokens import Bodies, Tokens, bodies_of, tokenise
from wirecopy.fingerprint.views import Ragged, Views, make_views, signed_views
from wirecopy.model import Document
from wirecopy.params import Params

# Most text in Latin letters has a quarter of such words, tables of prices up to half; pages of 1916 that nobody can
# read have .54 to .79.
_SHORT_WORD = 2
_DEBRIS_SHARE = 0.55
_DEBRIS_WORDS = 100


def view_batch(documents: Sequence[Document] | Bodies, params: Params) -> tuple[Tokens, Views]:
    """Tokens and views of a batch of n documents."""
    bodies = bodies_of(documents)
    tokens = tokenise(bodies)
    return tokens, make_views(tokens, list(bodies.languages), params)


def sketch_batch(documents: Sequence[Document] | Bodies, params: Params) -> dict[str, NDArray[np.generic]]:
    """Sketch arrays of n documents: article_ids (n,), words (n, permutations) uint32, key_bounds (n+1,), keys uint32.

    About 0.1 ms an article of 450 words when compiled.
    """
    bodies = bodies_of(documents)
    tokens = tokenise(bodies)
    words, pairs = signed_views(tokens, list(bodies.languages), params)
    legible = ~_is_debris(tokens)
    keys = sketch_keys(_only(pairs, legible), params)
    return {
        "article_ids": bodies.article_ids,
        "words": sign(_only(words, legible), params.permutations),
        "key_bounds": keys.bounds,
        "keys": keys.values,
    }


def _is_debris(tokens: Tokens) -> NDArray[np.bool_]:
    """Which of n articles (n,) are debris of a scan: most of at least 100 words in Latin letters have one or two."""
    initials = tokens.text[tokens.at]
    latin = (initials >= ord("a")) & (initials <= ord("z"))
    short = latin & (tokens.to - tokens.at <= _SHORT_WORD)
    words, shorts = (np.concatenate(([0], np.cumsum(which)))[tokens.bounds] for which in (latin, short))
    counts = np.diff(words)
    return (counts >= _DEBRIS_WORDS) & (np.diff(shorts) > _DEBRIS_SHARE * counts)


def _only(features: Ragged, kept: NDArray[np.bool_]) -> Ragged:
    """The features of the articles that are kept; the others have none."""
    if kept.all():
        return features
    counts = np.diff(features.bounds)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts * kept)))
    return Ragged(bounds, features.values[np.repeat(kept, counts)])


def merge_sketches(
    batches: Iterable[Mapping[str, NDArray[Any]]],
) -> tuple[NDArray[np.int64], NDArray[np.uint32], Ragged]:
    """All batches as one, ascending by article_id: ids (n,), words signatures (n, permutations), keys.

    Where an article stands in several batches the last one counts: it was signed again. TypeError for an iterator,
    which can be gone through once only.
    """
    _refuse_iterator(batches)
    ids = np.concatenate([np.empty(0, np.int64), *(batch["article_ids"] for batch in batches)])
    keys = merge_keys(batches)
    return ids[last_of_each(ids)[0]], merge_signatures(batches, ids), keys


def _refuse_iterator(batches: Iterable[Mapping[str, NDArray[Any]]]) -> None:
    if isinstance(batches, Iterator):
        message = "the sketches have to be gone through twice"
        raise TypeError(message)


def last_of_each(ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each id stands last, in order of ids; and of each place its number in that order, -1 where not the last.

    >>> last_of_each(np.array([7, 3, 7]))
    (array([1, 2]), array([-1,  0,  1]))
    """
    order = np.argsort(ids, kind="stable")
    order = order[np.append(ids[order][1:] != ids[order][:-1], True)] if len(ids) else order
    place = np.full(len(ids), -1, np.int64)
    place[order] = np.arange(len(order))
    return order, place


def merge_keys(batches: Iterable[Mapping[str, NDArray[Any]]], sieve: Sieve | None = None) -> Ragged:
    """The keys of all batches, see `merge_sketches`; with a `sieve` those that pass it: of a year what a day may share.

    Without one the batches are gone through twice, first for the places of all articles: so nothing is held but the
    result and one batch. TypeError for an iterator.
    """
    _refuse_iterator(batches)
    held = batches if sieve is None else [_sifted(batch, sieve) for batch in batches]
    nothing = np.empty(0, np.int64)
    sizes = [(batch["article_ids"], np.diff(batch["key_bounds"])) for batch in held]
    ids, counts = (np.concatenate(each) for each in zip((nothing, nothing), *sizes, strict=True))
    order, place = last_of_each(ids)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts[order])))
    keys = np.empty(bounds[-1], np.uint32)
    start = 0
    for batch in held:
        to = place[start : start + len(batch["article_ids"])]
        start += len(to)
        kept = to >= 0
        own = _only(Ragged(batch["key_bounds"], batch["keys"]), kept)
        moved = np.repeat(bounds[to[kept]] - own.bounds[:-1][kept], np.diff(own.bounds)[kept])
        keys[moved + np.arange(len(moved))] = own.values
    return Ragged(bounds, keys)


def merge_signatures(batches: Iterable[Mapping[str, NDArray[Any]]], ids: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The `words` signatures (n, permutations), see `merge_sketches`; `ids` are those of all batches as they stand."""
    order, place = last_of_each(ids)
    words = np.empty((0, 0), np.uint32)
    start = 0
    for batch in batches:
        if not start:
            words = np.empty((len(order), *batch["words"].shape[1:]), np.uint32)
        to = place[start : start + len(batch["article_ids"])]
        start += len(to)
        words[to[to >= 0]] = batch["words"][to >= 0]
    return words


def _sifted(batch: Mapping[str, NDArray[Any]], sieve: Sieve) -> Mapping[str, NDArray[Any]]:
    """A batch with the keys that pass."""
    kept = sieve.passes(batch["keys"])
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept)))[batch["key_bounds"]]
    return {"article_ids": batch["article_ids"], "key_bounds": bounds, "keys": batch["keys"][kept]}
