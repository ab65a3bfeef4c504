"""An open database: opening and closing it, one transaction at a time, and the one run that writes.

Comes in: a path. Goes out: a Session, the base of `Store`.
The one idea: a transaction is a `with` block that takes the write lock at once, so that it never fails half-way
because another writer came first, and that leaves nothing behind when anything is raised inside.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from wirecopy.errors import StoreError
from wirecopy.store import (
    articles,
    connection,
    indexes,
    runs,
    sketches,
)
from wirecopy.store.failures import store_errors
from wirecopy.store.functions import add_functions
from wirecopy.store.records import (
    Run,
    RunStatus,
)

NO_VALUES: Mapping[str, object] = {}


class Session:
    """An open database and the run that writes to it; what `Store` builds on."""

    def __init__(self, database: sqlite3.Connection, path: Path, clock: Callable[[], float]) -> None:
        self.path = path
        self._database = database
        self._clock = clock
        self._codecs = articles.Codecs(database)
        self._lock = runs.RunLock(path)
        add_functions(database, self._codecs)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        readonly: bool = False,
        busy_seconds: float = connection.BUSY_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Open the database at `path`; unless `readonly`, create it where missing and migrate it where older.

        `busy_seconds` is how long to wait for another writer, `clock` gives wall-clock seconds for the table of runs.
        Raises StoreError (folder missing, file read-only, locked, full disk ...) or SchemaMismatchError (no SQLite
        database, one of something else, a newer schema, or an older one where `readonly`).
        """
        return cls(connection.connect(path, readonly=readonly, busy_seconds=busy_seconds), Path(path), clock)

    def limit_cache(self, kib: int) -> None:
        """Let SQLite keep at most this much of the file in memory."""
        self._database.execute(f"PRAGMA cache_size = -{int(kib)}")

    def close(self) -> None:
        """Close the database; a run that was not finished stays unfinished and counts as aborted."""
        with store_errors(self.path):
            self._database.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Runs

    def begin_run(
        self,
        *,
        version: str,
        parameters: Mapping[str, object],
        parameter_digest: str,
        signature_digest: str,
        inputs: Sequence[str],
    ) -> int:
        """Begin a run and return its number; one transaction. Runs found unfinished become aborted, and indexes that
        they left out are made.

        Raises StoreError where another run is writing, SignatureMismatchError where the stored sketches were made
        with another `signature_digest`.
        """
        self._lock.take()
        try:
            with self._writing() as database:
                sketches.check_signatures(database, signature_digest)
                indexes.make_missing(database)
                return runs.start_run(
                    database,
                    now=int(self._clock()),
                    version=version,
                    parameters=parameters,
                    parameter_digest=parameter_digest,
                    signature_digest=signature_digest,
                    inputs=inputs,
                )
        except BaseException:
            self._lock.release()
            raise

    def finish_run(
        self,
        run_id: int,
        *,
        status: RunStatus = "done",
        counts: Mapping[str, object] = NO_VALUES,
        caps: Mapping[str, object] = NO_VALUES,
        message: str = "",
    ) -> None:
        """Write how the run ended and let others write; one transaction. Raises StoreError where it is not running."""
        with self._writing() as database:
            now = int(self._clock())
            runs.end_run(database, run_id, now=now, status=status, counts=counts, caps=caps, message=message)
        self._lock.release()

    def runs(self) -> list[Run]:
        """Return all runs, oldest first; a status of aborted tells of a run that was killed."""
        with store_errors(self.path):
            return runs.load_runs(self._database)

    @contextmanager
    def filling(self, table: indexes.FilledTable) -> Iterator[None]:
        """Rows of `table` are added inside; where it is empty its secondary indexes are made afterwards, all at once.

        At most two transactions. A run that is killed inside leaves them to the next one.
        """
        with store_errors(self.path):
            empty = indexes.is_empty(self._database, table)
        if not empty:
            yield
            return
        with self._writing() as database:
            indexes.leave_out(database, table)
        try:
            yield
        except Exception:
            with suppress(StoreError):  # what was raised first says more
                self._make_indexes()
            raise
        self._make_indexes()

    def _make_indexes(self) -> None:
        with self._writing() as database:
            indexes.make_missing(database)

    @contextmanager
    def _writing(self, *, linked: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, rolled back where anything is raised inside.

        `linked` says that the caller knows that all references of what it writes are good: SQLite looks them up one
        by one otherwise, which is more than half of the time that a pair takes.
        """
        with store_errors(self.path):
            self._database.execute(f"PRAGMA foreign_keys = {'OFF' if linked else 'ON'}")
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                self._codecs.forget()
                raise
