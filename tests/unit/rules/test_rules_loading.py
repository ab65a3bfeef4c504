"""Rule files of a user: what is added, what is refused and why."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from wirecopy.errors import RuleError
from wirecopy.rules import load_rules
from wirecopy.rules.pattern import RulePattern
from wirecopy.rules.records import STARTS

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
[[agency]]
id = "harbour-wire"
names = ["Harbour Wire"]
domains = ["harbourwire.example"]

[[credit]]
id = "harbour-line"
form = "credit line"
needs = ["harbour"]
pattern = 'Text by {only}'
examples = [["Text by Harbour Wire", "harbour-wire"]]
counter_examples = ["Text by the harbour"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_user_file_adds_an_agency_and_a_rule(tmp_path: Path) -> None:
    rules = load_rules([write(tmp_path, GOOD)])
    rule = rules.rule("harbour-line")
    assert rule is not None
    hit = rule.find("Text by Harbour Wire", rules.names)
    assert hit is not None
    assert hit.agencies == ("harbour-wire",)
    assert rules.agency_of_domain("www.harbourwire.example") == "harbour-wire"


def test_two_rules_of_one_id_in_a_file_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + GOOD[GOOD.index("[[credit]]") :])
    with pytest.raises(RuleError, match="'harbour-line': stands there twice"):
        load_rules([path])


def test_version_depends_on_every_file_and_on_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert load_rules().version == load_rules().version
    assert load_rules([path]).version == load_rules([path]).version
    assert load_rules([path]).version != load_rules().version


def test_user_file_can_disable_a_rule(tmp_path: Path) -> None:
    path = write(tmp_path, '[[carrier]]\nid = "carrier-yahoo-continues"\ndisabled = true\n')
    assert load_rules([path]).rule("carrier-yahoo-continues") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[credit]\n", "not a TOML file"),
        ('[[credit]]\nid = "x"\n', "either lines or a pattern"),
        ('[[credit]]\nid = "x"\nlines = ["a"]\npattern = "b"\nneeds = ["b"]\n', "either lines or a pattern"),
        ('[[credit]]\nid = "x"\npattern = "b"\n', "needs words"),
        ('[[credit]]\nid = "x"\npattern = "a*"\nneeds = ["a"]\n', "open-ended repeat"),
        ('[[credit]]\nid = "x"\npattern = "(a{1,9}){1,9}"\nneeds = ["a"]\n', "repeat inside a repeat"),
        ('[[credit]]\nid = "x"\npattern = "(a"\nneeds = ["a"]\n', "not a regular expression"),
        ('[[credit]]\nid = "x"\npattern = "{nope}"\nneeds = ["a"]\n', "unknown placeholder"),
        ('[[credit]]\nid = "x"\npattern = "a"\nneeds = ["a"]\nform = "song"\n', "form is 'song'"),
        ('[[credit]]\nid = "x"\npattern = "a"\nneeds = ["a"]\nwhere = "middle"\n', "where is 'middle'"),
        ('[[credit]]\nid = "x"\npattern = "a"\nneeds = ["a"]\ncolour = "red"\n', "unknown keys colour"),
        ('[[credit]]\nid = "x"\npattern = "a"\nneeds = ["a"]\nexamples = [1]\n', "an example is a text"),
        ('[[carrier]]\nid = "x"\nlines = ["Go on"]\n', "carrier must be a text"),
        ('[[furniture]]\nlines = ["Go on"]\n', "id must be a text"),
        ('[[agency]]\nid = "x"\nnames = "Harbour"\n', "names must be a list"),
        ('[[agency]]\nid = "x"\nnames = ["One"]\n' * 2, "agency 'x': stands there twice"),
        ('[[agency]]\nid = "reuters"\ndisabled = "no"\n', "disabled must be true or false"),
        ('[[credits]]\nid = "x"\n', "unknown keys credits"),
        (f"x = {'[' * 100_000}", "not a TOML file"),
        ("credit = 3\n", "array of tables"),
        ("dates = 3\n", "dates must be a table"),
        ('language = [1]\n[[credit]]\nid = "x"\nlines = ["Go on"]\n', "language must be a text"),
        ('[[credit]]\nid = "x"\npattern = ["a"]\nneeds = ["a"]\n', "pattern must be a text"),
        ('[[credit]]\nid = "x"\nlines = ["Go on"]\nagency = 5\n', "agency must be a text"),
        ('[[furniture]]\nid = "x"\nlines = ["Go on"]\nmax_chars = true\n', "max_chars must be a number"),
    ],
)
def test_what_can_not_be_used_is_refused_with_file_rule_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(RuleError, match=reason) as caught:
        load_rules([path])
    assert "mine.toml" in str(caught.value)


def test_missing_file_and_bad_bytes_are_rule_errors(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="can't read"):
        load_rules([tmp_path / "none.toml"])
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(RuleError, match="not a TOML file"):
        load_rules([path])


def test_every_shipped_pattern_compiles_and_is_bounded() -> None:
    """They are compiled at first use, so what is refused would be found late: here it is found at once."""
    for rule in load_rules().rules:
        if rule.pattern is not None:
            rule.pattern.check(STARTS[rule.where])


def test_a_pattern_travels_as_its_text_and_finds_the_same() -> None:
    """Workers get the rules by pickle, before or after a pattern was used."""
    pattern = RulePattern("{city} rain", ignore_case=False, at_end=True)
    fresh = pickle.loads(pickle.dumps(pattern))  # noqa: S301  its own
    assert pattern.search("in OSTERMOOR rain") is not None
    used = pickle.loads(pickle.dumps(pattern))  # noqa: S301  its own
    for each in (fresh, used):
        assert each.search("in OSTERMOOR rain") is not None
        assert each.search("in OSTERMOOR rain again") is None
