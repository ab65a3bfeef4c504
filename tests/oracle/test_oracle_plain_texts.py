"""Plain texts signed in one pass, against tokens and views; their groups, against comparing all with all."""

from __future__ import annotations

import random

import numpy as np
import pytest
from datasketch import MinHash
from xxhash import xxh32_intdigest

from wirecopy.fingerprint.plain_texts import _sign_tokens, group_texts, sign_texts
from wirecopy.params import Params

PIECES = (
    "U.S.", "a.b", "3,600", "3,60", "1.2.3", "per cent", "per  cent", "per, cent", "per", "cent", "percent", "%", "５％",
    "Iraq's", "’tis", "rock'n'roll", "É", "ŒUVRE", "ß", "İ", "한국", "日本語", "ไทย", "٣٤", "שָׁלוֹם", "e\u0301", "so\u00adft",
    "\U0001f600", "\U00020000", "don't.", "A.", "B.C.", "x", "9", "9a", "a9", "-", "—", "“q”", "\n\n", "\t", "\ud800", ".", ",",
)  # fmt: skip


def random_text(rng: random.Random) -> str:
    chosen = [
        rng.choice(PIECES) if rng.random() < 0.8 else chr(rng.choice((rng.randrange(0x300), rng.randrange(0xD800))))
        for _ in range(rng.randrange(120))
    ]
    return "".join(piece + rng.choice(("", " ", " ")) for piece in chosen)


@pytest.mark.parametrize("seed", range(40))
def test_one_pass_signs_as_tokens_and_views_do(seed: int) -> None:
    rng = random.Random(seed)
    texts = ["", " ", *(random_text(rng) for _ in range(20))]
    params = Params(shingle_words=rng.choice((2, 3, 5)))
    assert np.array_equal(sign_texts(texts, params), _sign_tokens(texts, params))


def test_datasketch_signs_the_same_words_alike() -> None:
    words = [f"{chr(97 + number % 26)}{chr(97 + number // 5)}word" for number in range(50)]
    theirs = MinHash(128, hashfunc=xxh32_intdigest)
    theirs.update_batch([" ".join(words[i : i + 3]).encode() for i in range(48)])
    assert np.array_equal(sign_texts([" ".join(words)], Params())[0], theirs.hashvalues)


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_the_components_of_equal_bands(seed: int) -> None:
    rng = np.random.default_rng(seed)
    signatures = rng.integers(0, 9, (40, 12)).astype(np.uint32)
    signatures[5] = np.uint32(0xFFFFFFFF)
    signatures[6] = np.uint32(0xFFFFFFFF)
    group = list(range(40))
    for _ in range(40):
        for one in range(40):
            for other in range(40):
                bands = (slice(band * 3, band * 3 + 3) for band in range(4))
                if {one, other}.isdisjoint({5, 6}) and any(
                    np.array_equal(signatures[one, band], signatures[other, band]) for band in bands
                ):
                    group[one] = group[other] = min(group[one], group[other])
    assert group_texts(signatures, 4, 3).tolist() == group
