"""HTML pages: one file, or one WARC payload. In: bytes. Out: one record with the article's text and its metadata.

The one idea: trafilatura finds the text among furniture; what it finds nothing in falls back to JSON-LD articleBody,
then to all paragraphs of the page. Pages above 5 MB are refused; of a page with absurdly many elements all paragraphs
are taken, since extraction would take half a minute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wirecopy.read.decode import decode_text
from wirecopy.read.markup import paragraphs_of
from wirecopy.read.page_metadata import page_metadata
from wirecopy.read.plain_file import outlet_of_folder
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.stream import TooLongError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

MAX_PAGE_BYTES = 5 << 20
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([a-zA-Z0-9_:.\-]{2,40})", re.IGNORECASE)
MAX_ELEMENTS = 50_000  # some 30 times what a news page has; trafilatura's time grows faster than their number
_MANY_SEPARATORS = 2_000  # of a tag: a thousand attributes; the parser compares each of them with each
_TAG = re.compile(r"""<[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*+>?""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_SEPARATORS = re.compile(r"[\s=/]+")
_NAME = re.compile(r"<[\w:-]+")
_MIN_WORDS = 5  # less than this from trafilatura is taken for a miss


def read_page(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the one record of an HTML file."""
    limit = min(options.max_record_bytes, MAX_PAGE_BYTES)
    with file.opened() as source:
        try:
            data = source.block(limit)
        except TooLongError:
            yield failure(1, RejectReason.RECORD_TOO_LONG, f"page of more than {limit} bytes", source.head())
            return
    if data.strip():
        yield page_record(1, data, extra=outlet_of_folder(file))


def page_record(
    position: int, data: bytes, *, charset: str = "", extra: dict[str, object] | None = None
) -> RawRecord | Failure:
    """Return the record of a page; `charset` is what the server said; fields in `extra` win over the page's."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode_text(data, charset or (declared[1].decode("ascii") if declared else ""))
    if decoded is None:
        return failure(position, RejectReason.UNDECODABLE, "these bytes are no text", data)
    page = _TAG.sub(_without_absurd_attributes, decoded.text)
    tree = _tree(page)
    if tree is None:
        return failure(position, RejectReason.BAD_HTML, "no element in it", data)
    fields, meta = page_metadata(tree)
    body = str(fields.pop("article_body"))
    many = tree.xpath("count(//*)") > MAX_ELEMENTS
    fields["text"] = paragraphs_of(page) if many else _article_text(page, body)
    if decoded.repaired:
        meta["repaired"] = f"invalid {decoded.encoding}"
    return RawRecord(position, fields | (extra or {}), data, meta)


def _without_absurd_attributes(tag: re.Match[str]) -> str:
    """A tag as it stands, or its name alone where it has more attributes than anybody writes."""
    whole = tag[0]
    if len(whole) < _MANY_SEPARATORS or len(_SEPARATORS.findall(_QUOTED.sub("", whole))) < _MANY_SEPARATORS:
        return whole
    name = _NAME.match(whole)
    return f"{name[0]}>" if name else ""


def _tree(text: str) -> Any:
    from lxml import etree, html  # noqa: PLC0415 - an extra

    parser = html.HTMLParser(no_network=True, recover=True, encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _article_text(page: str, body: str) -> str:
    """Return the article's text with a blank line between paragraphs."""
    import trafilatura  # noqa: PLC0415 - an extra, .2 s to import

    try:
        found = trafilatura.extract(page, include_comments=False, include_tables=False, deduplicate=False) or ""
    except (RecursionError, ValueError, TypeError, AttributeError):  # its answers to broken trees
        found = ""
    if len(found.split()) >= _MIN_WORDS:
        return "\n\n".join(line for line in found.split("\n") if line.strip())
    return body if len(body.split()) >= _MIN_WORDS else paragraphs_of(page)
