"""Moving clauses and sentences: the part of a rework that touches order and not words.

Clauses are turned around commas and conjunctions, quotations around their attribution, sentences joined and
split, "the X of Y" becomes "the Y X". Paragraph order and count stay, as translation tools leave them.
"""

from __future__ import annotations

import re
from random import Random

from wirecopy.simulate.wording import SPACELESS, lower_first, sentences, upper_first

_CONJUNCTIONS = {
    "en": ("after", "while", "because", "before", "although", "when", "if", "as", "since", "despite", "following"),
    "de": ("nachdem", "während", "weil", "obwohl", "wenn", "da", "bevor", "als"),
    "fr": ("après", "alors que", "parce que", "avant", "lorsque", "quand", "si", "tandis que"),
    "es": ("después de", "mientras", "porque", "antes de", "aunque", "cuando", "si", "tras"),
    "ru": ("после того как", "пока", "потому что", "хотя", "когда", "если", "поскольку"),
}
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "ru": "и"}
_CONJUNCTION_RE = {
    language: re.compile(rf",? ((?:{'|'.join(words)}) [^,“”\"„«]{{12,200}})([.])$")
    for language, words in _CONJUNCTIONS.items()
}
_QUOTED_RE = re.compile(r'^(["“„«][^"”“»]{8,400},?["”“»]),? ([^"“”„«]{4,160})\.$')
_OF_RE = re.compile(r"\b([Tt]he) ([a-z]{3,}) of (?:the |a )?([a-z]{3,})\b")


def turn_clauses(paragraph: str, rng: Random, language: str) -> str:
    """One paragraph with its clauses in another order; the words are the same but for joints."""
    if language in SPACELESS:
        return _turn_spaceless(paragraph, rng, language)
    turned = [_turn(sentence, rng, language) for sentence in sentences(paragraph, language)]
    return " ".join(_rejoin(turned, rng, language))


def _turn(sentence: str, rng: Random, language: str) -> str:
    quoted = _QUOTED_RE.match(sentence)
    if quoted and rng.random() < 0.7:
        quote = quoted[1].replace(",”", ".”").replace(',"', '."')
        return f"{upper_first(quoted[2])}: {quote}"
    if language == "en" and rng.random() < 0.5:
        sentence = _OF_RE.sub(r"\1 \3 \2", sentence)
    moved = _CONJUNCTION_RE[language].search(sentence) if language in _CONJUNCTION_RE else None
    if moved and rng.random() < 0.6:
        return f"{upper_first(moved[1])}, {lower_first(sentence[: moved.start()])}."
    if rng.random() < 0.6:
        return _rotate(sentence, rng)
    return sentence


def _rotate(sentence: str, rng: Random) -> str:
    if not sentence.endswith(".") or '"' in sentence or "“" in sentence or "„" in sentence:
        return sentence
    clauses = sentence[:-1].split(", ")
    if not 2 <= len(clauses) <= 5:
        return sentence
    turn = rng.randint(1, len(clauses) - 1)
    clauses = [*clauses[turn:], lower_first(clauses[0]), *clauses[1:turn]]
    return upper_first(", ".join(clauses)) + "."


def _rejoin(parts: list[str], rng: Random, language: str) -> list[str]:
    joint = _AND.get(language, ",")
    result: list[str] = []
    for part in parts:
        splits = f", {joint} "
        plain = part.endswith(".") and '"' not in part
        if plain and splits in part and rng.random() < 0.4:
            head, tail = part.split(splits, 1)
            result.extend((head + ".", upper_first(tail)))
        elif (
            result and plain and result[-1].endswith(".") and len(result[-1]) + len(part) < 260 and rng.random() < 0.25
        ):
            result[-1] = f"{result[-1][:-1]}, {joint} {lower_first(part)}"
        else:
            result.append(part)
    return result


def _turn_spaceless(paragraph: str, rng: Random, language: str) -> str:
    mark, comma = "。", "、" if language == "ja" else "，"
    parts = []
    for sentence in sentences(paragraph, language):
        clauses = sentence.removesuffix(mark).split(comma)
        plain = sentence.endswith(mark) and "“" not in sentence and "「" not in sentence
        if plain and 2 <= len(clauses) <= 6 and rng.random() < 0.65:
            turn = rng.randint(1, len(clauses) - 1)
            parts.append(comma.join(clauses[turn:] + clauses[:turn]) + mark)
        else:
            parts.append(sentence)
    return "".join(parts)
