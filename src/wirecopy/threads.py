"""Pure work in threads of this process, for work that is mostly kernels: these release the interpreter.

In: a pure function and batches. Out: results in the order of the batches. Threads share what processes would each hold
for themselves - compiled code, word lists, models - and no batch is copied on its way. Work that is mostly Python is
done by processes (`run/workers.py`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def map_in_threads(
    work: Callable[[Batch], Result], batches: Iterable[Batch], count: int, *, ahead: int = 1
) -> Generator[Result, None, None]:
    """Yield `work(batch)` for each batch, in order.

    At most `ahead` batches more than there are threads are under way or done: so much is worked on while the caller is
    busy with a result. Close it (`contextlib.closing`) where results are not taken to the end: what has not begun by
    then never does.
    """
    pool = ThreadPoolExecutor(max(1, count))
    try:
        running: deque[Future[Result]] = deque()
        for batch in batches:
            running.append(pool.submit(work, batch))
            while len(running) >= max(1, count) + ahead:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
