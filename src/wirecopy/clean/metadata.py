"""Credits in an article's metadata: byline and meta fields in, Credit records out (start == end == 0).

Which fields name a source differs by crawler and format (JSON-LD, ninjs, feeds, meta tags), so names are compared by
their letters only: "creditText", "credit_text" and "og:credit-text" differ less than their meaning does. The publisher
is no credit: it is the outlet itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wirecopy.model import Article, Credit, CreditForm

if TYPE_CHECKING:
    from wirecopy.rules import Rules

_FIELDS = frozenset(
    [
        "credit",
        "credittext",
        "creditline",
        "creditlines",
        "provider",
        "source",
        "sourceorganization",
        "copyrightholder",
        "copyrightnotice",
        "infosource",
        "dateline",
        "agency",
        "newsagency",
        "wire",
        "dcsource",
        "sourcename",
        "syndicationsource",
        "originalsource",
        "isbasedon",
        "isbasedonurl",
        "author",
        "authors",
        "creator",
        "dccreator",
        "byline",
        "bylines",
        "contributor",
        "articleauthor",
        "dccontributor",
        "copyright",
    ]
)
_BYLINES = frozenset(["author", "authors", "creator", "dccreator", "byline", "bylines", "articleauthor"])
_LETTERS = re.compile(r"[^a-z]+")
_URL = re.compile(r"^(?:https?:)?//([^/\s?#:]{3,253})")
_DOMAIN = re.compile(r"^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,4}$")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|from|via)\s+", re.IGNORECASE)
_SHORT = re.compile(r"(?!NA$)[A-Z]{2,5}")  # "PA" is a word elsewhere; alone in an author's place it is the agency
_DATELINE = re.compile(r"\(([^()]{2,60})\)")
_LONGEST = 200
_DEEPEST = 3
_MOST = 20


def metadata_credits(article: Article, rules: Rules) -> list[Credit]:
    """Return the agencies that byline and metadata name, each once, byline first."""
    found: dict[str, Credit] = {}
    for agency in _named(article.byline, rules):
        found.setdefault(agency, _credit(agency, "byline", "meta-byline", article.byline))
    for field, value in article.meta.items():
        key = _LETTERS.sub("", field.lower()[:60])
        if key in _FIELDS:
            rule = "meta-author" if key in _BYLINES else f"meta-{key}"
            for text in _texts(value, 0):
                for agency in _of_value(text, key, rules):
                    found.setdefault(agency, _credit(agency, "metadata", rule, text))
    return list(found.values())


def _credit(agency: str, form: CreditForm, rule: str, text: str) -> Credit:
    return Credit(agency=agency, form=form, rule=rule, start=0, end=0, text=text[:_LONGEST])


def _texts(value: object, depth: int) -> Iterator[str]:
    """Strings inside a meta value: lists, and name or url of objects, a few levels deep."""
    if isinstance(value, str):
        yield value[:_LONGEST]
    elif depth < _DEEPEST and isinstance(value, Mapping):
        for key in ("name", "url", "@id", "literal"):
            yield from _texts(value.get(key), depth + 1)
    elif depth < _DEEPEST and isinstance(value, Sequence) and not isinstance(value, bytes):
        for item in value[:_MOST]:
            yield from _texts(item, depth + 1)


def _of_value(text: str, key: str, rules: Rules) -> tuple[str, ...]:
    lowered = text.strip().lower()
    address = _URL.match(lowered)
    if address is not None or _DOMAIN.match(lowered):
        agency = rules.agency_of_domain(address[1] if address is not None else lowered)
        return (agency,) if agency else ()
    if key == "dateline":
        bracket = _DATELINE.search(text)
        return rules.names.resolve(bracket[1]) if bracket is not None else ()
    return _named(text, rules)


def _named(text: str, rules: Rules) -> tuple[str, ...]:
    if not text or len(text) > _LONGEST:
        return ()
    name = _BY.sub("", text.strip())
    return rules.names.resolve(name, weak=_SHORT.fullmatch(name) is not None)
