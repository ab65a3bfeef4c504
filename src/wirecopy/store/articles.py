"""Articles in and out: one batch becomes rows in one transaction, and comes back as the same records.

Comes in: documents of one batch. Goes out: rows of article, article_body, credit, carrier_mark, pending_article.
The one idea: what queries need has columns; texts and layouts are packed, since the whole database may take at most
twice the raw text. Callers open the transaction (see `Store.add_batch`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wirecopy.errors import StoreError
from wirecopy.model import Article, ArticleId, CarrierMark, Credit, Document, Origin, PartKind
from wirecopy.store.packing import PLAIN_CODEC, TextCodec, pack_layout, train_dictionary, unpack_layouts
from wirecopy.store.values import json_list, json_text, storable

_CHUNK = 500
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
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

    def for_writing(self, texts: Sequence[str]) -> TextCodec:
        """Return the newest codec, made from `texts` where there is none with a dictionary yet and they suffice."""
        newest = self._connection.execute("SELECT max(codec_id) FROM text_codec").fetchone()[0]
        if newest == PLAIN_CODEC:
            dictionary = train_dictionary(texts)
            if dictionary:
                newest += 1
                self._connection.execute("INSERT INTO text_codec VALUES (?, ?)", (newest, dictionary))
        return self.of(newest)

    def forget(self) -> None:
        """Drop codecs that a rolled-back transaction may have added."""
        self._known.clear()


def body_word_count(document: Document) -> int:
    """Count the words of body paragraphs; characters of scripts without spaces count as words."""
    text = document.article.text
    bodies = [text[part.start : part.end] for part in document.parts if part.kind is PartKind.BODY]
    return sum(len(_UNSPACED.sub(" x ", body).split()) for body in bodies)


def known_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> set[ArticleId]:
    """Return those of `ids` that are in the store."""
    rows = connection.execute(
        "SELECT article.article_id FROM json_each(?) AS wanted JOIN article ON article.article_id = wanted.value",
        (json_list(ids),),
    )
    return {ArticleId(article_id) for (article_id,) in rows}


def conflicting_ids(connection: sqlite3.Connection, codecs: Codecs, articles: Sequence[Article]) -> set[ArticleId]:
    """Return the ids of those of `articles` whose number a stored article of other address, headline or text bears."""
    stored = load_articles(connection, codecs, (article.article_id for article in articles))
    return {
        article.article_id
        for article in articles
        if article.article_id in stored and _content(article) != _content(stored[article.article_id])
    }


def _content(article: Article) -> tuple[str, str, str]:
    return storable(article.url), storable(article.headline), article.text


def insert_documents(
    connection: sqlite3.Connection, codecs: Codecs, run_id: int, documents: Sequence[Document]
) -> None:
    """Insert the rows of `documents`, none of which may be in the store, and mark them pending."""
    ordered = sorted(documents, key=lambda document: document.article.article_id)
    articles = [document.article for document in ordered]
    codec = codecs.for_writing([document.article.text for document in documents])
    outlets = _outlet_name_ids(connection, articles)
    inputs = input_file_ids(connection, (article.origin.path for article in articles))
    first_body = connection.execute("SELECT coalesce(max(body_id), 0) + 1 FROM article_body").fetchone()[0]
    connection.executemany(
        "INSERT INTO article_body (body_id, meta, telltales, codec_id, layout, content) VALUES (?, ?, ?, ?, ?, ?)",
        (_body_row(first_body + place, document, codec) for place, document in enumerate(ordered)),
    )
    connection.executemany(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_article_row(document, outlets, inputs, run_id, first_body + place) for place, document in enumerate(ordered)),
    )
    _insert_marks(connection, ordered)
    connection.executemany("INSERT INTO pending_article VALUES (?)", ((article.article_id,) for article in articles))


def relabel_documents(connection: sqlite3.Connection, documents: Sequence[Document]) -> None:
    """Write parts, cuts, credits, carriers and telltales of stored documents anew; their texts stay as they are."""
    ordered = sorted(documents, key=lambda document: document.article.article_id)
    missing = {document.article.article_id for document in ordered}
    missing -= known_ids(connection, missing)
    if missing:
        raise StoreError(f"articles are not in the store: {sorted(missing)[:5]}")
    connection.executemany(
        """
        UPDATE article_body SET layout = ?, telltales = ?
        WHERE body_id = (SELECT body_id FROM article WHERE article_id = ?)
        """,
        ((pack_layout(each.parts, each.cuts), _telltales(each), each.article.article_id) for each in ordered),
    )
    counts = [(body_word_count(each), each.article.article_id) for each in ordered]
    connection.executemany("UPDATE article SET word_count = ? WHERE article_id = ?", counts)
    own = [(document.article.article_id,) for document in ordered]
    connection.executemany("DELETE FROM credit WHERE article_id = ?", own)
    connection.executemany("DELETE FROM carrier_mark WHERE article_id = ?", own)
    _insert_marks(connection, ordered)


def load_articles(connection: sqlite3.Connection, codecs: Codecs, ids: Iterable[int]) -> dict[ArticleId, Article]:
    """Return the articles with these ids by id, in ascending order; ids that are not in the store are left out."""
    sql = f"SELECT {_ARTICLE_COLUMNS} FROM {_ARTICLE_TABLES} ORDER BY article.article_id"
    found = (_article(row, codecs) for chunk in _chunks(ids) for row in connection.execute(sql, (chunk,)))
    return {article.article_id: article for article in found}


def load_documents(connection: sqlite3.Connection, codecs: Codecs, ids: Iterable[int]) -> dict[ArticleId, Document]:
    """Return the documents with these ids by id, in ascending order; ids that are not in the store are left out."""
    sql = f"""
        SELECT {_ARTICLE_COLUMNS}, article_body.layout, article_body.telltales
        FROM {_ARTICLE_TABLES} ORDER BY article.article_id
    """
    found: dict[ArticleId, Document] = {}
    for chunk in _chunks(ids):
        rows = connection.execute(sql, (chunk,)).fetchall()
        articles = [_article(row, codecs) for row in rows]
        texts = {article.article_id: article.text for article in articles}
        marks = _credits(connection, chunk, texts)
        carriers = _carriers(connection, chunk)
        layouts = unpack_layouts([row[-2] for row in rows]).records()
        for article, row, (parts, cuts) in zip(articles, rows, layouts, strict=True):
            own = article.article_id
            telltales = tuple(json.loads(row[-1])) if row[-1] else ()
            found[own] = Document(
                article, parts, cuts, tuple(marks.get(own, ())), tuple(carriers.get(own, ())), telltales
            )
    return found


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


def _outlet_name_ids(connection: sqlite3.Connection, articles: Sequence[Article]) -> dict[tuple[str, str], int]:
    names = sorted({(storable(article.outlet_domain), storable(article.outlet)) for article in articles})
    connection.executemany("INSERT OR IGNORE INTO outlet_name (outlet_domain, outlet) VALUES (?, ?)", names)
    sql = "SELECT outlet_name_id FROM outlet_name WHERE outlet_domain = ? AND outlet = ?"
    return {name: connection.execute(sql, name).fetchone()[0] for name in names}


def _body_row(body_id: int, document: Document, codec: TextCodec) -> tuple[Any, ...]:
    meta = document.article.meta
    return (
        body_id,
        json_text(meta) if meta else None,
        _telltales(document),
        codec.codec_id,
        pack_layout(document.parts, document.cuts),
        codec.pack(document.article.text),
    )


def _telltales(document: Document) -> str | None:
    return json_text(document.telltales) if document.telltales else None


def _insert_marks(connection: sqlite3.Connection, documents: Sequence[Document]) -> None:
    connection.executemany("INSERT INTO credit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _credit_rows(documents))
    connection.executemany("INSERT INTO carrier_mark VALUES (?, ?, ?, ?, ?, ?)", _carrier_rows(documents))


def _article_row(
    document: Document, outlets: Mapping[tuple[str, str], int], inputs: Mapping[str, int], run_id: int, body_id: int
) -> tuple[Any, ...]:
    article = document.article
    return (
        article.article_id,
        storable(article.url),
        outlets[storable(article.outlet_domain), storable(article.outlet)],
        storable(article.headline),
        storable(article.byline),
        article.published_at,
        article.published_precision,
        article.language,
        body_word_count(document),
        inputs[storable(article.origin.path)],
        article.origin.position,
        _version_kind(document),
        run_id,
        body_id,
    )


def _version_kind(document: Document) -> str | None:
    # imported where it is needed: it takes half a second, which readers of a database would wait for in vain
    from wirecopy.attribute.versions import version_mark  # noqa: PLC0415

    kind = version_mark(document).kind
    return None if kind == "first" else kind


def _credit_rows(documents: Sequence[Document]) -> Iterator[tuple[Any, ...]]:
    for document in documents:
        for place, credit in enumerate(document.credits):
            inside = document.article.text[credit.start : credit.end] == credit.text
            mark = None if inside else storable(credit.text)
            yield (
                document.article.article_id, place, credit.agency, credit.form, credit.rule, credit.start, credit.end,
                mark,
            )  # fmt: skip


def _carrier_rows(documents: Sequence[Document]) -> Iterator[tuple[Any, ...]]:
    for document in documents:
        for place, mark in enumerate(document.carriers):
            yield document.article.article_id, place, mark.carrier_domain, mark.rule, mark.start, mark.end


def _article(row: Sequence[Any], codecs: Codecs) -> Article:
    article_id, url, outlet, domain, headline, byline, at, precision, language, path, position, meta, codec = row[:13]
    return Article(
        article_id=ArticleId(article_id),
        url=url,
        outlet=outlet,
        outlet_domain=domain,
        headline=headline,
        byline=byline,
        text=codecs.of(codec).unpack(row[13]),
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
