"""What a format module hands over: raw records and failures, before they become Article or Reject.

In: nothing. Out: the two frozen shapes between a format module and `assemble.py`, and the codes of refusal.
The one idea: a format knows bytes and positions, not articles; so every format yields the same two shapes and
all judgement about fields, dates and text sits in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class RejectReason(StrEnum):
    """Why a record (or the rest of a file) could not be used; the value is what `rejects` holds."""

    EMPTY_FILE = "empty-file"  # no byte, or white space only
    UNREADABLE = "unreadable"  # the operating system refused, after the first check had passed
    TRUNCATED_FILE = "truncated-file"  # ends inside a compressed block, an array, a record
    UNDECODABLE = "undecodable"  # bytes that are no text in any likely encoding
    BAD_FILE = "bad-file"  # the container (Parquet, SQLite, feed, XML) can't be understood
    BAD_HEADER = "bad-header"  # a table without any column that could be the text
    BAD_JSON = "bad-json"
    NOT_AN_OBJECT = "not-an-object"  # valid JSON, but a list, string or number
    BAD_CSV_ROW = "bad-csv-row"  # more cells than columns, or a quote that never closes
    BAD_HTML = "bad-html"
    RECORD_TOO_LONG = "record-too-long"  # refused before parsing
    TEXT_TOO_LONG = "text-too-long"  # parsed, but longer than max_text_chars
    NO_TEXT = "no-text"  # no field of text, or no word in it


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as the format gives it: field names still those of the file.

    `raw` is what the digest is taken from; `meta` is what the format itself found (keys as in META_KEYS).
    """

    position: int
    fields: Mapping[str, object]
    raw: bytes
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """A record, or the rest of a file, that can't be used."""

    position: int
    reason: RejectReason
    detail: str
    digest: str


def digest_of(raw: bytes) -> str:
    """Return the 32 hex digits under which a refused record's raw bytes are known (BLAKE2b, 16 bytes)."""
    return blake2b(raw, digest_size=16).hexdigest()


def failure(position: int, reason: RejectReason, detail: str, raw: bytes = b"") -> Failure:
    """Return a Failure with the digest of its raw bytes; the detail is cut at 300 characters, all printable."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in detail[:300])
    return Failure(position, reason, shown, digest_of(raw))
