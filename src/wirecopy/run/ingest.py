"""From records to stored articles: language, cleaning, one transaction a batch.

In: articles and rejects as they are read. Out: documents in the store, waiting to be signed and linked, and counts.
An article that is in the store already (same address, headline and text) is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from wirecopy.clean import clean_batch
from wirecopy.language import with_language
from wirecopy.model import Article, ArticleId, Reject
from wirecopy.params import Params
from wirecopy.rules import Rules
from wirecopy.run.furniture import paragraph_arrays
from wirecopy.run.progress import Progress
from wirecopy.store import Store


@dataclass(slots=True)
class Ingested:
    """Counts of one pass over the inputs."""

    added: int = 0
    known: int = 0
    rejects: Counter[str] = field(default_factory=Counter)


def ingest(
    store: Store, run_id: int, records: Iterator[Article | Reject], rules: Rules, params: Params, progress: Progress
) -> Ingested:
    """Store all records; memory is bounded by one batch."""
    counts = Ingested()
    while batch := list(islice(records, params.batch_articles)):
        articles = [record for record in batch if isinstance(record, Article)]
        rejects = [record for record in batch if isinstance(record, Reject)]
        fresh = _fresh(store, articles)
        documents = list(clean_batch(with_language(fresh), rules))
        store.add_batch(run_id, documents, paragraph_arrays(documents) if documents else None, rejects)
        counts.added += len(fresh)
        counts.known += len(articles) - len(fresh)
        counts.rejects.update(reject.reason for reject in rejects)
        progress("read", counts.added + counts.known + sum(counts.rejects.values()), 0)
    return counts


def _fresh(store: Store, articles: list[Article]) -> list[Article]:
    """Articles that are neither in the store nor earlier in the batch."""
    known: set[ArticleId] = store.known_article_ids([article.article_id for article in articles])
    fresh: list[Article] = []
    for article in articles:
        if article.article_id not in known:
            known.add(article.article_id)
            fresh.append(article)
    return fresh
