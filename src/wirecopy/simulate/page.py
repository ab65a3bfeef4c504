"""A page: body text dressed as one outlet publishes it - dateline, credit, captions, furniture, marks.

Body paragraphs, an outlet and a credit form go in; title, author and text (paragraphs joined by blank lines)
come out. What a page says about its source is decided before (tree.py); here it is only written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from wirecopy.simulate.agencies import Agency, dateline, photo_caption, sign_off, signed_byline
from wirecopy.simulate.furniture import CARRIER_MARKS, Marks, furniture_of, marks_of
from wirecopy.simulate.outlets import Outlet
from wirecopy.simulate.wording import SPACELESS

_CAPTIONS = 0.12


@dataclass(frozen=True, slots=True)
class Credit:
    """What a page says of its source: `form` is kept (dateline), byline, author, sign-off, line, or dropped."""

    form: str
    agency: Agency | None = None
    name: str = ""  # for sources that are no agency


@dataclass(frozen=True, slots=True)
class Dress:
    """Everything but the body that one page needs."""

    outlet: Outlet
    credit: Credit
    place: str
    byline: str
    moment: int
    language: str
    teaser: str = ""
    carrier: str = ""  # domain of a carrier whose mark was left in
    bare: bool = False  # no furniture: an agency's own feed
    note: str = ""  # what the agency says of this version, above the text
    undated: bool = False  # no dateline: an advisory to editors


def choose_credit(habit: str, agency: Agency, rng: Random) -> Credit:
    """A credit form for a habit of keeping, moving or dropping."""
    if habit == "kept":
        return Credit("kept", agency)
    if habit == "moved":
        return Credit(rng.choice(("byline", "author", "sign-off", "sign-off", "line")), agency)
    return Credit("dropped")


def write_page(body: Sequence[str], dress: Dress, rng: Random) -> tuple[str, str]:
    """The text and the author field of a page."""
    year = datetime.fromtimestamp(dress.moment, UTC).year
    paragraphs = list(body) if dress.undated else _with_dateline(list(body), dress, rng)
    before, after, author = _credit_lines(dress, year, rng)
    if dress.bare:
        return "\n\n".join([*([dress.note] if dress.note else []), *before, *paragraphs, *after]), author
    furniture = furniture_of(dress.outlet)
    marks = marks_of(dress.outlet, dress.moment, rng)
    if dress.carrier:
        marks = _carried(marks, dress)
    caption = photo_caption(dress.language, year, rng) if rng.random() < _CAPTIONS else ""
    _insert(paragraphs, marks.inside, rng)
    for line in furniture.middle:
        _insert(paragraphs, line, rng)
    if dress.teaser and rng.random() < furniture.teases:
        _insert(paragraphs, furniture.teaser.format(title=dress.teaser), rng)
    top = [*furniture.top, *marks.before, *before, *([caption] if caption else [])]
    return "\n\n".join([*top, *paragraphs, *after, *marks.after, *furniture.bottom]), author


def _carried(own: Marks, dress: Dress) -> Marks:
    mark = CARRIER_MARKS[dress.carrier]
    if dress.carrier == "yahoo.com":
        return Marks(own.before, mark, own.after)
    stamp = datetime.fromtimestamp(dress.moment, UTC).strftime("%d-%m-%Y %H:%M IST")
    return Marks((*own.before, f"{mark} | Updated: {stamp} | Created: {stamp}"), own.inside, own.after)


def _insert(paragraphs: list[str], line: str, rng: Random) -> None:
    if line and len(paragraphs) > 2:
        paragraphs.insert(rng.randint(2, len(paragraphs) - 1), line)


def _with_dateline(body: list[str], dress: Dress, rng: Random) -> list[str]:
    credit = dress.credit
    if credit.form == "kept" and credit.agency is not None:
        opening = dateline(credit.agency, dress.place, dress.language, dress.moment, dress.outlet.dash)
    elif dress.place and dress.language not in SPACELESS and rng.random() < 0.5:
        opening = dateline(None, dress.place, dress.language, dress.moment, dress.outlet.dash)
    else:
        opening = ""
    return [opening + body[0], *body[1:]] if body else body


def _credit_lines(dress: Dress, year: int, rng: Random) -> tuple[list[str], list[str], str]:
    """Lines before the text, lines after it, and the author field."""
    credit, agency = dress.credit, dress.credit.agency
    if agency is None:
        return [], [f"Source: {credit.name}"] if credit.name else [], "" if credit.name else dress.byline
    if credit.form == "byline":
        return [signed_byline(dress.byline, agency, dress.language)], [], dress.byline
    if credit.form == "author":
        return [], [], agency.full.removeprefix("The ")
    if credit.form == "sign-off":
        return [], [sign_off(agency, dress.language, year, rng)], ""
    if credit.form == "line":
        place = dress.place.upper()
        return [f"{agency.short}, {place}" if place and dress.language not in SPACELESS else agency.short], [], ""
    return [], [], dress.byline if credit.form == "kept" else ""
