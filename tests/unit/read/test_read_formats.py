"""Each format gives the article it holds, and a reject for what it can't use."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from wirecopy.errors import InputError, ParameterError
from wirecopy.model import Article, Reject
from wirecopy.read import ReadStats, read_articles

if TYPE_CHECKING:
    from pathlib import Path

LATEST = 1_900_000_000


def read(*inputs: Path | str, **options: object) -> tuple[list[Article], list[Reject]]:
    results = list(read_articles([str(name) for name in inputs], latest_published_at=LATEST, **options))  # type: ignore[arg-type]
    return [r for r in results if isinstance(r, Article)], [r for r in results if isinstance(r, Reject)]


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_json_lines_positions_are_line_numbers(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", '{"text":"Rain fell."}\n\n{"text":"Wind blew."}\r\n')
    articles, _ = read(file)
    assert [(a.text, a.origin.position) for a in articles] == [("Rain fell.", 1), ("Wind blew.", 3)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1, 2]", "not-an-object"),
        ('"text"', "not-an-object"),
        ('{"text": ', "bad-json"),
        ('{"title": "only"}', "no-text"),
        ('{"text": "   "}', "no-text"),
        ('{"text": "—?!"}', "no-text"),
        ('{"a":' * 5_000, "bad-json"),
    ],
)
def test_json_lines_reject_reasons(tmp_path: Path, line: str, reason: str) -> None:
    articles, rejects = read(written(tmp_path / "a.jsonl", line + '\n{"text":"Rain fell."}\n'))
    assert len(articles) == 1
    assert [(r.reason, r.origin.position) for r in rejects] == [(reason, 1)]
    assert len(rejects[0].digest) == 32


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b'{"text":"caf\xe9 bar"}', "caf\ufffd bar"),
        (b'{"text":"a\\ud800b"}', "a\ufffdb"),
        (b'{"text":"nan ok","x":NaN,"y":Infinity}', "nan ok"),
        (b'{"text":"big ok","x":' + b"9" * 5_000 + b"}", "big ok"),
        (b'{"text":"first","text":"second"}', "second"),
        (b'\xef\xbb\xbf{"text":"marked"}', "marked"),
        (b'{"text":"nul\\u0000nul"}', "nulnul"),
    ],
)
def test_strange_json_is_read(tmp_path: Path, line: bytes, text: str) -> None:
    articles, rejects = read(written(tmp_path / "a.jsonl", line))
    assert [a.text for a in articles] == [text]
    assert not rejects
    assert ("repaired" in articles[0].meta) == (b"\xe9" in line)


def test_line_above_the_bound_is_rejected_with_its_digest_and_the_next_is_read(tmp_path: Path) -> None:
    long = b'{"text":"' + b"rain " * 500_000 + b'"}'
    file = written(tmp_path / "a.jsonl", long + b'\n{"text":"Rain fell."}')
    articles, rejects = read(file, max_record_bytes=100_000)
    assert [a.origin.position for a in articles] == [2]
    assert rejects[0].reason == "record-too-long"
    other = written(tmp_path / "b.jsonl", long)
    assert read(other, max_record_bytes=1_000_000)[1][0].digest == rejects[0].digest


def test_text_above_the_limit_is_rejected(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", json.dumps({"text": "rain " * 100}))
    assert [r.reason for r in read(file, max_text_chars=499)[1]] == ["text-too-long"]
    assert len(read(file, max_text_chars=500)[0]) == 1


def test_compressions_give_the_same_articles(tmp_path: Path) -> None:
    data = b"".join(b'{"text":"Rain fell on day %d."}\n' % n for n in range(50))
    for name, packed in {
        "a.jsonl": data,
        "a.jsonl.gz": gzip.compress(data),
        "a.jsonl.zst": zstandard.compress(data),
        "a.jsonl.bz2": bz2.compress(data),
        "a.jsonl.xz": lzma.compress(data),
        "a.jsonl.gzip": gzip.compress(data[:100]) + gzip.compress(data[100:]) + b"\0" * 512,
    }.items():
        articles, rejects = read(written(tmp_path / name / name, packed))
        assert (len(articles), len(rejects)) == (50, 0)
        assert articles[7].url == read(tmp_path / "a.jsonl" / "a.jsonl")[0][7].url


@pytest.mark.parametrize("suffix", ["gz", "zst", "bz2"])
def test_truncated_compression_yields_what_is_whole(tmp_path: Path, suffix: str) -> None:
    data = b"".join(b'{"text":"Rain fell on day %d.","n":%d}\n' % (n, n * 7_919 % 10_007) for n in range(40_000))
    packed = {"gz": gzip.compress(data), "zst": zstandard.compress(data), "bz2": bz2.compress(data)}[suffix]
    cut = written(tmp_path / f"a.jsonl.{suffix}", packed[: len(packed) * 3 // 4])
    other = written(tmp_path / "b.jsonl", b'{"text":"Wind blew."}')
    articles, rejects = read(cut, other)
    assert 15_000 < len(articles) - 1 < 40_000
    assert [r.reason for r in rejects] == ["truncated-file"]
    assert articles[-1].text == "Wind blew."
    assert rejects[0].origin.position == articles[-2].origin.position + 1


def test_damaged_gzip_middle_is_reported(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b'{"text":"Rain fell."}\n' * 1_000))
    packed[len(packed) // 2] ^= 0xFF
    _, rejects = read(written(tmp_path / "a.jsonl.gz", bytes(packed)))
    assert [r.reason for r in rejects][-1] == "truncated-file"


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.csv", "a.txt", "a.json", "a.html", "a.rss", "a.newsml", "a.warc", "a.jsonl.gz"]
)
def test_empty_file_is_one_reject_at_position_0(tmp_path: Path, name: str) -> None:
    _, rejects = read(
        written(tmp_path / name, gzip.compress(b"") if name.endswith("gz") else b""),
        format=None if "." in name else "x",
    )
    assert [(r.reason, r.origin.position) for r in rejects] == [("empty-file", 0)]


def test_json_array_with_brackets_in_strings_and_scalars(tmp_path: Path) -> None:
    items = [{"text": 'one "two" \\ ]} three'}, 3, {"text": "four", "deep": {"a": [1, {"b": 2}]}}, "s"]
    for indent in (None, 2):
        articles, rejects = read(written(tmp_path / f"a{indent}.json", json.dumps(items, indent=indent)))
        assert [a.text for a in articles] == ['one "two" \\ ]} three', "four"]
        assert [(r.reason, r.origin.position) for r in rejects] == [("not-an-object", 2), ("not-an-object", 4)]


def test_json_array_cut_anywhere_loses_only_what_is_behind_the_cut(tmp_path: Path) -> None:
    whole = json.dumps([{"text": f'day {n} "x\\"'} for n in range(6)]).encode()
    for cut in range(1, len(whole)):
        articles, rejects = read("-", stdin=io.BytesIO(whole[:cut]), format="json")
        assert len(articles) == whole[:cut].count(b'"}')
        assert [r.reason for r in rejects] == ["truncated-file"]


def test_json_objects_wrapped_pretty_or_one_after_another(tmp_path: Path) -> None:
    item = {"title": "Rain", "content": "Rain fell.", "source": {"id": None, "name": "Gazette"}}
    for number, content in enumerate(
        (
            json.dumps({"status": "ok", "articles": [item]}),
            json.dumps(item, indent=1),
            json.dumps(item),
            json.dumps(item, indent=1) + "\n" + json.dumps({"text": "more"}, indent=1),
        )
    ):
        articles, rejects = read(written(tmp_path / f"{number}.json", content))
        assert (articles[0].outlet, articles[0].text, rejects) == ("Gazette", "Rain fell.", [])


def test_csv_with_quotes_newlines_and_semicolons(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", 'Title;Text;Datum\n"A; b";"one ""two""\nthree";x\n\n;four;\n')
    articles, rejects = read(file)
    assert [(a.headline, a.text, a.origin.position) for a in articles] == [
        ("A; b", 'one "two"\nthree', 2),
        ("", "four", 5),
    ]
    assert not rejects


def test_csv_stray_quote_costs_one_row(tmp_path: Path) -> None:
    rows = "".join(f"row {n},text of row {n}\n" for n in range(2_000))
    file = written(tmp_path / "a.csv", 'title,text\na,"never closed\n' + rows)
    articles, rejects = read(file)
    assert len(articles) == 2_000
    assert [(r.reason, r.origin.position) for r in rejects] == [("bad-csv-row", 2)]


def test_csv_ragged_rows_nul_and_header(tmp_path: Path) -> None:
    articles, rejects = read(written(tmp_path / "a.csv", "title,text,url\na,b c,u,EXTRA\nd,e f\ng,h\0i,\n"))
    assert [a.text for a in articles] == ["e f", "hi"]
    assert [r.reason for r in rejects] == ["bad-csv-row"]
    _, rejects = read(written(tmp_path / "b.csv", "kop,lijf\na,b\n"))
    assert rejects[0].reason == "bad-header"
    articles, _ = read(tmp_path / "b.csv", mapping={"text": "lijf", "title": "kop"})
    assert (articles[0].headline, articles[0].text) == ("a", "b")


def test_csv_in_other_encodings(tmp_path: Path) -> None:
    table = "title\ttext\nÜberflutung\tFür größere Bäume wäre Öl übrig.\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        articles, _ = read(written(tmp_path / f"{encoding}.tsv", table.encode(encoding)))
        assert articles[0].text == "Für größere Bäume wäre Öl übrig."


def test_folder_of_texts_is_read_recursively_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/gazette.example/y.txt", ".hidden.txt", "picture.png"):
        written(tmp_path / "in" / name, f"Head {name[0]}\n\nText of {name}.")
    stats = ReadStats()
    articles, _ = read(tmp_path / "in", stats=stats)
    assert [a.text.partition("of ")[2] for a in articles] == ["a/gazette.example/y.txt.", "a/z.txt.", "b.txt."]
    assert articles[0].outlet_domain == "gazette.example"
    assert stats.skipped_files == 2
    assert articles[2].headline == "Head b"


def test_text_file_encodings_and_binary(tmp_path: Path) -> None:
    text = "Über größere Bäume\n\nFür die Bürger wäre es schöner."
    for encoding in ("utf-8", "utf-16", "utf-16-le", "cp1252"):
        articles, _ = read(written(tmp_path / f"{encoding}.txt", text.encode(encoding)))
        assert articles[0].text == text
    _, rejects = read(written(tmp_path / "x.txt", bytes(range(256)) * 20))
    assert [r.reason for r in rejects] == ["undecodable"]


def test_standard_input_is_sniffed() -> None:
    for data, text in (
        (b'{"text":"Rain fell."}\n{"text":"x y"}', "Rain fell."),
        (gzip.compress(b'[{"text":"Rain fell."}]'), "Rain fell."),
        (b"title,text\nHead,Rain fell.\n", "Rain fell."),
        (b"Rain fell.\nIt was wet.", "Rain fell.\nIt was wet."),
    ):
        articles, rejects = read("-", stdin=io.BytesIO(data))
        assert (articles[0].text, articles[0].origin.path, rejects) == (text, "-", [])


def nela(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "create table newsdata(id text, date text, source text, title text, content text, author text, url text,"
            " published text, published_utc integer, collection_utc integer)"
        )
        row = (
            "g--1",
            "2018-02-03",
            "gazette",
            "Rain",
            "Rain fell.",
            "A",
            "https://www.gazette.example/x",
            "Sat",
            1517670000,
            1517680000,
        )
        connection.execute("insert into newsdata values (?,?,?,?,?,?,?,?,?,?)", row)
        connection.execute("create table other(x)")
        connection.commit()
    return path


def test_sqlite_nela_table_and_query(tmp_path: Path) -> None:
    file = nela(tmp_path / "nela.db")
    before = file.read_bytes()
    (article,), _ = read(file)
    assert (article.outlet, article.outlet_domain, article.published_at) == ("gazette", "gazette.example", 1517670000)
    assert article.meta["crawled_at"] == 1517680000
    (article,), _ = read(file, query="select content as text from newsdata where date > '2018'")
    assert article.text == "Rain fell."
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "options",
    [
        {"table": "absent"},
        {"table": "newsdata; drop"},
        {"query": "delete from newsdata"},
        {"query": "selec"},
        {"query": "pragma user_version=1"},
    ],
)
def test_sqlite_errors_come_before_reading(tmp_path: Path, options: dict[str, Any]) -> None:
    file = nela(tmp_path / "nela.db")
    before = file.read_bytes()
    with pytest.raises(InputError):
        read_articles([str(file)], **options)
    assert file.read_bytes() == before


def test_a_damaged_database_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_articles([str(written(tmp_path / "a.db", b"SQLite format 3\0" + b"x" * 5_000))])


def test_parquet_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # noqa: PLC0415

    table = pa.table(
        {
            "title": ["a", "b"],
            "text": ["Rain fell.", None],
            "vector": [1.0, 2.0],
            "publish_date": pa.array([1517670000, None], pa.timestamp("s")),
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    articles, rejects = read(tmp_path / "a.parquet")
    assert [(a.text, a.published_at, a.origin.position) for a in articles] == [("Rain fell.", 1517670000, 1)]
    assert [(r.reason, r.origin.position) for r in rejects] == [("no-text", 2)]
    data = (tmp_path / "a.parquet").read_bytes()
    assert [r.reason for r in read(written(tmp_path / "b.parquet", data[:-40]))[1]] == ["bad-file"]


def test_missing_inputs_stop_before_anything_is_read(tmp_path: Path) -> None:
    good = written(tmp_path / "a.jsonl", '{"text":"Rain fell."}')
    for bad in (tmp_path / "absent.jsonl", tmp_path / "*.csv", tmp_path / "no" / "such", tmp_path / "a\0b", ""):
        with pytest.raises(InputError):
            read_articles([str(good), str(bad)])
    with pytest.raises(InputError):
        read_articles([])
    with pytest.raises(ParameterError):
        read_articles([str(good)], format="docx")
    with pytest.raises(ParameterError):
        read_articles([str(good)], mapping={"colour": "x"})


def test_inputs_are_sorted_and_each_path_read_once(tmp_path: Path) -> None:
    for name in "cab":
        written(tmp_path / f"{name}.jsonl", json.dumps({"text": f"file {name}"}))
    articles, _ = read(tmp_path / "c.jsonl", tmp_path / "*.jsonl", tmp_path, tmp_path / "." / "a.jsonl")
    assert [a.text for a in articles] == ["file a", "file b", "file c"]


def test_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirecopy.read.formats.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r'pip install "wirecopy\[warc\]"'):
        read_articles([str(written(tmp_path / "a.warc.gz", b"x"))])


def test_file_that_vanishes_costs_only_itself(tmp_path: Path) -> None:
    gone = written(tmp_path / "a.jsonl", '{"text":"Rain fell."}')
    stays = written(tmp_path / "b.jsonl", '{"text":"Wind blew."}')
    results = read_articles([str(gone), str(stays)])
    gone.unlink()
    kinds = [r.reason if isinstance(r, Reject) else r.text for r in results]
    assert kinds == ["unreadable", "Wind blew."]


def test_names_that_are_no_text_can_be_stored(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9\x1b[31m.jsonl")
    file.write_bytes(b'{"text":"Rain fell."}\n{"key\\u001b\\ud800":1}\n')
    (article,), (reject,) = read(tmp_path)
    for text in (
        article.url,
        article.outlet,
        article.outlet_domain,
        article.origin.path,
        reject.detail,
        reject.origin.path,
    ):
        assert text.isprintable()
        text.encode()
