"""Every shipped rule finds its examples, is reached by its own words, and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from wirecopy.clean.readings import NOTHING, readings_of
from wirecopy.model import PartKind
from wirecopy.rules import Rule, load_rules
from wirecopy.rules.rulebook import FIRST, LAST, OPEN

RULES = load_rules()


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_rule_finds_its_examples(rule: Rule) -> None:
    for example in rule.examples:
        hit = rule.find(example.text, RULES.names)
        assert hit is not None, example.text
        assert hit.agencies == tuple(agency for agency in example.agencies if agency), example.text


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_rule_leaves_its_counter_examples(rule: Rule) -> None:
    assert rule.counter_examples
    for text in rule.counter_examples:
        assert rule.find(text, RULES.names) is None, text


@pytest.mark.parametrize("rule", [rule for rule in RULES.rules if rule.pattern is not None], ids=lambda rule: rule.id)
def test_cleaning_reaches_every_example(rule: Rule) -> None:
    """As a paragraph it is claimed or marked: words and literals stand where cleaning looks for them."""
    assert rule.examples
    readings = readings_of(RULES.selection(rule.languages[0] if rule.languages else "en"), RULES.names)
    places = (0, OPEN, FIRST, LAST, OPEN | FIRST, FIRST | LAST, OPEN | FIRST | LAST)
    wholes = (True,) if rule.where == "paragraph" else (True, False)
    for example in rule.examples:
        text = " ".join(example.text.split()) + (" and so it went on" * 6 if rule.scope == "lede" else "")
        read = [readings.read(text, place, whole=whole) for place in places for whole in wholes]
        assert any(each != NOTHING for each in read), example.text


def test_sixty_agencies_and_eighteen_languages_have_rules() -> None:
    crediting = [rule for rule in RULES.rules if rule.kind is PartKind.CREDIT]
    languages = {language for rule in crediting for language in rule.languages}
    assert len(RULES.agencies) >= 60
    assert languages >= {
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "sv",
        "no",
        "da",
        "fi",
        "pl",
        "cs",
        "tr",
        "el",
        "ru",
        "uk",
        "hi",
        "zh",
        "ja",
        "ko",
        "ar",
        "id",
    }


def test_rule_ids_are_unique_and_ranks_follow_the_order() -> None:
    assert len({rule.id for rule in RULES.rules}) == len(RULES.rules)
    assert [rule.rank for rule in RULES.rules] == list(range(len(RULES.rules)))


def test_unknown_language_tries_all_rules() -> None:
    selection = RULES.selection("")
    assert all(selection.by_words(line) for line in ("（来源：新华社）", "Quelle: dpa"))
