"""Headlines: what outlets do to an agency's headline, and the slug that a site makes of it."""

from __future__ import annotations

import unicodedata
from random import Random

from wirecopy.simulate.edits.spin import replace_words
from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import SPACELESS, sentences

_KEPT = 0.05  # "changed by nearly every outlet with its own desk"
_FRONT = {
    "en": ("WATCH: ", "Report: ", "UPDATE: ", "Breaking: "),
    "de": ("Bericht: ", "Update: "),
    "fr": ("Vidéo : ", "Info : "),
    "es": ("Vídeo: ", "Última hora: "),
}
_FEWEST_WORDS, _MOST_WORDS = 5, 12


def vary_headline(headline: str, lede: str, rng: Random, lexicon: Lexicon, *, spun: bool) -> str:
    """The headline of a copy at a desk: rarely kept; with a label in front, reworded, or of the lede's first words."""
    language = lexicon.language
    if spun:
        return replace_words(headline, rng, lexicon, 0.8)
    mark = rng.random()
    if mark < _KEPT:
        return headline
    if mark < _KEPT + 0.1 and language in _FRONT:
        return rng.choice(_FRONT[language]) + headline
    if mark < _KEPT + 0.5:
        return replace_words(headline, rng, lexicon, rng.uniform(0.4, 0.9))
    first = sentences(lede, language)[:1] or (headline,)
    if language in SPACELESS:
        return first[0].split("，")[0].split("、")[0].rstrip("。") or headline
    words = first[0].rstrip(".").split(" ")
    return " ".join(words[: rng.randint(_FEWEST_WORDS, _MOST_WORDS)]).rstrip(",;:") or headline


def slug_of(title: str) -> str:
    """What a site makes of a title for the address: up to eight words in plain letters, or "story"."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = "".join(char if char.isalnum() else " " for char in plain.replace("'", "")).split()
    return "-".join(words[:8]) or "story"
