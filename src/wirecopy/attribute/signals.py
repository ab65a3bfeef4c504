"""Named evidence for one supposed source of one copy, and for the two other answers: unseen original, own text.

In: a dossier and positions in it. Out: `Signal`s, each a rule with a value (its weight is data, weights.json) and
raw figures for the explanation. The one idea: every reason that a person would name is one signal, so the
log-odds of a source are a sum that can be read line by line (FIELD.md section 6 lists the reasons).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from wirecopy.attribute.claims import UNNAMED_AGENCY, url_key
from wirecopy.attribute.dossier import Dossier, Known
from wirecopy.attribute.family import Link
from wirecopy.attribute.outlets import same_site
from wirecopy.attribute.texts import word_rarity_gain
from wirecopy.attribute.timing import describe_seconds, time_rule
from wirecopy.attribute.versions import is_own_revision
from wirecopy.model import Rewrite


class Signal(NamedTuple):
    """A rule that applies, its value (most are 0..1 or the logarithm of a count) and what a person wants to know."""

    rule: str
    value: float
    detail: str | tuple[float, ...] = ""


_TEXTS = {
    "copy-covered": "{0:.0%} of the copy's word triples are in the source",
    "resemblance": "word triples resemble by {0:.2f}",
    "share-of-source": "{0:.0%} of the source's words are in the copy",
    "copy-unexplained": "{0:.0f} word triples of the copy are in other members but not in this source",
    "source-holds-more": "{0:.0f} word triples of the source are in other members but not in the copy",
    "rare-shared": "{0:.0f} word triples that few other members have",
    "rare-share": "{0:.0%} of what the copy has in common with few members is in this source",
    "numbers-unexplained": "{0:.0f} numbers of the copy are in other members but not in this source",
    "longer-than-source": "the copy has {0:.0f} words, the source {1:.0f}",
    "inherited-errors": "{0:.0f} odd words that few other members have",
    "rarer-words": "the copy's own words are rarer by {0:.1f} zipf units over {1:.0f} words",
    "source-furniture": "{0:.0f} lines of the source's outlet are in the copy",
    "unseen-unexplained": "{0:.0f} shared word triples that no candidate has",
    "own-unexplained": "{0:.0f} shared word triples that no candidate has",
    "own-holds-more": "holds {0:.0%} of what the family shares, the others {1:.0%} on average",
}


def explain(signal: Signal) -> str:
    """The detail of a signal in words; empty where the rule's name says everything."""
    if isinstance(signal.detail, str):
        return signal.detail
    if signal.rule.startswith(("source-earlier", "source-later")):
        side = "before" if signal.detail[0] > 0 else "after"
        return f"the source was published {describe_seconds(signal.detail[0])} {side} the copy"
    return _TEXTS[signal.rule].format(*signal.detail)


def pair_signals(dossier: Dossier, source: int, copy: int, link: Link) -> list[Signal]:
    """All evidence that bears on `source` being the immediate source of `copy`, in a fixed order of rules."""
    s, c = dossier.members[source], dossier.members[copy]
    return [
        *_time(s, c),
        *_claims(dossier, s, c),
        *_marks(source, s, c),
        *_wording(s, c, link),
        *_spin(s, c, link),
        *_outlets(source, dossier, s, c, link),
    ]


def _time(s: Known, c: Known) -> list[Signal]:
    rule, gap = time_rule(s.span, c.span)
    return [Signal(rule, 1.0, (float(gap),) if gap else "")]


def _claims(dossier: Dossier, s: Known, c: Known) -> list[Signal]:
    found = []
    article = s.document.article
    if url_key(article.url) in c.claim.original_urls:
        found.append(Signal("links-to-source", 1.0, article.url[:200]))
    if any(same_site(article.outlet_domain, domain) for domain in c.claim.outlet_domains):
        found.append(Signal("claims-source-outlet", 1.0, c.claim.outlet or article.outlet_domain))
    elif c.claim.outlet_domains & {known.document.article.outlet_domain for known in dossier.members}:
        found.append(Signal("claims-other-member", 1.0, c.claim.outlet or ""))
    if s.owner is not None and s.owner in c.claim.agencies:
        found.append(Signal("credits-source", 1.0, s.owner))
    named = [agency for agency in c.claim.agencies if agency != UNNAMED_AGENCY]
    theirs = {*s.claim.agencies, s.owner}
    if named and s.owner is None and not theirs & set(named):
        found.append(Signal("credit-not-in-source", 1.0, named[0]))
    elif named and s.owner is None:
        found.append(Signal("credit-in-source", 1.0, named[0]))
    elif s.claim.agencies and not c.claim.agencies:
        found.append(Signal("credit-dropped", 1.0, s.claim.agencies[0]))
    if c.dateline and not s.dateline and s.owner is None:
        found.append(Signal("dateline-not-in-source", 1.0))
    elif s.dateline and not c.dateline:
        found.append(Signal("dateline-dropped", 1.0))
    return found


def _marks(source: int, s: Known, c: Known) -> list[Signal]:
    """Carrier marks, furniture and the outlet's name: what only the way through a site leaves behind."""
    found = []
    domain = s.document.article.outlet_domain
    for carrier in sorted(c.claim.carriers):
        if same_site(domain, carrier):
            found.append(Signal("carrier-is-source", 1.0, carrier))
        elif carrier in s.claim.carriers:
            found.append(Signal("carrier-inherited", 1.0, carrier))
        else:
            found.append(Signal("carrier-not-in-source", 1.0, carrier))
    if not same_site(domain, c.document.article.outlet_domain) and not (s.group and s.group == c.group):
        lines = len(s.site_lines & c.lines)
        if lines:
            found.append(Signal("source-furniture", math.log1p(lines), (float(lines),)))
        back = len(c.site_lines & s.lines)
        if back:
            found.append(Signal("copy-furniture-in-source", math.log1p(back)))
    if source in c.mentions:
        found.append(Signal("names-source-outlet", 1.0, s.document.article.outlet[:80]))
    return found


def _wording(s: Known, c: Known, link: Link) -> list[Signal]:
    a, b = s.wording, c.wording
    common = len(a.shingles & b.shingles)
    covered = common / max(1, len(b.shingles))
    union = len(a.shingles) + len(b.shingles) - common
    unexplained = len(b.known - a.shingles)
    more = len(a.known - b.shingles)
    rare = len(b.rare & a.rare)
    numbers = len(b.known_numbers - a.numbers)
    errors = len(b.oddities & a.oddities)
    found = [
        Signal("copy-covered", covered, (covered,)),
        Signal("resemblance", common / max(1, union), (common / max(1, union),)),
        Signal("share-of-source", link.share_of_source, (link.share_of_source,)),
        Signal("copy-unexplained", math.log1p(unexplained), (float(unexplained),)),
        Signal("source-holds-more", math.log1p(more), (float(more),)),
        Signal("rare-shared", math.log1p(rare), (float(rare),)),
        Signal("rare-share", rare / max(1, len(b.rare)), (rare / max(1, len(b.rare)),)),
        Signal("numbers-unexplained", math.log1p(numbers), (float(numbers),)),
        Signal(
            "longer-than-source",
            max(-2.0, min(2.0, math.log((b.length + 20) / (a.length + 20)))),
            (float(b.length), float(a.length)),
        ),
        Signal("link-probability", link.probability),
    ]
    if errors:
        found.append(Signal("inherited-errors", math.log1p(errors), (float(errors),)))
    return [signal for signal in found if signal.value]


def _spin(s: Known, c: Known, link: Link) -> list[Signal]:
    """Spun text is never the source of clean text: by telltales, and by whose words are the rarer ones."""
    found = []
    spun = link.rewrite is Rewrite.SPUN
    if c.document.telltales and not s.document.telltales:
        found.append(Signal("spun-from-clean", 1.0, ", ".join(c.document.telltales[:5])))
    elif s.document.telltales and not c.document.telltales:
        found.append(Signal("clean-from-spun", 1.0, ", ".join(s.document.telltales[:5])))
    gain, words = word_rarity_gain(s.wording, c.wording)
    if words and gain:
        value = max(-2.0, min(2.0, gain)) * min(1.0, words / (10 if spun else 20))
        found.append(Signal("rarer-words", value, (gain, float(words))))
    if s.kind == "spinner" and c.kind != "spinner":
        found.append(Signal("source-spinner", 1.0, s.document.article.outlet_domain))
    return found


def _outlets(source: int, dossier: Dossier, s: Known, c: Known, link: Link) -> list[Signal]:
    found = []
    if source in dossier.own_texts:
        found.append(Signal("source-agency", 1.0, dossier.agency or ""))
    if s.kind == "aggregator":
        found.append(Signal("source-aggregator", 1.0))
    if c.owner is not None and s.owner is None:
        found.append(Signal("agency-from-outlet", 1.0, c.owner))
    if is_own_revision(s.document, c.document):
        found.append(Signal("own-revision", 1.0))
    elif same_site(s.document.article.outlet_domain, c.document.article.outlet_domain):
        found.append(Signal("same-site", 1.0))
    elif s.group and s.group == c.group:
        found.append(Signal("same-group", 1.0, s.group))
    if s.role == "partial":
        found.append(Signal("source-partial", 1.0))
    if link.verdict is None:
        found.append(Signal("unverified-pair", 1.0))
    return found


def unseen_signals(dossier: Dossier, copy: int) -> list[Signal]:
    """Evidence that a text comes straight from an agency's original that is not in the store."""
    known = dossier.members[copy]
    agency = dossier.agency
    found = [Signal("unseen", 1.0)]
    if agency is None:
        found.append(Signal("unseen-no-agency", 1.0))
    else:
        found.append(Signal("unseen-agency", dossier.agency_share, f"the family's credits name {agency}"))
        if any(dossier.members[i].owner == agency for i in dossier.own_texts):
            found.append(Signal("unseen-agency-in-store", 1.0, agency))
        if agency in known.claim.agencies:
            found.append(Signal("unseen-credited", 1.0, agency))
    if known.dateline:
        found.append(Signal("unseen-dateline", 1.0))
    found += _alone(dossier, copy, "unseen")
    return found


def own_signals(dossier: Dossier, copy: int) -> list[Signal]:
    """Evidence that a text is the story's own origin: written where it stands."""
    known = dossier.members[copy]
    found = [Signal("own", 1.0)]
    if copy in dossier.own_texts:
        found.append(Signal("own-agency", 1.0, known.owner or ""))
    elif dossier.own_texts:
        found.append(Signal("own-agency-elsewhere", 1.0, dossier.agency or ""))
    if known.claim.agencies and known.owner is None:
        found.append(Signal("own-credits-agency", 1.0, known.claim.agencies[0]))
    elif dossier.agency is not None and known.owner is None:
        found.append(Signal("own-agency-in-family", dossier.agency_share, dossier.agency))
    if known.claim.outlet_domains:
        found.append(Signal("own-claims-outlet", 1.0, known.claim.outlet or ""))
    if known.claim.carriers:
        found.append(Signal("own-carrier", 1.0, known.claim.carrier or ""))
    if known.document.telltales or known.kind == "spinner":
        found.append(Signal("own-spun", 1.0))
    if known.role == "partial":
        found.append(Signal("own-partial", 1.0))
    found += _alone(dossier, copy, "own")
    rivals = [dossier.members[source] for source, _ in dossier.candidates[copy]]
    shared = [len(member.wording.known) for member in (known, *rivals)]
    if rivals and max(shared):
        mine, theirs = shared[0] / max(shared), sum(shared[1:]) / len(rivals) / max(shared)
        found.append(Signal("own-holds-more", mine - theirs, (mine, theirs)))
    return found


def _alone(dossier: Dossier, copy: int, node: str) -> list[Signal]:
    """What speaks for a text standing above its candidates: it is the earliest, or none of them explains it."""
    known = dossier.members[copy]
    rivals = [dossier.members[source] for source, _ in dossier.candidates[copy]]
    found = []
    if not rivals:
        return [Signal(f"{node}-no-candidate", 1.0)]
    spans = [rival.span for rival in rivals if rival.span is not None]
    if known.span is not None and spans:
        earlier = sum(1 for span in spans if span.latest < known.span.earliest)
        found.append(Signal(f"{node}-earliest", 1.0 - 2.0 * min(1.0, earlier / 2)))
    least = min(len(known.wording.known - rival.wording.shingles) for rival in rivals)
    if least:
        found.append(Signal(f"{node}-unexplained", math.log1p(least), (float(least),)))
    return found
