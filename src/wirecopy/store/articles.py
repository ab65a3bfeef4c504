"""Articles in and out: one batch becomes rows in one transaction, and comes back as the same records.

Comes in: documents of one batch. Goes out: rows of article, article_body, credit, carrier_mark, pending_article.
The one idea: what queries need has columns; texts and layouts are packed, since the whole database may take at most
twice the raw text. Callers open the transaction (see `Store.add_batch`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wirecopy.errors import StoreError
from wirecopy.model import Article, ArticleId, CarrierMark, Credit, Document, Origin, Part
from wirecopy.store.packing import TextCodec, unpack_layouts
from wirecopy.store.records import NewLayout, StoredBodies
from wirecopy.store.rows import Rows
from wirecopy.store.values import json_list, storable

_CHUNK = 500
_ARTICLE_COLUMNS = """
    article.article_id, article.url, outlet_name.outlet, outlet_name.outlet_domain, article.headline, article.byline,
    article.published_at, article.published_precision, article.language, input_file.path, article.position,
    article_body.meta, article_body.codec_id, article_body.content
"""
_ARTICLE_TABLES = """
    json_each(?) AS wanted
    JOIN article ON article.article_id = wanted.value
    JOIN article_body USING (body_id)
    JOIN outlet_name USING (outlet_name_id)
    JOIN input_file USING (input_file_id)
"""


class Codecs:
    """The text codecs of one database; the first large batch trains the dictionary that later texts are packed with."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, TextCodec] = {}

    def of(self, codec_id: int) -> TextCodec:
        """Return the codec with this number; raises StoreError where the database lacks it."""
        if codec_id not in self._known:
            row = self._connection.execute(
                "SELECT dictionary FROM text_codec WHERE codec_id = ?", (codec_id,)
            ).fetchone()
            if row is None:
                raise StoreError(f"text codec {codec_id} is missing; restore the database from a copy")
            self._known[codec_id] = TextCodec(codec_id, row[0])
        return self._known[codec_id]

    def newest(self) -> TextCodec:
        """Return the codec for new texts; it has no dictionary until a batch was large enough to train one."""
        return self.of(self._connection.execute("SELECT max(codec_id) FROM text_codec").fetchone()[0])

    def add(self, dictionary: bytes) -> TextCodec:
        """Keep a codec with this dictionary, for all later texts. Callers open the transaction."""
        sql = "INSERT INTO text_codec (dictionary) VALUES (?) RETURNING codec_id"
        return self.of(self._connection.execute(sql, (dictionary,)).fetchone()[0])

    def forget(self) -> None:
        """Drop codecs that a rolled-back transaction may have added."""
        self._known.clear()


def known_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> set[ArticleId]:
    """Return those of `ids` that are in the store."""
    rows = connection.execute(
        "SELECT article.article_id FROM json_each(?) AS wanted JOIN article ON article.article_id = wanted.value",
        (json_list(ids),),
    )
    return {ArticleId(article_id) for (article_id,) in rows}


def conflicts(connection: sqlite3.Connection, codecs: Codecs, articles: Sequence[Article]) -> list[bool]:
    """Tell of each of `articles` whether a stored article of other address, headline or text bears its number."""
    stored = load_articles(connection, codecs, (article.article_id for article in articles))
    return [
        article.article_id in stored and _content(article) != _content(stored[article.article_id])
        for article in articles
    ]


def _content(article: Article) -> tuple[str, str, str]:
    return storable(article.url), storable(article.headline), article.text


def insert_rows(connection: sqlite3.Connection, run_id: int, rows: Rows) -> None:
    """Insert the rows of documents, none of which may be in the store, and mark them pending."""
    outlets = _outlet_name_ids(connection, {row[2] for row in rows.articles})
    inputs = input_file_ids(connection, {row[9] for row in rows.articles})
    first_body = connection.execute("SELECT coalesce(max(body_id), 0) + 1 FROM article_body").fetchone()[0]
    connection.executemany(
        "INSERT INTO article_body (body_id, meta, telltales, codec_id, layout, content) VALUES (?, ?, ?, ?, ?, ?)",
        ((body_id, *row) for body_id, row in enumerate(rows.bodies, first_body)),
    )
    connection.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (*row[:2], outlets[row[2]], *row[3:9], inputs[row[9]], *row[10:], run_id, body_id)
            for body_id, row in enumerate(rows.articles, first_body)
        ),
    )
    _insert_marks(connection, rows.credits, rows.carriers)
    connection.executemany("INSERT INTO pending_article VALUES (?)", ((row[0],) for row in rows.articles))


def save_layouts(connection: sqlite3.Connection, layouts: Iterable[NewLayout]) -> None:
    """Write layouts and word counts of stored articles anew; all else stays as it is."""
    rows = [(each.layout, each.article_id) for each in layouts]
    sql = "UPDATE article_body SET layout = ? WHERE body_id = (SELECT body_id FROM article WHERE article_id = ?)"
    connection.executemany(sql, rows)
    counts = [(each.word_count, each.article_id) for each in layouts]
    connection.executemany("UPDATE article SET word_count = ? WHERE article_id = ?", counts)


def _insert_marks(
    connection: sqlite3.Connection, credit: Iterable[tuple[Any, ...]], carriers: Iterable[tuple[Any, ...]]
) -> None:
    connection.executemany("INSERT INTO credit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", credit)
    connection.executemany("INSERT INTO carrier_mark VALUES (?, ?, ?, ?, ?, ?)", carriers)


def load_articles(connection: sqlite3.Connection, codecs: Codecs, ids: Iterable[int]) -> dict[ArticleId, Article]:
    """Return the articles with these ids by id, in ascending order; ids that are not in the store are left out."""
    sql = f"SELECT {_ARTICLE_COLUMNS} FROM {_ARTICLE_TABLES} ORDER BY article.article_id"
    texts: dict[tuple[int, bytes], str] = {}
    found = (_article(row, codecs, texts) for chunk in _chunks(ids) for row in connection.execute(sql, (chunk,)))
    return {article.article_id: article for article in found}


def load_documents(connection: sqlite3.Connection, codecs: Codecs, ids: Iterable[int]) -> dict[ArticleId, Document]:
    """Return the documents with these ids by id, in ascending order; ids that are not in the store are left out.

    Equal texts and equal layouts are one object, so a crowd of copies of one text takes little more room than one.
    """
    sql = f"""
        SELECT {_ARTICLE_COLUMNS}, article_body.layout, article_body.telltales
        FROM {_ARTICLE_TABLES} ORDER BY article.article_id
    """
    found: dict[ArticleId, Document] = {}
    known_texts: dict[tuple[int, bytes], str] = {}
    known_layouts: dict[bytes, tuple[tuple[Part, ...], tuple[tuple[int, int], ...]]] = {}
    for chunk in _chunks(ids):
        rows = connection.execute(sql, (chunk,)).fetchall()
        articles = [_article(row, codecs, known_texts) for row in rows]
        texts = {article.article_id: article.text for article in articles}
        marks = _credits(connection, chunk, texts)
        carriers = _carriers(connection, chunk)
        layouts = unpack_layouts([row[-2] for row in rows]).records()
        for article, row, layout in zip(articles, rows, layouts, strict=True):
            own, (parts, cuts) = article.article_id, known_layouts.setdefault(row[-2], layout)
            telltales = tuple(json.loads(row[-1])) if row[-1] else ()
            found[own] = Document(
                article, parts, cuts, tuple(marks.get(own, ())), tuple(carriers.get(own, ())), telltales
            )
    return found


def published_times(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[ArticleId, int | None]:
    """Return when the articles with these ids were published (seconds since 1970 UTC); unknown ids are left out."""
    sql = "SELECT article_id, published_at FROM json_each(?) AS wanted JOIN article ON article_id = wanted.value"
    return {row[0]: row[1] for chunk in _chunks(ids) for row in connection.execute(sql, (chunk,))}


def load_bodies(connection: sqlite3.Connection, codecs: Codecs, ids: Iterable[int]) -> StoredBodies:
    """Return texts and layouts of the articles with these ids, ascending; ids not in the store are left out."""
    sql = """
        SELECT article.article_id, language, codec_id, content, layout
        FROM json_each(?) AS wanted
        JOIN article ON article.article_id = wanted.value
        JOIN article_body USING (body_id)
        ORDER BY article.article_id
    """
    rows = [row for chunk in _chunks(ids) for row in connection.execute(sql, (chunk,))]
    return StoredBodies(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [codecs.of(row[2]).unpack(row[3]) for row in rows],
        unpack_layouts([row[4] for row in rows]),
    )


def input_file_ids(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[str, int]:
    """Return the number of each input path, giving new paths the next ones in order of name."""
    wanted = sorted({storable(path) for path in paths})
    connection.executemany("INSERT OR IGNORE INTO input_file (path) VALUES (?)", ((path,) for path in wanted))
    sql = "SELECT path, input_file_id FROM input_file WHERE path = ?"
    return dict(connection.execute(sql, (path,)).fetchone() for path in wanted)


def _chunks(ids: Iterable[int]) -> Iterator[str]:
    ordered = sorted({int(article_id) for article_id in ids})
    for start in range(0, len(ordered), _CHUNK):
        yield json_list(ordered[start : start + _CHUNK])


def _outlet_name_ids(connection: sqlite3.Connection, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    wanted = sorted(names)
    connection.executemany("INSERT OR IGNORE INTO outlet_name (outlet_domain, outlet) VALUES (?, ?)", wanted)
    sql = "SELECT outlet_name_id FROM outlet_name WHERE outlet_domain = ? AND outlet = ?"
    return {name: connection.execute(sql, name).fetchone()[0] for name in wanted}


def _article(row: Sequence[Any], codecs: Codecs, texts: dict[tuple[int, bytes], str]) -> Article:
    """An article of its row; `texts` are those that were unpacked before, by how they are packed."""
    article_id, url, outlet, domain, headline, byline, at, precision, language, path, position, meta, codec = row[:13]
    packed = codec, row[13]
    if packed not in texts:
        texts[packed] = codecs.of(codec).unpack(row[13])
    return Article(
        article_id=ArticleId(article_id),
        url=url,
        outlet=outlet,
        outlet_domain=domain,
        headline=headline,
        byline=byline,
        text=texts[packed],
        published_at=at,
        published_precision=precision,
        language=language,
        origin=Origin(path, position),
        meta=json.loads(meta) if meta else {},
    )


def _credits(
    connection: sqlite3.Connection, chunk: str, texts: Mapping[ArticleId, str]
) -> dict[ArticleId, list[Credit]]:
    sql = """
        SELECT article_id, agency, form, rule, text_start, text_end, mark
        FROM json_each(?) AS wanted JOIN credit ON credit.article_id = wanted.value ORDER BY article_id, place
    """
    found: dict[ArticleId, list[Credit]] = {}
    for article_id, agency, form, rule, start, end, mark in connection.execute(sql, (chunk,)):
        text = texts[article_id][start:end] if mark is None else mark
        found.setdefault(article_id, []).append(Credit(agency, form, rule, start, end, text))
    return found


def _carriers(connection: sqlite3.Connection, chunk: str) -> dict[ArticleId, list[CarrierMark]]:
    sql = """
        SELECT article_id, carrier_domain, rule, text_start, text_end
        FROM json_each(?) AS wanted JOIN carrier_mark ON carrier_mark.article_id = wanted.value
        ORDER BY article_id, place
    """
    found: dict[ArticleId, list[CarrierMark]] = {}
    for article_id, *mark in connection.execute(sql, (chunk,)):
        found.setdefault(article_id, []).append(CarrierMark(*mark))
    return found
