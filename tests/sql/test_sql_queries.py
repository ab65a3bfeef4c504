"""Every canned query on a small given world: the rows that the folder of its name expects, in order.

A folder holds given.json (articles, pairs, stories, copies, outlets, rejects; `then` is a second run) and
expect.json (cases of parameters and rows).
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wirecopy.model import (
    Article,
    CarrierMark,
    Copy,
    Credit,
    Document,
    Evidence,
    Member,
    Origin,
    Part,
    PartKind,
    Passage,
    Reject,
    Rewrite,
    Story,
    Verdict,
)
from wirecopy.store import Outlet, Store
from wirecopy.store.queries import canned_queries

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/given.json"))


def document(given: dict[str, Any]) -> Document:
    number = given["id"]
    text = given.get("text", " ".join(["word"] * given.get("words", 10)))
    at = datetime.fromisoformat(given["at"]) if "at" in given else None
    article = Article(
        article_id=number,
        url=given.get("url", f"https://{given['outlet']}/{number}"),
        outlet=given["outlet"].split(".")[0],
        outlet_domain=given["outlet"],
        headline=given.get("headline", f"Headline {number}"),
        byline="",
        text=text,
        published_at=int(at.timestamp()) if at else None,
        published_precision="second" if at else "none",
        language=given.get("language", "en"),
        origin=Origin(given.get("input", "input.jsonl"), number),
        meta=given.get("meta", {}),
    )
    found = tuple(
        Credit(agency, form, rule, start, end, text[start:end])
        for agency, form, rule, start, end in given.get("credits", [])
    )
    carriers = tuple(CarrierMark(*mark) for mark in given.get("carriers", []))
    parts = (Part(PartKind.BODY, 0, len(text)),)
    return Document(article, parts, (), found, carriers, tuple(given.get("telltales", [])))


def verdict(given: dict[str, Any]) -> Verdict:
    return Verdict(
        left_id=given["left"],
        right_id=given["right"],
        probability=given.get("probability", 0.9),
        rewrite=Rewrite(given.get("rewrite", "light edit")),
        whole=given.get("whole", True),
        share_of_left=given.get("share_of_left", 1.0),
        share_of_right=given.get("share_of_right", 1.0),
        figures=given.get("figures", {}),
    )


def copy(given: dict[str, Any]) -> Copy:
    rewrite = given.get("rewrite", "light edit")
    return Copy(
        article_id=given["article"],
        story_id=given["story"],
        source_article_id=given.get("source"),
        source_agency=given.get("agency"),
        carrier_domain=given.get("carrier"),
        claimed_source=given.get("claimed"),
        credited=given.get("credited", False),
        credit_text=given.get("credit_text"),
        rewrite=None if rewrite is None else Rewrite(rewrite),
        share_of_copy=given.get("share_of_copy", None if rewrite is None else 1.0),
        share_of_source=given.get("share_of_source", None if rewrite is None else 1.0),
        lag_seconds=given.get("lag"),
        confidence=given.get("confidence", 0.9),
        runner_up_article_id=given.get("runner_up"),
        evidence=tuple(Evidence(*piece) for piece in given.get("evidence", [])),
        passages=tuple(Passage(*passage) for passage in given.get("passages", [])),
    )


def put(store: Store, given: dict[str, Any]) -> None:
    run_id = store.begin_run(
        version="1", parameters={}, parameter_digest="p", signature_digest="s", inputs=["input.jsonl"]
    )
    documents = [document(each) for each in given.get("articles", [])]
    rejects = [Reject(Origin(path, place), *rest) for path, place, *rest in given.get("rejects", [])]
    store.add_batch(run_id, documents, rejects=rejects)
    ids = [each.article.article_id for each in documents]
    store.save_pairs(run_id, [verdict(each) for each in given.get("pairs", [])], ids, model="model-1")
    stories = [
        Story(each["id"], tuple(Member(*member) for member in each["members"])) for each in given.get("stories", [])
    ]
    store.replace_stories(
        run_id, given.get("dropped", []), stories, [copy(each) for each in given.get("copies", [])], ids,
        agencies={each["id"]: each.get("agency") for each in given.get("stories", [])},
    )  # fmt: skip
    store.import_outlets(Outlet(each["domain"], kind=each["kind"]) for each in given.get("outlets", []))
    store.finish_run(run_id)
    if "then" in given:
        put(store, given["then"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_query_gives_the_expected_rows(folder: Path, tmp_path: Path) -> None:
    given = json.loads((folder / "given.json").read_text(encoding="utf-8"))
    cases = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    with Store.open(tmp_path / "news.db", clock=lambda: 1_600_000_000.0) as store:
        put(store, given)
        for case in cases:
            result = store.query(folder.name, case["params"])
            assert [list(row) for row in result.rows] == case["rows"], case["params"]
            assert result.columns == tuple(column.name for column in canned_queries()[folder.name].columns)


def test_every_query_has_a_folder() -> None:
    assert [folder.name for folder in FOLDERS] == sorted(canned_queries())
