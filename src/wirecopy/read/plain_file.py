"""One text file, one article. In: a .txt in any encoding. Out: one record, position 1.

The headline is the file's first line where that is short and more follows; it stays in the text too, because the
text is kept as it came (the next room labels it). A parent folder named like a domain names the outlet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirecopy.read.decode import decode_text
from wirecopy.read.identity import looks_like_host
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import TooLongError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

MAX_HEADLINE_LINE = 200


def read_plain_file(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the one record of a text file."""
    with file.opened() as source:
        try:
            data = source.block(options.max_record_bytes)
        except TooLongError:
            detail = f"more than {options.max_record_bytes} bytes"
            yield failure(1, RejectReason.RECORD_TOO_LONG, detail, source.head())
            return
    if not data.strip():
        return
    decoded = decode_text(data)
    if decoded is None:
        yield failure(1, RejectReason.UNDECODABLE, "these bytes are no text", data)
        return
    meta = {"repaired": f"invalid {decoded.encoding}"} if decoded.repaired else {}
    fields: dict[str, object] = {"text": decoded.text, "headline": _first_line(decoded.text)}
    yield RawRecord(1, fields | outlet_of_folder(file), data, meta)


def _first_line(text: str) -> str:
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    return first.strip() if len(first) <= MAX_HEADLINE_LINE and rest.strip() else ""


def outlet_of_folder(file: InputFile) -> dict[str, object]:
    """Return the outlet's domain where the file lies in a folder named like one."""
    folder = file.path.parent.name.lower() if file.path else ""
    return {"outlet_domain": folder} if looks_like_host(folder) else {}
