"""WARC (CC-NEWS and other crawls). In: a file, plain or with compressed members. Out: a record a page.

Position is the byte offset of the WARC record in the file as stored, so a record can be looked at again with any
WARC tool. The one idea: only responses with status 200 and HTML are articles; all else is counted as skipped.
warcio rather than fastwarc: extraction of the text costs a hundred times what either costs, and fastwarc 2.0 answers
damaged input with a panic that no `except Exception` stops, while warcio raises or ends.
"""

from __future__ import annotations

import io
import sys
import zlib
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from wirecopy.read.page import MAX_PAGE_BYTES, page_record
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions
    from wirecopy.read.stream import ByteSource

_HTML_TYPES = ("text/html", "application/xhtml+xml", "")


class _Reader(io.RawIOBase):
    """The source's decompressed content as the file-like object that warcio reads; knows where members began.

    Decompressed here rather than by warcio, which takes a broken-off member for the end of the file.
    """

    def __init__(self, source: ByteSource) -> None:
        super().__init__()
        self._members: list[tuple[int, int]] = []
        self._blocks = source.plain_chunks(self._members)
        self._held = memoryview(b"")
        self._passed = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Bytes handed out so far."""
        return self._passed

    def stored_offset(self, offset: int) -> int:
        """Offset in the file as stored of the member that holds this offset of the content."""
        at = bisect_right(self._members, (offset, sys.maxsize)) - 1
        return self._members[at][1] if at >= 0 else offset

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with what the current block still has."""
        if not self._held:
            self._held = memoryview(next(self._blocks, b""))
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        self._passed += size
        return size


def read_warc(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of the HTML responses of a WARC file; damage ends the file as truncated."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    from warcio.bufferedreaders import ChunkedDataException  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    damage = (ArchiveLoadFailed, ChunkedDataException, ValueError, EOFError, zlib.error, LookupError, AttributeError)

    position = 0
    with file.opened() as source:
        reader = _Reader(source)
        archive = ArchiveIterator(reader)
        archive.INC_RECORD = ""  # what it would print to standard error; its err_count is reported below
        try:
            for record in archive:
                position = reader.stored_offset(archive.offset)  # its getter would read to the record's end
                result = _page_of(record, position) if record.rec_type == "response" else None
                if result is None:
                    options.stats.skipped += 1
                    continue
                yield result
                if isinstance(result, Failure) and result.reason is RejectReason.TRUNCATED_FILE:
                    return
        except damage as error:
            yield failure(position, RejectReason.TRUNCATED_FILE, f"WARC: {error}")
        if archive.err_count:
            detail = f"{archive.err_count} records whose stated length is wrong; what followed them was passed over"
            yield failure(position, RejectReason.BAD_FILE, detail)


def _page_of(record: Any, position: int) -> RawRecord | Failure | None:
    """Return the page of a response; None where it is no page; a failure where it breaks off."""
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return None
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    if kind.strip().lower() not in _HTML_TYPES:
        return None
    data = record.content_stream().read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        return failure(position, RejectReason.RECORD_TOO_LONG, f"page of more than {MAX_PAGE_BYTES} bytes", data)
    if getattr(record.raw_stream, "limit", 0):
        return failure(position, RejectReason.TRUNCATED_FILE, "the file ends inside this record", data)
    extra: dict[str, object] = {
        "url": (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        "crawled_at": record.rec_headers.get_header("WARC-Date") or "",
    }
    charset = rest.lower().partition("charset=")[2].strip(" \"';")
    return page_record(position, data, charset=charset, extra=extra)
