"""What a reading run was told: limits and which table of a database. Frozen, passed to every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wirecopy.read.fields import FieldTable
    from wirecopy.read.stats import FileStats

MAX_RECORD_BYTES = 64 << 20  # a line, row or page longer than this is refused unread
MAX_TEXT_CHARS = 2_000_000  # some 1,000 book pages; scanned front pages have 25,000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Limits in bytes; table or query of an SQLite input; the field table; the counters of the current file."""

    table: FieldTable
    stats: FileStats
    max_record_bytes: int = MAX_RECORD_BYTES
    sqlite_table: str = ""
    sqlite_query: str = ""
