"""Credits of real pages, labelled by reading, against what the rules find in their texts.

In: a table (tests/gold/credits: corpus, id, agencies, forms, draw, split) and the corpora that it names. Out:
`CreditReport`. What is counted are agencies of a page: found and labelled, found only, labelled only. A page that
credits nobody has no label, so every agency found on it is wrong. Metadata are left out: they credit by the name of a
field, not by a rule. The split `report` is the one to publish.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wirecopy.clean import clean_article
from wirecopy.errors import InputError
from wirecopy.evaluate.gold import corpus_file
from wirecopy.evaluate.stages import record_id
from wirecopy.evaluate.tables import Cell, Table, share
from wirecopy.language import with_language
from wirecopy.model import Article
from wirecopy.read import read_articles
from wirecopy.rules import load_rules

UNSURE = "unsure"
_COLUMNS = ("corpus", "id", "agencies", "split")


@dataclass(frozen=True, slots=True)
class CreditedPage:
    """A labelled page: the agencies that it credits (none: empty) and those that the rules find in its text."""

    corpus: str
    page_id: str
    split: str
    labelled: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True, slots=True)
class CreditReport:
    """What the rules say of the labelled pages; `absent` are corpora whose texts are not there."""

    pages: tuple[CreditedPage, ...]
    absent: tuple[str, ...]

    def mistakes(self, split: str = "report") -> list[CreditedPage]:
        """Pages of a split where label and rules differ, by corpus and id."""
        wrong = [page for page in self.pages if page.split == split and page.labelled != page.found]
        return sorted(wrong, key=lambda page: (page.corpus, page.page_id))

    def tables(self) -> list[Table]:
        """Precision and recall by split and corpus."""
        rows: list[tuple[Cell, ...]] = []
        for split in ("report", "fit"):
            inside = [page for page in self.pages if page.split == split]
            rows += [
                (split, corpus, *_row([page for page in inside if page.corpus == corpus]))
                for corpus in sorted({page.corpus for page in inside})
            ]
            if inside:
                rows.append((split, "all", *_row(inside)))
        columns = ("split", "corpus", "pages", "agencies credited", "found", "right", "precision", "recall")
        return [Table("Credits of pages labelled by reading", columns, tuple(rows))]

    def figures(self) -> dict[str, float | None]:
        """Flat figures: credits.<split>.precision, credits.<split>.recall."""
        named: dict[str, float | None] = {}
        for split in ("report", "fit"):
            *_, precision, recall = _row([page for page in self.pages if page.split == split])
            named |= {f"credits.{split}.precision": precision, f"credits.{split}.recall": recall}
        return named


def _row(pages: Sequence[CreditedPage]) -> tuple[int, int, int, int, float | None, float | None]:
    """Pages, agencies labelled, found, right; precision and recall over agencies of pages."""
    labelled, found = sum(len(page.labelled) for page in pages), sum(len(page.found) for page in pages)
    right = sum(len(page.labelled & page.found) for page in pages)
    return len(pages), labelled, found, right, share(right, found), share(right, labelled)


def evaluate_credits(table: Path, data_dir: Path) -> CreditReport:
    """Read the labelled pages whose corpora are in `data_dir`, and try all shipped rules on their texts.

    Raises InputError for an unusable row, and for a page that its corpus lacks: table and corpora belong together.
    """
    rows = _read(table)
    by_corpus: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_corpus[row["corpus"]].append(row)
    pages: list[CreditedPage] = []
    absent: list[str] = []
    for corpus, wanted in sorted(by_corpus.items()):
        path = corpus_file(data_dir, corpus)
        if path is None:
            absent.append(corpus)
            continue
        found = agencies_found(path, {row["id"] for row in wanted})
        pages += [_page(path, row, found) for row in wanted if row["agencies"] != UNSURE]
    return CreditReport(tuple(pages), tuple(absent))


def agencies_found(path: Path, wanted: Iterable[str]) -> dict[str, frozenset[str]]:
    """Agencies that the rules find in the texts of the wanted articles of a file, by the file's own ids."""
    ids = frozenset(wanted)
    records = (record for record in read_articles([str(path)]) if isinstance(record, Article))
    chosen = [article for article in records if record_id(article) in ids]
    rules = load_rules()
    documents = [clean_article(article, rules) for article in with_language(chosen)]
    return {
        record_id(document.article): frozenset(c.agency for c in document.credits if c.form != "metadata" and c.end)
        for document in documents
    }


def _page(path: Path, row: Mapping[str, str], found: Mapping[str, frozenset[str]]) -> CreditedPage:
    if row["id"] not in found:
        message = f"{path} holds no article {row['id']}, which a labelled page names"
        raise InputError(message, path=str(path))
    labelled = frozenset(name for name in row["agencies"].split(",") if name)
    return CreditedPage(row["corpus"], row["id"], row["split"], labelled, found[row["id"]])


def _read(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for number, row in enumerate(rows, 2):
        if any(row.get(name) is None for name in _COLUMNS):
            message = f"{table}, line {number} is no labelled page; columns are {', '.join(_COLUMNS)}"
            raise InputError(message, path=str(table), line=number)
    return rows
