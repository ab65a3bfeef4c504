"""The sort behind every set of features."""

from __future__ import annotations

import numpy as np
import pytest

from wirecopy.verify.sorting import make_sort_room, sort_places


@pytest.mark.parametrize("size", [0, 1, 2, 24, 25, 400, 3000])
@pytest.mark.parametrize("most", [1, 300, 2**32 - 1])
def test_sorted_stably_without_zeros(size: int, most: int) -> None:
    values = np.random.default_rng(size).integers(0, most, size + 7, dtype=np.uint32, endpoint=True)
    room = make_sort_room(size)
    count = sort_places(values, 3, 3 + size, room)
    expected = sorted((value, place) for place, value in enumerate(values.tolist()) if 3 <= place < 3 + size and value)
    assert list(zip(room.keys[:count].tolist(), room.places[:count].tolist(), strict=True)) == expected
