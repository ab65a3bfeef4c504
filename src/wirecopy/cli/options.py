"""What several commands share: the database option, the output options, opening the store, printing a table.

Comes in: click contexts. Goes out: decorators, an open store for reading, text on standard output.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from rich.console import Console

    from wirecopy.report.tables import Table
    from wirecopy.store import Store

Form = Literal["table", "json", "csv"]

DEFAULT_DATABASE = "wirecopy.db"
PIPED_WIDTH = 120  # columns where no terminal says how wide it is

database_option = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path, readable=False),  # the store says what is wrong with a file, with its exit code
    default=DEFAULT_DATABASE,
    envvar="WIRECOPY_DB",
    metavar="FILE",
    help="Database; the variable WIRECOPY_DB is used where it is not given.  [default: ./wirecopy.db]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of a table.")


def form_of(*, as_json: bool, as_csv: bool = False) -> Form:
    """Return the chosen form; both at once is a usage error."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other; take one")
    return "json" if as_json else "csv" if as_csv else "table"


def example(*lines: str) -> str:
    """Return the epilog of a command: its example, line by line, not refilled."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def open_for_reading(database: Path) -> Store:
    """Return the store for reading only; StoreError where there is none."""
    from wirecopy.store import Store  # noqa: PLC0415 - half a second that --help need not take

    return Store.open(database, readonly=True)


def console(*, stderr: bool = False) -> Console:
    """Return a console that prints text as it is: no markup, no emoji, no guessing of colours in words."""
    from rich.console import Console  # noqa: PLC0415

    class Screen(Console):
        """A console that leaves a closed pipe to `entry`, which knows the exit code."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Screen(file=stream, markup=False, emoji=False, highlight=False, width=width)


def show_tables(tables: Sequence[Table], form: Form) -> None:
    """Print tables: drawn, as one JSON object by title, or (a single one) as CSV."""
    from wirecopy.report.safe_text import safe_json  # noqa: PLC0415
    from wirecopy.report.tables import draw_table, table_csv, table_objects  # noqa: PLC0415

    if form == "json":
        click.echo(safe_json(table_objects(tables)))
    elif form == "csv":
        click.echo("\n".join(table_csv(table) for table in tables), nl=False)
    else:
        screen = console()
        for place, table in enumerate(tables):
            if place:
                screen.print()
            draw_table(screen, table)


def show_table(table: Table, form: Form) -> None:
    """Print one table: drawn, as a JSON array, or as CSV."""
    from wirecopy.report.tables import table_json  # noqa: PLC0415

    if form == "json":
        click.echo(table_json(table))
    else:
        show_tables([table], form)
