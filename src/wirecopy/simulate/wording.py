"""The mechanics of words and sentences that all edits share: cutting, joining, measuring.

A text is a list of paragraphs. In scripts with spaces the unit is the word; in Chinese, Japanese and
Thai it is the character. Sentences end at . ! ? (not after an abbreviation or initial) or at 。！？.
"""

# ruff: noqa: SIM905 - word lists

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

SPACELESS = frozenset({"zh", "ja", "th"})
PUNCTUATION = ".,;:!?\"'“”‘’«»„‚()[]{}…–—-*/"
_CLOSERS = "\"'”’»)]“"
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col sgt lt sen rep gov st vs no inc corp co ltd jr sr jan feb mar apr jun jul aug "
    "sep sept oct nov dec u.s u.k u.n d.c e.g i.e a.m p.m bzw z.b u.a etc av sra sr dra usw ca str nr abs".split(),
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def sentences(paragraph: str, language: str) -> tuple[str, ...]:
    """The sentences of a paragraph, punctuation kept; joining them with `gap(language)` gives it back."""
    if language in SPACELESS:
        return tuple(part for part in re.split(r"(?<=[。！？])(?![」』”])", paragraph) if part)
    found: list[str] = []
    start = 0
    tokens = paragraph.split()
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if _ends_sentence(token, following):
            found.append(" ".join(tokens[start : index + 1]))
            start = index + 1
    if start < len(tokens):
        found.append(" ".join(tokens[start:]))
    return tuple(found)


def _ends_sentence(token: str, following: str) -> bool:
    bare = token.rstrip(_CLOSERS)
    if not bare or bare[-1] not in ".!?":
        return False
    opening = following.lstrip(PUNCTUATION)
    if opening and opening[0].islower():
        return False
    stem = bare.rstrip(".!?").lower()
    if bare[-1] == "." and (stem in _ABBREVIATIONS or (len(stem) == 1 and stem.isalpha()) or stem.isdigit()):
        return not following
    return True


def gap(language: str) -> str:
    """What stands between two sentences."""
    return "" if language in SPACELESS else " "


def split_token(token: str) -> tuple[str, str, str]:
    """A token as leading punctuation, core, trailing punctuation."""
    core = token.strip(PUNCTUATION)
    if not core:
        return token, "", ""
    start = token.find(core)
    return token[:start], core, token[start + len(core) :]


def word_count(paragraphs: Sequence[str], language: str) -> int:
    """Words, or characters for scripts without spaces."""
    if language in SPACELESS:
        return sum(len(paragraph) for paragraph in paragraphs)
    return sum(paragraph.count(" ") + 1 for paragraph in paragraphs)


def shingles(paragraphs: Sequence[str], language: str) -> set[str]:
    """Word 3-grams (character 5-grams without spaces), lower case: the yardstick for the strength of an edit."""
    if language in SPACELESS:
        text = "".join(_WORD.findall("".join(paragraphs)))
        return {text[i : i + 5] for i in range(max(1, len(text) - 4))}
    words = _WORD.findall("\n".join(paragraphs).lower())
    return {f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)}


def resemblance(left: set[str], right: set[str]) -> float:
    """Jaccard of two shingle sets, symmetric, 0 for two empty sets."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def match_case(word: str, model: str) -> str:
    """`word` with the capitals of `model`: none, first letter, or all."""
    if not model[:1].isupper():
        return word
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:]


def lower_first(sentence: str) -> str:
    """The sentence with its first letter small, unless its first word looks like a name or acronym."""
    first = sentence.split(" ", 1)[0]
    if first.strip(PUNCTUATION).lower() in _SMALLABLE:
        return sentence[:1].lower() + sentence[1:]
    return sentence


def upper_first(sentence: str) -> str:
    """The sentence with its first letter capital, quotes before it left alone."""
    for index, char in enumerate(sentence):
        if char.isalnum():
            return sentence[:index] + char.upper() + sentence[index + 1 :]
    return sentence


_SMALLABLE = frozenset(
    "the a an this that these those it he she they we in on at after before when while as for but and with by "
    "from some many most more one two three officials police according its his her their there if although since "
    "der die das ein eine er sie es nach bei mit in im am auf vor als wenn für aber und "
    "le la les un une il elle ils elles dans en sur après avant selon pour mais et des du au aux ce cette "
    "el los las una unos en tras según por para pero y con esto este esta "
    "в на по из за с и но а он она они это как после".split(),
)
