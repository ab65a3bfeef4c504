"""Names mangled by a careless dictionary: words of names translated, titles swapped, spellings bent.

The same name is bent the same way all through a text, because one dictionary did it. Digits, sentence order
and most surnames survive.
"""

# ruff: noqa: E501 - tables

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.edits.spin import replace_words
from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.wording import SPACELESS, split_token

_RESPELLINGS = (
    ("ph", "f"), ("ck", "k"), ("ou", "u"), ("ei", "ie"), ("ie", "ei"), ("oo", "u"), ("ee", "ea"), ("ll", "l"), ("ss", "s"),
    ("tt", "t"), ("nn", "n"), ("sh", "sch"), ("v", "w"), ("w", "v"), ("y", "i"), ("c", "k"), ("th", "t"), ("ö", "o"), ("ü", "u"),
    ("é", "e"), ("ñ", "n"), ("х", "г"), ("е", "э"), ("и", "ы"), ("о", "а"),
)  # fmt: skip
_CALQUES = {
    "general": "common", "bill": "invoice", "house": "home", "press": "push", "court": "yard", "bank": "shore", "mark": "brand",
    "grant": "subsidy", "rose": "flower", "frank": "honest", "chase": "pursuit", "stone": "rock", "hill": "mound", "brown": "tan",
    "green": "verdant", "white": "pale", "black": "dark", "young": "youthful", "king": "monarch", "may": "might", "street": "road",
    "river": "stream", "lake": "pond", "mount": "climb", "port": "harbor", "north": "northern", "south": "southern", "west": "western",
    "east": "eastern", "guard": "sentry", "office": "workplace", "state": "nation", "department": "division", "minister": "clergyman",
    "secretary": "typist", "attorney": "lawyer", "images": "pictures", "associated": "related", "times": "instances", "post": "mail",
    "bush": "shrub", "wood": "timber", "fields": "meadows", "church": "chapel", "bishop": "prelate", "prince": "royal", "fisher": "angler",
}  # fmt: skip


def mangle_names(paragraphs: Sequence[str], rng: Random, lexicon: Lexicon, strength: float) -> list[str]:
    """Share `strength` of the distinct name words bent, and half that share of the ordinary words spun."""
    if lexicon.language in SPACELESS:
        return [replace_words(paragraph, rng, lexicon, strength) for paragraph in paragraphs]
    bent: dict[str, str] = {}
    return [_mangle(replace_words(p, rng, lexicon, strength / 2), rng, lexicon, strength, bent) for p in paragraphs]


def _mangle(text: str, rng: Random, lexicon: Lexicon, strength: float, bent: dict[str, str]) -> str:
    tokens = text.split(" ")
    for index in range(1, len(tokens)):
        lead, core, trail = split_token(tokens[index])
        if len(core) < 3 or not core[0].isupper() or tokens[index - 1].endswith((".", "!", "?", '"', "“")):
            continue
        name, tail = (core[:-2], core[-2:]) if core.endswith(("'s", "’s")) else (core, "")
        if name not in bent:
            bent[name] = _bend(name, rng, lexicon) if rng.random() < strength else name
        tokens[index] = f"{lead}{bent[name]}{tail}{trail}"
    return " ".join(tokens)


def _bend(name: str, rng: Random, lexicon: Lexicon) -> str:
    low = name.lower()
    if low in _CALQUES and lexicon.language == "en":
        return _CALQUES[low].capitalize()
    synonyms = lexicon.synonyms(low)
    if synonyms and rng.random() < 0.7:
        return " ".join(word.capitalize() for word in rng.choice(synonyms).split(" "))
    fitting = [(old, new) for old, new in _RESPELLINGS if old in low[1:]]
    if not fitting:
        return name
    old, new = rng.choice(fitting)
    return name[0] + name[1:].replace(old, new, 1)
