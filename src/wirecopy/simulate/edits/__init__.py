"""Edits: small pure functions from paragraphs and a generator to new paragraphs, one module per group.

Each takes `(paragraphs, rng, lexicon, strength)` and returns a new list; the lexicon names the language.
Strength is 0..1 and means what the edit's docstring says; edits that have no strength ignore it. None ever
returns an empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from wirecopy.simulate.edits.cut import cut_tail, excerpt_run
from wirecopy.simulate.edits.lede import new_lede
from wirecopy.simulate.edits.light import light
from wirecopy.simulate.edits.mangle import mangle_names
from wirecopy.simulate.edits.noise import recognition_noise
from wirecopy.simulate.edits.order import shuffle_paragraphs
from wirecopy.simulate.edits.rework import rework
from wirecopy.simulate.edits.spin import spin
from wirecopy.simulate.lexicon import Lexicon

Edit = Callable[[Sequence[str], Random, Lexicon, float], list[str]]

EDITS: dict[str, Edit] = {
    "light": light,
    "cut": cut_tail,
    "excerpt": excerpt_run,
    "lede": new_lede,
    "spun": spin,
    "mangled": mangle_names,
    "shuffle": shuffle_paragraphs,
    "rework": rework,
    "noise": recognition_noise,
}

__all__ = ["EDITS", "Edit"]
