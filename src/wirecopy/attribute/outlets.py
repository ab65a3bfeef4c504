"""Outlets: name, group and kind of each domain, and which domains are an agency's own.

In: a table of the user's, plus what was seen of outlets in stories. Out: `OutletTable`, asked by domain. The one
idea: a kind or a group that nobody gave is inferred only from counted evidence, and says so.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from wirecopy.model import Evidence, OutletKind

KnownKind: TypeAlias = OutletKind | Literal["unknown"]

_GROUP_TWINS = 3  # same text in the same minute: once is a feed, three times is a house
_SAME_MINUTE = 60
_KIND_EVIDENCE = 5  # articles below which nothing is said of an outlet


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet as the user's table or an inference has it; `group` is "" for one that stands alone."""

    domain: str
    name: str = ""
    group: str = ""
    kind: KnownKind = "unknown"


@dataclass(frozen=True, slots=True)
class OutletTable:
    """Outlets by domain and the own domains of agencies by agency id; unknown domains are outlets of unknown kind.

    `by_name` (name key -> domain) and `owner` (agency domain -> agency id; ties go to the first id) are derived.
    """

    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    agency_domains: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(init=False, repr=False, compare=False)
    owner: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index names and agency domains once, in an order that does not depend on the mappings'."""
        named = sorted((outlet.domain, name_key(outlet.name)) for outlet in self.outlets.values())
        by_name = {key: domain for domain, key in reversed(named) if key}
        owner = {d: agency for agency in sorted(self.agency_domains, reverse=True) for d in self.agency_domains[agency]}
        object.__setattr__(self, "by_name", by_name)
        object.__setattr__(self, "owner", owner)

    def find(self, domain: str) -> Outlet:
        """The outlet of a domain, or of the nearest domain above it ("eu.paper.com" is "paper.com")."""
        for candidate in parent_domains(domain):
            if candidate in self.outlets:
                return self.outlets[candidate]
        return Outlet(domain)

    def agency_of(self, domain: str) -> str | None:
        """Id of the agency whose own domain this is or lies below, None for everybody else's."""
        return next((self.owner[above] for above in parent_domains(domain) if above in self.owner), None)

    def kind_of(self, domain: str) -> KnownKind:
        """Kind of an outlet: the table's word, else "agency" for an agency's own domain, else "unknown"."""
        kind = self.find(domain).kind
        return "agency" if kind == "unknown" and self.agency_of(domain) is not None else kind


@functools.lru_cache(maxsize=50_000)
def parent_domains(domain: str) -> tuple[str, ...]:
    """A domain and those above it that still have a dot, without "www.".

    >>> parent_domains("www.news.example.com")
    ('news.example.com', 'example.com')
    """
    labels = domain.casefold().removeprefix("www.").strip(".").split(".")[-8:]
    return tuple(".".join(labels[i:]) for i in range(max(1, len(labels) - 1)))


def same_site(left: str, right: str) -> bool:
    """Whether one domain is the other or lies below it."""
    return bool(left) and bool(right) and (left in parent_domains(right) or right in parent_domains(left))


@functools.lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Letters and digits of a name, folded: "The Daily-Post" and "thedailypost.com" share it up to the ending."""
    return re.sub(r"[\W_]+", "", name[:200].casefold())


class OutletTally(NamedTuple):
    """What was seen of one outlet, in articles.

    Its articles, the copies and the spun copies among them, and others' articles that bear its carrier mark or name it.
    """

    articles: int
    copies: int
    spun: int
    carried_by_others: int


def infer_kind(tally: OutletTally) -> tuple[KnownKind, tuple[Evidence, ...]]:
    """Kind of an outlet from counts, with the evidence; "unknown" below five articles.

    Log-odds are those of the observed share, smoothed by one half, against the share at which a kind begins:
    spinner from a fifth of spun copies, aggregator where nearly everything is copied and others name it as their
    carrier. An outlet that runs much agency copy unspun is a publisher. Agencies are never inferred: rules name them.
    """
    if tally.articles < _KIND_EVIDENCE:
        return "unknown", ()
    spun = _log_odds(tally.spun, tally.articles, 0.2)
    if spun > 0:
        return "spinner", (Evidence("spun-share", spun, f"{tally.spun} of {tally.articles} articles are spun"),)
    copied = _log_odds(tally.copies, tally.articles, 0.9)
    if copied > 0 and tally.carried_by_others >= _GROUP_TWINS:
        detail = f"{tally.copies} of {tally.articles} articles are copies, {tally.carried_by_others} others name it"
        return "aggregator", (Evidence("carrier-of-copies", copied, detail),)
    detail = f"{tally.articles - tally.copies} of {tally.articles} articles are its own"
    own = _log_odds(tally.articles - tally.copies, tally.articles, 0.1)
    return ("publisher", (Evidence("own-articles", own, detail),)) if own > 0 else ("unknown", ())


def _log_odds(part: int, whole: int, threshold: float) -> float:
    return math.log((part + 0.5) / (whole - part + 0.5)) - math.log(threshold / (1 - threshold))


class Twin(NamedTuple):
    """Two verbatim copies of one text: their domains and the time between them in seconds."""

    left_domain: str
    right_domain: str
    lag_seconds: int


def infer_groups(twins: Iterable[Twin]) -> dict[str, str]:
    """Map domain to group (named after its first domain) for sites that carry the same text at the same minute.

    Two sites belong together when that happened at least three times and in at least half of the texts they
    share: subscribers of one feed also meet within a minute, but not mostly. Domains without a group are absent.
    """
    shared: Counter[tuple[str, str]] = Counter()
    prompt: Counter[tuple[str, str]] = Counter()
    for twin in twins:
        if twin.left_domain == twin.right_domain:
            continue
        pair = (min(twin.left_domain, twin.right_domain), max(twin.left_domain, twin.right_domain))
        shared[pair] += 1
        prompt[pair] += abs(twin.lag_seconds) < _SAME_MINUTE
    group: dict[str, str] = {}
    for left, right in sorted(pair for pair, n in prompt.items() if n >= _GROUP_TWINS and 2 * n >= shared[pair]):
        names = {group.get(left, left), group.get(right, right)}
        first = min(names)
        group[left] = group[right] = first
        for domain in sorted(group):
            if group[domain] in names:
                group[domain] = first
    return group
