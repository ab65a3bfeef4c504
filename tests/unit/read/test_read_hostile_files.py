"""Files that somebody damaged, or made to do harm: a row of their own that says why, in bounded time and memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wirecopy.model import Article, Reject
from wirecopy.read import delimited, read_articles

if TYPE_CHECKING:
    from pathlib import Path

LATEST = 1_900_000_000


def read(path: Path, content: str | bytes = b"", **options: str) -> tuple[list[Article], list[Reject]]:
    if content:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    results = list(read_articles([str(path)], latest_published_at=LATEST, **options))  # type: ignore[arg-type]
    return [r for r in results if isinstance(r, Article)], [r for r in results if isinstance(r, Reject)]


@pytest.mark.parametrize("kind", [[], {}, 1, None])
def test_a_ninjs_type_may_be_of_any_shape(tmp_path: Path, kind: object) -> None:
    articles, _ = read(tmp_path / "a.ninjs", json.dumps({"type": kind, "body_text": "Rain fell."}))
    assert [article.text for article in articles] == ["Rain fell."]


@pytest.mark.parametrize("content", ['"just a text of some words"', "12345 words", "text,url\nRain fell.,x"])
def test_a_json_file_that_starts_with_no_bracket_is_no_article(tmp_path: Path, content: str) -> None:
    articles, rejects = read(tmp_path / "a.json", content)
    assert rejects
    assert {reject.reason for reject in rejects} <= {"bad-json", "truncated-file"}
    assert not articles


def test_csv_with_carriage_returns_alone(tmp_path: Path) -> None:
    articles, rejects = read(tmp_path / "a.csv", "title,text\rone,Rain fell.\rtwo,Wind blew.\r")
    assert [(article.headline, article.text) for article in articles] == [("one", "Rain fell."), ("two", "Wind blew.")]
    assert not rejects


def test_csv_header_that_can_not_be_parsed_says_so(tmp_path: Path) -> None:
    _, rejects = read(tmp_path / "a.csv", "title,\rtext\none,Rain fell.\n")
    assert [reject.reason for reject in rejects] == ["bad-header"]


def test_csv_of_quotes_that_never_close_is_not_read_again_without_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_MAX_READ_AGAIN", 5_000)
    _, rejects = read(tmp_path / "a.csv", "title,text\n" + 'a"b,"c\n' * 100 + 'x"\n')
    assert {reject.reason for reject in rejects} == {"bad-csv-row"}
    assert len(rejects) < 10
    assert "lines were passed over" in rejects[-1].detail


def test_parquet_times_beyond_what_python_has(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    nanoseconds = 1_772_000_000_000_000_001
    for number, dates in enumerate(
        [
            pa.array([nanoseconds, 2**62], pa.timestamp("ns", "Nowhere/Unknown")),
            pa.array([1_772_000_000, 10**15], pa.timestamp("s", "Europe/Berlin")),
        ]
    ):
        path = tmp_path / f"{number}.parquet"
        parquet.write_table(pa.table({"text": ["Rain fell.", "Wind blew."], "date": dates}), path)
        articles, rejects = read(path)
        assert [article.published_at for article in articles] == [1_772_000_000, None]
        assert not rejects


def test_parquet_value_that_can_not_be_unpacked_costs_its_row(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    texts = pa.array([b"\xff\xfe not UTF-8", b"Rain fell."], pa.binary()).view(pa.string())
    dates = pa.array([1, 2**62], pa.duration("s"))
    table = pa.table({"text": texts.take([0, 1, 1]), "date": dates.take([0, 0, 1])})
    parquet.write_table(table, tmp_path / "a.parquet")
    articles, rejects = read(tmp_path / "a.parquet")
    assert [article.origin.position for article in articles] == [2]
    assert [(reject.reason, reject.origin.position) for reject in rejects] == [("bad-file", 1), ("bad-file", 3)]
