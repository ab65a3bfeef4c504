"""From stored articles to stored sketches: what has been learned is labelled, what waits is signed.

In: the store and the articles that wait in it. Out: their sketches, and new layouts of those in which furniture was
learned since they were stored. Labelling and signing are pure functions over arrays of a batch, done by threads.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from wirecopy.fingerprint.sketch import sketch_batch
from wirecopy.fingerprint.tokens import Bodies, Segment, without_cuts
from wirecopy.model import PartKind
from wirecopy.params import Params
from wirecopy.run.furniture import Learned, label_learned_parts
from wirecopy.run.memory import Bulks, Sizes, filled
from wirecopy.run.progress import Progress
from wirecopy.run.readers import Readers
from wirecopy.store import Store
from wirecopy.store.packing import KINDS, Layouts, pack_layout
from wirecopy.store.records import NewLayout, StoredBodies
from wirecopy.store.rows import body_word_count
from wirecopy.threads import map_in_threads

_BODY = KINDS.index(PartKind.BODY)
_AHEAD = 4  # sketches of a batch are two megabytes

# What candidates are found by; signatures of the other views can be had from the texts when somebody wants them, and
# would make the database a third larger than its texts need.
_KEPT = ("article_ids", "words", "key_bounds", "keys")


@dataclasses.dataclass(frozen=True, slots=True)
class Unsigned:
    """Articles to sign, and which of their body paragraphs are furniture (see `Learned`)."""

    stored: StoredBodies
    furniture: NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """Sketches of a batch, and the layouts that have changed."""

    arrays: Mapping[str, NDArray[np.generic]]
    relabelled: list[NewLayout]


def sign_waiting(
    store: Store, run_id: int, learned: Learned, params: Params, workers: int, sizes: Sizes, bulks: Bulks,
    progress: Progress,
) -> int:  # fmt: skip
    """Label and sign all articles that wait to be linked; one transaction a batch.

    Returns how many articles got other labels than they had, by furniture that has been learned since.
    """
    waiting = store.pending_ids()
    done = relabelled = 0

    def signed_batch(ids: Sequence[int]) -> Signed:
        stored = readers.load_bodies(ids)
        return sign(Unsigned(stored, learned.of_articles(stored.article_ids)), params)

    cut = filled(zip(waiting, bulks.of(waiting).tolist(), strict=True), sizes.batch_articles)
    with (
        Readers(store, workers, sizes.reader_kib) as readers,
        closing(map_in_threads(signed_batch, cut, workers, ahead=_AHEAD)) as results,
    ):
        for signed in results:
            progress("sign", done, len(waiting))
            store.save_sketches(run_id, signed.arrays, signed.relabelled)
            done += len(signed.arrays["article_ids"])
            relabelled += len(signed.relabelled)
    progress("sign", done, len(waiting))
    return relabelled


def sign(unsigned: Unsigned, params: Params) -> Signed:
    """Label and sign a batch; pure."""
    stored = unsigned.stored
    layouts, changed = label_learned_parts(stored.layouts, unsigned.furniture)
    arrays = sketch_batch(running_text(stored, layouts), params)
    records = layouts.records() if len(changed) else []
    relabelled = [
        NewLayout(
            stored.article_ids[place],
            pack_layout(*records[place]),
            body_word_count(stored.texts[place], records[place][0]),
        )
        for place in changed.tolist()
    ]
    return Signed({name: arrays[name] for name in _KEPT}, relabelled)


def running_text(stored: StoredBodies, layouts: Layouts | None = None) -> Bodies:
    """The running text of stored articles: their body paragraphs without cuts."""
    layouts = stored.layouts if layouts is None else layouts
    n = len(stored)
    owners = np.repeat(np.arange(n), np.diff(layouts.part_bounds))
    body = np.flatnonzero((layouts.kinds == _BODY) & (layouts.starts < layouts.ends))
    numbers = body - layouts.part_bounds[owners[body]]
    spans = np.column_stack((layouts.starts[body], layouts.ends[body], numbers))
    owners = owners[body]
    has_cuts = np.diff(layouts.cut_bounds) > 0
    if has_cuts.any():
        spans, owners = _cut(spans, owners, has_cuts, layouts)
    counts = np.bincount(owners, minlength=n).astype(np.int64)
    return Bodies(np.array(stored.article_ids, np.int64), stored.languages, stored.texts, spans, counts)


def _cut(
    spans: NDArray[np.int64], owners: NDArray[np.int64], has_cuts: NDArray[np.bool_], layouts: Layouts
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spans with their owners, without what is cut out of them: one article at a time, only those that have cuts."""
    bounds = np.searchsorted(owners, np.arange(len(has_cuts) + 1))
    cuts = list(zip(layouts.cut_starts.tolist(), layouts.cut_ends.tolist(), strict=True))
    left: list[Segment] = []
    left_owners: list[int] = []
    for place in np.flatnonzero(has_cuts).tolist():
        own: list[Segment] = [(a, b, c) for a, b, c in spans[bounds[place] : bounds[place + 1]].tolist()]
        kept = without_cuts(own, cuts[layouts.cut_bounds[place] : layouts.cut_bounds[place + 1]])
        left += kept
        left_owners += [place] * len(kept)
    whole = ~has_cuts[owners]
    all_spans = np.concatenate((spans[whole], np.array(left, np.int64).reshape(-1, 3)))
    all_owners = np.concatenate((owners[whole], np.array(left_owners, np.int64)))
    order = np.argsort(all_owners, kind="stable")
    return all_spans[order], all_owners[order]
