"""Runs: who wrote, with which parameters, how it ended, and which records were rejected.

Comes in: start and end of a run, rejects. Goes out: rows of run and reject.
The one idea: only one run writes at a time, held by a lock that the operating system drops with the process; so a
run that is still marked as running when the lock is free was killed, and is marked as aborted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wirecopy.errors import StoreError
from wirecopy.model import Reject
from wirecopy.store.failures import store_errors
from wirecopy.store.records import Run, RunStatus
from wirecopy.store.values import json_text, storable


class RunLock:
    """Held by the one run that writes, and gone with its process however that dies.

    A lock of SQLite on an empty file beside the database, so that it works on every system; the file is removed at
    the end of a run.
    """

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database}-run")
        self._holder: sqlite3.Connection | None = None

    def take(self) -> None:
        """Take the lock, or raise StoreError where another run holds it, or where its file can't be used."""
        if self._holder is not None:
            raise StoreError("a run is under way on this store; finish it before another begins")
        with store_errors(self._path):
            holder = sqlite3.connect(self._path, isolation_level=None, timeout=0)
            try:
                holder.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                holder.close()
                if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                    raise
                raise StoreError("another run is writing to this database; wait for it to finish") from error
        self._holder = holder

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        if self._holder is None:
            return
        self._path.unlink(missing_ok=True)
        self._holder.close()
        self._holder = None


def start_run(
    connection: sqlite3.Connection,
    *,
    now: int,
    version: str,
    parameters: Mapping[str, object],
    parameter_digest: str,
    signature_digest: str,
    inputs: Sequence[str],
) -> int:
    """Mark runs found unfinished as aborted, insert the new one and return its number."""
    connection.execute("UPDATE run SET status = 'aborted' WHERE status = 'running'")
    row = connection.execute(
        """
        INSERT INTO run (started_at, status, version, parameters, parameter_digest, signature_digest, inputs)
        VALUES (?, 'running', ?, ?, ?, ?, ?) RETURNING run_id
        """,
        (now, version, json_text(parameters), parameter_digest, signature_digest, json_text(list(inputs))),
    ).fetchone()
    return int(row[0])


def end_run(
    connection: sqlite3.Connection,
    run_id: int,
    *,
    now: int,
    status: RunStatus,
    counts: Mapping[str, object],
    caps: Mapping[str, object],
    message: str,
) -> None:
    """Write how a running run ended; raises StoreError where it is not running."""
    changed = connection.execute(
        """
        UPDATE run SET finished_at = ?, status = ?, counts = ?, caps = ?, message = ?
        WHERE run_id = ? AND status = 'running'
        """,
        (now, status, json_text(counts), json_text(caps), storable(message), run_id),
    ).rowcount
    if changed != 1:
        raise StoreError(f"run {run_id} is not running")


def load_runs(connection: sqlite3.Connection) -> list[Run]:
    """Return all runs, oldest first."""
    rows = connection.execute(
        """
        SELECT run_id, started_at, finished_at, status, version, parameters, parameter_digest, signature_digest,
          inputs, counts, caps, message
        FROM run ORDER BY run_id
        """
    )
    return [_run(row) for row in rows]


def insert_rejects(connection: sqlite3.Connection, run_id: int, rejects: Iterable[Reject]) -> None:
    """Insert rejects; one that an earlier run met at the same place with the same bytes is not doubled."""
    connection.executemany(
        "INSERT OR IGNORE INTO reject (path, position, reason, detail, digest, run_id) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                storable(reject.origin.path), reject.origin.position, storable(reject.reason),
                storable(reject.detail), storable(reject.digest), run_id,
            )
            for reject in rejects
        ),
    )  # fmt: skip


def _run(row: Sequence[Any]) -> Run:
    parameters, inputs, counts, caps = (json.loads(row[place]) for place in (5, 8, 9, 10))
    run_id, started_at, finished_at, status, version = row[:5]
    return Run(
        run_id,
        started_at,
        finished_at,
        status,
        version,
        parameters,
        row[6],
        row[7],
        tuple(inputs),
        counts,
        caps,
        row[11],
    )
