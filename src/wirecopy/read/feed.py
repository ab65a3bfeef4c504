"""RSS and Atom. In: a feed document. Out: one record an entry, position = number of the entry from 1.

The one idea: the longest text an entry carries is its text (content:encoded, atom:content, else the summary, noted
as such), since a feed that only has summaries still dates and credits them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from wirecopy.read.markup import paragraphs_of
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import TooLongError
from wirecopy.read.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

_MAX_FEED_BYTES = 32 << 20
_PARSER_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)  # on damaged XML


def read_feed(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield a record an entry; a document that is no feed is one failure, a damaged one gives what it holds."""
    import feedparser  # noqa: PLC0415 - an extra

    limit = min(options.max_record_bytes, _MAX_FEED_BYTES)
    with file.opened() as source:
        try:
            data = source.block(limit)
        except TooLongError:
            yield failure(1, RejectReason.RECORD_TOO_LONG, f"feed of more than {limit} bytes", source.head())
            return
    if not data.strip():
        return
    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _PARSER_FAULTS as error:
        yield failure(1, RejectReason.BAD_FILE, f"feed: {error}", data)
        return
    for number, entry in enumerate(parsed.entries, 1):
        yield _record_of(number, dict(entry), dict(parsed.feed))
    if not parsed.entries:
        yield failure(1, RejectReason.BAD_FILE, f"no entry in it: {parsed.get('bozo_exception', 'no feed')}", data)


def _record_of(number: int, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> RawRecord:
    contents = [str(item.get("value", "")) for item in entry.get("content", [])]
    full = max(contents, key=len, default="")
    summary = str(entry.get("summary", ""))
    meta: dict[str, object] = {
        "record_id": entry.get("id", ""),
        "info_source": plain_text(entry.get("source", "")),
        "content_credit": ", ".join(plain_text(item.get("content", "")) for item in entry.get("media_credit", [])),
        "copyright_notice": plain_text(entry.get("rights") or feed.get("rights", "")),
        "keywords": [plain_text(tag.get("term")) for tag in entry.get("tags", [])[:20]],
    }
    if not full:
        meta["summary_only"] = True
    date = next((key for key in ("published", "created", "updated") if entry.get(key)), "")
    if date:
        meta["date_source"] = f"feed {date}"
    fields: dict[str, object] = {
        "url": entry.get("link") or entry.get("id", ""),
        "headline": paragraphs_of(str(entry.get("title", ""))),
        "text": paragraphs_of(full if len(full) >= len(summary) else summary),
        "byline": entry.get("author", ""),
        "published_at": entry.get(date, "") if date else "",
        "modified_at": entry.get("updated", ""),
        "outlet": feed.get("title", ""),
        "language": feed.get("language", ""),
    }
    raw = f"{fields['url']}\0{fields['headline']}\0{fields['text']}".encode("utf-8", "replace")
    return RawRecord(number, fields, raw, meta)
