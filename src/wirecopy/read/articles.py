"""The door of this room: `read_articles` joins inputs, formats and assembly, and keeps the count.

In: what the user named. Out: an iterator of Article and Reject in a fixed order. All checks that can stop a run are
made before the first record; after that a damaged file costs its own rest, never the other files.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, BinaryIO

from wirecopy.errors import ParameterError
from wirecopy.model import Article, Origin, Reject
from wirecopy.read.assemble import Assembler
from wirecopy.read.fields import FieldTable
from wirecopy.read.formats import FOLDER_SUFFIXES, Format, format_named, format_of
from wirecopy.read.inputs import InputFile, find_inputs
from wirecopy.read.options import MAX_RECORD_BYTES, MAX_TEXT_CHARS, ReadOptions
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stats import FileStats, ReadStats
from wirecopy.read.stream import StreamCutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TWO_YEARS = 2 * 366 * 86_400


def read_articles(
    inputs: Sequence[str],
    *,
    mapping: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002 - the option's name on the command line
    table: str | None = None,
    query: str | None = None,
    stats: ReadStats | None = None,
    max_text_chars: int = MAX_TEXT_CHARS,
    max_record_bytes: int = MAX_RECORD_BYTES,
    latest_published_at: int | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Reject]:
    """Articles and rejects of all inputs, files in the order of their paths, standard input ('-') last.

    `mapping` is field -> record key (see fields.py); `format` is one of FORMATS for every input; `table` or `query`
    chooses what is read of SQLite inputs; `stats` is filled while reading; times after `latest_published_at`
    (seconds UTC; None: two years from now) are not believed. Raises InputError and ParameterError at once,
    before the iterator is touched. Memory: one chunk and one record, at most `max_record_bytes`.
    """
    if table and query:
        raise ParameterError("query", query, "either a table or a query, not both")
    if max_text_chars < 1:
        raise ParameterError("max_text_chars", max_text_chars, "a positive number of characters")
    fields = FieldTable(mapping)
    forced = format_named(format) if format else None
    files, skipped = find_inputs(inputs, FOLDER_SUFFIXES, stdin)
    stats = ReadStats() if stats is None else stats
    stats.skipped_files += skipped
    jobs: list[tuple[InputFile, Format, ReadOptions]] = []
    for file in files:
        known = forced or format_of(file)
        options = ReadOptions(fields, FileStats(file.name, known.name), max_record_bytes, table or "", query or "")
        _check(file, known, options)
        jobs.append((file, known, options))
    latest = int(time.time()) + _TWO_YEARS if latest_published_at is None else latest_published_at
    return _read_all(jobs, Assembler(fields, max_text_chars=max_text_chars, latest=latest), stats)


def _check(file: InputFile, known: Format, options: ReadOptions) -> None:
    known.check_installed(file)
    if known.name == "sqlite":
        from wirecopy.read.database import check_database  # noqa: PLC0415 - sqlite3 only where it is read

        check_database(file, options)


def _read_all(
    jobs: list[tuple[InputFile, Format, ReadOptions]], assembler: Assembler, stats: ReadStats
) -> Iterator[Article | Reject]:
    for file, known, options in jobs:
        stats.files.append(options.stats)
        yield from _read_one(file, known, options, assembler)


def _read_one(file: InputFile, known: Format, options: ReadOptions, assembler: Assembler) -> Iterator[Article | Reject]:
    counts, path, stem = options.stats, file.name, file.stem
    for record in _guarded(known, file, options):
        result = record if isinstance(record, Failure) else assembler.article(record, path, stem, counts)
        if isinstance(result, Failure):
            counts.rejects[result.reason.value] += 1
            yield Reject(Origin(path, result.position), result.reason.value, result.detail, result.digest)
        else:
            counts.articles += 1
            yield result


def _guarded(known: Format, file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the format's records; what breaks the file becomes its last failure; a file without any gets one."""
    position = 0
    seen = False
    try:
        for record in known.reader()(file, options):
            position, seen = record.position, True
            yield record
    except StreamCutError as error:
        yield failure(position + 1, RejectReason.TRUNCATED_FILE, str(error))
        return
    except OSError as error:
        yield failure(position + 1, RejectReason.UNREADABLE, error.strerror or str(error))
        return
    if not seen and not options.stats.skipped:
        yield failure(0, RejectReason.EMPTY_FILE, "nothing in it")
