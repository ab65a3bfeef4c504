"""Furniture across batches: what outlets repeat is learned from all articles, and every article is labelled with it.

In: the store, whose articles carry digests of their body paragraphs as they were cleaned. Out: learned furniture in
the store, old articles that it concerns marked as waiting, and functions that label documents. The digests are those
of a clean text without anything learned, so what is learned depends on the set of articles and never on their order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME
from wirecopy.clean.furniture import paragraph_digest
from wirecopy.clean.learning import learn_furniture
from wirecopy.fingerprint.sieve import Sieve
from wirecopy.model import Document, PartKind
from wirecopy.ragged import bounds_of, spread
from wirecopy.store import FurnitureParagraph, Store
from wirecopy.store.packing import KINDS, Layouts, pack_layout, unpack_layouts

LEARNED = "learned"
_UPPER = np.uint64(32)
_BODY, _FURNITURE = KINDS.index(PartKind.BODY), KINDS.index(PartKind.FURNITURE)


def outlet_key(domain: str) -> int:
    """A 64-bit name of an outlet, for arrays."""
    return xxhash.xxh64_intdigest(domain.encode("utf-8", "replace"))


def paragraph_arrays(documents: Sequence[Document]) -> dict[str, NDArray[np.generic]]:
    """What is asked of all articles at once: ids, outlets, times, lengths and the digests of body paragraphs."""
    digests = [_body_digests(document) for document in documents]
    bounds = np.zeros(len(documents) + 1, np.int64)
    np.cumsum([len(each) for each in digests], out=bounds[1:])
    times = [document.article.published_at for document in documents]
    return {
        "article_ids": np.array([document.article.article_id for document in documents], np.int64),
        "outlets": np.array([outlet_key(document.article.outlet_domain) for document in documents], np.uint64),
        "published": np.array([NO_TIME if time is None else time for time in times], np.int64),
        "characters": np.array([len(document.article.text) for document in documents], np.int32),
        "paragraph_bounds": bounds,
        "paragraphs": np.array(list(chain.from_iterable(digests)), np.uint64),
    }


def _body_digests(document: Document) -> list[int]:
    text = document.article.text
    return [paragraph_digest(text[start:end]) for kind, start, end, _ in document.parts if kind is PartKind.BODY]


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraphs:
    """Digests of the body paragraphs of n articles, ascending by article_id: digests[bounds[i]:bounds[i+1]]."""

    ids: NDArray[np.int64]
    outlets: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    digests: NDArray[np.uint64]

    def of_articles(self, chosen: NDArray[np.int64]) -> Paragraphs:
        """Those of some articles, named by their positions, in that order."""
        sizes = np.diff(self.bounds)[chosen]
        digests = self.digests[spread(self.bounds[chosen], sizes)]
        return Paragraphs(self.ids[chosen], self.outlets[chosen], bounds_of(sizes), digests)


def _load_paragraphs(store: Store, waiting: Iterable[int]) -> Paragraphs:
    """The paragraphs of all articles of those outlets that have a waiting article, ascending by article_id."""
    batches = list(store.iter_sketches(("outlets", "paragraph_bounds", "paragraphs")))
    if not batches:
        empty = np.empty(0, np.int64)
        return Paragraphs(empty, empty.astype(np.uint64), np.zeros(1, np.int64), empty.astype(np.uint64))
    counts = np.concatenate([np.diff(batch["paragraph_bounds"]) for batch in batches])
    every = Paragraphs(
        np.concatenate([batch["article_ids"] for batch in batches]),
        np.concatenate([batch["outlets"] for batch in batches]),
        bounds_of(counts),
        np.concatenate([batch["paragraphs"] for batch in batches]),
    )
    concerned = np.unique(every.outlets[np.isin(every.ids, np.array(sorted(waiting), np.int64))])
    chosen = np.flatnonzero(np.isin(every.outlets, concerned))
    return every.of_articles(chosen[np.argsort(every.ids[chosen], kind="stable")])


@dataclasses.dataclass(frozen=True, slots=True)
class Learned:
    """Which body paragraphs of n articles, ascending by article_id, are furniture: those of article i, in text order,
    are furniture[bounds[i]:bounds[i+1]] (bool).
    """

    ids: NDArray[np.int64]
    bounds: NDArray[np.int64]
    furniture: NDArray[np.bool_]

    def of_articles(self, ids: Sequence[int]) -> NDArray[np.bool_]:
        """The paragraphs of these articles, one after another."""
        places = np.searchsorted(self.ids, np.array(ids, np.int64))
        return self.furniture[spread(self.bounds[places], np.diff(self.bounds)[places])]


def learn(store: Store) -> Learned:
    """Learn the furniture of every outlet with waiting articles, and let old articles wait whose labels it changes.

    Returns what is furniture in the articles that wait now. One transaction, so a run that is killed here has
    either learned all or nothing. What is learned depends on the articles alone. Cost: the digests of all paragraphs
    in memory (16 bytes each) and a sort of the outlets' own.
    """
    waiting = store.pending_ids()
    if not waiting:
        return Learned(np.empty(0, np.int64), np.zeros(1, np.int64), np.empty(0, np.bool_))
    paragraphs = _load_paragraphs(store, waiting)
    learned = learn_furniture(paragraphs.outlets, paragraphs.bounds, paragraphs.digests)
    domains = {outlet_key(domain): domain for domain in store.outlet_domains()}
    concerned = [domains[int(outlet)] for outlet in np.unique(paragraphs.outlets)]
    known = {
        outlet_key(domain): {paragraph.digest: paragraph.article_count for paragraph in rows}
        for domain, rows in store.furniture(concerned).items()
    }
    changed = sorted(outlet for outlet in {*learned, *known} if learned.get(outlet, {}) != known.get(outlet, {}))
    relabelled = {outlet: learned.get(outlet, {}).keys() ^ known.get(outlet, {}).keys() for outlet in changed}
    rows = [
        FurnitureParagraph(domains[outlet], digest, count)
        for outlet in changed
        for digest, count in learned.get(outlet, {}).items()
    ]
    old = sorted(set(_holders(paragraphs, relabelled)).difference(waiting))
    store.replace_furniture([domains[outlet] for outlet in changed], rows, old)
    signed = paragraphs.of_articles(np.flatnonzero(np.isin(paragraphs.ids, np.array([*waiting, *old], np.int64))))
    return Learned(signed.ids, signed.bounds, _is_furniture(signed, learned))


def _is_furniture(paragraphs: Paragraphs, learned: Mapping[int, Mapping[int, int]]) -> NDArray[np.bool_]:
    """Of each paragraph, whether it is furniture at its outlet."""
    named = sorted((digest, outlet) for outlet, digests in learned.items() for digest in digests)
    found = np.zeros(len(paragraphs.digests), np.bool_)
    hits = _hits(paragraphs, np.array([digest for digest, _ in named], np.uint64))
    owners = np.searchsorted(paragraphs.bounds, hits, side="right") - 1
    pairs = zip(paragraphs.outlets[owners].tolist(), paragraphs.digests[hits].tolist(), strict=True)
    found[hits] = [digest in learned.get(outlet, ()) for outlet, digest in pairs]
    return found


def _hits(paragraphs: Paragraphs, digests: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Positions of the paragraphs with one of these digests: a sieve first, so that few are sorted."""
    sieve = Sieve()
    sieve.add((digests >> _UPPER).astype(np.uint32))
    some = np.flatnonzero(sieve.passes((paragraphs.digests >> _UPPER).astype(np.uint32)))
    return some[np.isin(paragraphs.digests[some], digests)]


def _holders(paragraphs: Paragraphs, changed: Mapping[int, AbstractSet[int]]) -> list[int]:
    """Articles that hold a paragraph which has become furniture at their outlet, or is none any more."""
    digests = np.array(sorted(set().union(*changed.values())), np.uint64)
    if not len(digests):
        return []
    hits = _hits(paragraphs, digests)
    owners = np.searchsorted(paragraphs.bounds, hits, side="right") - 1
    outlets, found = paragraphs.outlets[owners].tolist(), paragraphs.digests[hits].tolist()
    ids = paragraphs.ids[owners].tolist()
    holders = zip(ids, outlets, found, strict=True)
    return [article for article, outlet, digest in holders if digest in changed.get(outlet, ())]


def label_learned_parts(layouts: Layouts, furniture: NDArray[np.bool_]) -> tuple[Layouts, NDArray[np.int64]]:
    """Layouts with learned furniture labelled, and the positions of the articles that this changes.

    `furniture` tells of each paragraph that is body, or was before it was learned, in order. What is not learned any
    more is body again.
    """
    learned_names = np.array([name == LEARNED for name in layouts.rule_names], np.bool_)
    learned = learned_names[layouts.rules]
    open_parts = (layouts.kinds == _BODY) | learned
    target = np.zeros(len(learned), np.bool_)
    target[open_parts] = furniture
    moved = np.flatnonzero(target != learned)
    kinds, rules = layouts.kinds.copy(), layouts.rules.copy()
    kinds[moved] = np.where(target[moved], _FURNITURE, _BODY)
    rules[moved] = len(layouts.rule_names) + target[moved]
    owners = np.searchsorted(layouts.part_bounds, moved, side="right") - 1
    names = [*layouts.rule_names, "", LEARNED]
    return dataclasses.replace(layouts, kinds=kinds, rules=rules, rule_names=names), np.unique(owners)


def label_learned(documents: Sequence[Document]) -> list[Document]:
    """Documents with the furniture labelled that they themselves teach, without a store; none may be labelled yet."""
    order = sorted(range(len(documents)), key=lambda place: documents[place].article.article_id)
    ordered = [documents[place] for place in order]
    arrays = paragraph_arrays(ordered)
    paragraphs = Paragraphs(
        np.asarray(arrays["article_ids"], np.int64),
        np.asarray(arrays["outlets"], np.uint64),
        np.asarray(arrays["paragraph_bounds"], np.int64),
        np.asarray(arrays["paragraphs"], np.uint64),
    )
    learned = learn_furniture(paragraphs.outlets, paragraphs.bounds, paragraphs.digests)
    layouts = unpack_layouts([pack_layout(each.parts, each.cuts) for each in ordered])
    labelled, changed = label_learned_parts(layouts, _is_furniture(paragraphs, learned))
    records = labelled.records() if len(changed) else []
    found = list(documents)
    for place in changed.tolist():
        found[order[place]] = dataclasses.replace(ordered[place], parts=records[place][0])
    return found
