"""What an outlet's own desk, or a site that scrapes pages, leaves in a text beside the edit that was asked for.

Paragraphs go in, paragraphs and the names of what was done come out. These are the traces by which a copy of a copy is
told from a copy of the wire (FIELD notes, how a copy differs from its source; direction of copying): house style for
dates, spelling and numbers is each outlet's own; a local sentence is put in; typing errors are inherited by whoever
takes the text from there; a site that scrapes leaves lines of the page in that it took.
"""

# ruff: noqa: E501 - table of sentences

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.edits.light import house_style
from wirecopy.simulate.furniture import furniture_of
from wirecopy.simulate.outlets import Outlet
from wirecopy.simulate.seeds import rng_for
from wirecopy.simulate.wording import PUNCTUATION, SPACELESS

_STYLED = 0.5  # the other half publishes what the feed delivers
_LOCAL = 0.3
_TYPED = 0.2
_LEFT_IN = 0.35
_LONG_WORD = 6

_LOCAL_SENTENCES = {
    "en": (
        "{name} has contacted local officials for comment.", "Readers of {name} have written to us about it since {day}.", "In our area {count} people could be affected, according to figures seen by {name}.",
        "A spokesperson reached by {name} on {day} declined to go into details.", "{count} readers answered a question on the subject that {name} had put on {day}.",
        "Residents who spoke to {name} on {day} were divided.", "There was no immediate reaction here; {name} will update this page.", "Local businesses told {name} they expect no changes before {day}.",
        "{name} first reported on a similar case {count} months ago.", "A meeting on the subject is planned near us for {day}, {name} has learned.",
    ),
    "de": ("{name} hat örtliche Behörden um Stellungnahme gebeten.", "In unserer Region wären {count} Menschen betroffen, wie {name} am {day} erfuhr.", "{count} Leser haben {name} seit {day} dazu geschrieben."),
    "fr": ("{name} a sollicité les autorités locales.", "Dans notre région, {count} personnes seraient concernées, a appris {name} {day}.", "{count} lecteurs ont écrit à {name} depuis {day}."),
    "es": ("{name} ha pedido una valoración a las autoridades locales.", "En nuestra zona hay {count} personas afectadas, según supo {name} el {day}.", "{count} lectores han escrito a {name} desde el {day}."),
    "ru": ("{name}: местные власти пока не ответили на наш запрос.", "В нашем регионе это касается {count} человек, выяснила редакция {name} ({day})."),
    "zh": ("{name}已就此向当地部门求证，涉及{count}人。",),
    "ja": ("{name}は地元の{count}人に話を聞いた。",),
}  # fmt: skip
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница"),
}


def has_desk(outlet: Outlet) -> bool:
    """Whether somebody edits here: not at template networks, aggregators and spinners, which publish what comes in."""
    return outlet.kind in {"publisher", "broadcaster"} and not outlet.group


def scrapes(outlet: Outlet) -> bool:
    """Whether an outlet takes pages of others rather than a feed: aggregators, spinners, and who never credits anybody."""
    return outlet.kind in {"aggregator", "spinner"} or outlet.credit in {"dropped", "false"}


def edit_at_desk(paragraphs: Sequence[str], outlet: Outlet, rng: Random) -> tuple[list[str], tuple[str, ...]]:
    """House style (always the same of one outlet), a local sentence, a typing error, each by chance."""
    text, language, done = list(paragraphs), outlet.language, []
    if rng.random() < _STYLED:
        steps = house_style(rng_for(0, "style", outlet.domain), language)
        for step in steps:
            text = [step(paragraph) for paragraph in text]
        if text != list(paragraphs):
            done.append("house style")
    if rng.random() < _LOCAL and len(text) > 2:
        sentences = _LOCAL_SENTENCES.get(language, _LOCAL_SENTENCES["en"])
        day = rng.choice(_DAYS.get(language, _DAYS["en"]))
        sentence = rng.choice(sentences).format(name=outlet.name, day=day, count=rng.randint(3, 900))
        text.insert(rng.randint(2, len(text)), sentence)
        done.append("local sentence")
    if rng.random() < _TYPED and language not in SPACELESS:
        index = rng.randrange(len(text))
        typed = _mistyped(text[index], rng)
        if typed != text[index]:
            text[index] = typed
            done.append("typing error")
    return text, tuple(done)


def _mistyped(paragraph: str, rng: Random) -> str:
    """One long word with two letters swapped or one lost."""
    tokens = paragraph.split(" ")
    places = [i for i, token in enumerate(tokens) if token.isalpha() and token.islower() and len(token) >= _LONG_WORD]
    if not places:
        return paragraph
    index = rng.choice(places)
    word, at = tokens[index], rng.randint(1, len(tokens[index]) - 3)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    tokens[index] = swapped if rng.random() < 0.5 and swapped != word else word[:at] + word[at + 1 :]
    return " ".join(tokens)


def left_in(page: Outlet, rng: Random) -> str:
    """A line of the page that was scraped, or "" where the scraper took the text alone."""
    furniture = furniture_of(page)
    lines = [line for line in (*furniture.top, *furniture.bottom) if line.strip(PUNCTUATION)]
    return rng.choice(lines) if lines and page.kind != "agency" and rng.random() < _LEFT_IN else ""
