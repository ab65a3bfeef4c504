"""Small conversions between Python values and what SQLite holds without loss or error.

Comes in: strings with any code point, unsigned digests, metadata of strangers. Goes out: storable values.
The one idea: nothing that a stranger wrote may make an INSERT fail.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping

import orjson

_SURROGATES = re.compile("[\ud800-\udfff]")
_DEEPEST = 40
_STRICT = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)  # fmt: skip


def storable(text: str) -> str:
    """Return `text` with lone surrogates, which UTF-8 can't hold, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def storable_or_none(text: str | None) -> str | None:
    """Return `storable(text)`, or None for None."""
    return None if text is None else storable(text)


def signed(digest: int) -> int:
    """Return the two's complement of an unsigned 64-bit digest, which SQLite integers can hold."""
    return digest - (1 << 64) if digest >= 1 << 63 else digest


def unsigned(number: int) -> int:
    """Return the unsigned 64-bit digest behind a stored integer."""
    return number + (1 << 64) if number < 0 else number


def json_text(value: object) -> str:
    """Return canonical JSON of `value` (keys sorted, no spaces), valid whatever stands in it.

    Values that JSON lacks become text; NaN and infinities become null; deep nesting is cut off.
    """
    try:
        return orjson.dumps(value, option=_STRICT).decode()
    except TypeError:  # something that has to be made plain first: ten times slower
        pass
    return json.dumps(_plain(value, 0), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def json_list(numbers: Iterable[int]) -> str:
    """Return a JSON array of integers: how sets of ids are handed to SQL of a fixed text."""
    return "[" + ",".join(map(str, map(int, numbers))) + "]"


def _plain(value: object, depth: int) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return storable(value)
    if depth >= _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {storable(str(key)): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(inner, depth + 1) for inner in value), key=repr)
    return storable(str(value))
