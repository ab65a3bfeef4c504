"""Kinds of copies: which edits in which order, how strong, what a reader would call the result, and how mixes weigh them.

A kind is the name that the truth gives to how one article was made from its immediate source. The `rewrite`
class is in the terms of a verdict: verbatim, light edit, trimmed, excerpt, spun, partly derived.
"""

# ruff: noqa: E501 - tables of weights

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from wirecopy.errors import ParameterError
from wirecopy.simulate.edits import EDITS
from wirecopy.simulate.lexicon import Lexicon

Strengths = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of making a copy. `steps` are (edit, range of strength); `partial` texts stand inside another's."""

    name: str
    steps: tuple[tuple[str, Strengths], ...]
    rewrite: str
    rewrites_wording: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited text: its paragraphs, the names of the edits done, and the strength of the strongest."""

    paragraphs: tuple[str, ...]
    edits: tuple[str, ...]
    strength: float


_SPIN: Strengths = (0.15, 0.95)
_LIGHT_SPIN: Strengths = (0.15, 0.55)
_CUT: Strengths = (0.15, 0.7)
_REWORK: Strengths = (0.6, 0.95)
_ANY: Strengths = (0.0, 0.0)

_ALL = (
    Kind("verbatim", (), "verbatim"),
    Kind("light", (("light", (0.02, 0.15)),), "light edit"),
    Kind("cut", (("cut", _CUT),), "trimmed"),
    Kind("light+cut", (("light", (0.02, 0.1)), ("cut", _CUT)), "trimmed"),
    Kind("lede", (("lede", (0.6, 0.9)),), "light edit"),
    Kind("noise", (("noise", (0.01, 0.08)),), "light edit"),
    Kind("shuffle", (("shuffle", _ANY),), "light edit"),
    Kind("spun lightly", (("spun", _LIGHT_SPIN),), "spun", rewrites_wording=True),
    Kind("spun", (("spun", _SPIN),), "spun", rewrites_wording=True),
    Kind("mangled", (("mangled", (0.3, 0.9)),), "spun", rewrites_wording=True),
    Kind("spun+cut", (("spun", _SPIN), ("cut", _CUT)), "spun", rewrites_wording=True),
    Kind("shuffle+spun", (("shuffle", _ANY), ("spun", _SPIN)), "spun", rewrites_wording=True),
    Kind("mangled+spun", (("mangled", (0.3, 0.8)), ("spun", _LIGHT_SPIN)), "spun", rewrites_wording=True),
    Kind("rework", (("rework", _REWORK),), "spun", rewrites_wording=True),
    Kind("rework+cut", (("cut", (0.15, 0.55)), ("rework", _REWORK)), "spun", rewrites_wording=True),
    Kind("rewritten twice", (("spun", _LIGHT_SPIN), ("rework", _REWORK)), "spun", rewrites_wording=True),
    Kind("excerpt", (("excerpt", _ANY),), "excerpt", partial=True),
    Kind("spun excerpt", (("excerpt", _ANY), ("spun", _SPIN)), "excerpt", rewrites_wording=True, partial=True),
    Kind("mosaic", (("excerpt", _ANY),), "excerpt", partial=True),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})

_PLAIN = {
    "verbatim": 0.36, "light": 0.16, "cut": 0.17, "light+cut": 0.06, "lede": 0.05, "noise": 0.07, "shuffle": 0.02, "spun lightly": 0.07,
    "excerpt": 0.03, "mosaic": 0.01,
}  # fmt: skip
_HARD = {
    "verbatim": 0.03, "light": 0.03, "cut": 0.03, "noise": 0.02, "lede": 0.02, "shuffle": 0.02, "spun": 0.19, "mangled": 0.07, "mangled+spun": 0.04,
    "spun+cut": 0.10, "shuffle+spun": 0.07, "rework": 0.14, "rework+cut": 0.09, "rewritten twice": 0.03, "excerpt": 0.05, "spun excerpt": 0.05,
    "mosaic": 0.04,
}  # fmt: skip


def _mean(left: Mapping[str, float], right: Mapping[str, float]) -> dict[str, float]:
    return {name: (left.get(name, 0.0) + right.get(name, 0.0)) / 2 for name in sorted(set(left) | set(right))}


_SAMPLE = _mean({kind.name: 1 / len(_ALL) for kind in _ALL}, _PLAIN)


@dataclass(frozen=True, slots=True)
class Mix:
    """What a corpus is made of: weights of kinds among copies, and shares of articles that are no copies."""

    name: str
    kinds: Mapping[str, float]
    unrelated: float
    notices: float
    events: float  # share of families that are several agencies' reports of one event
    family: float  # median number of copies in a family


MIXES: Mapping[str, Mix] = MappingProxyType(
    {
        "plain": Mix("plain", _PLAIN, unrelated=0.25, notices=0.05, events=0.1, family=10.0),
        "hard": Mix("hard", _HARD, unrelated=0.25, notices=0.05, events=0.1, family=10.0),
        "mixed": Mix("mixed", _mean(_PLAIN, _HARD), unrelated=0.25, notices=0.06, events=0.15, family=10.0),
        "sample": Mix("sample", _SAMPLE, unrelated=0.16, notices=0.06, events=0.2, family=8.0),
        "dense": Mix("dense", _mean(_PLAIN, _HARD), unrelated=0.1, notices=0.2, events=0.8, family=6.0),
    },
)


def mix_named(name: str) -> Mix:
    """The mix of that name; raises ParameterError for any other."""
    if name not in MIXES:
        raise ParameterError("mix", name, ", ".join(MIXES))
    return MIXES[name]


def apply_kind(kind: Kind, paragraphs: Sequence[str], rng: Random, lexicon: Lexicon) -> Edited:
    """One text made in the manner of `kind`; strengths are drawn evenly from their ranges."""
    text, names, strongest = list(paragraphs), [], 0.0
    for name, (low, high) in kind.steps:
        strength = rng.uniform(low, high)
        text = EDITS[name](text, rng, lexicon, strength)
        names.append(name)
        strongest = max(strongest, strength)
    return Edited(tuple(text), tuple(names), round(strongest, 3))
