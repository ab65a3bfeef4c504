"""Versions of an agency's own story: writethru, correction, kill.

The first version of a story lacks some paragraphs of the base and has older figures; a writethru brings the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_NUMBER_RE = re.compile(r"(?<![\w.,])(\d{1,3})(?![\w.,]?\d|\w)")
_CORRECTED = {
    "en": "This story corrects an earlier version: the figure is {new}, not {old}.",
    "de": "(Berichtigung: Im {n}. Absatz muss es heißen: {new}, nicht {old}.)",
    "fr": "(Corrige au {n}e paragraphe : bien lire {new} au lieu de {old}.)",
    "es": "(Corrige en el párrafo {n}: la cifra es {new}, no {old}.)",
    "ru": "(Исправлено: следует читать {new}, а не {old}.)",
    "zh": "（更正：数字应为{new}，而非{old}。）",
    "ja": "（訂正：{old}を{new}に改めます。）",
}


def first_version(paragraphs: Sequence[str], rng: Random) -> list[str]:
    """The story as first moved: 2 to 4 later paragraphs missing (a third at most), one or two figures different."""
    spare = min(rng.randint(2, 4), len(paragraphs) // 3)
    missing = set(rng.sample(range(1, len(paragraphs)), spare)) if len(paragraphs) > 3 else set()
    text = [paragraph for index, paragraph in enumerate(paragraphs) if index not in missing]
    for index in rng.sample(range(len(text)), min(2, len(text))):
        text[index] = _NUMBER_RE.sub(lambda found: str(_other(found[1], rng)), text[index], count=1)
    return text


def corrected(paragraphs: Sequence[str], rng: Random, language: str) -> tuple[list[str], str]:
    """The story with one figure changed, and the line that says so; unchanged and "" where it has no figure."""
    text = list(paragraphs)
    places = [(index, found) for index, paragraph in enumerate(text) if (found := _NUMBER_RE.search(paragraph))]
    if not places:
        return text, ""
    index, found = rng.choice(places)
    new = str(_other(found[1], rng))
    text[index] = text[index][: found.start()] + new + text[index][found.end() :]
    note = _CORRECTED.get(language, _CORRECTED["en"]).format(old=found[1], new=new, n=index + 1)
    return text, note


def kill_notice(headline: str, slug: str, agency: str) -> tuple[str, list[str]]:
    """Headline and text of a mandatory kill; it shares no running text with the story it withdraws."""
    return (
        f"BC-{slug or 'Story'}-Kill, KILL" if slug else f"KILL: {headline}",
        [
            f"EDITORS: Kill the {agency} story headlined “{headline}”.",
            "The story is being withdrawn because central facts in it could not be confirmed.",
            "A kill is mandatory. Make certain the story is not published, and remove it from sites that carry it.",
        ],
    )


def _other(number: str, rng: Random) -> int:
    value = int(number)
    return (
        value + rng.choice((1, 2, 3, 4)) if value < 20 or rng.random() < 0.6 else max(1, value - rng.choice((1, 2, 3)))
    )
