"""The evidence for one answer in words: what a person wants to know beside the name of a rule.

In: a dossier, its shortlist, the values of rules for the answer that is reported. Out: `Evidence` records, heaviest
first. The one idea: words are made for the answer that is given only, from the figures that its values came from.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.dossier import Dossier
from wirecopy.attribute.shortlist import Shortlist
from wirecopy.attribute.signals import RULES, holdings
from wirecopy.attribute.timing import describe_seconds, gap_seconds
from wirecopy.model import Evidence

_LEAST_WEIGHT = 0.05  # evidence below says nothing to anybody

_SHARES = {
    "copy-covered": "{:.0%} of the copy's word triples are in the source",
    "resemblance": "word triples resemble by {:.2f}",
    "share-of-source": "{:.0%} of the source's words are in the copy",
    "headline-alike": "headlines share {:.0%} of their words",
    "share-unexplained": "{:.0%} of what the copy shares with the family is missing in this source",
    "rare-share": "{:.0%} of what the copy has in common with few members is in this source",
}
_COUNTS = {  # values are log(1 + count)
    "copy-elsewhere": "{} word triples of the copy are in other members, later ones too, but not in this source",
    "same-own-words": "both have the same {} word triples that no other wording has",
    "source-holds-more": "{} word triples of the source are in other members but not in the copy",
    "rare-shared": "{} word triples that few other members have",
    "numbers-unexplained": "{} numbers of the copy are in other members but not in this source",
    "inherited-errors": "{} odd words that few other members have",
    "source-furniture": "{} lines of the source's outlet are in the copy",
    "copy-furniture-in-source": "{} lines of the copy's outlet are in the source",
    "unseen-unexplained": "{} shared word triples that no candidate has",
    "unexplained": "{} word triples that the copy has from a possible source are not in this one",
    "shared-by-two": "{} word triples that nobody else has",
    "own-changes-kept": "{} word triples that its best rival lacks are in the copy",
    "own-changes-missed": "{} word triples that its best rival lacks are not in the copy",
    "rival-changes-kept": "{} word triples of its best rival that it lacks are in the copy",
    "own-unexplained": "{} shared word triples that no candidate has",
}
_FOLLOWED = "the copy has {} of {} word triples that its best rival lacks, {} of {} that only the rival has"


def give_reasons(
    dossier: Dossier,
    shortlist: Shortlist,
    copy: int,
    source: int,
    values: NDArray[np.float64],
    weighed: NDArray[np.float64],
) -> list[Evidence]:
    """Evidence for the answer `source` (negative: a root), heaviest first: values of rules, and what each weighs."""
    found = []
    for column in np.flatnonzero(values).tolist():
        rule, value = RULES[column], float(values[column])
        weight = round(float(weighed[column]), 4)
        if abs(weight) >= _LEAST_WEIGHT:
            found.append(Evidence(rule, weight, _detail(dossier, shortlist, copy, source, rule, value)))
    return sorted(found, key=lambda evidence: (-abs(evidence.weight), evidence.rule, evidence.detail))


def _detail(dossier: Dossier, shortlist: Shortlist, copy: int, source: int, rule: str, value: float) -> str:
    """What stands behind the value of a rule; empty where the rule's name says everything."""
    if rule in _SHARES:
        return _SHARES[rule].format(value)
    if rule in _COUNTS:
        return _COUNTS[rule].format(round(math.expm1(value)))
    if "followed" in rule:
        counts = shortlist.lost_counts[copy] if source < 0 else _pair(shortlist, copy, source)["counts"]
        return _FOLLOWED.format(*counts.tolist())
    return _of_pair(dossier, shortlist, copy, source, rule) if source >= 0 else _of_root(dossier, shortlist, copy, rule)


def _pair(shortlist: Shortlist, copy: int, source: int) -> np.void:
    found: np.void = shortlist.pairs[shortlist.find(copy, source)]
    return found


def _of_pair(dossier: Dossier, shortlist: Shortlist, copy: int, source: int, rule: str) -> str:
    s, c = dossier.members[source], dossier.members[copy]
    if rule.startswith(("source-earlier", "source-later")):
        gap = int(_pair(shortlist, copy, source)["gap"])
        return f"the source was published {describe_seconds(gap)} {'before' if gap > 0 else 'after'} the copy"
    if rule == "longer-than-source":
        lengths = dossier.wordings.lengths
        return f"the copy has {lengths[copy]} words, the source {lengths[source]}"
    if rule == "rarer-words":
        pair = _pair(shortlist, copy, source)
        return f"the copy's own words are rarer by {pair['gain']:.1f} zipf units over {pair['replaced']:.0f} words"
    if rule in ("spun-from-clean", "clean-from-spun"):
        return ", ".join((c if rule == "spun-from-clean" else s).document.telltales[:5])
    if rule.startswith("carrier"):
        return ", ".join(sorted(c.claim.carriers))
    told = {
        "links-to-source": s.document.article.url[:200],
        "claims-source-outlet": c.claim.outlet or s.document.article.outlet_domain,
        "claims-other-member": c.claim.outlet or "",
        "credits-source": s.owner or "",
        "credit-not-in-source": next(iter(c.claim.agencies), ""),
        "credit-in-source": next(iter(c.claim.agencies), ""),
        "credit-dropped": next(iter(s.claim.agencies), ""),
        "names-source-outlet": s.document.article.outlet[:80],
        "headline-kept": " ".join(c.headline)[:120],
        "source-spinner": s.document.article.outlet_domain,
        "source-agency": dossier.agency or "",
        "agency-from-outlet": c.owner or "",
        "same-group": s.group,
    }
    return told.get(rule, "")


def _of_root(dossier: Dossier, shortlist: Shortlist, copy: int, rule: str) -> str:
    known, agency = dossier.members[copy], dossier.agency or ""
    if rule.startswith("after-first") and known.span is not None and dossier.first is not None:
        return f"{describe_seconds(gap_seconds(dossier.first, known.span))} after the first member"
    if rule == "own-holds-more":
        mine, theirs = holdings(dossier, shortlist, copy)
        return f"holds {mine:.0%} of what the family shares, the others {theirs:.0%} on average"
    told = {
        "unseen-agency": f"the family's credits name {agency}",
        "unseen-agency-in-store": agency,
        "unseen-credited": agency,
        "own-agency": known.owner or "",
        "own-agency-elsewhere": agency,
        "own-credits-agency": next(iter(known.claim.agencies), ""),
        "own-agency-in-family": agency,
        "own-claims-outlet": known.claim.outlet or "",
        "own-carrier": known.claim.carrier or "",
    }
    return told.get(rule, "")
