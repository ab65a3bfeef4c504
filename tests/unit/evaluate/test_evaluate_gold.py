from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from wirecopy.errors import InputError
from wirecopy.evaluate import evaluate_candidates, evaluate_gold, evaluate_reuse, read_gold
from wirecopy.evaluate.gold import GoldPair, GoldReport, JudgedPair, pair_figures
from wirecopy.evaluate.real import Link, Links, event_links, notice_links, same_company
from wirecopy.run import run

HEADER = "corpus\tleft_id\tright_id\tlabel\treason\tstory\tsplit\n"
FERRY = (
    "The ferry Maren Lund ran aground off Skarvoy early on Tuesday with 214 passengers on board, the coast guard in Tromvik said.\n\n"
    "Four lifeboats reached the vessel within forty minutes and took off families with children first, harbour master Ivar Dahl said.\n\n"
    "Divers found a gash of eleven metres below the waterline, and the owner, Nordleia Lines, cancelled sailings until Friday.\n\n"
    "The channel was last surveyed in 2009, and fishermen had complained for years that its markers drift after winter storms."
)
BUDGET = (
    "Councillors in Ardmore voted by nine to six to close two of the town's swimming pools, ending a dispute that lasted all spring.\n\n"
    "Treasurer Petra Okafor told the meeting that heating alone costs 310,000 a year, more than the libraries and parks together.\n\n"
    "Opponents carried towels into the chamber and read out letters from a school that holds its lessons at the smaller pool.\n\n"
    "A bidder from Kilbrae has offered to run one site as a club, but members would have to find a deposit by the end of June."
)


def judged(label: str, probability: float, *, whole: bool = True, candidate: bool = True) -> JudgedPair:
    pair = GoldPair("corpus", "a", "b", label, "read", "story", "report")
    return JudgedPair(pair, probability, probability >= 0.5, whole, candidate)


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A corpus of a text, its cut copy and a report of something else, as three events would be labelled."""
    rows = [
        {"id": "n1", "text": FERRY, "event": "ferry", "title": "FERRY GROUNDED <MLN>", "topics": ["earn"]},
        {
            "id": "n2",
            "text": FERRY.rpartition("\n\n")[0],
            "event": "ferry",
            "title": "FERRY AGROUND <MLN>",
            "topics": ["earn"],
        },
        {"id": "n3", "text": BUDGET, "event": "pools", "title": "POOLS CLOSE", "topics": []},
    ]
    return write_rows(tmp_path / "news.jsonl", rows)


def gold_of(tmp_path: Path, *lines: str) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "news.tsv").write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    return folder


def test_partial_pairs_stand_aside_in_the_figure_of_copies_but_count_as_taken() -> None:
    pairs = [judged("copy", 0.9), judged("partial", 0.9), judged("independent", 0.1), judged("version", 0.2)]
    figures = pair_figures(pairs)
    assert figures["copies_f1"] == pytest.approx(2 / 3)
    assert figures["precision"] == 1
    assert figures["partial_recall"] == 1
    assert figures["whole_f1"] == 0.5


def test_pair_that_is_no_candidate_is_not_found() -> None:
    figures = pair_figures([judged("copy", 0.9, candidate=False), judged("copy", 0.9)])
    assert (figures["copies_f1"], figures["candidates"]) == (1, 0.5)
    assert figures["found_f1"] == pytest.approx(2 / 3)


def test_mistakes_are_listed_surest_first() -> None:
    pairs = (judged("independent", 0.6), judged("copy", 0.9), judged("copy", 0.01))
    assert [pair.probability for pair in GoldReport(pairs, ()).mistakes()] == [0.01, 0.6]


def test_labelled_pairs_are_judged_over_the_stages(tmp_path: Path, news: Path) -> None:
    gold = gold_of(
        tmp_path,
        "news\tn1\tn2\tcopy\tcut\tn1\treport",
        "news\tn1\tn3\tindependent\tother event\tn1\treport",
        "news\tn2\tn3\tunsure\tnot read\tn1\treport",
    )
    heard: list[str] = []
    report = evaluate_gold(gold, news.parent, progress=heard.append)
    assert heard == ["news"]
    assert [(pair.linked, pair.candidate) for pair in report.pairs] == [(True, True), (False, False)]
    assert report.figures()["gold.report.copies_f1"] == 1
    assert report.figures()["gold.fit.copies_f1"] is None
    assert all(len(row) == len(table.columns) for table in report.tables() for row in table.rows)


def test_pairs_near_the_border_stand_apart_from_the_published_half(tmp_path: Path, news: Path) -> None:
    gold = gold_of(
        tmp_path,
        "news\tn1\tn2\tcopy\tcut\tn1\treport",
        "news\tn2\tn3\tcopy\tsaid to be\tn2\tboundary",
    )
    report = evaluate_gold(gold, news.parent)
    figures = report.figures()
    assert (figures["gold.report.copies_recall"], figures["gold.boundary.copies_recall"]) == (1, 0)
    assert [row[:3] for row in report.tables()[0].rows] == [
        ("report", "news", 1), ("report", "all", 1), ("boundary", "news", 1), ("boundary", "all", 1),
    ]  # fmt: skip
    assert report.mistakes() == []


def test_corpus_that_is_not_there_is_named_and_left_out(tmp_path: Path) -> None:
    report = evaluate_gold(gold_of(tmp_path, "news\tn1\tn2\tcopy\tcut\tn1\treport"), tmp_path)
    assert (report.pairs, report.absent) == ((), ("news",))


def test_unknown_article_or_label_is_an_error(tmp_path: Path, news: Path) -> None:
    with pytest.raises(InputError, match="n9"):
        evaluate_gold(gold_of(tmp_path, "news\tn1\tn9\tcopy\tcut\tn1\treport"), news.parent)
    for row in ("news\tn1\tn2\tmaybe\t\t\tfit\n", "news\tn1\tn2\tcopy\t\t\ttuned\n"):
        (tmp_path / "gold" / "news.tsv").write_text(HEADER + row, encoding="utf-8")
        with pytest.raises(InputError, match="line 2"):
            read_gold(tmp_path / "gold")


def test_links_inside_events_and_moulds_are_judged(tmp_path: Path, news: Path) -> None:
    db = tmp_path / "news.db"
    run([str(news)], db)
    links, figures = event_links(db, news, [])
    assert links.links == (Link("n1", "n2", "one event, not labelled"),)
    assert figures["real.news.strangers_at_least"] == 0
    assert figures["real.news.strangers_at_most"] == pytest.approx(2 / 3)
    labelled, _ = event_links(db, news, [GoldPair("news", "n1", "n2", "copy", "", "n1", "fit")])
    assert [link.judgement for link in labelled.links] == ["labelled as taken"]
    notices, figures = notice_links(db, news)
    assert (notices.articles, [link.judgement for link in notices.links]) == (2, ["one company"])
    assert figures["real.news.notices_wrong"] == 0


def test_article_of_two_wrong_links_is_accused_once() -> None:
    links = Links("news", 4, (Link("a", "b", "other event"), Link("a", "c", "other event")))
    assert links.table().rows == (("other event", 2, 3, 0.75),)


def test_only_who_hangs_together_with_most_of_a_story_is_no_stranger_there() -> None:
    links = Links(
        "news",
        8,
        (Link("a", "b", "labelled as taken"), Link("a", "c", "labelled as taken"), Link("b", "c", "other event"),
         Link("a", "d", "other event"), Link("d", "e", "one event, not labelled"), Link("f", "g", "labelled as taken"),
         Link("a", "f", "labelled independent")),
        (frozenset("abc"), frozenset("ad"), frozenset("de"), frozenset("abcfg")),
    )  # fmt: skip
    assert links.strangers(["other event", "labelled independent"]) == {"a", "d", "f", "g"}
    assert links.strangers(["other event", "one event, not labelled"]) == {"a", "d", "e"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("ACORN MILLS <ACM> NET", "ACM REPORTS <ACM.O> AND <ACM>", True),
        ("ACORN MILLS <ACM> NET", "ACORN BANK <ACB> NET", False),
        ("ACORN MILLS NET", "<ACORN> BANK NET", True),
        ("", "ACORN MILLS NET", False),
    ],
)
def test_companies_are_told_by_ticker_then_first_word(left: str, right: str, same: bool) -> None:
    assert same_company(left, right) is same


def test_reuse_is_told_from_none(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "reuse": "cut", "text": FERRY, "source_text": FERRY},
        {"id": "2", "reuse": "non", "text": BUDGET, "source_text": FERRY},
    ]
    tables, figures = evaluate_reuse(write_rows(tmp_path / "answers.jsonl", rows))
    assert figures["reuse.area"] == 1
    assert [row[:3] for row in tables[0].rows] == [("cut", 1, 1.0), ("non", 1, 0.0)]


def test_candidates_of_a_made_corpus_are_held_against_its_truth(tmp_path: Path) -> None:
    texts = {
        "https://a.example/1": FERRY,
        "https://b.example/2": FERRY,
        "https://c.example/3": BUDGET,
        "https://d.example/4": FERRY[:60],
    }
    articles = write_rows(
        tmp_path / "articles.jsonl", [{"url": url, "text": text, "language": "en"} for url, text in texts.items()]
    )
    first, *copies = texts
    take = {
        "story": "s",
        "share": 1.0,
        "source_url": first,
        "edits": [],
        "edits_from_origin": [],
        "rewrite": "verbatim",
        "strength": 0,
    }
    rows = [{"url": first, "language": "en", "role": "origin", "kind": "origin", "stories": [take]}]
    rows += [{"url": url, "language": "en", "role": "copy", "kind": "verbatim", "stories": [take]} for url in copies]
    tables, figures = evaluate_candidates(articles, write_rows(tmp_path / "truth.jsonl", rows))
    assert figures["candidates.with_source"] == pytest.approx(1 / 3)
    assert tables[0].rows[-1][0] == "all"
