"""`wirecopy rules`: check rules of one's own, list the rules in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirecopy.cli.options import csv_option, example, form_of, json_option, show_table
from wirecopy.errors import InputError, RuleError

if TYPE_CHECKING:
    from wirecopy.rules import Rule, Rules

_ENDS = 80  # characters at either end of a paragraph in which marks are looked for


@click.group(
    epilog=example("wirecopy rules check our_rules.toml", "wirecopy run news.jsonl --rules our_rules.toml --db wire.db")
)
def command() -> None:
    """Check a file of rules, or list the rules that are used."""


@command.command("check", epilog=example("wirecopy rules check our_rules.toml"))
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check files of rules: syntax, patterns, examples and counter-examples.

    They are read on top of the shipped rules, as wirecopy run --rules reads them, and every rule in use is tried on
    its own examples and counter-examples. Exit code 2 where a file can't be used or a rule fails one of them.
    """
    from wirecopy.rules import load_rules  # noqa: PLC0415 - not before it is needed

    for path in files:
        if not path.is_file():
            raise InputError(f"no such file of rules: {path}", path=str(path))
    shipped, all_rules = load_rules(), load_rules(files)
    before = {rule.id for rule in shipped.rules}
    after = {rule.id for rule in all_rules.rules}
    failures = [failure for rule in all_rules.rules for failure in try_examples(rule, all_rules)]
    if failures:
        for failure in failures:
            click.echo(f"wirecopy: {failure}", err=True)
        click.get_current_context().exit(RuleError.exit_code)
    agencies = len(all_rules.agencies) - len(shipped.agencies)
    click.echo(
        f"fine: {len(after - before)} new rules, {len(before - after)} disabled, {agencies:+d} agencies, "
        f"{len(after)} rules in all, version {all_rules.version}"
    )


def try_examples(rule: Rule, rules: Rules) -> list[str]:
    """Return what a rule of `rules` should not do with its examples and counter-examples but does, a sentence each."""
    failures: list[str] = []
    for sample in rule.examples:
        hit, wanted = rule.find(sample.text, rules.names), tuple(agency for agency in sample.agencies if agency)
        if hit is None:
            failures.append(f"rule {rule.id} does not find its example {_quoted(sample.text)}")
        elif hit.agencies != wanted:
            named, meant = (", ".join(each) or "no agency" for each in (hit.agencies, wanted))
            failures.append(f"rule {rule.id} names {named}, not {meant}, in its example {_quoted(sample.text)}")
        elif not _is_reached(rule, sample.text, rules):
            failures.append(
                f"rule {rule.id} is not tried on its example {_quoted(sample.text)}: no needed word or mark"
            )
    found = [text for text in rule.counter_examples if rule.find(text, rules.names) is not None]
    return failures + [f"rule {rule.id} finds its counter-example {_quoted(text)}" for text in found]


def _is_reached(rule: Rule, text: str, rules: Rules) -> bool:
    """Tell whether the words or literals without which a rule is not tried stand in the text, where they must."""
    if rule.pattern is None:
        return True
    if rule.needs:
        return rule in rules.selection(rule.languages[0] if rule.languages else "en").by_words(text)
    window = text[:_ENDS] if rule.where == "start" else text[-_ENDS:]
    return any(mark in window for mark in rule.marks)


def _quoted(text: str) -> str:
    from wirecopy.report.safe_text import safe_line  # noqa: PLC0415

    return f"“{safe_line(text, 120)}”"


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
