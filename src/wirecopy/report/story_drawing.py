"""The tree of a story drawn for a terminal.

Comes in: a StoryTree. Goes out: a rich renderable. Each line says who, when, how long after the text above it, what was
done to it, how much was taken, whether the source is credited, and how sure that is.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from wirecopy.model import Copy, Rewrite
from wirecopy.report.safe_text import safe_line
from wirecopy.report.story_tree import Node, Root, StoryTree
from wirecopy.report.wording import say_counted, say_lag, say_share, say_time

REWRITE_STYLES: dict[Rewrite, str] = {
    Rewrite.VERBATIM: "green",
    Rewrite.LIGHT_EDIT: "green",
    Rewrite.TRIMMED: "cyan",
    Rewrite.EXCERPT: "blue",
    Rewrite.SPUN: "red",
    Rewrite.PARTLY_DERIVED: "yellow",
}
_HEADLINE = 90
_SIBLINGS = 25  # so many texts below one are drawn; of the others only the number is told


def draw_story(tree: StoryTree, *, every: bool = False) -> RenderableType:
    """Return the drawing; `every` draws all members however many stand below one text."""
    parts: list[RenderableType] = [_head(tree)]
    if tree.versions:
        parts.append(_versions(tree))
    for root in tree.roots:
        drawn = Tree(_root_label(root), guide_style="dim")
        _grow(drawn, root.nodes, every=every)
        parts.append(drawn)
    return Group(*parts)


def _grow(top: Tree, nodes: tuple[Node, ...], *, every: bool) -> None:
    waiting = [(top, nodes)]
    while waiting:
        branch, below = waiting.pop()
        shown = below if every else below[:_SIBLINGS]
        for node in shown:
            twig = branch.add(_label(node))
            if node.taken_by:
                waiting.append((twig, node.taken_by))
        rest = sum(node.count() for node in below[len(shown) :])
        if rest:
            branch.add(
                Text(f"… and {say_counted(rest, 'more article', 'more articles')} (--all draws them)", style="dim")
            )


def _head(tree: StoryTree) -> Text:
    text = Text(safe_line(tree.headline, _HEADLINE) or "(no headline)", style="bold")
    articles = say_counted(tree.article_count, "article", "articles")
    outlets = say_counted(tree.outlet_count, "outlet", "outlets")
    agency = f" · {safe_line(tree.agency)}" if tree.agency else ""
    first, last = (_moment(each) for each in (tree.first_published_at, tree.last_published_at))
    span = first if first == last else f"{first} to {last}"
    return text.append(f"\nstory {tree.story_id} · {articles} · {outlets}{agency} · {span} UTC", style="dim not bold")


def _moment(written: str | None) -> str:
    return "time unknown" if written is None else safe_line(written).replace("T", " ").removesuffix("Z")[:16]


def _versions(tree: StoryTree) -> Tree:
    drawn = Tree(Text("versions of the source's own text", style="bold"), guide_style="dim")
    first = tree.versions[0]
    for number, node in enumerate(tree.versions, start=1):
        known = node.published_at is not None and first.published_at is not None
        lag = say_lag((node.published_at or 0) - (first.published_at or 0)) if known and number > 1 else ""
        line = Text(f"{number}. {_when(node)}  {lag}".rstrip() + "  ")
        drawn.add(
            line.append(safe_line(node.headline, _HEADLINE), style="italic").append(
                f"  {safe_line(node.url)}", style="dim"
            )
        )
    return drawn


def _root_label(root: Root) -> Text:
    agency = safe_line(root.agency) if root.agency else ""
    words = {
        "origin": "seen here first",
        "unseen": f"original of {agency}, never seen here" if agency else "an original never seen here",
        "undecided": "source undecided",
        "unattributed": "no source named",
    }
    return Text(words[root.place], style="bold")


def _label(node: Node) -> Text:
    copy = node.copy
    text = Text(safe_line(node.outlet_domain or node.outlet, 60) or "(outlet unknown)", style="bold")
    text.append(f"  {_when(node)}", style="not bold")
    if copy is None:
        text.append(f"  {node.role}", style="not bold magenta")
        text.append(f"  {safe_line(node.headline, _HEADLINE)}", style="not bold italic")
    else:
        _say_copy(text, node, copy)
    return text.append(f"\n{safe_line(node.url, 200)}", style="not bold dim")


def _say_copy(text: Text, node: Node, copy: Copy) -> None:
    if copy.source_article_id is not None:
        text.append(f"  {say_lag(copy.lag_seconds)}", style="not bold")
    if copy.rewrite is not None:
        text.append(f"  {copy.rewrite.value}", style=f"not bold {REWRITE_STYLES.get(copy.rewrite, '')}".strip())
        text.append(f"  {say_share(copy.share_of_copy)} of it", style="not bold")
    if node.role in {"partial", "version"}:
        text.append(f"  {node.role}", style="not bold magenta")
    if copy.credited:
        text.append("  credited", style="not bold green")
    elif copy.claimed_source:
        text.append(f"  claims {safe_line(copy.claimed_source, 40)}", style="not bold yellow")
    else:
        text.append("  not credited", style="not bold red")
    if copy.carrier_domain:
        text.append(f"  via {safe_line(copy.carrier_domain, 60)}", style="not bold")
    text.append(f"  sure {say_share(copy.confidence)}", style="not bold dim")


def _when(node: Node) -> str:
    return say_time(node.published_at, node.published_precision)
