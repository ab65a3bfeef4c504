"""What desks put in and scrapers leave in: the traces of the way that a text went."""

from __future__ import annotations

from random import Random

from wirecopy.simulate.desk import edit_at_desk, has_desk, left_in, scrapes
from wirecopy.simulate.furniture import furniture_of
from wirecopy.simulate.outlets import all_outlets

TEXT = (
    "The U.S. program cost about 3,600 dollars on Jan. 12, the organizers said.",
    "Nobody was hurt when the theater closed, and 12 percent of the tickets were returned by Monday evening.",
    "The center will open again in December, according to the municipal authorities responsible for it.",
)


def test_licensed_publishers_have_desks_and_template_networks_have_none() -> None:
    outlets = all_outlets()
    assert any(has_desk(outlet) for outlet in outlets)
    assert not any(has_desk(outlet) for outlet in outlets if outlet.group or outlet.kind in {"aggregator", "spinner"})
    assert all(scrapes(outlet) for outlet in outlets if outlet.kind == "spinner")


def test_the_house_style_of_an_outlet_is_always_the_same() -> None:
    desks = [outlet for outlet in all_outlets() if has_desk(outlet) and outlet.language == "en"]
    styled = {}
    for outlet in desks:
        found = [edit_at_desk(TEXT, outlet, Random(seed)) for seed in range(60)]
        texts = {tuple(text) for text, done in found if done == ("house style",)}
        assert len(texts) <= 1
        styled[outlet.domain] = texts
    assert len({text for texts in styled.values() for text in texts}) > 3, "houses differ"


def test_a_desk_says_what_it_did() -> None:
    desk = next(outlet for outlet in all_outlets() if has_desk(outlet) and outlet.language == "en")
    for seed in range(60):
        text, done = edit_at_desk(TEXT, desk, Random(seed))
        assert (text != list(TEXT)) == bool(done)
        assert len(text) == len(TEXT) + ("local sentence" in done)


def test_a_scraper_leaves_in_only_what_stands_on_the_page() -> None:
    page = next(outlet for outlet in all_outlets() if furniture_of(outlet).bottom)
    lines = {left_in(page, Random(seed)) for seed in range(60)}
    furniture = furniture_of(page)
    assert "" in lines
    assert lines - {""} <= {*furniture.top, *furniture.bottom}
    assert lines - {""}
