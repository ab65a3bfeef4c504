"""Order of paragraphs: shuffled within blocks, as spinners do, with the lede usually left in front."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from wirecopy.simulate.lexicon import Lexicon

_LEDE_STAYS = 0.6


def shuffle_paragraphs(paragraphs: Sequence[str], rng: Random, _lexicon: Lexicon, _strength: float) -> list[str]:
    """The paragraphs in another order: blocks of 4 to 8 shuffled inside, in half the cases all of them."""
    stays = 1 if rng.random() < _LEDE_STAYS else 0
    head, rest = list(paragraphs[:stays]), list(paragraphs[stays:])
    block = len(rest) if rng.random() < 0.5 else rng.randint(4, 8)
    for start in range(0, len(rest), max(2, block)):
        part = rest[start : start + max(2, block)]
        rng.shuffle(part)
        rest[start : start + len(part)] = part
    if len(rest) > 1 and rest == list(paragraphs[stays:]):
        rest.append(rest.pop(0))
    return head + rest
