"""Canned queries: one question a file in `db/queries`, each with a header that says what it asks and answers.

Comes in: the name of a query and parameters as typed values or as text. Goes out: rows with column names.
The one idea: the header is the documentation and the interface at once: names, types, units and defaults of
parameters are read from it, so the command line, the docs and the tests can't disagree with the query.
"""

from __future__ import annotations

import difflib
import math
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from wirecopy.errors import QueryError
from wirecopy.store.files import sql_files
from wirecopy.store.records import Result, Value
from wirecopy.store.values import storable

PARAMETER_TYPES = ("integer", "number", "text", "choice", "date", "article")
_ENTRY = re.compile(r"^(\w+) \(([^)]*)\): (.+)$")
_RELATIVE = re.compile(r"^-(\d{1,6})([dh])$")
_DAY_SECONDS = 86_400
_LARGEST = 1 << 63


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a canned query; `default` is the text of the header, None where a value is required.

    Types: integer, number, text, choice (of the words that are its unit), date (ISO 8601, or -7d and -12h before the
    newest article), article (id or address).
    A default of "none" stands for no value.
    """

    name: str
    type: str
    unit: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a canned query's answer, with its unit (empty for names and texts)."""

    name: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A documented query: what it asks, one row per what, parameters, columns, what to beware of, and the SQL."""

    name: str
    question: str
    grain: str
    params: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    caveats: str
    sql: str


@cache
def canned_queries() -> dict[str, CannedQuery]:
    """Return all canned queries by name, sorted."""
    return {name: parse_query(name, sql) for name, sql in sql_files("queries").items()}


def canned_query(name: str) -> CannedQuery:
    """Return one canned query; raises QueryError with the nearest names where there is none of that name."""
    known = canned_queries()
    if name in known:
        return known[name]
    wanted = name.replace("-", "_").lower()
    if wanted in known:
        return known[wanted]
    raise QueryError(f"no query is named {name!r}; {_nearest(wanted, known)}")


def parse_query(name: str, sql: str) -> CannedQuery:
    """Return the query in the text of a file; raises QueryError where the header lacks something."""
    fields = _header(sql)
    missing = [each for each in ("name", "question", "grain", "params", "columns", "caveats") if each not in fields]
    if missing or fields["name"] != [name]:
        raise QueryError(f"query file {name}.sql: header lacks {', '.join(missing) or 'its own name'}")
    params = tuple(_parameter(name, entry) for entry in fields["params"] if entry != "none")
    columns = tuple(_column(name, entry) for entry in fields["columns"])
    question, grain, caveats = (" ".join(fields[each]) for each in ("question", "grain", "caveats"))
    return CannedQuery(name, question, grain, params, columns, caveats, sql)


def run_query(connection: sqlite3.Connection, name: str, params: Mapping[str, object]) -> Result:
    """Run the canned query `name`; values may be typed or text; those left out take their defaults.

    Raises QueryError for an unknown query, an unknown, missing or unusable parameter.
    """
    query = canned_query(name)
    known = {parameter.name: parameter for parameter in query.params}
    for given in params:
        if given not in known:
            raise QueryError(f"query {name} has no parameter {given!r}; {_nearest(given, known)}")
    values = {each.name: _value(connection, query, each, params.get(each.name)) for each in query.params}
    cursor = connection.execute(query.sql, values)
    return Result(tuple(column[0] for column in cursor.description), cursor.fetchall())


def resolve_article(connection: sqlite3.Connection, name: str) -> int:
    """Return the article_id that `name` stands for: the id itself, or an address (its newest text).

    Raises QueryError, with addresses that are much alike, where the store has no such article.
    """
    name = storable(name)
    if re.fullmatch(r"\d{1,19}", name) and int(name) < _LARGEST:
        row = connection.execute("SELECT article_id FROM article WHERE article_id = ?", (int(name),)).fetchone()
        if row is not None:
            return int(row[0])
    sql = "SELECT article_id FROM article WHERE url = ? ORDER BY published_at DESC, article_id DESC LIMIT 1"
    row = connection.execute(sql, (name,)).fetchone()
    if row is not None:
        return int(row[0])
    raise QueryError(f"no article has the id or address {name!r}; {_similar_addresses(connection, name)}")


def _similar_addresses(connection: sqlite3.Connection, name: str) -> str:
    tail = name.rstrip("/").rsplit("/", 1)[-1][:80]
    sql = "SELECT DISTINCT url FROM article WHERE instr(url, ?) > 0 ORDER BY url LIMIT 5"
    found = [url for (url,) in connection.execute(sql, (tail,))] if tail else []
    return "much alike: " + ", ".join(found) if found else "look for it in the view article_list"


def _header(sql: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current = ""
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        body = line[2:]
        if body.startswith("   "):
            fields.setdefault(current, []).append(body.strip())
            continue
        current, _, rest = body.strip().partition(":")
        fields[current] = [rest.strip()] if rest.strip() else []
    return fields


def _parameter(query: str, entry: str) -> Parameter:
    name, detail, meaning = _split(query, entry)
    words = [word.strip() for word in detail.split(",")]
    default = next((word.removeprefix("default ") for word in words if word.startswith("default ")), None)
    units = [word for word in words[1:] if word != "required" and not word.startswith("default ")]
    if words[0] not in PARAMETER_TYPES or (default is None and "required" not in words):
        raise QueryError(f"query file {query}.sql: parameter {name} has no known type, or no default")
    return Parameter(name, words[0], " ".join(units), default, meaning)


def _column(query: str, entry: str) -> Column:
    return Column(*_split(query, entry))


def _split(query: str, entry: str) -> tuple[str, str, str]:
    matched = _ENTRY.match(entry)
    if matched is None:
        raise QueryError(f"query file {query}.sql: header line {entry!r} is not of the form name (detail): meaning")
    return matched[1], matched[2], matched[3]


def _value(connection: sqlite3.Connection, query: CannedQuery, parameter: Parameter, given: object) -> Value:
    if given is None:
        if parameter.default is None:
            raise QueryError(f"query {query.name} needs a value for {parameter.name} ({parameter.meaning})")
        given = parameter.default
    if given == "none" and parameter.default == "none":
        return None
    try:
        return _converted(connection, parameter, given)
    except (ValueError, TypeError, OverflowError) as error:
        message = f"query {query.name}: {parameter.name} is {given!r}, which is no {parameter.type}"
        raise QueryError(f"{message} ({error})") from error


def _converted(connection: sqlite3.Connection, parameter: Parameter, given: Any) -> Value:
    if parameter.type == "integer":
        return _whole(given)
    if parameter.type == "number":
        return _finite(given)
    if parameter.type == "date":
        return _whole(_seconds(connection, given))
    if parameter.type == "article":
        return resolve_article(connection, str(given))
    if parameter.type == "choice" and given not in parameter.unit.split(" / "):
        raise ValueError(f"there are {parameter.unit}")
    return storable(str(given))  # an argument of bytes that are no UTF-8 comes with lone surrogates


def _whole(given: Any) -> int:
    number = int(given)
    if isinstance(given, float) and number != given:
        raise ValueError("not a whole number")
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError("too large")
    return number


def _finite(given: Any) -> float:
    number = float(given)
    if not math.isfinite(number):  # SQLite takes NaN for no value at all
        raise ValueError("not finite")
    return number


def _seconds(connection: sqlite3.Connection, given: object) -> int:
    if isinstance(given, int):
        return given
    if isinstance(given, datetime):
        return int((given if given.tzinfo else given.replace(tzinfo=UTC)).timestamp())
    relative = _RELATIVE.match(str(given))
    if relative:
        span = int(relative[1]) * (_DAY_SECONDS if relative[2] == "d" else 3600)
        return (newest_publication(connection) or 0) - span
    moment = datetime.fromisoformat(str(given))
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def newest_publication(connection: sqlite3.Connection) -> int | None:
    """Return the newest publication time in the store, in seconds since 1970 UTC, None where no article has one.

    Times later than a day after the last run began are mistakes of the input and left out.
    """
    sql = """
        SELECT max(published_at) FROM article
        WHERE published_at <= (SELECT max(started_at) + 86400 FROM run)
    """
    newest: int | None = connection.execute(sql).fetchone()[0]
    return newest


def _nearest(wanted: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    return "near: " + ", ".join(near) if near else "known: " + (", ".join(known) or "none")
