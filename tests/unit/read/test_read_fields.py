"""Producers' field names, the user's mapping, made-up urls and outlets, numbers, counters."""

from __future__ import annotations

import contextlib
import io
import json
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tldextract import TLDExtract

from wirecopy.errors import InputError
from wirecopy.model import Article, Reject
from wirecopy.read import FORMATS, META_KEYS, ReadStats, article_id_of, field_mapping, meta_mapping, read_articles
from wirecopy.read.fields import FIELD_KEYS
from wirecopy.read.identity import domain_of, host_of, registered_domain, synthetic_url, usable_url
from wirecopy.read.languages import language_code
from wirecopy.read.suffixes import suffix_rules

TEXT = "Rain fell on Port Veld."

if TYPE_CHECKING:
    from pathlib import Path


def one(record: object, **options: object) -> Article:
    (article,) = read_articles(
        ["-"],
        format="jsonl",
        stdin=io.BytesIO(json.dumps(record).encode()),
        latest_published_at=1_900_000_000,
        **options,  # type: ignore[arg-type]
    )
    assert isinstance(article, Article), article
    return article


PRODUCERS = {
    "news-please": {
        "maintext": TEXT,
        "title": "Rain",
        "authors": ["Ana Reed", "Bo Lind"],
        "date_publish": "2026-03-04 14:05:00",
        "date_download": "2026-03-05 00:00:01",
        "source_domain": "www.gazette.example",
        "language": "en",
        "url": "https://gazette.example/r",
        "description": "short",
        "image_url": "x",
        "filename": "y",
    },
    "newspaper4k": {
        "text": TEXT,
        "title": "Rain",
        "authors": ["Ana Reed", "Bo Lind"],
        "publish_date": "2026-03-04T14:05:00",
        "source_url": "https://gazette.example",
        "url": "https://gazette.example/r",
        "meta_lang": "en",
        "canonical_link": "https://other.example/",
        "summary": "s",
    },
    "trafilatura": {
        "text": TEXT,
        "raw_text": "no",
        "title": "Rain",
        "author": "Ana Reed, Bo Lind",
        "date": "2026-03-04T14:05",
        "hostname": "gazette.example",
        "source": "https://gazette.example/r",
        "language": "en",
        "sitename": "Gazette",
        "fingerprint": "z",
        "source-hostname": "Gazette",
    },
    "mediacloud": {
        "text": TEXT,
        "title": "Rain",
        "author": "Ana Reed, Bo Lind",
        "publish_date": "2026-03-04 14:05:00",
        "media_name": "gazette.example",
        "media_url": "gazette.example",
        "url": "https://gazette.example/r",
        "language": "English",
        "indexed_date": "2026-03-06",
        "stories_id": 5,
    },
    "nela-gt": {
        "content": TEXT,
        "title": "Rain",
        "author": "Ana Reed, Bo Lind",
        "published": "Wed, 04 Mar 2026 14:05:00",
        "published_utc": 1772633100,
        "collection_utc": 1772633999,
        "source": "gazette",
        "url": "https://gazette.example/r",
        "date": "2026-03-04",
        "lang": "en-US",
        "id": "g--1",
    },
    "simulator": {
        "url": "https://gazette.example/r",
        "title": "Rain",
        "text": TEXT,
        "author": "Ana Reed, Bo Lind",
        "date_publish": "2026-03-04T14:05:00Z",
        "source_domain": "gazette.example",
        "outlet": "Gazette",
        "language": "en",
    },
    "wordpress": {
        "link": "https://gazette.example/r",
        "title": {"rendered": "Rain"},
        "content": {"rendered": f"<p>{TEXT}</p>\n"},
        "author": [{"name": "Ana Reed"}, {"name": "Bo Lind"}],
        "date_gmt": "2026-03-04T14:05:00",
        "lang": "en",
    },
    "camel case": {
        "articleBody": TEXT,
        "Headline": "Rain",
        "Author": "Ana Reed, Bo Lind",
        "datePublished": {"$date": "2026-03-04T14:05:00Z"},
        "URL": "https://gazette.example/r",
        "inLanguage": "en_GB",
    },
}


@pytest.mark.parametrize("name", PRODUCERS)
def test_producers_are_recognised(name: str) -> None:
    article = one(PRODUCERS[name])
    assert (article.text, article.headline, article.byline) == (TEXT, "Rain", "Ana Reed, Bo Lind")
    assert (article.url, article.outlet_domain) == ("https://gazette.example/r", "gazette.example")
    assert article.published_at == 1772633100
    assert article.language == "en"


@pytest.mark.parametrize(
    ("record", "outlet", "domain", "made_up"),
    [
        (
            {"id": "2010-1", "newspaper": "The intelligencer.", "date": "1916-05-31", "lccn": "2010"},
            "The intelligencer.",
            "the-intelligencer",
            ["url"],
        ),
        (
            {"id": "census-604", "publisher": "slate.example", "scrape_time": "2019-05-31T17:45:53-04:00"},
            "slate.example",
            "slate.example",
            ["url"],
        ),
        (
            {"id": "r-1", "source": "wire.example", "dateline": "PORT VELD, Feb 26 -"},
            "wire.example",
            "wire.example",
            ["url"],
        ),
        ({"id": "fnc1-0"}, "stdin", "stdin", ["url", "outlet"]),
    ],
)
def test_records_without_url_or_outlet(record: dict[str, object], outlet: str, domain: str, made_up: list[str]) -> None:
    article = one({**record, "text": TEXT})
    assert (article.outlet, article.outlet_domain) == (outlet, domain)
    assert article.url == f"file-id:stdin/{record['id']}"
    assert article.meta["synthetic"] == made_up
    if "dateline" in record:
        assert article.meta["dateline"] == record["dateline"]


def test_time_of_crawling_is_not_time_of_publication() -> None:
    article = one({"text": TEXT, "scrape_time": "2019-05-31T17:45:53-04:00"})
    assert article.published_at is None
    assert article.meta["crawled_at"] == 1559339153


@pytest.mark.parametrize("bad", ["0000-01-01", "9999-12-31", "soon"])
def test_a_bad_date_is_noted_and_the_address_asked(bad: str) -> None:
    stats = ReadStats()
    article = one({"text": TEXT, "published_at": bad, "url": "https://a.example/2026/03/04/x"}, stats=stats)
    assert (article.meta["date_problem"], article.meta["date_source"]) == (bad, "url")
    assert (article.published_at, article.published_precision) == (1772582400, "day")
    article = one({"text": TEXT, "published_at": bad}, stats=stats)
    assert (article.published_at, article.published_precision) == (None, "none")
    assert (stats.total("date_problems"), stats.total("undated"), stats.total("dated_by_url")) == (2, 1, 1)
    assert len(stats.remarks()) == 5


@pytest.mark.parametrize("value", [None, [], {}, "", "  ", math.nan, False])
def test_missing_headline_in_any_shape(value: object) -> None:
    assert one({"text": TEXT, "headline": value}).headline == ""


@pytest.mark.parametrize(("value", "headline"), [(["A", "B"], "A, B"), ({"name": "A"}, "A"), (7, "7"), ({"x": 1}, "")])
def test_headline_of_odd_shape(value: object, headline: str) -> None:
    assert one({"text": TEXT, "headline": value}).headline == headline


def test_paragraphs_in_a_list_are_joined() -> None:
    assert one({"text": ["Rain fell.", "Wet."]}).text == "Rain fell.\n\nWet."


def test_mapping_wins_and_falls_back() -> None:
    record = {"kop": "Head", "title": "Other", "a": {"b": TEXT}}
    article = one(record, mapping={"title": "kop", "text": "a.b"})
    assert (article.headline, article.text) == ("Head", TEXT)
    assert one({"title": "Other", "text": TEXT}, mapping={"headline": "kop"}).headline == "Other"


def test_addresses_that_are_none_are_refused() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"):
        article = one({"text": TEXT, "url": url})
        assert article.url.startswith("file-id:")
        assert article.meta["url_refused"] == url
    assert one({"text": TEXT, "url": "https://a.example/x\u202e\n y"}).url == "https://a.example/xy"
    assert usable_url("urn:x:1")


def test_article_number_depends_on_url_headline_and_text_alone() -> None:
    first = one({"text": TEXT, "url": "https://a.example/1", "author": "x"})
    again = one({"url": "https://a.example/1", "text": TEXT, "author": "y"})
    assert first.article_id == again.article_id == article_id_of("https://a.example/1", "", TEXT)
    assert one({"text": TEXT, "url": "https://a.example/2"}).article_id != first.article_id
    assert 1 <= first.article_id < 2**53


def test_synthetic_url_is_independent_of_folder_and_compression(tmp_path: Path) -> None:
    for name in ("a/x.jsonl", "b/c/x.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(json.dumps({"text": TEXT}))
    urls = {article.url for article in read_articles([str(tmp_path)]) if isinstance(article, Article)}
    assert len(urls) == 1
    assert synthetic_url("x", "", "", TEXT) in urls


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.gazette.co.uk", "gazette.co.uk"),
        ("EDITION.gazette.com", "gazette.com"),
        ("name.blogspot.com", "name.blogspot.com"),
        ("news.veld.example", "veld.example"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("[::1]", "[::1]"),
        ("", ""),
        ("co.uk", "co.uk"),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_registered_domains_are_those_of_tldextract() -> None:
    """For plain hosts the rules are tried here: every ninth of them, with labels before it and without its first."""
    extract = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
    for rule in sorted(suffix_rules())[::9]:
        suffix = rule.lstrip("!").replace("*", "any")
        for host in (f"a.b.{suffix}", suffix, suffix.partition(".")[2] or suffix):
            found = extract(host)
            labels = host.split(".")
            expected = f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ".".join(labels[-2:])
            assert registered_domain(host) == expected


def test_domain_of_what_records_call_a_domain() -> None:
    assert [
        domain_of(given)
        for given in ("https://www.gazette.com/x", "www.gazette.com:80", "Gazette", "The Veld  Gazette!")
    ] == [
        "gazette.com",
        "gazette.com",
        "gazette",
        "the-veld-gazette",
    ]
    assert [
        host_of(url) for url in ("//a.example", "https://[::1", "mailto:x@y", "x", "http://user:p@a.example:8/")
    ] == [
        "a.example",
        "",
        "",
        "",
        "a.example",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DE", "de"),
        ("pt_BR", "pt"),
        ("eng", "en"),
        ("Français", "fr"),
        ("zh-Hans-CN", "zh"),
        ("xx", ""),
        ("", ""),
        ("a" * 99, ""),
    ],
)
def test_language_code(name: str, code: str) -> None:
    assert language_code(name) == code


def test_tables_are_printable_and_unambiguous() -> None:
    rows = field_mapping()
    assert [field for field, _ in rows] == list(FIELD_KEYS)
    keys = [key for _, names in rows for key in names.split(", ")]
    assert len(keys) == len(set(keys))
    assert {key for key, _, meaning in meta_mapping() if meaning} == set(META_KEYS)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(sorted({key for names in FIELD_KEYS.values() for key in names} | set(META_KEYS))) | st.text(
    max_size=8
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(KEYS, ANYTHING, max_size=8))
def test_any_object_is_an_article_or_a_reject(record: dict[str, object]) -> None:
    """Law: no value under any key raises, and an article can always be stored and exported."""
    data = json.dumps(record).encode()
    (result,) = read_articles(["-"], format="jsonl", stdin=io.BytesIO(data))
    if isinstance(result, Reject):
        assert result.reason == "no-text"
        return
    assert result.url
    assert result.outlet
    assert result.outlet_domain
    json.dumps(
        [result.url, result.outlet, result.headline, result.byline, dict(result.meta)], ensure_ascii=False
    ).encode()
    for text in (result.url, result.outlet, result.outlet_domain, result.headline, result.byline, result.text):
        text.encode()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(set(FORMATS) - {"parquet", "sqlite", "html", "warc"})), st.binary(max_size=300))
def test_any_bytes_in_any_format_end_in_articles_and_rejects(kind: str, data: bytes) -> None:
    """Law: no bytes raise; what is empty is said to be empty."""
    results = list(read_articles(["-"], format=kind, stdin=io.BytesIO(data)))
    assert results


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_standard_input_is_sniffed_or_refused_as_input(data: bytes) -> None:
    """Law: sniffing either names a format or raises InputError."""
    with contextlib.suppress(InputError):
        assert list(read_articles(["-"], stdin=io.BytesIO(data)))
