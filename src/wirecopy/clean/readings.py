"""What the rules find in one paragraph: paragraph and place in, `Reading` out.

The one idea: a reading depends on the paragraph's own text and on where it stands (before the lede, near the top, near
the end), on nothing else of the article. So it is kept for the next article with the same paragraph: copies and page
furniture repeat. What neighbours say of a paragraph is for `labels`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from wirecopy.model import PartKind
from wirecopy.rules.records import INSIDE_CHARS, LONGEST_PARAGRAPH, line_key
from wirecopy.rules.rulebook import LINE_CHARS, may_hold, stands

if TYPE_CHECKING:
    from wirecopy.rules import AgencyNames, Hit, Rule, Selection

LEDE_CHARS = 70
_MARK_CHARS = 80  # at each end of a paragraph, where a mark's literal must stand
_WINDOW_HEAD, _WINDOW_TAIL = 160, 220  # of a long paragraph, where words are looked for
_KEPT = 20_000
_LANGUAGES = 12


class Reading(NamedTuple):
    """A rule that claims the whole paragraph; else marks inside it in the order of rules, and the label that they give.

    `claim` is a kind and the rule's id where a mark makes the paragraph something else than body.
    """

    whole: Hit | None = None
    marks: tuple[Hit, ...] = ()
    claim: tuple[PartKind, str] | None = None


NOTHING = Reading()


@functools.lru_cache(maxsize=_LANGUAGES)
def readings_of(selection: Selection, names: AgencyNames) -> Readings:
    """The readings kept under a selection of rules; the same for the same selection."""
    return Readings(selection, names)


class Readings:
    """Readings under one selection of rules, some thousands of them kept."""

    __slots__ = ("_kept", "_names", "_selection")

    def __init__(self, selection: Selection, names: AgencyNames) -> None:
        """Start with none."""
        self._names = names
        self._selection = selection
        self._kept: dict[tuple[str, int, bool], Reading] = {}

    def read(self, paragraph: str, place: int, *, whole: bool) -> Reading:
        """The reading of a paragraph, white space made blanks; `whole` says whether it can be a line of its own."""
        key = (paragraph, place, whole)
        known = self._kept.get(key)
        if known is None:
            known = self._read(paragraph, place, whole=whole)
            if len(paragraph) <= INSIDE_CHARS:
                if len(self._kept) >= _KEPT:
                    self._kept.clear()
                self._kept[key] = known
        return known

    def _read(self, paragraph: str, place: int, *, whole: bool) -> Reading:
        rules = self._selection.by_words(_window(paragraph, whole=whole), place, whole=whole)
        if whole:
            hit = self._whole(paragraph, rules, place)
            if hit is not None:
                return Reading(hit)
        tables = self._selection.at[place]
        inline = [rule for rule in rules if rule.where != "paragraph"] if rules else []
        anywhere: list[Rule] = []
        if may_hold(paragraph, tables.seldom):
            inline += tables.starts.rules_in(paragraph[:_MARK_CHARS])
            inline += tables.ends.rules_in(paragraph[-_MARK_CHARS:])
            anywhere = self._selection.insides.rules_in(paragraph[:INSIDE_CHARS])
        return self._marks(paragraph, inline, anywhere) if inline or anywhere else NOTHING

    def _whole(self, paragraph: str, rules: list[Rule], place: int) -> Hit | None:
        if len(paragraph) <= LINE_CHARS:
            for rule in self._selection.fixed.get(line_key(paragraph), ()):
                if stands(rule, place) and _long_enough(rule, paragraph):
                    return rule.find(paragraph, self._names)
        for rule in rules:
            if rule.where == "paragraph" and len(paragraph) <= rule.max_chars and _long_enough(rule, paragraph):
                hit = rule.find(paragraph, self._names)
                if hit is not None:
                    return hit
        return None

    def _marks(self, paragraph: str, inline: list[Rule], inside: list[Rule]) -> Reading:
        """Try inline rules, one hit at each end, then those that look anywhere."""
        found: list[Hit] = []
        done = ""
        for rule in sorted(inline, key=_rank) if len(inline) > 1 else inline:
            if rule.where == done or not _long_enough(rule, paragraph):
                continue
            hit = rule.find(paragraph, self._names)
            if hit is None:
                continue
            if rule.kind is not PartKind.CREDIT:
                # a caption's dateline is no credit of the text
                return Reading(marks=() if rule.kind is PartKind.CAPTION else tuple(found), claim=(rule.kind, rule.id))
            found.append(hit)
            if hit.start == 0 and hit.end >= len(paragraph):
                kind = PartKind.DATELINE if rule.form == "dateline" else PartKind.CREDIT
                return Reading(marks=tuple(found), claim=(kind, rule.id))
            if done:
                break
            done = rule.where
        for rule in inside:
            hit = rule.find(paragraph, self._names)
            if hit is not None and all(hit.end <= other.start or hit.start >= other.end for other in found):
                found.append(hit)
        return Reading(marks=tuple(found)) if found else NOTHING


def _window(paragraph: str, *, whole: bool) -> str:
    """What of a paragraph is searched for words: all of a possible line, the ends of running text."""
    if whole:
        return paragraph[:LONGEST_PARAGRAPH]
    if len(paragraph) <= _WINDOW_HEAD + _WINDOW_TAIL:
        return paragraph
    return f"{paragraph[:_WINDOW_HEAD]} {paragraph[-_WINDOW_TAIL:]}"


def _long_enough(rule: Rule, paragraph: str) -> bool:
    return rule.scope != "lede" or len(paragraph) >= LEDE_CHARS


def _rank(rule: Rule) -> int:
    return rule.rank
