"""Who copied whom in hand-made families."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from importlib import resources

import pytest

from wirecopy.attribute import (
    Family,
    OutletTable,
    Weights,
    attribute_family,
    load_weights,
    shortlist,
)
from wirecopy.model import CarrierMark, Copy, Document, PartKind, Rewrite, Verdicts

Write = Callable[..., Document]
Gather = Callable[..., Family]


def naming_from(least: float) -> Weights:
    """The shipped weights, with which a source is named from this confidence."""
    shipped = load_weights()
    return replace(
        shipped, scales={clock: replace(each, least_confidence=least) for clock, each in shipped.scales.items()}
    )


WEIGHTS = naming_from(0.3)


def copies_of(family: Family, weights: Weights, outlets: OutletTable) -> tuple[Copy, ...]:
    return attribute_family(family, weights, outlets).copies


def by_id(copies: tuple[Copy, ...]) -> dict[int, Copy]:
    return {int(copy.article_id): copy for copy in copies}


def sources(copies: tuple[Copy, ...]) -> dict[int, int | None]:
    return {int(copy.article_id): copy.source_article_id for copy in copies}


def edited(sentences: tuple[str, ...]) -> str:
    """The story as one outlet's desk changed it: two sentences differ, the last is cut."""
    changed = list(sentences[:-1])
    changed[1] = (
        "Rescue crews brought all people aboard to the harbour in under three hours and there were no serious injuries"
    )
    changed[4] = (
        "The ferry line cancelled its crossings until Wednesday and promised money back to some four hundred travellers"
    )
    return "\n\n".join(changed)


def chain(write: Write, original: str, sentences: tuple[str, ...], times: tuple[float | None, ...]) -> list[Document]:
    """Agency -> courier (edited) -> gazette (a copy of the edited text), and two straight copies."""
    desk = edited(sentences)
    return [
        write(1, original, "apnews.com", minute=times[0], agency="ap"),
        write(2, desk, "courier.example", minute=times[1], agency="ap"),
        write(3, desk + "\n\nOur reporter saw the ferry at noon", "gazette.example", minute=times[2]),
        write(4, original, "herald.example", minute=times[3], agency="ap"),
        write(5, "\n\n".join(sentences[:5]), "star.example", minute=times[4], agency="ap"),
    ]


def test_a_chain_is_followed_link_by_link(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    found = copies_of(gather(documents), WEIGHTS, outlets)
    assert sources(found) == {2: 1, 3: 2, 4: 1, 5: 1}
    third = by_id(found)[3]
    assert (third.source_agency, third.claimed_source, third.credited) == ("ap", None, False)
    assert third.lag_seconds == 30 * 60
    assert third.confidence > 0.5
    assert "source-followed" in {evidence.rule for evidence in third.evidence}


def test_a_chain_is_followed_without_any_dates(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (None,) * 5)
    found = copies_of(gather(documents), WEIGHTS, outlets)
    assert {k: v for k, v in sources(found).items() if k in (2, 4, 5)} == {2: 1, 4: 1, 5: 1}
    assert all(copy.lag_seconds is None for copy in found)


def test_one_wrong_date_does_not_turn_the_tree_round(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (11 * 60, 20, 50, 30, 25))
    found = copies_of(gather(documents), WEIGHTS, outlets)
    assert 1 not in sources(found), "the agency's own text is no copy, however late it is dated"
    assert sources(found)[4] == 1
    lag = by_id(found)[4].lag_seconds
    assert lag is not None
    assert lag < 0


def test_spun_text_is_never_the_source_of_clean_text(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    spun = original.replace("passengers", "travelers on board").replace("harbour", "haven").replace("said", "opined")
    spun = spun.replace("grounding", "stranding").replace("report", "dossier").replace("oldest", "most aged")
    documents = [
        write(1, spun, "spinmill.example", minute=0, telltales=("a third -> a 3rd",)),
        write(2, original, "courier.example", minute=240),
        write(3, original.replace("badly", "gravely"), "gazette.example", minute=250),
    ]
    found = sources(copies_of(gather(documents), WEIGHTS, outlets))
    assert found.get(2) != 1
    assert found.get(3) != 1
    assert 1 in found, "the spun text is a copy, of either or of an original that is not here"


def test_an_unseen_original_with_a_credited_sibling(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = [
        write(1, "\n\n".join(sentences[:6]), "courier.example", minute=10, agency="ap"),
        write(2, "\n\n".join(sentences[:1] + sentences[2:]), "gazette.example", minute=12),
        write(3, "\n\n".join(sentences[1:]), "herald.example", minute=14, agency="ap"),
    ]
    result = attribute_family(gather(documents), WEIGHTS, outlets)
    assert sources(result.copies) == {1: None, 2: None, 3: None}
    assert {copy.source_agency for copy in result.copies} == {"ap"}
    assert [copy.credited for copy in result.copies] == [True, False, True]
    assert result.origin_article_id is None
    uncredited = by_id(result.copies)[2]
    assert uncredited.rewrite is not None
    assert uncredited.share_of_copy is not None
    assert uncredited.share_of_copy > 0.5
    assert uncredited.lag_seconds is None


def test_a_false_credit_is_told_from_the_agency(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    documents.append(write(6, original, "echo.example", minute=60, agency="afp"))
    copy = by_id(copies_of(gather(documents), WEIGHTS, outlets))[6]
    assert (copy.source_agency, copy.claimed_source, copy.credited) == ("ap", "afp", False)
    false = next(evidence for evidence in copy.evidence if evidence.rule == "false-credit")
    assert false.weight > 1


def test_a_joint_credit_counts_as_credit(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    joint = write(6, original, "echo.example", minute=60, agency="afp")
    joint = replace(joint, credits=(*joint.credits, replace(joint.credits[0], agency="ap", form="initials")))
    copy = by_id(copies_of(gather([*documents, joint]), WEIGHTS, outlets))[6]
    assert copy.credited
    assert "false-credit" not in {evidence.rule for evidence in copy.evidence}


def test_a_byline_left_in_the_metadata_does_not_heal_a_false_dateline(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    false = write(6, original, "echo.example", minute=60, agency="afp")
    dateline = replace(false.credits[0], end=5)
    false = replace(false, credits=(replace(dateline, agency="ap", form="byline", end=0), dateline))
    copy = by_id(copies_of(gather([*documents, false]), WEIGHTS, outlets))[6]
    assert (copy.source_agency, copy.claimed_source, copy.credited) == ("ap", "afp", False)


def test_an_outlet_that_most_name_as_the_source_outvotes_one_credit_of_an_agency(
    write: Write, gather: Gather, original: str, outlets: OutletTable
) -> None:
    named = [(PartKind.CREDIT, "Source: Harbour Tribune")]
    sites = ("north.example", "south.example", "lake.example")
    documents = [write(i, original, site, minute=5 * i, tail=named) for i, site in enumerate(sites, 1)]
    documents.append(write(4, original, "echo.example", minute=60, agency="afp"))
    copies = by_id(copies_of(gather(documents), WEIGHTS, outlets))
    assert {copy.source_agency for copy in copies.values()} == {None}
    assert copies[3].credited
    assert (copies[4].claimed_source, copies[4].credited) == ("afp", False)


def test_the_carrier_is_the_site_whose_mark_was_left_in(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    mark = CarrierMark("yahoo.com", "yahoo-continues", 0, 5)
    system = CarrierMark("grahammedia.com", "fullscreen", 6, 9)
    documents.append(write(6, original, "echo.example", minute=60, carriers=(mark, system)))
    documents.append(write(7, original, "news.yahoo.com", minute=40, agency="ap", carriers=(mark,)))
    found = by_id(copies_of(gather(documents), WEIGHTS, outlets))
    assert found[6].carrier_domain == "yahoo.com"
    assert found[6].source_article_id == 7
    assert found[7].carrier_domain is None, "its own mark is no carrier"


def test_versions_of_the_agency_are_no_copies_and_a_copy_says_which_it_took(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    later = original.replace("ninety", "ninety-four") + "\n\nDivers found the broken rudder on Tuesday afternoon"
    documents = [
        write(1, original, "apnews.com", minute=0, agency="ap", headline="Ferry runs aground"),
        write(2, later, "apnews.com", minute=90, agency="ap", headline="UPDATE 1-Ferry runs aground"),
        write(3, original, "courier.example", minute=30, agency="ap"),
        write(4, later, "gazette.example", minute=120, agency="ap"),
    ]
    result = attribute_family(gather(documents), WEIGHTS, outlets)
    assert result.versions == (1, 2)
    assert result.origin_article_id == 1
    assert sources(result.copies) == {3: 1, 4: 2}


def test_a_mosaic_has_a_row_in_each_story(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    other = (
        "A late frost destroyed two thirds of the cherry blossom in the upper valley last week\n\n"
        "Growers expect the smallest harvest since records began in the district forty years ago\n\n"
        "The cooperative asked the regional government for loans without interest until next summer"
    )
    mosaic = "\n\n".join((*sentences[:4], other))
    first = gather(
        [write(1, original, "apnews.com", agency="ap"), write(9, mosaic, "mill.example", minute=99)], partial=[9]
    )
    second = gather(
        [write(2, other, "afp.com", agency="afp"), write(9, mosaic, "mill.example", minute=99)], partial=[9]
    )
    one, two = (copies_of(family, WEIGHTS, outlets) for family in (first, second))
    assert [(c.source_article_id, c.source_agency) for c in (*one, *two)] == [(1, "ap"), (2, "afp")]
    assert one[0].story_id != two[0].story_id


def test_a_link_to_the_original_outweighs_the_rest(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    meta = {"canonical": "https://herald.example/news/4"}
    documents.append(write(6, original, "echo.example", minute=300, meta=meta))
    copy = by_id(copies_of(gather(documents), WEIGHTS, outlets))[6]
    assert copy.source_article_id == 4
    assert copy.claimed_source == "herald.example"


def test_sites_of_one_owner_do_not_copy_each_other(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    desk = edited(sentences)
    documents = [
        write(1, original, "apnews.com", minute=0, agency="ap"),
        write(2, desk, "eastpost.example", minute=20, agency="ap"),
        write(3, desk, "westpost.example", minute=20, agency="ap"),
    ]
    assert sources(copies_of(gather(documents), WEIGHTS, outlets)) == {2: 1, 3: 1}


def test_below_the_margin_both_candidates_are_named(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    strict = naming_from(1.0)
    for copy in copies_of(gather(documents), strict, outlets):
        assert copy.source_article_id is None
        assert copy.evidence[0].rule == "abstained"
        assert copy.runner_up_article_id is not None


def test_verdicts_below_the_threshold_link_nothing(
    write: Write, gather: Gather, original: str, outlets: OutletTable
) -> None:
    documents = [write(1, original, "courier.example"), write(2, original, "gazette.example", minute=9)]
    family = gather(documents, rewrites={(1, 2): Rewrite.SAME_EVENT})
    assert copies_of(family, WEIGHTS, outlets) == ()


def test_an_empty_family_and_texts_without_words(write: Write, gather: Gather, outlets: OutletTable) -> None:
    family = gather([write(1, "", "courier.example"), write(2, "…", "gazette.example", minute=None)])
    assert copies_of(family, WEIGHTS, outlets) == ()
    assert copies_of(replace(family, documents={}), WEIGHTS, outlets) == ()


def test_two_uncredited_texts_without_dates_have_one_copy(
    write: Write, gather: Gather, original: str, outlets: OutletTable
) -> None:
    documents = [
        write(1, original, "courier.example", minute=None),
        write(2, original, "gazette.example", minute=None),
    ]
    found = copies_of(gather(documents), WEIGHTS, outlets)
    assert len(found) >= 1, "text was taken, though nobody can say in which direction"


def test_a_story_of_two_thousand(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = [write(1, original, "apnews.com", agency="ap")]
    orders = list(itertools.islice(itertools.permutations(sentences, 6), 1999))
    documents += [
        write(i + 2, "\n\n".join(order), f"site{i % 300}.example", minute=5 + i, agency="ap" if i % 2 else None)
        for i, order in enumerate(orders)
    ]
    small = gather([documents[0], documents[1]])
    (first,) = small.verdicts.records()
    links = [replace(first, right_id=d.article.article_id) for d in documents[1:]]
    links += [
        replace(links[0], left_id=left.article.article_id, right_id=right.article.article_id)
        for left, right in itertools.pairwise(documents[1:])
    ]
    members = tuple(replace(small.story.members[0], article_id=d.article.article_id) for d in documents)
    story, verdicts = replace(small.story, members=members), Verdicts.of_records(links)
    family = Family(story, {d.article.article_id: d for d in documents}, verdicts)
    found = copies_of(family, WEIGHTS, outlets)
    assert len(found) == 1999
    assert all(copy.source_agency == "ap" for copy in found)


def test_a_crowd_weighed_in_parts_is_as_one_weighed_at_once(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    documents += [write(i, original, f"equal{i}.example", minute=60 + i) for i in range(20, 26)]
    family = gather(documents)
    expected = attribute_family(family, WEIGHTS, outlets)
    monkeypatch.setattr(shortlist, "_AT_ONCE", 2)
    assert attribute_family(family, WEIGHTS, outlets) == expected
    assert expected.approximate == 0


def test_every_weight_is_of_a_rule_and_every_reason_can_be_told(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable
) -> None:
    documents = chain(write, original, sentences, (0, 20, 50, 30, 25))
    for copy in copies_of(gather(documents), WEIGHTS, outlets):
        assert all(isinstance(evidence.detail, str) for evidence in copy.evidence)
        weights = [abs(evidence.weight) for evidence in copy.evidence]
        assert weights == sorted(weights, reverse=True)
    text = resources.files("wirecopy.attribute").joinpath("weights.json").read_text("utf-8")
    assert all(isinstance(weight, float | int) for weight in json.loads(text)["rules"].values())


@pytest.mark.parametrize("kind", [PartKind.FURNITURE, PartKind.CREDIT])
def test_a_source_line_names_the_outlet(
    write: Write, gather: Gather, original: str, sentences: tuple[str, ...], outlets: OutletTable, kind: PartKind
) -> None:
    documents = [
        write(1, original, "courier.example", minute=0, outlet="The Courier"),
        write(2, original, "herald.example", minute=5),
        write(3, original, "gazette.example", minute=30, tail=[(kind, "Source: The Courier")]),
    ]
    copy = by_id(copies_of(gather(documents), WEIGHTS, outlets))[3]
    assert (copy.source_article_id, copy.claimed_source, copy.source_agency) == (1, "The Courier", None)
    assert copy.credited


def test_equal_texts_of_one_minute_are_copies_of_something_unseen(
    write: Write, gather: Gather, original: str, outlets: OutletTable
) -> None:
    """Each is as early as any other: so none of them is where the text began."""
    documents = [write(number, original, f"paper{number}.example", minute=0) for number in range(1, 5)]
    assert sources(copies_of(gather(documents), load_weights(), outlets)) == dict.fromkeys(range(1, 5))


def test_how_sure_one_must_be_hangs_on_the_clocks(
    write: Write, gather: Gather, original: str, outlets: OutletTable
) -> None:
    texts = (original, original.replace("ninety", "eighty"), original.replace("sandbank", "shoal"))
    documents = [write(i, text, f"{i}.example", minute=10.0 * i) for i, text in enumerate(texts, 1)]
    undated = [*documents[:2], replace(documents[2], article=replace(documents[2].article, published_at=None))]
    scales = {clock: replace(each, least_confidence=0.0) for clock, each in load_weights().scales.items()}
    strict = replace(load_weights(), scales=scales | {"undated": replace(scales["undated"], least_confidence=1.0)})
    dated_copy = by_id(copies_of(gather(documents), strict, outlets))[3]
    undated_copy = by_id(copies_of(gather(undated), strict, outlets))[3]
    assert "abstained" not in {reason.rule for reason in dated_copy.evidence}
    assert "abstained" in {reason.rule for reason in undated_copy.evidence}
