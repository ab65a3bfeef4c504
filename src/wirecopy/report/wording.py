"""Numbers as people read them: spans of time, shares, sizes, moments.

Comes in: seconds, shares 0..1, bytes. Goes out: short words, the same on every machine (no locale, no local time).
"""

from __future__ import annotations

from datetime import UTC, datetime

NOTHING = "–"
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
_FIRST, _LAST = -62_135_596_800, 253_402_300_799  # years 1 and 9999: beyond them datetime has no words


def say_span(seconds: float) -> str:
    """Return a span in its two largest units.

    >>> say_span(7500), say_span(45), say_span(-90_000)
    ('2 h 5 min', '45 s', '-1 d 1 h')
    """
    rest = round(abs(seconds))
    words: list[str] = []
    for size, unit in _UNITS:
        count, rest = divmod(rest, size)
        if count or (unit == "s" and not words):
            words.append(f"{count} {unit}")
        elif words:
            break
        if len(words) == 2:
            break
    return ("-" if seconds < 0 else "") + " ".join(words)


def say_lag(seconds: int | None) -> str:
    """Return a lag with its sign: "+2 h 5 min", or a dash where it is unknown."""
    if seconds is None:
        return NOTHING
    return "same second" if seconds == 0 else ("+" if seconds > 0 else "") + say_span(seconds)


def say_share(share: float | None) -> str:
    """Return a share or probability as per cent; only what is exactly 0 or 1 says 0 % or 100 %.

    >>> say_share(0.996), say_share(1.0), say_share(0.001)
    ('> 99 %', '100 %', '< 1 %')
    """
    if share is None:
        return NOTHING
    percent = round(share * 100)
    if percent >= 100 and share < 1:
        return "> 99 %"
    if percent <= 0 and share > 0:
        return "< 1 %"
    return f"{percent} %"


def say_count(number: int) -> str:
    """Return a number with thousands set apart by commas."""
    return f"{number:,}"


def say_counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 copy", "2,300 copies"."""
    return f"{number:,} {one if number == 1 else many}"


def say_bytes(size: int) -> str:
    """Return a size in the unit that fits.

    >>> say_bytes(1536), say_bytes(12)
    ('1.5 KB', '12 bytes')
    """
    if size < 1024:
        return f"{size} bytes"
    shown = float(size)
    for unit in ("KB", "MB", "GB"):
        shown /= 1024
        if shown < 1024:
            return f"{shown:.1f} {unit}"
    return f"{shown / 1024:.1f} TB"


def say_time(seconds: int | None, precision: str = "second") -> str:
    """Return a moment in UTC, no finer than `precision` says it is known."""
    if seconds is None or precision == "none":
        return "time unknown"
    if not _FIRST <= seconds <= _LAST:
        return f"{seconds} s since 1970"
    form = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}.get(precision, "%Y-%m-%d %H:%M")
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime(form).rjust(10, "0") if precision == "day" else moment.strftime(form)
