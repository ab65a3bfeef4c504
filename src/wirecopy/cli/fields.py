"""`wirecopy fields`: which record keys become which field of an article."""

from __future__ import annotations

import click

from wirecopy.cli.options import csv_option, example, form_of, json_option, show_table


@click.command(
    epilog=example("wirecopy fields", "wirecopy run export.csv --map headline=kop --map text=doc.body --db wire.db")
)
@click.option("--meta", is_flag=True, help="The keys that are kept as metadata instead.")
@json_option
@csv_option
def command(meta: bool, as_json: bool, as_csv: bool) -> None:
    """List the record keys that are recognised.

    The first key that holds something wins; case, dashes and camelCase don't matter. Name others with wirecopy run
    --map FIELD=KEY, where a dotted key goes into nested objects.
    """
    from wirecopy.read.fields import field_mapping, meta_mapping  # noqa: PLC0415
    from wirecopy.report.tables import Table  # noqa: PLC0415

    table = Table("", ("field", "record keys, best first"), field_mapping())
    if meta:
        table = Table("", ("metadata", "record keys", "meaning"), meta_mapping())
    show_table(table, form_of(as_json=as_json, as_csv=as_csv))
