"""Text recognition noise: what scanning or a bad PDF reader does to a text."""

# ruff: noqa: E501 - table of confusions

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import SPACELESS

_CONFUSED = (
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("I", "l"), ("e", "c"), ("c", "e"), ("h", "b"), ("b", "h"), ("o", "0"), ("S", "5"), ("cl", "d"),
    ("ii", "u"), ("u", "ii"), ("n", "u"), ("t", "f"), ("f", "t"), ("B", "8"), ("g", "q"), ("vv", "w"), ("w", "vv"), ("a", "n"), ("ri", "n"),
    ("и", "н"), ("н", "п"), ("ш", "щ"), ("е", "с"), ("ä", "a"), ("ö", "o"), ("ü", "ii"), ("ß", "B"), ("é", "e"), ("ñ", "n"),
)  # fmt: skip
_LOOKALIKE = {
    "日": "曰",
    "未": "末",
    "己": "已",
    "人": "入",
    "大": "太",
    "土": "士",
    "干": "千",
    "天": "夫",
    "令": "今",
    "间": "问",
}


def recognition_noise(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """Share `strength` of the words (sensibly .01-.08) misread, joined to the next, broken or lost."""
    if lexicon.language in SPACELESS:
        return [
            "".join(_misread_sign(sign, rng, strength) for sign in paragraph) or paragraph for paragraph in paragraphs
        ]
    return [_misread(paragraph, rng, strength) for paragraph in paragraphs]


def _misread(paragraph: str, rng: Random, strength: float) -> str:
    tokens = paragraph.split(" ")
    hits = sum(1 for _ in tokens if rng.random() < strength)
    for _ in range(hits):
        index = rng.randrange(len(tokens))
        tokens[index] = _damage(tokens[index], rng)
        if index + 1 < len(tokens) and rng.random() < 0.15:
            tokens[index : index + 2] = [tokens[index] + tokens[index + 1]]
    return " ".join(token for token in tokens if token) or paragraph


def _damage(token: str, rng: Random) -> str:
    kind = rng.random()
    if kind < 0.7:
        fitting = [(old, new) for old, new in _CONFUSED if old in token]
        if fitting:
            old, new = rng.choice(fitting)
            return token.replace(old, new, 1)
    if kind < 0.85 and len(token) > 5:
        middle = rng.randrange(2, len(token) - 2)
        return f"{token[:middle]}- {token[middle:]}"
    return token[:-1] if len(token) > 3 else token


def _misread_sign(sign: str, rng: Random, strength: float) -> str:
    if rng.random() >= strength:
        return sign
    if sign in _LOOKALIKE:
        return _LOOKALIKE[sign]
    return rng.choice(("", sign, " " + sign))
