"""What a news page says about itself in its head: canonical, og:*, article:*, JSON-LD, syndication tags, robots.

In: an lxml tree of the page. Out: fields for the field table and `meta` with the keys of META_KEYS.
The one idea: metadata is evidence of who wrote and who licensed, so it is kept apart by its source and never merged
with what the text says. Of competing times JSON-LD datePublished wins, then article:published_time, then older tags.
A canonical of another domain than og:url is a statement about the original, not this page's own address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from wirecopy.read.identity import host_of, registered_domain
from wirecopy.read.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAGS = {
    "og:url": "og_url",
    "og:site_name": "og_site_name",
    "syndication-source": "syndication_source",
    "original-source": "original_source",
    "robots": "robots",
    "copyright": "copyright_notice",
    "article:section": "section",
    "news_keywords": "keywords",
    "dc.source": "info_source",
}
_DATE_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "cxenseparse:recs:publishtime",
)
_DATE_PATHS = (
    ("itemprop datePublished", "//*[@itemprop='datePublished']/@content"),
    ("itemprop datePublished", "//*[@itemprop='datePublished']/@datetime"),
    ("time", "//time/@datetime"),
)
_MODIFIED_TAGS = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_LD_KEYS = {
    "publisher": "publisher",
    "provider": "provider",
    "sourceOrganization": "source_organization",
    "isBasedOn": "is_based_on",
    "copyrightHolder": "copyright_holder",
    "creditText": "credit_text",
    "copyrightNotice": "copyright_notice",
    "dateline": "dateline",
    "correction": "correction",
    "author": "author",
}
_ARTICLE_TYPES = ("article", "blogposting", "newsarticle", "report", "liveblogposting")
_LD_NESTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
_MAX_SCRIPT_BYTES = 1 << 20
_MAX_NODES = 500


def page_metadata(tree: Any) -> tuple[dict[str, object], dict[str, object]]:
    """Fields (url, headline, byline, published_at, …) and metadata of a page."""
    tags = _meta_tags(tree)
    linked = next(_article_nodes(tree), {})
    canonical = _first(tree, "//link[translate(@rel,'CANONICAL','canonical')='canonical']/@href")
    meta: dict[str, object] = {key: tags[name] for name, key in _TAGS.items() if name in tags}
    meta |= {key: _value(linked[name]) for name, key in _LD_KEYS.items() if name in linked}
    if canonical:
        meta["canonical_url"] = canonical
    fields: dict[str, object] = {
        "url": _own_url(canonical, tags.get("og:url", ""), plain_text(linked.get("url"))),
        "headline": plain_text(linked.get("headline")) or tags.get("og:title", "") or _headline(tree),
        "byline": _value(linked.get("author")) or tags.get("author") or _address_free(tags.get("article:author", "")),
        "outlet": tags.get("og:site_name", "") or _value(linked.get("publisher")),
        "language": _first(tree, "/html/@lang") or plain_text(linked.get("inLanguage")),
        "article_body": plain_text(linked.get("articleBody")),
    }
    fields["modified_at"] = plain_text(linked.get("dateModified")) or _first_tag(tags, _MODIFIED_TAGS)[1]
    source, date = _published(tree, tags, linked)
    if date:
        fields["published_at"] = date
        meta["date_source"] = source
    return fields, meta


def _published(tree: Any, tags: Mapping[str, str], linked: Mapping[str, object]) -> tuple[str, str]:
    if date := plain_text(linked.get("datePublished") or linked.get("dateCreated")):
        return "json-ld datePublished", date
    source, date = _first_tag(tags, _DATE_TAGS)
    if date:
        return source, date
    for name, path in _DATE_PATHS:
        if date := _first(tree, path):
            return name, date
    return "", ""


def _first_tag(tags: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str]:
    return next(((name, tags[name]) for name in names if tags.get(name)), ("", ""))


def _meta_tags(tree: Any) -> dict[str, str]:
    """Content by lower-case name or property; the first of several wins."""
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content")
        if name and content and content.strip():
            tags.setdefault(name.strip().lower()[:100], content.strip()[:2000])
    return tags


def _article_nodes(tree: Any) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _MAX_SCRIPT_BYTES:
            continue
        try:
            value = orjson.loads(script.text.strip().removesuffix(";").encode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            continue
        yield from (node for node in _nodes(value) if _is_article(node))


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    """Objects of a JSON-LD value, in order of standing, at most _MAX_NODES."""
    queue = [value]
    for _ in range(_MAX_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue[:0] = node[:_MAX_NODES]
        elif isinstance(node, dict):
            yield node
            queue[:0] = [node[key] for key in _LD_NESTS if key in node]


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE_TYPES) for name in names)


def _value(value: object) -> str:
    return plain_text(value)


def _own_url(canonical: str, shared: str, linked: str) -> str:
    """Return the page's own address; a canonical of a foreign domain points at the original instead."""
    absolute = [url for url in (canonical, shared, linked) if url.lower().startswith(("http://", "https://"))]
    if shared in absolute and canonical in absolute:
        own, other = registered_domain(host_of(shared)), registered_domain(host_of(canonical))
        return canonical if own == other else shared
    return absolute[0] if absolute else ""


def _address_free(author: str) -> str:
    return "" if host_of(author) else author


def _headline(tree: Any) -> str:
    for name in ("h1", "title"):
        for element in tree.iter(name):
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text[:1000]
    return ""


def _first(tree: Any, path: str) -> str:
    return next((str(value).strip()[:2000] for value in tree.xpath(path) if str(value).strip()), "")
