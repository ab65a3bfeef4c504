"""Who copied whom in one story: the answer for every member, with its reasons.

In: a family, weights, outlets. Out: one `Copy` per member that took its text from elsewhere. The one idea: each
member has a list of possible answers (every candidate source, "an original that is not in the store", "its own
text"); named evidence gives each answer log-odds, the forest over all members gives posteriors, and the best
forest gives the answers, unless one is too little sure: then the answer is an explicit abstention.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.branching import OWN, ROOTS, UNSEEN, choose_parents, forest_posteriors, roots_of
from wirecopy.attribute.credit import agencies_by_member, credit_evidence, is_credited
from wirecopy.attribute.dossier import Dossier, open_dossier
from wirecopy.attribute.family import Family, Link, as_link, directed
from wirecopy.attribute.outlets import OutletTable
from wirecopy.attribute.reasons import give_reasons
from wirecopy.attribute.shortlist import Pairs, Shortlist, draw_up
from wirecopy.attribute.signals import Evidence, gather
from wirecopy.attribute.timing import UNDATED
from wirecopy.attribute.weights import Scale, Weights
from wirecopy.model import ABSTAINED, ArticleId, Copy, Rewrite, StoryId
from wirecopy.model import Evidence as Reason
from wirecopy.verify.retelling import LOW_CONFIDENCE

_COARSE = frozenset({"month", "year", "none"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The best answer (a position, UNSEEN or OWN), its posterior and confidence, its lead, the best other candidate."""

    choice: int
    posterior: float
    confidence: float
    margin: float
    rival: int | None
    abstained: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """The result for a story.

    Its copies by article id, its agency, its origin (None where it was never seen), and the agency's own texts of it in
    order of versions; of how many members posteriors are approximate, since too many may have copied each other.
    """

    copies: tuple[Copy, ...]
    agency: str | None
    origin_article_id: ArticleId | None
    versions: tuple[ArticleId, ...]
    approximate: int = 0


def attribute_family(family: Family, weights: Weights, outlets: OutletTable) -> Attribution:
    """One `Copy` per member whose text was taken from elsewhere, ascending by article id; what the story is as a whole.

    Members that are the agency's own texts (role "version", or on the agency's domain) and the story's origin get
    none; a copy's `source_article_id` names the version it took. Passages are left to
    `verify.alignment`. Independent of the order of documents, members and verdicts.
    """
    dossier = open_dossier(family, outlets)
    if not dossier.members:
        return Attribution((), None, None, ())
    shortlist = draw_up(dossier)
    weighed = _Weighed(dossier, shortlist.parts())
    answers, approximate = answer(dossier, shortlist, weighed, weights)
    choices = [given.choice for given in answers]
    roots, depths = roots_of(choices)
    agencies = agencies_by_member(dossier, choices, roots, depths)
    links = _links(dossier, shortlist, choices)
    case = _Case(family.story.story_id, dossier, shortlist, answers, agencies, roots, links)
    copies = [
        _copy(case, i, evidence, weights)
        for evidence in weighed
        for i in evidence.copies
        if i not in dossier.own_texts and _took(dossier, shortlist, i, answers[i])
    ]
    versions = tuple(dossier.identifier(i) for i in dossier.own_order)
    return Attribution(tuple(copies), dossier.agency, _origin(dossier, choices, roots), versions, approximate)


def weigh(dossier: Dossier) -> tuple[Shortlist, Evidence]:
    """The possible answers for each member, with all evidence; what the weights are fitted on."""
    shortlist = draw_up(dossier)
    return shortlist, gather(dossier, shortlist)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The evidence of a family part by part; that of a crowd is gathered anew each time, as it would fill the memory.

    Twenty thousand members would have some hundred megabytes.
    """

    dossier: Dossier
    parts: Sequence[Shortlist]
    held: list[Evidence] = field(default_factory=list)

    def __iter__(self) -> Iterator[Evidence]:
        if len(self.parts) == 1 and not self.held:
            self.held.append(gather(self.dossier, self.parts[0]))
        yield from self.held or (gather(self.dossier, part) for part in self.parts)


def answer(
    dossier: Dossier, shortlist: Shortlist, weighed: Iterable[Evidence], weights: Weights
) -> tuple[list[Answer], int]:
    """The best forest over all members and how sure each of its edges is; an agency's own texts are roots.

    With the number of members of which this is approximate.
    """
    scores: list[NDArray[np.float64]] = []
    for evidence in weighed:
        log_odds = weights.log_odds(evidence.values, evidence.situations, np.diff(evidence.bounds))
        scores += [log_odds[evidence.bounds[copy] : evidence.bounds[copy + 1]] for copy in evidence.copies]
    for own in dossier.own_texts:
        scores[own] = np.array([0.0, 40.0])
    sources = shortlist.pairs["source"].tolist()
    parents = [sources[shortlist.bounds[i] : shortlist.bounds[i + 1]] for i in range(len(dossier.members))]
    posteriors, approximate = forest_posteriors(parents, scores)
    choices = choose_parents(parents, scores)
    scales = [weights.scales[dossier.clock if member.span is not None else UNDATED] for member in dossier.members]
    return [
        _judge(candidates, posterior, choice, scale)
        for candidates, posterior, choice, scale in zip(parents, posteriors, choices, scales, strict=True)
    ], approximate


def _judge(candidates: Sequence[int], posterior: NDArray[np.float64], choice: int, scale: Scale) -> Answer:
    options = (*candidates, *ROOTS)
    held = dict(zip(options, posterior.tolist(), strict=True))
    others = [p for option, p in held.items() if option != choice]
    margin = held[choice] - max(others, default=0.0)
    rivals = sorted(
        (-round(math.log(max(held[option], 1e-300)), 9), option) for option in candidates if option != choice
    )
    confidence = scale.confidence(held[choice])
    abstained = confidence < scale.least_confidence and choice != OWN and bool(candidates)
    return Answer(choice, held[choice], confidence, margin, rivals[0][1] if rivals else None, abstained)


def _took(dossier: Dossier, shortlist: Shortlist, copy: int, given: Answer) -> bool:
    """Whether a member's text comes from elsewhere: by the forest, or by its own word.

    A member that no accepted verdict links to another shares its text with nobody, whatever the forest says of it.
    """
    linked = len(_telling(dossier, shortlist, copy)) > 0
    return (given.choice != OWN and linked) or dossier.members[copy].claim.names_agency


@dataclass(frozen=True, slots=True)
class _Case:
    """A story while its copies are written down: the answers, the agency inferred for each member.

    `roots` are the first articles of the members' chains.
    """

    story_id: StoryId
    dossier: Dossier
    shortlist: Shortlist
    answers: Sequence[Answer]
    agencies: Sequence[str | None]
    roots: Sequence[int]
    links: Sequence[tuple[Link | None, Rewrite | None]]


def _copy(case: _Case, copy: int, evidence: Evidence, weights: Weights) -> Copy:
    dossier, given, agency = case.dossier, case.answers[copy], case.agencies[copy]
    claim = dossier.members[copy].claim
    named = given.choice >= 0 and not given.abstained
    link, rewrite = case.links[copy]
    reported = given.choice if given.abstained and given.choice >= 0 else given.rival
    pair = case.shortlist.find(copy, given.choice) if given.choice >= 0 else -1
    at = ROOTS.index(given.choice) - 2 if pair < 0 else pair - int(case.shortlist.bounds[copy])
    values = evidence.of(copy)[at]
    weighed = values * weights.in_situations(evidence.situations[copy])
    reasons = give_reasons(dossier, case.shortlist, copy, pair, values, weighed)
    return Copy(
        article_id=dossier.identifier(copy),
        story_id=case.story_id,
        source_article_id=dossier.identifier(given.choice) if named else None,
        source_agency=agency,
        carrier_domain=claim.carrier,
        claimed_source=claim.source,
        credited=is_credited(dossier, copy, agency, given.choice, case.roots[copy]),
        credit_text=claim.credit.text if claim.credit is not None else None,
        rewrite=rewrite,
        share_of_copy=link.share_of_copy if link is not None else None,
        share_of_source=link.share_of_source if link is not None else None,
        lag_seconds=_lag_seconds(dossier, given.choice, copy) if named else None,
        confidence=round(min(given.confidence, _surest_link(case, copy, given.choice)), 4),
        runner_up_article_id=dossier.identifier(reported) if reported is not None else None,
        evidence=(*_abstention(dossier, given), *credit_evidence(dossier, copy, agency), *reasons),
    )


def _telling(dossier: Dossier, shortlist: Shortlist, copy: int) -> Pairs:
    """The pairs of a copy that say something of it.

    That it seems to have been told again later does not, and none that weak does of a text that credits an agency.
    """
    pairs, mine = shortlist.of(copy), dossier.members[copy]
    if dossier.links.least > LOW_CONFIDENCE:
        return pairs
    weak = _weak(dossier, pairs)
    at = mine.document.article.published_at
    times = [dossier.members[source].document.article.published_at for source in pairs["source"].tolist()]
    later = np.array([at is not None and time is not None and time > at for time in times], np.bool_)
    return np.asarray(pairs[~(weak & (later | mine.claim.names_agency))])


def _weak(dossier: Dossier, pairs: Pairs) -> NDArray[np.bool_]:
    """Which pairs (p,) are linked by what retellings keep alone."""
    weak = pairs["link"] >= 0
    weak[weak] = dossier.links.probability[pairs["link"][weak]] <= LOW_CONFIDENCE
    return np.asarray(weak)


def _crediting(dossier: Dossier, pairs: Pairs) -> Pairs:
    """Those of the pairs whose source credits an agency; all where none does, or no link of the family is weak."""
    if dossier.links.least > LOW_CONFIDENCE:
        return pairs
    credited = [dossier.members[source].claim.names_agency for source in pairs["source"].tolist()]
    return np.asarray(pairs[credited]) if any(credited) else pairs


def _surest_link(case: _Case, copy: int, source: int) -> float:
    """The probability of the surest link to the source, or else to what tells of it; 1 where the own word counts."""
    if case.dossier.members[copy].claim.names_agency:
        return 1.0
    pairs = _telling(case.dossier, case.shortlist, copy)
    verified = pairs[pairs["link"] >= 0]
    named = verified[verified["source"] == source]
    places = (named if len(named) else _crediting(case.dossier, verified))["link"]
    return float(case.dossier.links.probability[places].max(initial=0.0)) or 1.0


def _links(dossier: Dossier, shortlist: Shortlist, choices: Sequence[int]) -> list[tuple[Link | None, Rewrite | None]]:
    """For each member the link to what it was copied from, or else to what it has most in common with; the class.

    The class of a link that nobody verified is that of the best link.
    """
    count = len(choices)
    chosen = [_link(dossier, shortlist, i, choice) if choice >= 0 else None for i, choice in enumerate(choices)]
    best = [
        _best_link(dossier, shortlist, i) if link is None or link.rewrite is None else None
        for i, link in enumerate(chosen)
    ]
    named = directed([*chosen, *best], dossier.verdicts)
    found: list[tuple[Link | None, Rewrite | None]] = []
    for link, other in zip(named[:count], named[count:], strict=True):
        classed = link if link is not None and link.rewrite is not None else other
        found.append((link if link is not None else other, classed.rewrite if classed is not None else None))
    return found


def _link(dossier: Dossier, shortlist: Shortlist, copy: int, source: int) -> Link:
    """The link between a copy and one of its candidates; by shingles alone where nobody verified it."""
    pair = shortlist.pairs[shortlist.find(copy, source)]
    ids = dossier.identifier(source), dossier.identifier(copy)
    if pair["link"] < 0:
        of_copy = float(pair["common"]) / max(1, int(dossier.wordings.sizes[copy]))
        return Link(*ids, float(pair["share_of_source"]), of_copy, None, -1)
    return as_link(dossier.verdicts, int(dossier.links.verdicts[pair["link"]]), *ids)


def _best_link(dossier: Dossier, shortlist: Shortlist, copy: int) -> Link | None:
    """The verified link that says most about the copy: what the class is read from where no source is named.

    Where those who credit an agency are all told again by it, that is its class, whatever it shares with others.
    """
    pairs, links = _telling(dossier, shortlist, copy), dossier.links
    verified = pairs[pairs["link"] >= 0]
    if not len(verified):
        return None
    if dossier.links.least <= LOW_CONFIDENCE:
        crediting = _crediting(dossier, verified)
        verified = crediting if _weak(dossier, crediting).all() else verified
    places = verified["link"]
    order = np.lexsort((verified["source"], -links.probability[places], -links.share_of_copy[places]))
    return _link(dossier, shortlist, copy, int(verified["source"][order[0]]))


def _abstention(dossier: Dossier, given: Answer) -> list[Reason]:
    if not given.abstained:
        return []
    names = {UNSEEN: "an original that is not in the store", OWN: "its own text"}
    best = names.get(given.choice) or dossier.members[given.choice].document.article.url
    rival = "none" if given.rival is None else dossier.members[given.rival].document.article.url
    detail = f"undecided between {best} and {rival}; ahead by {given.margin:.2f} with posterior {given.posterior:.2f}"
    return [Reason(ABSTAINED, round(given.margin, 4), detail)]


def _lag_seconds(dossier: Dossier, source: int, copy: int) -> int | None:
    first, then = dossier.members[source].document.article, dossier.members[copy].document.article
    if first.published_at is None or then.published_at is None:
        return None
    if first.published_precision in _COARSE or then.published_precision in _COARSE:
        return None
    return then.published_at - first.published_at


def _origin(dossier: Dossier, choices: Sequence[int], roots: Sequence[int]) -> ArticleId | None:
    """The story's origin: the agency's first own text, else the own text that most members go back to.

    None where more of them go back to an original that was never seen.
    """
    if dossier.own_order:
        return dossier.identifier(dossier.own_order[0])
    counts = Counter(root if choices[root] == OWN else UNSEEN for root in roots)
    best = min(counts, key=lambda key: (-counts[key], key))
    return None if best == UNSEEN else dossier.identifier(best)
