"""`wirecopy run`: what is refused before anything is read, and the summary."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wirecopy.candidates import CostReport
from wirecopy.cli.run import _is_small
from wirecopy.cli.run_summary import nothing_new, remarks, summary_object, summary_tables
from wirecopy.read import FileStats, ReadStats
from wirecopy.run import RunSummary

Wirecopy = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "bands"], "--set is 'bands', allowed is NAME=VALUE"),
        (["--set", "bandss=3"], "--set is 'bandss'"),
        (["--set", "bands=many"], "bands is 'many'"),
        (["--set", "accept=7"], "accept is 7.0, allowed is 0.01 to 0.999 probability"),
        (["--look-back-days", "-3"], "look_back_days is -3"),
        (["--map", "headline"], "--map is 'headline', allowed is FIELD=KEY"),
        (["--rules", "none.toml"], "no such file of rules: none.toml"),
        (["--workers", "0"], "0 is not in the range"),
    ],
)
def test_wrong_parameters_stop_before_anything_is_made(
    wirecopy: Wirecopy, tmp_path: Path, arguments: list[str], said: str
) -> None:
    database = tmp_path / "new.db"
    code, _, err = wirecopy("run", tmp_path, "--db", database, *arguments)
    assert code == 2
    assert said in err
    assert not database.exists()


def summary(**changes: object) -> RunSummary:
    file = FileStats("a.jsonl", "jsonl", articles=3, synthetic_urls=2)
    file.rejects["no-text"] += 1
    plain: dict[str, object] = {
        "run_id": 1, "read_stats": ReadStats([file]), "added": 3, "known": 0, "rejected": 1,
        "rejects_by_reason": {"no-text": 1}, "relabelled": 0, "cost": CostReport(3, 3, 9, 2, 1, 3, 0, 2),
        "pairs_accepted": 2, "stories": 1, "copies": 2, "stories_changed": 1, "total_articles": 3,
        "seconds": {"read": 0.5, "link": 1.25}, "peak_memory_bytes": 1024**2, "database_bytes": 3 * 1024**2,
    }  # fmt: skip
    return RunSummary(**{**plain, **changes})  # type: ignore[arg-type]


def test_summary_names_rejects_by_reason() -> None:
    rows = summary_tables(summary())[0].rows
    assert ("  no text", 1) in rows


def test_verbose_adds_files_cost_and_time() -> None:
    titles = [table.title for table in summary_tables(summary(), verbose=True)]
    assert titles == ["Read", "Found", "Files", "Cost of finding candidates", "Time"]


def test_time_tells_the_size_of_the_database() -> None:
    """3 MB of database beside 1 MB of peak memory."""
    note = summary_tables(summary(), verbose=True)[-1].note
    assert note.endswith("peak memory 1.0 MB; database 3.0 MB")


def test_second_run_says_that_nothing_is_new() -> None:
    again = summary(added=0, known=3, rejected=0, rejects_by_reason={}, pairs_accepted=0, stories_changed=0)
    assert nothing_new(again)
    assert "Nothing new: 3 articles were known, no story changed." in remarks(again)


def test_what_was_made_up_is_told() -> None:
    assert any("2 articles had no url" in remark for remark in remarks(summary()))


def test_object_holds_every_field() -> None:
    said = summary_object(summary())
    missing = {"read_stats"} ^ (set(RunSummary.__slots__) - set(said))
    assert not missing
    assert said["seconds"] == {"read": 0.5, "link": 1.25}


def test_summary_says_where_confidence_is_approximate() -> None:
    crowded = summary(approximate=1_500)
    assert any(remark.startswith("Note: 1,500 articles are among over 1,000") for remark in remarks(crowded))
    assert crowded.caps()["approximate"] == 1_500
    assert "approximate" not in summary().caps()


@pytest.mark.parametrize(("log_bytes", "small"), [(10, True), (3_000_000, False)])
def test_a_run_is_small_only_where_the_log_of_a_killed_one_is(tmp_path: Path, log_bytes: int, small: bool) -> None:
    source, database = tmp_path / "a.jsonl", tmp_path / "wire.db"
    source.write_text("{}\n", encoding="utf-8")
    database.write_bytes(b"x")
    (tmp_path / "wire.db-wal").write_bytes(bytes(log_bytes))
    assert _is_small((str(source),), database) is small


@pytest.mark.parametrize(
    ("undated", "said"),
    [(1, "1 article had no usable time of publication"), (2, "2 articles had no usable time of publication")],
)
def test_remarks_count_in_words_that_fit(undated: int, said: str) -> None:
    assert ReadStats([FileStats("a.jsonl", "jsonl", undated=undated)]).remarks() == [said]
