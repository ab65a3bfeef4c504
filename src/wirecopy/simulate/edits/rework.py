"""Rework: what a round trip through another language does - clauses moved, function words swapped or dropped, synonyms.

The edit is tuned by its result, not by its rates: thesauri differ in how much they cover, so the rates are
raised together until the word 3-gram resemblance to the input falls to a target near .14 (.11-.17, the figure
measured on real round trips). Every place that can be changed gets one fixed random mark; a level decides which
marks count, and bisection finds it.
"""

# ruff: noqa: SIM905 - word lists

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from wirecopy.simulate.edits.clauses import turn_clauses
from wirecopy.simulate.edits.spin import SENTENCE_ENDS
from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import PUNCTUATION, SPACELESS, resemblance, shingles, upper_first

TARGET, TARGET_SPREAD, TARGET_RANGE = 0.14, 0.015, (0.115, 0.165)
_TOLERANCE = 0.012
_MOST_LEVEL = 3.0
_STEPS = 6
_DROPPED = {
    "en": "the a an that of to also just some very".split(),
    "de": "der die das den dem ein eine einen auch noch nun sehr zu".split(),
    "fr": "le la les un une des du aussi que très de".split(),
    "es": "el la los las un una también que muy de".split(),
    "ru": "же и уже также ещё что".split(),
    "zh": "的 了 已 也 将 就 并 在".split(),
    "ja": "の は が も".split(),
}
_ADDED = {
    "en": "the of also then in this".split(),
    "de": "auch dann so dabei".split(),
    "fr": "aussi alors ainsi donc".split(),
    "es": "también entonces así pues".split(),
    "ru": "также тогда так".split(),
    "zh": ["也", "已经"],
    "ja": ["また"],
}


@dataclass(slots=True)
class _Place:
    """A token, what may stand for it, and the random marks that decide at which level it changes."""

    token: str
    content: str
    function: str
    content_mark: float
    function_mark: float
    order_mark: float
    added: str


def rework(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """The text reworked to a resemblance near .14; `strength` (.6-.95) is the share of synonyms at full level."""
    target = min(TARGET_RANGE[1], max(TARGET_RANGE[0], rng.gauss(TARGET, TARGET_SPREAD)))
    before = shingles(paragraphs, lexicon.language)
    places = [_places(turn_clauses(paragraph, rng, lexicon.language), rng, lexicon) for paragraph in paragraphs]
    low, high, level = 0.0, _MOST_LEVEL, 0.8
    for _ in range(_STEPS):
        text = [_render(row, lexicon, strength, level) for row in places]
        distance = resemblance(before, shingles(text, lexicon.language)) - target
        if abs(distance) <= _TOLERANCE:
            break
        low, high = (level, high) if distance > 0 else (low, level)
        level = (low + high) / 2
    return text


def _places(paragraph: str, rng: Random, lexicon: Lexicon) -> list[_Place]:
    spaced = lexicon.language not in SPACELESS
    dropped = frozenset(_DROPPED.get(lexicon.language, ()))
    added = _ADDED.get(lexicon.language, ("",))
    places: list[_Place] = []
    random, start = rng.random, True
    for token in _tokens(paragraph, lexicon):
        content = lexicon.options(token)
        if content and spaced and not start and lexicon.language != "de" and token.lstrip(PUNCTUATION)[:1].isupper():
            content = ()
        function = lexicon.function_options(token) or (("",) if token.lower() in dropped else ())
        if function and token.lower() in dropped and random() < 0.35:
            function = ("",)
        places.append(
            _Place(
                token,
                content[int(random() * len(content))] if content else token,
                function[int(random() * len(function))] if function else token,
                random() if content else 9.0,
                random() if function else 9.0,
                random(),
                added[int(random() * len(added))],
            ),
        )
        start = token.endswith(SENTENCE_ENDS)
    return places


def _tokens(paragraph: str, lexicon: Lexicon) -> list[str]:
    if lexicon.language not in SPACELESS:
        return paragraph.split(" ")
    return [
        part
        for piece in lexicon.pieces(paragraph)
        for part in (lexicon.pieces(piece, function=True) if len(piece) > 1 else [piece])
    ]


def _render(places: list[_Place], lexicon: Lexicon, strength: float, level: float) -> str:
    content_below = min(0.97, strength * min(level, 1.0) * 1.02)
    function_below = min(0.95, 0.7 * level)
    swap_below = 0.05 * level + 0.16 * max(0.0, level - 1.0)
    add_below = swap_below + 0.03 * level
    words: list[str] = []
    for place in places:
        if place.content_mark < content_below:
            word = place.content
        elif place.function_mark < function_below:
            word = place.function
        else:
            word = place.token
        if place.order_mark < swap_below and words and _swappable(words[-1], word):
            words.insert(-1, word)
            continue
        if swap_below <= place.order_mark < add_below and words:
            words.append(place.added)
        words.append(word)
    if lexicon.language in SPACELESS:
        return "".join(words) or "".join(place.token for place in places)
    return upper_first(" ".join(word for word in words if word)) or " ".join(place.token for place in places)


def _swappable(left: str, right: str) -> bool:
    return left.isalpha() and right.isalpha() and left[0].islower() and right[0].islower()
