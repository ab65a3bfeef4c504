"""From stored articles to stored pairs: sign, find candidates, verify.

In: the store and the articles that wait in it. Out: labels and sketches of these, accepted pairs, and what the search
cost. Everything that decides is pure (sketching, candidates, judging); this module moves batches between that and
the store. A run that is killed here begins again with what is still waiting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, CostReport, Window, find_candidates
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.model import ArticleId, Verdicts
from wirecopy.params import Params
from wirecopy.run.furniture import furniture_by_outlet, label, label_learned
from wirecopy.run.pieces import pieces
from wirecopy.run.progress import Progress
from wirecopy.store import Store
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import Model

__all__ = ["label_learned", "link_waiting", "open_window", "sign_waiting"]

# What candidates are found by; signatures of the other views can be had from the texts when somebody wants them, and
# would make the database a third larger than its texts need.
_KEPT = ("article_ids", "words", "key_bounds", "keys")


def sign_waiting(store: Store, run_id: int, params: Params, progress: Progress) -> int:
    """Label and sign all articles that wait to be linked; one transaction a batch.

    Returns how many articles got other labels than they had, by furniture that has been learned since.
    """
    waiting = store.pending_ids()
    furniture = furniture_by_outlet(store)
    relabelled = 0
    for start in range(0, len(waiting), params.batch_articles):
        progress("sign", start, len(waiting))
        stored = list(store.load_documents(waiting[start : start + params.batch_articles]).values())
        documents = [label(each, furniture.get(each.article.outlet_domain, frozenset())) for each in stored]
        changed = [after for before, after in zip(stored, documents, strict=True) if after is not before]
        arrays = sketch_batch(documents, params)
        store.save_sketches(run_id, {name: arrays[name] for name in _KEPT}, changed)
        relabelled += len(changed)
    progress("sign", len(waiting), len(waiting))
    return relabelled


def open_window(store: Store, params: Params) -> tuple[NDArray[np.int64], Window]:
    """The sketches of all articles with their ids, the waiting ones marked as new."""
    names = ("words", "keys", "key_bounds")
    ids, words, keys = merge_sketches(store.iter_sketches(names, signature_digest=params.signature_digest()))
    new = np.isin(ids, np.array(store.pending_ids(), np.int64))
    published = np.full(len(ids), NO_TIME, np.int64)
    for batch in store.iter_sketches(("published",)):
        published[np.searchsorted(ids, batch["article_ids"])] = batch["published"]
    return ids, Window(keys, words, published, new)


def link_waiting(
    store: Store, run_id: int, params: Params, model: Model, workers: int, progress: Progress
) -> tuple[CostReport, int]:
    """Find and verify the pairs of all waiting articles; returns what it cost and how many pairs were accepted."""
    if not store.pending_ids():
        return CostReport(store.article_count(), 0, 0, 0, 0, 0, 0, 0), 0
    ids, window = open_window(store, params)
    pairs, cost = find_candidates(window, params)
    linked: Sequence[int] = ids[window.new].tolist()
    del window
    accepted = done = 0
    for verdicts, count in _verify(store, ids, pairs, params, model, workers):
        store.save_pairs(run_id, verdicts, (), model=model.name)
        accepted += len(verdicts)
        done += count
        progress("verify", done, len(pairs))
    store.save_pairs(run_id, (), linked, model=model.name)
    return cost, accepted


def _verify(
    store: Store, ids: NDArray[np.int64], pairs: NDArray[np.int64], params: Params, model: Model, workers: int
) -> Iterator[tuple[Verdicts, int]]:
    """Verdicts piece by piece; the kernels release the interpreter, so threads run side by side."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        running: deque[tuple[Future[Verdicts], int]] = deque()
        for piece in pieces(pairs):
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
