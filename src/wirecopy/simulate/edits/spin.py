"""Synonym spinning: a share of the words that have synonyms is replaced, inside quotations and all.

The manner is that of content farms: function words, names and digits survive, apostrophes vanish, quotation
marks are turned, dashes are glued, "has" becomes "has actually", "third" becomes "3rd".
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import PUNCTUATION, SPACELESS

SENTENCE_ENDS = (".", "!", "?", ":", "“", '"', "”")
_TELLTALES = {
    "third": "3rd",
    "second": "2nd",
    "first": "very first",
    "has": "has actually",
    "have": "have actually",
    "governor": "guv",
    "dozen": "lots",
    "including": "consisting of",
    "recently": "just recently",
}


def spin(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """Each word that has synonyms is replaced with probability `strength`; earlier synonyms are likelier."""
    spun = [replace_words(paragraph, rng, lexicon, strength) for paragraph in paragraphs]
    if lexicon.language in SPACELESS:
        return spun
    return _farm_marks(spun, rng, english=lexicon.language == "en")


def replace_words(text: str, rng: Random, lexicon: Lexicon, strength: float) -> str:
    """One paragraph with synonyms put in; capitalised words inside a sentence are taken for names (not in German)."""
    tokens = lexicon.pieces(text)
    options_of, random = lexicon.options, rng.random
    german = lexicon.language == "de"
    start = True
    for index, token in enumerate(tokens):
        options = options_of(token)
        if options and random() < strength and (start or german or not _is_name(token)):
            tokens[index] = options[int(random() ** 1.6 * len(options))]
        start = token.endswith(SENTENCE_ENDS)
    return ("" if lexicon.language in SPACELESS else " ").join(tokens)


def _is_name(token: str) -> bool:
    return token.lstrip(PUNCTUATION)[:1].isupper()


def _farm_marks(paragraphs: list[str], rng: Random, *, english: bool) -> list[str]:
    """Marks of careless tools, each drawn once for the whole text."""
    deletes, turns, glues = rng.random() < 0.75, rng.random() < 0.6, rng.random() < 0.5
    telltale = rng.uniform(0.1, 0.6)
    marked: list[str] = []
    for paragraph in paragraphs:
        text = _telltales(paragraph, rng, telltale) if english else paragraph
        if deletes:
            text = text.replace("’", "").replace("'", "")
        if turns:
            text = _turn_quotes(text)
        if glues:
            text = text.replace(" — ", "– ").replace("—", "– ")
        marked.append(text)
    return marked


def _telltales(text: str, rng: Random, share: float) -> str:
    return " ".join(_TELLTALES[t] if t in _TELLTALES and rng.random() < share else t for t in text.split(" "))


def _turn_quotes(text: str) -> str:
    if text[:1] in {'"', "“"}:
        text = "” " + text[1:]
    return text.replace(' "', " “").replace('" ', "” ")
