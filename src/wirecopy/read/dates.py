"""A date as somebody wrote it to seconds UTC and the precision that it has.

In: str, number, date or datetime. Out: `When` - seconds, precision, and what was doubtful.
The one idea: nearly all dates are ISO 8601, so that path is one regular expression and one constructor (about 2
microseconds); then RFC 2822 and dates written out in eleven languages by an own table of months; python-dateutil and
dateparser only for the rest, cached, on at most 100 characters that hold a year and a letter.

Rules, each a choice: a time without a zone is UTC. Midnight to the second is taken for a date without time (systems
that know only the day write it so). A coarse date stands for the start of its period. 04.03.2026 and 04-03-2026 are day
first; 04/03/2026 is month first (outlets that write slashes are mostly American) unless that is impossible; where
both readings are possible `ambiguous` is set. IST is India. Relative dates ("2 hours ago") are refused: they depend on
when one looks. Years before 1600 or after `latest` are no publication dates: they give no time, but a problem.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wirecopy.read.written_dates import ZONE_SECONDS, Clock, Day, find_clock, find_day, zone_offset

if TYPE_CHECKING:
    from wirecopy.model import Precision

EARLIEST_YEAR: Final = 1600
_DAY_SECONDS: Final = 86_400
_MAX_CHARS: Final = 200

_ISO = re.compile(
    r"(\d{4})-(\d\d?)(?:-(\d\d?)(?:[T ]\s?(\d\d?)(?::(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?)?"
    r"\s?(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?(?:\s?\[[A-Za-z_/+\-]{1,40}\])?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?")
_WEEK = re.compile(r"\d{4}-?W\d")  # ISO 8601 has weeks; dateutil takes their number for a month
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,12})?")
_URL_DAY = re.compile(
    r"[/\-_](?P<y>(?:19|20)\d\d)[/\-_](?P<m>\d\d?|[a-z]{3})[/\-_](?P<d>\d\d?)(?=[/\-_.?]|$)"
    r"|(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True, slots=True)
class When:
    """Seconds UTC (None where unusable), precision, whether day and month could be swapped."""

    seconds: int | None
    precision: Precision
    ambiguous: bool = False


NEVER = When(None, "none")


def _seconds(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, offset: int | None = 0
) -> int | None:
    """Seconds since 1970 by the Gregorian calendar, None where there is no such day, time or offset from UTC.

    24:00 and :60 roll on.
    """
    try:
        days = dt.date(year, month, day).toordinal() - 719_163
    except ValueError:
        return None
    if offset is None or hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return days * _DAY_SECONDS + hour * 3600 + minute * 60 + second - offset


def _offset(zone: str | None) -> int | None:
    return zone_offset(zone) if zone and zone[0] in "+-" else 0


def _precise(hour: str | None, minute: str | None, second: str | None) -> Precision:
    if hour is None:
        return "day"
    if not int(hour) % 24 and not int(minute or 0) and not int(second or 0):
        return "day"
    return "hour" if minute is None else "minute" if second is None else "second"


def _from_iso(match: re.Match[str]) -> When:
    year, month, day, hour, minute, second, zone = match.groups()
    seconds = _seconds(
        int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), _offset(zone)
    )
    if seconds is None:
        return NEVER
    return When(seconds, "month" if day is None else _precise(hour, minute, second))


def _from_number(number: float) -> When:
    """Return an epoch in seconds, milli-, micro- or nanoseconds, told by size; a year; a day as yyyymmdd."""
    if number != number or abs(number) > 1e20:  # noqa: PLR0124 - NaN
        return NEVER
    if EARLIEST_YEAR <= number <= 2100 and number == int(number):
        return When(_seconds(int(number), 1, 1), "year")
    if 16_000_101 <= number <= 21_001_231 and number == int(number):
        return _from_compact(str(int(number)))
    for factor in (1, 1_000, 1_000_000, 1_000_000_000):
        if 1e8 <= number / factor < 1e11:
            return When(int(number // factor), "second")
    return NEVER


def _from_compact(text: str) -> When:
    match = _COMPACT.fullmatch(text)
    if not match:
        return NEVER
    year, month, day, hour, minute, second, zone = match.groups()
    seconds = _seconds(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), _offset(zone)
    )
    return NEVER if seconds is None else When(seconds, _precise(hour, minute, second))


def _from_day(day: Day, clock: Clock | None) -> When:
    if clock is None:
        seconds = _seconds(day.year, day.month, day.day or 1)
        return NEVER if seconds is None else When(seconds, "day" if day.day else "month", day.ambiguous)
    seconds = _seconds(day.year, day.month, day.day or 1, clock.hour, clock.minute, clock.second, clock.offset)
    return NEVER if seconds is None else When(seconds, clock.precision, day.ambiguous)


def _from_datetime(value: dt.date) -> When:
    if not isinstance(value, dt.datetime):
        return When(_seconds(value.year, value.month, value.day), "day")
    offset = int((value.utcoffset() or dt.timedelta()).total_seconds())
    seconds = _seconds(value.year, value.month, value.day, value.hour, value.minute, value.second, offset)
    midnight = not (value.hour or value.minute or value.second)
    return When(seconds, "day" if midnight else "second")


def _from_text(text: str) -> When:
    text = " ".join(text[:_MAX_CHARS].split())
    if match := _ISO.fullmatch(text):
        return _from_iso(match)
    compact = _from_compact(text)
    if compact.seconds is not None:
        return compact
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    day = find_day(text)
    if day:
        return _from_day(day, find_clock(text[: day.start] + " ; " + text[day.end :]))
    return _from_libraries(text[:100])


@lru_cache(maxsize=4096)
def _from_libraries(text: str) -> When:
    """Return the last resort: python-dateutil (never fuzzy), then dateparser where installed, absolute dates only."""
    if not (re.search(r"\d{4}", text) and re.search(r"[^\W\d_]", text)) or _WEEK.search(text):
        return NEVER
    from dateutil import parser as dateutil_parser  # noqa: PLC0415 - off the hot path

    default = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
    try:
        return _from_datetime(dateutil_parser.parse(text, default=default, tzinfos=_zone_of))
    except (ValueError, OverflowError, TypeError):
        return _from_dateparser(text)


def _zone_of(name: str | None, offset: int | None) -> int | None:
    """The zone that dateutil asks for; it would take the machine's own for a name that this happens to have."""
    return ZONE_SECONDS.get((name or "").upper()) if offset is None else offset


def _from_dateparser(text: str) -> When:
    try:
        from dateparser.date import DateDataParser  # noqa: PLC0415 - optional, 40 ms and some MB
    except ImportError:
        return NEVER
    parser = DateDataParser(
        languages=["en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "tr", "ar", "zh", "ja"],
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
    try:
        found = parser.get_date_data(text)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return NEVER
    return _from_datetime(found.date_obj) if found.date_obj else NEVER


def parse_when(value: object, latest: int) -> When:
    """Time of publication from any value; seconds is None where it is unusable or out of range.

    `latest` is the last second (UTC) that is believed; the first is the start of the year 1600.

    >>> parse_when("Published: Tue, October 09, 2018", latest=2_000_000_000)
    When(seconds=1539043200, precision='day', ambiguous=False)
    """
    if isinstance(value, str):
        match = _ISO.fullmatch(value)
        found = _from_iso(match) if match else _from_text(value)
    elif isinstance(value, dt.date):
        found = _from_datetime(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _from_number(value)
    else:
        return NEVER
    if found.seconds is None or not _EARLIEST <= found.seconds <= latest:
        return NEVER
    return found


_EARLIEST: Final = (dt.date(EARLIEST_YEAR, 1, 1).toordinal() - 719_163) * _DAY_SECONDS


def date_in_url(url: str, latest: int) -> When:
    """Return the day (or month) that an address names, as /2026/03/04/ or 20260304; NEVER where it names none.

    >>> date_in_url("https://gazette.example/2026/mar/04/rain", latest=2_000_000_000).precision
    'day'
    """
    match = _URL_DAY.search(url[:2000].lower())
    if match:
        year, month, day = match.group("y", "m", "d") if match["y"] else match.group("cy", "cm", "cd")
        number = _MONTHS.get(month, 0) if month.isalpha() else int(month)
        seconds = _seconds(int(year), number, int(day))
        if seconds is not None and seconds <= latest:
            return When(seconds, "day")
    if match := _URL_MONTH.search(url):
        seconds = _seconds(int(match[1]), int(match[2]), 1)
        if seconds is not None and seconds <= latest:
            return When(seconds, "month")
    return NEVER
