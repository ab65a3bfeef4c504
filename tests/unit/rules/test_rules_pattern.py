"""Patterns can't run away: what the check refuses, and how long shipped patterns take on hostile text."""

from __future__ import annotations

import time

import pytest

from wirecopy.rules import Rule, load_rules
from wirecopy.rules.pattern import check_pattern, compile_pattern
from wirecopy.rules.records import STARTS

RULES = load_rules()
HOSTILE = [
    "A" * 2000,
    "Aa " * 700,
    "Aa, " * 500 + "(",
    "(AP " * 500,
    "By A and B, " * 160,
    "a/" * 1000,
    "© AP. " * 300,
    "Photo: " * 280 + ")",
    " " * 2000,
    "with AP and " * 160,
    "By " + "Aaaaaaaaaaaaaaaaaaaaaaaa-Aaaaaaaaaaaaaaaaaaaa " * 30,
    "Reporting by " + "x, " * 600,
    "新华社" * 600,
    "-–—" * 600,
]


@pytest.mark.parametrize("rule", [rule for rule in RULES.rules if rule.pattern is not None], ids=lambda rule: rule.id)
def test_no_shipped_pattern_runs_away(rule: Rule) -> None:
    """Each try of a rule stays far below what a reader would notice, on texts made to backtrack."""
    rule.find("", RULES.names)  # patterns are compiled at their first use
    for text in HOSTILE:
        for size in (60, rule.max_chars, len(text)):
            assert min(_seconds(rule, text[:size]) for _ in range(3)) < 0.2, text[:20]


def _seconds(rule: Rule, text: str) -> float:
    """CPU of one try; the least of several says what the pattern costs, not how busy the machine is."""
    began = time.process_time()
    rule.find(text, RULES.names)
    return time.process_time() - began


@pytest.mark.parametrize(
    "pattern",
    [
        "a+",
        "a*",
        "a{2,}",
        "a{1,500}",
        "(?:a{1,5}){1,5}",
        "((a{1,5})b?){2,9}",
        r"(a)\1",
        "(?P<x>a)(?P=x)",
        "(?<=a)b",
        "a" * 1600,
        "[^a]{0,99}" * 7,
        "(?:[a/]{1,5}/){2,5}",
        "(a|a){1,60}b",
        "(?:(?:a|a)(?:a|a)){1,30}b",
        "(?:(?:a|a){5}){5}b",
        "(?:a|ab?){1,60}$",
        "(?:ab?a?){1,60}$",
        "(?i:a?a?){1,20}b",
        "(?:a{0,1}){60}b",
        "(?:aa{0,9}){1,60}b",
        r"(?:\d\d{0,5}){1,60}b",
        "(?:/a{1,3}a{1,3}){1,60}b",
        "(?:{word}){1,30}!",
        "(a{0,400})(a{0,400})(a{0,400})(a{0,400})(a{0,400})(a{0,400})b",
        "a{0,400}a{0,400}a{0,400}b",
        "xa{0,400}a{0,400}a{0,400}b",
        "(?:xa{0,400})?a{0,400}a{0,400}b",
        "(?:x|ya{0,400})a{0,400}a{0,400}b",
        "(?=a{0,400}a{0,400}a{0,400}b)x",
        "(?>a{0,400}a{0,400}a{0,400}b)x",
        r"\w{0,300}[a-z]{0,300}\w{0,300}!",
        r"\w{0,400}a\w{0,400}a\w{0,400}!",
        "[^x]{0,60}y[^x]{0,60}y[^x]{0,60}y[^x]{0,60}x",
        "(?:ab){0,199}(?:ab){0,199}(?:ab){0,199}c",
        "(?i:A{0,400}a{0,400}a{0,400})b",
        "a?" * 25 + "b",
        "(?:a|a)" * 25 + "b",
        "{agencies} ?{agencies} ?{agencies} ?{agencies} ?!",
        "(?:" * 400 + "a" + ")" * 400,
        "a{0,400}" * 180,
    ],
)
def test_dangerous_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_pattern(pattern)


def test_a_pattern_that_is_tried_at_many_places_may_cost_less_at_each() -> None:
    check_pattern("a{0,60}a{0,60}b", STARTS["paragraph"])
    with pytest.raises(ValueError, match="more than 2,000,000 ways"):
        check_pattern("a{0,60}a{0,60}b", STARTS["inside"])


@pytest.mark.parametrize("pattern", ["a{0,400}a{0,400}b", "(a{0,120})(a{0,120})(a{0,120})[bc]", "a?" * 20 + "b"])
def test_what_is_allowed_fails_fast(pattern: str) -> None:
    compiled = compile_pattern(pattern, ignore_case=False, at_end=False)
    began = time.process_time()
    assert compiled.match("a" * 800) is None
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "pattern",
    [
        "a{1,5}b?",
        "(?:/[a-z]{2,6}){0,3}",
        "(?:mon|tue|thu){1,60}",
        "(?:, ?x){0,5}",
        r"\(?(?:a|b)\)?",
        "[*+]{1,2}",
        "(?:a|b|[^c]{0,99})",
        "a{1,3}+b",
        r"\w{0,400} \w{0,400} \w{0,400} \w{0,400}!",
        "(?>a{0,400})(?>a{0,400})(?>a{0,400})b",
        "a{0,400}a{0,400}b",
        "{place}, {person}, {city}, {people}",
    ],
)
def test_bounded_patterns_are_allowed(pattern: str) -> None:
    assert compile_pattern(pattern, ignore_case=False, at_end=False).pattern
