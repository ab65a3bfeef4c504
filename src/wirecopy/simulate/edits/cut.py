"""Cutting: from the end, as desks cut an inverted pyramid, or down to a run of paragraphs for use elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import SPACELESS, word_count

LEAST_WORDS = 90
_LEAST_CHARACTERS = 160
_INSIDE_SENTENCE = 0.3


def cut_tail(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """The text without its last `strength` share of words, in 3 of 10 cases cut inside a sentence.

    At least 90 words (160 characters without spaces) stay.
    """
    language = lexicon.language
    total = word_count(paragraphs, language)
    least = _LEAST_CHARACTERS if language in SPACELESS else LEAST_WORDS
    keep = min(total, max(least, round(total * (1.0 - strength))))
    kept: list[str] = []
    room = keep
    for paragraph in paragraphs:
        size = word_count([paragraph], language)
        if size <= room:
            kept.append(paragraph)
            room -= size
            continue
        if kept and (room < 6 or rng.random() > _INSIDE_SENTENCE):
            break
        kept.append(_first_words(paragraph, max(room, 12), language))
        break
    return kept or list(paragraphs)


def _first_words(paragraph: str, count: int, language: str) -> str:
    return paragraph[:count] if language in SPACELESS else " ".join(paragraph.split(" ")[:count])


def excerpt_run(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, _strength: float) -> list[str]:
    """A run of 3 to 5 paragraphs, more where fewer than 60 words (110 characters) would stand."""
    least = 110 if lexicon.language in SPACELESS else 60
    wanted = rng.randint(3, 5)
    if len(paragraphs) <= wanted:
        return list(paragraphs)
    start = rng.randint(0, len(paragraphs) - wanted)
    end = start + wanted
    while word_count(paragraphs[start:end], lexicon.language) < least and (end < len(paragraphs) or start > 0):
        start, end = (start, end + 1) if end < len(paragraphs) else (start - 1, end)
    return list(paragraphs[start:end])
