"""Dates of every usual shape, and those that must not be believed."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.read.dates import date_in_url, parse_when

LATEST = int(dt.datetime(2028, 1, 1, tzinfo=dt.UTC).timestamp())
DAY = int(dt.datetime(2026, 3, 4, tzinfo=dt.UTC).timestamp())
AFTERNOON = DAY + 14 * 3600 + 5 * 60


@pytest.mark.parametrize(
    ("written", "seconds", "precision"),
    [
        ("2026-03-04T14:05:00Z", AFTERNOON, "second"),
        ("2026-03-04T14:05:07.123456Z", AFTERNOON + 7, "second"),
        ("2026-03-04 14:05", AFTERNOON, "minute"),
        ("2026-03-04T14:05+02:00", AFTERNOON - 7200, "minute"),
        ("2026-03-04T14:05:00-0500", AFTERNOON + 18000, "second"),
        ("2026-03-04T14Z", DAY + 14 * 3600, "hour"),
        ("2026-03-04 00:00:00", DAY, "day"),
        ("2026-03-04T00:00:00+00:00", DAY, "day"),
        ("2026-03-04", DAY, "day"),
        ("2026-3-4", DAY, "day"),
        ("2026-03", DAY - 3 * 86400, "month"),
        ("2026", int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()), "year"),
        ("20260304", DAY, "day"),
        ("20260304T1405Z", AFTERNOON, "minute"),
        ("20260304140500", AFTERNOON, "second"),
        (20260304, DAY, "day"),
        (AFTERNOON, AFTERNOON, "second"),
        (AFTERNOON * 1000 + 5, AFTERNOON, "second"),
        (AFTERNOON * 1_000_000, AFTERNOON, "second"),
        (float(AFTERNOON), AFTERNOON, "second"),
        (str(AFTERNOON), AFTERNOON, "second"),
        ("Wed, 04 Mar 2026 14:05:00 GMT", AFTERNOON, "second"),
        ("Wed, 4 Mar 2026 14:05:00 -0500", AFTERNOON + 18000, "second"),
        ("March 4, 2026 2:05 PM EST", AFTERNOON + 18000, "minute"),
        ("Mar. 4, 2026, 2 p.m. ET", DAY + 19 * 3600, "hour"),
        ("4th of March 2026", DAY, "day"),
        ("Published: Tue, October 09, 2018", 1539043200, "day"),
        ("Updated: Mar 04, 2026 19:35 IST | Created: Mar 04, 2026", AFTERNOON, "minute"),
        ("04.03.2026 14:05", AFTERNOON, "minute"),
        ("04.03.2026, 14.05 Uhr", AFTERNOON, "minute"),
        ("4. März 2026, 15:05 Uhr MEZ", AFTERNOON, "minute"),
        ("Mittwoch, 4. Maerz 2026", DAY, "day"),
        ("mercredi 4 mars 2026 à 14h05", AFTERNOON, "minute"),
        ("1er mars 2026", DAY - 3 * 86400, "day"),
        ("4 de marzo de 2026", DAY, "day"),
        ("4 de março de 2026 14:05", AFTERNOON, "minute"),
        ("4 marzo 2026", DAY, "day"),
        ("4 maart 2026", DAY, "day"),
        ("4 марта 2026, 14:05", AFTERNOON, "minute"),
        ("2026年3月4日", DAY, "day"),
        ("2026-03-04 14:05 EST", AFTERNOON + 18000, "minute"),
        ("2026-03-04 15:05:00 CET", AFTERNOON, "second"),
        ("2026-03-04 02:05 PM", AFTERNOON, "minute"),
        ("Published 2026-03-04T14:05:00Z by Reuters", AFTERNOON, "second"),
        ("2026 March 4 15:05 CET", AFTERNOON, "second"),
        ("4 March 2026 14:05 +99:99", DAY, "day"),
        ("2026/03/04 14:05", AFTERNOON, "minute"),
        ("03/04/2026", DAY, "day"),
        ("13/02/2026", DAY - 19 * 86400, "day"),
        ("04-Mar-2026 14:05:00", AFTERNOON, "second"),
        ("March 2026", DAY - 3 * 86400, "month"),
        ("1916-05-31", int(dt.datetime(1916, 5, 31, tzinfo=dt.UTC).timestamp()), "day"),
        (dt.date(2026, 3, 4), DAY, "day"),
        (dt.datetime(2026, 3, 4, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=1))), AFTERNOON - 3600, "second"),
    ],
)
def test_date_shapes(written: object, seconds: int | None, precision: str) -> None:
    found = parse_when(written, LATEST)
    assert (found.seconds, found.precision) == (seconds, precision)


@pytest.mark.parametrize(
    "written",
    [
        "0000-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-13-01T00:00:00Z",
        "1599-12-31",
        "2028-01-02",
        "yesterday",
        "2 hours ago",
        "",
        " ",
        "n/a",
        "31 Foo 2026",
        "2026-03-04T14:05:00+99:99",
        "20260304T140500-9900",
        "+012026-03-04T14:05:00Z",
        "2026-063",
        "2026-W10-3",
        0,
        -1,
        5,
        10**30,
        float("nan"),
        float("inf"),
        True,
        None,
        b"2026-03-04",
        "9" * 500,
        "1 " * 300,
        dt.date(1, 1, 1),
        dt.datetime(9999, 12, 31, 23, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
    ],
)
def test_dates_not_believed(written: object) -> None:
    found = parse_when(written, LATEST)
    assert (found.seconds, found.precision) == (None, "none")


def test_the_zone_of_the_machine_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is the machine's own zone was read by its clock, any other as UTC with a warning."""
    for zone in ("Europe/Berlin", "QQQ-7"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            assert parse_when("2026 Mar 4 15:05 CET", LATEST).seconds == AFTERNOON
            assert parse_when("2026 Mar 4 14:05 QQQ", LATEST).seconds == AFTERNOON
        finally:
            monkeypatch.undo()
            time.tzset()


def test_swappable_day_and_month_are_marked() -> None:
    assert parse_when("03/04/2026", LATEST).ambiguous
    assert not parse_when("03.04.2026", LATEST).ambiguous
    assert not parse_when("13/04/2026", LATEST).ambiguous
    assert not parse_when("04/04/2026", LATEST).ambiguous


@pytest.mark.parametrize(
    ("url", "seconds", "precision"),
    [
        ("https://a.example/2026/03/04/rain", DAY, "day"),
        ("https://a.example/2026/mar/04/rain", DAY, "day"),
        ("https://a.example/rain-2026-03-04.html", DAY, "day"),
        ("https://a.example/rain_20260304.html", DAY, "day"),
        ("https://a.example/2026/03/rain", DAY - 3 * 86400, "month"),
        ("https://a.example/rain-1202603041", None, "none"),
        ("https://a.example/2026/13/44/rain", None, "none"),
        ("https://a.example/20991231", None, "none"),
        ("", None, "none"),
    ],
)
def test_date_in_url(url: str, seconds: int | None, precision: str) -> None:
    found = date_in_url(url, LATEST)
    assert (found.seconds, found.precision) == (seconds, precision)


@settings(deadline=None)
@given(st.datetimes(dt.datetime(1600, 1, 1), dt.datetime(2027, 12, 31)))  # noqa: DTZ001 - hypothesis wants them naive
def test_iso_agrees_with_the_standard_library(moment: dt.datetime) -> None:
    """Law: an ISO time means what datetime.fromisoformat says it means."""
    moment = moment.replace(microsecond=0, tzinfo=dt.UTC)
    assert parse_when(moment.isoformat(), LATEST).seconds == int(moment.timestamp())


@settings(deadline=None)
@given(st.text(max_size=250) | st.from_regex(r"[0-9 ,.:/TZ+\-a-zäé]{0,40}", fullmatch=True))
def test_any_string_is_a_time_in_range_or_none(written: object) -> None:
    """Law: no string raises, and no time outside the allowed range comes out."""
    found = parse_when(written, LATEST)
    assert found.seconds is None or -11676096000 <= found.seconds <= LATEST
    assert (found.seconds is None) == (found.precision == "none")
