"""Keep everything in one SQLite file: the only room that knows SQL, but for `read.database`, which reads others' files.

files and schema (numbered migrations, views)  ->  connection  ->  Store
    articles, sketches    batches in, records back; texts packed
    pairs                 verdicts; what is pending and touched
    stories, changes      families, copies, evidence; what merged or split
    runs, outlets         who wrote; what is known of outlets and their furniture
    queries, readonly     canned questions from db/queries; a user's own SELECT
    exports, explain      lines of public views; why two articles are linked
    summaries, sizes      what reports show of a database, a story, an article; rows and bytes of tables
    dictionary            db/schema.sql and db/README.md, generated
"""

from wirecopy.store.explain import Explanation
from wirecopy.store.exports import FORMATS, export_views, public_views
from wirecopy.store.queries import CannedQuery, Column, Parameter
from wirecopy.store.records import (
    FurnitureParagraph,
    Outlet,
    PairArrays,
    Result,
    Run,
    StoredCopy,
    StoredVerdict,
    StoryEvent,
    TableSize,
)
from wirecopy.store.store import Store

__all__ = [
    "FORMATS",
    "CannedQuery",
    "Column",
    "Explanation",
    "FurnitureParagraph",
    "Outlet",
    "PairArrays",
    "Parameter",
    "Result",
    "Run",
    "Store",
    "StoredCopy",
    "StoredVerdict",
    "StoryEvent",
    "TableSize",
    "export_views",
    "public_views",
]
