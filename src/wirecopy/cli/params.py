"""`wirecopy params`: every tunable."""

from __future__ import annotations

import dataclasses

import click

from wirecopy.cli.options import csv_option, example, form_of, json_option, show_table


@click.command(
    epilog=example("wirecopy params", "wirecopy run news.jsonl --set bands=30 --set accept=0.6 --db wire.db")
)
@json_option
@csv_option
def command(as_json: bool, as_csv: bool) -> None:
    """List every tunable with its range and default.

    Set one with wirecopy run --set NAME=VALUE. Articles signed with other values can't be compared: those that decide
    signatures are fixed by the first run on a database.
    """
    from wirecopy.params import Params  # noqa: PLC0415
    from wirecopy.report.tables import Table  # noqa: PLC0415

    columns = ("name", "default", "least", "most", "unit", "why")
    rows = [
        (
            each.name, str(each.default), each.metadata["low"], each.metadata["high"], each.metadata["unit"],
            each.metadata["why"],
        )
        for each in dataclasses.fields(Params)
    ]  # fmt: skip
    show_table(Table("", columns, rows), form_of(as_json=as_json, as_csv=as_csv))
