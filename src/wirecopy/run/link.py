"""From stored sketches to stored pairs: find candidates, verify.

In: the store and the articles that wait in it. Out: accepted pairs, those of one event, and what the search
cost. Everything that decides is pure (candidates, judging); this module moves batches between that and
the store: threads read and judge while verdicts are written. A run that is killed here begins again with what is still
waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, CostReport, far_apart, find_candidates
from wirecopy.cluster import SHARE_FIGURES
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.fingerprint.sketch import last_of_each, merge_keys, merge_signatures
from wirecopy.fingerprint.views import Ragged
from wirecopy.model import REWRITES, Rewrite, Verdicts
from wirecopy.params import Params
from wirecopy.run.furniture import label_learned
from wirecopy.run.memory import Bulks, Sizes
from wirecopy.run.pieces import pieces
from wirecopy.run.progress import Progress
from wirecopy.run.readers import Readers
from wirecopy.run.sign import running_text
from wirecopy.store import Store
from wirecopy.threads import map_in_threads
from wirecopy.verify.judge import judge
from wirecopy.verify.retelling import EVENT_SECONDS, LOW_CONFIDENCE
from wirecopy.verify.rewrite import NEEDED
from wirecopy.verify.verdict import Model

__all__ = ["StoredSketches", "label_learned", "link_waiting"]

# What grouping and attribution ask of a verdict later; the other figures can be had from the two texts at any time.
_KEPT = tuple(sorted({*NEEDED, *SHARE_FIGURES}))
_SAME_EVENT = REWRITES.index(Rewrite.SAME_EVENT)


class StoredSketches:
    """The sketches of all articles, the waiting ones marked as new; only keys that these may have.

    `ids` (n,) int64 are the articles, ascending. Keys and signatures are loaded each time that they are asked for.
    """

    def __init__(self, store: Store, params: Params) -> None:
        waiting = np.array(store.pending_ids(), np.int64)
        self._store, self._sieve, self._stored_ids = store, Sieve(), np.empty(0, np.int64)
        for batch in store.iter_sketches(("keys", "key_bounds"), signature_digest=params.signature_digest()):
            self._stored_ids = np.append(self._stored_ids, batch["article_ids"])
            own = _stand_in(batch["article_ids"], waiting)
            if own.any():
                self._sieve.add(batch["keys"][np.repeat(own, np.diff(batch["key_bounds"]))])
        self.ids = self._stored_ids[last_of_each(self._stored_ids)[0]]
        self.new = _stand_in(self.ids, waiting)
        self.published = np.full(len(self.ids), NO_TIME, np.int64)
        for batch in store.iter_sketches(("published",)):
            self.published[np.searchsorted(self.ids, batch["article_ids"])] = batch["published"]

    @property
    def keys(self) -> Ragged:
        """What of the keys a waiting article may share."""
        return merge_keys(_Stored(self._store, ("keys", "key_bounds")), None if self.new.all() else self._sieve)

    @property
    def signatures(self) -> NDArray[np.uint32]:
        """All signatures (n, permutations)."""
        return merge_signatures(_Stored(self._store, ("words",)), self._stored_ids)


def _stand_in(ids: NDArray[np.int64], ascending: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which ids stand in an ascending array; that array is not sorted anew for each batch, as numpy's isin does."""
    places = np.searchsorted(ascending, ids)
    found = places < len(ascending)
    found[found] = ascending[places[found]] == ids[found]
    return found


class _Stored:
    """Stored arrays, read anew each time that they are gone through."""

    def __init__(self, store: Store, names: Sequence[str]) -> None:
        self._store, self._names = store, names

    def __iter__(self) -> Iterator[dict[str, NDArray[Any]]]:
        return self._store.iter_sketches(self._names)


def link_waiting(
    store: Store, run_id: int, params: Params, model: Model, workers: int, sizes: Sizes, bulks: Bulks,
    progress: Progress,
) -> tuple[CostReport, int]:  # fmt: skip
    """Find and verify the pairs of all waiting articles; returns what it cost and how many pairs were accepted."""
    if not store.pending_ids():
        return CostReport(store.article_count(), 0, 0, 0, 0, 0, 0, 0), 0
    sketches = StoredSketches(store, params)
    progress("find", 0, len(sketches.ids))
    pairs, cost = find_candidates(sketches, params, workers)
    progress("find", len(sketches.ids), len(sketches.ids))
    linked: Sequence[int] = sketches.ids[sketches.new].tolist()
    accepted = done = 0
    unsaved: list[Verdicts] = []

    def judged(piece: NDArray[np.int32]) -> tuple[Verdicts, int]:
        positions, inverse = np.unique(piece, return_inverse=True)
        bodies = running_text(readers.load_bodies(sketches.ids[positions].tolist()))
        verdicts = judge(bodies, inverse.reshape(piece.shape), params, model)
        return verdicts.take(_near_enough(verdicts, sketches)).with_figures(_KEPT), len(piece)

    cut = pieces(pairs, bulks.of(sketches.ids), sizes.piece_articles, sizes.piece_pairs)
    ahead = sizes.saved_pairs // sizes.piece_pairs // 2  # done while pairs are saved, and held beside these
    with (
        store.filling("pair"),
        Readers(store, workers, sizes.reader_kib) as readers,
        closing(map_in_threads(judged, cut, workers, ahead=ahead)) as results,
    ):
        for verdicts, count in results:
            unsaved.append(verdicts)
            done += count
            if done == len(pairs) or sum(len(each) for each in unsaved) >= sizes.saved_pairs:
                found = Verdicts.joined(unsaved)
                unsaved.clear()
                accepted += int((found.rewrites != _SAME_EVENT).sum())
                store.save_pairs(run_id, found, (), model=model.name)
            progress("verify", done, len(pairs))
    store.save_pairs(run_id, (), linked, model=model.name)
    return cost, accepted


def _near_enough(verdicts: Verdicts, sketches: StoredSketches) -> NDArray[np.int64]:
    """The pairs but those of one event, or told again, that were published too far apart; unknown times are near."""
    left, right = (
        sketches.published[np.searchsorted(sketches.ids, ids)] for ids in (verdicts.left_ids, verdicts.right_ids)
    )
    of_time = (verdicts.rewrites == _SAME_EVENT) | (verdicts.probabilities == LOW_CONFIDENCE)
    return np.flatnonzero(~(of_time & far_apart(left, right, EVENT_SECONDS)))
