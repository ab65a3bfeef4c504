"""Stored texts for threads: they are read beside the writing, each by a connection of its own.

In: the store that is being written, and how many threads read. Out: bodies as of the last commit. The one idea: what
threads are given is numbers of articles, so many pieces of work can wait while the store writes, and hold nothing.
"""

from __future__ import annotations

import queue
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from wirecopy.store import Store
from wirecopy.store.records import StoredBodies


class Readers:
    """`count` connections that only read, with a cache each; whoever needs one takes it and gives it back."""

    def __init__(self, store: Store, count: int, cache_kib: int) -> None:
        self._path, self._count, self._cache_kib = store.path, max(1, count), cache_kib
        self._idle: queue.SimpleQueue[Store] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            for _ in range(self._count):
                reader = stack.enter_context(Store.open(self._path, readonly=True))
                reader.limit_cache(self._cache_kib)
                self._idle.put(reader)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def load_bodies(self, ids: Sequence[int]) -> StoredBodies:
        """As `Store.load_bodies`; may be called from any thread."""
        reader = self._idle.get()
        try:
            return reader.load_bodies(ids)
        finally:
            self._idle.put(reader)
