"""docs/cli.md and the small listings: generated, so they can be compared."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def test_rules_are_listed(wirecopy: Wirecopy) -> None:
    rows = json.loads(wirecopy("rules", "list", "--json").out)
    assert len({row["id"] for row in rows}) == len(rows) > 50
