"""Which record key holds which field of an article: a table, shown by `field_mapping()`, overridden by --map.

In: a record as a mapping with whatever keys its producer used. Out: per field the best key with its value.
The one idea: the table is data, ordered by preference, and recognised without regard to case, dashes or camelCase;
news-please, newspaper4k, trafilatura, Media Cloud, NELA-GT, ninjs and generic exports are all covered by one table
because their names never contradict each other (`source_url` of newspaper4k, a site's root, is left out for that).
A --map entry is `field=record_key` ("headline=kop"; a dotted key goes into nested objects). It is tried first;
where a record lacks the key, the table decides, so that one mapping can serve files of several kinds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from wirecopy.errors import ParameterError

FIELD_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text",
        "maintext",
        "main_text",
        "article_text",
        "body_text",
        "content_text",
        "full_text",
        "fulltext",
        "story_text",
        "article_body",
        "cleaned_text",
        "plain_text",
        "content",
        "contents",
        "body",
        "article",
        "raw_text",
        "body_xhtml",
        "body_html",
        "content_html",
        "html",
        "raw_html",
    ),
    "headline": ("headline", "title", "article_title", "head_line", "heading", "name"),
    "byline": ("byline", "author", "authors", "author_name", "creator", "dc_creator", "by"),
    "url": (
        "url",
        "link",
        "article_url",
        "web_url",
        "canonical_url",
        "permalink",
        "ext_url",
        "uri",
        "href",
        "canonical_link",
    ),
    "published_at": (
        "published_at",
        "date_publish",
        "publish_date",
        "date_published",
        "published_utc",
        "published",
        "published_date",
        "publication_date",
        "datetime_published",
        "pub_date",
        "pubdate",
        "first_published",
        "versioncreated",
        "version_created",
        "firstcreated",
        "first_created",
        "date_gmt",
        "datetime",
        "date",
        "timestamp",
        "time",
        "created_at",
        "created",
    ),
    "crawled_at": (
        "crawled_at",
        "scrape_time",
        "date_download",
        "collection_utc",
        "indexed_date",
        "crawl_date",
        "fetched_at",
        "retrieved_at",
        "download_date",
        "collect_date",
    ),
    "modified_at": (
        "modified_at",
        "date_modify",
        "date_modified",
        "modified",
        "updated_at",
        "updated",
        "last_modified",
    ),
    "outlet": (
        "outlet",
        "outlet_name",
        "site_name",
        "sitename",
        "media_name",
        "newspaper",
        "publisher",
        "publication",
        "source_name",
        "source",
        "provider",
        "site",
    ),
    "outlet_domain": (
        "outlet_domain",
        "source_domain",
        "domain",
        "hostname",
        "source_hostname",
        "host",
        "media_url",
        "site_url",
    ),
    "language": ("language", "lang", "language_code", "meta_lang", "in_language", "inlanguage"),
    "record_id": ("id", "article_id", "_id", "record_id", "uuid", "doc_id", "document_id", "guid", "stories_id"),
}
"""Field of an article -> record keys, the first one that holds something wins."""

META_KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "author": ("", "author as structured metadata names it (the byline is the visible one)"),
    "canonical_url": ("canonical_url canonical", "the page's own statement of its first address"),
    "content_credit": ("credit credits credit_line creditline source_credit", "credit as a field of its own"),
    "copyright_holder": ("copyright_holder copyrightholder", "who holds the rights"),
    "copyright_notice": ("copyright_notice copyrightnotice copyright rights", "the notice in words"),
    "correction": ("correction correction_note", "what was corrected"),
    "crawled_at": ("", "seconds UTC at which a crawler fetched the page: never used as time of publication"),
    "credit_text": ("credit_text", "schema.org creditText"),
    "date_ambiguous": ("", "the date as written, where day and month could be swapped"),
    "date_problem": ("", "a date that could not be used, as written"),
    "date_source": ("", "record key or page field the time comes from; 'url' where only the address has it"),
    "dateline": ("dateline date_line", "place and date as a field of its own"),
    "ed_note": ("ed_note ednote editorial_note", "the agency's note to editors"),
    "event": ("event event_id", "label of the event, kept for evaluation"),
    "info_source": ("info_source infosource", "ninjs/NewsML: where the information comes from"),
    "is_based_on": ("is_based_on isbasedon", "schema.org isBasedOn: the work this one derives from"),
    "keywords": ("keywords tags", "up to 20 keywords"),
    "lccn": ("lccn", "Library of Congress control number of a newspaper"),
    "located": ("located", "ninjs: place the text was written at"),
    "markup_removed": ("", "true where the text field held HTML"),
    "modified_at": ("", "seconds UTC of the last change"),
    "og_site_name": ("og_site_name", "site name for sharing"),
    "og_url": ("og_url", "the page's address for sharing"),
    "original_source": ("original_source original_url", "meta tag original-source: who reported first"),
    "place": ("place place_of_publication", "place of publication"),
    "provider": ("news_provider", "schema.org/NewsML provider"),
    "pub_status": ("pub_status pubstatus", "usable, withheld or canceled"),
    "publisher": ("", "schema.org publisher"),
    "record_id": ("", "the record's own identifier"),
    "repaired": ("", "what had to be repaired in the bytes"),
    "robots": ("robots", "robots directives (noindex on licensed copies)"),
    "section": ("section category categories", "desk or section"),
    "signal": ("signal", "NewsML signal: correction, update"),
    "slugline": ("slugline slug", "the agency's slug"),
    "source_organization": ("source_organization sourceorganization", "schema.org sourceOrganization"),
    "summary_only": ("", "true where a feed carried only a summary"),
    "syndication_source": ("syndication_source", "meta tag syndication-source: licensed from"),
    "synthetic": ("", "fields made up because the record has none: 'url', 'outlet'"),
    "url_refused": ("", "an address with a scheme that is no address of an article"),
    "urgency": ("urgency priority", "the agency's urgency, 1 highest"),
    "usage_terms": ("usage_terms usageterms", "terms of use"),
    "version": ("version", "version number of the item"),
}
"""Key of `Article.meta` -> (record keys it is taken from, meaning). Metadata found by a format uses the same keys."""

ALIASES: Final[Mapping[str, str]] = {
    "title": "headline",
    "author": "byline",
    "authors": "byline",
    "date": "published_at",
    "published": "published_at",
    "domain": "outlet_domain",
    "body": "text",
    "content": "text",
    "source": "outlet",
    "id": "record_id",
    "lang": "language",
    "link": "url",
}  # other names that --map accepts on its left side

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^0-9a-z_]+")
_LEARNED_KEYS = 4096

Slot = tuple[str, int]


def field_mapping() -> list[tuple[str, str]]:
    """Return the table as rows (field, record keys in order of preference), for people to read."""
    return [(field, ", ".join(keys)) for field, keys in FIELD_KEYS.items()]


def meta_mapping() -> list[tuple[str, str, str]]:
    """Rows (key of Article.meta, record keys it is taken from, meaning)."""
    return [(key, ", ".join(names.split()), meaning) for key, (names, meaning) in META_KEYS.items()]


def snake_case(key: str) -> str:
    """`datePublished`, `dc:creator` and `Source Domain` as `date_published`, `dc_creator`, `source_domain`."""
    return _NOT_WORD.sub("_", _CAMEL.sub("_", key[:100]).lower()).strip("_")


def _known_slots() -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for meta_key, (names, _) in META_KEYS.items():
        for rank, name in enumerate(names.split()):
            slots[name] = (f"meta.{meta_key}", rank)
    for field, keys in FIELD_KEYS.items():
        for rank, key in enumerate(keys):
            slots[key] = (field, rank + 1)
    for field in FIELD_KEYS:
        slots[field] = (field, 1)
    return slots


def is_blank(value: object) -> bool:
    """Return true for what stands in for nothing: None, "", an empty list or object, NaN."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, (list, dict)) and not value)


class FieldTable:
    """The table with a user's mapping on top; one per run, since it remembers the keys it has met."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._slots: dict[str, Slot | None] = dict(_known_slots())
        self._paths: list[tuple[str, list[str]]] = []
        for name, key in (mapping or {}).items():
            field = ALIASES.get(name, name)
            if field not in FIELD_KEYS:
                allowed = f"FIELD=RECORD_KEY with FIELD one of {', '.join(FIELD_KEYS)}"
                raise ParameterError("map", f"{name}={key}", allowed)
            if not key:
                raise ParameterError("map", f"{name}=", "a record key on the right side")
            self._paths.append((field, [key]))
            if "." in key:
                self._paths.append((field, key.split(".")))

    def _slot(self, key: object) -> Slot | None:
        if not isinstance(key, str):
            return None
        slot = self._slots.get(snake_case(key))
        if len(self._slots) < _LEARNED_KEYS:
            self._slots[key] = slot
        return slot

    def pick(self, record: Mapping[str, object]) -> dict[str, tuple[str, object]]:
        """Field -> (record key, value) for all fields the record has; metadata fields are named `meta.<key>`."""
        best: dict[str, tuple[str, object]] = {}
        ranks: dict[str, int] = {}
        known = self._slots
        for key, value in record.items():
            slot = known[key] if key in known else self._slot(key)
            if slot is None or is_blank(value):
                continue
            field, rank = slot
            if rank < ranks.get(field, 1000):
                ranks[field] = rank
                best[field] = (key, value)
        for field, path in self._paths:
            value = _follow(record, path)
            if not is_blank(value):
                best[field] = (".".join(path), value)
        return best

    def knows(self, key: str) -> bool:
        """Return true where a column of this name is of any use (so that others need not be read)."""
        return self._slot(key) is not None or any(path[0] == key for _, path in self._paths)

    def is_text(self, key: str) -> bool:
        """Return true where a column of this name could be the text."""
        slot = self._slot(key)
        return (slot is not None and slot[0] == "text") or any(f == "text" and p[0] == key for f, p in self._paths)


def _follow(record: object, path: list[str]) -> object:
    for key in path:
        if not isinstance(record, Mapping) or key not in record:
            return None
        record = record[key]
    return record
