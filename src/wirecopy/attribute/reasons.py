"""The evidence for one answer in words: what a person wants to know beside the name of a rule.

In: a dossier, its shortlist, the values of rules for the answer that is reported. Out: `Evidence` records, heaviest
first. The one idea: words are made for the answer that is given only, from the figures that its values came from.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.dossier import Dossier, Known
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
_OF_PAIR: dict[str, Callable[[Known, Known], str]] = {  # of source and copy
    "links-to-source": lambda s, _: s.document.article.url[:200],
    "claims-source-outlet": lambda s, c: c.claim.outlet or s.document.article.outlet_domain,
    "claims-other-member": lambda _, c: c.claim.outlet or "",
    "credits-source": lambda s, _: s.owner or "",
    "credit-not-in-source": lambda _, c: next(iter(c.claim.agencies), ""),
    "credit-in-source": lambda _, c: next(iter(c.claim.agencies), ""),
    "credit-dropped": lambda s, _: next(iter(s.claim.agencies), ""),
    "names-source-outlet": lambda s, _: s.document.article.outlet[:80],
    "headline-kept": lambda _, c: " ".join(c.headline)[:120],
    "source-spinner": lambda s, _: s.document.article.outlet_domain,
    "agency-from-outlet": lambda _, c: c.owner or "",
    "same-group": lambda s, _: s.group,
}
_FOLLOWED = "the copy has {} of {} word triples that its best rival lacks, {} of {} that only the rival has"


def give_reasons(
    dossier: Dossier,
    shortlist: Shortlist,
    copy: int,
    pair: int,
    values: NDArray[np.float64],
    weighed: NDArray[np.float64],
) -> list[Evidence]:
    """Evidence for an answer, heaviest first: values of rules, and what each weighs.

    The answer is a candidate, the source of this `pair` of the shortlist, or a root (then `pair` is negative).
    """
    columns = np.flatnonzero(values)
    found = [
        Evidence(RULES[column], weight, _detail(dossier, shortlist, copy, pair, RULES[column], value))
        for column, exact, value in zip(
            columns.tolist(), weighed[columns].tolist(), values[columns].tolist(), strict=True
        )
        if abs(weight := round(exact, 4)) >= _LEAST_WEIGHT
    ]
    return sorted(found, key=lambda evidence: (-abs(evidence.weight), evidence.rule, evidence.detail))


def _detail(dossier: Dossier, shortlist: Shortlist, copy: int, pair: int, rule: str, value: float) -> str:
    """What stands behind the value of a rule; empty where the rule's name says everything."""
    if rule in _SHARES:
        return _SHARES[rule].format(value)
    if rule in _COUNTS:
        return _COUNTS[rule].format(round(math.expm1(value)))
    if "followed" in rule:
        counts = shortlist.lost_counts[copy] if pair < 0 else shortlist.pairs["counts"][pair]
        return _FOLLOWED.format(*counts.tolist())
    return _of_pair(dossier, shortlist, pair, rule) if pair >= 0 else _of_root(dossier, shortlist, copy, rule)


def _of_pair(dossier: Dossier, shortlist: Shortlist, place: int, rule: str) -> str:
    pair = shortlist.pairs[place]
    source, copy = int(pair["source"]), int(pair["copy"])
    s, c = dossier.members[source], dossier.members[copy]
    if rule.startswith(("source-earlier", "source-later")):
        gap = int(pair["gap"])
        return f"the source was published {describe_seconds(gap)} {'before' if gap > 0 else 'after'} the copy"
    if rule == "longer-than-source":
        lengths = dossier.wordings.lengths
        return f"the copy has {lengths[copy]} words, the source {lengths[source]}"
    if rule == "rarer-words":
        return f"the copy's own words are rarer by {pair['gain']:.1f} zipf units over {pair['replaced']:.0f} words"
    if rule in ("spun-from-clean", "clean-from-spun"):
        return ", ".join((c if rule == "spun-from-clean" else s).document.telltales[:5])
    if rule.startswith("carrier"):
        return ", ".join(sorted(c.claim.carriers))
    if rule == "source-agency":
        return dossier.agency or ""
    return _OF_PAIR[rule](s, c) if rule in _OF_PAIR else ""


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
