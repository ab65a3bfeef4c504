"""A JSON document: an array of objects, one object, objects one after another, or {"articles": [...]}.

In: chunks of bytes. Out: records; position is the number of the element, from 1.
The one idea: a scanner that only knows strings and brackets cuts out the top-level elements one at a time, so a
file of any size needs the memory of its largest element, and a file that breaks off yields all before the break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from wirecopy.read.json_value import record_of_object, record_of_strange
from wirecopy.read.ninjs import OTHER_TYPES, ninjs_record
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import StreamCutError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

WRAPPERS = ("articles", "items", "stories", "results", "documents", "records", "docs", "data", "value")
_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'["\\]')


class _Cutter:
    """Cuts top-level elements out of a stream of bytes; brackets inside strings do not count."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._held = bytearray()
        self._at = 0  # scanned so far
        self._start = 0  # of the current element, or of what stands before it
        self._depth = 0
        self._base = 0  # depth at which elements stand: 1 inside an array
        self._in_string = False
        self.too_long = False

    @property
    def unfinished(self) -> bytes:
        """What is left at the end: empty, or an element or array that never closed."""
        left = bytes(self._held[self._start :]).strip(b" \t\r\n,")
        return left or (b"[" if self._depth else b"")

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the elements that the chunk completes, and whatever stands where an element should."""
        self._held += chunk
        while match := (_INSIDE if self._in_string else _OUTSIDE).search(self._held, self._at):
            if match[0] == b"\\":
                if match.end() == len(self._held):
                    break
                self._at = match.end() + 1
                continue
            self._at = match.end()
            if match[0] == b'"':
                self._in_string = not self._in_string
            elif self._depth <= self._base + (match[0] in b"}]"):
                yield from self._step(match[0], match.start())
            else:
                self._depth += 1 if match[0] in b"{[" else -1 if match[0] in b"}]" else 0
        else:
            self._at = len(self._held)
        del self._held[: self._start]
        self._at -= self._start
        self._start = 0
        self.too_long = len(self._held) > self._max_bytes

    def _step(self, token: bytes, at: int) -> Iterator[bytes]:
        """Take a bracket or comma at the level of the elements; yield what it completes."""
        if token in b"{[":
            yield from self._cut(at, at)
            if self._depth == self._base == 0 and token == b"[":
                self._base, self._start = 1, at + 1
            self._depth += 1
            return
        if token in b"}]":
            self._depth = max(0, self._depth - 1)
            if self._depth >= self._base:
                yield from self._cut(self._at, self._at)
                return
            self._base = 0
        yield from self._cut(at, self._at)

    def _cut(self, end: int, start: int) -> Iterator[bytes]:
        """Yield what stands from the last cut to `end`, unless it is blank; the next element starts at `start`."""
        if self._depth == self._base or not self._base:
            piece = bytes(self._held[self._start : end]).strip()
            self._start = start
            if piece:
                yield piece


def read_json_document(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of a JSON document (see the module); an element that never closes is a truncated file."""
    number = 0
    cutter = _Cutter(options.max_record_bytes)
    with file.opened() as source:
        for chunk in source.chunks():
            for element in cutter.feed(chunk):
                number += 1
                yield from _records_of(number, element)
            if cutter.too_long:
                detail = f"element of more than {options.max_record_bytes} bytes; the rest of the file was not read"
                yield failure(number + 1, RejectReason.RECORD_TOO_LONG, detail, cutter.unfinished)
                return
    left = cutter.unfinished
    if left and (number or left[:1] in (b"{", b"[")):
        raise StreamCutError(f"the document breaks off after {number} elements")
    if left:
        yield failure(1, RejectReason.BAD_JSON, "no object in it", left)


def read_ninjs(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of a document of ninjs items, also where they lack what tells ninjs from other JSON."""
    for record in read_json_document(file, options):
        if isinstance(record, Failure):
            yield record
        elif str(record.fields.get("type")) in OTHER_TYPES:  # a hostile one may be a list
            options.stats.skipped += 1
        else:
            yield record if "record_id" in record.meta else ninjs_record(record)


def _records_of(number: int, element: bytes) -> Iterator[RawRecord | Failure]:
    try:
        value = orjson.loads(element)
    except orjson.JSONDecodeError:
        yield record_of_strange(number, element)
        return
    if not isinstance(value, dict):
        yield record_of_object(number, value, element)
        return
    wrapped = next((value[key] for key in WRAPPERS if _is_list_of_objects(value.get(key))), None)
    if wrapped is None or any(key in value for key in ("text", "body_text", "headline")):
        yield record_of_object(number, value, element)
        return
    for index, item in enumerate(wrapped, 1):
        yield record_of_object(index, item, orjson.dumps(item))


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
