"""A raw record to an Article, or to the reason why not: the one place where fields are judged.

In: RawRecord (keys and shapes of its producer). Out: Article (normalised, dated, with outlet) or Failure.
The one idea: only a missing, wordless or oversized text refuses a record; everything else that is missing or odd
is filled by a stated rule, noted in `meta` and counted, because an article with a bad date is still evidence.
Cost: about 25 microseconds for 3 KB.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirecopy.model import Article, Origin
from wirecopy.read.dates import NEVER, When, date_in_url, parse_when
from wirecopy.read.identity import (
    article_id_of,
    domain_of,
    host_of,
    looks_like_host,
    registered_domain,
    slug_of,
    synthetic_url,
    usable_url,
)
from wirecopy.read.languages import language_code
from wirecopy.read.markup import has_markup, paragraphs_of
from wirecopy.read.normalize import normalize_line, normalize_text
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure
from wirecopy.read.values import plain_paragraphs, plain_text

if TYPE_CHECKING:
    from wirecopy.read.fields import FieldTable
    from wirecopy.read.stats import FileStats

MAX_HEADLINE_CHARS = 1_000
MAX_NAME_CHARS = 300
MAX_URL_CHARS = 2_048
_MAX_META_CHARS = 500
_WORD = re.compile(r"[^\W_]")

Picked = Mapping[str, tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Name and domain of an outlet; `made_up` where the record names neither."""

    name: str
    domain: str
    made_up: bool


class Assembler:
    """Turns records into articles for one run; holds the run's field table and limits."""

    def __init__(self, table: FieldTable, *, max_text_chars: int, latest: int) -> None:
        self._table = table
        self._max_text_chars = max_text_chars
        self._latest = latest

    def article(self, record: RawRecord, path: str, stem: str, stats: FileStats) -> Article | Failure:
        """Return the article that a record stands for; `stem` is the file's bare name, for what the record lacks."""
        picked = self._table.pick(record.fields)
        text, removed = self._text(picked)
        if text is None:
            detail = f"longer than {self._max_text_chars} characters"
            return failure(record.position, RejectReason.TEXT_TOO_LONG, detail, record.raw)
        if not _WORD.search(text):
            names = ", ".join(_keys(record.fields))
            detail = "no word in it" if "text" in picked else f"no field with a text among {names}"
            return failure(record.position, RejectReason.NO_TEXT, detail, record.raw)
        meta = _meta(picked, record.meta)
        if removed:
            meta["markup_removed"] = True
        headline = normalize_line(_string(picked, "headline"), MAX_HEADLINE_CHARS)
        url, source_name = _address(picked, record.fields, meta)
        when = self._when(picked, url, meta, stats)
        outlet = _outlet(picked, source_name, url, stem)
        if not url:
            url = synthetic_url(stem, str(meta.get("record_id", "")), headline, text)
            stats.synthetic_urls += 1
            meta["synthetic"] = ["url", "outlet"] if outlet.made_up else ["url"]
        elif outlet.made_up:
            meta["synthetic"] = ["outlet"]
        stats.synthetic_outlets += outlet.made_up
        stats.repaired += "repaired" in meta
        return Article(
            article_id=article_id_of(url, headline, text),
            url=url,
            outlet=outlet.name,
            outlet_domain=outlet.domain,
            headline=headline,
            byline=normalize_line(_string(picked, "byline"), MAX_NAME_CHARS),
            text=text,
            published_at=when.seconds,
            published_precision=when.precision,
            language=language_code(_string(picked, "language")) if "language" in picked else "",
            origin=Origin(path, record.position),
            meta=meta,
        )

    def _text(self, picked: Picked) -> tuple[str | None, bool]:
        """Return the normalised text and whether markup was removed; None where it is too long."""
        text = plain_paragraphs(picked["text"][1]) if "text" in picked else ""
        if len(text) > self._max_text_chars:
            return None, False
        if not has_markup(text):
            return normalize_text(text), False
        return normalize_text(paragraphs_of(text)), True

    def _when(self, picked: Picked, url: str, meta: dict[str, object], stats: FileStats) -> When:
        """Return the time of publication: the record's own, else the day in the address, else none."""
        for name in ("crawled_at", "modified_at"):
            if name in picked:
                moment = parse_when(_date_value(picked[name][1]), self._latest)
                if moment.seconds is not None:
                    meta[name] = moment.seconds
        when = NEVER
        if "published_at" in picked:
            key, value = picked["published_at"]
            when = parse_when(_date_value(value), self._latest)
            if when.seconds is None:
                meta["date_problem"] = normalize_line(plain_text(value), 200)
                stats.date_problems += 1
            else:
                meta.setdefault("date_source", normalize_line(key, 100))
                if when.ambiguous:
                    meta["date_ambiguous"] = normalize_line(plain_text(value), 200)
        if when.seconds is None:
            meta.pop("date_source", None)
            when = date_in_url(url, self._latest)
            if when.seconds is not None:
                meta["date_source"] = "url"
                stats.dated_by_url += 1
        stats.undated += when.seconds is None
        return when


def _address(picked: Picked, fields: Mapping[str, object], meta: dict[str, object]) -> tuple[str, str]:
    """Return the url ("" where there is none) and the outlet's name; trafilatura writes the url under `source`."""
    url = _clean_url(_string(picked, "url"))
    name = _string(picked, "outlet")
    if not url and isinstance(source := fields.get("source"), str) and host_of(source):
        url = _clean_url(source)
    if url and not usable_url(url):
        meta["url_refused"] = url[:_MAX_META_CHARS]
        url = ""
    return url, "" if host_of(name) else name


def _keys(fields: Mapping[str, object]) -> list[str]:
    return [str(key)[:30] for _, key in zip(range(12), fields, strict=False)]


def _string(picked: Picked, field: str) -> str:
    return plain_text(picked[field][1]) if field in picked else ""


def _date_value(value: object) -> object:
    return plain_text(value, items=1) if isinstance(value, (list, dict)) else value


def _clean_url(url: str) -> str:
    url = url.strip()[:MAX_URL_CHARS]
    if url.isprintable() and " " not in url:
        return url
    return "".join(char for char in url if char.isprintable() and not char.isspace())


def _outlet(picked: Picked, name: str, url: str, stem: str) -> Outlet:
    """Name and domain: what the record says; else the host of its address; else the file's name."""
    name = normalize_line(name, MAX_NAME_CHARS)
    host = host_of(url)
    if "outlet_domain" in picked:
        domain = domain_of(normalize_line(_string(picked, "outlet_domain"), MAX_NAME_CHARS))
    elif host:
        domain = registered_domain(host)
    else:
        domain = registered_domain(name.lower()) if looks_like_host(name.lower()) else ""
    if name or domain:
        return Outlet(name or domain, domain or slug_of(name) or name, made_up=False)
    return Outlet(stem, slug_of(stem) or "unnamed", made_up=True)


def _meta(picked: Picked, own: Mapping[str, object]) -> dict[str, object]:
    """Metadata of record and format, bounded: short strings, numbers, lists of up to 20 strings."""
    meta: dict[str, object] = {}
    for field, (_, value) in picked.items():
        if field.startswith("meta."):
            meta[field[5:]] = _bounded(value)
    for key, value in own.items():
        meta[key] = _bounded(value)
    if "record_id" in picked:
        meta["record_id"] = normalize_line(_string(picked, "record_id"), 200)
    return {key: value for key, value in meta.items() if value not in ("", [], None)} if meta else meta


def _bounded(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        strings = (normalize_line(plain_text(item), _MAX_META_CHARS) for item in value[:20])
        return [string for string in strings if string]
    return normalize_line(plain_text(value), _MAX_META_CHARS)
