"""Named evidence for every possible source of every copy, and for the two other answers: unseen original, own text.

In: a dossier and its shortlist. Out: `Evidence`, a matrix of answers by rules whose weights are data (weights.json).
The one idea: every reason that a person would name is one column, so the log-odds of an answer are a sum that can
be read line by line; a family is weighed in one product.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.claims import UNNAMED_AGENCY, url_key
from wirecopy.attribute.dossier import Dossier, Known
from wirecopy.attribute.outlets import same_site
from wirecopy.attribute.shortlist import Pairs, Shortlist
from wirecopy.attribute.situations import most_covered, situations_of
from wirecopy.attribute.timing import GAP_RULES, STEP_NAMES, gap_seconds, gap_step, step_of
from wirecopy.attribute.versions import is_own_revision

_PAIR_RULES = (
    "time-unknown", "same-time", *GAP_RULES,
    "links-to-source", "claims-source-outlet", "claims-other-member", "credits-source", "credit-not-in-source",
    "credit-in-source", "credit-dropped", "dateline-not-in-source", "dateline-dropped",
    "carrier-is-source", "carrier-inherited", "carrier-not-in-source", "source-furniture", "copy-furniture-in-source",
    "names-source-outlet",
    "headline-kept", "rare-headline-kept", "headline-of-another", "headline-alike",
    "source-followed", "source-not-followed", "own-changes-kept", "own-changes-missed", "rival-changes-kept",
    "explains-all", "unexplained", "share-unexplained", "shared-by-two", "first-of-its-text", "copy-covered",
    "resemblance", "share-of-source", "copy-elsewhere", "source-holds-more", "rare-shared", "rare-share",
    "numbers-unexplained", "longer-than-source", "twin", "same-text", "same-own-words", "inherited-errors",
    "spun-from-clean", "clean-from-spun", "rarer-words", "source-spinner",
    "source-agency", "agency-of-rewritten", "source-aggregator", "agency-from-outlet", "own-revision", "same-site",
    "same-group", "source-partial", "source-noindex", "unverified-pair",
)  # fmt: skip
_AFTER_FIRST = tuple(f"after-first-{name}" for name in STEP_NAMES)
_ROOT_RULES = (
    "unseen", "unseen-no-agency", "unseen-agency", "unseen-agency-in-store", "unseen-credited", "unseen-dateline",
    *_AFTER_FIRST, "unseen-earliest", "unseen-unexplained", "unseen-followed",
    "unseen-not-followed",
    "own", "own-agency", "own-agency-elsewhere", "own-credits-agency", "own-agency-in-family", "own-claims-outlet",
    "own-carrier", "own-spun", "own-partial", "own-noindex", "own-earliest", "own-unexplained",
    "own-holds-more",
)  # fmt: skip
RULES: tuple[str, ...] = (*_PAIR_RULES, *_ROOT_RULES)
INDEX = {rule: column for column, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Values of rules (answers, len(RULES)); those of one copy stand together, `bounds` (members + 1,).

    The answers for a copy are its candidates in the order of the shortlist, then UNSEEN, then OWN. `situations`
    (members, len(SITUATIONS)) says in which situations the copies stand. `copies` are the members that have rows.
    """

    bounds: NDArray[np.int64]
    values: NDArray[np.float64]
    situations: NDArray[np.bool_]
    copies: range

    def of(self, copy: int) -> NDArray[np.float64]:
        """The rows of one copy."""
        return self.values[self.bounds[copy] : self.bounds[copy + 1]]


class _Sheet:
    """The matrix while it is filled: pairs, and the two roots of each copy."""

    def __init__(self, members: int, shortlist: Shortlist) -> None:
        start, stop = shortlist.copies.start, shortlist.copies.stop
        self.bounds = shortlist.bounds + 2 * (np.clip(np.arange(members + 1), start, stop) - start)
        self.values = np.zeros((int(self.bounds[-1]), len(RULES)))
        self.rows = np.arange(len(shortlist.pairs)) + 2 * (shortlist.pairs["copy"] - start)

    def pairs(self, rule: str, values: NDArray[np.generic]) -> None:
        """The values of a rule for all pairs."""
        self.values[self.rows, INDEX[rule]] = values

    def pair(self, rule: str, pair: int, value: float = 1.0) -> None:
        """The value of a rule for one pair; several add up."""
        self.values[self.rows[pair], INDEX[rule]] += value

    def unseen(self, copy: int, rule: str, value: float = 1.0) -> None:
        """The value of a rule for the unseen original."""
        self.values[self.bounds[copy + 1] - 2, INDEX[rule]] = value

    def own(self, copy: int, rule: str, value: float = 1.0) -> None:
        """The value of a rule for the copy's own text."""
        self.values[self.bounds[copy + 1] - 1, INDEX[rule]] = value


def gather(dossier: Dossier, shortlist: Shortlist) -> Evidence:
    """All evidence of a family, for every answer that each of its members in the shortlist may have."""
    sheet = _Sheet(len(dossier.members), shortlist)
    if len(shortlist.pairs):
        _times(sheet, dossier, shortlist.pairs)
        _wordings(sheet, dossier, shortlist.pairs)
        _outlets(sheet, dossier, shortlist.pairs)
        _credits(sheet, dossier, shortlist.pairs)
        _headlines(sheet, dossier, shortlist)
        _marks(sheet, dossier, shortlist)
    for copy in shortlist.copies:
        beside = _beside_candidates(shortlist, copy)
        _unseen(sheet, dossier, shortlist, copy, beside)
        _own(sheet, dossier, shortlist, copy, beside)
    return Evidence(sheet.bounds, sheet.values, situations_of(dossier, shortlist), shortlist.copies)


def _times(sheet: _Sheet, dossier: Dossier, pairs: Pairs) -> None:
    """The clock's word; where the family's clocks are seen to agree, or not to, it has weights of its own."""
    sheet.pairs("time-unknown", ~pairs["timed"])
    sheet.pairs("same-time", pairs["timed"] & (pairs["gap"] == 0))
    apart = np.flatnonzero(pairs["gap"] != 0)
    sheet.values[sheet.rows[apart], INDEX[GAP_RULES[0]] + gap_step(pairs["gap"][apart], dossier.clock)] = 1.0


def _wordings(sheet: _Sheet, dossier: Dossier, pairs: Pairs) -> None:
    wordings, sources, copies = dossier.wordings, pairs["source"], pairs["copy"]
    sizes, lengths = wordings.sizes, wordings.lengths
    union = sizes[sources] + sizes[copies] - pairs["common"]
    same = wordings.same_as[sources] == wordings.same_as[copies]
    private = np.log1p(sizes[sources] - wordings.known[sources])
    sheet.pairs("explains-all", pairs["unexplained"] == 0)
    sheet.pairs("share-unexplained", pairs["unexplained"] / np.maximum(1, pairs["handed"]))
    sheet.pairs("copy-covered", pairs["common"] / np.maximum(1, sizes[copies]))
    sheet.pairs("resemblance", pairs["common"] / np.maximum(1, union))
    sheet.pairs("share-of-source", pairs["share_of_source"])
    sheet.pairs("copy-elsewhere", np.log1p(pairs["elsewhere"]))
    sheet.pairs("source-holds-more", np.log1p(pairs["more"]))
    sheet.pairs("rare-shared", np.log1p(pairs["rare"]))
    sheet.pairs("rare-share", pairs["rare"] / np.maximum(1, pairs["rare_of_copy"]))
    sheet.pairs("numbers-unexplained", np.log1p(pairs["numbers"]))
    longer = np.log((lengths[copies] + 20) / (lengths[sources] + 20))
    sheet.pairs("longer-than-source", np.clip(longer, -2.0, 2.0))
    sheet.pairs("twin", pairs["twin"])
    sheet.pairs("same-text", same & ~pairs["twin"])
    sheet.pairs("same-own-words", np.where(same, private, 0.0))
    sheet.pairs("inherited-errors", np.log1p(pairs["odd"]))
    sheet.pairs("rarer-words", np.clip(pairs["gain"], -2.0, 2.0) * np.minimum(1.0, pairs["replaced"] / 20))
    sheet.pairs("unexplained", np.log1p(pairs["unexplained"]))
    sheet.pairs("shared-by-two", np.log1p(pairs["paired"]))
    sheet.pairs("first-of-its-text", _firsts(dossier, pairs))
    kept, all_own, rival_kept = pairs["counts"][:, 0], pairs["counts"][:, 1], pairs["counts"][:, 2]
    sheet.pairs("own-changes-kept", np.log1p(kept))
    sheet.pairs("own-changes-missed", np.log1p(all_own - kept))
    sheet.pairs("rival-changes-kept", np.log1p(rival_kept))
    sheet.pairs("source-followed", np.maximum(0.0, pairs["lead"]))
    sheet.pairs("source-not-followed", np.maximum(0.0, -pairs["lead"]))


def _firsts(dossier: Dossier, pairs: Pairs) -> NDArray[np.bool_]:
    """Whether a source is the first of the copy's candidates with its wording: an agency's own text, else the earliest.

    Where none of them is dated, none is the first.
    """
    sources, copies = pairs["source"], pairs["copy"]
    wording = copies * len(dossier.members) + dossier.wordings.same_as[sources]
    own = np.isin(sources, list(dossier.own_texts))
    lag = np.where(pairs["timed"], -pairs["gap"], 0)
    order = np.lexsort((sources, lag, ~pairs["timed"], ~own, wording))
    first = np.ones(len(order), np.bool_)
    first[1:] = wording[order][1:] != wording[order][:-1]
    found = np.zeros(len(order), np.bool_)
    found[order[first]] = True
    return np.asarray(found & (own | pairs["timed"]))


def _outlets(sheet: _Sheet, dossier: Dossier, pairs: Pairs) -> None:
    """Who published: agencies, aggregators, spinners, one house; spun text is never the source of clean text."""
    members, sources, copies = dossier.members, pairs["source"], pairs["copy"]
    kinds = np.array([member.kind for member in members])
    owned = np.array([member.owner is not None for member in members])
    spun = np.array([bool(member.document.telltales) for member in members])
    own = np.zeros(len(members), np.bool_)
    own[list(dossier.own_texts)] = True
    partial = np.array([member.role == "partial" for member in members])
    groups, sites = np.array([m.group for m in members]), np.array([m.site for m in members])
    sheet.pairs("source-agency", own[sources])
    sheet.pairs("agency-of-rewritten", own[sources] * (1.0 - most_covered(dossier, pairs)[copies]))
    sheet.pairs("source-aggregator", kinds[sources] == "aggregator")
    sheet.pairs("source-spinner", (kinds[sources] == "spinner") & (kinds[copies] != "spinner"))
    sheet.pairs("agency-from-outlet", owned[copies] & ~owned[sources])
    sheet.pairs("spun-from-clean", spun[copies] & ~spun[sources])
    sheet.pairs("clean-from-spun", spun[sources] & ~spun[copies])
    sheet.pairs("source-partial", partial[sources])
    sheet.pairs("source-noindex", np.array([member.noindex for member in members], np.bool_)[sources])
    sheet.pairs("unverified-pair", pairs["link"] < 0)
    one_site = sites[sources] == sites[copies]
    sheet.pairs("same-group", (groups[sources] == groups[copies]) & (groups[copies] != "") & ~one_site)
    for pair in np.flatnonzero(one_site).tolist():
        revised = is_own_revision(members[sources[pair]].document, members[copies[pair]].document)
        sheet.pair("own-revision" if revised else "same-site", pair)


def _credits(sheet: _Sheet, dossier: Dossier, pairs: Pairs) -> None:
    """Agencies that copy and source credit, and their datelines."""
    members, sources, copies = dossier.members, pairs["source"], pairs["copy"]
    named = [frozenset(member.claim.agencies) - {UNNAMED_AGENCY} for member in members]
    names = sorted({*(name for each in named for name in each), *(m.owner for m in members if m.owner is not None)})
    column = {name: i for i, name in enumerate(names)}
    credited, owners = np.zeros((2, len(members), len(names)), np.bool_)
    for i, member in enumerate(members):
        credited[i, [column[name] for name in named[i]]] = True
        if member.owner is not None:
            owners[i, column[member.owner]] = True
    owned = np.asarray(owners.any(axis=1))
    sheet.pairs("credits-source", (owners[sources] & credited[copies]).any(axis=1))
    shares = ((credited | owners)[sources] & credited[copies]).any(axis=1)
    told = np.asarray(credited.any(axis=1))[copies] & ~owned[sources]
    sheet.pairs("credit-not-in-source", told & ~shares)
    sheet.pairs("credit-in-source", told & shares)
    claims = np.array([bool(member.claim.agencies) for member in members], np.bool_)
    sheet.pairs("credit-dropped", ~told & claims[sources] & ~claims[copies])
    dateline = np.array([member.dateline for member in members], np.bool_)
    missing = dateline[copies] & ~dateline[sources] & ~owned[sources]
    sheet.pairs("dateline-not-in-source", missing)
    sheet.pairs("dateline-dropped", ~missing & dateline[sources] & ~dateline[copies])


def _headlines(sheet: _Sheet, dossier: Dossier, shortlist: Shortlist) -> None:
    """A headline is rewritten at many desks, so one that only few have, kept word for word, shows the way."""
    members, pairs = dossier.members, shortlist.pairs
    numbers = {headline: i for i, headline in enumerate(dossier.headlines)}
    number = np.array([numbers[member.headline] for member in members])
    words = [frozenset(member.headline) for member in members]
    sizes = np.array([len(each) for each in words])
    sources, copies = pairs["source"], pairs["copy"]
    ends = zip(sources.tolist(), copies.tolist(), strict=True)
    common = np.array([len(words[source] & words[copy]) for source, copy in ends], np.float64)
    told = (sizes[sources] > 0) & (sizes[copies] > 0)
    kept = told & (number[sources] == number[copies])
    rarity = np.log(len(members) / np.array([dossier.headlines[member.headline] for member in members]))
    foreign = np.bincount(copies[(number[sources] == number[copies]) & ~pairs["twin"]], minlength=len(members)) > 0
    sheet.pairs("headline-kept", kept)
    sheet.pairs("rare-headline-kept", np.where(kept, rarity[copies], 0.0))
    sheet.pairs("headline-of-another", told & ~kept & foreign[copies])
    alike = common / np.maximum(1.0, sizes[sources] + sizes[copies] - common)
    sheet.pairs("headline-alike", np.where(told & ~kept, alike, 0.0))


def _marks(sheet: _Sheet, dossier: Dossier, shortlist: Shortlist) -> None:
    """Carrier marks, furniture, links and the outlet's name: what only the way through a site leaves behind."""
    bounds = shortlist.bounds.tolist()
    sources = shortlist.pairs["source"].tolist()
    for copy in shortlist.copies:
        c = dossier.members[copy]
        claim = c.claim
        if not (claim.outlet_domains or claim.original_urls or claim.carriers or c.mentions):
            continue
        for pair in range(bounds[copy], bounds[copy + 1]):
            s = dossier.members[sources[pair]]
            for rule in _claims(dossier, s, c):
                sheet.pair(rule, pair)
            if sources[pair] in c.mentions:
                sheet.pair("names-source-outlet", pair)
    _furniture(sheet, dossier, shortlist)


def _furniture(sheet: _Sheet, dossier: Dossier, shortlist: Shortlist) -> None:
    """Lines of one outlet's pages on those of another, unless one house runs both."""
    if not dossier.furniture:
        return
    sites = np.array([member.site for member in dossier.members])
    groups = np.array([member.group for member in dossier.members])
    ends, lines = np.array(list(dossier.furniture)), np.array(list(dossier.furniture.values()))
    foreign = sites[ends[:, 0]] != sites[ends[:, 1]]
    foreign &= (groups[ends[:, 0]] != groups[ends[:, 1]]) | (groups[ends[:, 0]] == "")
    sources, copies, lines = ends[foreign, 0], ends[foreign, 1], lines[foreign]
    for rule, taken, giver in (("source-furniture", copies, sources), ("copy-furniture-in-source", sources, copies)):
        places = shortlist.places(taken, giver)
        values = np.array([math.log1p(count) for count in lines[places >= 0].tolist()])
        sheet.values[sheet.rows[places[places >= 0]], INDEX[rule]] = values


def _claims(dossier: Dossier, s: Known, c: Known) -> list[str]:
    """What the copy says of where it has its text from, by links, by name, by marks left in."""
    found = []
    article = s.document.article
    if c.claim.original_urls and url_key(article.url) in c.claim.original_urls:
        found.append("links-to-source")
    if any(same_site(article.outlet_domain, domain) for domain in c.claim.outlet_domains):
        found.append("claims-source-outlet")
    elif c.claim.outlet_domains & dossier.domains:
        found.append("claims-other-member")
    for carrier in sorted(c.claim.carriers):
        if same_site(article.outlet_domain, carrier):
            found.append("carrier-is-source")
        else:
            found.append("carrier-inherited" if carrier in s.claim.carriers else "carrier-not-in-source")
    return found


def _unseen(sheet: _Sheet, dossier: Dossier, shortlist: Shortlist, copy: int, beside: Mapping[str, float]) -> None:
    """Evidence that a text comes straight from an agency's original that is not in the store."""
    known, agency = dossier.members[copy], dossier.agency
    sheet.unseen(copy, "unseen")
    if agency is None:
        sheet.unseen(copy, "unseen-no-agency")
    else:
        sheet.unseen(copy, "unseen-agency", dossier.agency_share)
        if any(dossier.members[i].owner == agency for i in dossier.own_texts):
            sheet.unseen(copy, "unseen-agency-in-store")
        if agency in known.claim.agencies:
            sheet.unseen(copy, "unseen-credited")
    if known.dateline:
        sheet.unseen(copy, "unseen-dateline")
    if known.span is not None and dossier.first is not None:
        sheet.unseen(copy, f"after-first-{step_of(gap_seconds(dossier.first, known.span))}")
    for name, value in beside.items():
        sheet.unseen(copy, f"unseen-{name}", value)
    lead = float(shortlist.lost_lead[copy])
    sheet.unseen(copy, "unseen-followed", max(0.0, lead))
    sheet.unseen(copy, "unseen-not-followed", max(0.0, -lead))


def _own(sheet: _Sheet, dossier: Dossier, shortlist: Shortlist, copy: int, beside: Mapping[str, float]) -> None:
    """Evidence that a text is the story's own origin: written where it stands."""
    known = dossier.members[copy]
    sheet.own(copy, "own")
    if copy in dossier.own_texts:
        sheet.own(copy, "own-agency")
    elif dossier.own_texts:
        sheet.own(copy, "own-agency-elsewhere")
    if known.claim.agencies and known.owner is None:
        sheet.own(copy, "own-credits-agency")
    elif dossier.agency is not None and known.owner is None:
        sheet.own(copy, "own-agency-in-family", dossier.agency_share)
    if known.claim.outlet_domains:
        sheet.own(copy, "own-claims-outlet")
    if known.claim.carriers:
        sheet.own(copy, "own-carrier")
    if known.document.telltales or known.kind == "spinner":
        sheet.own(copy, "own-spun")
    if known.role == "partial":
        sheet.own(copy, "own-partial")
    if known.noindex:
        sheet.own(copy, "own-noindex")
    for name, value in beside.items():
        sheet.own(copy, f"own-{name}", value)
    if len(shortlist.of(copy)):
        mine, theirs = holdings(dossier, shortlist, copy)
        sheet.own(copy, "own-holds-more", mine - theirs)


def _beside_candidates(shortlist: Shortlist, copy: int) -> dict[str, float]:
    """What speaks for an answer that is no candidate: none is earlier, or none has all of the text.

    `earliest` is 1 where no candidate is earlier than the copy, 0 where one is, -1 where several are, absent without
    dates. One of the same time counts half: of equal texts at one minute each was the first, so that none was a copy.
    """
    pairs = shortlist.of(copy)
    if not len(pairs):
        return {}
    found = {"unexplained": float(np.log1p(shortlist.least[copy]))}
    gaps = pairs["gap"][pairs["timed"]]
    if len(gaps):
        found["earliest"] = 1.0 - min(2.0, float((gaps > 0).sum() + 0.5 * (gaps == 0).sum()))
    return found


def holdings(dossier: Dossier, shortlist: Shortlist, copy: int) -> tuple[float, float]:
    """Share of what the family has in common that a member holds, and that its candidates hold on average."""
    theirs = dossier.wordings.known[shortlist.of(copy)["source"]]
    own = int(dossier.wordings.known[copy])
    most = max(own, int(theirs.max(initial=0)), 1)
    return own / most, float(theirs.mean()) / most
