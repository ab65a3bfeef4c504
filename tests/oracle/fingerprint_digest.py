"""Prints a digest of everything that kernels compute for a fixed set of texts; run in a process of its own."""

from __future__ import annotations

import hashlib
import random
import sys
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from oracle_samples import document  # type: ignore[import-not-found]

from wirecopy.candidates import NO_TIME, Window, find_candidates
from wirecopy.fingerprint.minhash import sign, sketch_keys
from wirecopy.fingerprint.sketch import view_batch
from wirecopy.params import Params
from wirecopy.verify.judge import figures_of

_WORDS = [
    "The",
    "harbour",
    "of",
    "Ostrava's",
    "U.S.",
    "owner",
    "said",
    "3,600",
    "per",
    "cent",
    "2.5%",
    "“it",
    "opens”",
    "'at",
    "once'",
    "Großes",
    "Café",
    "新华社",
    "ไทย",
    "in",
    "the",
    "and",
    "of",
    "to",
    "for",
    "Galveston",
    "police",
    "denied",
    "profits",
    "1998",
    "�",
    "mayor.",
    "Next:",
    "»ja«",
    "He",
    "m²",
    "l'État",
    "no.",
]


def articles() -> list[list[str]]:
    """Ten articles of random words, the last with most of the first."""
    dice = random.Random(7)
    written = [[" ".join(dice.choices(_WORDS, k=dice.randint(1, 60))) for _ in range(5)] for _ in range(9)]
    return [*written, [*written[0][:4], *written[1][:1]], []]


def everything() -> dict[str, NDArray[np.generic]]:
    params = Params()
    documents = [document(paragraphs, number, "en") for number, paragraphs in enumerate(articles())]
    tokens, views = view_batch(documents, params)
    count = len(documents)
    keys, signatures = sketch_keys(views.pairs, params), sign(views.words, params.permutations)
    window = Window(keys, signatures, np.full(count, NO_TIME), np.ones(count, np.bool_))
    found = {f"tokens.{name}": getattr(tokens, name) for name in tokens.__slots__}
    for name in ("words", "function", "pairs"):
        found[f"views.{name}"] = getattr(views, name).values
    pairs = np.array(list(combinations(range(count), 2)))
    return found | {
        "salient": views.salient,
        "keys": keys.values,
        "signatures": signatures,
        "candidates": find_candidates(window, params)[0],
        "figures": figures_of(documents, pairs, params),
    }


def digests() -> list[str]:
    return [
        f"{name} {array.dtype} {array.shape} {hashlib.blake2b(array.tobytes(), digest_size=8).hexdigest()}"
        for name, array in everything().items()
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join([f"numba {'numba' in sys.modules}", *digests()]))
