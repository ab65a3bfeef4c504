"""Stable order of the non-zero values of one article, as the start of every set of features.

In: a stretch of an array of 32-bit values. Out: the values ascending and where each stood. Compiled it is a radix
sort by bytes in buffers that the caller keeps: about 3 microseconds for 400 values, where a comparing sort takes
10 and allocates; and no input, however chosen, makes it slower. Plain, it is numpy's stable sort.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled, runs_compiled

_FEW = 24  # so few values are sorted by insertion


class SortRoom(NamedTuple):
    """Buffers for sorting: the result is keys[:count], places[:count]; the others are scratch."""

    keys: NDArray[np.uint32]
    places: NDArray[np.int32]
    spare_keys: NDArray[np.uint32]
    spare_places: NDArray[np.int32]
    counts: NDArray[np.int32]


def make_sort_room(most: int) -> SortRoom:
    """Buffers for sorting at most so many values at a time."""
    keys, spare_keys = np.empty(most + 1, np.uint32), np.empty(most + 1, np.uint32)
    places, spare_places = np.empty(most + 1, np.int32), np.empty(most + 1, np.int32)
    return SortRoom(keys, places, spare_keys, spare_places, np.zeros(1024, np.int32))


@compiled
def _insert_in_order(room: SortRoom, count: int) -> None:
    for i in range(1, count):
        key, place = room.keys[i], room.places[i]
        k = i
        while k > 0 and room.keys[k - 1] > key:
            room.keys[k], room.places[k] = room.keys[k - 1], room.places[k - 1]
            k -= 1
        room.keys[k], room.places[k] = key, place


@compiled
def _sort_by_bytes(room: SortRoom, count: int) -> None:
    """Four passes, lowest byte first; an even number of passes ends in `keys` and `places`."""
    counts = room.counts
    counts[:] = 0
    for i in range(count):
        key = int(room.keys[i])
        counts[key & 255] += 1
        counts[256 + (key >> 8 & 255)] += 1
        counts[512 + (key >> 16 & 255)] += 1
        counts[768 + (key >> 24)] += 1
    for digit in range(4):
        before = 0
        for k in range(digit * 256, digit * 256 + 256):
            here = int(counts[k])
            counts[k] = before
            before += here
        forth = digit % 2 == 0
        keys, places = (room.keys, room.places) if forth else (room.spare_keys, room.spare_places)
        sorted_keys, sorted_places = (room.spare_keys, room.spare_places) if forth else (room.keys, room.places)
        for i in range(count):
            slot = digit * 256 + (int(keys[i]) >> (8 * digit) & 255)
            to = int(counts[slot])
            counts[slot] = to + 1
            sorted_keys[to] = keys[i]
            sorted_places[to] = places[i]


@compiled
def _sort_compiled(values: NDArray[np.uint32], start: int, stop: int, room: SortRoom) -> int:
    count = 0
    for place in range(start, stop):
        if values[place] != 0:
            room.keys[count] = values[place]
            room.places[count] = place
            count += 1
    if count <= _FEW:
        _insert_in_order(room, count)
    else:
        _sort_by_bytes(room, count)
    return count


def _sort_plain(values: NDArray[np.uint32], start: int, stop: int, room: SortRoom) -> int:
    places = start + np.flatnonzero(values[start:stop])
    order = np.argsort(values[places], kind="stable")
    room.places[: len(places)] = places[order]
    room.keys[: len(places)] = values[places[order]]
    return len(places)


# Sorts the non-zero values[start:stop] into room.keys and their places in `values` into room.places; how many.
sort_places = _sort_compiled if runs_compiled() else _sort_plain
