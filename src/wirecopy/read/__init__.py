"""Files of articles in, articles and rejects out.

    inputs ──▶ formats ──▶ one module a format ──▶ assemble ──▶ Article | Reject
    (paths,    (suffix     (bytes, positions;      (fields, normalize, dates,
     globs,     or first    RawRecord | Failure)     identity, languages)
     '-')       bytes)

`read_articles` is the door; everything else here is what its results mean (reasons, counters, the field table).
"""

from wirecopy.read.articles import read_articles
from wirecopy.read.fields import FIELD_KEYS, META_KEYS, field_mapping, meta_mapping
from wirecopy.read.formats import FORMATS
from wirecopy.read.identity import article_id_of
from wirecopy.read.record import RejectReason
from wirecopy.read.stats import FileStats, ReadStats

__all__ = [
    "FIELD_KEYS",
    "FORMATS",
    "META_KEYS",
    "FileStats",
    "ReadStats",
    "RejectReason",
    "article_id_of",
    "field_mapping",
    "meta_mapping",
    "read_articles",
]
