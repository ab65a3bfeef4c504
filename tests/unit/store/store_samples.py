"""Small records to put into a store and to take out again."""

from __future__ import annotations

from typing import Any

import numpy as np

from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.store import Store

TEXT = "The harbour was closed on Monday after a crane fell. Nobody was hurt, the port said."


def make_document(number: int, **changes: Any) -> Document:
    """A document with article_id `number`; keywords change fields of its article or of itself."""
    of_document = {
        name: changes.pop(name) for name in ("parts", "cuts", "credits", "carriers", "telltales") if name in changes
    }
    values: dict[str, Any] = {
        "article_id": ArticleId(number),
        "url": f"https://outlet{number}.example/story",
        "outlet": f"Outlet {number}",
        "outlet_domain": f"outlet{number}.example",
        "headline": f"Headline {number}",
        "byline": "",
        "text": TEXT,
        "published_at": 1_600_000_000 + 60 * number,
        "published_precision": "minute",
        "language": "en",
        "origin": Origin("input.jsonl", number),
        **changes,
    }
    article = Article(**values)
    return Document(article, **{"parts": (Part(PartKind.BODY, 0, len(article.text)),), **of_document})


def sketches_of(documents: list[Document]) -> dict[str, Any]:
    return {"article_ids": np.array([document.article.article_id for document in documents], dtype=np.int64)}


def begin(store: Store, **changes: Any) -> int:
    values: dict[str, Any] = {
        "version": "1.0",
        "parameters": {"bands": 42},
        "parameter_digest": "p",
        "signature_digest": "s",
        "inputs": ["input.jsonl"],
        **changes,
    }
    return store.begin_run(**values)


def add(store: Store, run_id: int, *documents: Document) -> None:
    store.add_batch(run_id, documents, sketches_of(list(documents)))
