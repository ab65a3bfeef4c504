"""docs/cli.md and the small listings: generated, so they can be compared."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wirecopy.cli.reference import reference
from wirecopy.params import Params
from wirecopy.read import FIELD_KEYS, META_KEYS

Wirecopy = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[3]


def test_reference_is_current() -> None:
    """Where this fails: python -m wirecopy.cli.reference > docs/cli.md."""
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference()


def test_params_lists_every_tunable(wirecopy: Wirecopy) -> None:
    rows = json.loads(wirecopy("params", "--json").out)
    assert [row["name"] for row in rows] == [each.name for each in dataclasses.fields(Params)]
    assert all(row["unit"] and row["why"] for row in rows)


def test_fields_lists_every_field(wirecopy: Wirecopy) -> None:
    assert [row["field"] for row in json.loads(wirecopy("fields", "--json").out)] == list(FIELD_KEYS)
    assert {row["metadata"] for row in json.loads(wirecopy("fields", "--meta", "--json").out)} == set(META_KEYS)


def test_rules_are_checked(wirecopy: Wirecopy, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[credit]\n")
    code, _, err = wirecopy("rules", "check", broken)
    assert code == 2
    assert "broken.toml" in err
    empty = tmp_path / "empty.toml"
    empty.write_text("")
    code, out, _ = wirecopy("rules", "check", empty)
    assert code == 0
    assert out.startswith("fine: 0 new rules")


RULE = """
[[credit]]
id = "own-wire"
form = "credit line"
pattern = '(?:From|By) Harbour Wire'
needs = [{needs}]
agency = "{agency}"
examples = [["{example}", "reuters"]]
counter_examples = ["{counter}"]
"""
GOOD = {"needs": '"harbour"', "agency": "reuters", "example": "From Harbour Wire", "counter": "From the harbour"}


def test_rule_that_keeps_its_word_is_fine(wirecopy: Wirecopy, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE.format(**GOOD))
    code, out, err = wirecopy("rules", "check", tmp_path / "own.toml")
    assert (code, err) == (0, "")
    assert out.startswith("fine: 1 new rules")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"example": "Harbour Wire reports"}, "rule own-wire does not find its example “Harbour Wire reports”"),
        ({"agency": "ap"}, "rule own-wire names ap, not reuters, in its example"),
        ({"needs": '"seaport"'}, "rule own-wire is not tried on its example"),
        ({"counter": "By Harbour Wire"}, "rule own-wire finds its counter-example “By Harbour Wire”"),
    ],
)
def test_rule_that_breaks_its_word_is_told(
    wirecopy: Wirecopy, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    (tmp_path / "own.toml").write_text(RULE.format(**(GOOD | change)))
    code, out, err = wirecopy("rules", "check", tmp_path / "own.toml")
    assert (code, out) == (2, "")
    assert said in err


def test_rules_are_listed(wirecopy: Wirecopy) -> None:
    rows = json.loads(wirecopy("rules", "list", "--json").out)
    assert len({row["id"] for row in rows}) == len(rows) > 50
