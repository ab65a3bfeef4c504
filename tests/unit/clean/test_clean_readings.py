"""Readings of single paragraphs: the place decides which rules are tried, and a kept reading is the same one."""

from __future__ import annotations

from wirecopy.clean.readings import NOTHING, Readings
from wirecopy.rules import load_rules
from wirecopy.rules.rulebook import EVERYWHERE, FIRST, LAST, OPEN, MarkTable

RULES = load_rules()
TALK = "The talks go on, the harbour board said on Friday after a long meeting in the town hall. (AP)"


def readings() -> Readings:
    return Readings(RULES.selection("en"), RULES.names)


def test_a_sign_off_counts_only_near_the_end() -> None:
    read = readings().read
    assert [hit.agencies for hit in read(TALK, LAST, whole=True).marks] == [("ap",)]
    assert read(TALK, FIRST, whole=True) == NOTHING


def test_a_byline_of_an_agency_alone_counts_before_the_lede() -> None:
    read = readings().read
    before, after = read("Associated Press", OPEN | FIRST, whole=True), read("Associated Press", FIRST, whole=True)
    assert before.whole is not None
    assert after.whole is not None
    assert (before.whole.rule.form, after.whole.rule.form) == ("byline", "sign-off")


def test_a_kept_reading_is_that_of_its_place() -> None:
    kept = readings()
    for place in range(EVERYWHERE + 1):
        for _ in range(2):
            assert kept.read(TALK, place, whole=True) == readings().read(TALK, place, whole=True)


def test_a_rule_found_by_words_needs_one_of_its_marks() -> None:
    rule = RULES.rule("any-end-slash")
    assert rule is not None
    assert rule.required == ("/",)
    assert rule.find("Mötet fortsätter. TT", RULES.names) is None
    assert rule.find("Mötet fortsätter. /TT", RULES.names) is not None


def test_a_mark_is_found_only_in_windows_that_hold_all_of_it() -> None:
    insides = RULES.selection("en").insides
    assert insides.rules_in("(Associated Press by Harbour Cable.) LONDON, June 2. The ship")
    assert not insides.rules_in("The ship (lay by the harbour).")
    assert not MarkTable.of({}).rules_in("(")
