"""Figures of pairs: packed in two bytes where they fit, in eight where not, and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import StoreError
from wirecopy.store.figures import pack_figures, unpack_figures
from wirecopy.store.functions import figures_in

SHARES = st.integers(0, 10_000).map(lambda share: share / 10_000)
COUNTS = st.integers(0, 55_536).map(float)


@given(st.lists(st.one_of(SHARES, COUNTS), min_size=1, max_size=50))
def test_shares_and_counts_take_two_bytes_and_come_back(row: list[float]) -> None:
    (packed,) = pack_figures(np.array([row], np.float64))
    assert len(packed) == 2 * len(row)
    assert unpack_figures([packed], len(row)).tolist() == [row]


@pytest.mark.parametrize("odd", [-0.5, 1.5, 55_537.0, 1e12])
def test_a_row_with_another_number_comes_back_too(odd: float) -> None:
    plain, wide = pack_figures(np.array([[0.25, 2.0], [0.25, odd]]))
    assert (len(plain), len(wide)) == (4, 16)
    assert unpack_figures([wide, plain], 2).tolist() == [[0.25, odd], [0.25, 2.0]]


def test_four_decimals_are_kept() -> None:
    assert unpack_figures(pack_figures(np.array([[0.123456, 3.00001]])), 2).tolist() == [[0.1235, 3.0]]


def test_no_figures() -> None:
    assert pack_figures(np.empty((0, 3))) == []
    assert pack_figures(np.empty((2, 0))) == [b"", b""]
    assert unpack_figures([b""], 0).tolist() == [[]]


def test_damaged_bytes_are_an_error() -> None:
    with pytest.raises(StoreError, match="damaged"):
        unpack_figures([b"abc"], 2)


def test_figures_in_sql() -> None:
    assert figures_in(pack_figures(np.array([[0.5, 12.0]]))[0], 2) == "[0.5,12]"
    assert figures_in(None, 2) == "[]"
