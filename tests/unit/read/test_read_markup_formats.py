"""HTML, WARC, feeds, ninjs and NewsML-G2: text, metadata, and nothing fetched or executed."""

from __future__ import annotations

import gzip
import io
import json
import time

import pytest

from wirecopy.model import Article, Reject
from wirecopy.read import read_articles
from wirecopy.read.markup import has_markup, paragraphs_of

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage"},
        {
            "@type": ["NewsArticle"],
            "headline": "Rain falls on Port Veld",
            "datePublished": "2026-03-04T14:05:00+01:00",
            "author": [{"@type": "Person", "name": "Ana Reed"}],
            "publisher": {"name": "The Veld Gazette"},
            "provider": {"name": "Harbour Wire"},
            "isBasedOn": "https://wire.example/rain",
            "creditText": "Harbour Wire",
        },
    ],
}
PARAGRAPHS = "".join(
    f"<p>Rain fell on the café in the old town for day {n}, and the council met to talk about the drains.</p>"
    for n in range(6)
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="iso-8859-1"><title>Rain - Gazette</title>
<link rel="canonical" href="https://wire.example/2026/03/04/rain"><meta property="og:url" content="https://gazette.example/rain">
<meta property="og:site_name" content="Veld Gazette"><meta name="robots" content="noindex">
<meta name="syndication-source" content="https://wire.example/rain">
<script type="application/ld+json">{json.dumps(LINKED)}</script></head>
<body><nav>Home</nav><article><h1>Rain falls</h1>{PARAGRAPHS}</article><script>alert(1)</script></body></html>"""


def read(data: bytes, kind: str) -> list[Article | Reject]:
    return list(read_articles(["-"], format=kind, stdin=io.BytesIO(data), latest_published_at=1_900_000_000))


def only(results: list[Article | Reject]) -> Article:
    (article,) = results
    assert isinstance(article, Article), article
    return article


def test_page_text_and_metadata() -> None:
    pytest.importorskip("trafilatura")
    article = only(read(PAGE.encode("latin-1"), "html"))
    assert article.text.count("café") == 6
    assert "\n\n" in article.text
    assert "alert" not in article.text
    assert (article.headline, article.byline, article.language) == ("Rain falls on Port Veld", "Ana Reed", "en")
    assert (article.published_at, article.published_precision) == (1772629500, "second")
    assert article.meta["date_source"] == "json-ld datePublished"
    expected = {
        "canonical_url": "https://wire.example/2026/03/04/rain",
        "robots": "noindex",
        "provider": "Harbour Wire",
        "publisher": "The Veld Gazette",
        "is_based_on": "https://wire.example/rain",
        "credit_text": "Harbour Wire",
        "syndication_source": "https://wire.example/rain",
        "og_site_name": "Veld Gazette",
    }
    assert {key: article.meta.get(key) for key in expected} == expected


def test_canonical_of_another_domain_is_not_the_page_itself() -> None:
    pytest.importorskip("trafilatura")
    assert only(read(PAGE.encode("latin-1"), "html")).url == "https://gazette.example/rain"


@pytest.mark.parametrize("page", [b"<p>", b"<html></html>", b"<!-- -->", b"<script>x</script>", b"\xff\xfe<"])
def test_page_without_text_is_rejected(page: bytes) -> None:
    pytest.importorskip("trafilatura")
    (reject,) = read(page, "html")
    assert isinstance(reject, Reject)


@pytest.mark.parametrize("attribute", [" a{}=b", ' a{}="b>c"', '/a{}="b"', " a{}"])
def test_page_of_a_tag_with_attributes_without_end(attribute: str) -> None:
    """The parser compares each attribute with each: these took half a minute."""
    pytest.importorskip("trafilatura")
    attributes = "".join(map(attribute.format, range(200_000)))
    began = time.process_time()
    article = only(read(f"<html><body>{PARAGRAPHS}<p{attributes}>Last words.</p>".encode(), "html"))
    assert time.process_time() - began < 8
    assert article.text.endswith("Last words.")


def test_long_attributes_are_no_many_attributes() -> None:
    pytest.importorskip("trafilatura")
    state = "{'a': 1, b = 2} > " * 5_000
    article = only(read(f'<html><body data-state="{state}">{PARAGRAPHS}<p>Last words.</p>'.encode(), "html"))
    assert article.text.count("café") == 6
    assert "b = 2" not in article.text


def test_short_page_falls_back_to_its_paragraphs() -> None:
    pytest.importorskip("trafilatura")
    assert only(read(b"<p>Rain fell &amp; fell.</p><p>Wet.</p>", "html")).text == "Rain fell & fell.\n\nWet."


def warc_bytes(count: int) -> bytes:
    warcwriter = pytest.importorskip("warcio.warcwriter")
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders
    out = io.BytesIO()
    writer = warcwriter.WARCWriter(out, gzip=True)
    for number in range(count):
        for kind, status in (
            ("text/html; charset=iso-8859-1", "200 OK"),
            ("image/png", "200 OK"),
            ("text/html", "404 No"),
        ):
            payload = io.BytesIO(PAGE.encode("latin-1"))
            http = headers(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://gazette.example/{number}",
                "response",
                payload=payload,
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2026-03-05T00:00:01Z"},
            )
            writer.write_record(record)
            record.raw_stream.close()
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the writer's temporary files
def test_warc_positions_are_offsets_of_the_stored_file() -> None:
    pytest.importorskip("trafilatura")
    data = warc_bytes(3)
    articles = read(data, "warc")
    assert [a.url for a in articles if isinstance(a, Article)] == [f"https://gazette.example/{n}" for n in range(3)]
    for article in articles:
        member = gzip.GzipFile(fileobj=io.BytesIO(data[article.origin.position :])).read(400)
        assert isinstance(article, Article)
        assert article.url.encode() in member
        assert article.meta["crawled_at"] == 1772668801
    assert [a.url for a in read(gzip.decompress(data), "warc") if isinstance(a, Article)] == [
        a.url for a in articles if isinstance(a, Article)
    ]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_truncated_warc_keeps_its_whole_records() -> None:
    pytest.importorskip("trafilatura")
    data = warc_bytes(2)
    *articles, reject = read(data[: len(data) // 2 + 100], "warc")
    assert len(articles) == 1
    assert isinstance(reject, Reject)
    assert reject.reason == "truncated-file"


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Veld Gazette</title><language>en-us</language>
<item><title>Rain &amp;amp; wind</title><link>https://gazette.example/rain</link><dc:creator>Ana Reed</dc:creator>
<pubDate>Wed, 04 Mar 2026 14:05:00 EST</pubDate><description>short</description>
<content:encoded><![CDATA[<p>Rain fell.</p><p>It was wet &amp; cold.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://gazette.example/2</link><description>Wind blew.</description></item>
</channel></rss>"""


def test_feed_entries() -> None:
    pytest.importorskip("feedparser")
    full, summary = read(RSS.encode(), "feed")
    assert isinstance(full, Article)
    assert isinstance(summary, Article)
    assert (full.text, full.headline) == ("Rain fell.\n\nIt was wet & cold.", "Rain & wind")
    assert (full.published_at, full.outlet, full.language) == (1772651100, "Veld Gazette", "en")
    assert summary.meta["summary_only"] is True


@pytest.mark.parametrize("kind", ["feed", "newsml"])
@pytest.mark.parametrize("data", [b"<rss><channel></channel></rss>", b"<a>&#xd800;</a>", b"not xml", b"<" * 1_000])
def test_no_feed_and_no_newsml(kind: str, data: bytes) -> None:
    (reject,) = read(data, kind)
    assert isinstance(reject, Reject)
    assert reject.reason == "bad-file"


NEWSML = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "boom">]>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:harbour.example:1" version="2"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="p:HW"><name>Harbour Wire</name></provider><versionCreated>2026-03-04T14:05:00Z</versionCreated>
<pubStatus qcode="stat:canceled"/><edNote>Kill.</edNote></itemMeta><contentMeta><language tag="en"/><by>Ana Reed</by>
<headline>Rain</headline><slugline>RAIN</slugline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Rain &e; fell <b>hard</b>.</p><p>Wet.</p></body></html>
</inlineXML></contentSet></newsItem><newsItem><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
</itemSet></newsMessage>"""


def test_newsml_item_without_entities() -> None:
    pytest.importorskip("lxml")
    article = only(read(NEWSML.encode(), "newsml"))
    assert article.text.startswith("Rain")
    assert article.text.endswith("fell hard.\n\nWet.")
    with open("/etc/hostname", encoding="utf-8") as file:  # noqa: PTH123
        assert file.read().strip() not in article.text
    assert (article.url, article.outlet, article.headline) == ("urn:newsml:harbour.example:1", "Harbour Wire", "Rain")
    assert (article.meta["pub_status"], article.meta["version"], article.meta["ed_note"]) == ("canceled", "2", "Kill.")


def test_ninjs_item_in_any_json_format() -> None:
    item = {
        "uri": "https://wire.example/1",
        "type": "text",
        "versioncreated": "2026-03-04T14:05:00Z",
        "headline": "Rain",
        "byline": "Ana",
        "pubstatus": "canceled",
        "body_xhtml": "<p>Rain fell.</p><p>Wet.</p>",
        "located": "Port Veld",
    }
    for kind, data in (("ninjs", [item, {"type": "picture", "uri": "x"}]), ("json", item), ("jsonl", item)):
        article = only(read(json.dumps(data).encode(), kind))
        assert (article.text, article.url, article.published_at) == (
            "Rain fell.\n\nWet.",
            "https://wire.example/1",
            1772633100,
        )
        assert (article.meta["pub_status"], article.meta["located"]) == ("canceled", "Port Veld")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<style>p{}</style>x<script>y</script>z", "xz"),
        ("x<!-- <p>no</p> -->y", "xy"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("", ""),
    ],
)
def test_paragraphs_of(markup: str, text: str) -> None:
    assert paragraphs_of(markup) == text


def test_has_markup_needs_a_tag() -> None:
    assert has_markup("x<br>y")
    assert not has_markup("a < b, p > q")
