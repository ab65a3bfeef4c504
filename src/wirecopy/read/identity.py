"""Who an article is: its number, its address where it has none, its outlet's domain.

In: url, headline, text; a url or host. Out: a 53-bit number; a stable `file-id:` address; a registered domain.
The one idea: everything here is a function of the record alone - never of order, directory or run - so reading
again gives the same articles. 53 bits, because readers of JSON keep integers as doubles.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from wirecopy.model import ArticleId
from wirecopy.read.suffixes import suffix_length

if TYPE_CHECKING:
    from collections.abc import Callable

_MODULUS = 2**53 - 1
_HOST = re.compile(
    r"(?:[a-zA-Z][a-zA-Z0-9+.\-]{0,20}:)?//(?:[^/?#@\s]{0,200}@)?(\[[0-9a-fA-F:.]{2,45}\]|[^/?#:@\s\[\]]{1,253})"
)
_HOSTNAME = re.compile(r"(?=.{4,253}$)(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9\-]{2,59})")
_PLAIN_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_SLUG = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]{0,20}):")
_SCHEMES = frozenset(("http", "https", "ftp", "urn", "tag", "file-id", "doi", "ark", "info"))


def article_id_of(url: str, headline: str, text: str) -> ArticleId:
    """Return the article's number, 1..2**53-1, from what it is: the same text at two addresses is two articles.

    >>> article_id_of("file-id:a/1", "Rain", "Rain fell.") == article_id_of("file-id:a/2", "Rain", "Rain fell.")
    False
    """
    data = f"{url}\0{headline}\0{text}".encode("utf-8", "replace")
    return ArticleId(int.from_bytes(blake2b(data, digest_size=8).digest(), "big") % _MODULUS + 1)


def synthetic_url(stem: str, record_id: str, headline: str, text: str) -> str:
    """Return an address for a record without one: the file's stem and the record's id, or a digest of its text."""
    if not record_id:
        record_id = blake2b(f"{headline}\0{text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"file-id:{quote(stem[:100], safe='')}/{quote(record_id[:200], safe='')}"


def usable_url(url: str) -> bool:
    """Return false for "" and for schemes that are no address of an article (`javascript:`, `data:`, `file:`)."""
    scheme = _SCHEME.match(url)
    return bool(url) and (scheme is None or scheme.group(1).lower() in _SCHEMES or "." in scheme.group(1))


def host_of(url: str) -> str:
    """Host of an address in lower case, "" where it has none (urn:, tag:, file-id:).

    >>> host_of("HTTPS://user@WWW.Example.com:8080/a?b")
    'www.example.com'
    """
    match = _HOST.match(url)
    return match.group(1).lower().rstrip(".") if match else ""


@lru_cache(maxsize=1)
def _extractor() -> Callable[[str], Any]:
    from tldextract import TLDExtract  # noqa: PLC0415 - 0.1 s to import, only for hosts that are not plain ASCII

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=65_536)
def registered_domain(host: str) -> str:
    """Return the part of a host that somebody registered, from the bundled suffix list (never fetched).

    Private suffixes count (`name.blogspot.com` stays whole: it is an outlet of its own). Under an unknown
    top level, such as `.example`, the last two labels are taken, as the list's default rule says.

    >>> registered_domain("edition.gazette.co.uk")
    'gazette.co.uk'
    """
    host = host.lower().strip(". ")
    if not host or host.startswith("[") or host.replace(".", "").isdigit():
        return host
    if _PLAIN_HOST.fullmatch(host) and "xn--" not in host:
        labels = host.split(".")
        length = suffix_length(labels)
        if 0 < length < len(labels):
            return ".".join(labels[-length - 1 :])
    else:
        found = _extractor()(host)
        if found.domain and found.suffix:
            return f"{found.domain}.{found.suffix}"
    labels = [label for label in host.removeprefix("www.").split(".") if label]
    return ".".join(labels[-2:])


def looks_like_host(name: str) -> bool:
    """Return true for `gazette.co.uk`, false for `The Gazette` and for `Smith et al.`."""
    return "." in name and _HOSTNAME.fullmatch(name) is not None


def slug_of(name: str) -> str:
    """Return an outlet's name as a domain-like word: letters and digits of any script, dashes between.

    >>> slug_of("The Port Veld Gazette.")
    'the-port-veld-gazette'
    """
    return _SLUG.sub("-", name.lower()).strip("-")[:100]


def domain_of(given: str) -> str:
    """Return the registered domain of a host or an address, as records give it; a mere name gives its slug."""
    given = given.strip()
    host = host_of(given) or host_of("//" + given)
    return registered_domain(host) if looks_like_host(host) else slug_of(given)
