"""From stored articles to stored pairs: learn furniture, sign, find candidates, verify.

In: the store and the articles that wait in it. Out: sketches and accepted pairs in the store, and what the search
cost. Everything that decides is pure (learning, sketching, candidates, judging); this module moves batches between
that and the store. A run that is killed here begins again with what is still waiting.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, CostReport, Window, find_candidates
from wirecopy.clean import paragraph_digests
from wirecopy.clean.learning import learn_furniture
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.model import ArticleId, Document, PartKind, Verdict
from wirecopy.params import Params
from wirecopy.run.progress import Progress
from wirecopy.store import FurnitureParagraph, Store
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import Model

_ARTICLES_AT_ONCE = 4_000  # profiles of so many articles are in memory in one piece of verification
_LEARNED = "learned"


def outlet_key(domain: str) -> int:
    """A 64-bit name of an outlet, for arrays."""
    return xxhash.xxh64_intdigest(domain.encode())


def paragraph_arrays(documents: Sequence[Document]) -> dict[str, NDArray[np.generic]]:
    """What learning furniture needs of a batch: article_ids, outlets, times and the digests of body paragraphs."""
    digests = [_body_digests(document) for document in documents]
    bounds = np.zeros(len(documents) + 1, np.int64)
    np.cumsum([len(each) for each in digests], out=bounds[1:])
    times = [document.article.published_at for document in documents]
    return {
        "article_ids": np.array([document.article.article_id for document in documents], np.int64),
        "outlets": np.array([outlet_key(document.article.outlet_domain) for document in documents], np.uint64),
        "published": np.array([NO_TIME if time is None else time for time in times], np.int64),
        "paragraph_bounds": bounds,
        "paragraphs": np.concatenate(digests) if digests else np.empty(0, np.uint64),
    }


def _body_digests(document: Document) -> NDArray[np.uint64]:
    """Digests of the body paragraphs."""
    body = [part.kind is PartKind.BODY for part in document.parts]
    return paragraph_digests(document)[np.array(body, np.bool_)]


@dataclasses.dataclass(frozen=True, slots=True)
class _Paragraphs:
    ids: NDArray[np.int64]
    outlets: NDArray[np.uint64]
    published: NDArray[np.int64]
    bounds: NDArray[np.int64]
    digests: NDArray[np.uint64]


def _load_paragraphs(store: Store) -> _Paragraphs:
    """The paragraph arrays of all articles, ascending by article_id."""
    names = ("outlets", "published", "paragraph_bounds", "paragraphs")
    batches = list(store.iter_sketches(names))
    if not batches:
        empty = np.empty(0, np.int64)
        return _Paragraphs(empty, empty.astype(np.uint64), empty, np.zeros(1, np.int64), empty.astype(np.uint64))
    ids = np.concatenate([batch["article_ids"] for batch in batches])
    order = np.argsort(ids, kind="stable")
    counts = np.concatenate([np.diff(batch["paragraph_bounds"]) for batch in batches])
    digests = np.concatenate([batch["paragraphs"] for batch in batches])
    starts = np.cumsum(counts) - counts
    sizes = counts[order]
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    positions = np.repeat(starts[order] - bounds[:-1], sizes) + np.arange(bounds[-1])
    return _Paragraphs(
        ids[order],
        np.concatenate([batch["outlets"] for batch in batches])[order],
        np.concatenate([batch["published"] for batch in batches])[order],
        bounds,
        digests[positions],
    )


def learn(store: Store) -> int:
    """Learn furniture from all articles and relabel those that it concerns; returns how many these are.

    Relabelled articles wait to be signed and linked anew. What is learned depends on the articles alone.
    """
    paragraphs = _load_paragraphs(store)
    learned = learn_furniture(paragraphs.outlets, paragraphs.bounds, paragraphs.digests)
    domains = {outlet_key(domain): domain for domain in store.outlet_domains()}
    known = {outlet_key(domain): {p.digest: p.article_count for p in rows} for domain, rows in store.furniture().items()}
    changed: dict[int, set[int]] = {}
    for outlet in sorted(set(learned) | set(known)):
        difference = set(learned.get(outlet, {})) ^ set(known.get(outlet, {}))
        if difference:
            changed[outlet] = difference
    concerned = _concerned(paragraphs, changed)
    for chunk in _chunks(concerned, 1000):
        documents = store.load_documents(chunk).values()
        store.relabel_documents([_relabel(d, learned.get(outlet_key(d.article.outlet_domain), {})) for d in documents])
    if changed:
        rows = [
            FurnitureParagraph(domains[outlet], digest, count)
            for outlet in changed
            for digest, count in learned.get(outlet, {}).items()
        ]
        store.replace_furniture([domains[outlet] for outlet in changed], rows)
    return len(concerned)


def label_learned(documents: Sequence[Document]) -> list[Document]:
    """Documents with the furniture labelled that they themselves teach, without a store."""
    arrays = paragraph_arrays(documents)
    order = np.argsort(arrays["article_ids"], kind="stable")
    by_id = paragraph_arrays([documents[place] for place in order.tolist()])
    learned = learn_furniture(
        np.asarray(by_id["outlets"], np.uint64),
        np.asarray(by_id["paragraph_bounds"], np.int64),
        np.asarray(by_id["paragraphs"], np.uint64),
    )
    return [_relabel(d, learned.get(outlet_key(d.article.outlet_domain), {})) for d in documents]


def _concerned(paragraphs: _Paragraphs, changed: Mapping[int, set[int]]) -> list[int]:
    """Articles that hold a paragraph which has become furniture at their outlet, or is none any more."""
    if not changed:
        return []
    any_digest = np.array(sorted(set().union(*changed.values())), np.uint64)
    hits = np.flatnonzero(np.isin(paragraphs.digests, any_digest))
    owners = np.searchsorted(paragraphs.bounds, hits, side="right") - 1
    return sorted(
        {
            int(paragraphs.ids[owner])
            for owner, hit in zip(owners.tolist(), hits.tolist(), strict=True)
            if int(paragraphs.digests[hit]) in changed.get(int(paragraphs.outlets[owner]), ())
        }
    )


def _relabel(document: Document, furniture: Mapping[int, int]) -> Document:
    """The document with learned furniture labelled, and no longer labelled where it is not learned any more."""
    fresh = dataclasses.replace(
        document,
        parts=tuple(
            dataclasses.replace(part, kind=PartKind.BODY, rule="") if part.rule == _LEARNED else part
            for part in document.parts
        ),
    )
    parts = tuple(
        dataclasses.replace(part, kind=PartKind.FURNITURE, rule=_LEARNED)
        if part.kind is PartKind.BODY and digest in furniture
        else part
        for part, digest in zip(fresh.parts, paragraph_digests(fresh).tolist(), strict=True)
    )
    return dataclasses.replace(fresh, parts=parts)


def sign_waiting(store: Store, run_id: int, params: Params, progress: Progress) -> None:
    """Sign all articles that wait to be linked; one transaction a batch."""
    waiting = store.pending_ids()
    for done, chunk in enumerate(_chunks(waiting, params.batch_articles)):
        progress("sign", done * params.batch_articles, len(waiting))
        documents = list(store.load_documents(chunk).values())
        store.save_sketches(run_id, sketch_batch(documents, params))
    progress("sign", len(waiting), len(waiting))


def open_window(store: Store, params: Params) -> tuple[NDArray[np.int64], Window]:
    """The sketches of all articles with their ids, the waiting ones marked as new."""
    names = ("words", "keys", "key_bounds")
    ids, words, keys = merge_sketches(store.iter_sketches(names, signature_digest=params.signature_digest()))
    new = np.isin(ids, np.array(store.pending_ids(), np.int64))
    paragraphs = _load_paragraphs(store)
    published = np.full(len(ids), NO_TIME, np.int64)
    published[np.searchsorted(ids, paragraphs.ids)] = paragraphs.published
    return ids, Window(keys, words, published, new)


def link_waiting(
    store: Store, run_id: int, params: Params, model: Model, workers: int, progress: Progress
) -> tuple[CostReport, int]:
    """Find and verify the pairs of all waiting articles; returns what it cost and how many pairs were accepted."""
    ids, window = open_window(store, params)
    pairs, cost = find_candidates(window, params)
    accepted = 0
    done = 0
    for verdicts, count in _verify(store, ids, pairs, params, model, workers):
        store.save_pairs(run_id, verdicts, (), model=model.name)
        accepted += len(verdicts)
        done += count
        progress("verify", done, len(pairs))
    store.save_pairs(run_id, (), [ArticleId(article) for article in ids[window.new].tolist()], model=model.name)
    return cost, accepted


def _verify(
    store: Store, ids: NDArray[np.int64], pairs: NDArray[np.int64], params: Params, model: Model, workers: int
) -> Iterator[tuple[list[Verdict], int]]:
    """Verdicts piece by piece; the kernels release the interpreter, so threads run side by side."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        running: deque = deque()  # type: ignore[type-arg]
        for piece in _pieces(pairs):
            positions, inverse = np.unique(piece, return_inverse=True)
            loaded = store.load_documents(ids[positions].tolist())
            documents = [loaded[ArticleId(article)] for article in ids[positions].tolist()]
            running.append((pool.submit(judge, documents, inverse.reshape(piece.shape), params, model), len(piece)))
            while len(running) > workers:
                future, count = running.popleft()
                yield future.result(), count
        while running:
            future, count = running.popleft()
            yield future.result(), count


def _pieces(pairs: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Cut pairs into pieces of few articles each: pairs of one neighbourhood stand together.

    The order is that of a breadth-first walk (reverse Cuthill-McKee), so an article is read in few pieces.
    """
    if not len(pairs):
        return
    from scipy.sparse import coo_array  # noqa: PLC0415  .2 s to load
    from scipy.sparse.csgraph import reverse_cuthill_mckee  # noqa: PLC0415

    nodes, inverse = np.unique(pairs, return_inverse=True)
    edges = inverse.reshape(pairs.shape)
    graph = coo_array((np.ones(len(edges), np.int8), (edges[:, 0], edges[:, 1])), shape=(len(nodes), len(nodes)))
    place = np.empty(len(nodes), np.int64)
    place[reverse_cuthill_mckee((graph + graph.T).tocsr(), symmetric_mode=True)] = np.arange(len(nodes))
    order = np.lexsort((place[edges].min(axis=1), place[edges].max(axis=1)))
    ordered = pairs[order]
    start = 0
    while start < len(ordered):
        end = min(len(ordered), start + _ARTICLES_AT_ONCE)
        # A piece grows while its articles fit: neighbouring pairs share most of theirs.
        while end < len(ordered) and len(np.unique(ordered[start : end + _ARTICLES_AT_ONCE])) <= _ARTICLES_AT_ONCE:
            end += _ARTICLES_AT_ONCE
        yield ordered[start : min(end, len(ordered))]
        start = min(end, len(ordered))


def _chunks(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
