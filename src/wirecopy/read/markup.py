"""An HTML fragment to plain paragraphs, without any parser to install or to attack.

In: a str with tags (feed entries, ninjs bodies, WordPress exports). Out: its text, blank line between blocks.
The one idea: split at "<" and look at each piece once, so time is linear whatever the input; whole pages go to
trafilatura instead (page.py), which knows furniture. html.parser was refused: quadratic on some malformed input.
"""

from __future__ import annotations

import re

_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "hr",
        "address",
        "nav",
        "form",
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "svg", "head"))
_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*)")
_HAS_MARKUP = re.compile(r"<(?:/p>|/div>|p[ >]|br\s{0,3}/?>|/h[1-6]>|/li>)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\f\v\n]+")


def has_markup(text: str) -> bool:
    """Return true where a text field evidently holds HTML: a closing or opening paragraph, a line break, a list."""
    return "<" in text and _HAS_MARKUP.search(text) is not None


def paragraphs_of(markup: str) -> str:
    r"""Return the text of an HTML fragment; entities are left for normalize_text, scripts and comments are dropped.

    >>> paragraphs_of("<p>PORT VELD, May 4 - Rain<br/>fell.</p><script>x()</script><p>Again.")
    'PORT VELD, May 4 - Rain\nfell.\n\nAgain.'
    """
    first, *pieces = markup.split("<")
    out = [_SPACE.sub(" ", first)]
    silent = ""
    comment = False
    for piece in pieces:
        if comment or piece.startswith("!--"):
            end = piece.find("-->")
            comment = end < 0
            if not comment and not silent:
                out.append(_SPACE.sub(" ", piece[end + 3 :]))
            continue
        tag = _NAME.match(piece)
        name = tag.group(2).lower() if tag else ""
        if silent:
            if tag and tag.group(1) and name == silent:
                silent = ""
            else:
                continue
        elif name in _SILENT and tag and not tag.group(1):
            silent = name
            continue
        out.append(_break_for(name))
        if tag or piece[:1] in ("!", "?", "/"):
            out.append(_SPACE.sub(" ", piece.partition(">")[2]))
        else:
            out.append("<" + _SPACE.sub(" ", piece))  # a bare "<" of the text itself
    return _joined(out)


def _break_for(name: str) -> str:
    if name == "br":
        return "\n"
    return "\n\n" if name in _BLOCKS else ""


def _joined(pieces: list[str]) -> str:
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
