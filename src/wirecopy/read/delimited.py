"""CSV and TSV with a header row. In: bytes. Out: one record a row, position = number of the row's first line.

The one idea: one stray quote must not swallow the file. The csv module would read on to the next quote or to the end;
here a row that grows beyond a bound, or reaches the end with an open quote, is refused, and reading goes on with its
second line - up to a bound again, since a file of such rows would be read once for each of them. Rows with more cells
than columns are refused (nobody knows which cell is which); shorter rows are read.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from wirecopy.read.decode import decode_text
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import ByteSource, SkippedLine, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

_MAX_ROW_BYTES = 16 << 20
_DELIMITERS = "\t;|,"
_MAX_READ_AGAIN = 256 << 20  # characters of a file: some ten seconds


class _Overgrown(Exception):  # noqa: N818 - a signal inside this module
    """The current row has become longer than a row may be."""


class _LineFeed:
    """Feeds csv.reader and remembers the lines of the current row, so that they can be read again."""

    def __init__(self, lines: Iterator[str], max_row: int) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._max_row = max_row
        self._size = 0
        self._read_again = 0
        self.row: list[str] = []
        self.done = 0  # lines of completed rows

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > self._max_row:
            raise _Overgrown
        line = self._again.popleft() if self._again else next(self._lines)
        self.row.append(line)
        self._size += len(line)
        return line

    def close_row(self, keep: int | None = None) -> None:
        """Close the row; with `keep`, only its first lines are, the others will be fed again."""
        keep = len(self.row) if keep is None else keep
        self._again.extendleft(reversed(self.row[keep:]))
        self.done += keep
        self.row, self._size = [], 0

    def refuse_row(self, why: str) -> Failure:
        """Close the row by its first line, or whole where too much has been read again; returns the failure."""
        position, lines = self.done + 1, len(self.row)
        self._read_again += self._size if lines > 1 else 0
        if self._read_again <= _MAX_READ_AGAIN:
            lines = 1
        else:
            why = f"{why}; its {lines} lines were passed over"
        refused = _refused(position, why, "".join(self.row[:lines]))
        self.close_row(keep=lines)
        return refused


def read_delimited(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of a CSV or TSV file; the delimiter is the commonest of tab ; | , in the header line."""
    csv.field_size_limit(max(csv.field_size_limit(), options.max_record_bytes))
    with file.opened() as source:
        feed = _LineFeed(_text_lines(source, options), min(options.max_record_bytes, _MAX_ROW_BYTES))
        header = _header(feed, file.suffix)
        if not header:
            if "".join(feed.row).strip():
                yield failure(1, RejectReason.BAD_HEADER, "a first line that is no row", "".join(feed.row).encode())
            return
        names, delimiter = header
        if not any(options.table.is_text(name) for name in names):
            detail = f"no column holds text among {', '.join(names)[:200]}; name it with --map text=COLUMN"
            yield failure(1, RejectReason.BAD_HEADER, detail, "".join(feed.row).encode())
            return
        yield from _rows(feed, names, delimiter)


def _text_lines(source: ByteSource, options: ReadOptions) -> Iterator[str]:
    """Yield decoded lines; each is UTF-8 unless it can't be, then in the encoding that all such lines seem to have."""
    encoding = ""
    chunks = source.chunks()
    head = source.head()
    if b"\r" in head and b"\n" not in head:  # lines that end with \r alone, as old spreadsheets write them
        chunks = (chunk.replace(b"\r", b"\n") for chunk in chunks)
    for line in lines_of(chunks, options.max_record_bytes):
        if isinstance(line, SkippedLine):
            yield "\n"
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            encoding = encoding or _other_encoding(source.head().split(b"\n")[:-1] or [line])
            text = line.decode(encoding, "replace")
        yield text.rstrip("\r") + "\n"


def _other_encoding(lines: list[bytes]) -> str:
    """Return the encoding of the lines that are not UTF-8."""
    strange = b"\n".join(line for line in lines if b"\xef\xbf\xbd" in line.decode("utf-8", "replace").encode())
    found = decode_text(strange)
    return found.encoding if found and found.encoding != "utf-8" else "cp1252"


def _header(feed: _LineFeed, suffix: str) -> tuple[list[str], str] | None:
    for line in feed:
        if line.strip():
            break
    else:
        return None
    delimiter = "\t" if suffix in (".tsv", ".tab") else max(_DELIMITERS, key=line.count)
    try:
        names = [name.strip().lstrip("\ufeff") for name in next(csv.reader([line], delimiter=delimiter))]
    except (csv.Error, StopIteration):
        return None
    feed.close_row()
    return names, delimiter


def _rows(feed: _LineFeed, names: list[str], delimiter: str) -> Iterator[RawRecord | Failure]:
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        position = feed.done + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Overgrown) as error:
            yield feed.refuse_row(str(error) or "a quote that does not close")
            reader = csv.reader(feed, delimiter=delimiter)
            continue
        raw = "".join(feed.row)
        if len(feed.row) > 1 and raw.count('"') % 2:  # only the end of the file ends such a row
            yield feed.refuse_row("a quote that does not close")
            reader = csv.reader(feed, delimiter=delimiter)
            continue
        feed.close_row()
        if not any(cells):
            continue
        if len(cells) > len(names) and any(cells[len(names) :]):
            yield _refused(position, f"{len(cells)} cells in a table of {len(names)} columns", raw)
            continue
        yield RawRecord(position, dict(zip(names, cells, strict=False)), raw.encode("utf-8", "replace"))


def _refused(position: int, detail: str, raw: str) -> Failure:
    return failure(position, RejectReason.BAD_CSV_ROW, detail, raw.encode("utf-8", "replace"))
