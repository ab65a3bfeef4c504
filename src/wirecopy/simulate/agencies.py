"""Agencies as they sign: home pages, how their datelines look in each language, how others credit them.

The names are those of real agencies, because rules that read credits know those; every text under them is invented.
A copy keeps a credit in one of the forms below, or drops it, or names another agency (a false credit).
"""

# ruff: noqa: E501, SIM905 - tables of credit forms and months

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: short name as in brackets, full name as in a byline, home page, languages it writes in."""

    short: str
    full: str
    domain: str
    languages: tuple[str, ...]
    dated: bool = False  # the day stands in the dateline


_ALL = (
    Agency("AP", "The Associated Press", "apnews.com", ("en", "es")),
    Agency("Reuters", "Reuters", "reuters.com", ("en", "de", "fr", "es"), dated=True),
    Agency("AFP", "Agence France-Presse", "afp.com", ("en", "de", "fr", "es")),
    Agency("UPI", "United Press International", "upi.com", ("en",), dated=True),
    Agency("PA", "PA Media", "pa.media", ("en",)),
    Agency("CP", "The Canadian Press", "thecanadianpress.com", ("en",)),
    Agency("AAP", "Australian Associated Press", "aap.com.au", ("en",)),
    Agency("PTI", "Press Trust of India", "ptinews.com", ("en",)),
    Agency("Bloomberg", "Bloomberg News", "bloomberg.com", ("en",)),
    Agency("Xinhua", "Xinhua News Agency", "xinhuanet.com", ("en",), dated=True),
    Agency("dpa", "Deutsche Presse-Agentur", "dpa.com", ("de",)),
    Agency("APA", "Austria Presse Agentur", "apa.at", ("de",)),
    Agency("epd", "Evangelischer Pressedienst", "epd.de", ("de",)),
    Agency("KNA", "Katholische Nachrichten-Agentur", "kna.de", ("de",)),
    Agency("dts", "dts Nachrichtenagentur", "dts-nachrichtenagentur.de", ("de",)),
    Agency("sda", "Keystone-SDA", "keystone-sda.ch", ("de",)),
    Agency("ATS", "Keystone-ATS", "keystone-ats.ch", ("fr",)),
    Agency("Belga", "Agence Belga", "belga.be", ("fr",)),
    Agency("EFE", "Agencia EFE", "efe.com", ("es",), dated=True),
    Agency("Europa Press", "Europa Press", "europapress.es", ("es",), dated=True),
    Agency("ТАСС", "ТАСС", "tass.ru", ("ru",), dated=True),
    Agency("РИА Новости", "РИА Новости", "ria.ru", ("ru",), dated=True),
    Agency("Интерфакс", "Интерфакс", "interfax.ru", ("ru",), dated=True),
    Agency("新华社", "新华社", "news.cn", ("zh",), dated=True),
    Agency("中新社", "中国新闻社", "chinanews.com.cn", ("zh",), dated=True),
    Agency("共同", "共同通信社", "kyodo.co.jp", ("ja",)),
    Agency("時事", "時事通信社", "jiji.com", ("ja",)),
)
AGENCIES = {agency.short: agency for agency in _ALL}
_ALIASES = {
    ("zh", "Xinhua"): "新华社", ("zh", "Chinanews"): "中新社", ("zh", "中新网"): "中新社", ("ru", "TASS"): "ТАСС", ("ru", "RIA"): "РИА Новости",
    ("ru", "RIA Novosti"): "РИА Новости", ("ru", "Interfax"): "Интерфакс", ("ja", "Kyodo"): "共同", ("ja", "Jiji"): "時事",
    ("ja", "共同通信"): "共同", ("ja", "時事通信"): "時事",
}  # fmt: skip
_MONTHS = {
    "en": "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split(),
    "es": "ene feb mar abr may jun jul ago sep oct nov dic".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
}


def agency_named(short: str, language: str) -> Agency:
    """The agency of that short name; an unlisted one gets an invented home page."""
    known = AGENCIES.get(_ALIASES.get((language, short), short))
    if known is not None:
        return known
    letters = "".join(char for char in short.lower() if char.isascii() and char.isalnum()) or "wire"
    return Agency(short, short, f"{letters}.example", (language,))


def agencies_of(language: str) -> list[Agency]:
    """The agencies that write in a language; the English ones where there is none."""
    return [agency for agency in _ALL if language in agency.languages] or [
        agency for agency in _ALL if "en" in agency.languages
    ]


def dateline(agency: Agency | None, place: str, language: str, moment: int, dash: str = "—") -> str:
    """The dateline that is put before the first paragraph, with its trailing space; without an agency, place and dash."""
    if not place:
        return f"({agency.short}) {dash} " if agency and language not in {"zh", "ja"} else ""
    when = datetime.fromtimestamp(moment, UTC)
    if language == "zh":
        return f"{agency.short}{place}{when.month}月{when.day}日电 " if agency else ""
    if language == "ja":
        return f"【{place}{agency.short}】" if agency else ""
    if agency is None:
        return f"{place} {dash} "
    day = _day(when, language) if agency.dated else ""
    if language == "ru":
        return (
            f"{place.upper()}, {day} /{agency.short}/. "
            if agency.short == "ТАСС"
            else f"{place.upper()}, {day} — {agency.short}. "
        )
    if language == "es":
        return f"{place}, {day} ({agency.short}).- " if agency.dated else f"{place} ({agency.short}) {dash} "
    dated = f", {day}" if day and language == "en" else ""
    return f"{place}{dated} ({agency.short}) {'-' if language == 'de' else dash} "


def _day(when: datetime, language: str) -> str:
    month = _MONTHS.get(language, _MONTHS["en"])[when.month - 1]
    return f"{month} {when.day}" if language == "en" else f"{when.day} {month}"


def signed_byline(byline: str, agency: Agency, language: str) -> str:
    """A byline that names the agency, as sites print it above the text."""
    if byline:
        return byline if agency.full.removeprefix("The ") in byline else f"{byline}, {agency.full.removeprefix('The ')}"
    return {"de": f"Von {agency.short}", "fr": f"Par {agency.short}", "es": f"Por {agency.full}"}.get(
        language, f"By {agency.full}"
    )


def sign_off(agency: Agency, language: str, year: int, rng: Random) -> str:
    """A credit line that stands after the text."""
    forms: dict[str, Sequence[str]] = {
        "en": (
            f"Copyright {year} {agency.full}. All rights reserved.", f"Source: {agency.short}", f"— {agency.short}", f"({agency.short})",
            f"Copyright {year} {agency.full}. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
            f"(This story has not been edited and is published from a syndicated {agency.short} feed.)",
        ),
        "de": (f"Quelle: {agency.short}", f"({agency.short})", f"kst/{agency.short.lower()}", f"© {agency.short}", "mit Material der dpa" if agency.short == "dpa" else f"mit {agency.short}"),
        "fr": (f"© {agency.short}", f"avec {agency.short}", f"({agency.short})", f"Source : {agency.short}"),
        "es": (f"Fuente: {agency.short}", f"Con información de {agency.short}", f"({agency.short})", f"© {agency.full}"),
        "ru": (f"Источник: {agency.short}", f"По материалам {agency.short}"),
        "zh": (f"来源：{agency.short}", f"（{agency.short}）"),
        "ja": (f"（{agency.short}）", f"出典：{agency.short}"),
    }  # fmt: skip
    return rng.choice(forms.get(language, forms["en"]))


def photo_caption(language: str, year: int, rng: Random) -> str:
    """A caption with a photo credit: it names an agency and credits it for no text."""
    names = ("Lena Farrow", "Tomas Brede", "Ilse Marchand", "Rui Castanho", "Vera Holub", "Sam Okoye")
    name = rng.choice(names)
    return {
        "en": rng.choice((f"FILE - A file picture from {year - 1}. (AP Photo/{name}, File)", f"A view of the scene. REUTERS/{name}", f"(Photo by {name}/AFP via Getty Images)")),
        "de": f"Archivbild. Foto: {name}/dpa",
        "fr": f"Image d'archives. Photo {name}/AFP",
        "es": f"Imagen de archivo. Foto: {name}/EFE",
    }.get(language, "")  # fmt: skip
