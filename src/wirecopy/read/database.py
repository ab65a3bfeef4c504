"""A table or query of an existing SQLite file (NELA-GT ships as one: table newsdata). Opened read-only.

In: a path, a table name or a SELECT. Out: one record a row, position = row number from 1.
The one idea: someone else's database is input, not a store: no write, no function of its schema is trusted, and a
column's bytes are taken as they are. (The only use of sqlite3 outside store/, for that reason.)
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import orjson

from wirecopy.errors import InputError
from wirecopy.read.record import Failure, RawRecord, RejectReason, failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wirecopy.read.inputs import InputFile
    from wirecopy.read.options import ReadOptions

NELA_TABLE = "newsdata"
DAMAGE = (sqlite3.Error, UnicodeDecodeError)  # the second where a name in a damaged schema is no UTF-8


def check_database(file: InputFile, options: ReadOptions) -> None:
    """Raise InputError where the file is no database, or table or query can't be read."""
    with closing(_connect(file)) as connection:
        try:
            _select(connection, file, options).close()
        except DAMAGE as error:
            raise InputError(f"{file.name}: {error}", path=file.name) from error


def read_database(file: InputFile, options: ReadOptions) -> Iterator[RawRecord | Failure]:
    """Yield the records of the table or query; a database that turns out to be damaged ends the file as truncated."""
    row = 0
    with closing(_connect(file)) as connection:
        try:
            cursor = _select(connection, file, options)
            names = [column[0] for column in cursor.description]
            for values in cursor:
                row += 1
                fields = dict(zip(names, values, strict=False))
                yield RawRecord(row, fields, orjson.dumps(list(values), default=_printable))
        except DAMAGE as error:
            yield failure(row + 1, RejectReason.TRUNCATED_FILE, f"SQLite: {error}")


def _printable(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _connect(file: InputFile) -> sqlite3.Connection:
    if file.path is None:
        raise InputError("an SQLite database can't be read from standard input: name the file", path=file.name)
    try:
        connection = sqlite3.connect(f"file:{quote(os.fsencode(file.path.absolute()))}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise InputError(f"{file.name} can't be opened: {error}", path=file.name) from error
    connection.text_factory = lambda data: data.decode("utf-8", "replace").encode("utf-8", "replace").decode("utf-8")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _select(connection: sqlite3.Connection, file: InputFile, options: ReadOptions) -> sqlite3.Cursor:
    if options.sqlite_query:
        cursor = connection.execute(options.sqlite_query)
        if cursor.description is None:
            raise InputError(f"the query for {file.name} returns no rows: give a SELECT", path=file.name)
        return cursor
    table = _table_of(connection, file, options)
    quoted = '"' + table.replace('"', '""') + '"'
    try:
        return connection.execute(f"SELECT * FROM {quoted} ORDER BY rowid")
    except sqlite3.OperationalError:  # a view, or a table WITHOUT ROWID
        return connection.execute(f"SELECT * FROM {quoted}")


def _table_of(connection: sqlite3.Connection, file: InputFile, options: ReadOptions) -> str:
    """Return the table named; else newsdata; else the only one with a column of text."""
    listing = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    names = [str(row[0]) for row in listing]
    if options.sqlite_table:
        if options.sqlite_table not in names:
            raise InputError(
                f"{file.name} has no table {options.sqlite_table!r}; it has {', '.join(names) or 'none'}",
                path=file.name,
                field=options.sqlite_table,
            )
        return options.sqlite_table
    if NELA_TABLE in names:
        return NELA_TABLE
    fitting = [name for name in names if _has_text(connection, name, options)]
    if len(fitting) != 1:
        raise InputError(f"{file.name}: name a table of {', '.join(names) or 'none'} with --table", path=file.name)
    return fitting[0]


def _has_text(connection: sqlite3.Connection, table: str, options: ReadOptions) -> bool:
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return any(options.table.is_text(str(row[0])) for row in columns)
