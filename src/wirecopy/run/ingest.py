"""From records to stored articles: language, cleaning, one transaction for some batches.

In: articles and rejects as they are read. Out: documents in the store, waiting to be signed and linked, and counts.
An article that is in the store already (same address, headline and text) is left alone. Reading and writing are done
here, cleaning by workers; batches are stored in the order in which they were read. Several go into one transaction:
articles are rows in the order of hashes, so each falls on another page, and a page is written once a transaction.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from wirecopy.clean import clean_batch
from wirecopy.language import with_language
from wirecopy.model import Article, ArticleId, Reject
from wirecopy.run.furniture import paragraph_arrays
from wirecopy.run.memory import bulk, filled
from wirecopy.run.progress import Progress
from wirecopy.run.workers import Tools, Workers
from wirecopy.store import Store
from wirecopy.store.packing import SAMPLE_CHARACTERS, TRAINING_TEXTS, TextCodec
from wirecopy.store.rows import Rows, pack_documents

_NUMBER_TAKEN = "number-taken"
_BATCHES_AT_ONCE = 10
_SECONDS_AT_ONCE = 5.0  # what a killed run may have read in vain


@dataclass(slots=True)
class Ingested:
    """Counts of one pass over the inputs."""

    added: int = 0
    known: int = 0
    rejects: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Fresh:
    """New articles of a batch, and the codec that their texts are packed with."""

    articles: list[Article]
    codec_id: int
    dictionary: bytes

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A batch of cleaned articles as rows of the store, with the arrays that furniture is learned from."""

    rows: Rows
    arrays: Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read at once, sorted out: ids of new articles, how many are known, what can't be used."""

    fresh: list[ArticleId]
    known: int
    rejects: list[Reject]


def ingest(
    store: Store, run_id: int, records: Iterator[Article | Reject], workers: Workers, batch_articles: int,
    progress: Progress,
) -> Ingested:  # fmt: skip
    """Store all records; memory is bounded by the few batches that are under way, articles counted as `bulk` does."""
    counts = Ingested()
    under_way: deque[_Batch] = deque()
    waiting: dict[int, bytes] = {}  # the contents of new articles that are not stored yet, as digests
    done = 0
    samples: list[str] = []  # a batch of long texts alone has too few to train a dictionary on

    def fresh_batches() -> Iterator[Fresh]:
        nonlocal done
        for read in filled(((record, _bulk(record)) for record in records), batch_articles):
            batch, fresh = _sort_out(store, read, waiting)
            under_way.append(batch)
            samples.extend(article.text[:SAMPLE_CHARACTERS] for article in fresh)
            codec = store.text_codec(samples)
            if codec.dictionary or len(samples) >= TRAINING_TEXTS:
                samples.clear()
            yield Fresh(fresh, codec.codec_id, codec.dictionary)
            done += len(read)
            progress("read", done, 0)

    with store.filling("article"):
        for some in _at_once(workers.map(clean_articles, fresh_batches())):
            batches = [under_way.popleft() for _ in some]
            arrays = [cleaned.arrays for cleaned in some if len(cleaned.rows)]
            rejects = [reject for batch in batches for reject in batch.rejects]
            store.add_rows(run_id, Rows.joined([cleaned.rows for cleaned in some]), arrays, rejects)
            for article_id in chain.from_iterable(batch.fresh for batch in batches):
                del waiting[article_id]
            counts.added += sum(len(batch.fresh) for batch in batches)
            counts.known += sum(batch.known for batch in batches)
            counts.rejects.update(reject.reason for reject in rejects)
    return counts


def _at_once(batches: Iterator[Cleaned]) -> Iterator[list[Cleaned]]:
    """The batches of one transaction each: so many, or what came in the seconds since the last."""
    some: list[Cleaned] = []
    began = time.monotonic()
    for batch in batches:
        some.append(batch)
        if len(some) == _BATCHES_AT_ONCE or time.monotonic() - began > _SECONDS_AT_ONCE:
            yield some
            some, began = [], time.monotonic()
    if some:
        yield some


def _bulk(record: Article | Reject) -> int:
    return bulk(len(record.text)) if isinstance(record, Article) else 1


def clean_articles(fresh: Fresh, tools: Tools) -> Cleaned:
    """Language and labels of a batch as rows of the store, and the digests of its paragraphs; pure."""
    documents = list(clean_batch(with_language(fresh.articles), tools.rules))
    return Cleaned(pack_documents(documents, _codec(fresh.codec_id, fresh.dictionary)), paragraph_arrays(documents))


@functools.lru_cache(maxsize=2)
def _codec(codec_id: int, dictionary: bytes) -> TextCodec:
    return TextCodec(codec_id, dictionary)


def _sort_out(
    store: Store, read: Sequence[Article | Reject], waiting: dict[int, bytes]
) -> tuple[_Batch, list[Article]]:
    """Tell new articles from those in the store, in a batch under way or earlier in this one; the new ones wait too."""
    articles = [record for record in read if isinstance(record, Article)]
    rejects = [record for record in read if isinstance(record, Reject)]
    known = store.known_article_ids(article.article_id for article in articles)
    taken = store.conflicting_ids([article for article in articles if article.article_id in known])
    fresh: list[Article] = []
    for article in articles:
        own, content = article.article_id, _digest(article, 16)
        if own in taken or waiting.get(own, content) != content:
            rejects.append(_number_taken(article))
        elif own not in waiting and own not in known:
            waiting[own] = content
            fresh.append(article)
    return _Batch([article.article_id for article in fresh], len(read) - len(fresh) - len(rejects), rejects), fresh


def _digest(article: Article, size: int) -> bytes:
    """So many bytes that tell contents apart."""
    content = f"{article.url}\0{article.headline}\0{article.text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=size).digest()


def _number_taken(article: Article) -> Reject:
    """The reject of an article whose number another one bears: 53 bits can be made to collide by who wants to."""
    detail = f"another article has the number {article.article_id}, which derives from address, headline and text"
    return Reject(article.origin, _NUMBER_TAKEN, detail, _digest(article, 8).hex())
