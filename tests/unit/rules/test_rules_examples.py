"""Every shipped rule finds its examples, is reached by its own words, and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from wirecopy.model import PartKind
from wirecopy.rules import Rule, load_rules

RULES = load_rules()
HEAD = TAIL = 100  # what the clean room looks at for marks


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
def test_prefilter_reaches_every_example(rule: Rule) -> None:
    assert rule.examples
    selection = RULES.selection(rule.languages[0] if rule.languages else "en")
    for example in rule.examples:
        if rule.needs:
            assert rule in selection.by_words(example.text), example.text
        else:
            window = example.text[:HEAD] if rule.where == "start" else example.text[-TAIL:]
            assert any(mark in window for mark in rule.marks), example.text


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
