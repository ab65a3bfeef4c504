"""Who copied whom in one story: the answer for every member, with its reasons.

In: a family, weights, outlets. Out: one `Copy` per member that took its text from elsewhere. The one idea: each
member has a list of possible answers (every candidate source, "an original that is not in the store", "its own
text"); named evidence gives each answer log-odds, the forest over all members gives posteriors, and the best
forest gives the answers, unless a margin is too small: then the answer is an explicit abstention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.branching import OWN, ROOTS, UNSEEN, choose_parents, forest_posteriors
from wirecopy.attribute.credit import agencies_by_member, credit_evidence, is_credited
from wirecopy.attribute.dossier import Dossier, open_dossier
from wirecopy.attribute.family import Family, Link, copy_passages
from wirecopy.attribute.outlets import OutletTable
from wirecopy.attribute.signals import Signal, explain, own_signals, pair_signals, setting_of, unseen_signals
from wirecopy.attribute.weights import Weights
from wirecopy.model import ArticleId, Copy, Evidence, StoryId

_LEAST_WEIGHT = 0.05  # evidence below says nothing to anybody
_COARSE = frozenset({"month", "year", "none"})


@dataclass(frozen=True, slots=True)
class Question:
    """The possible answers for one member: candidate positions with their links, and the evidence for each answer.

    `signals` has one list per candidate and then one each for UNSEEN and OWN.
    """

    candidates: tuple[int, ...]
    links: tuple[Link, ...]
    signals: tuple[list[Signal], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best answer (a position, UNSEEN or OWN), its posterior, its lead, the best other candidate."""

    choice: int
    posterior: float
    margin: float
    rival: int | None
    abstained: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """The result for a story.

    Its copies by article id, its agency, its origin (None where it was never seen), and the agency's own texts of it in
    order of versions.
    """

    copies: tuple[Copy, ...]
    agency: str | None
    origin_article_id: ArticleId | None
    versions: tuple[ArticleId, ...]


def attribute_story(family: Family, weights: Weights, outlets: OutletTable) -> tuple[Copy, ...]:
    """One `Copy` per member whose text was taken from elsewhere, ascending by article id.

    Members that are the agency's own texts (role "version", or on the agency's domain) and the story's origin get
    none; a copy's `source_article_id` names the version it took. `passages` have the copy on the left, the source
    on the right. Independent of the order of documents, members and verdicts. 2,000 members take some seconds.
    """
    return attribute_family(family, weights, outlets).copies


def attribute_family(family: Family, weights: Weights, outlets: OutletTable) -> Attribution:
    """As `attribute_story`, with what was found about the story as a whole."""
    dossier = open_dossier(family, outlets)
    if not dossier.members:
        return Attribution((), None, None, ())
    questions = ask(dossier)
    answers = answer(questions, weights, dossier.own_texts)
    choices = [given.choice for given in answers]
    agencies = agencies_by_member(dossier, choices)
    story_id = family.story.story_id
    copies = [
        _copy(_Case(story_id, dossier, i, questions[i], answers[i], agencies[i], _root(i, choices)), weights)
        for i in range(len(dossier.members))
        if i not in dossier.own_texts and _took(dossier, i, answers[i])
    ]
    versions = tuple(dossier.identifier(i) for i in dossier.own_order)
    return Attribution(tuple(copies), dossier.agency, _origin(dossier, choices), versions)


def ask(dossier: Dossier) -> list[Question]:
    """The question for each member, with all evidence; what the weights are fitted on."""
    return [_question(dossier, copy) for copy in range(len(dossier.members))]


def _question(dossier: Dossier, copy: int) -> Question:
    candidates = dossier.candidates[copy]
    setting = setting_of(dossier, copy)
    return Question(
        tuple(source for source, _ in candidates),
        tuple(link for _, link in candidates),
        (
            *(pair_signals(dossier, source, copy, link, setting) for source, link in candidates),
            unseen_signals(dossier, copy, setting),
            own_signals(dossier, copy, setting),
        ),
    )


def answer(questions: Sequence[Question], weights: Weights, own_texts: frozenset[int]) -> list[Answer]:
    """The best forest over all members and how sure each of its edges is; an agency's own texts are roots."""
    scores = [
        np.array([0.0, 40.0]) if i in own_texts else np.array([weights.log_odds(found) for found in question.signals])
        for i, question in enumerate(questions)
    ]
    parents = [question.candidates for question in questions]
    posteriors = forest_posteriors(parents, scores)
    choices = choose_parents(parents, scores)
    return [
        _judge(question.candidates, posterior, choice, weights)
        for question, posterior, choice in zip(questions, posteriors, choices, strict=True)
    ]


def _judge(candidates: Sequence[int], posterior: NDArray[np.float64], choice: int, weights: Weights) -> Answer:
    options = (*candidates, *ROOTS)
    held = dict(zip(options, posterior.tolist(), strict=True))
    others = [p for option, p in held.items() if option != choice]
    margin = held[choice] - max(others, default=0.0)
    rivals = sorted((-held[option], option) for option in candidates if option != choice)
    close = weights.confidence(held[choice]) < weights.least_confidence or margin < weights.least_margin
    abstained = close and choice != OWN and bool(candidates)
    return Answer(choice, held[choice], margin, rivals[0][1] if rivals else None, abstained)


def _took(dossier: Dossier, copy: int, given: Answer) -> bool:
    """Whether a member's text comes from elsewhere: by the forest, or by its own word.

    A member that no accepted verdict links to another shares its text with nobody, whatever the forest says of it.
    """
    linked = bool(dossier.candidates[copy])
    return (given.choice != OWN and linked) or dossier.members[copy].claim.names_agency


@dataclass(frozen=True, slots=True)
class _Case:
    """One member with its question, its answer, the agency inferred for it and the root of its chain."""

    story_id: StoryId
    dossier: Dossier
    copy: int
    question: Question
    given: Answer
    agency: str | None
    root: int


def _copy(case: _Case, weights: Weights) -> Copy:
    dossier, question, given = case.dossier, case.question, case.given
    claim = dossier.members[case.copy].claim
    named = given.choice >= 0 and not given.abstained
    best = _best_link(question)
    link = question.links[question.candidates.index(given.choice)] if given.choice >= 0 else best
    classed = link if link is not None and link.rewrite is not None else best
    reported = given.choice if given.abstained and given.choice >= 0 else given.rival
    return Copy(
        article_id=dossier.identifier(case.copy),
        story_id=case.story_id,
        source_article_id=dossier.identifier(given.choice) if named else None,
        source_agency=case.agency,
        carrier_domain=claim.carrier,
        claimed_source=claim.source,
        credited=is_credited(dossier, case.copy, case.agency, given.choice, case.root),
        credit_text=claim.credit.text if claim.credit is not None else None,
        rewrite=classed.rewrite if classed is not None else None,
        share_of_copy=link.share_of_copy if link is not None else None,
        share_of_source=link.share_of_source if link is not None else None,
        lag_seconds=_lag_seconds(dossier, given.choice, case.copy) if named else None,
        confidence=round(weights.confidence(given.posterior), 4),
        runner_up_article_id=dossier.identifier(reported) if reported is not None else None,
        evidence=(
            *_abstention(dossier, given),
            *credit_evidence(dossier, case.copy, case.agency),
            *_reasons(question, given.choice, weights),
        ),
        passages=copy_passages(link) if named and link is not None else (),
    )


def _best_link(question: Question) -> Link | None:
    """The verified link that says most about the copy: what the class is read from where no source is named."""
    verified = [link for link in question.links if link.verdict is not None]
    return max(verified, key=lambda link: (link.share_of_copy, link.probability, -link.source), default=None)


def _reasons(question: Question, choice: int, weights: Weights) -> list[Evidence]:
    """Evidence for the answer, heaviest first."""
    at = question.candidates.index(choice) if choice >= 0 else len(question.candidates) + ROOTS.index(choice)
    found = [
        Evidence(signal.rule, round(weights.rules.get(signal.rule, 0.0) * signal.value, 4), explain(signal))
        for signal in question.signals[at]
    ]
    telling = [evidence for evidence in found if abs(evidence.weight) >= _LEAST_WEIGHT]
    return sorted(telling, key=lambda evidence: (-abs(evidence.weight), evidence.rule, evidence.detail))


def _abstention(dossier: Dossier, given: Answer) -> list[Evidence]:
    if not given.abstained:
        return []
    names = {UNSEEN: "an original that is not in the store", OWN: "its own text"}
    best = names.get(given.choice) or dossier.members[given.choice].document.article.url
    rival = "none" if given.rival is None else dossier.members[given.rival].document.article.url
    detail = f"undecided between {best} and {rival}; ahead by {given.margin:.2f} with posterior {given.posterior:.2f}"
    return [Evidence("abstained", round(given.margin, 4), detail)]


def _root(node: int, choices: Sequence[int]) -> int:
    """The first article of a member's chain (itself where it has no parent in the store)."""
    while choices[node] >= 0:
        node = choices[node]
    return node


def _lag_seconds(dossier: Dossier, source: int, copy: int) -> int | None:
    first, then = dossier.members[source].document.article, dossier.members[copy].document.article
    if first.published_at is None or then.published_at is None:
        return None
    if first.published_precision in _COARSE or then.published_precision in _COARSE:
        return None
    return then.published_at - first.published_at


def _origin(dossier: Dossier, choices: Sequence[int]) -> ArticleId | None:
    """The story's origin: the agency's first own text, else the own text that most members go back to.

    None where more of them go back to an original that was never seen.
    """
    if dossier.own_order:
        return dossier.identifier(dossier.own_order[0])
    counts: dict[int, int] = {}
    for node in range(len(choices)):
        root = _root(node, choices)
        key = root if choices[root] == OWN else UNSEEN
        counts[key] = counts.get(key, 0) + 1
    best = min(counts, key=lambda key: (-counts[key], key))
    return None if best == UNSEEN else dossier.identifier(best)
