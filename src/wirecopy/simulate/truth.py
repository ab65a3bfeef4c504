"""Records: what a reader of the corpus sees of an article, and what was really done to make it.

A node or a single text goes in; an article (url, title, text, author, date_publish, source_domain, outlet,
language) and its truth come out. `role` is origin, version, copy, partial or single; `share` is that part of
the article's own words that a story accounts for; `rewrite` and `edits` are relative to the immediate source,
`edits_from_origin` to the first text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from wirecopy.simulate.outlets import Outlet
from wirecopy.simulate.page import Credit, Dress, write_page
from wirecopy.simulate.tree import Family, Node
from wirecopy.simulate.wording import word_count

Record = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Clock:
    """How dates get lost: shares of articles with a time off by up to 12 hours, with a day only, or none at all."""

    noise: float = 0.0
    day_only: float = 0.0
    none: bool = False

    def stamp(self, moment: int, rng: Random) -> str | None:
        """The date that an article shows, ISO 8601 UTC; draws the same number of times whatever the settings."""
        off, shift, day = rng.random(), rng.randint(-43200, 43200), rng.random()
        if self.none:
            return None
        shown = moment + (shift if off < self.noise else 0)
        return datetime.fromtimestamp(shown, UTC).strftime("%Y-%m-%d" if day < self.day_only else "%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Host:
    """The unrelated text around an excerpt: its headline and paragraphs, and where the excerpt goes in."""

    title: str
    paragraphs: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a mosaic: the paragraphs taken, from which node of which family."""

    family: Family
    source: Node
    paragraphs: tuple[str, ...]
    edits: tuple[str, ...] = ("excerpt",)


def node_record(
    node: Node, family: Family, clock: Clock, rng: Random, *, teaser: str = "", host: Host | None = None
) -> Record:
    """Article and truth of one node of a family; excerpts stand inside their host."""
    base = family.base
    body: Sequence[str] = node.paragraphs
    title, share = node.title, 1.0
    if host is not None:
        body = (*host.paragraphs[: host.at], *node.paragraphs, *host.paragraphs[host.at :])
        title, share = host.title, _share(node.paragraphs, body, base.language)
    dress = Dress(
        node.outlet, node.credit, "" if host else family.place, _byline(node, family), node.moment, base.language,
        teaser, node.carrier,
        bare=node.outlet.kind == "agency", note=node.note, undated=node.withdrawn,
    )  # fmt: skip
    text, author = write_page(body, dress, rng)
    story = {
        "story": base.story,
        "share": share,
        "source_url": (node.parent.url or None) if node.parent else None,
        "edits": list(node.edits),
        "edits_from_origin": list(node.path),
        "rewrite": node.rewrite,
        "strength": node.strength,
    }
    truth = {
        "role": node.role,
        "kind": "independent" if node.kind == "origin" and base.event not in {None, base.story} else node.kind,
        "event": base.event,
        "stories": [] if node.withdrawn else [story],
        "agency": family.agency.short if family.agency else None,
        **_claims(node.says, _true_source(family)),
        "carrier_domain": node.carrier or None,
        "version_of": node.version_of,
    }
    return _record(node.url, title, text, author, clock.stamp(node.moment, rng), node.outlet, base.language, truth)


def _byline(node: Node, family: Family) -> str:
    if node.outlet.kind == "agency" or node.credit.form in {"kept", "byline"}:
        return family.base.byline
    return ""


def _true_source(family: Family) -> str:
    return family.agency.short if family.agency else family.texts[0].outlet.name


def _claims(says: str | None, true: str) -> dict[str, Any]:
    return {"credited": says == true, "claimed_source": says, "false_credit": says is not None and says != true}


def _share(piece: Sequence[str], body: Sequence[str], language: str) -> float:
    return round(word_count(piece, language) / max(1, word_count(body, language)), 3)


def mosaic_record(
    url: str, title: str, outlet: Outlet, moment: int, parts: Sequence[Part], clock: Clock, rng: Random
) -> Record:
    """A page put together from pieces of several stories; each story's share is that of its words."""
    language = parts[0].family.base.language
    body = [paragraph for part in parts for paragraph in part.paragraphs]
    text, author = write_page(body, Dress(outlet, Credit("dropped"), "", "", moment, language), rng)
    stories = [
        {
            "story": part.family.base.story,
            "share": _share(part.paragraphs, body, language),
            "source_url": part.source.url or None,
            "edits": list(part.edits),
            "edits_from_origin": list(part.source.path + part.edits),
            "rewrite": "excerpt",
            "strength": 0.0,
        }
        for part in parts
    ]
    truth = {
        "role": "partial",
        "kind": "mosaic",
        "event": None,
        "stories": stories,
        "agency": None,
        **_claims(None, ""),
        "carrier_domain": None,
        "version_of": None,
    }
    return _record(url, title, text, author, clock.stamp(moment, rng), outlet, language, truth)


@dataclass(frozen=True, slots=True)
class Single:
    """A text that nobody copied."""

    key: str
    kind: str  # unrelated or template
    title: str
    paragraphs: tuple[str, ...]
    language: str
    event: str | None = None


def single_record(single: Single, dress: Dress, url: str, clock: Clock, rng: Random) -> Record:
    """A text without copies; it may credit an agency all the same."""
    text, author = write_page(single.paragraphs, dress, rng)
    agency = dress.credit.agency.short if dress.credit.agency else None
    own = {
        "story": single.key,
        "share": 1.0,
        "source_url": None,
        "edits": [],
        "edits_from_origin": [],
        "rewrite": None,
        "strength": 0.0,
    }
    truth = {
        "role": "single",
        "kind": single.kind,
        "event": single.event,
        "stories": [own],
        "agency": agency,
        "credited": agency is not None,
        "claimed_source": agency,
        "false_credit": False,
        "carrier_domain": None,
        "version_of": None,
    }
    return _record(
        url, single.title, text, author, clock.stamp(dress.moment, rng), dress.outlet, single.language, truth
    )


def _record(
    url: str, title: str, text: str, author: str, date: str | None, outlet: Outlet, language: str,
    truth: Mapping[str, Any],
) -> Record:  # fmt: skip
    article = {
        "url": url,
        "title": title,
        "text": text,
        "author": author,
        "date_publish": date,
        "source_domain": outlet.domain,
        "outlet": outlet.name,
        "language": language,
    }
    return article, {"url": url, "language": language, **truth}
