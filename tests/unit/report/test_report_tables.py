"""One table, three forms."""

import csv
import io
import json

from rich.console import Console

from wirecopy.report.tables import Table, draw_table, table_csv, table_json, table_objects

HOSTILE = "a\x1b[31m[bold]b"


def drawn(table: Table, width: int = 80) -> str:
    stream = io.StringIO()
    draw_table(Console(file=stream, width=width, markup=False, highlight=False, color_system=None), table)
    return stream.getvalue()


def test_json_keeps_types_and_names() -> None:
    table = Table("t", ("a", "b", "c"), [(1, None, b"\x00\x01"), (1.5, "x", float("inf"))])
    assert json.loads(table_json(table)) == [{"a": 1, "b": None, "c": "<2 bytes>"}, {"a": 1.5, "b": "x", "c": None}]
    assert table_objects([table])["t"][0]["a"] == 1


def test_csv_is_read_back() -> None:
    table = Table("", ("a", "b"), [('say "x", y', None), ("two\nlines", 2)])
    assert list(csv.reader(io.StringIO(table_csv(table)))) == [["a", "b"], ['say "x", y', ""], ["two\nlines", "2"]]


def test_no_form_lets_an_escape_through() -> None:
    table = Table("", ("a",), [(HOSTILE,)])
    assert "\x1b" not in drawn(table) + table_csv(table) + table_json(table)


def test_markup_is_text() -> None:
    assert "[bold]b" in drawn(Table("", ("a",), [(HOSTILE,)]))


def test_numbers_stand_right_and_whole() -> None:
    lines = drawn(Table("", ("name", "n"), [("a", 5), ("b", 12345)])).splitlines()
    assert lines[2].endswith("    5")
    assert lines[3].endswith("12345")


def test_too_wide_becomes_records() -> None:
    columns = tuple(f"column_{number}" for number in range(12))
    said = drawn(Table("", columns, [tuple("value" for _ in columns)]), width=60)
    assert said.splitlines()[0].startswith("─ 1")
    assert said.count("value") == 12


def test_units_stand_beside_measures_only() -> None:
    said = drawn(Table("", ("lag", "who"), [(5, "x")], units={"lag": "minutes", "who": "domain"}))
    assert "lag (minutes)" in said
    assert "(domain)" not in said


def test_empty_table_says_so() -> None:
    assert "(no rows)" in drawn(Table("", ("a",), []))
