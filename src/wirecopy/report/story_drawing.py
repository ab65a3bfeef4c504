"""The tree of a story drawn for a terminal.

Comes in: a StoryTree. Goes out: a rich renderable. Each line says who, when, how long after the text above it, what was
done to it, how much was taken, whether the source is credited, and how sure that is.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from wirecopy.model import Copy, Rewrite
from wirecopy.report.line_layout import Branch, Facts
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
_ADDRESS = 2_000
_SIBLINGS = 25  # so many texts below one are drawn; of the others only the number is told


def draw_story(tree: StoryTree, *, every: bool = False) -> RenderableType:
    """Return the drawing, to be printed with `crop=False`; `every` draws all however many stand below one text."""
    parts: list[RenderableType] = [_head(tree)]
    if tree.versions:
        parts.append(_versions(tree))
    for root in tree.roots:
        drawn = Branch(Facts([_root_label(root)]))
        _grow(drawn, root.nodes, every=every)
        parts.append(drawn)
    return Group(*parts)


def _grow(top: Branch, nodes: tuple[Node, ...], *, every: bool) -> None:
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
            said = f"… and {say_counted(rest, 'more article', 'more articles')} (--all draws them)"
            branch.add(Facts([Text(said, style="dim")]))


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


def _versions(tree: StoryTree) -> Branch:
    drawn = Branch(Facts([Text("versions of the source's own text", style="bold")]))
    first = tree.versions[0]
    for number, node in enumerate(tree.versions, start=1):
        facts = [Text(f"{number}. {_when(node)}")]
        if node.published_at is not None and first.published_at is not None and number > 1:
            facts.append(Text(say_lag(node.published_at - first.published_at)))
        facts.append(Text(safe_line(node.headline, _HEADLINE), style="italic"))
        drawn.add(Facts(facts, address=_address(node)))
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


def _label(node: Node) -> Facts:
    outlet = safe_line(node.outlet_domain or node.outlet, 60) or "(outlet unknown)"
    facts = [Text(outlet, style="bold"), Text(_when(node))]
    if node.copy is None:
        facts += [Text(node.role, style="magenta"), Text(safe_line(node.headline, _HEADLINE), style="italic")]
    else:
        facts += _say_copy(node, node.copy)
    return Facts(facts, address=_address(node))


def _address(node: Node) -> Text:
    return Text(safe_line(node.url, _ADDRESS), style="dim")


def _say_copy(node: Node, copy: Copy) -> list[Text]:
    facts: list[Text] = []
    if copy.source_article_id is not None:
        facts.append(Text(say_lag(copy.lag_seconds)))
    if copy.rewrite is not None:
        facts.append(Text(copy.rewrite.value, style=REWRITE_STYLES.get(copy.rewrite, "")))
        facts.append(Text(f"{say_share(copy.share_of_copy)} of it"))
    if node.role in {"partial", "version"}:
        facts.append(Text(node.role, style="magenta"))
    if copy.credited:
        facts.append(Text("credited", style="green"))
    elif copy.claimed_source:
        facts.append(Text(f"claims {safe_line(copy.claimed_source, 40)}", style="yellow"))
    else:
        facts.append(Text("not credited", style="red"))
    if copy.carrier_domain:
        facts.append(Text(f"via {safe_line(copy.carrier_domain, 60)}"))
    facts.append(Text(f"sure {say_share(copy.confidence)}", style="dim"))
    return facts


def _when(node: Node) -> str:
    return say_time(node.published_at, node.published_precision)
