"""Which agency a text goes back to, and whether the article says so.

In: a dossier and the forest chosen for it. Out: the inferred agency of every member, and evidence about its
credit. The one idea: credits are votes of all texts that go back to the same root, the nearer the root the
heavier, so one false or dropped credit is outvoted; what the article itself claims stays a column of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from wirecopy.attribute.branching import UNSEEN
from wirecopy.attribute.claims import CREDIT_STRENGTH, UNNAMED_AGENCY, read_claim
from wirecopy.attribute.dossier import Dossier, Known, most_voted, weigh_credits
from wirecopy.attribute.outlets import OutletTable, name_key, same_site
from wirecopy.model import Copy, CreditForm, Document, Evidence, StoryId

_TELLING = 2.0  # strength of a credit from which on it is the text's own word: not "contributed", not initials
_TIE = 1e-9  # votes that differ by less are equal
_REST_OF_FAMILY = 0.1  # votes from other roots only decide where the own root has none, or ties

# How often a credit of this form stands on agency text, where nothing else is known of the article.
_SINGLE_CONFIDENCE: dict[CreditForm, float] = {
    "dateline": 0.97,
    "byline": 0.95,
    "sign-off": 0.93,
    "copyright": 0.93,
    "credit line": 0.93,
    "disclaimer": 0.9,
    "metadata": 0.85,
    "contributed": 0.6,
    "initials": 0.75,
}


def agencies_by_member(
    dossier: Dossier, choices: Sequence[int], first: Sequence[int], steps: Sequence[int]
) -> list[str | None]:
    """The agency that each member's text goes back to, None where no member credits one.

    `first` is the first article of each member's chain, so many `steps` away. All children of the unseen original count
    as one family, since it is one original. Where more members name one outlet as their source than credit an agency,
    the text is that outlet's, and a credit of an agency is false.
    """
    members = dossier.members
    unseen = [choices[root] == UNSEEN for root in first]
    roots = [UNSEEN if lost else root for root, lost in zip(first, unseen, strict=True)]
    depths = [depth + lost for depth, lost in zip(steps, unseen, strict=True)]
    rest = [_REST_OF_FAMILY / (1 + depth) for depth in depths]
    crediting = {known.document.article.outlet_domain for known in members if known.claim.names_agency}
    votes, outlet_votes = weigh_credits(members, rest), _outlet_votes(members, rest, crediting)
    families: dict[int, list[int]] = {}
    for i, root in enumerate(roots):
        families.setdefault(root, []).append(i)
    result: dict[int, str | None] = {}
    for root, own in families.items():
        inside = [members[i] for i in own]
        more = [(1 - _REST_OF_FAMILY) / (1 + depths[i]) for i in own]
        all_votes = _together(votes, weigh_credits(inside, more))
        agency, _ = most_voted(all_votes)
        most = max(_together(outlet_votes, _outlet_votes(inside, more, crediting)).values(), default=0.0)
        result[root] = None if agency is not None and most > all_votes[agency] + _TIE else agency
    return [result[root] for root in roots]


def _together(votes: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    return {name: votes.get(name, 0.0) + more.get(name, 0.0) for name in votes.keys() | more.keys()}


def _outlet_votes(members: Sequence[Known], factors: Sequence[float], crediting: set[str]) -> dict[str, float]:
    """Votes by outlet that is named as the source.

    Naming an outlet whose own article credits an agency (`crediting`) says through whom a text came, not whose it is.
    """
    votes: dict[str, float] = {}
    for known, factor in zip(members, factors, strict=True):
        claim = known.claim
        if claim.agencies or claim.outlet is None or not crediting.isdisjoint(claim.outlet_domains):
            continue
        name = min(claim.outlet_domains, default=name_key(claim.outlet))
        doubt = 0.5 if known.document.telltales or known.role == "partial" else 1.0
        votes[name] = votes.get(name, 0.0) + CREDIT_STRENGTH["credit line"] * doubt * factor
    return votes


def is_credited(dossier: Dossier, copy: int, agency: str | None, source: int, root: int) -> bool:
    """Whether the article credits where its text comes from.

    The inferred agency must be among the agencies it credits (joint credits count); where the text itself credits
    agencies in a telling form, what is left in its metadata does not count. A story without an agency is credited by
    naming the outlet of its source or of its origin, or, where that is not in the store, an outlet that is not either.
    """
    known = dossier.members[copy]
    if agency is not None:
        told = {c.agency for c in known.document.credits if c.end and CREDIT_STRENGTH[c.form] >= _TELLING}
        return agency in (told - {UNNAMED_AGENCY} or known.claim.agencies)
    sites = [dossier.members[i].document.article.outlet_domain for i in (source, root) if i >= 0]
    if any(same_site(site, domain) for site in sites for domain in known.claim.outlet_domains):
        return True
    if known.claim.outlet is None or known.claim.outlet_domains or known.claim.agencies:
        return False
    origin = dossier.members[root].claim.outlet if root >= 0 else None
    return source < 0 or (origin is not None and name_key(origin) == name_key(known.claim.outlet))


def credit_evidence(dossier: Dossier, copy: int, agency: str | None) -> list[Evidence]:
    """What is wrong with a member's credit: "false-credit" (names another agency), "credit-unnamed" ("news services").

    The weight of a false credit is the log of the votes for the inferred agency against those for the claimed one,
    the article's own left out; it is not positive where nothing but this article's own claim is known.
    """
    known = dossier.members[copy]
    named = [a for a in known.claim.agencies if a != UNNAMED_AGENCY]
    if not named:
        if known.claim.agencies:
            return [Evidence("credit-unnamed", 0.0, known.claim.credit.text[:200] if known.claim.credit else "")]
        return []
    if agency is None or agency in named:
        return []
    mine = weigh_credits([known], [1.0])
    votes = {a: dossier.votes.get(a, 0.0) - mine.get(a, 0.0) for a in (agency, *named)}
    weight = math.log((votes[agency] + 0.5) / (max(votes[a] for a in named) + 0.5))
    return [Evidence("false-credit", round(weight, 4), f"credits {', '.join(named)}, the text is of {agency}")]


def attribute_single(document: Document, outlets: OutletTable | None = None) -> Copy | None:
    """The copy row of an article without any sibling that credits an agency for its text; None without a credit.

    Rewrite, shares and source article are None. An agency's article on its own domain is no copy. A credit that
    names nobody ("news services") gives a row without an agency.
    """
    table = outlets if outlets is not None else OutletTable()
    claim = read_claim(document, table, {})
    if claim.credit is None or table.agency_of(document.article.outlet_domain) in claim.agencies:
        return None
    agency = next((a for a in claim.agencies if a != UNNAMED_AGENCY), None)
    form = claim.credit.form
    detail = f"{form}: {claim.credit.text[:200]}"
    return Copy(
        article_id=document.article.article_id,
        story_id=StoryId(document.article.article_id),
        source_article_id=None,
        source_agency=agency,
        carrier_domain=claim.carrier,
        claimed_source=claim.source,
        credited=agency is not None,
        credit_text=claim.credit.text,
        rewrite=None,
        share_of_copy=None,
        share_of_source=None,
        lag_seconds=None,
        confidence=_SINGLE_CONFIDENCE[form],
        runner_up_article_id=None,
        evidence=(Evidence("own-credit", CREDIT_STRENGTH[form], detail),),
    )
