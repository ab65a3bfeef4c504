"""Furniture across batches: what outlets repeat is learned from all articles, and every article is labelled with it.

In: the store, whose articles carry digests of their body paragraphs as they were cleaned. Out: learned furniture in
the store, old articles that it concerns marked as waiting, and functions that label documents. The digests are those
of a clean text without anything learned, so what is learned depends on the set of articles and never on their order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import xxhash
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME
from wirecopy.clean import paragraph_digests
from wirecopy.clean.learning import learn_furniture
from wirecopy.model import Document, PartKind
from wirecopy.store import FurnitureParagraph, Store

_LEARNED = "learned"
_NONE: AbstractSet[int] = frozenset()


def outlet_key(domain: str) -> int:
    """A 64-bit name of an outlet, for arrays."""
    return xxhash.xxh64_intdigest(domain.encode("utf-8", "replace"))


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
    body = [part.kind is PartKind.BODY for part in document.parts]
    return paragraph_digests(document)[np.array(body, np.bool_)]


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
        bounds = np.concatenate(([0], np.cumsum(sizes)))
        positions = np.repeat(self.bounds[chosen] - bounds[:-1], sizes) + np.arange(bounds[-1])
        return Paragraphs(self.ids[chosen], self.outlets[chosen], bounds, self.digests[positions])


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
        np.concatenate(([0], np.cumsum(counts))),
        np.concatenate([batch["paragraphs"] for batch in batches]),
    )
    concerned = np.unique(every.outlets[np.isin(every.ids, np.array(sorted(waiting), np.int64))])
    chosen = np.flatnonzero(np.isin(every.outlets, concerned))
    return every.of_articles(chosen[np.argsort(every.ids[chosen], kind="stable")])


def learn(store: Store) -> None:
    """Learn the furniture of every outlet with waiting articles, and let old articles wait whose labels it changes.

    One transaction, so a run that is killed here has either learned all or nothing. What is learned depends on the
    articles alone. Cost: the digests of all paragraphs in memory (16 bytes each) and a sort of the outlets' own.
    """
    waiting = store.pending_ids()
    if not waiting:
        return
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


def _holders(paragraphs: Paragraphs, changed: Mapping[int, AbstractSet[int]]) -> list[int]:
    """Articles that hold a paragraph which has become furniture at their outlet, or is none any more."""
    digests = np.array(sorted(set().union(*changed.values())), np.uint64)
    if not len(digests):
        return []
    hits = np.flatnonzero(np.isin(paragraphs.digests, digests))
    owners = np.searchsorted(paragraphs.bounds, hits, side="right") - 1
    outlets, found = paragraphs.outlets[owners].tolist(), paragraphs.digests[hits].tolist()
    ids = paragraphs.ids[owners].tolist()
    holders = zip(ids, outlets, found, strict=True)
    return [article for article, outlet, digest in holders if digest in changed.get(outlet, ())]


def furniture_by_outlet(store: Store) -> dict[str, frozenset[int]]:
    """The digests of learned furniture, by domain of the outlet."""
    return {domain: frozenset(each.digest for each in rows) for domain, rows in store.furniture().items()}


def label(document: Document, furniture: AbstractSet[int] = _NONE) -> Document:
    """The document with learned furniture labelled, and no longer labelled where it is not learned any more.

    The same document, not a copy, where nothing changes.
    """
    if not furniture and all(part.rule != _LEARNED for part in document.parts):
        return document
    digests = paragraph_digests(document).tolist()
    parts = list(document.parts)
    for place, (part, digest) in enumerate(zip(document.parts, digests, strict=True)):
        learned = part.rule == _LEARNED
        if learned and digest not in furniture:
            parts[place] = part._replace(kind=PartKind.BODY, rule="")
        elif not learned and part.kind is PartKind.BODY and digest in furniture:
            parts[place] = part._replace(kind=PartKind.FURNITURE, rule=_LEARNED)
    labelled = tuple(parts)
    return document if labelled == document.parts else dataclasses.replace(document, parts=labelled)


def label_learned(documents: Sequence[Document]) -> list[Document]:
    """Documents with the furniture labelled that they themselves teach, without a store."""
    order = sorted(range(len(documents)), key=lambda place: documents[place].article.article_id)
    arrays = paragraph_arrays([documents[place] for place in order])
    learned = learn_furniture(
        np.asarray(arrays["outlets"], np.uint64),
        np.asarray(arrays["paragraph_bounds"], np.int64),
        np.asarray(arrays["paragraphs"], np.uint64),
    )
    return [label(each, learned.get(outlet_key(each.article.outlet_domain), {}).keys()) for each in documents]
