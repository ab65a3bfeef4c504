"""Figures in words that need no knowledge of the method."""

import math

import pytest

from wirecopy.attribute.signals import RULES
from wirecopy.model import PartKind, Rewrite
from wirecopy.report.rule_words import say_rule
from wirecopy.report.signal_words import CLASS_WORDS, PART_WORDS, say_signal, say_weight
from wirecopy.verify.verdict import SIGNALS


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_of_the_model_has_words(name: str) -> None:
    assert not say_signal(name, 0.0).startswith(f"{name.replace('_', ' ')}:")


def test_unknown_signal_is_shown_under_its_name() -> None:
    assert say_signal("new_thing", 0.25) == "new thing: 0.25"


def test_directed_signal_names_both_texts() -> None:
    assert say_signal("grams_least", 0.5, "B", "A") == "50 % of the three-word sequences of B also stand in A"


def test_counted_signal_is_a_count_again() -> None:
    assert say_signal("log_shared_numbers", math.log1p(7)) == "7 figures in common"


def test_every_class_and_part_has_words() -> None:
    assert set(CLASS_WORDS) == set(Rewrite)
    assert set(PART_WORDS) == set(PartKind)


@pytest.mark.parametrize(
    ("weight", "words"),
    [(0.0, "hardly matters"), (math.log(2), "2.0 times likelier"), (-math.log(20), "20 times less likely"),
     (99.0, "over 10,000 times likelier")],
)  # fmt: skip
def test_weight_is_said_as_odds(weight: float, words: str) -> None:
    assert say_weight(weight) == words


def test_every_rule_of_evidence_has_words() -> None:
    rules = (*RULES, "abstained", "own-credit", "false-credit")
    assert [rule for rule in rules if "-" in rule and say_rule(rule) == rule.replace("-", " ")] == []


def test_a_rule_of_time_is_put_together_and_an_unknown_one_keeps_its_name() -> None:
    assert say_rule("source-later-12h-doubted").startswith("the source came later by three to twelve hours")
    assert say_rule("brand-new") == "brand new"
