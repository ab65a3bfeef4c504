"""Named evidence for one supposed source of one copy, and for the two other answers: unseen original, own text.

In: a dossier and positions in it. Out: `Signal`s, each a rule with a value (its weight is data, weights.json) and
raw figures for the explanation. The one idea: every reason that a person would name is one signal, so the
log-odds of a source are a sum that can be read line by line.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from wirecopy.attribute.claims import UNNAMED_AGENCY, url_key
from wirecopy.attribute.dossier import Dossier, Known
from wirecopy.attribute.family import Link
from wirecopy.attribute.outlets import same_site
from wirecopy.attribute.rivalry import Rivalry, rivalries
from wirecopy.attribute.texts import word_rarity_gain
from wirecopy.attribute.timing import describe_seconds, gap_seconds, step_of, time_rule
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
    "headline-alike": "headlines share {0:.0%} of their words",
    "share-unexplained": "{0:.0%} of what the copy shares with the family is missing in this source",
    "copy-elsewhere": "{0:.0f} word triples of the copy are in other members, later ones too, but not in this source",
    "same-own-words": "both have the same {0:.0f} word triples that no other wording has",
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

_FOLLOWED = (
    "the copy has {0:.0f} of {1:.0f} word triples that its best rival lacks, {2:.0f} of {3:.0f} that only the rival has"
)


def explain(signal: Signal) -> str:
    """The detail of a signal in words; empty where the rule's name says everything."""
    if isinstance(signal.detail, str):
        return signal.detail
    if signal.rule.startswith(("source-earlier", "source-later")):
        side = "before" if signal.detail[0] > 0 else "after"
        return f"the source was published {describe_seconds(signal.detail[0])} {side} the copy"
    if "followed" in signal.rule:
        return _FOLLOWED.format(*signal.detail)
    return _TEXTS[signal.rule].format(*signal.detail)


class Setting(NamedTuple):
    """What the evidence on one copy is measured against.

    `handed` are the shingles that it must have from somewhere, those that a possible source has too: a later text
    that shares the copy's own changes is its copy and says nothing. `rivalries` are in the order of the candidates,
    then one for the unseen original.
    """

    handed: frozenset[int]
    rivalries: list[Rivalry]


def setting_of(dossier: Dossier, copy: int) -> Setting:
    """Compare the candidates of one copy with each other; a twin or a later text is no rival."""
    c = dossier.members[copy]
    found: set[int] = set()
    wordings, possible = [], []
    for source, _ in dossier.candidates[copy]:
        s = dossier.members[source]
        later = s.span is not None and c.span is not None and gap_seconds(s.span, c.span) < 0
        wordings.append(s.wording.sequence)
        possible.append(not later and not is_twin(s, c))
        if possible[-1]:
            found |= c.wording.shingles & s.wording.shingles
    return Setting(frozenset(found), rivalries(c.wording.shingles, wordings, possible, dossier.archetype))


def is_twin(s: Known, c: Known) -> bool:
    """Whether two texts are one and the same piece on two sites of one owner: same words, same minute or same group."""
    if s.wording.same_as != c.wording.same_as or same_site(
        s.document.article.outlet_domain, c.document.article.outlet_domain
    ):
        return False
    at_once = s.span is not None and c.span is not None and gap_seconds(s.span, c.span) == 0
    return at_once or bool(s.group and s.group == c.group)


def pair_signals(dossier: Dossier, source: int, copy: int, link: Link, setting: Setting) -> list[Signal]:
    """All evidence that bears on `source` being the immediate source of `copy`, in a fixed order of rules.

    `setting` is that of the copy.
    """
    s, c = dossier.members[source], dossier.members[copy]
    return [
        *_time(dossier, s, c),
        *_claims(dossier, s, c),
        *_marks(source, s, c),
        *_headline(dossier, s, copy),
        *_rivalry(dossier, source, copy, setting),
        *_wording(s, c, link, setting.handed),
        *_spin(s, c, link),
        *_outlets(source, dossier, s, c, link),
    ]


def _time(dossier: Dossier, s: Known, c: Known) -> list[Signal]:
    """The clock's word; where the family's clocks are seen to agree, or not to, it has weights of its own."""
    rule, gap = time_rule(s.span, c.span)
    if not gap:
        return [Signal(rule, 1.0)]
    return [Signal(rule if dossier.clock == "unknown" else f"{rule}-{dossier.clock}", 1.0, (float(gap),))]


def _claims(dossier: Dossier, s: Known, c: Known) -> list[Signal]:
    found = []
    article = s.document.article
    if url_key(article.url) in c.claim.original_urls:
        found.append(Signal("links-to-source", 1.0, article.url[:200]))
    if any(same_site(article.outlet_domain, domain) for domain in c.claim.outlet_domains):
        found.append(Signal("claims-source-outlet", 1.0, c.claim.outlet or article.outlet_domain))
    elif c.claim.outlet_domains & dossier.domains:
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


def _rivalry(dossier: Dossier, source: int, copy: int, setting: Setting) -> list[Signal]:
    at = next(i for i, (candidate, _) in enumerate(dossier.candidates[copy]) if candidate == source)
    return _ratio(setting.rivalries[at], "source")


def _ratio(found: Rivalry, node: str) -> list[Signal]:
    if not found.lead:
        return []
    counts = (found.kept, found.only_own, found.kept_rival, found.only_rival)
    rule = f"{node}-{'followed' if found.lead > 0 else 'not-followed'}"
    return [Signal(rule, abs(found.lead), tuple(float(count) for count in counts))]


def _headline(dossier: Dossier, s: Known, copy: int) -> list[Signal]:
    """A headline is rewritten at many desks, so one that only few have, kept word for word, shows the way."""
    c = dossier.members[copy]
    if not s.headline or not c.headline:
        return []
    if s.headline == c.headline:
        rarity = math.log(len(dossier.members) / dossier.headlines[c.headline])
        return [Signal("headline-kept", 1.0, " ".join(c.headline)[:120]), Signal("rare-headline-kept", rarity)]
    found = []
    rivals = (dossier.members[i] for i, _ in dossier.candidates[copy])
    if any(rival.headline == c.headline and not is_twin(rival, c) for rival in rivals):
        found.append(Signal("headline-of-another", 1.0))
    ours, theirs = set(c.headline), set(s.headline)
    alike = len(ours & theirs) / len(ours | theirs)
    return [*found, Signal("headline-alike", alike, (alike,))] if alike else found


def _wording(s: Known, c: Known, link: Link, handed: frozenset[int]) -> list[Signal]:
    a, b = s.wording, c.wording
    common = len(a.shingles & b.shingles)
    covered = common / max(1, len(b.shingles))
    union = len(a.shingles) + len(b.shingles) - common
    unexplained = len(handed - a.shingles)
    elsewhere = len(b.known - a.shingles)
    more = len(a.known - b.shingles)
    rare = len(b.rare & a.rare)
    numbers = len(b.known_numbers - a.numbers)
    errors = len(b.oddities & a.oddities)
    left_out = unexplained / max(1, len(handed))
    found = [
        Signal("explains-all", float(unexplained == 0)),
        Signal("share-unexplained", left_out, (left_out,)),
        Signal("copy-covered", covered, (covered,)),
        Signal("resemblance", common / max(1, union), (common / max(1, union),)),
        Signal("share-of-source", link.share_of_source, (link.share_of_source,)),
        Signal("copy-elsewhere", math.log1p(elsewhere), (float(elsewhere),)),
        Signal("source-holds-more", math.log1p(more), (float(more),)),
        Signal("rare-shared", math.log1p(rare), (float(rare),)),
        Signal("rare-share", rare / max(1, len(b.rare)), (rare / max(1, len(b.rare)),)),
        Signal("numbers-unexplained", math.log1p(numbers), (float(numbers),)),
        Signal(
            "longer-than-source",
            max(-2.0, min(2.0, math.log((b.length + 20) / (a.length + 20)))),
            (float(b.length), float(a.length)),
        ),
    ]
    if a.same_as == b.same_as:
        found.append(Signal("twin" if is_twin(s, c) else "same-text", 1.0))
        if a.private:
            found.append(Signal("same-own-words", math.log1p(a.private), (float(a.private),)))
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


def unseen_signals(dossier: Dossier, copy: int, setting: Setting) -> list[Signal]:
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
    if known.span is not None and dossier.first is not None:
        gap = gap_seconds(dossier.first, known.span)
        found.append(Signal(f"after-first-{step_of(gap)}", 1.0, f"{describe_seconds(gap)} after the first member"))
    found += _alone(dossier, copy, "unseen", setting.handed)
    if dossier.archetype and dossier.candidates[copy]:
        found += _ratio(setting.rivalries[-1], "unseen")
    return found


def own_signals(dossier: Dossier, copy: int, setting: Setting) -> list[Signal]:
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
    found += _alone(dossier, copy, "own", setting.handed)
    rivals = [dossier.members[source] for source, _ in dossier.candidates[copy]]
    sizes = [len(member.wording.known) for member in (known, *rivals)]
    most = max(sizes)
    if rivals and most:
        mine, theirs = sizes[0] / most, sum(sizes[1:]) / len(rivals) / most
        found.append(Signal("own-holds-more", mine - theirs, (mine, theirs)))
    return found


def _alone(dossier: Dossier, copy: int, node: str, handed: frozenset[int]) -> list[Signal]:
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
    least = min(len(handed - rival.wording.shingles) for rival in rivals)
    if least:
        found.append(Signal(f"{node}-unexplained", math.log1p(least), (float(least),)))
    return found
