"""`wirecopy evaluate`: what was found against a truth file."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import csv_option, database_option, example, form_of, json_option, show_tables
from wirecopy.errors import InputError


@click.command(epilog=example("wirecopy evaluate tests/corpus/sample_truth.jsonl.gz --db wire.db"))
@click.argument("truth", metavar="TRUTH", type=click.Path(path_type=Path))
@database_option
@json_option
@csv_option
def command(truth: Path, database: Path, as_json: bool, as_csv: bool) -> None:
    """Compare what was found with a truth file.

    TRUTH is a file as scripts/make_corpus.py writes it: one JSON object an article, by its address. Gives precision and
    recall of pairs, agreement of the stories, recall by kind of edit and language, and how often sources are right.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    if not truth.is_file():
        raise InputError(f"no such truth file: {truth}", path=str(truth))
    from wirecopy.evaluate import evaluate  # noqa: PLC0415 - loads scipy: not before the arguments are known to be right
    from wirecopy.report.tables import Table  # noqa: PLC0415

    tables = [Table(title, tuple(columns), list(rows)) for title, columns, rows in evaluate(database, truth).tables()]
    show_tables(tables, form)
