"""`wirecopy run`: files of articles in, stories and copies in the database, a summary on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirecopy.cli.options import console, database_option, example, json_option
from wirecopy.compiling import prefer_plain
from wirecopy.errors import InputError, ParameterError

if TYPE_CHECKING:
    from wirecopy.params import Params
    from wirecopy.run import RunSummary

DONE_WITH_REJECTS = 1
_SMALL_INPUT = 150_000  # bytes: about 50 articles, which plain kernels compare in half a second
_SMALL_DATABASE = 2_000_000
_PLAIN_SUFFIXES = frozenset({".jsonl", ".json", ".csv", ".tsv", ".txt", ".html"})
_PACKED = 4  # how much larger a compressed file is inside


@click.command(
    epilog=example(
        "wirecopy run 'news/*.jsonl.gz' --db wire.db",
        "wirecopy run pages/ export.csv --map headline=kop --db wire.db",
        "wirecopy run nela.db --table newsdata --db wire.db",
        "zcat big.jsonl.gz | wirecopy run - --format jsonl --db wire.db",
    )
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@database_option
@click.option("--map", "mapping", multiple=True, metavar="FIELD=KEY", help="Take a field from this record key.")
@click.option("--format", "form", metavar="FORMAT", help="Format of every input; else told by name and first bytes.")
@click.option("--table", metavar="TABLE", help="Table or view to read of an SQLite input.")
@click.option("--query", metavar="SQL", help="SELECT to read of an SQLite input.")
@click.option(
    "--rules", "rule_files", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Rules of your own on top of the shipped ones (TOML).",
)  # fmt: skip
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a tunable; see wirecopy params.")
@click.option("--look-back-days", type=int, metavar="N", help="Compare only articles published at most N days apart.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes, and threads of the comparison.",
)
@click.option(
    "--memory", type=click.IntRange(32, 1_000_000), metavar="MB",
    help="Bound for batches and caches of all workers together; the program and 2 KB an article come on top.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Also print files, cost of finding candidates, time and memory.")
@json_option
@click.pass_context
def command(
    context: click.Context, inputs: tuple[str, ...], database: Path, mapping: tuple[str, ...], form: str | None,
    table: str | None, query: str | None, rule_files: tuple[Path, ...], settings: tuple[str, ...],
    look_back_days: int | None, workers: int, memory: int | None, quiet: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read articles, find stories and copies, and keep all in a database.

    INPUT is a file, a folder, a glob, or - for standard input: JSON Lines, CSV, TSV, text, HTML, SQLite, WARC, feeds,
    Parquet, ninjs, NewsML-G2; plain or compressed. Articles that are known already are left alone, so a run may be
    repeated, and one that was interrupted goes on. Exit code 1 means: done, but some records were rejected.
    """
    params = _params(settings, look_back_days)
    fields = dict(_split("--map", entry, "FIELD=KEY") for entry in mapping)
    for path in rule_files:
        if not path.is_file():
            raise InputError(f"no such file of rules: {path}", path=str(path))
    if _is_small(inputs, database):
        prefer_plain()
    from wirecopy.cli.progress_bar import shown_progress  # noqa: PLC0415
    from wirecopy.run import run  # noqa: PLC0415 - all rooms at once: not before the arguments are known to be right

    with shown_progress(quiet=quiet or as_json) as progress:
        summary = run(
            inputs, database, params=params, mapping=fields, format=form, table=table, query=query,
            rule_files=rule_files, workers=workers, memory=memory, progress=progress,
        )  # fmt: skip
    if not quiet:
        _show(summary, as_json=as_json, verbose=verbose)
    if summary.rejected:
        context.exit(DONE_WITH_REJECTS)


def _is_small(inputs: tuple[str, ...], database: Path) -> bool:
    """Whether a run is over before compiled kernels would be loaded: some dozens of articles and a small database."""
    files = [Path(name) for name in inputs]
    # what a killed run has stored may still be in the log beside the database, where it waits to be linked
    stored = [path for path in (database, database.with_name(f"{database.name}-wal")) if path.exists()]
    if not all(file.is_file() for file in files) or sum(path.stat().st_size for path in stored) > _SMALL_DATABASE:
        return False
    return (
        sum(file.stat().st_size * (1 if file.suffix in _PLAIN_SUFFIXES else _PACKED) for file in files) < _SMALL_INPUT
    )


def _params(settings: tuple[str, ...], look_back_days: int | None) -> Params:
    from wirecopy.params import Params  # noqa: PLC0415

    values = dict(_split("--set", entry, "NAME=VALUE") for entry in settings)
    if look_back_days is not None:
        values["look_back_days"] = str(look_back_days)
    return Params().with_values(values)


def _split(option: str, entry: str, form: str) -> tuple[str, str]:
    name, equals, value = entry.partition("=")
    if not equals or not name.strip():
        raise ParameterError(option, entry, form)
    return name.strip(), value.strip()


def _show(summary: RunSummary, *, as_json: bool, verbose: bool) -> None:
    from wirecopy.cli.run_summary import remarks, summary_object, summary_tables  # noqa: PLC0415
    from wirecopy.report.safe_text import safe, safe_json  # noqa: PLC0415
    from wirecopy.report.tables import draw_table  # noqa: PLC0415

    if as_json:
        click.echo(safe_json(summary_object(summary)))
        return
    screen = console()
    for table in summary_tables(summary, verbose=verbose):
        draw_table(screen, table)
        screen.print()
    for remark in remarks(summary):
        screen.print(safe(remark))
