from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest

from wirecopy.errors import InputError, StoreError
from wirecopy.evaluate import Table, evaluate, to_markdown, to_text
from wirecopy.evaluate.findings import assemble
from wirecopy.evaluate.truth import read_truth
from wirecopy.model import (
    Article,
    ArticleId,
    Copy,
    Document,
    Evidence,
    Member,
    Origin,
    Part,
    PartKind,
    Rewrite,
    Story,
    StoryId,
)
from wirecopy.store import Store

TEXT = "The ferry ran aground in fog. Nobody was hurt, the operator said."


def truth_row(url: str, story: str, source_url: str | None = None) -> dict[str, Any]:
    take = {
        "story": story, "share": 1.0, "source_url": source_url, "edits": [], "edits_from_origin": [],
        "rewrite": "verbatim" if source_url else None, "strength": 0.0,
    }  # fmt: skip
    return {
        "url": url, "language": "en", "role": "copy" if source_url else "origin", "kind": "verbatim" if source_url else "origin",
        "event": None, "stories": [take], "agency": "AP", "credited": False, "claimed_source": None, "false_credit": False,
        "carrier_domain": None, "version_of": None,
    }  # fmt: skip


def write_lines(path: Path, *rows: object) -> Path:
    lines = b"".join(orjson.dumps(row) + b"\n" for row in rows)
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def document(number: int) -> Document:
    article = Article(
        ArticleId(number), f"https://outlet{number}.example/ferry", "Outlet", f"outlet{number}.example", "Ferry aground", "",
        TEXT, 1_700_000_000 + number, "second", "en", Origin("in.jsonl", number),
    )  # fmt: skip
    return Document(article, (Part(PartKind.BODY, 0, len(TEXT)),))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database of an origin, its copy with the source named, and a copy that abstains."""
    path = tmp_path / "news.db"
    members = (Member(ArticleId(1), "origin", 1.0), *(Member(ArticleId(n), "copy", 1.0) for n in (2, 3)))
    with Store.open(path) as store:
        run_id = store.begin_run(
            version="1", parameters={}, parameter_digest="p", signature_digest="s", inputs=["in.jsonl"]
        )
        store.add_batch(run_id, [document(number) for number in (1, 2, 3)])
        copies = [
            Copy(
                ArticleId(number), StoryId(1), source, "ap", None, None, False, None, Rewrite.VERBATIM, 1.0, 1.0, 1,
                0.9, None, (Evidence("abstained" if source is None else "earlier", 0.5, "x"),),
            )
            for number, source in ((2, ArticleId(1)), (3, None))
        ]  # fmt: skip
        store.replace_stories(run_id, [], [Story(StoryId(1), members)], copies, [])
        store.finish_run(run_id, status="done", counts={}, caps={})
    return path


def test_database_is_compared_by_url(db: Path, tmp_path: Path) -> None:
    urls = [f"https://outlet{number}.example/ferry" for number in (1, 2, 3)]
    rows = [truth_row(urls[0], "ferry"), truth_row(urls[1], "ferry", urls[0]), truth_row(urls[2], "ferry", urls[0])]
    evaluation = evaluate(
        db, write_lines(tmp_path / "truth.jsonl.gz", *rows, truth_row("https://gone.example/1", "other"))
    )
    figures = evaluation.figures()
    assert (figures["recall"], figures["precision"], figures["adjusted_rand"]) == (1, 1, 1)
    assert (figures["source.right"], figures["source.abstained"]) == (0.5, 0.5)
    assert evaluation.missing == ("https://gone.example/1",)
    assert all(len(row) == len(table.columns) for table in evaluation.tables() for row in table.rows)


@pytest.mark.parametrize("content", [b"", b"[1]\n", b'{"url": 1}\n', b"no json\n"])
def test_unusable_truth_is_an_input_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "truth.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match="truth"):
        read_truth(path)


def test_missing_and_cut_files_are_errors_that_name_them(tmp_path: Path) -> None:
    cut = tmp_path / "truth.jsonl.gz"
    cut.write_bytes(gzip.compress(orjson.dumps(truth_row("u", "s")) * 400)[:-9])
    for path in (cut, tmp_path / "none.jsonl"):
        with pytest.raises(InputError, match=path.name):
            read_truth(path)
    with pytest.raises(StoreError):
        evaluate(tmp_path / "none.db", write_lines(tmp_path / "truth.jsonl", truth_row("u", "s")))


def test_of_two_texts_at_one_address_the_smaller_id_counts() -> None:
    rows = [{"article_id": number, "url": "u", "story_id": number} for number in (9, 4)]
    assert assemble(rows, [], [])["u"].article_id == 4


def test_tables_are_aligned_and_safe_in_markdown() -> None:
    table = Table("Figures", ("name", "count", "share"), (("a|b", 1234, 0.5), ("c", 7, None)))
    assert "| a\\|b | 1,234 | .5000 |" in to_markdown([table])
    lines = to_text(table).splitlines()
    assert lines[3].endswith(".5000")
    assert lines[4].endswith("-")
