"""From records to stored articles: language, cleaning, one transaction a batch.

In: articles and rejects as they are read. Out: documents in the store, waiting to be signed and linked, and counts.
An article that is in the store already (same address, headline and text) is left alone. Reading and writing are done
here, cleaning by workers; batches are stored in the order in which they were read.
"""

from __future__ import annotations

import functools
import hashlib
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
    """What was read at once, sorted out: new articles, how many are known, what can't be used."""

    fresh: list[Article]
    known: int
    rejects: list[Reject]


def ingest(
    store: Store, run_id: int, records: Iterator[Article | Reject], workers: Workers, batch_articles: int,
    progress: Progress,
) -> Ingested:  # fmt: skip
    """Store all records; memory is bounded by the few batches that are under way, articles counted as `bulk` does."""
    counts = Ingested()
    under_way: deque[_Batch] = deque()
    samples: list[str] = []  # a batch of long texts alone has too few to train a dictionary on

    def fresh_batches() -> Iterator[Fresh]:
        for read in filled(((record, _bulk(record)) for record in records), batch_articles):
            batch = _sort_out(store, read, under_way)
            under_way.append(batch)
            samples.extend(article.text[:SAMPLE_CHARACTERS] for article in batch.fresh)
            codec = store.text_codec(samples)
            if codec.dictionary or len(samples) >= TRAINING_TEXTS:
                samples.clear()
            yield Fresh(batch.fresh, codec.codec_id, codec.dictionary)

    for cleaned in workers.map(clean_articles, fresh_batches()):
        batch = under_way.popleft()
        store.add_rows(run_id, cleaned.rows, cleaned.arrays if len(cleaned.rows) else None, batch.rejects)
        counts.added += len(batch.fresh)
        counts.known += batch.known
        counts.rejects.update(reject.reason for reject in batch.rejects)
        progress("read", counts.added + counts.known + sum(counts.rejects.values()), 0)
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


def _sort_out(store: Store, read: Sequence[Article | Reject], under_way: Sequence[_Batch]) -> _Batch:
    """Tell new articles from those in the store, in a batch under way or earlier in this one."""
    articles = [record for record in read if isinstance(record, Article)]
    rejects = [record for record in read if isinstance(record, Reject)]
    known = store.known_article_ids(article.article_id for article in articles)
    taken = store.conflicting_ids([article for article in articles if article.article_id in known])
    waiting = {article.article_id: article for batch in under_way for article in batch.fresh}
    fresh: list[Article] = []
    for article in articles:
        other = waiting.get(article.article_id)
        if article.article_id in taken or (other is not None and _content(other) != _content(article)):
            rejects.append(_number_taken(article))
        elif other is None and article.article_id not in known:
            waiting[article.article_id] = article
            fresh.append(article)
    return _Batch(fresh, len(read) - len(fresh) - len(rejects), rejects)


def _content(article: Article) -> tuple[str, str, str]:
    return article.url, article.headline, article.text


def _number_taken(article: Article) -> Reject:
    """The reject of an article whose number another one bears: 53 bits can be made to collide by who wants to."""
    content = "\0".join(_content(article)).encode("utf-8", "surrogatepass")
    detail = f"another article has the number {article.article_id}, which derives from address, headline and text"
    return Reject(article.origin, _NUMBER_TAKEN, detail, hashlib.blake2b(content, digest_size=8).hexdigest())
