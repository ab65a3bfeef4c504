"""Agency names as printed: joint credits, weak names, photo runs, initials, domains."""

from __future__ import annotations

import pytest

from wirecopy.rules import load_rules

NAMES = load_rules().names


@pytest.mark.parametrize(
    ("printed", "agencies"),
    [
        ("AP", ("ap",)),
        ("The Associated Press", ("ap",)),
        ("REUTERS", ("reuters",)),
        ("AP/KDKA", ("ap",)),
        ("epd/dpa", ("epd", "dpa")),
        ("TT-Reuters", ("tt", "reuters")),
        ("NNN-AGENCIES", ("nnn", "agencies")),
        ("Reuters, AFP and dpa", ("reuters", "afp", "dpa")),
        ("ΑΠΕ-ΜΠΕ", ("ana-mpa",)),
        ("AFP/Getty Images", ()),
        ("Image via AP", ()),
        ("KDKA", ()),
        ("apple", ()),
        ("", ()),
    ],
)
def test_resolve(printed: str, agencies: tuple[str, ...]) -> None:
    assert NAMES.resolve(printed) == agencies


def test_weak_names_need_a_form_that_vouches() -> None:
    assert NAMES.resolve("PA", weak=False) == ()
    assert NAMES.resolve("PA") == ("pa",)


def test_resolve_all_refuses_a_person_beside_the_agency() -> None:
    assert NAMES.resolve_all("Jane Example / Reuters") == ()
    assert NAMES.resolve_all("AP/Reuters") == ("ap", "reuters")


def test_initials() -> None:
    assert NAMES.resolve_initials("xyz/AFP/dpa/rts") == ("afp", "dpa", "reuters")
    assert NAMES.resolve_initials("und/oder") == ()


def test_domains_and_their_parents() -> None:
    assert NAMES.of_domain("uk.reuters.com") == "reuters"
    assert NAMES.of_domain("notreuters.com") is None
    assert NAMES.of_domain("") is None
