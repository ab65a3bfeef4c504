"""`wirecopy outlets`: what the user knows of outlets, into the database and out of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from wirecopy.cli.options import (
    csv_option,
    database_option,
    example,
    form_of,
    json_option,
    open_for_reading,
    show_table,
)
from wirecopy.errors import InputError

if TYPE_CHECKING:
    from wirecopy.store import Outlet

_COLUMNS = ("outlet_domain", "outlet", "kind", "group", "evidence")
_OTHER_NAMES = {
    "domain": "outlet_domain",
    "name": "outlet",
    "outlet_group": "group",
    "owner": "group",
    "note": "evidence",
}


@click.group(epilog=example("wirecopy outlets import outlets.csv --db wire.db"))
def command() -> None:
    """Tell what you know of outlets: names, kinds, groups."""


@command.command("import", epilog=example("wirecopy outlets import outlets.csv --db wire.db"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@database_option
def import_outlets(file: Path, database: Path) -> None:
    """Keep what a table says of outlets, over anything inferred.

    FILE is CSV, TSV or JSON Lines with the columns outlet_domain, outlet (its name), kind (agency, publisher,
    aggregator or spinner), group (who owns it) and evidence; all but the first may be left out. Addresses count
    as their domains. The next run attributes the stories anew in which such an outlet has an article.
    """
    rows = read_outlets(file)
    from wirecopy.store import Store  # noqa: PLC0415 - not before the file is known to be right

    with Store.open(database) as store:
        changed = store.import_outlets(rows)
    click.echo(f"{len(rows):,} outlets read, {changed:,} new or changed")


@command.command("list", epilog=example("wirecopy outlets list --csv --db wire.db"))
@database_option
@json_option
@csv_option
def list_outlets(database: Path, as_json: bool, as_csv: bool) -> None:
    """List all outlets that have articles, the largest first."""
    form = form_of(as_json=as_json, as_csv=as_csv)
    with open_for_reading(database) as store:
        result = store.outlet_list()
    from wirecopy.report.tables import Table  # noqa: PLC0415

    show_table(Table("", result.columns, result.rows), form)


def read_outlets(path: Path) -> list[Outlet]:
    """Return the rows of a table of outlets; InputError names file, line and column of what is wrong."""
    from wirecopy.model import OUTLET_KINDS  # noqa: PLC0415
    from wirecopy.read.identity import domain_of  # noqa: PLC0415
    from wirecopy.store import Outlet  # noqa: PLC0415

    outlets: list[Outlet] = []
    for line, row in _rows(path):
        named = {_OTHER_NAMES.get(key, key): value for key, value in row.items()}
        if not named.get("outlet_domain"):
            raise InputError(f"{path}, line {line}: no outlet_domain", path=str(path), line=line, field="outlet_domain")
        kind = (named.get("kind") or "").lower() or None
        if kind is not None and kind not in OUTLET_KINDS:
            message = f"{path}, line {line}: kind is {kind!r}, allowed are {', '.join(OUTLET_KINDS)}"
            raise InputError(message, path=str(path), line=line, field="kind")
        outlets.append(
            Outlet(
                domain_of(named["outlet_domain"]),
                named.get("outlet") or None,
                cast("None", kind),
                named.get("group") or None,
                named.get("evidence") or "",
            )
        )
    return outlets


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8 and try again", path=str(path)) from error
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        yield from _json_rows(path, text)
        return
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _table_rows(path, reader)
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}", path=str(path), line=reader.line_num) from error


def _table_rows(path: Path, reader: csv.DictReader[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    heads = [_OTHER_NAMES.get(name.strip().lower(), name.strip().lower()) for name in reader.fieldnames or ()]
    if "outlet_domain" not in heads:
        raise InputError(
            f"{path} has no column outlet_domain; columns are {', '.join(_COLUMNS)}", path=str(path), line=1
        )
    reader.fieldnames = heads
    for row in reader:
        if any(row.get(None) or ()):  # what stands beyond the columns
            message = f"{path}, line {reader.line_num}: more cells than the {len(heads)} columns"
            raise InputError(message, path=str(path), line=reader.line_num)
        yield reader.line_num, {key: str(value or "").strip() for key, value in row.items() if key}


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {line}: no JSON ({error})", path=str(path), line=line) from error
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {line}: not a JSON object", path=str(path), line=line)
        odd = next((key for key, value in row.items() if isinstance(value, (list, dict))), None)
        if odd is not None:
            raise InputError(f"{path}, line {line}: {odd} must be a text", path=str(path), line=line, field=odd)
        yield line, {str(key): "" if value is None else str(value).strip() for key, value in row.items()}
