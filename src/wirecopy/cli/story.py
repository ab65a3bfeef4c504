"""`wirecopy story`: the tree of a story, as a drawing or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from wirecopy.cli.options import console, database_option, example, json_option, open_for_reading


@click.command(
    epilog=example(
        "wirecopy story https://paper.example/news/flood --db wire.db",
        "wirecopy story 4503599627370496 --all --db wire.db",
    )
)
@click.argument("name", metavar="ID_OR_URL")
@click.option("--all", "every", is_flag=True, help="Draw every member, however many took a text from one place.")
@database_option
@json_option
def command(name: str, every: bool, database: Path, as_json: bool) -> None:
    """Draw a story as a tree: who took it from whom, when, and how much.

    ID_OR_URL is the id of a story, or the id or address of an article in it. An article that takes from several
    stories is in each of them: then all are drawn. Times are UTC; a lag is relative to the text above.
    """
    from wirecopy.report.safe_text import safe_json, safe_line  # noqa: PLC0415
    from wirecopy.report.story_drawing import draw_story  # noqa: PLC0415
    from wirecopy.report.story_tree import find_stories, read_tree, tree_object  # noqa: PLC0415

    with open_for_reading(database) as store:
        trees = [read_tree(store, story_id) for story_id in find_stories(store, name)]
    if as_json:
        click.echo(safe_json([tree_object(tree) for tree in trees]))
        return
    if not trees:
        click.echo(f"{safe_line(name)} is in no story: nothing was found to be taken from it or by it.")
    screen = console()
    for place, tree in enumerate(trees):
        if place:
            screen.print()
        screen.print(draw_story(tree, every=every), crop=False)
