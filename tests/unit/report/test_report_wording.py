"""Numbers in words."""

import pytest

from wirecopy.report.wording import say_bytes, say_counted, say_lag, say_share, say_span, say_time


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.6, "1 min"), (60, "1 min"), (3600, "1 h"), (3661, "1 h 1 min"), (86_400, "1 d"), (86_461, "1 d"),
     (90_000, "1 d 1 h"), (-7500, "-2 h 5 min")],
)  # fmt: skip
def test_span(seconds: float, words: str) -> None:
    assert say_span(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(None, "–"), (0, "same second"), (90, "+1 min 30 s"), (-60, "-1 min")])
def test_lag(seconds: int | None, words: str) -> None:
    assert say_lag(seconds) == words


@pytest.mark.parametrize(
    ("share", "words"), [(None, "–"), (0.0, "0 %"), (0.002, "< 1 %"), (0.5, "50 %"), (0.9999, "> 99 %"), (1.0, "100 %")]
)
def test_share_says_all_or_nothing_only_where_it_is(share: float | None, words: str) -> None:
    assert say_share(share) == words


@pytest.mark.parametrize(
    ("seconds", "precision", "words"),
    [(None, "second", "time unknown"), (0, "none", "time unknown"), (0, "minute", "1970-01-01 00:00"),
     (86_400, "day", "1970-01-02"), (0, "month", "1970-01"), (0, "year", "1970"), (-62_135_596_800, "day", "0001-01-01"),
     (253_402_300_800, "second", "253402300800 s since 1970")],
)  # fmt: skip
def test_time_is_no_finer_than_known(seconds: int | None, precision: str, words: str) -> None:
    assert say_time(seconds, precision) == words


def test_counts_and_sizes() -> None:
    assert say_counted(1, "copy", "copies") == "1 copy"
    assert say_counted(2300, "copy", "copies") == "2,300 copies"
    assert say_bytes(5 * 1024**5) == "5120.0 TB"
