"""`wirecopy rules`: check rules of one's own, list the rules in use."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import csv_option, example, form_of, json_option, show_table
from wirecopy.errors import InputError


@click.group(
    epilog=example("wirecopy rules check our_rules.toml", "wirecopy run news.jsonl --rules our_rules.toml --db wire.db")
)
def command() -> None:
    """Check a file of rules, or list the rules that are used."""


@command.command("check", epilog=example("wirecopy rules check our_rules.toml"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check files of rules: syntax, patterns, examples and counter-examples.

    They are read on top of the shipped rules, as wirecopy run --rules reads them. Exit code 2 where one can't be used.
    """
    from wirecopy.rules import load_rules  # noqa: PLC0415 - not before it is needed

    for path in files:
        if not path.is_file():
            raise InputError(f"no such file of rules: {path}", path=str(path))
    shipped, all_rules = load_rules(), load_rules(files)
    before = {rule.id for rule in shipped.rules}
    after = {rule.id for rule in all_rules.rules}
    agencies = len(all_rules.agencies) - len(shipped.agencies)
    click.echo(
        f"fine: {len(after - before)} new rules, {len(before - after)} disabled, {agencies:+d} agencies, "
        f"{len(after)} rules in all, version {all_rules.version}"
    )


@command.command("list", epilog=example("wirecopy rules list --csv"))
@click.option(
    "--rules", "files", multiple=True, metavar="FILE", type=click.Path(path_type=Path), help="Rules of your own."
)
@json_option
@csv_option
def listing(files: tuple[Path, ...], as_json: bool, as_csv: bool) -> None:
    """List the rules in the order in which they are tried, each with its first example."""
    from wirecopy.report.tables import Table  # noqa: PLC0415
    from wirecopy.rules import load_rules  # noqa: PLC0415

    rows = [
        (rule.id, rule.kind.value, " ".join(rule.languages) or "any", rule.examples[0].text if rule.examples else "")
        for rule in load_rules(files).rules
    ]
    show_table(Table("", ("id", "finds", "languages", "example"), rows), form_of(as_json=as_json, as_csv=as_csv))
