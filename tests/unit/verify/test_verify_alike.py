"""Texts that read alike are compared once, and every pair of them still has its own verdict."""

from __future__ import annotations

import numpy as np

from wirecopy.fingerprint.tokens import bodies_of
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.params import Params
from wirecopy.verify.figures import FIGURES, TURNED
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import shipped_model

SHIP = "The ferry Lindqvist sank off Galveston on Monday with 214 people aboard, the coast guard of Texas said."
CAUSE = "Investigators blamed a cracked weld in the bow visor for the worst disaster in the strait since 1962."
RESCUE = "Helicopters from three bases lifted 36 survivors out of the freezing water overnight near Port Bolivar."
COURT = "The regional court in Ostrava fined two brewers over diluted malt extract that they had sold to Slovaks."


def document(number: int, *paragraphs: str, before: str = "", language: str = "en") -> Document:
    text = "\n".join((before, *paragraphs))
    ends = np.cumsum([len(paragraph) + 1 for paragraph in (before, *paragraphs)]).tolist()
    parts = tuple(
        Part(PartKind.BODY, start, start + len(each)) for start, each in zip(ends[:-1], paragraphs, strict=True)
    )
    article = Article(
        ArticleId(number), f"u{number}", "", "", "", "", text, None, "none", language, Origin("-", number)
    )
    return Document(article, parts)


def test_texts_are_alike_by_what_is_read_and_in_which_language() -> None:
    documents = [
        document(1, SHIP, CAUSE),
        document(2, SHIP, CAUSE, before="Share this article"),
        document(3, SHIP + CAUSE),
        document(4, SHIP, CAUSE, language="nl"),
        document(5),
        document(6, before="Share this article"),
    ]
    texts, places = bodies_of(documents).distinct()
    assert places.tolist() == [0, 0, 1, 2, 3, 3]
    assert texts.article_ids.tolist() == [1, 3, 4, 5]
    assert texts.span_counts.tolist() == [2, 1, 2, 0]
    assert [texts.texts[0][start:end] for start, end, _ in texts.spans[:2].tolist()] == [SHIP, CAUSE]


def test_alike_or_not_a_pair_has_the_verdict_that_it_has_alone() -> None:
    bodies = [(SHIP, CAUSE, RESCUE), (RESCUE, CAUSE, SHIP), (SHIP, CAUSE, RESCUE, COURT), (COURT,), (SHIP, CAUSE)]
    documents = [document(number, *bodies[number * 3 % 5]) for number in range(15)]
    pairs = np.array([(left, right) for left in range(15) for right in range(left + 1, 15)])
    model, params = shipped_model(), Params()
    together = judge(documents, pairs, params, model, related_only=False).records()
    for pair, verdict in zip(pairs.tolist(), together, strict=True):
        alone = judge([documents[each] for each in pair], np.array([[0, 1]]), params, model, related_only=False)
        assert alone.records() == [verdict]
    accepted = judge(documents, pairs, params, model).records()
    assert accepted == [verdict for verdict in together if verdict.probability >= params.accept]
    assert 0 < len(accepted) < len(together)


def test_sides_change_names_and_nothing_else() -> None:
    assert [FIGURES[TURNED[place]] for place in TURNED] == list(FIGURES)
    assert [FIGURES[place] for place in TURNED][:2] == ["grams_right", "grams_left"]
