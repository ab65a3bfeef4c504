"""Run a SELECT that a user wrote, such that it can only read, and not forever.

Comes in: one SQL statement. Goes out: its rows, or a QueryError.
The one idea: three walls, since any one could have a hole: the file is opened read-only, `query_only` is on, and an
authorizer refuses everything but reading (no ATTACH, no PRAGMA but a few, no extension).
Source: https://sqlite.org/c3ref/set_authorizer.html.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import Any

from wirecopy.errors import QueryError
from wirecopy.store.failures import is_of_the_file
from wirecopy.store.records import Result

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_HARMLESS_PRAGMAS = frozenset({"table_info", "table_xinfo", "table_list", "index_list", "index_info", "database_list"})
_REFUSED_FUNCTIONS = frozenset({"load_extension", "edit", "readfile", "writefile"})
_STEPS = 20_000


def run_readonly(
    connection: sqlite3.Connection,
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any] = (),
    *,
    seconds: float | None = None,
    most_rows: int | None = None,
) -> Result:
    """Run one statement on a connection that is open for reading only, and return its rows.

    `seconds` and `most_rows` bound time and rows. Raises QueryError where the statement is wrong, writes, or is slow;
    what SQLite says of the file is the caller's.
    """
    connection.set_authorizer(_authorize)
    deadline = None if seconds is None else time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(deadline is not None and time.monotonic() > deadline), _STEPS)
    try:
        cursor = connection.execute(sql, parameters)
        rows = cursor.fetchall() if most_rows is None else cursor.fetchmany(most_rows)
        columns = tuple(column[0] for column in cursor.description or ())
        cursor.close()
    except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError, OverflowError) as error:
        if is_of_the_file(error):
            raise
        raise _query_error(error, seconds) from error
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
    return Result(columns, rows)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in _REFUSED_FUNCTIONS else sqlite3.SQLITE_OK
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _HARMLESS_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _query_error(error: Exception, seconds: float | None) -> QueryError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_INTERRUPT":
        return QueryError(f"the query took longer than {seconds:g} seconds; narrow it down")
    if name == "SQLITE_AUTH":
        return QueryError(f"only reading is allowed: {error}")
    return QueryError(f"the query can't be run: {error}")
