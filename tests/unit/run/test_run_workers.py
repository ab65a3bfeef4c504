"""Worker processes: results in order, what is shared, and what happens when one dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.append(str(Path(__file__).parent))  # workers find functions where this process finds them

from worker_tasks import bands_and_process, die, print_much  # type: ignore[import-not-found]

from wirecopy import Params, WirecopyError
from wirecopy.attribute import OutletTable, load_weights
from wirecopy.rules import load_rules
from wirecopy.run.workers import Tools, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def tools() -> Tools:
    return Tools(load_rules(), Params(bands=17), load_weights(), OutletTable())


def test_one_worker_is_this_process(tools: Tools) -> None:
    with Workers(1, tools, in_place=0) as crew:
        assert list(crew.map(bands_and_process, [[1], [2]])) == [([1], 17, os.getpid()), ([2], 17, os.getpid())]


def test_little_work_is_done_in_place(tools: Tools) -> None:
    with Workers(2, tools) as crew:
        assert {process for _, _, process in crew.map(bands_and_process, [[1], [2]])} == {os.getpid()}


def test_results_come_in_order_from_all_processes(tools: Tools) -> None:
    with Workers(2, tools, in_place=0) as crew:
        found = list(crew.map(bands_and_process, [[number] * 1000 for number in range(12)]))
        assert [batch[0] for batch, _, _ in found] == list(range(12))
        assert {bands for _, bands, _ in found} == {17}
        processes = {process for _, _, process in found}
        assert os.getpid() in processes  # the other one takes a second to start: what would wait is done here
        assert len(processes) == 2
        assert list(crew.map(print_much, [[1, 2]])) == [3]


def test_few_batches_are_read_ahead(tools: Tools) -> None:
    taken: list[int] = []

    def batches() -> Iterator[list[int]]:
        for number in range(20):
            taken.append(number)
            yield [number]

    with Workers(2, tools, in_place=0) as crew:
        results = crew.map(bands_and_process, batches())
        next(results)
        assert len(taken) <= 5


def test_a_worker_that_dies_is_an_error_that_says_so(tools: Tools) -> None:
    with Workers(2, tools, in_place=0) as crew, pytest.raises(WirecopyError, match="ended early"):
        list(crew.map(die, [[1], [2]]))  # the second is still sent to it
