"""What an article says of itself: whose text it is, through whom it came, to whom it links as the original.

In: one document and the outlets. Out: a `Claim`. The one idea: a claim is evidence, never truth, so it is read
here once, apart from what is inferred, and the three columns (claimed, inferred, carrier) are never mixed.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wirecopy.attribute.outlets import OutletTable, name_key, parent_domains, same_site
from wirecopy.model import Credit, CreditForm, Document, PartKind

UNNAMED_AGENCY = "agencies"  # the rules' id for "from news services": a credit that names nobody

# How much a credit of each form says about the origin of the text; also the order of "strongest".
CREDIT_STRENGTH: dict[CreditForm, float] = {
    "dateline": 3.0,
    "byline": 2.5,
    "sign-off": 2.0,
    "copyright": 2.0,
    "credit line": 2.0,
    "disclaimer": 1.5,
    "metadata": 1.5,
    "contributed": 1.0,
    "initials": 1.0,
}

_SOURCE_LINE = re.compile(
    r"\W{0,3}(?:source|quelle|fuente|fonte|källa|kilde|lähde|bron|źródło|zdroj|kaynak|источник|джерело|πηγή|来源|來源|"
    r"出典|المصدر|स्रोत|via|"
    r"this (?:article|story|post) (?:was )?(?:first |originally )?(?:appeared|published) (?:on|in|at|by)|"
    r"(?:first|originally) published (?:on|in|at|by))\s?(?P<colon>[:：]?)\s?(?P<name>[^\n]{2,80})",
    re.IGNORECASE,
)
_LINE_LENGTH = 120
_LAST_BODY_PARTS = 2
_ORIGINAL_KEYS = frozenset(
    {
        "canonical",
        "canonicalurl",
        "isbasedon",
        "isbasedonurl",
        "ogurl",
        "originalsource",
        "sourceurl",
        "syndicationsource",
    }
)
_NAME_KEYS = frozenset({"provider", "sourceorganization", "copyrightholder", "credittext", "dcsource"})
_PAGE_SYSTEMS = frozenset(
    {
        "arcpublishing.com",
        "gray.tv",
        "grahammedia.com",
        "hearst.com",
        "mosaic-network",
        "townnews.com",
        "townsquaremedia.com",
    }
)
_NO_NAMES = frozenset({"link", "url", "here", "original"})


@dataclass(frozen=True, slots=True)
class Claim:
    """Claims of one article: agencies strongest first, the credit that names the first, the outlet it names.

    `outlet_domains` are the domains that the named outlet or a link to an original leads to (never its own);
    `original_urls` are such links, as `url_key`s; `carriers` are the foreign domains whose marks it bears.
    """

    agencies: tuple[str, ...]
    credit: Credit | None
    outlet: str | None
    outlet_domains: frozenset[str]
    original_urls: frozenset[str]
    carrier: str | None
    carriers: frozenset[str]

    @property
    def source(self) -> str | None:
        """The column `claimed_source`: the agency credited most strongly, else the outlet named."""
        return self.agencies[0] if self.agencies else self.outlet

    @property
    def names_agency(self) -> bool:
        """Whether it credits an agency by name."""
        return any(agency != UNNAMED_AGENCY for agency in self.agencies)


@functools.lru_cache(maxsize=50_000)
def url_key(url: str) -> str:
    """A url without scheme, "www.", query, fragment and last slash: equal for two addresses of one page.

    >>> url_key("https://www.Example.com/a/?utm=1")
    'example.com/a'
    """
    bare = re.split(r"[?#]", url[:2000], maxsplit=1)[0].rstrip("/")
    bare = re.sub(r"\A[A-Za-z]{2,8}://", "", bare)
    host, slash, path = bare.partition("/")
    return host.casefold().removeprefix("www.") + slash + path


def read_claim(document: Document, outlets: OutletTable, neighbours: Mapping[str, str]) -> Claim:
    """The claims of one document; `neighbours` maps name keys of outlets in the family to their domains."""
    credits_ = sorted(document.credits, key=lambda c: (-CREDIT_STRENGTH[c.form], c.start, c.end, c.agency, c.rule))
    named = [credit for credit in credits_ if credit.agency != UNNAMED_AGENCY]
    own = document.article.outlet_domain
    urls = sorted(url for url in _original_urls(document) if not same_site(_host(url), own))
    lines = _source_lines(document)
    domains = {name: _resolve(name, outlets, neighbours) - {own} for name in (*lines, *_meta_names(document))}
    outlet = next((name for name, found in domains.items() if found), None)
    if outlet is None:  # a name that leads nowhere is still what the article says, where it says so with a colon
        outlet = next((name for name, explicit in lines.items() if explicit and not _own_name(name, document)), None)
    if outlet is None and urls:
        outlet = _host(urls[0])
    foreign = [mark for mark in document.carriers if _came_through(mark.carrier_domain, own)]
    return Claim(
        agencies=tuple(dict.fromkeys(credit.agency for credit in (*named, *credits_))),
        credit=next(iter(named or credits_), None),
        outlet=outlet,
        outlet_domains=frozenset({d for found in domains.values() for d in found} | {_host(url) for url in urls}),
        original_urls=frozenset(urls),
        carrier=_main_carrier(mark.carrier_domain for mark in sorted(foreign, key=lambda m: (m.start, m.end, m.rule))),
        carriers=frozenset(mark.carrier_domain for mark in foreign),
    )


def _main_carrier(domains: Iterable[str]) -> str | None:
    """The carrier with most marks; ties go to the first mark in the text."""
    counts = Counter(domains)
    return counts.most_common(1)[0][0] if counts else None


def _host(key: str) -> str:
    return key.partition("/")[0]


def _came_through(carrier: str, own: str) -> bool:
    """Whether a mark tells of another site: not of the outlet itself, nor of a page system that hundreds of sites use.

    To count which outlets bear such a system's marks anyway was refused: a claim would depend on all other articles of
    its outlet, so that one batch would no longer equal many. `why` shows these marks all the same.
    """
    return carrier not in _PAGE_SYSTEMS and not same_site(carrier, own)


def _own_name(name: str, document: Document) -> bool:
    return name_key(name) in name_keys(document.article.outlet, document.article.outlet_domain)


def _source_lines(document: Document) -> dict[str, bool]:
    """Names after "Source:" and its like -> whether with a colon; in labelled lines and the last body paragraphs."""
    body = [part for part in document.parts if part.kind is PartKind.BODY][-_LAST_BODY_PARTS:]
    labelled = (PartKind.CREDIT, PartKind.CARRIER, PartKind.FURNITURE, PartKind.BYLINE)
    lines = [part for part in document.parts if part.kind in labelled or part in body]
    names: dict[str, bool] = {}
    for part in lines:
        line = document.article.text[part.start : part.end].strip()
        found = _SOURCE_LINE.match(line) if len(line) <= _LINE_LENGTH else None
        if found is not None and name_key(found["name"]) not in _NO_NAMES:
            names.setdefault(found["name"].strip(" \t.:;,()[]"), bool(found["colon"]))
    return names


def _meta_values(document: Document, wanted: frozenset[str]) -> list[str]:
    """Strings under the wanted metadata keys, one level of nesting deep, in key order."""
    found: list[str] = []
    for key in sorted(document.article.meta, key=str):
        value = document.article.meta[key]
        nested = value if isinstance(value, Mapping) else {}
        for inner_key, inner in ((key, value), *sorted(nested.items(), key=lambda item: str(item[0]))):
            if name_key(str(inner_key)) in wanted:
                found.extend(_strings(inner))
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value[:2000]] if value.strip() else []
    if isinstance(value, Mapping):
        return [text for key in ("@id", "url", "name") for text in _strings(value.get(key))]
    if isinstance(value, list | tuple):
        return [text for inner in value[:10] if not isinstance(inner, list | tuple) for text in _strings(inner)]
    return []


def _original_urls(document: Document) -> set[str]:
    return {url_key(value) for value in _meta_values(document, _ORIGINAL_KEYS) if "://" in value[:10]}


def _meta_names(document: Document) -> list[str]:
    return [value.strip()[:80] for value in _meta_values(document, _NAME_KEYS) if "://" not in value[:10]]


def _resolve(name: str, outlets: OutletTable, neighbours: Mapping[str, str]) -> frozenset[str]:
    """Domains that a printed outlet name may mean: by table, by family, by being a domain itself."""
    key = name_key(name)
    found = {neighbours[key]} if key in neighbours else set()
    found |= {domain for domain in parent_domains(name) if domain in outlets.outlets and " " not in name}
    if key in outlets.by_name:
        found.add(outlets.by_name[key])
    return frozenset(found)


def name_keys(outlet: str, domain: str) -> list[str]:
    """Keys under which an outlet may be named: its name, its domain, its domain without the ending."""
    site = parent_domains(domain)[-1] if domain else ""
    keys = (name_key(outlet), name_key(domain), name_key(site), name_key(site.partition(".")[0]))
    return sorted({key for key in keys if len(key) >= 3})
