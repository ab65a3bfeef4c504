"""`wirecopy query`: the canned questions as commands of their own, and SELECTs of the user's.

The one idea: parameters, help and units are read from the header of the query, so a new .sql file is a new command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirecopy.cli.options import (
    Form,
    csv_option,
    database_option,
    example,
    form_of,
    json_option,
    open_for_reading,
    show_table,
)

if TYPE_CHECKING:
    from wirecopy.store import CannedQuery, Parameter, Result, Store

_TAKEN = frozenset({"db", "json", "csv", "help", "show-sql"})


class CannedQueries(click.Group):
    """The files of db/queries as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all canned queries."""
        return list(_queries())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of a canned query; dashes may stand for underscores."""
        found = _queries().get(name) or _queries().get(name.replace("-", "_").lower())
        return None if found is None else query_command(found)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the query; QueryError with the nearest names where there is none."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from wirecopy.store.queries import canned_query  # noqa: PLC0415

            canned_query(args[0])  # raises, with near names
        return super().resolve_command(ctx, args)


def _queries() -> dict[str, CannedQuery]:
    from wirecopy.store.queries import canned_queries  # noqa: PLC0415

    return canned_queries()


@click.group(
    cls=CannedQueries,
    invoke_without_command=True,
    subcommand_metavar="[NAME [OPTIONS]]",
    epilog=example(
        "wirecopy query",
        "wirecopy query uncredited_copies --since -30d --csv --db wire.db",
        "wirecopy query uncredited_copies --help",
        "wirecopy query --sql 'SELECT rewrite, count(*) FROM copies GROUP BY 1' --db wire.db",
    ),
)
@click.option("--sql", metavar="SELECT", help="Run this SELECT, read-only, over the public views.")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Give a SELECT of --sql up after so many seconds.")
@database_option
@json_option
@csv_option
@click.pass_context
def command(
    context: click.Context, sql: str | None, seconds: float | None, database: Path, as_json: bool, as_csv: bool
) -> None:
    """Ask a canned question, or one of your own in SQL.

    Without a NAME the questions are listed. Each has options of its own: wirecopy query NAME --help.
    """
    form = form_of(as_json=as_json, as_csv=as_csv)
    context.obj = (database, form)
    if context.invoked_subcommand is not None:
        if sql is not None:
            raise click.UsageError("give the name of a query or --sql, not both")
        return
    if sql is None:
        _list_queries(form)
        return
    with open_for_reading(database) as store:
        _show_result(store.execute_readonly(sql, seconds=seconds), form, {})


def query_command(query: CannedQuery) -> click.Command:
    """Return the command that runs a canned query; its parameters are options."""

    def ask(database: Path | None, as_json: bool, as_csv: bool, show_sql: bool, **values: str | None) -> None:
        given_database, given_form = click.get_current_context().obj
        form = form_of(as_json=as_json, as_csv=as_csv) if as_json or as_csv else given_form
        if show_sql:
            click.echo(query.sql)
            return
        chosen = {name.removeprefix("p_"): value for name, value in values.items() if value is not None}
        with open_for_reading(database or given_database) as store:
            result = store.query(query.name, chosen)
            hint = "" if result.rows or form != "table" else _hint(store, query, chosen)
        _show_result(result, form, {column.name: column.unit for column in query.columns}, hint)

    wrapped: Callable[..., None] = ask
    return click.Command(
        query.name,
        callback=wrapped,
        params=[*(_option(parameter) for parameter in query.params), *_shared_options()],
        help=_help(query),
        short_help=query.question,
        epilog=example(_usage(query)),
    )


def _shared_options() -> list[click.Parameter]:
    path = click.Path(path_type=Path, readable=False)
    return [
        click.Option(
            ["--db", "database"], type=path, metavar="FILE", help="Database [default: WIRECOPY_DB, ./wirecopy.db]"
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Print JSON instead of a table."),
        click.Option(["--csv", "as_csv"], is_flag=True, help="Print CSV instead of a table."),
        click.Option(["--show-sql"], is_flag=True, help="Print the SQL of the query instead of running it."),
    ]


def option_name(parameter: str) -> str:
    """Return the option of a parameter: "least_words" is --least-words; names that are taken get a prefix."""
    name = parameter.replace("_", "-")
    return f"--param-{name}" if name in _TAKEN else f"--{name}"


def _option(parameter: Parameter) -> click.Option:
    unit = f", {parameter.unit}" if parameter.unit else ""
    default = "required" if parameter.default is None else f"default {parameter.default}"
    return click.Option(
        [option_name(parameter.name), f"p_{parameter.name}"],
        metavar=parameter.type.upper(),
        help=f"{parameter.meaning}  [{parameter.type}{unit}, {default}]",
    )


def _help(query: CannedQuery) -> str:
    columns = [
        f"  {each.name}" + (f" ({each.unit})" if each.unit else "") + f": {each.meaning}" for each in query.columns
    ]
    said = [query.question, "", f"Gives {query.grain}:", "", "\b", *columns]
    if query.caveats and query.caveats.lower() not in {"none", "none."}:
        said += ["", f"Beware: {query.caveats}"]
    return "\n".join(said)


def _usage(query: CannedQuery) -> str:
    required = [f"{option_name(each.name)} {each.type.upper()}" for each in query.params if each.default is None]
    return " ".join(["wirecopy query", query.name, *required, "--db wire.db"])


def _list_queries(form: Form) -> None:
    from wirecopy.report.tables import Table  # noqa: PLC0415

    rows = [(query.name, query.question, _options_of(query)) for query in _queries().values()]
    note = "wirecopy query NAME --help tells what each means and which columns it gives."
    show_table(Table("", ("name", "question", "options"), rows, note if form == "table" else ""), form)


def _options_of(query: CannedQuery) -> str:
    return " ".join(
        option_name(each.name) if each.default is None else f"[{option_name(each.name)}]" for each in query.params
    )


def _hint(store: Store, query: CannedQuery, chosen: Mapping[str, str]) -> str:
    """Return what may explain an empty answer: which values were used, and up to when there are articles."""
    used = [f"{option_name(each.name)} {chosen.get(each.name, each.default)}" for each in query.params]
    own = {option_name(name) for name in chosen}
    said = [f"{each} (given)" if each.split(" ")[0] in own else f"{each} (default)" for each in used]
    articles = f"The newest of {store.article_count():,} articles is of {_moment(store.newest_publication())}"
    return f"{articles}. Asked with {', '.join(said)}." if said else f"{articles}."


def _moment(seconds: int | None) -> str:
    if seconds is None:
        return "unknown date"
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def _show_result(result: Result, form: Form, units: dict[str, str], hint: str = "") -> None:
    from wirecopy.report.tables import Table  # noqa: PLC0415
    from wirecopy.report.wording import say_counted  # noqa: PLC0415

    note = say_counted(len(result.rows), "row", "rows") if form == "table" else ""
    show_table(Table("", result.columns, result.rows, f"{note}. {hint}" if hint else note, units), form)
