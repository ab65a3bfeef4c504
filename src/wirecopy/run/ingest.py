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

import numpy as np
from numpy.typing import NDArray

from wirecopy.clean import clean_batch
from wirecopy.language import with_language
from wirecopy.model import Article, Reject
from wirecopy.run.furniture import paragraph_arrays
from wirecopy.run.memory import bulk, filled
from wirecopy.run.progress import Progress
from wirecopy.run.workers import Tools, Workers
from wirecopy.store import Store
from wirecopy.store.packing import SAMPLE_CHARACTERS, TRAINING_TEXTS, TextCodec
from wirecopy.store.rows import Rows, pack_documents

_NUMBER_TAKEN = "number-taken"
_ARTICLES_AT_ONCE = 10_000  # about 3 KB each until they are stored
_SECONDS_AT_ONCE = 5.0


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


class _Shelf:
    """Cleaned batches until they are stored, several in one transaction, in the order in which they were read."""

    def __init__(self, store: Store, run_id: int, counts: Ingested) -> None:
        self._store, self._run_id, self._counts = store, run_id, counts
        self._cleaned: list[Cleaned] = []
        self._rejects: list[Reject] = []
        self._known = 0
        self._stored_at = time.monotonic()
        self.waiting: dict[int, bytes] = {}  # new articles that are read but not stored, with digests of their content

    def put(self, cleaned: Cleaned, batch: _Batch) -> None:
        """Add a batch; where there are enough, or the last are some seconds old, all are stored."""
        self._cleaned.append(cleaned)
        self._rejects += batch.rejects
        self._known += batch.known
        articles = sum(len(each.rows) for each in self._cleaned)
        if articles >= _ARTICLES_AT_ONCE or time.monotonic() - self._stored_at > _SECONDS_AT_ONCE:
            self.store()

    def store(self) -> None:
        """Store what is here; one transaction. It is not tried again where that fails."""
        cleaned, rejects, known = self._cleaned, self._rejects, self._known
        self._cleaned, self._rejects, self._known = [], [], 0
        self._stored_at = time.monotonic()
        if not (cleaned or rejects):
            return
        rows = Rows.joined([each.rows for each in cleaned])
        self._store.add_rows(self._run_id, rows, [each.arrays for each in cleaned if len(each.rows)], rejects)
        for row in rows.articles:
            del self.waiting[row[0]]
        self._counts.added += len(rows)
        self._counts.known += known
        self._counts.rejects.update(reject.reason for reject in rejects)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is left of a batch that is being cleaned: how many articles are known, what can't be used."""

    known: int
    rejects: list[Reject]


def ingest(
    store: Store, run_id: int, records: Iterator[Article | Reject], workers: Workers, batch_articles: int,
    progress: Progress,
) -> Ingested:  # fmt: skip
    """Store all records; memory is bounded by what is under way, articles counted as `bulk` does.

    Where anything is raised, what was cleaned before is stored.
    """
    counts = Ingested()
    shelf = _Shelf(store, run_id, counts)
    under_way: deque[_Batch] = deque()
    done = 0
    samples: list[str] = []  # a batch of long texts alone has too few to train a dictionary on

    def fresh_batches() -> Iterator[Fresh]:
        nonlocal done
        for read in filled(((record, _bulk(record)) for record in records), batch_articles):
            batch, fresh = _sort_out(store, read, shelf.waiting)
            under_way.append(batch)
            samples.extend(article.text[:SAMPLE_CHARACTERS] for article in fresh)
            codec = store.text_codec(samples)
            if codec.dictionary or len(samples) >= TRAINING_TEXTS:
                samples.clear()
            yield Fresh(fresh, codec.codec_id, codec.dictionary)
            done += len(read)
            progress("read", done, 0)

    with store.filling("article"):
        try:
            for cleaned in workers.map(clean_articles, fresh_batches()):
                shelf.put(cleaned, under_way.popleft())
        finally:
            shelf.store()
    return counts


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
    contents = [_digest(article, 16) for article in articles]
    twice = [
        (article, content) for article, content in zip(articles, contents, strict=True) if article.article_id in known
    ]
    conflicts = store.conflicts([article for article, _ in twice])
    taken = {content for (_, content), conflict in zip(twice, conflicts, strict=True) if conflict}
    fresh: list[Article] = []
    for article, content in zip(articles, contents, strict=True):
        own = article.article_id
        if content in taken or waiting.get(own, content) != content:
            rejects.append(_number_taken(article))
        elif own not in waiting and own not in known:
            waiting[own] = content
            fresh.append(article)
    return _Batch(len(read) - len(fresh) - len(rejects), rejects), fresh


def _digest(article: Article, size: int) -> bytes:
    """So many bytes that tell contents apart."""
    content = f"{article.url}\0{article.headline}\0{article.text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=size).digest()


def _number_taken(article: Article) -> Reject:
    """The reject of an article whose number another one bears: 53 bits can be made to collide by who wants to."""
    detail = f"another article has the number {article.article_id}, which derives from address, headline and text"
    return Reject(article.origin, _NUMBER_TAKEN, detail, _digest(article, 8).hex())
