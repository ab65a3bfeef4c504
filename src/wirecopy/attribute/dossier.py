"""All that is known of each member of a family before any pair is looked at.

In: a family and the outlets. Out: a `Dossier`, its members in ascending order of id and addressed by position.
The one idea: read every text, claim, clock and outlet once; the pairs then only compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.attribute.claims import CREDIT_STRENGTH, UNNAMED_AGENCY, Claim, name_keys, read_claim, url_key
from wirecopy.attribute.family import Family, Link, directed, links, member_ids
from wirecopy.attribute.outlets import OutletKind, OutletTable, name_key
from wirecopy.attribute.texts import Wording, archetype, coverage, few, read_wording
from wirecopy.attribute.timing import Clock, Span, clock_of, published_span
from wirecopy.attribute.versions import version_chain
from wirecopy.model import ArticleId, Document, PartKind, Role

_OWN_TEXT_VOTE = 8.0  # an article on the agency's own domain, against 3.0 for a dateline
_MOST_CANDIDATES, _NEAREST, _MOST_COMPARED = 16, 5, 48
_NO_TIME = 2**62
_UNVERIFIED_COVERAGE = 0.2
_MOST_UNVERIFIED = 3
_SHORTEST_LINE, _MOST_LINES = 12, 60
_NAME_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """One member: its document and what it says, when, where, with whose words.

    `owner` is the agency whose own outlet published it. `lines` are keys of its furniture, carrier and credit
    lines, `site_lines` those of its furniture that few other members have; `mentions` are positions of members
    whose outlet it names in its text, where few do.
    """

    document: Document
    role: Role
    wording: Wording
    claim: Claim
    span: Span | None
    kind: OutletKind
    group: str
    owner: str | None
    dateline: bool
    headline: tuple[str, ...]
    lines: frozenset[str]
    site_lines: frozenset[str]
    mentions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A family read once: everything that evidence is drawn from.

    `agency` is the one that the family's credits point to, with its share of the votes, 0..1; `own_order` are the
    positions of its own texts in order of versions; `candidates` are each member's possible sources with their links;
    `archetype` is what the original must have held where none of its own texts is in the store; `clock` says how far
    the dates agree, `first` is the earliest of them; `headlines` counts members by headline, `domains`
    are those of all members.
    """

    members: tuple[Known, ...]
    agency: str | None
    agency_share: float
    votes: Mapping[str, float]
    own_order: tuple[int, ...]
    own_texts: frozenset[int]
    candidates: tuple[tuple[tuple[int, Link], ...], ...]
    archetype: frozenset[int]
    clock: Clock
    first: Span | None
    headlines: Mapping[tuple[str, ...], int]
    domains: frozenset[str]

    def identifier(self, position: int) -> ArticleId:
        """Article id of a member."""
        return self.members[position].document.article.article_id


def open_dossier(family: Family, outlets: OutletTable) -> Dossier:
    """Read a family; cost is linear in members plus verdicts, with at most 16 candidates kept per member."""
    ids = member_ids(family)
    members = _read_members(family, ids, outlets)
    agency, share, votes = weigh_credits(members, [1.0] * len(members))
    position = {article_id: i for i, article_id in enumerate(ids)}
    order = [position[article_id] for article_id in version_chain([m.document for m in members], agency, outlets)]
    order += [i for i, member in enumerate(members) if member.role == "version" and i not in order]
    own = frozenset(order)
    pairs = links(family)
    linked: list[list[tuple[int, Link]]] = [[] for _ in ids]
    for (source, copy), link in pairs.items():
        linked[position[copy]].append((position[source], link))
    candidates = tuple(() if i in own else _pick_candidates(i, linked[i], members, own) for i in range(len(members)))
    headlines = Counter(member.headline for member in members)
    dated = [member.span for member in members if member.span is not None]
    clock = clock_of([members[i].span for i in order], [m.span for i, m in enumerate(members) if i not in own])
    lost = frozenset() if own else archetype([member.wording for member in members])
    domains = frozenset(member.document.article.outlet_domain for member in members)
    first = min(dated, default=None)
    return Dossier(members, agency, share, votes, tuple(order), own, candidates, lost, clock, first, headlines, domains)


def _read_members(family: Family, ids: Sequence[ArticleId], outlets: OutletTable) -> tuple[Known, ...]:
    documents = [family.documents[article_id] for article_id in ids]
    roles = {member.article_id: member.role for member in family.story.members}
    wording = read_wording(documents)
    neighbours: dict[str, str] = {}
    for document in documents:
        article = document.article
        for key in name_keys(article.outlet, article.outlet_domain):
            neighbours.setdefault(key, article.outlet_domain)
    lines = [_lines(document) for document in documents]
    held = Counter(line for line_set, _ in lines for line in line_set)
    most = few(len(documents))
    mentions = _mentions(documents)
    return tuple(
        Known(
            document=document,
            role=roles[ids[i]],
            wording=wording[i],
            claim=read_claim(document, outlets, neighbours),
            span=published_span(document.article),
            kind=outlets.kind_of(document.article.outlet_domain),
            group=outlets.find(document.article.outlet_domain).group,
            owner=outlets.agency_of(document.article.outlet_domain),
            dateline=_has_dateline(document),
            headline=tuple(document.article.headline[:500].casefold().split()),
            lines=lines[i][0],
            site_lines=frozenset(line for line in lines[i][1] if held[line] <= most),
            mentions=mentions[i],
        )
        for i, document in enumerate(documents)
    )


def _has_dateline(document: Document) -> bool:
    return any(credit.form == "dateline" for credit in document.credits) or any(
        part.kind is PartKind.DATELINE for part in document.parts
    )


def _lines(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of all lines that are long enough to be told apart, and of those that are furniture or a carrier's."""
    every: set[str] = set()
    site: set[str] = set()
    for part in document.parts[: 20 * _MOST_LINES]:
        key = name_key(document.article.text[part.start : part.end])
        if len(key) < _SHORTEST_LINE:
            continue
        every.add(key)
        if part.kind in (PartKind.FURNITURE, PartKind.CARRIER) and len(site) < _MOST_LINES:
            site.add(key)
    return frozenset(every), frozenset(site)


def _mentions(documents: Sequence[Document]) -> list[frozenset[int]]:
    """For each text the positions of members whose outlet it names, unless many texts name it.

    Only outlets of the family are looked for, at most a few hundred, each as a plain substring.
    """
    named: dict[str, list[int]] = {}
    for i, document in enumerate(documents):
        article = document.article
        for name in {article.outlet.strip().casefold(), article.outlet_domain.strip().casefold()}:
            if len(name) >= _NAME_LETTERS:
                named.setdefault(name, []).append(i)
    if len(named) > 400:  # a crowded story: the pairs' other evidence has to do
        return [frozenset()] * len(documents)
    texts = [document.article.text[:100_000].casefold() for document in documents]
    found: list[set[int]] = [set() for _ in documents]
    for name in sorted(named):
        naming = [i for i, text in enumerate(texts) if i not in named[name] and name in text]
        if len(naming) <= few(len(documents)):
            for i in naming:
                found[i].update(named[name])
    return [frozenset(positions) for positions in found]


def weigh_credits(members: Sequence[Known], factors: Sequence[float]) -> tuple[str | None, float, dict[str, float]]:
    """The agency that the credits of these members point to, its share of all votes, and the votes.

    Own texts of an agency weigh most, then datelines, bylines and so on, each times the member's factor. Spun
    texts and members with more than one story count half. (None, 0.0, {}) where nobody credits a named agency.
    """
    votes: dict[str, float] = {}
    for known, factor in zip(members, factors, strict=True):
        doubt = 0.5 if known.document.telltales or known.role == "partial" else 1.0
        forms: dict[str, float] = {known.owner: _OWN_TEXT_VOTE} if known.owner else {}
        for credit in known.document.credits:
            forms[credit.agency] = max(forms.get(credit.agency, 0.0), CREDIT_STRENGTH[credit.form])
        for agency, strength in forms.items():
            if agency != UNNAMED_AGENCY:
                votes[agency] = votes.get(agency, 0.0) + strength * doubt * factor
    if not any(vote > 0 for vote in votes.values()):
        return None, 0.0, {}
    best = min(votes, key=lambda agency: (-round(votes[agency], 9), agency))
    return best, votes[best] / sum(votes.values()), votes


def _pick_candidates(
    copy: int, linked: list[tuple[int, Link]], members: Sequence[Known], own: frozenset[int]
) -> tuple[tuple[int, Link], ...]:
    """At most 16 candidate sources of a member: those it claims, the agency's own texts, the best covered, the nearest.

    An agency's own text that no verdict names is added if shingles show it: large families are not verified whole.
    """
    known = members[copy]
    hubs = sorted(own - {source for source, _ in linked} - {copy})[:_MOST_UNVERIFIED]
    pool = sorted(linked, key=lambda pair: (pair[0] not in own, -pair[1].share_of_copy, pair[0]))[:_MOST_COMPARED]
    pool += [(hub, link) for hub in hubs if (link := _unverified(copy, hub, members)) is not None]
    shares = {source: round(coverage(known.wording, members[source].wording), 2) for source, _ in pool}

    def claimed(source: int) -> bool:
        article = members[source].document.article
        return (
            source in own
            or article.outlet_domain in known.claim.outlet_domains | known.claim.carriers
            or url_key(article.url) in known.claim.original_urls
        )

    def earliest(source: int) -> int:
        span = members[source].span
        return _NO_TIME if span is None else span.earliest

    def wait(source: int) -> int:
        gap = 0 if known.span is None else known.span.earliest - earliest(source)
        return gap if gap >= 0 else _NO_TIME

    first = sorted(pool, key=lambda pair: (not claimed(pair[0]), -shares[pair[0]], earliest(pair[0]), pair[0]))
    best = max(shares.values(), default=0.0)
    near = sorted(
        (pair for pair in first[_MOST_CANDIDATES - _NEAREST :] if shares[pair[0]] >= 0.8 * best),
        key=lambda pair: (wait(pair[0]), -shares[pair[0]], pair[0]),
    )
    chosen = first[: _MOST_CANDIDATES - _NEAREST] + near[:_NEAREST]
    return tuple((source, directed(link)) for source, link in sorted(chosen, key=lambda pair: pair[0]))


def _unverified(copy: int, source: int, members: Sequence[Known]) -> Link | None:
    """A link from shingles alone, None where they overlap too little."""
    of_copy = coverage(members[copy].wording, members[source].wording)
    if of_copy < _UNVERIFIED_COVERAGE:
        return None
    ids = (members[source].document.article.article_id, members[copy].document.article.article_id)
    of_source = coverage(members[source].wording, members[copy].wording)
    return Link(ids[0], ids[1], of_source, of_copy, of_copy, None, None)
