"""All that is known of two articles together: verdict, what it rests on, passages, evidence of direction.

Comes in: an open store and two names. Goes out: a PairReport. A pair that was never stored is compared here and now,
with the parameters of the last run, and the report says why it was not stored: no candidate, or below the threshold.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, Window, far_apart, find_candidates
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.model import ArticleId, Document, Passage, Rewrite, StoryId, Verdict
from wirecopy.params import Params
from wirecopy.verify.alignment import align_documents
from wirecopy.verify.figures import FIGURES
from wirecopy.verify.judge import judge
from wirecopy.verify.retelling import EVENT_SECONDS, LOW_CONFIDENCE
from wirecopy.verify.verdict import Reasons, shipped_model

if TYPE_CHECKING:
    from wirecopy.store import Store, StoredCopy
    from wirecopy.verify.verdict import Model

Standing = Literal["stored", "below the threshold", "no candidate", "too far apart", "comparable only now"]


@dataclass(frozen=True, slots=True)
class PairReport:
    """Two documents in the order asked for, and what links them or doesn't.

    `reasons` are those of the model `explained_by`;
    `passages` have `one` on the left, `other` on the right; `copies` are those of the one from the other, either way.
    """

    one: Document
    other: Document
    verdict: Verdict
    standing: Standing
    run_id: int | None
    decided_by: str
    explained_by: str
    accept: float
    reasons: Reasons
    passages: tuple[Passage, ...]
    copies: tuple[StoredCopy, ...]
    other_copies: tuple[StoredCopy, ...]
    shared_stories: tuple[StoryId, ...]
    addresses: Mapping[ArticleId, str]


def read_pair(store: Store, one: str, other: str) -> PairReport:
    """Return the report on two articles, each named by id or address; QueryError where one is not in the store."""
    found = store.explain(one, other)
    params = params_of_last_run(store)
    model = shipped_model()
    documents = sorted((found.one, found.other), key=lambda document: document.article.article_id)
    stored = found.verdict
    compared = _judge_now(documents, params, model)
    # the store keeps only figures that stories rest on: the others follow from the texts
    verdict = compared if stored is None else dataclasses.replace(stored.verdict, figures=compared.figures)
    standing: Standing = "stored" if stored is not None else _standing(documents, verdict, params)
    return PairReport(
        one=found.one,
        other=found.other,
        verdict=verdict,
        standing=standing,
        run_id=None if stored is None else stored.run_id,
        decided_by=model.name if stored is None else stored.model,
        explained_by=model.name,
        accept=params.accept,
        reasons=model.explain(_figure_array(verdict)),
        passages=align_documents(found.one, found.other),
        copies=found.copies,
        other_copies=found.other_copies,
        shared_stories=found.shared_stories,
        addresses=addresses_of(store, [*found.copies, *found.other_copies]),
    )


def params_of_last_run(store: Store) -> Params:
    """Return the parameters of the last run, defaults for tunables that it did not know yet."""
    runs = store.runs()
    names = {tunable.name for tunable in dataclasses.fields(Params)}
    known: dict[str, Any] = (
        {name: value for name, value in runs[-1].parameters.items() if name in names} if runs else {}
    )
    return Params(**known)


def addresses_of(store: Store, copies: Sequence[StoredCopy]) -> dict[ArticleId, str]:
    """Return the addresses of all articles that these copies speak of."""
    ids: set[ArticleId] = set()
    for stored in copies:
        named = stored.copy.article_id, stored.copy.source_article_id, stored.copy.runner_up_article_id
        ids.update(each for each in named if each is not None)
    return {article_id: article.url for article_id, article in store.load_articles(ids).items()}


def derived(report: PairReport) -> bool:
    """Tell whether text was taken, whoever took it."""
    return report.verdict.rewrite not in {Rewrite.SAME_EVENT, Rewrite.UNRELATED}


def undecided(report: PairReport) -> bool:
    """Tell whether one of the two abstains from naming its source."""
    return any(stored.copy.abstained for stored in report.other_copies)


def pair_object(report: PairReport) -> dict[str, object]:
    """Return the report as plain values; passages come with their texts."""
    one, other = report.one.article, report.other.article
    return {
        "one": article_object(report.one),
        "other": article_object(report.other),
        "standing": report.standing,
        "run_id": report.run_id,
        "decided_by": report.decided_by,
        "accept": report.accept,
        "verdict": dataclasses.asdict(report.verdict),
        "explained_by": report.explained_by,
        "retold": report.reasons.retold,
        "base_log_odds": report.reasons.base,
        "signals": [
            {"signal": name, "value": value, "log_odds": share} for name, value, share in report.reasons.signals
        ],
        "shared_stories": list(report.shared_stories),
        "copies": [copy_object(stored, report.addresses) for stored in report.copies],
        "other_copies": [copy_object(stored, report.addresses) for stored in report.other_copies],
        "passages": [
            {
                "kind": each.kind,
                "one_start": each.left_start, "one_end": each.left_end,
                "other_start": each.right_start, "other_end": each.right_end,
                "one_text": one.text[each.left_start : each.left_end],
                "other_text": other.text[each.right_start : each.right_end],
            }
            for each in report.passages
        ],
    }  # fmt: skip


def article_object(document: Document) -> dict[str, object]:
    """Return what identifies an article as plain values."""
    article = document.article
    names = "article_id", "url", "outlet", "outlet_domain", "headline", "byline", "published_at", "published_precision"
    said: dict[str, object] = {name: getattr(article, name) for name in names}
    return said | {"language": article.language, "origin": dataclasses.asdict(article.origin)}


def copy_object(stored: StoredCopy, addresses: Mapping[ArticleId, str]) -> dict[str, object]:
    """Return a copy row with its evidence as plain values, addresses beside ids."""
    copy = stored.copy
    said: dict[str, object] = {
        field.name: getattr(copy, field.name)
        for field in dataclasses.fields(copy)
        if field.name not in {"evidence", "passages"}
    }
    said["url"] = addresses.get(copy.article_id)
    said["source_url"] = None if copy.source_article_id is None else addresses.get(copy.source_article_id)
    said["run_id"] = stored.run_id
    said["evidence"] = [dataclasses.asdict(piece) for piece in copy.evidence]
    return said


def _judge_now(documents: Sequence[Document], params: Params, model: Model) -> Verdict:
    return judge(documents, np.array([[0, 1]]), params, model, related_only=False).records()[0]


def _standing(documents: Sequence[Document], verdict: Verdict, params: Params) -> Standing:
    """Why the store has no verdict on this pair."""
    ids, words, keys = merge_sketches([sketch_batch(documents, params)])
    times = [document.article.published_at for document in documents]
    published = np.array([NO_TIME if at is None else at for at in times], np.int64)
    pairs, _ = find_candidates(Window(keys, words, published, np.ones(len(ids), np.bool_)), params)
    if not len(pairs):
        return "no candidate"
    if verdict.probability < params.accept:
        return "below the threshold"
    far = far_apart(published[:1], published[1:], EVENT_SECONDS).all()
    return "too far apart" if far and verdict.probability == LOW_CONFIDENCE else "comparable only now"


def _figure_array(verdict: Verdict) -> NDArray[np.float32]:
    """Return the figures of a verdict as the model wants them."""
    return np.array([verdict.figures[name] for name in FIGURES], np.float32)
