"""Figures of pairs whose answer can be read off."""

from __future__ import annotations

import numpy as np
import pytest

from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.params import Params
from wirecopy.verify.figures import FIGURES
from wirecopy.verify.judge import figures_of

PARAMS = Params()
SHIP = "The ferry Lindqvist sank off Galveston on Monday with 214 people aboard."
CAUSE = "Investigators blamed a cracked weld in the bow visor for the disaster."
RESCUE = "Helicopters from three bases lifted 36 survivors out of the water overnight."
COURT = "The regional court in Ostrava fined two brewers over diluted malt extract."


def of_text(*paragraphs: str, number: int = 1, language: str = "en") -> Document:
    text = "\n".join(paragraphs)
    starts = np.cumsum([0, *(len(paragraph) + 1 for paragraph in paragraphs)]).tolist()
    parts = tuple(
        Part(PartKind.BODY, start, start + len(paragraph))
        for start, paragraph in zip(starts[:-1], paragraphs, strict=True)
    )
    article = Article(ArticleId(number), "", "", "", "", "", text, None, "none", language, Origin("-", number))
    return Document(article, parts)


def figures(left: Document, right: Document) -> dict[str, float]:
    row = figures_of([left, right], np.array([[0, 1]]), PARAMS)[0]
    return dict(zip(FIGURES, row.tolist(), strict=True))


def test_a_text_and_itself() -> None:
    same = figures(of_text(SHIP, CAUSE, RESCUE), of_text(SHIP, CAUSE, RESCUE))
    for name in ("grams", "rare_grams", "words", "names", "numbers", "sentences", "aligned", "covered", "runs"):
        assert same[f"{name}_left"] == same[f"{name}_right"] == pytest.approx(1)
    assert (same["jaccard"], same["order"], same["shared_sentences"], same["chain"]) == (1, 1, 3, 3)
    assert same["run"] == 12  # runs end with their paragraph


def test_two_texts_without_a_common_word() -> None:
    apart = figures(of_text(SHIP), of_text("Zloty brewers fined"))
    assert apart["words_left"] == apart["aligned_left"] == apart["covered_left"] == apart["run"] == 0
    assert apart["numbers_right"] == 1  # it has none, so none is missing


def test_directed_figures_know_their_side() -> None:
    part = figures(of_text(SHIP), of_text(COURT, SHIP, CAUSE))
    assert part["covered_left"] == 1
    assert part["covered_right"] == pytest.approx(12 / 36, abs=0.05)
    assert part["length_left"] < part["length_right"]


def test_moved_sentences_lose_order_and_nothing_else() -> None:
    moved = figures(of_text(SHIP, CAUSE, RESCUE, COURT), of_text(COURT, RESCUE, CAUSE, SHIP))
    assert moved["covered_left"] == 1
    assert (moved["order"], moved["chain"]) == (0, 1)


def test_common_quotations_are_no_common_text() -> None:
    said = "“We will not pay a single crown for this bridge again,” he said."
    quoting = figures(of_text(said, SHIP), of_text(COURT, said))
    assert quoting["shared_grams"] <= 2
    assert quoting["all_runs_left"] > quoting["runs_left"] == 0
    assert quoting["quoted_left"] > 0.4


def test_texts_without_words() -> None:
    empty = figures(of_text(""), of_text("— …"))
    assert all(np.isfinite(value) for value in empty.values())
    assert empty["order"] == empty["numbers_left"] == 1


def test_no_pairs() -> None:
    assert figures_of([of_text(SHIP)], np.empty((0, 2), np.int64), PARAMS).shape == (0, len(FIGURES))
    assert figures_of([], np.empty((0, 2), np.int64), PARAMS).shape == (0, len(FIGURES))


def test_a_pair_does_not_depend_on_the_others() -> None:
    documents = [of_text(SHIP, CAUSE), of_text(CAUSE, COURT), of_text(RESCUE), of_text(SHIP, RESCUE)]
    pairs = np.array([[0, 1], [2, 3], [0, 3], [1, 0], [3, 3]])
    together = figures_of(documents, pairs, PARAMS)
    for k, (left, right) in enumerate(pairs.tolist()):
        alone = figures_of([documents[left], documents[right]], np.array([[0, 1]]), PARAMS)
        assert together[k].tolist() == alone[0].tolist()


def test_a_caption_that_is_repeated_stands_for_one_sentence() -> None:
    repeated = figures(of_text(SHIP, SHIP, SHIP, SHIP), of_text(SHIP, COURT))
    assert repeated["mutual"] == 1
    assert repeated["kept_left"] == pytest.approx(1 / 4)


def test_one_mould_with_other_figures_keeps_words_and_no_figures() -> None:
    mould = "The county health office reported {} new infections since midnight and {} patients in hospital beds."
    monday = of_text(mould.format(318, 44))
    moulded = figures(monday, of_text(mould.format(275, 61)))
    assert moulded["tight"] == 1
    assert moulded["figures_left"] == moulded["figures_right"] == 0
    assert figures(monday, monday)["figures_left"] == 1


def test_a_bag_of_words_in_another_order_is_not_the_same_wording() -> None:
    other = "A cracked weld, investigators said, was to be blamed: for the disaster the bow visor alone answered."
    reworded, kept = figures(of_text(CAUSE), of_text(other)), figures(of_text(CAUSE), of_text(CAUSE))
    assert reworded["mutual"] == kept["mutual"] == 1
    assert reworded["kept_words"] < 0.6 * kept["kept_words"]


def test_a_mould_with_other_figures_is_not_firm() -> None:
    mould = "The county health office reported {} new infections since midnight and {} patients in hospital beds."
    monday, tuesday = of_text(mould.format(318, 44), COURT), of_text(mould.format(275, 61), COURT)
    assert figures(monday, tuesday)["firm_words"] == 12  # the court's sentence alone
    assert figures(monday, monday)["firm_words"] == 28
    corrected = of_text(mould.format("318", "some"), COURT)
    assert figures(monday, corrected)["firm_words"] > 12  # a figure left out is not replaced


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("en", "Nobody warned us or the harbour office, and we will repair the bridge at our own expense."),
        ("de", "Niemand hat das Hafenamt gewarnt, und wir werden die Brücke auf unsere Kosten reparieren."),
    ],
)
def test_a_statement_without_marks_is_common_but_spoken(language: str, statement: str) -> None:
    shared = figures(of_text(statement, SHIP, language=language), of_text(COURT, statement, language=language))
    assert shared["kept_words"] > 10
    assert shared["densest"] > 10
    assert shared["firm_words"] == shared["unspoken"] == 0


def test_a_dense_window_is_found_inside_long_texts() -> None:
    filler = [f"Paragraph {word} speaks of something else entirely." for word in ("north", "south", "east", "west") * 6]
    apart = figures(of_text(*filler[:12], SHIP, *filler[12:]), of_text(COURT, SHIP))
    assert apart["densest"] == apart["unspoken"] == 12


def test_running_text_that_the_other_quotes_is_lifted() -> None:
    excerpt = figures(of_text(SHIP, CAUSE, COURT), of_text(RESCUE, f"“{SHIP} {CAUSE}”"))
    assert excerpt["lifted"] == 24
    assert excerpt["shared_grams"] == excerpt["densest"] == 0
    both = figures(of_text(RESCUE, f"“{SHIP} {CAUSE}”"), of_text(f"“{SHIP} {CAUSE}”", COURT))
    assert both["lifted"] == 0
