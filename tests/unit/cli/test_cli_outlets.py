"""A user's table of outlets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wirecopy.cli.outlets import read_outlets
from wirecopy.errors import InputError
from wirecopy.store import Outlet

Wirecopy = Callable[..., Any]


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "\ufeffDomain,Name,kind,owner\nwww.Paper.example,The Paper,Publisher,Group\n"),
        ("a.tsv", "outlet_domain\toutlet\tkind\tgroup\npaper.example\tThe Paper\tpublisher\tGroup\n"),
        (
            "a.jsonl",
            '{"domain": "paper.example", "name": "The Paper", "kind": "publisher", "group": "Group", "evidence": null}\n\n',
        ),
    ],
)
def test_formats_give_the_same(tmp_path: Path, name: str, text: str) -> None:
    assert read_outlets(written(tmp_path, name, text)) == [Outlet("paper.example", "The Paper", "publisher", "Group")]


def test_odd_line_ends_inside_a_value_and_addresses_are_read(tmp_path: Path) -> None:
    lines = '{"domain": "https://news.paper.example/front", "evidence": "one\u2028two"}\r\n{"domain": "b.example"}\n'
    assert read_outlets(written(tmp_path, "a.jsonl", lines)) == [
        Outlet("paper.example", evidence="one\u2028two"),
        Outlet("b.example"),
    ]
    table = 'domain,evidence\nwww.paper.example,"first line\nsecond\x85line"\n'
    assert read_outlets(written(tmp_path, "a.csv", table)) == [
        Outlet("paper.example", evidence="first line\nsecond\x85line")
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "name\nx\n", "no column outlet_domain"),
        ("a.csv", "domain,kind\na.example,blog\n", "line 2: kind is 'blog'"),
        ("a.csv", "domain,kind\n,agency\n", "line 2: no outlet_domain"),
        ("a.jsonl", '{"domain": "a.example"}\n{\n', "line 2: no JSON"),
        ("a.jsonl", "[1]\n", "line 1: not a JSON object"),
        ("a.csv", "", "no column outlet_domain"),
        ("a.csv", "domain,kind\na.example,agency,too much\n", "line 2: more cells than the 2 columns"),
        ("a.jsonl", "[" * 100_000, "line 1: no JSON"),
        ("a.jsonl", '{"domain": ["a.example"]}', "line 1: domain must be a text"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_outlets(written(tmp_path, name, text))


def test_import_and_list(wirecopy: Wirecopy, tmp_path: Path) -> None:
    table = written(tmp_path, "a.csv", "domain,kind\nb.example,spinner\na.example,agency\n")
    database = tmp_path / "x.db"
    assert wirecopy("outlets", "import", table, "--db", database).out == "2 outlets read, 2 new or changed\n"
    assert wirecopy("outlets", "import", table, "--db", database).out == "2 outlets read, 0 new or changed\n"
    assert wirecopy("outlets", "list", "--db", database).code == 0


def test_missing_file_is_one_line(wirecopy: Wirecopy, tmp_path: Path) -> None:
    code, _, err = wirecopy("outlets", "import", tmp_path / "none.csv", "--db", tmp_path / "x.db")
    assert code == 2
    assert "can't be read: No such file" in err
    assert not (tmp_path / "x.db").exists()
