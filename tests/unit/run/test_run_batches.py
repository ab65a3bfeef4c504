"""One batch or many, any order, any number of workers: the same stories and the same copies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from run_samples import UNCAPPED, contents, corpus, digest_page, furniture, write  # type: ignore[import-not-found]

from wirecopy import Params, Store
from wirecopy.attribute import Attribution, Family, attribute_family
from wirecopy.model import PartKind
from wirecopy.run import run
from wirecopy.run.workers import Workers

if TYPE_CHECKING:
    from pathlib import Path

Views = dict[str, list[dict[str, Any]]]


def test_the_corpus_tells_something(one_run: Views) -> None:
    assert len(one_run["story_list"]) == 8
    assert len(one_run["copies"]) > 15
    assert {row["rule"] for row in one_run["copy_evidence"]}
    assert one_run["copy_passages"]


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    db, source = tmp_path / "a.db", write(tmp_path / "all.jsonl", corpus())
    first = run([source], db, params=UNCAPPED, workers=1)
    views = ("article_list", "story_list", "copies", "copy_evidence", "story_changes", "rejects")
    with Store.open(db, readonly=True) as store:
        before = {view: list(store.export(view)) for view in views}
    again = run([source], db, params=UNCAPPED, workers=1)
    with Store.open(db, readonly=True) as store:
        assert {view: list(store.export(view)) for view in views} == before
    assert (again.added, again.known, again.stories_changed) == (0, first.added, 0)
    assert (again.stories, again.copies) == (first.stories, first.copies)


@pytest.mark.parametrize("parts", [2, 5])
@pytest.mark.parametrize("backwards", [False, True])
def test_parts_in_any_order_are_one_run(parts: int, backwards: bool, tmp_path: Path, one_run: Views) -> None:
    records = corpus()
    files = [write(tmp_path / f"{i}.jsonl", records[i::parts]) for i in range(parts)]
    for source in reversed(files) if backwards else files:
        run([source], tmp_path / "many.db", params=UNCAPPED, workers=1)
    assert contents(tmp_path / "many.db") == one_run


def test_a_batch_attributes_only_the_stories_that_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early = [*corpus(), digest_page((1, 2, 3))]
    late = next(record for record in early if record["url"].endswith("example/1"))
    early.remove(late)
    db = tmp_path / "many.db"
    run([write(tmp_path / "early.jsonl", early)], db, params=UNCAPPED, workers=1)
    attributed: list[set[int]] = []

    def spy(family: Family, *given: Any) -> Attribution:
        attributed.append({int(member.article_id) for member in family.story.members})
        return attribute_family(family, *given)

    monkeypatch.setattr(sys.modules["wirecopy.run.regroup"], "attribute_family", spy)
    run([write(tmp_path / "late.jsonl", [late])], db, params=UNCAPPED, workers=1)
    with Store.open(db, readonly=True) as store:
        own, page = store.resolve_article(late["url"]), store.resolve_article(digest_page((1, 2, 3))["url"])
        assert len(store.stories_of([page])[page]) > 1  # one component: all of it is grouped
    assert [{own, page} <= members for members in attributed] == [True]
    run([write(tmp_path / "all.jsonl", [*early, late])], tmp_path / "one.db", params=UNCAPPED, workers=1)
    assert contents(db) == contents(tmp_path / "one.db")


def test_furniture_that_is_learned_later_is_labelled_in_earlier_articles(tmp_path: Path) -> None:
    records = [record for record in corpus(24) if "daily-lark" in record["url"]]
    db = tmp_path / "f.db"
    run([write(tmp_path / "few.jsonl", records[:3])], db, params=UNCAPPED, workers=1)
    before = {row["article_id"]: row["word_count"] for row in contents(db, ["article_list"])["article_list"]}
    summary = run([write(tmp_path / "rest.jsonl", records[3:])], db, params=UNCAPPED, workers=1)
    with Store.open(db, readonly=True) as store:
        documents = store.load_documents(before).values()
    labelled = [
        document.article.text[part.start : part.end]
        for document in documents
        for part in document.parts
        if part.kind is PartKind.FURNITURE
    ]
    assert labelled == [furniture("daily-lark")] * 3
    assert summary.relabelled == len(records)
    after = {row["article_id"]: row["word_count"] for row in contents(db, ["article_list"])["article_list"]}
    words = len(furniture("daily-lark").split())
    assert {article: after[article] for article in before} == {a: count - words for a, count in before.items()}


def test_an_article_that_comes_after_its_furniture_is_known_is_labelled(tmp_path: Path) -> None:
    records = [record for record in corpus(24) if "daily-lark" in record["url"]]
    db = tmp_path / "f.db"
    run([write(tmp_path / "many.jsonl", records[:-1])], db, params=UNCAPPED, workers=1)
    assert run([write(tmp_path / "last.jsonl", records[-1:])], db, params=UNCAPPED, workers=1).relabelled == 1


def test_processes_change_no_result(tmp_path: Path, one_run: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Workers.__init__.__kwdefaults__ or {}, "in_place", 10)
    run([write(tmp_path / "all.jsonl", corpus())], tmp_path / "two.db", params=UNCAPPED, workers=2)
    assert contents(tmp_path / "two.db") == one_run


def test_capped_buckets_are_reported(tmp_path: Path) -> None:
    params = Params(bucket_cap=4, bucket_links=1)
    summary = run([write(tmp_path / "all.jsonl", corpus(12))], tmp_path / "c.db", params=params, workers=1)
    assert summary.cost.capped_buckets > 0
    with Store.open(tmp_path / "c.db", readonly=True) as store:
        assert store.runs()[0].caps["capped_buckets"] == summary.cost.capped_buckets
