"""NewsML-G2: a newsItem or a newsMessage of them. In: XML by a stranger. Out: a record an item, from 1.

The one idea: the parser is told to do nothing but parse - no entities, no DTD, no network, no huge trees - and names
are compared without namespaces, since agencies write several. Pictures and packages are skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import TooLongError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

_MAX_DOCUMENT_BYTES = 32 << 20
_TEXTS = {  # element -> key of meta
    "edNote": "ed_note",
    "slugline": "slugline",
    "urgency": "urgency",
    "dateline": "dateline",
    "located": "located",
    "infoSource": "info_source",
    "copyrightNotice": "copyright_notice",
    "usageTerms": "usage_terms",
    "creditline": "content_credit",
}
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "hl1", "hl2", "li", "blockquote", "pre"))


def read_newsml(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of the text items of a NewsML-G2 document."""
    from lxml import etree  # noqa: PLC0415 - an extra

    limit = min(options.max_record_bytes, _MAX_DOCUMENT_BYTES)
    with file.opened() as source:
        try:
            data = source.block(limit)
        except TooLongError:
            yield failure(1, RejectReason.RECORD_TOO_LONG, f"document of more than {limit} bytes", source.head())
            return
    if not data.strip():
        return
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield failure(1, RejectReason.BAD_FILE, f"XML: {error}", data)
        return
    number = 0
    for item in root.iter("{*}newsItem"):
        number += 1
        if _attribute(item, "itemClass", "qcode").rpartition(":")[2] not in ("", "text"):
            options.stats.skipped += 1
            continue
        yield _record_of(number, item, etree.tostring(item))
    if not number:
        yield failure(1, RejectReason.BAD_FILE, "no newsItem in it", data)


def _record_of(number: int, item: Any, raw: bytes) -> RawRecord:
    meta: dict[str, object] = {key: _text(item, name) for name, key in _TEXTS.items()}
    meta |= {
        "record_id": item.get("guid", ""),
        "version": item.get("version", ""),
        "pub_status": _attribute(item, "pubStatus", "qcode").rpartition(":")[2],
        "signal": _attribute(item, "signal", "qcode").rpartition(":")[2],
        "provider": _named(item, "provider"),
        "copyright_holder": _named(item, "copyrightHolder"),
        "date_source": "versionCreated",
    }
    fields: dict[str, object] = {
        "url": _attribute(item, "link", "href") or item.get("guid", ""),
        "headline": _text(item, "headline"),
        "byline": _text(item, "by"),
        "published_at": _text(item, "versionCreated") or _text(item, "firstCreated"),
        "outlet": _named(item, "provider") or _named(item, "copyrightHolder"),
        "language": _attribute(item, "language", "tag"),
        "text": _body(item),
    }
    return RawRecord(number, fields, raw, meta)


def _first(item: Any, name: str) -> Any:
    return next(item.iter("{*}" + name), None)


def _text(item: Any, name: str) -> str:
    element = _first(item, name)
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _attribute(item: Any, name: str, attribute: str) -> str:
    element = _first(item, name)
    return "" if element is None else str(element.get(attribute, ""))


def _named(item: Any, name: str) -> str:
    """Return a party's name: its `name` child, its literal, or the last part of its code."""
    element = _first(item, name)
    if element is None:
        return ""
    label = _text(element, "name")
    return label or str(element.get("literal", "")) or str(element.get("qcode", "")).rpartition(":")[2]


def _body(item: Any) -> str:
    """Return the text of contentSet: its paragraphs, or all its text where it has none."""
    content = _first(item, "contentSet")
    if content is None:
        return ""
    body = _first(content, "body")
    if body is None:
        body = content
    blocks: list[str] = []
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] not in _BLOCKS:
            continue
        text = " ".join("".join(element.itertext()).split())
        if text and not any(True for child in element.iter("{*}p") if child is not element):
            blocks.append(text)
    return "\n\n".join(blocks) or "".join(body.itertext()).strip()
