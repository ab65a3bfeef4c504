"""One JSON value to a record: what every JSON format does with an element once it has cut it out.

In: the value orjson made, or the bytes it refused. Out: RawRecord (ninjs unfolded) or Failure.
The one idea: be lenient where nothing is lost by it - bad bytes are replaced and noted, NaN and raw control
characters accepted, integers of absurd length taken as infinite - and refuse only what is no JSON object.
"""

from __future__ import annotations

import json
import math

from wirecopy.read.ninjs import is_ninjs, ninjs_record
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure

REPAIRED_UTF8 = {"repaired": "invalid utf-8"}


def record_of_object(position: int, value: object, raw: bytes) -> RawRecord | Failure:
    """Return the record of a JSON value; a list, string or number is refused."""
    if not isinstance(value, dict):
        return failure(position, RejectReason.NOT_AN_OBJECT, f"is a {type(value).__name__}, not an object", raw)
    record = RawRecord(position, value, raw)
    return ninjs_record(record) if "uri" in value and is_ninjs(value) else record


def record_of_strange(position: int, raw: bytes) -> RawRecord | Failure:
    """Return a record from JSON that orjson refused: with damaged bytes replaced, and leniently parsed."""
    try:
        text, repaired = raw.decode("utf-8"), False
    except UnicodeDecodeError:
        text, repaired = raw.decode("utf-8", "replace"), True
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False, parse_int=_bounded_int)
    except RecursionError:
        return failure(position, RejectReason.BAD_JSON, "nested too deeply", raw)
    except ValueError as error:
        return failure(position, RejectReason.BAD_JSON, str(error), raw)
    record = record_of_object(position, value, raw)
    if repaired and isinstance(record, RawRecord):
        return RawRecord(position, record.fields, raw, {**record.meta, **REPAIRED_UTF8})
    return record


def _bounded_int(digits: str) -> int | float:
    """Return an integer; one of more than 100 digits counts as infinite (Python refuses to print those above 4,300)."""
    return int(digits) if len(digits) <= 100 else math.inf
