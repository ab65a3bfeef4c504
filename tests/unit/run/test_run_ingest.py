"""What becomes of records: new, known, or a reject because another text bears their number."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

import pytest

from wirecopy import Params, Store
from wirecopy.attribute import OutletTable, load_weights
from wirecopy.model import Article, ArticleId, Origin, Reject
from wirecopy.rules import load_rules
from wirecopy.run.ingest import Ingested, ingest
from wirecopy.run.progress import silent
from wirecopy.run.workers import Tools, Workers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def article(number: int, **changes: Any) -> Article:
    values: dict[str, Any] = {
        "article_id": ArticleId(number), "url": f"https://a.example/{number}", "outlet": "A", "outlet_domain": "a.example",
        "headline": "Rain", "byline": "", "text": "Rain fell on the harbour all day long.", "published_at": None,
        "published_precision": "none", "language": "en", "origin": Origin("x.jsonl", number), **changes,
    }  # fmt: skip
    return Article(**values)


def take_in(db: Path, records: Iterable[Article | Reject], batch: int = 10) -> Ingested:
    with Store.open(db) as store:
        run_id = store.begin_run(version="1", parameters={}, parameter_digest="p", signature_digest="s", inputs=["x"])
        with Workers(1, Tools(load_rules(), Params(), load_weights(), OutletTable())) as crew:
            counts = ingest(store, run_id, iter(records), crew, batch, silent)
        store.finish_run(run_id)
    return counts


def test_the_same_article_twice_is_known(tmp_path: Path) -> None:
    counts = take_in(tmp_path / "a.db", [article(1), article(1), article(2)])
    assert (counts.added, counts.known, dict(counts.rejects)) == (2, 1, {})
    counts = take_in(tmp_path / "a.db", [article(2), article(3)])
    assert (counts.added, counts.known, dict(counts.rejects)) == (1, 1, {})


def test_another_text_with_the_same_number_is_a_reject_in_the_same_batch(tmp_path: Path) -> None:
    counts = take_in(tmp_path / "a.db", [article(1), article(1, text="Snow fell on the hills.")])
    assert (counts.added, counts.known, dict(counts.rejects)) == (1, 0, {"number-taken": 1})


def test_another_text_with_the_same_number_is_a_reject_in_another_batch_or_run(tmp_path: Path) -> None:
    other = article(1, headline="Snow", origin=Origin("x.jsonl", 9))
    counts = take_in(tmp_path / "a.db", [article(1), other], batch=1)
    assert dict(counts.rejects) == {"number-taken": 1}
    take_in(tmp_path / "a.db", [other])
    with Store.open(tmp_path / "a.db", readonly=True) as store:
        assert [row for row in store.export("rejects") if "number-taken" in row]
        assert sum("number-taken" in row for row in store.export("rejects")) == 1
        assert store.load_articles([1])[ArticleId(1)].headline == "Rain"


def test_rejects_are_counted_and_kept(tmp_path: Path) -> None:
    reject = Reject(Origin("x.jsonl", 3), "no-text", "nothing", "d")
    assert dict(take_in(tmp_path / "a.db", [reject, article(1)]).rejects) == {"no-text": 1}


def test_addresses_that_no_database_can_hold_are_known_again(tmp_path: Path) -> None:
    odd = dataclasses.replace(article(1), url="https://a.example/\ud800", headline="\udfff", text="Rain \ud800 fell.")
    assert take_in(tmp_path / "a.db", [odd]).added == 1
    assert take_in(tmp_path / "a.db", [odd]).known == 1


@pytest.mark.parametrize("at_once", [1, 4, 100])
def test_doubles_are_found_whether_the_first_is_stored_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(sys.modules["wirecopy.run.ingest"], "_ARTICLES_AT_ONCE", at_once)
    other = article(1, headline="Snow")
    records = [
        *map(article, range(1, 8)),
        article(7),
        other,
        *map(article, range(8, 15)),
        article(1),
        other,
        article(14),
    ]
    counts = take_in(tmp_path / "a.db", records, batch=2)
    assert (counts.added, counts.known, dict(counts.rejects)) == (14, 3, {"number-taken": 2})
    with Store.open(tmp_path / "a.db", readonly=True) as store:
        assert len(store.load_articles(range(1, 15))) == store.article_count() == 14


def test_what_comes_slowly_is_stored_every_few_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["wirecopy.run.ingest"], "_SECONDS_AT_ONCE", 0.0)
    stored: list[int] = []

    def slowly() -> Iterator[Article]:
        for number in range(1, 5):
            yield article(number)
            with Store.open(tmp_path / "a.db", readonly=True) as store:
                stored.append(store.article_count())

    assert take_in(tmp_path / "a.db", slowly(), batch=1).added == 4
    assert stored[-1] > 0


def test_what_was_read_before_an_error_is_stored(tmp_path: Path) -> None:
    def broken() -> Iterator[Article]:
        yield from map(article, range(1, 6))
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        take_in(tmp_path / "a.db", broken(), batch=2)
    with Store.open(tmp_path / "a.db", readonly=True) as store:
        assert store.article_count() == 4
