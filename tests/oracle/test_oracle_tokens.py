"""The tokeniser against one written character by character, and the shipped tables against `unicodedata`."""

from __future__ import annotations

import numpy as np
import pytest
import xxhash
from hypothesis import given, settings
from oracle_samples import articles, document  # type: ignore[import-not-found]
from slow_tokens import SlowToken, slow_tokens  # type: ignore[import-not-found]

from wirecopy.fingerprint import folding
from wirecopy.fingerprint.hashing import xxh32
from wirecopy.fingerprint.tokens import tokenise


def fast_tokens(paragraphs: list[str]) -> list[SlowToken]:
    tokens = tokenise([document(paragraphs)])
    return [
        SlowToken(
            bytes(tokens.text[tokens.at[t] : tokens.to[t]]).decode("utf-8", "surrogatepass"),
            int(tokens.starts[t]),
            int(tokens.ends[t]),
            int(tokens.flags[t]),
            int(tokens.segments[t]),
            int(tokens.sentences[t]),
        )
        for t in range(int(tokens.bounds[1]))
    ]


@given(articles)
@settings(max_examples=300, deadline=None)
def test_tokens_are_those_of_the_obvious_tokeniser(paragraphs: list[str]) -> None:
    kept = [paragraph for paragraph in paragraphs if paragraph]
    assert fast_tokens(kept) == slow_tokens(kept)


@given(articles)
@settings(max_examples=50, deadline=None)
def test_hashes_are_those_of_the_library(paragraphs: list[str]) -> None:
    tokens = tokenise([document(paragraphs)])
    words = [bytes(tokens.text[at:to]) for at, to in zip(tokens.at, tokens.to, strict=True)]
    assert tokens.hashes.tolist() == [xxhash.xxh32_intdigest(word) for word in words]
    assert bytes(tokens.text) == b"".join(word + b" " for word in words)


@pytest.mark.parametrize("length", [*range(40), 63, 64, 65, 1000])
def test_xxh32_of_any_length(length: int) -> None:
    data = np.random.default_rng(length).integers(0, 256, length + 3, dtype=np.uint8)
    assert xxh32(data, 2, 2 + length) == xxhash.xxh32_intdigest(data[2 : 2 + length].tobytes())


def test_shipped_tables_agree_with_the_rules_on_old_characters() -> None:
    """The tables are from one Unicode version; what stands below U+0600 has not changed for many."""
    classes, folds = folding.unicode_tables()
    for code in range(0x600):
        assert classes[code] == folding.classify_character(chr(code)), hex(code)
        assert folds[code] == ord(folding.fold_character(chr(code))), hex(code)
