"""Light edits: what a copy desk does to fit a house style, and a sentence or two less.

Spelling (US or UK, one way through a text), percent, thousands, dates, weekdays, units, abbreviations, "said";
then some sentences dropped. In languages other than English: percent, thousands, and dropped sentences.
"""

# ruff: noqa: E501, SIM905 - tables of spellings and units

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import gap, sentences, split_token

_US_UK = dict(
    pair.split(":")
    for pair in (
        "color:colour colors:colours favor:favour favored:favoured harbor:harbour harbors:harbours labor:labour neighbor:neighbour "
        "neighbors:neighbours neighborhood:neighbourhood neighborhoods:neighbourhoods honor:honour honored:honoured rumor:rumour rumors:rumours "
        "center:centre centers:centres theater:theatre theaters:theatres meter:metre meters:metres liter:litre liters:litres kilometer:kilometre "
        "kilometers:kilometres centimeter:centimetre centimeters:centimetres fiber:fibre organize:organise organized:organised organization:organisation "
        "organizations:organisations organizers:organisers recognize:recognise recognized:recognised criticize:criticise criticized:criticised "
        "realize:realise realized:realised emphasize:emphasise apologize:apologise apologized:apologised authorize:authorise authorized:authorised "
        "analyze:analyse analyzed:analysed defense:defence offense:offence license:licence program:programme programs:programmes traveled:travelled "
        "traveling:travelling travelers:travellers canceled:cancelled canceling:cancelling labeled:labelled modeling:modelling plow:plough tire:tyre "
        "tires:tyres gray:grey jewelry:jewellery check:cheque toward:towards afterward:afterwards aluminum:aluminium catalog:catalogue "
        "dialog:dialogue skeptical:sceptical skeptics:sceptics pajamas:pyjamas mold:mould maneuver:manoeuvre maneuvers:manoeuvres fulfill:fulfil "
        "enrollment:enrolment installment:instalment specialty:speciality airplane:aeroplane ax:axe counselor:counsellor councilor:councillor "
        "councilors:councillors mobilize:mobilise mobilized:mobilised stabilize:stabilise prioritize:prioritise privatize:privatise"
    ).split()
)
_UK_US = {uk: us for us, uk in _US_UK.items()}
_SHORT = {
    "percent": "%",
    "per cent": "%",
    "Prozent": "%",
    "pour cent": "%",
    "por ciento": "%",
    "процентов": "%",
    "процента": "%",
}
_PERCENT = {
    "en": ("percent", "per cent", "%"),
    "de": ("Prozent", "%"),
    "fr": ("pour cent", "%"),
    "es": ("por ciento", "%"),
    "ru": ("процентов", "%"),
}
_PERCENT_RE = re.compile(r"(?<=\d)\s?(?:%|percent\b|per cent\b|Prozent\b|pour cent\b|por ciento\b|процент(?:ов|а)?\b)")
_THOUSANDS_RE = re.compile(r"\b(\d{1,3})[,.\u202f\u00a0](\d{3})\b(?![,.]?\d)")
_MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split(),
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
)
_MONTH_OF = {name: index for row in reversed(_MONTHS) for index, name in enumerate(row)}
_DATE_RE = re.compile(r"\b([A-Z][a-z]{2,8}\.?) (\d{1,2})\b(?!\d|,\d)")
_UNITS = {
    "miles": ("km", 1.609),
    "feet": ("meters", 0.3048),
    "pounds": ("kg", 0.4536),
    "acres": ("hectares", 0.4047),
    "gallons": ("liters", 3.785),
}
_UNIT_RE = re.compile(r"\b(\d[\d,]*(?:\.\d+)?) (miles|feet|pounds|acres|gallons)\b(?! \()")
_WORDS = {
    "U.S.": ("US", "USA", "American"), "U.K.": ("UK",), "U.N.": ("UN", "United Nations"), "EU": ("European Union",), "said": ("says", "stated"),
    "told": ("tells",), "yesterday": ("Tuesday",), "did not": ("didn't",), "could not": ("couldn't",), "Mr.": ("Mr",), "Mrs.": ("Mrs",),
    "per day": ("a day",), "p.m.": ("pm",), "a.m.": ("am",), "OK": ("okay",), "about": ("around",), "more than": ("over",),
}  # fmt: skip
_WORDS_RE = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _WORDS))
_WEEKDAY_RE = re.compile(r" (on )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?= |[.,])")


def light(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """House style by a random choice of the steps, then `strength` (sensibly .02-.15) of the sentences dropped."""
    language = lexicon.language
    steps = house_style(rng, language)
    changed = []
    for paragraph in _drop_sentences(paragraphs, rng, language, strength):
        text = paragraph
        for step in steps:
            text = step(text)
        changed.append(text)
    return changed


def house_style(rng: Random, language: str) -> list[Callable[[str], str]]:
    """The steps of one house style, drawn at random; each takes a paragraph."""
    percent = rng.choice(_PERCENT.get(language, ("%",)))
    sign = percent if percent == "%" and language in {"en", "es"} else f" {percent}"
    steps: list[Callable[[str], str]] = [lambda text: _PERCENT_RE.sub(sign, text)]
    if rng.random() < 0.4:
        steps.append(lambda text: _THOUSANDS_RE.sub(r"\1\2", text))
    if language != "en":
        return steps
    spelling = _US_UK if rng.random() < 0.5 else _UK_US
    steps.append(lambda text: respell(text, spelling))
    months = rng.choice(_MONTHS)
    day_first = rng.random() < 0.3
    words = {word: rng.choice((word, *new)) for word, new in _WORDS.items()}
    weekday = rng.choice((" yesterday", " today", None, None))
    steps.append(lambda text: _DATE_RE.sub(lambda found: _date(found, months, day_first=day_first), text))
    steps.append(lambda text: _WORDS_RE.sub(lambda found: words[found.group()], text))
    if weekday:
        steps.append(lambda text: _WEEKDAY_RE.sub(weekday, text))
    if rng.random() < 0.4:
        steps.append(lambda text: _UNIT_RE.sub(_converted, text))
    return steps


def respell(text: str, spelling: dict[str, str]) -> str:
    """One paragraph with every word of the table respelt, punctuation and first capital kept."""
    tokens = text.split(" ")
    for index, token in enumerate(tokens):
        new = spelling.get(token)
        if new is None and not token.isalpha():
            lead, core, trail = split_token(token)
            new = f"{lead}{spelling[core]}{trail}" if core in spelling else None
        if new is not None:
            tokens[index] = new
    return " ".join(tokens)


def _date(found: re.Match[str], months: Sequence[str], *, day_first: bool) -> str:
    month = _MONTH_OF.get(found[1], _MONTH_OF.get(found[1].rstrip(".")))
    if month is None:
        return found[0]
    return f"{found[2]} {months[month]}" if day_first else f"{months[month]} {found[2]}"


def _converted(found: re.Match[str]) -> str:
    unit, factor = _UNITS[found[2]]
    value = float(found[1].replace(",", "")) * factor
    return f"{value:,.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"


def _drop_sentences(paragraphs: Sequence[str], rng: Random, language: str, share: float) -> list[str]:
    kept: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        parts = sentences(paragraph, language)
        left = [part for part in parts if rng.random() >= share] if index else list(parts)
        if left:
            kept.append(paragraph if len(left) == len(parts) else gap(language).join(left))
    return kept
