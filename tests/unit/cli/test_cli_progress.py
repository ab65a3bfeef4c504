"""Progress: silent where short, a line now and then where long."""

import io

import pytest

from wirecopy.cli.progress_bar import QUIET_SECONDS, LineProgress, progress_line, shown_progress


def test_line_tells_rate_and_time_left() -> None:
    assert progress_line("verify", 2000, 8000, 20) == "verify: 2,000 of 8,000, 100/s, 1 min left"
    assert progress_line("read", 5, 0, 10) == "read: 5, 0.50/s"
    assert progress_line("sign", 0, 10, 0) == "sign: 0 of 10"


def test_short_work_says_nothing_in_a_log() -> None:
    stream, now = io.StringIO(), [0.0]
    told = LineProgress(stream, lambda: now[0])
    told("read", 1, 10)
    now[0] = QUIET_SECONDS - 1
    told("read", 5, 10)
    assert stream.getvalue() == ""


def test_long_work_says_a_line_every_half_minute() -> None:
    stream, now = io.StringIO(), [0.0]
    told = LineProgress(stream, lambda: now[0])
    for second in range(100):
        now[0] = float(second)
        told("read", second, 0)
    assert stream.getvalue().splitlines() == ["read: 30, 1/s", "read: 60, 1/s", "read: 90, 1/s"]


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress(quiet=True) as progress:
        progress("read", 1, 2)
    assert capsys.readouterr().err == ""
