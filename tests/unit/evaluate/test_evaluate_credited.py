"""Labelled pages against the rules: what counts as found, wrong and missed."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from wirecopy.errors import InputError
from wirecopy.evaluate import evaluate_credits

LEDE = "The ferry between the two towns will run again from Monday, the harbour board said on Friday."
PAGES = {
    "a": f"HARBOUR CITY, Ohio (AP) — {LEDE}",
    "b": f"{LEDE}\nThe mayor told Reuters that he was glad.",
    "c": f"{LEDE}\nReuters",
    "d": LEDE,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [orjson.dumps({"id": name, "text": text, "language": "en"}) for name, text in PAGES.items()]
    (tmp_path / "pages.jsonl").write_bytes(b"\n".join(rows))
    return tmp_path


def table(folder: Path, *rows: str) -> Path:
    path = folder / "table.tsv"
    path.write_text("\n".join(["corpus\tid\tagencies\tsplit", *rows]) + "\n", encoding="utf-8")
    return path


def test_agencies_of_pages_are_counted_by_split(data: Path) -> None:
    labels = table(
        data, "pages\ta\tap\treport", "pages\tb\t\treport", "pages\tc\tafp,reuters\treport", "pages\td\tap\tfit"
    )
    figures = evaluate_credits(labels, data).figures()
    assert figures["credits.report.precision"] == 1
    assert figures["credits.report.recall"] == pytest.approx(2 / 3)
    assert figures["credits.fit.recall"] == 0


def test_an_agency_on_a_page_that_credits_nobody_is_wrong(data: Path) -> None:
    report = evaluate_credits(table(data, "pages\ta\t\treport"), data)
    assert report.figures()["credits.report.precision"] == 0
    assert [page.page_id for page in report.mistakes()] == ["a"]


def test_unsure_pages_and_absent_corpora_are_left_out(data: Path) -> None:
    report = evaluate_credits(table(data, "pages\ta\tunsure\treport", "other\ta\tap\treport"), data)
    assert not report.pages
    assert report.absent == ("other",)


def test_a_page_that_its_corpus_lacks_is_an_error(data: Path) -> None:
    with pytest.raises(InputError, match="holds no article z"):
        evaluate_credits(table(data, "pages\tz\tap\treport"), data)
