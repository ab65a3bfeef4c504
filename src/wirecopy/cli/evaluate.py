"""`wirecopy evaluate`: what was found against a truth file."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import csv_option, database_option, example, form_of, json_option, show_tables
from wirecopy.errors import InputError

_BRIEF = ("Stories against", "Recall by group", "False alarms", "Immediate sources", "Agency of copies")
"""Beginnings of the titles of the tables that `--brief` shows."""


@click.command(
    epilog=example(
        "wirecopy evaluate tests/corpus/sample_truth.jsonl.gz --db wire.db",
        "wirecopy evaluate truth.jsonl.gz --json --db wire.db | jq .figures",
    )
)
@click.argument("truth", metavar="TRUTH", type=click.Path(path_type=Path))
@click.option("--brief", is_flag=True, help="Only the five tables that say most.")
@database_option
@json_option
@csv_option
def command(truth: Path, brief: bool, database: Path, as_json: bool, as_csv: bool) -> None:
    """Compare what was found with a truth file.

    TRUTH is a file as scripts/make_corpus.py writes it: one JSON object an article, by its address. Gives precision and
    recall of pairs, agreement of the stories, recall by kind of edit and language, and how often sources are right.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    if not truth.is_file():
        raise InputError(f"no such truth file: {truth}", path=str(truth))
    from wirecopy.evaluate import evaluate  # noqa: PLC0415 - loads scipy: not before the arguments are known to be right
    from wirecopy.report.safe_text import safe_json  # noqa: PLC0415
    from wirecopy.report.tables import Table, table_objects  # noqa: PLC0415

    found = evaluate(database, truth)
    tables = [Table(title, tuple(columns), rows) for title, columns, rows in found.tables()]
    if brief:
        tables = [table for table in tables if table.title.startswith(_BRIEF)]
    if form == "json":
        click.echo(safe_json({"figures": found.figures(), "tables": table_objects(tables)}))
    else:
        show_tables(tables, form)
