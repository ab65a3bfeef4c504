"""Dates and clock times inside running words: 'Tue, October 09, 2018', '4. März 2026, 14.05 Uhr', '2:05 PM EST'.

In: a short str. Out: the first day found with its place, and the first clock time.
The one idea: a table of month names of eleven languages and three shapes of a date cover what outlets print;
zones by name are a table too, because none of the libraries agrees with newspapers about IST or MEZ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wirecopy.model import Precision

_MONTH_NAMES = """
1 january jan januar jänner janvier janv enero ene gennaio gen janeiro januari января янв stycznia ocak oca jänn
2 february feb februar février févr fév febrero febbraio fevereiro fev februari февраля фев lutego şubat fevrier
3 march mar mär märz mrz mars marzo março maart марта мар marca mart marco maerz
4 april apr avril avr abril abr aprile апреля апр kwietnia nisan
5 may mai mayo maggio mag maio mei maj мая maja mayıs
6 june jun juin junio giugno giu junho juni июня июн czerwca haziran
7 july jul juillet juil julio luglio lug julho juli июля июл lipca temmuz
8 august aug août aout agosto ago augustus augusti августа авг sierpnia ağustos
9 september sep sept septembre septiembre settembre set setembro сентября сен września eylül setiembre
10 october oct oktober okt octobre octubre ottobre ott outubro out октября окт października ekim
11 november nov novembre noviembre novembro ноября ноя listopada kasım
12 december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря дек grudnia aralık decembre
"""
MONTHS: Final = {name: int(line.split()[0]) for line in _MONTH_NAMES.strip().splitlines() for name in line.split()[1:]}

_HOURS = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "BST": 1,
    "CET": 1,
    "MEZ": 1,
    "WEST": 1,
    "CEST": 2,
    "MESZ": 2,
    "EET": 2,
    "SAST": 2,
    "EEST": 3,
    "MSK": 3,
    "EAT": 3,
    "GST": 4,
    "PKT": 5,
    "IST": 5.5,
    "NPT": 5.75,
    "BDT": 6,
    "ICT": 7,
    "WIB": 7,
    "HKT": 8,
    "SGT": 8,
    "MYT": 8,
    "PHT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "AST": -4,
    "ADT": -3,
    "NST": -3.5,
    "BRT": -3,
    "ART": -3,
    "ET": -5,
    "CT": -6,
    "MT": -7,
    "PT": -8,
}  # ET, CT, MT, PT without season count as standard time: an hour's error in summer
_FURTHEST_HOURS = 14  # Kiribati; with minutes a little more is let through
ZONE_SECONDS: Final = {name: int(hours * 3600) for name, hours in _HOURS.items()}

_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ \-/]?(?:de |of |d')?([^\W\d_]{3,12})\.?,?[ \-/]?(?:del? )?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:at )?(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,12})\.?,? (?:de )?(\d{4})(?!\d)")
_DIGITS = re.compile(r"(?<![\d.])(\d{1,2})([./\-])(\d{1,2})\2(\d{4})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})([./])(\d{1,2})\2(\d{1,2})(?!\d)"
    r"|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일"
)
_CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-4])(?: ?[:h] ?([0-5]\d)(?:[:.]([0-5]\d|60)(?:[.,]\d{1,9})?)?|\.([0-5]\d)(?!\d))?"
    r"(?: ?([ap])\.? ?m\b\.?)?(?: ?(?:Uhr|hrs?|h)\b)?"
    r"(?: ?\(?(UTC|GMT)?([+-]\d\d:?\d\d|[+-]\d{1,2}(?!\d))|,? ?\(?([A-Z]{1,4}T|UTC|Z|MEZ|MESZ|MSK|WIB)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text (day 0: only the month is named), with its span."""

    year: int
    month: int
    day: int
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day with its offset from UTC in seconds (0 where no zone is named)."""

    hour: int
    minute: int
    second: int
    offset: int
    precision: Precision


def find_day(text: str) -> Day | None:
    """Return the first day named in words or digits, or the first month with a year; None where there is neither.

    A day of the form of ISO 8601 goes first, then words.
    """
    for match in _ISO_DAY.finditer(text):
        found = Day(int(match[1]), int(match[2]), int(match[3]), *match.span())
        if 1 <= found.month <= 12 and 1 <= found.day <= 31:
            return found
    for match in _DAY_FIRST.finditer(text):
        month = MONTHS.get(match[2].lower())
        if month:
            return Day(int(match[3]), month, int(match[1]), *match.span())
    for match in _MONTH_FIRST.finditer(text):
        month = MONTHS.get(match[1].lower())
        if month:
            return Day(int(match[3]), month, int(match[2]), *match.span())
    return _find_digits(text) or _find_month(text)


def _find_digits(text: str) -> Day | None:
    if match := _YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
        return Day(year, month, day, *match.span())
    match = _DIGITS.search(text)
    if not match:
        return None
    first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    month_first = (separator == "/" and first <= 12) or (first <= 12 < second)
    month, day = (first, second) if month_first else (second, first)
    swappable = separator != "." and first <= 12 and second <= 12 and first != second
    return Day(year, month, day, *match.span(), ambiguous=swappable)


def _find_month(text: str) -> Day | None:
    for match in _MONTH_YEAR.finditer(text):
        month = MONTHS.get(match[1].lower())
        if month:
            return Day(int(match[2]), month, 0, *match.span())
    return None


def find_clock(text: str) -> Clock | None:
    """Return the first time of day: a bare number counts only with a.m., p.m. or Uhr behind it."""
    for match in _CLOCK.finditer(text):
        hour_text, minute, second, dotted, half, _, numeric, named = match.groups()
        minute = minute or dotted
        if minute is None and not half and "uhr" not in match.group().lower():
            continue
        hour = int(hour_text)
        if half:
            hour = hour % 12 + (12 if half.lower() == "p" else 0)
        offset = zone_offset(numeric) if numeric else ZONE_SECONDS.get((named or "").upper(), 0)
        if offset is None:
            continue
        precision: Precision = "hour" if minute is None else "minute" if second is None else "second"
        return Clock(hour, int(minute or 0), int(second or 0), offset, precision)
    return None


def zone_offset(written: str) -> int | None:
    """Seconds that "+02:00", "+0200", "+02" or "-5" is ahead of UTC; None where no clock is so far ahead or behind.

    >>> zone_offset("-05:30"), zone_offset("+99:99")
    (-19800, None)
    """
    digits = written[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > _FURTHEST_HOURS or minutes > 59:
        return None
    size = hours * 3600 + minutes * 60
    return -size if written[0] == "-" else size
