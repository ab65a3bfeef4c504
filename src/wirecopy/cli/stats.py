"""`wirecopy stats`: what is in the database."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import database_option, example, json_option, open_for_reading, show_tables


@click.command(epilog=example("wirecopy stats --db wire.db", "wirecopy stats --json --db wire.db"))
@database_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """Show what is in the database.

    Articles, outlets, languages, stories, copies by class, rejected records, and the size of each table.
    """
    from wirecopy.report.overview import overview  # noqa: PLC0415 - not before it is needed

    with open_for_reading(database) as store:
        tables = overview(store)
    show_tables(tables, "json" if as_json else "table")
