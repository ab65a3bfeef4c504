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


def test_number_is_never_cut() -> None:
    columns = (
        "outlet_domain",
        "uncredited_copies",
        "stories",
        "words_copied",
        "mean_share_of_source",
        "mean_share_of_copy",
    )
    units = dict.fromkeys(columns[1:4], "copies") | dict.fromkeys(columns[4:], "0..1")
    rows = [("a-long-name-of-an-outlet.example", 2, 2, 780, 0.994, 0.987), ("b.example", 1, 1, 1234567, 0.5, 1.0)]
    for width in range(64, 160):
        said = drawn(Table("", columns, rows, units=units), width)
        for number in ("780", "0.994", "0.987", "1234567", "0.500", "1.000"):
            assert number in said, width
        assert max(map(len, said.splitlines())) <= width, width


def test_decimals_are_as_many_for_all_shares_of_a_column_and_counts_have_none() -> None:
    said = drawn(Table("", ("name", "share", "n"), [("a", 1.0, 1.0), ("b", 0.25, 2), ("c", None, 3), ("d", 500, 4)]))
    assert [line.split()[1:] for line in said.splitlines()[2:]] == [
        ["1.00", "1"], ["0.25", "2"], ["–", "3"], ["500", "4"],
    ]  # fmt: skip


def test_head_is_folded_before_a_table_becomes_records() -> None:
    said = drawn(Table("", ("mean_share_of_source", "n"), [(0.5, 1)], units={"mean_share_of_source": "0..1"}), 18)
    lines = said.splitlines()
    assert [lines[0].split()[0], lines[1].split()[0]] == ["mean_share_of_", "source"]
    assert "─ 1" not in said


def test_address_is_never_broken() -> None:
    address = "https://a.example/" + "x" * 70
    rows = [(address, 0.5, "some words that may be folded wherever it is needed to make room")]
    for width in (40, 90, 130):
        assert address in drawn(Table("", ("url", "share", "text"), rows), width)


def test_cells_are_unfolded_before_heads() -> None:
    name = "a-name-of-more-than-28-columns.example"
    said = drawn(Table("", ("outlet", "a_long_head_of_numbers", "another_head_of_numbers"), [(name, 1, 2)]), 70)
    assert name in said


def test_csv_has_no_cell_that_a_spreadsheet_would_run() -> None:
    cells = ["=1+1", "+1", "-1", "@a", "Ferry = boat"]
    rows = list(csv.reader(io.StringIO(table_csv(Table("", ("a",), [(cell,) for cell in cells])))))[1:]
    assert [row[0] for row in rows] == ["'=1+1", "'+1", "'-1", "'@a", "Ferry = boat"]
    assert "'" not in table_csv(Table("", ("a",), [(-1,), (-1.5,)]))
