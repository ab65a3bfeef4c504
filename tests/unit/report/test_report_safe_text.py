"""Nothing that a stranger wrote may steer a terminal."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.report.safe_text import safe, safe_json, safe_line


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x9b31mred", "\\x9b31mred"),
        ("bell\x07", "bell\\x07"),
        ("over\rwritten", "over\\x0dwritten"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("half \ud83d", "half \\ud83d"),
        ("tag \U000e0041", "tag \\U000e0041"),
    ],
)
def test_controls_are_written_out(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown


def test_letters_of_all_scripts_stay() -> None:
    text = "Zażółć 新华社 العربية हिन्दी 👩‍🚒 tab\tline\n"
    assert safe(text) == text


def test_line_is_cut_with_an_ellipsis() -> None:
    assert safe_line("one two\n\n three", 10) == "one two t…"
    assert safe_line("one two", 10) == "one two"


@given(st.text(st.characters(), max_size=60))
def test_no_control_survives(text: str) -> None:
    """No character of category Cc (but tab and line end), Cs or a bidirectional control is ever printed."""
    kinds = {unicodedata.category(each) for each in safe(text) if each not in "\t\n"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}


@given(st.dictionaries(st.text(max_size=8), st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=3))
def test_json_says_the_same(value: dict[str, str]) -> None:
    """Escaping changes how JSON is written, never what it says."""
    written = safe_json(value)
    assert json.loads(written) == value
    assert safe(written) == written
