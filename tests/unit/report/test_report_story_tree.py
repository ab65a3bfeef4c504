"""The tree of a story: every member once, whatever the sources say."""

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from wirecopy.errors import QueryError
from wirecopy.model import Article, Copy, Evidence, Member, Origin, Rewrite, Story
from wirecopy.report.pair_drawing import draw_copy
from wirecopy.report.story_drawing import draw_story
from wirecopy.report.story_tree import StoryTree, find_stories, read_tree, tree_object
from wirecopy.store import StoredCopy


def article(number: int, at: int | None = None) -> Article:
    return Article(
        number, f"https://o{number}.example/x", f"Outlet {number}", f"o{number}.example", f"Headline {number}", "", "",  # type: ignore[arg-type]
        number * 60 if at is None else at, "second", "en", Origin("in", number),
    )  # fmt: skip


def copy(number: int, source: int | None, **changes: Any) -> Copy:
    plain = Copy(
        number, 1, source, "ap", None, None, False, None, Rewrite.TRIMMED, 0.9, 0.5, 60, 0.8, None,  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(plain, **changes)


class Shelf:
    """A store that holds one story."""

    def __init__(self, copies: list[Copy], roles: dict[int, str]) -> None:
        self.story = Story(1, tuple(Member(number, role, 1.0) for number, role in roles.items()))  # type: ignore[arg-type]
        self.copies = [StoredCopy(each, 1) for each in copies]

    def load_stories(self, ids: Any) -> list[Story]:
        return [self.story] if 1 in list(ids) else []

    def load_articles(self, ids: Any) -> dict[int, Article]:
        return {number: article(number) for number in ids}

    def load_copies(self, **_: Any) -> list[StoredCopy]:
        return self.copies

    def stories_of(self, ids: Any) -> dict[int, tuple[int, ...]]:
        return {2: (1,)} if 2 in ids else {}

    def resolve_article(self, name: str) -> int:
        return int(name)

    def story_summary(self, _: int) -> dict[str, str | None]:
        columns = ("headline", "agency", "first_published_at", "last_published_at", "outlet_count")
        return dict(zip(columns, ("The \x1b[2Jstory", "ap", "1970-01-01T00:01:00Z", None, "3"), strict=True))


def tree_of(copies: list[Copy], **roles: str) -> StoryTree:
    shelf: Any = Shelf(copies, {int(name.removeprefix("a")): role for name, role in roles.items()})
    return read_tree(shelf, 1)  # type: ignore[arg-type]


def shape(tree: StoryTree) -> Any:
    def below(node: Any) -> Any:
        return {node.article_id: [below(each) for each in node.taken_by]} if node.taken_by else node.article_id

    return [(root.place, [below(node) for node in root.nodes]) for root in tree.roots]


def test_copies_hang_below_their_sources() -> None:
    tree = tree_of([copy(2, 1), copy(3, 2)], a1="origin", a2="copy", a3="copy")
    assert shape(tree) == [("origin", [{1: [{2: [3]}]}])]


def test_unseen_original_is_a_root_with_its_agency() -> None:
    tree = tree_of([copy(2, None), copy(3, 2)], a2="copy", a3="copy")
    assert shape(tree) == [("unseen", [{2: [3]}])]
    assert tree.roots[0].agency == "ap"


def test_abstained_source_is_undecided() -> None:
    undecided = copy(2, None, evidence=(Evidence("abstained", 0.1, ""),))
    assert shape(tree_of([undecided], a1="origin", a2="copy")) == [("origin", [1]), ("undecided", [2])]


def test_copy_of_two_members_stands_below_the_one_it_took_most_from() -> None:
    both = [copy(3, 1, share_of_copy=0.2), copy(3, 2, share_of_copy=0.6)]
    assert shape(tree_of(both, a1="origin", a2="version", a3="copy")) == [("origin", [1, {2: [3]}])]


def test_member_without_a_copy_row_is_not_lost() -> None:
    assert shape(tree_of([], a1="origin", a2="partial")) == [("origin", [1]), ("unattributed", [2])]


def test_ring_of_sources_is_cut() -> None:
    tree = tree_of([copy(2, 3), copy(3, 2)], a2="copy", a3="copy")
    assert shape(tree) == [("unattributed", [{2: [3]}])]


def test_source_outside_the_story_is_no_parent() -> None:
    assert shape(tree_of([copy(2, 99)], a2="copy")) == [("unattributed", [2])]


def test_versions_stand_in_order_of_time() -> None:
    tree = tree_of([], a3="version", a1="origin", a2="version")
    assert [node.article_id for node in tree.versions] == [1, 2, 3]
    assert tree_of([], a1="origin").versions == ()


def test_long_chain_needs_no_recursion_to_be_built() -> None:
    roles = {f"a{number}": "copy" for number in range(2, 3000)}
    tree = tree_of([copy(number, number - 1) for number in range(2, 3000)], a1="origin", **roles)
    assert tree.article_count == 2999


def test_drawing_names_what_matters_and_no_escape() -> None:
    stream = io.StringIO()
    tree = tree_of([copy(2, 1), copy(3, 1, claimed_source="upi")], a1="origin", a2="copy", a3="partial")
    Console(file=stream, width=120, color_system=None).print(draw_story(tree))
    said = stream.getvalue()
    assert "\x1b" not in said
    for words in (
        "o2.example",
        "1970-01-01 00:02",
        "+1 min",
        "trimmed",
        "90 % of it",
        "not credited",
        "claims upi",
        "partial",
    ):
        assert words in said


def test_many_siblings_are_counted_unless_all_are_asked_for() -> None:
    roles = {f"a{number}": "copy" for number in range(2, 60)}
    tree = tree_of([copy(number, 1) for number in range(2, 60)], a1="origin", **roles)
    stream = io.StringIO()
    Console(file=stream, width=120).print(draw_story(tree))
    assert "33 more articles" in stream.getvalue()
    Console(file=stream, width=120).print(draw_story(tree, every=True))
    assert "o59.example" in stream.getvalue()


def test_object_keeps_the_shape() -> None:
    said: Any = tree_object(tree_of([copy(2, 1)], a1="origin", a2="copy"))
    below = said["roots"][0]["articles"][0]["taken_by"][0]
    assert below["article_id"] == 2
    assert below["copy"]["rewrite"] == "trimmed"


def test_story_is_found_by_its_id_or_by_an_article() -> None:
    shelf: Any = Shelf([], {1: "origin", 2: "copy"})
    assert find_stories(shelf, "1") == (1,)
    assert find_stories(shelf, "2") == (1,)
    assert find_stories(shelf, "3") == ()


def test_unknown_story_is_an_error() -> None:
    shelf: Any = Shelf([], {1: "origin"})
    with pytest.raises(QueryError, match="no story has the id 7"):
        read_tree(shelf, 7)  # type: ignore[arg-type]


def test_no_address_and_no_share_is_broken_however_narrow_the_terminal() -> None:
    tree = tree_of([copy(2, 1), copy(3, 2)], a1="origin", a2="copy", a3="copy")
    for width in range(20, 80, 7):
        stream = io.StringIO()
        Console(file=stream, width=width, color_system=None).print(draw_story(tree), crop=False)
        said = stream.getvalue()
        assert all(f"https://o{number}.example/x\n" in said for number in (1, 2, 3)), width
        assert said.count("sure 80 %") == 2, width


@pytest.mark.parametrize(
    ("source", "evidence", "head"),
    [
        (1, (), "2 from 1"),
        (None, (), "2 from an original of ap never seen here"),
        (None, (Evidence("abstained", 0.1, "between two"),), "2 from a text of ap, undecided which"),
    ],
)
def test_a_copy_is_headed_by_what_is_known_of_its_source(
    source: int | None, evidence: tuple[Evidence, ...], head: str
) -> None:
    stored = StoredCopy(copy(2, source, evidence=evidence), 1)
    drawn = draw_copy(stored, {}, {1: "1", 2: "2"}, every=False)  # type: ignore[dict-item]
    console = Console(width=100, file=io.StringIO())
    console.print(drawn)
    assert console.file.getvalue().splitlines()[0].strip() == head  # type: ignore[attr-defined]
