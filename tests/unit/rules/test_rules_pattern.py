"""Patterns can't run away: what the check refuses, and how long shipped patterns take on hostile text."""

from __future__ import annotations

import time

import pytest

from wirecopy.rules import Rule, load_rules
from wirecopy.rules.pattern import check_pattern, compile_pattern

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
    ],
)
def test_dangerous_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_pattern(pattern)


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
    ],
)
def test_bounded_patterns_are_allowed(pattern: str) -> None:
    assert compile_pattern(pattern, ignore_case=False, at_end=False).pattern
