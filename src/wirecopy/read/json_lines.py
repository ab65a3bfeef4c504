"""JSON Lines: one object a line. In: chunks of bytes. Out: records; each bad line a failure with its number.

The one idea: orjson on the bytes of the line, nothing else on the hot path; what it refuses (a lone surrogate, NaN,
raw control characters, invalid UTF-8) is tried again with the standard library, which forgives more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wirecopy.read.json_value import record_of_object, record_of_strange
from wirecopy.read.record import Failure, RawRecord, RejectReason
from wirecopy.read.stream import SkippedLine, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions


def read_json_lines(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of a JSON Lines file; position is the line number, from 1; blank lines are passed over."""
    loads = orjson.loads
    with file.opened() as source:
        for number, line in enumerate(lines_of(source.chunks(), options.max_record_bytes), 1):
            if isinstance(line, SkippedLine):
                yield Failure(number, RejectReason.RECORD_TOO_LONG, f"line of {line.size} bytes", line.digest)
                continue
            if not line or line.isspace():
                continue
            try:
                value = loads(line)
            except orjson.JSONDecodeError:
                yield record_of_strange(number, line)
                continue
            yield record_of_object(number, value, line)
