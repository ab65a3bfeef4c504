from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from wirecopy.evaluate.evaluation import Evaluation, compare, source_test
from wirecopy.evaluate.ledger import Ledger
from wirecopy.rules import load_rules


def judged(truth: list[Any], found: list[Any]) -> Evaluation:
    return compare(
        {article.url: article for article in truth}, {each.url: each for each in found}, source_test(load_rules())
    )


def table(evaluation: Evaluation, title: str) -> dict[Any, tuple[Any, ...]]:
    return next({row[0]: row[1:] for row in each.rows} for each in evaluation.tables() if each.title.startswith(title))


def test_split_family_is_found_only_where_most_of_it_is(make: Any) -> None:
    truth = [make.true(url, "s") for url in "abcde"]
    found = [make.finding(url, 1) for url in "abc"] + [make.finding(url, 2) for url in "de"]
    evaluation = judged(truth, found)
    assert evaluation.figures()["recall.all"] == 3 / 5
    assert table(evaluation, "Recall by kind")["verbatim"] == (5, 3 / 5, 1.0)


def test_lone_copy_beside_strangers_is_not_found(make: Any) -> None:
    truth = [make.true("a", "s"), make.true("b", "s"), make.true("x", "t"), make.true("y", "t")]
    found = [make.finding("a", 1), make.finding("x", 1), make.finding("b", 2), make.finding("y", 2)]
    assert judged(truth, found).figures()["recall.all"] == 0


def test_copy_without_any_relative_can_not_be_missed(make: Any) -> None:
    evaluation = judged([make.true("a", "s"), make.true("b", "t")], [make.finding("a"), make.finding("b")])
    assert "recall.all" not in evaluation.figures()


def test_each_source_of_a_mosaic_counts_by_itself(make: Any) -> None:
    mosaic = make.true(
        "m",
        make.take("s", 0.6, rewrite="excerpt"),
        make.take("t", 0.4, rewrite="excerpt"),
        role="partial",
        kind="mosaic",
    )
    truth = [make.true("a", "s"), make.true("b", "s"), make.true("x", "t"), make.true("y", "t"), mosaic]
    found = [make.finding("a", 1), make.finding("b", 1), make.finding("x", 2), make.finding("y", 2)]
    assert judged(truth, [*found, make.finding("m", 1)]).figures()["recall.sources of mosaics"] == 0.5
    assert judged(truth, [*found, make.finding("m", 1, 2)]).figures()["recall.sources of mosaics"] == 1


def test_family_of_a_mosaic_is_that_of_the_largest_share(make: Any) -> None:
    assert make.true("m", make.take("s", 0.3), make.take("t", 0.5)).family == "t"


def test_missing_article_is_listed_and_counts_as_one_alone(make: Any) -> None:
    truth = [make.true(url, "s") for url in "abc"]
    evaluation = judged(truth, [make.finding("a", 1), make.finding("b", 1)])
    assert evaluation.missing == ("c",)
    assert evaluation.agreement.recall == pytest.approx(1 / 3)


@pytest.mark.parametrize("kind", ["unrelated", "template", "independent"])
def test_innocent_article_beside_another_family_is_an_alarm(make: Any, kind: str) -> None:
    truth = [
        make.true("a", "s"),
        make.true("b", "s"),
        make.true("u", make.take("u", rewrite=None), role="single", kind=kind),
    ]
    evaluation = judged(truth, [make.finding(url, 1) for url in "abu"])
    assert [(alarm.url, alarm.with_url) for alarm in evaluation.alarms] == [("u", "a")]
    assert evaluation.figures()[f"false_alarms.{kind}"] == 1


def test_copied_report_of_an_event_is_no_alarm_beside_its_own_copies(make: Any) -> None:
    origin = make.true("o", make.take("s", rewrite=None), role="origin", kind="independent")
    evaluation = judged([origin, make.true("a", "s")], [make.finding("o", 1), make.finding("a", 1)])
    assert evaluation.figures()["false_alarms.independent"] == 0


def test_own_credit_of_an_unrelated_article_is_no_alarm_but_a_source_is(make: Any) -> None:
    truth = [make.true("u", "u", role="single", kind="unrelated"), make.true("a", "s")]
    credit = make.row(7, None, rewrite=None, credited=True, claimed_source="ap")
    innocent = judged(truth, [make.finding("u", 7, copies=(credit,)), make.finding("a")])
    accused = judged(truth, [make.finding("u", copies=(make.row(7, "a"),)), make.finding("a")])
    assert not innocent.alarms
    assert [alarm.with_url for alarm in accused.alarms] == ["a"]


def test_sources_right_wrong_undecided_and_unseen(make: Any) -> None:
    truth = [
        make.true("o", make.take("s", rewrite=None), role="origin", kind="origin"),
        *(make.true(url, make.take("s", source_url="o")) for url in "abc"),
        make.true("d", make.take("s")),
    ]
    copies = {
        "a": make.row(1, "o"),
        "b": make.row(1, "a"),
        "c": make.row(1, None, abstained=True),
        "d": make.row(1, None),
    }
    found = [make.finding("o", 1), *(make.finding(url, 1, copies=(copies[url],)) for url in "abcd")]
    figures = judged(truth, found).figures()
    assert figures["source.right"] == pytest.approx(1 / 3)
    assert figures["source.wrong_among_named"] == 0.5
    assert figures["source.abstained"] == 0.25
    assert figures["source.unseen_right"] == 1


def test_naming_the_twin_of_the_true_source_is_wrong_but_told_apart(make: Any) -> None:
    origin = make.true("o", make.take("s", rewrite=None), role="origin", kind="origin")
    twins = [make.true(url, make.take("s", source_url="o", strength=0.07)) for url in ("east", "west", "late")]
    truth = [origin, *twins, *(make.true(url, make.take("s", source_url="west")) for url in "abc")]
    named = {"a": "east", "b": "west", "c": "late"}
    found = [make.finding(url, 1) for url in ("o", "east", "west", "late")]
    found += [make.finding(url, 1, copies=(make.row(1, source),)) for url, source in named.items()]
    times = {"east": "2026-01-05T10:00:00Z", "west": "2026-01-05T10:00:00Z", "late": "2026-01-05T11:00:00Z"}
    dated = [replace(each, published_at=times.get(each.url)) for each in found]
    figures = judged(truth, dated).figures()
    assert figures["source.right"] == pytest.approx(1 / 6)
    assert figures["source.right_or_twin"] == pytest.approx(2 / 6)
    undated = judged(truth, found).figures()
    assert undated["source.right_or_twin"] == undated["source.right"]


def test_naming_a_source_where_the_true_one_was_never_collected_is_wrong(make: Any) -> None:
    truth = [make.true("a", "s"), make.true("b", "s")]
    figures = judged(truth, [make.finding("a", 1), make.finding("b", 1, copies=(make.row(1, "a"),))]).figures()
    assert figures["source.wrong_among_named"] == 1
    assert figures["source.right"] is None


def test_agencies_are_compared_as_sources_and_not_as_letters(make: Any) -> None:
    truth = [make.true("a", "s", agency="РИА Новости", credited=True), make.true("b", "s", agency="РИА Новости")]
    agency = load_rules().names.named("РИА Новости", weak=True)
    rows = (make.row(1, source_agency=agency), make.row(1, source_agency=None))
    found = [make.finding(url, 1, copies=(row,)) for url, row in zip("ab", rows, strict=True)]
    assert judged(truth, found).figures()["agency.right"] == 0.5


def test_agency_is_not_asked_for_where_nobody_credits_it(make: Any) -> None:
    truth = [make.true("a", "s"), make.true("b", "s", false_credit=True, claimed_source="UPI")]
    assert judged(truth, [make.finding("a", 1), make.finding("b", 1)]).figures()["agency.right"] is None


def test_credits_are_three_classes(make: Any) -> None:
    truth = [
        make.true("a", "s", credited=True, claimed_source="AP"),
        make.true("b", "s"),
        make.true("c", "s", false_credit=True, claimed_source="UPI"),
    ]
    rows = (
        make.row(credited=True, claimed_source="ap"),
        make.row(claimed_source="ap"),
        make.row(claimed_source="upi"),
    )
    found = [make.finding(url, 1, copies=(row,)) for url, row in zip("abc", rows, strict=True)]
    evaluation = judged(truth, found)
    assert evaluation.figures()["credit.right"] == pytest.approx(2 / 3)
    assert table(evaluation, "Credits")["uncredited"][:3] == (0, 0, 1)


def test_classes_are_judged_against_what_was_done(make: Any) -> None:
    truth = [
        make.true("a", make.take("s", rewrite="spun"), kind="spun"),
        make.true("b", make.take("s", rewrite="light edit"), kind="light"),
    ]
    rows = (make.row(rewrite="light edit"), make.row(rewrite="verbatim"))
    found = [make.finding(url, 1, copies=(row,)) for url, row in zip("ab", rows, strict=True)]
    figures = judged(truth, found).figures()
    assert figures["class.all classes"] == 0
    assert figures["class.spun against light edit"] == 0.5


def test_versions_are_told_from_copies_by_their_role(make: Any) -> None:
    truth = [
        make.true("o", make.take("s", rewrite=None), role="origin", kind="origin"),
        make.true("v", "s", role="version", kind="writethru"),
        make.true("a", "s"),
    ]
    found = [make.finding("o", 1, role="origin"), make.finding("v", 1), make.finding("a", 1)]
    figures = judged(truth, found).figures()
    assert figures["class.version against copy"] == 0.5
    assert figures["class.versions named as the agency's own"] == 0


def test_row_of_a_mosaic_answers_for_the_story_whose_source_it_names(make: Any) -> None:
    mosaic = make.true("m", make.take("s", 0.6, "a"), make.take("t", 0.4, "x"), role="partial", kind="mosaic")
    truth = {each.url: each for each in (make.true("a", "s"), make.true("x", "t"), mosaic)}
    rows = (make.row(2, "x"), make.row(1, "a"))
    ledger = Ledger(truth, {"m": make.finding("m", 1, 2, copies=rows)})
    assert [item.row.source_url for item in ledger.items() if item.article.url == "m" and item.row] == ["a", "x"]


def test_languages_are_judged_one_by_one(make: Any) -> None:
    truth = [
        make.true("a", "s"),
        make.true("b", "s"),
        make.true("x", "t", language="de"),
        make.true("y", "t", language="de"),
    ]
    figures = judged(
        truth, [make.finding("a", 1), make.finding("b", 1), make.finding("x"), make.finding("y")]
    ).figures()
    assert (figures["en.recall"], figures["de.recall"], figures["recall"]) == (1, 0, 0.5)


def test_carrier_is_right_where_its_mark_was_left_in(make: Any) -> None:
    truth = [
        make.true("a", "s", carrier_domain="yahoo.com"),
        make.true("b", "s", carrier_domain="yahoo.com"),
        make.true("c", "s"),
    ]
    rows = (make.row(carrier_domain="yahoo.com"), make.row(), make.row(carrier_domain="msn.com"))
    figures = judged(truth, [make.finding(u, 1, copies=(r,)) for u, r in zip("abc", rows, strict=True)]).figures()
    assert (figures["carrier.right"], figures["carrier.precision"]) == (0.5, 0.5)
