"""`wirecopy why`: why two articles are linked or not, or all that is known of one."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import console, database_option, example, json_option, open_for_reading


@click.command(
    epilog=example(
        "wirecopy why https://a.example/flood https://b.example/news/flood-2 --db wire.db",
        "wirecopy why https://b.example/news/flood-2 --db wire.db",
    )
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@click.option("--all", "every", is_flag=True, help="Show all signals, evidence, parts and passages in full.")
@database_option
@json_option
def command(one: str, other: str | None, every: bool, database: Path, as_json: bool) -> None:
    """Explain why two articles are linked, or all that is known of one.

    A and B are ids or addresses. For two articles: the answer, what it rests on, the evidence of who took it from
    whom, and the passages side by side; a pair that was never stored is compared on the spot. For one article: what it
    took and from whom, who took from it, credits, furniture, marks of carriers, traces of machine rewriting.
    """
    if other is None:
        _explain_page(one, database, every=every, as_json=as_json)
    else:
        _explain_pair(one, other, database, every=every, as_json=as_json)


def _explain_pair(one: str, other: str, database: Path, *, every: bool, as_json: bool) -> None:
    from wirecopy.report.pair import pair_object, read_pair  # noqa: PLC0415 - all rooms: not before it is needed
    from wirecopy.report.pair_drawing import draw_pair  # noqa: PLC0415
    from wirecopy.report.safe_text import safe_json  # noqa: PLC0415

    with open_for_reading(database) as store:
        report = read_pair(store, one, other)
    if as_json:
        click.echo(safe_json(pair_object(report)))
    else:
        console().print(draw_pair(report, every=every), crop=False)


def _explain_page(name: str, database: Path, *, every: bool, as_json: bool) -> None:
    from wirecopy.report.page import draw_page, page_object, read_page  # noqa: PLC0415
    from wirecopy.report.safe_text import safe_json  # noqa: PLC0415

    with open_for_reading(database) as store:
        report = read_page(store, name)
    if as_json:
        click.echo(safe_json(page_object(report)))
    else:
        console().print(draw_page(report, every=every), crop=False)
