"""What becomes of records: new, known, or a reject because another text bears their number."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from wirecopy import Params, Store
from wirecopy.attribute import OutletTable, load_weights
from wirecopy.model import Article, ArticleId, Origin, Reject
from wirecopy.rules import load_rules
from wirecopy.run.ingest import Ingested, ingest
from wirecopy.run.progress import silent
from wirecopy.run.workers import Tools, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def article(number: int, **changes: Any) -> Article:
    values: dict[str, Any] = {
        "article_id": ArticleId(number), "url": f"https://a.example/{number}", "outlet": "A", "outlet_domain": "a.example",
        "headline": "Rain", "byline": "", "text": "Rain fell on the harbour all day long.", "published_at": None,
        "published_precision": "none", "language": "en", "origin": Origin("x.jsonl", number), **changes,
    }  # fmt: skip
    return Article(**values)


def take_in(db: Path, records: Sequence[Article | Reject], batch: int = 10) -> Ingested:
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
