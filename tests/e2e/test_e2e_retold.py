"""A story told again in other words: in the store as a partial copy of low confidence, and only near in time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wirecopy import Store
from wirecopy.model import Rewrite
from wirecopy.report.pair import pair_object, read_pair
from wirecopy.run import run
from wirecopy.verify.retelling import LOW_CONFIDENCE

STORIES = Path(__file__).parents[1] / "stories" / "rewrites"
EVENT, OTHER_EVENT = "en-oyster-dieoff", "en-coin-hoard"
BASE, RETOLD, REPORT, OTHER_BASE, LATE = (
    f"https://{name}.example/1" for name in ("coast", "bay", "sea", "hill", "dale")
)


def record(event: str, kind: str, url: str, published_at: str, *, credits_agency: bool = True) -> dict[str, Any]:
    rows = [json.loads(line) for line in (STORIES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
    row = next(row for row in rows if row["event"] == event)
    text = "\n\n".join(row["paragraphs"])
    if kind != "rewrite" and credits_agency:
        text = f"{row['dateline'].upper()} ({row['agency']}) - {text}"
    return {"url": url, "title": row["headline"], "text": text, "published_at": published_at, "language": "en"}


def test_a_retelling_is_found_and_an_independent_report_is_not(tmp_path: Path) -> None:
    source, db = tmp_path / "all.jsonl", tmp_path / "a.db"
    records = [
        record(EVENT, "base", BASE, "2026-03-02T06:00:00Z"),
        record(EVENT, "rewrite", RETOLD, "2026-03-02T15:00:00Z"),
        record(EVENT, "independent", REPORT, "2026-03-02T09:00:00Z"),
        record(OTHER_EVENT, "base", OTHER_BASE, "2026-03-02T06:00:00Z"),
        record(OTHER_EVENT, "rewrite", LATE, "2026-03-09T15:00:00Z"),
    ]
    source.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    run([str(source)], db, workers=1)
    with Store.open(db, readonly=True) as store:
        copies = {row["url"]: row for row in map(json.loads, store.export("copies"))}
        members = {row["url"]: row for row in map(json.loads, store.export("story_articles"))}
        near, far = read_pair(store, RETOLD, BASE), read_pair(store, LATE, OTHER_BASE)
    assert copies[RETOLD]["rewrite"] == Rewrite.PARTLY_DERIVED
    assert copies[RETOLD]["credited"] == 0
    assert 0 < copies[RETOLD]["confidence"] <= LOW_CONFIDENCE
    assert copies[BASE]["rewrite"] is None
    assert copies[BASE]["confidence"] > LOW_CONFIDENCE
    assert members[RETOLD]["story_id"] == members[BASE]["story_id"] != members[REPORT]["story_id"]
    assert near.standing == "stored"
    assert pair_object(near)["retold"] is True
    assert far.standing == "too far apart"


def found(tmp_path: Path, records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The copies of a run by their addresses."""
    source, db = tmp_path / "all.jsonl", tmp_path / "a.db"
    source.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    run([str(source)], db, workers=1)
    with Store.open(db, readonly=True) as store:
        return {row["url"]: row for row in map(json.loads, store.export("copies"))}


def test_copies_of_a_retelling_hide_it_not(tmp_path: Path) -> None:
    again = "https://again.example/1"
    copies = found(tmp_path, [
        record(EVENT, "base", BASE, "2026-03-02T06:00:00Z"),
        record(EVENT, "rewrite", RETOLD, "2026-03-02T15:00:00Z"),
        record(EVENT, "rewrite", again, "2026-03-02T17:00:00Z"),
    ])  # fmt: skip
    assert copies[RETOLD]["rewrite"] == Rewrite.PARTLY_DERIVED
    assert copies[RETOLD]["confidence"] <= LOW_CONFIDENCE
    assert copies[again]["source_agency"] == copies[BASE]["source_agency"]


def test_what_came_first_is_no_retelling_of_what_came_later(tmp_path: Path) -> None:
    copies = found(tmp_path, [
        record(EVENT, "base", BASE, "2026-03-02T06:00:00Z", credits_agency=False),
        record(EVENT, "rewrite", RETOLD, "2026-03-02T15:00:00Z"),
    ])  # fmt: skip
    assert copies.keys() == {RETOLD}
    assert copies[RETOLD]["rewrite"] == Rewrite.PARTLY_DERIVED
