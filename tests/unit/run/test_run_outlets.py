"""Kinds and groups of outlets: from counts alone, the same however often asked, never over what the user said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from wirecopy.attribute import OutletTable
from wirecopy.model import (
    Article,
    ArticleId,
    Copy,
    Document,
    Member,
    Origin,
    Part,
    PartKind,
    Rewrite,
    Story,
    StoryId,
)
from wirecopy.run.outlets import infer_outlets
from wirecopy.store import Outlet, Store

TABLE = OutletTable({}, {"ap": frozenset({"apnews.com"})})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


class Press:
    """Stories of one wire text each, with copies by domain, way of rewriting and seconds after it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.last = 0
        self.run_id = store.begin_run(
            version="1", parameters={}, parameter_digest="p", signature_digest="s", inputs=["in"]
        )

    def article(self, domain: str, at: int) -> ArticleId:
        self.last += 1
        origin = Origin("in", self.last)
        article = Article(
            ArticleId(self.last), f"https://{domain}/{self.last}", domain, domain, "", "", "A crane fell.",
            at, "second", "en", origin,
        )  # fmt: skip
        self.store.add_batch(self.run_id, [Document(article, (Part(PartKind.BODY, 0, 13),))])
        return article.article_id

    def story(self, *taken: tuple[str, Rewrite, int]) -> None:
        at = 1_583_056_800 + self.last * 100_000
        source = self.article("apnews.com", at)
        copies = [
            Copy(
                self.article(domain, at + lag), StoryId(source), source, "ap", None, None, False, None, rewrite,
                1.0, 1.0, lag, 0.9, None,
            )
            for domain, rewrite, lag in taken
        ]  # fmt: skip
        ids = [source, *(copy.article_id for copy in copies)]
        members = (Member(source, "origin", 1.0), *(Member(copy.article_id, "copy", 1.0) for copy in copies))
        self.store.replace_stories(self.run_id, [], [Story(StoryId(source), members)], copies, ids)


def test_kinds_come_with_their_evidence_and_a_second_time_changes_nothing(store: Store) -> None:
    press = Press(store)
    for _ in range(6):
        press.story(("spin.example", Rewrite.SPUN, 600))
        press.article("paper.example", 1_583_056_800)
    assert infer_outlets(store, TABLE) == 3
    found = store.outlets()
    assert {domain: row.kind for domain, row in found.items()} == {
        "apnews.com": "agency", "paper.example": "publisher", "spin.example": "spinner",
    }  # fmt: skip
    assert found["apnews.com"].evidence == "the rules name it as a domain of ap"
    assert found["spin.example"].evidence.startswith("6 of 6 articles are spun")
    assert infer_outlets(store, TABLE) == 0


def test_one_spun_page_makes_no_spinner(store: Store) -> None:
    press = Press(store)
    press.story(("paper.example", Rewrite.SPUN, 600))
    for _ in range(4):
        press.article("paper.example", 1_583_056_800)
    infer_outlets(store, TABLE)
    assert store.outlets()["paper.example"].kind == "publisher"


def test_outlets_that_publish_together_are_a_group(store: Store) -> None:
    press = Press(store)
    for _ in range(3):
        press.story(("b.example", Rewrite.VERBATIM, 600), ("a.example", Rewrite.VERBATIM, 630))
    infer_outlets(store, TABLE)
    found = store.outlets()
    assert {domain: found[domain].group for domain in ("a.example", "b.example")} == {
        "a.example": "a.example", "b.example": "a.example",
    }  # fmt: skip
    assert found["b.example"].evidence == "3 of 3 texts shared with a.example within the same minute"


def test_what_the_user_said_stays_and_what_no_longer_holds_goes(store: Store) -> None:
    press = Press(store)
    for _ in range(6):
        press.story(("spin.example", Rewrite.SPUN, 600))
    store.import_outlets([Outlet("spin.example", kind="publisher")])
    store.infer_outlets([Outlet("gone.example", kind="spinner", evidence="6 of 6 articles are spun")])
    infer_outlets(store, TABLE)
    found = store.outlets()
    assert (found["spin.example"].kind, found["spin.example"].imported) == ("publisher", True)
    assert (found["gone.example"].kind, found["gone.example"].evidence) == (None, "")
