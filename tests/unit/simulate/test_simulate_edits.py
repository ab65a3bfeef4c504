import statistics
from random import Random

import pytest

from wirecopy.simulate import KINDS, Base, Lexicon, shipped_lexicon
from wirecopy.simulate.edits import EDITS
from wirecopy.simulate.edits.clauses import turn_clauses
from wirecopy.simulate.edits.light import light
from wirecopy.simulate.edits.spin import spin
from wirecopy.simulate.filler import filler_base
from wirecopy.simulate.kinds import apply_kind
from wirecopy.simulate.versions import corrected, first_version, kill_notice
from wirecopy.simulate.wording import resemblance, sentences, shingles, word_count

ENGLISH = shipped_lexicon("en")
LANGUAGES = ("en", "de", "fr", "es", "ru", "zh", "ja")


def _median_resemblance(edit: str, strength: float, base: Base) -> float:
    before = shingles(base.paragraphs, "en")
    runs = [EDITS[edit](base.paragraphs, Random(seed), ENGLISH, strength) for seed in range(15)]
    return statistics.median(resemblance(before, shingles(run, "en")) for run in runs)


@pytest.mark.parametrize(
    ("edit", "strength", "low", "high"),
    [
        ("light", 0.05, 0.6, 0.99),
        ("cut", 0.4, 0.4, 0.75),
        ("lede", 0.8, 0.6, 0.97),
        ("noise", 0.04, 0.6, 0.95),
        ("shuffle", 0.0, 0.8, 0.999),
        ("spun", 0.15, 0.45, 0.9),
        ("spun", 0.5, 0.1, 0.55),
        ("spun", 0.95, 0.01, 0.3),
        ("mangled", 0.5, 0.2, 0.8),
        ("rework", 0.75, 0.10, 0.18),
    ],
)
def test_resemblance_left_by_an_edit(edit: str, strength: float, low: float, high: float, bridge: Base) -> None:
    assert low <= _median_resemblance(edit, strength, bridge) <= high


def test_rework_stays_in_its_range_whatever_the_thesaurus_covers(bridge: Base) -> None:
    half = shipped_lexicon("en", 0, 2)
    before = shingles(bridge.paragraphs, "en")
    found = [
        resemblance(before, shingles(EDITS["rework"](bridge.paragraphs, Random(i), half, 0.7), "en")) for i in range(8)
    ]
    assert all(0.09 <= value <= 0.19 for value in found), found


def test_rework_keeps_paragraphs_and_figures(bridge: Base) -> None:
    text = EDITS["rework"](bridge.paragraphs, Random(3), ENGLISH, 0.8)
    assert len(text) == len(bridge.paragraphs)
    assert "1921" in " ".join(text)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_repeatable_and_never_empty(kind: str, language: str) -> None:
    base, lexicon = filler_base(1, 5, language), shipped_lexicon(language)
    first = apply_kind(KINDS[kind], base.paragraphs, Random(9), lexicon)
    assert first == apply_kind(KINDS[kind], base.paragraphs, Random(9), lexicon)
    assert all(paragraph.strip() for paragraph in first.paragraphs)
    assert first.paragraphs


@pytest.mark.parametrize("edit", sorted(EDITS))
@pytest.mark.parametrize(
    "text", ["x", "…", "“", "A. B. C.", "\u0000\ud800 \u202e", "12%", " . ".join(["word"] * 40), "。"]
)
def test_edits_take_any_text(edit: str, text: str) -> None:
    for language in ("en", "zh"):
        assert EDITS[edit]([text], Random(1), Lexicon(language, {"word": ("term",)}, {"of": ("",)}), 0.9)


def test_cut_takes_from_the_end_and_leaves_ninety_words(bridge: Base) -> None:
    text = EDITS["cut"](bridge.paragraphs, Random(2), ENGLISH, 0.99)
    assert " ".join(bridge.paragraphs).startswith(" ".join(text[:2]))
    assert 80 <= word_count(text, "en") <= 110


def test_excerpt_is_a_run_of_three_to_five_paragraphs(bridge: Base) -> None:
    text = EDITS["excerpt"](bridge.paragraphs, Random(2), ENGLISH, 0.0)
    start = bridge.paragraphs.index(text[0])
    assert tuple(text) == bridge.paragraphs[start : start + len(text)]
    assert 3 <= len(text) <= 5


def test_shuffle_changes_order_only(bridge: Base) -> None:
    text = EDITS["shuffle"](bridge.paragraphs, Random(2), ENGLISH, 0.0)
    assert sorted(text) == sorted(bridge.paragraphs)
    assert tuple(text) != bridge.paragraphs


def test_spinning_replaces_words_and_leaves_names_and_figures() -> None:
    lexicon = Lexicon("en", {"officials": ("authorities",), "bill": ("invoice",)}, {})
    text = spin(["On Monday officials gave Bill Reed 300 dollars."], Random(1), lexicon, 1.0)
    assert text == ["On Monday authorities gave Bill Reed 300 dollars."]


def test_spinning_dresses_synonyms_like_the_word() -> None:
    lexicon = Lexicon("en", {"officials": ("authorities",)}, {})
    assert spin(["Officials, “officials” said."], Random(4), lexicon, 1.0)[0].startswith("Authorities, “authorities”")


def test_lemma_thesaurus_is_inflected() -> None:
    lexicon = Lexicon("en", {"raid": ("storm",)}, {}, {("verb", "raid"): ("storm",), ("noun", "raid"): ("foray",)})
    assert lexicon.options("raided,") == ("stormed,",)
    assert lexicon.options("Raids") == ("Forays",)


def test_light_edit_respells_one_way() -> None:
    texts = {light(["The harbor organized a theater."], Random(seed), ENGLISH, 0.0)[0] for seed in range(12)}
    assert "The harbour organised a theatre." in texts


def test_light_edit_restyles_percent() -> None:
    texts = {light(["It rose 12 percent."], Random(seed), ENGLISH, 0.0)[0] for seed in range(12)}
    assert {"It rose 12%.", "It rose 12 per cent."} <= texts


def test_clauses_turn_around_an_attributed_quotation() -> None:
    turned = {
        turn_clauses("“We will not wait for another storm,” said Marta Quell.", Random(seed), "en") for seed in range(8)
    }
    assert "Said Marta Quell: “We will not wait for another storm.”" in turned


def test_sentences_end_where_they_end() -> None:
    assert sentences("Mr. Reed paid $4.6 million to U.S. officials. “Fine.” He left!", "en") == (
        "Mr. Reed paid $4.6 million to U.S. officials.",
        "“Fine.”",
        "He left!",
    )
    assert sentences("雨停了。他说：“走。”我们走了。", "zh") == ("雨停了。", "他说：“走。”我们走了。")


def test_first_version_lacks_paragraphs_of_the_full_story(bridge: Base) -> None:
    early = first_version(bridge.paragraphs, Random(5))
    assert 2 <= len(bridge.paragraphs) - len(early) <= 4


def test_correction_changes_one_figure_and_says_so() -> None:
    text, note = corrected(["It cost 40 dollars."], Random(1), "en")
    new = text[0].split()[2]
    assert new != "40"
    assert note.endswith(f"the figure is {new}, not 40.")


def test_kill_names_the_story() -> None:
    title, text = kill_notice("Bridge closes", "", "AP")
    assert title == "KILL: Bridge closes"
    assert "“Bridge closes”" in text[0]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru", "zh"])
def test_shipped_lexicons_have_both_kinds_of_words(language: str) -> None:
    lexicon = shipped_lexicon(language)
    assert len(lexicon.content) > 200
    assert len(lexicon.function) > 20


def test_english_lexicon_is_large_enough() -> None:
    assert len(ENGLISH) >= 900
    assert len(ENGLISH.function) >= 80


def test_parts_of_a_lexicon_share_no_word() -> None:
    left, right = shipped_lexicon("en", 0, 2), shipped_lexicon("en", 1, 2)
    assert not set(left.content) & set(right.content)
    assert set(left.content) | set(right.content) == set(ENGLISH.content)
