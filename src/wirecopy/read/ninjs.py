"""ninjs, IPTC's news in JSON: an item with its nested parts to a flat record.

In: a RawRecord whose fields are a ninjs item. Out: a record with the agency's own fields (status, version) in meta.
The one idea: an item is JSON like any other, so only what ninjs nests is unfolded here: bodies, headlines and
descriptions by role (2.x and 3.x write lists), rights, people in `authors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirecopy.read.markup import paragraphs_of
from wirecopy.read.record import RawRecord
from wirecopy.read.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_META = {
    "pubstatus": "pub_status",
    "pubStatus": "pub_status",
    "version": "version",
    "urgency": "urgency",
    "slugline": "slugline",
    "located": "located",
    "copyrightholder": "copyright_holder",
    "copyrightHolder": "copyright_holder",
    "copyrightnotice": "copyright_notice",
    "copyrightNotice": "copyright_notice",
    "usageterms": "usage_terms",
    "usageTerms": "usage_terms",
    "ednote": "ed_note",
    "edNote": "ed_note",
    "infosource": "info_source",
    "infosources": "info_source",
    "uri": "record_id",
    "dateline": "dateline",
    "signal": "signal",
}
OTHER_TYPES = frozenset(("picture", "audio", "video", "graphic", "planning", "event", "composite"))


def is_ninjs(fields: Mapping[str, object]) -> bool:
    """Return true for an object that is evidently a ninjs item."""
    return "uri" in fields and ("versioncreated" in fields or "versionCreated" in fields or "body_xhtml" in fields)


def ninjs_record(record: RawRecord) -> RawRecord:
    """Return the record with ninjs' nested parts unfolded."""
    item = record.fields
    meta = dict(record.meta) | {name: _first_of(item[key]) for key, name in _META.items() if key in item}
    fields: dict[str, object] = {
        "text": _body(item),
        "headline": _any_of(item, "headline", "headlines", "title"),
        "byline": _any_of(item, "byline", "by") or _authors(item),
        "url": _web_address(item),
        "published_at": item.get("versioncreated") or item.get("versionCreated") or item.get("firstcreated"),
        "outlet": _any_of(item, "provider", "infosource", "infosources", "copyrightholder", "copyrightHolder"),
        "language": item.get("language", ""),
        "modified_at": item.get("contentModified", ""),
    }
    meta["date_source"] = "versioncreated" if fields["published_at"] != item.get("firstcreated") else "firstcreated"
    return RawRecord(record.position, fields, record.raw, meta)


def _first_of(value: object) -> str:
    """Return the text of a value, of the first of a list, or of an object with `value` or `name`."""
    if isinstance(value, list):
        value = value[0] if value else None
    return plain_text(value)


def _any_of(item: Mapping[str, object], *keys: str) -> str:
    return next((text for key in keys if (text := _first_of(item.get(key)))), "")


def _body(item: Mapping[str, object]) -> str:
    """Return the longest body: body_text, body_xhtml, or the entries of `bodies`."""
    found = [plain_text(item.get("body_text"))]
    found += [paragraphs_of(plain_text(item.get(key))) for key in ("body_xhtml", "body_html")]
    bodies = item.get("bodies")
    for body in bodies[:20] if isinstance(bodies, list) else []:
        value = plain_text(body)
        found.append(paragraphs_of(value) if "<" in value else value)
    return next((text for text in found if text.strip()), "")


def _authors(item: Mapping[str, object]) -> str:
    people = item.get("authors", item.get("person"))
    return plain_text(people) if isinstance(people, list) and "authors" in item else ""


def _web_address(item: Mapping[str, object]) -> str:
    for key in ("url", "link", "webUrl", "uri"):
        value = plain_text(item.get(key))
        if value:
            return value
    return ""
