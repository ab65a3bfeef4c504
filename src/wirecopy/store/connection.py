"""Open one SQLite file as a wirecopy database: for writing (created where missing), or for reading only.

Comes in: a path. Goes out: a connection in autocommit mode with its pragmas set, or a StoreError that says what to do.
The one idea: write-ahead log, so that readers query while a run writes, and a killed writer leaves the last commit.
Source: https://sqlite.org/wal.html; page size measured (see `_PAGE_BYTES`).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from wirecopy.errors import SchemaMismatchError, StoreError
from wirecopy.store.failures import store_errors
from wirecopy.store.schema import bring_up_to_date, check_identity, check_sqlite, is_current, knows_any

BUSY_SECONDS = 30.0
_PAGE_BYTES = 8192  # packed texts are 1-2 KB: pages of 4 KB waste a third of a page each, of 8 KB a tenth
_CACHE_KIB = 64 * 1024
_WAL_LIMIT_BYTES = 64 * 1024 * 1024
# Rows come in the order of hashes, so the same pages are written again and again: the later they are copied from the
# log the fewer, and the disk is waited for less often (256 MB of log; by itself SQLite takes 8).
_CHECKPOINT_PAGES = 32_768


def connect(path: Path | str, *, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the database at `path`, creating and migrating it unless `readonly`.

    `busy_seconds` is how long a statement waits for another writer. Threads may take turns at a connection that only
    reads. Raises StoreError where the folder or file
    can't be used, SchemaMismatchError where it is no wirecopy database, a newer one, or (readonly) an older one.
    """
    check_sqlite()
    target = Path(path)
    try:
        _check_place(target, readonly=readonly)
    except OSError as error:
        raise StoreError(f"database {target} can't be opened: {error.strerror or error}") from error
    with store_errors(path):
        connection = sqlite3.connect(
            _uri(target, readonly=readonly), uri=True, isolation_level=None, timeout=busy_seconds,
            check_same_thread=not readonly,
        )  # fmt: skip
        try:
            _prepare(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_memory() -> sqlite3.Connection:
    """Open an empty database in memory with the current schema (for tests and generated documents)."""
    check_sqlite()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    bring_up_to_date(connection)
    return connection


def _check_place(target: Path, *, readonly: bool) -> None:
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file for the database")
    if target.exists() and not target.is_file():  # SQLite would wait for ever for what comes through a pipe
        raise StoreError(f"{target} is a device or a pipe; name a file for the database")
    if not target.parent.is_dir():
        raise StoreError(f"folder {target.parent} does not exist; create it, or name another place for the database")
    if readonly and not target.exists():
        raise StoreError(f"database {target} does not exist; make one with wirecopy run")
    if readonly and not os.access(target, os.R_OK):
        raise StoreError(f"database {target} can't be read; check the permissions of the file")
    if not readonly and target.exists() and not os.access(target, os.W_OK):
        raise StoreError(f"database {target} is read-only; check the permissions of the file")
    if not readonly and not os.access(target.parent, os.W_OK):
        raise StoreError(f"folder {target.parent} is read-only; the database needs a folder that can be written to")


def _uri(target: Path, *, readonly: bool) -> str:
    location = quote(os.fsencode(target.absolute()))  # bytes: a name need not be UTF-8
    if not readonly:
        return f"file:{location}?mode=rwc"
    # without a log beside it and without leave to make one, the file can't change under us either
    frozen = not os.access(target.parent, os.W_OK) and not Path(f"{target}-wal").exists()
    return f"file:{location}?mode=ro" + ("&immutable=1" if frozen else "")


def _prepare(connection: sqlite3.Connection, path: Path | str, *, readonly: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    check_identity(connection, path)
    if readonly:
        connection.execute("PRAGMA query_only = ON")
        if not is_current(connection):
            reason = "has an older schema" if knows_any(connection) else "is empty"
            raise SchemaMismatchError(f"{path} {reason}; run wirecopy on it once with leave to write")
        return
    connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT_BYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    bring_up_to_date(connection)
    check_identity(connection, path)
