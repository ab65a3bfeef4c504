"""Everything the store knows of two articles together: why they are linked, or that they are not.

Comes in: two article ids. Goes out: one Explanation.
The one idea: each claim comes with where it is from: the model and run of a verdict, the rules behind a copy.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from wirecopy.errors import QueryError
from wirecopy.model import Document, StoryId
from wirecopy.store.articles import Codecs, load_documents
from wirecopy.store.pairs import load_verdicts
from wirecopy.store.records import StoredCopy, StoredVerdict
from wirecopy.store.stories import load_copies, stories_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two documents in the order asked for, with what links them.

    `verdict` is None where they were never found related; `copies` are copies of the one from the other, either way;
    `other_copies` are their copies from third articles or unseen originals; `shared_stories` hold both.
    """

    one: Document
    other: Document
    verdict: StoredVerdict | None
    copies: tuple[StoredCopy, ...]
    other_copies: tuple[StoredCopy, ...]
    shared_stories: tuple[StoryId, ...]


def explain(connection: sqlite3.Connection, codecs: Codecs, one_id: int, other_id: int) -> Explanation:
    """Return what links two different articles; raises QueryError where one is not in the store."""
    if one_id == other_id:
        raise QueryError("both names stand for the same article; name two articles")
    loaded = load_documents(connection, codecs, (one_id, other_id))
    documents = {int(found): document for found, document in loaded.items()}
    for wanted in (one_id, other_id):
        if wanted not in documents:
            raise QueryError(f"no article has the id {wanted}")
    verdicts = load_verdicts(connection, [(one_id, other_id)])
    both = {one_id, other_id}
    copies = load_copies(connection, article_ids=both)
    between = tuple(each for each in copies if {each.copy.article_id, each.copy.source_article_id} == both)
    others = tuple(each for each in copies if each not in between)
    stories = {int(found): ids for found, ids in stories_of(connection, both).items()}
    shared = sorted(set(stories.get(one_id, ())) & set(stories.get(other_id, ())))
    return Explanation(
        documents[one_id], documents[other_id], verdicts[0] if verdicts else None, between, others, tuple(shared)
    )
