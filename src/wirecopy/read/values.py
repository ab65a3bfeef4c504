"""Values of any shape to plain strings: null, number, list of authors, {"name": …}, paragraphs in a list.

In: whatever a record holds under a key. Out: a str, "" where there is nothing sensible.
The one idea: producers disagree about shape more than about meaning, so shape is settled once, with bounds
(depth 4, 200 items for a text, 20 for a name) that keep a hostile record from costing anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_NAME_KEYS = (
    "rendered",
    "name",
    "title",
    "label",
    "headline",
    "text",
    "value",
    "#text",
    "term",
    "@id",
    "url",
    "id",
    "literal",
    "$date",
    "$numberLong",
    "$oid",
)  # in order of preference; the last three are MongoDB's way to write a date, a number, an id
_MAX_DEPTH = 4


def plain_text(value: object, *, joined: str = ", ", items: int = 20, depth: int = 0) -> str:
    """Return a string for any value; lists are joined, objects give their name, booleans and None give nothing."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool) or depth > _MAX_DEPTH:
        return ""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return _name_of(value, joined, items, depth)
    if isinstance(value, Sequence):
        parts = (plain_text(item, joined=joined, items=items, depth=depth + 1) for item in value[:items])
        return joined.join(part for part in parts if part)
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - NaN
        return ""
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python prints
        return ""


def _name_of(value: Mapping[object, object], joined: str, items: int, depth: int) -> str:
    for key in _NAME_KEYS:
        if value.get(key):
            return plain_text(value[key], joined=joined, items=items, depth=depth + 1)
    return ""


def plain_paragraphs(value: object) -> str:
    """Return a text for any value; a list is taken as its paragraphs. Up to 20,000 of them."""
    return value if isinstance(value, str) else plain_text(value, joined="\n\n", items=20_000)
