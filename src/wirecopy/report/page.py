"""All that is known of one article: what it took, who took it, what stands in it beside the running text.

Comes in: an open store and a name. Goes out: a PageReport, its plain values, its drawing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wirecopy.model import REWRITES, ArticleId, Document, Part, PartKind, Rewrite, StoryId
from wirecopy.report.line_layout import Branch, Facts
from wirecopy.report.pair import addresses_of, article_object, copy_object
from wirecopy.report.pair_drawing import article_line, draw_copy
from wirecopy.report.safe_text import safe_line
from wirecopy.report.signal_words import PART_WORDS, TELLTALE_WORDS
from wirecopy.report.wording import say_counted, say_share

if TYPE_CHECKING:
    from wirecopy.store import Store, StoredCopy

_NEIGHBOURS = 10
_PARTS = 40
_ADDRESS = 2_000
_PART_CHARS = 110


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article related to this one; `share` is that of this article's body that both have in common."""

    article_id: ArticleId
    url: str
    rewrite: Rewrite
    probability: float
    share: float


@dataclass(frozen=True, slots=True)
class PageReport:
    """One article with its copy rows, its stories, the most related articles (of `related` in all), who took it."""

    document: Document
    stories: tuple[StoryId, ...]
    copies: tuple[StoredCopy, ...]
    taken_by: int
    related: int
    neighbours: tuple[Neighbour, ...]
    addresses: Mapping[ArticleId, str]


def read_page(store: Store, name: str) -> PageReport:
    """Return the report on an article named by id or address; QueryError where it is not in the store."""
    article_id = store.resolve_article(name)
    copies = store.load_copies(article_ids=[article_id])
    related = _related(store, article_id)
    nearest = related[:_NEIGHBOURS]
    urls = {key: article.url for key, article in store.load_articles(each.article_id for each in nearest).items()}
    return PageReport(
        document=store.load_documents([article_id])[article_id],
        stories=store.stories_of([article_id]).get(article_id, ()),
        copies=tuple(copies),
        taken_by=store.copy_count_of(article_id),
        related=len(related),
        neighbours=tuple(dataclasses.replace(each, url=urls.get(each.article_id, "")) for each in nearest),
        addresses=addresses_of(store, copies),
    )


def _related(store: Store, article_id: ArticleId) -> list[Neighbour]:

    pairs = store.pairs_of([article_id], same_event=True)
    found: list[Neighbour] = []
    for place in range(len(pairs)):
        is_left = int(pairs.left[place]) == article_id
        other = ArticleId(int(pairs.right[place] if is_left else pairs.left[place]))
        share = pairs.share_of_left[place] if is_left else pairs.share_of_right[place]
        rewrite = REWRITES[int(pairs.rewrite[place])]
        found.append(Neighbour(other, "", rewrite, float(pairs.probability[place]), float(share)))
    return sorted(found, key=lambda each: (-each.probability, -each.share, each.article_id))


def labelled_parts(document: Document) -> list[Part]:
    """Return the parts that are no running text."""
    return [part for part in document.parts if part.kind is not PartKind.BODY]


def page_object(report: PageReport) -> dict[str, object]:
    """Return the report as plain values; parts come with their texts."""
    document = report.document
    text = document.article.text
    return {
        "article": article_object(document),
        "meta": dict(document.article.meta),
        "stories": list(report.stories),
        "copies": [copy_object(stored, report.addresses) for stored in report.copies],
        "taken_by": report.taken_by,
        "related": report.related,
        "neighbours": [dataclasses.asdict(each) for each in report.neighbours],
        "parts": [{**part._asdict(), "text": text[part.start : part.end]} for part in labelled_parts(document)],
        "cuts": [{"start": start, "end": end, "text": text[start:end]} for start, end in document.cuts],
        "credits": [dataclasses.asdict(credit) for credit in document.credits],
        "carriers": [dataclasses.asdict(mark) for mark in document.carriers],
        "telltales": list(document.telltales),
    }


def draw_page(report: PageReport, *, every: bool = False) -> RenderableType:
    """Return the drawing, to be printed with `crop=False`; `every` shows all parts and all evidence."""
    names = {report.document.article.article_id: "this article"}
    parts: list[RenderableType] = [article_line("", report.document), Text(), Text(_say_place(report), style="bold")]
    for stored in report.copies:
        parts += [Text(), draw_copy(stored, report.addresses, names, every=every)]
    if report.neighbours:
        parts += [Text(), _neighbours(report)]
    parts += [Text(), _part_table(report.document, every=every)]
    marks = _mark_rows(report.document)
    if marks:
        parts += [Text(), _rows_table("Credits and carriers", ("kind", "names", "text", "rule"), marks, every=every)]
    if report.document.telltales:
        parts += [Text(), Text("Traces of machine rewriting (suspicion only)", style="bold")]
        parts += [Text(f"  {safe_line(TELLTALE_WORDS.get(each, each))}") for each in report.document.telltales]
    return Group(*parts)


def _say_place(report: PageReport) -> str:
    said: list[str] = []
    if not report.stories:
        said.append("In no story: no text was found to be taken from it or by it.")
    else:
        ids = ", ".join(map(str, report.stories))
        said.append(f"In {say_counted(len(report.stories), 'story', 'stories')}: {ids}.")
    if report.stories and not report.copies:
        said.append("It took no text that is known of.")
    if report.taken_by:
        said.append(f"Its text was taken by {say_counted(report.taken_by, 'article', 'articles')}.")
    return " ".join(said)


def _neighbours(report: PageReport) -> RenderableType:
    title = "Articles with common text or of the same event"
    if report.related > len(report.neighbours):
        title += f" ({len(report.neighbours)} of {report.related:,})"
    drawn = Branch(Facts([Text(title, style="bold")]))
    for each in report.neighbours:
        facts = (
            each.rewrite.value,
            f"probability {say_share(each.probability)}",
            f"{say_share(each.share)} of this text",
        )
        drawn.add(Facts([Text(fact) for fact in facts], address=Text(safe_line(each.url, _ADDRESS), style="dim")))
    return drawn


def _part_table(document: Document, *, every: bool) -> RenderableType:
    text = document.article.text
    parts = labelled_parts(document)
    body = sum(1 for part in document.parts if part.kind is PartKind.BODY)
    most = None if every else _PART_CHARS
    rows = [(PART_WORDS[part.kind], safe_line(text[part.start : part.end], most), part.rule) for part in parts]
    rows += [("cut out of running text", safe_line(text[start:end], most), "") for start, end in document.cuts]
    title = f"Parts: {say_counted(body, 'paragraph', 'paragraphs')} of running text, {len(parts):,} others"
    return _rows_table(title, ("part", "text", "rule"), rows, every=every)


def _mark_rows(document: Document) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (credit.form, safe_line(credit.agency, 60), safe_line(credit.text, 100), credit.rule)
        for credit in document.credits
    ]
    text = document.article.text
    rows += [
        ("carrier", safe_line(mark.carrier_domain, 60), safe_line(text[mark.start : mark.end], 100), mark.rule)
        for mark in document.carriers
    ]
    return rows


def _rows_table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, every: bool) -> RenderableType:
    if len(rows) > _PARTS and not every:
        rows = rows[:_PARTS]
        title += f" (the first {_PARTS} are shown; --all shows all)"
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe_line(cell)) for cell in row))
    return Group(Text(title, style="bold"), table) if rows else Text(title, style="bold")
