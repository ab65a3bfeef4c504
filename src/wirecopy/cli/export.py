"""`wirecopy export`: public views as files, the same bytes for the same content."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from wirecopy.cli.options import database_option, example, open_for_reading
from wirecopy.errors import InputError


@click.command(
    epilog=example(
        "wirecopy export --out export/ --db wire.db",
        "wirecopy export copies copy_evidence --out export/ --format csv --db wire.db",
        "wirecopy export copies --db wire.db | jq .rewrite | sort | uniq -c",
    )
)
@click.argument("views", metavar="[VIEW...]", nargs=-1)
@click.option("--out", metavar="DIR|-", help="Folder for one file a view, made if missing; - is standard output.")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="Format."
)
@database_option
def command(views: tuple[str, ...], out: str | None, form: str, database: Path) -> None:
    """Write the public views as JSON Lines or CSV.

    Without a VIEW all are written but `runs`, whose rows hold wall-clock times: the same input, parameters and version
    give the same bytes. A single view goes to standard output unless --out names a folder.
    """
    with open_for_reading(database) as store:
        from wirecopy.store import export_views, public_views  # noqa: PLC0415

        chosen = views or export_views()
        unknown = [view for view in chosen if view not in public_views()]
        if unknown:
            raise click.UsageError(f"no view is named {unknown[0]!r}; views are {', '.join(public_views())}")
        if out is None and len(chosen) > 1:
            raise click.UsageError("several views need a folder: --out DIR")
        if out in {None, "-"}:
            if len(chosen) > 1:
                raise click.UsageError("standard output takes one view; name it, or give a folder with --out DIR")
            _write_out(store.export(chosen[0], form))
            return
        folder = _made(Path(str(out)))
        for view in chosen:
            count = _write_file(folder / f"{view}.{form}", store.export(view, form))
            click.echo(f"{folder / f'{view}.{form}'}: {count:,} lines", err=True)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"folder {folder} can't be made: {error.strerror}", path=str(folder)) from error
    return folder


def _write_out(lines: Iterable[str]) -> None:
    """Write lines as they are; in a terminal nothing in them may steer it."""
    from wirecopy.report.safe_text import safe  # noqa: PLC0415

    shown = map(safe, lines) if sys.stdout.isatty() else lines
    sys.stdout.writelines(shown)


def _write_file(path: Path, lines: Iterable[str]) -> int:
    """Write a file whole or not at all; returns the number of lines handed over."""
    unfinished = path.with_name(path.name + ".part")
    count = 0
    with unfinished.open("w", encoding="utf-8", newline="") as stream:
        for line in lines:
            stream.write(line)
            count += 1
    unfinished.replace(path)
    return count
