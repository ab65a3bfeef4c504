"""The digest of what families are weighed by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirecopy.attribute import Outlet, OutletTable, Weights, load_weights, standard

OUTLETS = [Outlet("a.example", "A"), Outlet("b.example", "B", kind="publisher")]
DOMAINS = {"ap": frozenset({"ap.example", "ap.org"}), "afp": frozenset({"afp.example"})}
TABLE = OutletTable({outlet.domain: outlet for outlet in OUTLETS}, DOMAINS)


def test_the_order_of_outlets_and_agencies_does_not_count() -> None:
    other = OutletTable(
        {outlet.domain: outlet for outlet in reversed(OUTLETS)}, dict(reversed(DOMAINS.items()))
    )  # fmt: skip
    assert standard(load_weights(), TABLE) == standard(load_weights(), other)


@pytest.mark.parametrize(
    ("weights", "table"),
    [
        (replace(load_weights(), scales={}), TABLE),
        (replace(load_weights(), rules={}), TABLE),
        (load_weights(), OutletTable(TABLE.outlets, {"ap": DOMAINS["ap"]})),
        (load_weights(), OutletTable({"a.example": replace(OUTLETS[0], kind="spinner")}, DOMAINS)),
    ],
)
def test_everything_that_families_are_weighed_by_counts(weights: Weights, table: OutletTable) -> None:
    assert standard(weights, table) != standard(load_weights(), TABLE)
