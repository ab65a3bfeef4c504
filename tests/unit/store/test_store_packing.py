"""Laws of packing: whatever goes in comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import StoreError
from wirecopy.model import Part, PartKind
from wirecopy.store.packing import (
    TextCodec,
    pack_layout,
    train_dictionary,
    unpack_layouts,
)
from wirecopy.store.values import json_text, signed, unsigned

OFFSETS = st.integers(0, 2**40)
ANY_TEXT = st.text(st.characters())  # lone surrogates too
RULES = st.text(st.characters(exclude_characters="\0"), max_size=5)
PARTS = st.lists(st.builds(Part, st.sampled_from(PartKind), OFFSETS, OFFSETS, RULES), max_size=8)


@given(PARTS, st.lists(st.tuples(OFFSETS, OFFSETS), max_size=5))
def test_layout_comes_back(parts: list[Part], cuts: list[tuple[int, int]]) -> None:
    """unpack(pack(x)) = x, for parts in any order."""
    assert unpack_layouts([pack_layout(parts, cuts)]).records() == [(tuple(parts), tuple(cuts))]


@given(ANY_TEXT)
def test_texts_come_back(text: str) -> None:
    """unpack(pack(x)) = x for any code points."""
    assert TextCodec(1).unpack(TextCodec(1).pack(text)) == text


@given(st.integers(0, 2**64 - 1))
def test_digests_come_back(digest: int) -> None:
    """unsigned(signed(x)) = x, and signed(x) fits an SQLite integer."""
    assert unsigned(signed(digest)) == digest
    assert -(2**63) <= signed(digest) < 2**63


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.binary(max_size=3),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3), max_leaves=8))  # fmt: skip
def test_json_of_anything_is_utf8(value: object) -> None:
    """json_text never fails and can always be encoded."""
    assert json_text(value).encode().decode() == json_text(value)


def test_dictionary_saves_space_on_texts_alike() -> None:
    texts = [
        f"The harbour authority of town {number} said on Monday that ship {number} was late." for number in range(400)
    ]
    dictionary = train_dictionary(texts)
    with_it, without = TextCodec(2, dictionary), TextCodec(1)
    assert len(with_it.pack(texts[7])) < 0.7 * len(without.pack(texts[7]))
    assert with_it.unpack(with_it.pack(texts[7])) == texts[7]
    assert train_dictionary(texts[:10]) == b""
    assert train_dictionary([""] * 1000) == b""


@pytest.mark.parametrize("damaged", [b"", b"\xff", b"\x05\x00\x01"])
def test_damaged_layout_is_a_store_error(damaged: bytes) -> None:
    with pytest.raises(StoreError, match="damaged"):
        unpack_layouts([damaged])


def test_damaged_text_is_a_store_error() -> None:
    packed = TextCodec(1).pack("A crane fell on Monday. " * 20)
    with pytest.raises(StoreError, match="damaged"):
        TextCodec(1).unpack(packed[:-5])
