"""All that is known of each member of a family before any pair is looked at.

In: a family and the outlets. Out: a `Dossier`, its members in ascending order of id and addressed by position.
The one idea: read every text, claim, clock and outlet once; the pairs then only compare.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.attribute.claims import CREDIT_STRENGTH, UNNAMED_AGENCY, Claim, name_keys, read_claim
from wirecopy.attribute.family import Family, Links, links, member_ids
from wirecopy.attribute.outlets import KnownKind, OutletTable, parent_domains
from wirecopy.attribute.texts import Wordings, few, read_wordings
from wirecopy.attribute.timing import Clock, Span, clock_of, published_span
from wirecopy.attribute.versions import version_chain
from wirecopy.fingerprint.reading import read_words
from wirecopy.model import ArticleId, Document, PartKind, Role, Verdicts

_OWN_TEXT_VOTE = 8.0  # an article on the agency's own domain, against 3.0 for a dateline
_SHORTEST_LINE, _LONGEST_LINE, _MOST_LINES = 12, 300, 60
_LAST_PARTS = 3
_NAME_LETTERS = 4
_MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class Known:
    """One member: its document and what it says, when, where, with whose words.

    `owner` is the agency whose own outlet published it; `site` is the topmost domain of the family that its own lies
    below; `noindex` says that its page asks not to be indexed; `mentions` are positions of members whose outlet it
    names in its text, where few do.
    """

    document: Document
    role: Role
    claim: Claim
    span: Span | None
    kind: KnownKind
    group: str
    site: str
    owner: str | None
    dateline: bool
    noindex: bool
    headline: tuple[str, ...]
    mentions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A family read once: everything that evidence is drawn from.

    `agency` is the one that the family's credits point to, with its share of the votes, 0..1; `own_order` are the
    positions of its own texts in order of versions; `links` say who may have copied whom, from `verdicts`; `clock`
    says how far the dates agree, `first` is the earliest of them; `headlines` counts members by headline, `domains` are
    those of all members; `furniture` counts, for (source, copy), lines of the source's furniture in the copy.
    """

    members: tuple[Known, ...]
    wordings: Wordings
    links: Links
    verdicts: Verdicts
    agency: str | None
    agency_share: float
    votes: Mapping[str, float]
    own_order: tuple[int, ...]
    own_texts: frozenset[int]
    clock: Clock
    first: Span | None
    headlines: Mapping[tuple[str, ...], int]
    domains: frozenset[str]
    furniture: Mapping[tuple[int, int], int]

    def identifier(self, position: int) -> ArticleId:
        """Article id of a member."""
        return self.members[position].document.article.article_id


def open_dossier(family: Family, outlets: OutletTable) -> Dossier:
    """Read a family; cost is linear in members plus verdicts."""
    ids = member_ids(family)
    members = _read_members(family, ids, outlets)
    votes = weigh_credits(members, [1.0] * len(members))
    agency, share = most_voted(votes)
    position = {article_id: i for i, article_id in enumerate(ids)}
    documents = [member.document for member in members]
    order = [position[article_id] for article_id in version_chain(documents, agency, outlets)]
    order += [i for i, member in enumerate(members) if member.role == "version" and i not in order]
    own = frozenset(order)
    clock = clock_of([members[i].span for i in order], [m.span for i, m in enumerate(members) if i not in own])
    return Dossier(
        members=members,
        wordings=read_wordings(family.reading or read_words(documents), ids, lost=not own),
        links=links(family),
        verdicts=family.verdicts,
        agency=agency,
        agency_share=share,
        votes=votes,
        own_order=tuple(order),
        own_texts=own,
        clock=clock,
        first=min((member.span for member in members if member.span is not None), default=None),
        headlines=Counter(member.headline for member in members),
        domains=frozenset(document.article.outlet_domain for document in documents),
        furniture=_furniture(documents),
    )


def _read_members(family: Family, ids: Sequence[ArticleId], outlets: OutletTable) -> tuple[Known, ...]:
    documents = [family.documents[article_id] for article_id in ids]
    roles = {member.article_id: member.role for member in family.story.members}
    neighbours: dict[str, str] = {}
    for document in documents:
        article = document.article
        for key in name_keys(article.outlet, article.outlet_domain):
            neighbours.setdefault(key, article.outlet_domain)
    sites = _sites(documents)
    mentions = _mentions(documents)
    return tuple(
        Known(
            document=document,
            role=roles[ids[i]],
            claim=read_claim(document, outlets, neighbours),
            span=published_span(document.article),
            kind=outlets.kind_of(document.article.outlet_domain),
            group=outlets.find(document.article.outlet_domain).group,
            site=sites[document.article.outlet_domain],
            owner=outlets.agency_of(document.article.outlet_domain),
            dateline=_has_dateline(document),
            noindex=_is_hidden(document),
            headline=tuple(document.article.headline[:500].casefold().split()),
            mentions=mentions[i],
        )
        for i, document in enumerate(documents)
    )


def _sites(documents: Sequence[Document]) -> dict[str, str]:
    """For each domain of the family the topmost one of the family that it is or lies below."""
    domains = {document.article.outlet_domain for document in documents}
    bare = {parent_domains(domain)[0] for domain in domains}
    return {domain: [above for above in parent_domains(domain) if above in bare][-1] for domain in domains}


def _furniture(documents: Sequence[Document]) -> dict[tuple[int, int], int]:
    """(source, copy) -> lines of the source's furniture that stand in the copy, of lines that few members have."""
    holders: dict[str, list[int]] = defaultdict(list)
    sites: dict[str, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        every, site = _lines(document)
        for line in every:
            holders[line].append(i)
        for line in site:
            sites[line].append(i)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for line, sources in sites.items():
        if len(holders[line]) > 1 and len(sources) <= few(len(documents)) and len(holders[line]) <= _MOST_NAMES:
            for source in sources:
                for copy in holders[line]:
                    found[source, copy] += source != copy
    return found


def _is_hidden(document: Document) -> bool:
    """Whether the page asks search engines to leave it out, as licences demand of pages with others' texts."""
    told = str(document.article.meta.get("robots", ""))[:_LONGEST_LINE].casefold()
    return not {"noindex", "none"}.isdisjoint(re.findall(r"[a-z]+", told))


def _has_dateline(document: Document) -> bool:
    return any(credit.form == "dateline" for credit in document.credits) or any(
        part.kind is PartKind.DATELINE for part in document.parts
    )


def _lines(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """All lines of a length to be told apart and to be furniture, and those that are furniture or a carrier's."""
    every: set[str] = set()
    site: set[str] = set()
    for part in document.parts[: 20 * _MOST_LINES]:
        if not _SHORTEST_LINE <= part.end - part.start <= _LONGEST_LINE:
            continue
        line = document.article.text[part.start : part.end].strip().casefold()
        every.add(line)
        if part.kind in (PartKind.FURNITURE, PartKind.CARRIER) and len(site) < _MOST_LINES:
            site.add(line)
    return frozenset(every), frozenset(site)


def _mentions(documents: Sequence[Document]) -> list[frozenset[int]]:
    """For each text the positions of members whose outlet it names outside its running text, unless many texts name it.

    Only outlets of the family are looked for, at most a few hundred, each as a plain substring of what is labelled and
    of the last paragraphs: in mid-text an outlet is quoted ("told The Courier").
    """
    named: dict[str, list[int]] = {}
    for i, document in enumerate(documents):
        article = document.article
        for name in {article.outlet.strip().casefold(), article.outlet_domain.strip().casefold()}:
            if len(name) >= _NAME_LETTERS:
                named.setdefault(name, []).append(i)
    if len(named) > _MOST_NAMES:  # a crowded story: the pairs' other evidence has to do
        return [frozenset()] * len(documents)
    texts = [_around_text(document) for document in documents]
    found: list[set[int]] = [set() for _ in documents]
    for name in sorted(named):
        naming = [i for i, text in enumerate(texts) if name in text and i not in named[name]]
        if len(naming) <= few(len(documents)):
            for i in naming:
                found[i].update(named[name])
    return [frozenset(positions) for positions in found]


def _around_text(document: Document) -> str:
    """What stands around the running text, with its last paragraphs, folded."""
    text = document.article.text[:100_000]
    last = len(document.parts) - _LAST_PARTS
    chosen = (part for i, part in enumerate(document.parts) if i >= last or part.kind is not PartKind.BODY)
    return "\n".join(text[part.start : part.end] for part in chosen).casefold()


def weigh_credits(members: Sequence[Known], factors: Sequence[float]) -> dict[str, float]:
    """Votes by agency of the credits of these members.

    Own texts of an agency weigh most, then datelines, bylines and so on, each times the member's factor. Spun
    texts and members with more than one story count half.
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
    return votes


def most_voted(votes: Mapping[str, float]) -> tuple[str | None, float]:
    """The agency with most votes and its share of all; (None, 0.0) where none has any. Ties go to the smaller id."""
    if not any(vote > 0 for vote in votes.values()):
        return None, 0.0
    best = min(votes, key=lambda agency: (-round(votes[agency], 9), agency))
    return best, votes[best] / sum(votes.values())
