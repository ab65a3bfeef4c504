"""Copy trees: one family of an agency's story, its versions, and copies of copies.

A base goes in; nodes come out in order of time, each with its text, its parent and all that the truth needs. A
quarter of the families has an origin that nobody collected: its direct copies then have no source address.
Depth is at most 4, and no text is rewritten more than twice on its way, because nobody could call a third
rewriting a copy.
"""

# ruff: noqa: E501 - places and long records

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from wirecopy.simulate.agencies import Agency, agencies_of, agency_named
from wirecopy.simulate.bases import Base
from wirecopy.simulate.desk import edit_at_desk, has_desk, left_in, scrapes
from wirecopy.simulate.headlines import slug_of, vary_headline
from wirecopy.simulate.kinds import KINDS, Edited, Kind, apply_kind
from wirecopy.simulate.lexicon import Lexicon
from wirecopy.simulate.outlets import CREDIT_HABITS, Outlet, draw_outlet, members_of
from wirecopy.simulate.page import Credit, choose_credit
from wirecopy.simulate.seeds import digest_of, weighted
from wirecopy.simulate.versions import corrected, first_version, kill_notice
from wirecopy.simulate.wording import SPACELESS, word_count

MOST_DEPTH = 4
MOST_REWRITES = 2
_FROM_COPY = {False: 0.1, True: 0.6}  # by whether the outlet scrapes pages; licensed ones take the feed
_OWN_HEADLINE = {"publisher": 1.0, "broadcaster": 1.0, "spinner": 0.6}  # and kept by the rest and by template networks
_VERSIONED = 0.3
_CARRIED = 0.08
_PLACES = {
    "en": ("GENEVA", "LISBON", "OTTAWA", "NAIROBI", "CANBERRA", "DUBLIN", "DENVER", "MANILA", "TOLEDO, Ohio", "ACCRA, Ghana", "WELLINGTON, New Zealand"),
    "de": ("Berlin", "Wien", "Kassel", "Genf", "Rostock"), "fr": ("Paris", "Lyon", "Genève", "Liège"), "es": ("Madrid", "Bogotá", "Lima", "Sevilla"),
    "ru": ("Москва", "Казань", "Пермь"), "zh": ("北京", "成都", "武汉"), "ja": ("東京", "大阪", "札幌"),
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """One text of a family. `url` is "" for an origin that is not in the corpus; `path` holds the edits since the origin."""

    url: str
    outlet: Outlet
    moment: int
    title: str
    paragraphs: tuple[str, ...]
    credit: Credit
    role: str
    kind: str
    parent: Node | None = None
    edits: tuple[str, ...] = ()
    rewrite: str | None = None
    strength: float = 0.0
    path: tuple[str, ...] = ()
    rewrites: int = 0
    depth: int = 0
    carrier: str = ""
    version_of: str | None = None
    says: str | None = None  # the agency or outlet named as the source
    withdrawn: bool = False
    note: str = ""  # a correction's own line; only the agency's page shows it


@dataclass(slots=True)
class Family:
    """A family while it grows."""

    base: Base
    agency: Agency | None
    lexicon: Lexicon
    place: str
    seen: bool
    texts: list[Node] = field(default_factory=list)  # the agency's own, oldest first
    copies: list[Node] = field(default_factory=list)  # whole copies that others may copy
    used: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)  # carriers whose page of the story nobody collected
    serial: int = 0
    seed: int = 0


def agency_outlet(agency: Agency, language: str) -> Outlet:
    """The agency's own site as an outlet without furniture."""
    return Outlet(
        agency.domain, agency.full, "agency", language, "", "kept", "--" if agency.short == "Xinhua" else "—", "us", ""
    )


def start_family(base: Base, lexicon: Lexicon, rng: Random, seed: int, *, absent: float) -> Family:
    """A family with its agency and place settled; loose bases are given an agency, or none in one case of ten."""
    agency: Agency | None
    if base.agency:
        agency = agency_named(base.agency, base.language)
    else:
        agency = rng.choice(agencies_of(base.language)) if rng.random() >= 0.1 else None
    place = base.dateline or rng.choice(_PLACES.get(base.language, _PLACES["en"]))
    return Family(base, agency, lexicon, place, seen=rng.random() >= absent, seed=seed)


def grow(family: Family, size: int, kinds: Mapping[str, float], moment: int, rng: Random) -> Iterator[Node]:
    """The nodes of a family that are in the corpus: the agency's texts, then `size` copies."""
    yield from _agency_texts(family, moment, rng, versioned=size >= 4 and rng.random() < _VERSIONED)
    choices = [(KINDS[name], weight) for name, weight in kinds.items() if name != "mosaic"]
    made = 0
    while made < size:
        for node in _copies(family, weighted(rng, choices), rng)[: size - made]:
            made += 1
            yield node


def _agency_texts(family: Family, moment: int, rng: Random, *, versioned: bool) -> list[Node]:
    base, agency = family.base, family.agency
    outlet = agency_outlet(agency, base.language) if agency else draw_outlet(rng, base.language, rewrites=False)
    credit = Credit("kept", agency) if agency else Credit("own")
    first = tuple(first_version(base.paragraphs, rng)) if versioned else base.paragraphs
    origin = Node(
        "",
        outlet,
        moment,
        base.headline,
        first,
        credit,
        "origin",
        "origin",
        says=agency.short if agency else outlet.name,
    )
    family.used.add(outlet.domain)
    _place(family, origin)
    if versioned and agency:
        _add_versions(family, origin, agency, rng)
    return [node for node in family.texts if family.seen]


def _add_versions(family: Family, origin: Node, agency: Agency, rng: Random) -> None:
    base = family.base
    what = weighted(rng, [("writethru", 0.6), ("correction", 0.28), ("kill", 0.12)])
    if what == "writethru":
        latest = _version(family, origin, "writethru", base.headline, base.paragraphs, rng)
        if rng.random() < 0.3:
            _correct(family, latest, rng)
    elif what == "correction":
        _correct(family, origin, rng)
    else:
        title, text = kill_notice(base.headline, base.slug, agency.short)
        notice = _version(family, origin, "kill", title, tuple(text), rng)
        notice.withdrawn = True


def _correct(family: Family, before: Node, rng: Random) -> None:
    text, note = corrected(before.paragraphs, rng, family.base.language)
    _version(family, before, "correction", before.title, tuple(text), rng).note = note


def _version(family: Family, before: Node, kind: str, title: str, text: tuple[str, ...], rng: Random) -> Node:
    moment = before.moment + _lag(rng, 55.0)
    node = Node(
        "", before.outlet, moment, title, text, before.credit, "version", kind, parent=before, edits=(kind,), rewrite="light edit",
        says=before.says,
    )  # fmt: skip
    _place(family, node)
    node.version_of = before.url or None
    return node


def _place(family: Family, node: Node) -> None:
    if family.seen:
        node.url = new_url(family, node)
    family.texts.append(node)


def new_url(family: Family, node: Node) -> str:
    """An address that gives nothing of the truth away: outlet, slug of its own headline, and a number without meaning."""
    family.serial += 1
    return page_url(node.outlet, node.title, digest_of(family.seed, "url", family.base.story, family.serial))


def page_url(outlet: Outlet, title: str, number: int) -> str:
    """An address in the outlet's manner."""
    if outlet.marks == "towns":
        digits = f"{number:016x}"
        return f"https://{outlet.domain}/news/article_{digits[:8]}-{digits[8:12]}-{digits[12:]}.html"
    room = "article" if outlet.kind == "agency" else "news"
    return f"https://{outlet.domain}/{room}/{slug_of(title)}-{number % 16**13:013x}"


def _copies(family: Family, kind: Kind, rng: Random) -> list[Node]:
    """One copy, or those of all sites of one owner, which publish the same text in the same minute."""
    outlet = draw_outlet(
        rng,
        family.base.language,
        rewrites=kind.rewrites_wording,
        used=sorted(family.used) if len(family.used) < 200 else (),
    )
    parent = _parent(family, kind, outlet, rng)
    edited = _traced(apply_kind(kind, parent.paragraphs, rng, family.lexicon), kind, parent, outlet, rng)
    moment = _copy_moment(family, parent, outlet, rng)
    group = [outlet]
    if outlet.group and not kind.rewrites_wording and not kind.partial and rng.random() < 0.8:
        group += [
            member
            for member in members_of(outlet.group, outlet.language)
            if member.domain not in family.used and member != outlet
        ]
    own_desk = not kind.partial and not outlet.group and rng.random() < _OWN_HEADLINE.get(outlet.kind, 0.1)
    title = (
        vary_headline(parent.title, parent.paragraphs[0], rng, family.lexicon, spun=kind.rewrites_wording)
        if own_desk
        else parent.title
    )
    nodes = []
    for member in group:
        family.used.add(member.domain)
        node = Node(
            "", member, moment, title, edited.paragraphs, Credit("dropped"), "partial" if kind.partial else "copy", kind.name, parent=parent,
            edits=edited.edits, rewrite=_class(kind, edited), strength=edited.strength, path=parent.path + edited.edits,
            rewrites=parent.rewrites + _rewrites(kind), depth=parent.depth + 1,
        )  # fmt: skip
        _credit(node, family, kind, rng)
        node.carrier = _carrier(node, parent, family, rng)
        node.url = new_url(family, node)
        nodes.append(node)
    if not kind.partial:
        family.copies.append(nodes[0])
    return nodes


def _traced(edited: Edited, kind: Kind, parent: Node, outlet: Outlet, rng: Random) -> Edited:
    """The text with what a desk puts in, or with what a scraper leaves in of its source's page."""
    if kind.partial:
        return edited
    text, done = list(edited.paragraphs), edited.edits
    if has_desk(outlet) and not kind.rewrites_wording:
        text, traces = edit_at_desk(text, outlet, rng)
        done = (*done, *traces)
    elif scrapes(outlet):
        line = left_in(parent.outlet, rng)
        if line:
            text.append(line)
            done = (*done, "line left in")
    return Edited(tuple(text), done, edited.strength)


def _class(kind: Kind, edited: Edited) -> str:
    """What a reader would call the text: word for word only where no desk has changed words."""
    changed = {"house style", "local sentence", "typing error"} & set(edited.edits)
    return "light edit" if kind.rewrite == "verbatim" and changed else kind.rewrite


def _rewrites(kind: Kind) -> int:
    return 2 if kind.name == "rewritten twice" else int(kind.rewrites_wording)


def _parent(family: Family, kind: Kind, outlet: Outlet, rng: Random) -> Node:
    """An agency text (mostly the latest), or an earlier copy that still may be copied in this way.

    Licensed publishers take the feed; aggregators, spinners and who never credits anybody scrape what they find.
    """
    texts = [node for node in family.texts if not node.withdrawn]
    origin = texts[-1] if rng.random() < 0.7 else rng.choice(texts)
    if not family.copies or rng.random() >= _FROM_COPY[scrapes(outlet)]:
        return origin
    node = family.copies[int(rng.random() * len(family.copies))]
    rewriting = _rewrites(kind)
    if node.depth >= MOST_DEPTH or node.rewrites + rewriting > MOST_REWRITES:
        return origin
    if node.rewrites and rewriting and rng.random() < 0.6:
        return origin
    if "cut" in node.edits and "cut" in {name for name, _ in kind.steps}:
        return origin
    language = family.base.language
    least = 260 if language in SPACELESS else 140
    return node if word_count(node.paragraphs, language) >= least else origin


def scraped_text(family: Family, rng: Random) -> Node:
    """A text in the agency's words for a page put together by a machine, from where scrapers take their texts."""
    texts = [node for node in family.texts if not node.withdrawn]
    copies = [node for node in family.copies if not node.rewrites]
    return rng.choice(copies if copies and rng.random() < _FROM_COPY[True] else texts)


def _lag(rng: Random, median_minutes: float, spread: float = 1.5) -> int:
    """Seconds between a text and its copy: log-normal, between one minute and six days."""
    minutes = median_minutes * math.exp(rng.gauss(0.0, spread))
    return int(60 * min(max(minutes, 1.0), 8640.0))


def _copy_moment(family: Family, parent: Node, outlet: Outlet, rng: Random) -> int:
    del family
    median = {"aggregator": 12.0, "spinner": 240.0, "broadcaster": 40.0}.get(outlet.kind, 30.0)
    return parent.moment + _lag(rng, median)


def _credit(node: Node, family: Family, kind: Kind, rng: Random) -> None:
    """Decide what the page says of its source; nobody can pass on a credit that the source page had dropped."""
    parent = node.parent
    habit = weighted(rng, CREDIT_HABITS[node.outlet.credit])
    if kind.partial and rng.random() < 0.8:
        habit = "dropped"
    language = family.base.language
    if habit == "false":
        others = [a for a in agencies_of(language) if family.agency is None or a.short != family.agency.short]
        wrong = rng.choice(others or agencies_of("en"))
        node.credit, node.says = choose_credit(rng.choice(("kept", "moved")), wrong, rng), wrong.short
    elif habit == "dropped" or parent is None or parent.says is None:
        node.credit, node.says = Credit("dropped"), None
    elif family.agency is None and parent.outlet.kind != "agency":
        node.credit, node.says = (
            (Credit("line", name=parent.says), parent.says) if rng.random() < 0.4 else (Credit("dropped"), None)
        )
    else:
        named = agency_named(parent.says, language)
        node.credit, node.says = choose_credit(habit, named, rng), named.short
    if kind.partial and node.credit.form == "kept":
        node.credit = Credit("sign-off", node.credit.agency)


def _carrier(node: Node, parent: Node, family: Family, rng: Random) -> str:
    """The carrier whose mark was left in: that of the page copied from, or of one that nobody collected.

    A page can't be the source of a mark that it lacks: a carrier whose page of this story was collected is no
    stranger's mark, and one whose mark stands somewhere has no page of it later on.
    """
    if parent.carrier and rng.random() < 0.6:
        return parent.carrier
    if node.outlet.language != "en" or node.outlet.kind not in {"spinner", "publisher"} or len(node.paragraphs) < 5:
        return ""
    if parent.outlet.marks in {"yahoo", "devdiscourse"}:
        return parent.outlet.domain if rng.random() < 0.7 else ""
    if rng.random() < _CARRIED:
        carrier = "yahoo.com" if rng.random() < 0.75 else "devdiscourse.com"
        if carrier not in family.used or carrier in family.strangers:
            family.used.add(carrier)
            family.strangers.add(carrier)
            return carrier
    return ""
