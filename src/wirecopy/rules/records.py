"""One rule as the program holds it, and how it is tried on one paragraph.

Credits, carrier marks and furniture share this record: what differs is the kind of part that a hit makes and what
it names. A rule sees one paragraph at a time, white space trimmed, never more than `max_chars` of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import re

    from wirecopy.model import CreditForm, PartKind
    from wirecopy.rules.agencies import AgencyNames
    from wirecopy.rules.pattern import RulePattern

Where = Literal["paragraph", "start", "end", "inside"]
Scope = Literal["top", "first", "lede", "last", "any"]

HEAD_CHARS = 160
TAIL_CHARS = 220
INSIDE_CHARS = 2000
STARTS: dict[str, int] = {"paragraph": 1, "start": 1, "end": TAIL_CHARS, "inside": INSIDE_CHARS}  # where a try begins
LONGEST_PARAGRAPH = 800  # no whole-line rule looks at longer ones


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph that a rule must find, with the agency ids it must name (none for furniture)."""

    text: str
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of any kind; `rank` orders rules that fit the same paragraph, the lowest wins.

    `where` says which stretch of the paragraph the pattern must cover, `scope` which paragraphs of the article are
    tried: before the lede (top), the first eight that are no caption or furniture, the lede itself, the last, or any.
    `needs` are words of which one must be present, `marks` literals of which one must be; where a rule has both, both
    must (`required` are the marks of such a rule). They only save time.
    """

    id: str
    kind: PartKind
    where: Where
    scope: Scope
    languages: tuple[str, ...]
    rank: int
    pattern: RulePattern | None = None
    required: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    form: CreditForm | None = None
    agency: str = ""
    carrier: str = ""
    max_chars: int = 300
    bare: bool = False
    optional: bool = False
    ends: bool = False
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[str, ...] = ()

    def find(self, paragraph: str, names: AgencyNames) -> Hit | None:
        """Try the rule on a trimmed paragraph; None where it does not fit or names no known agency."""
        if self.pattern is None:
            return Hit(self, 0, len(paragraph), ()) if line_key(paragraph) in self.lines else None
        found = self._search(paragraph)
        if found is None:
            return None
        agencies = (self.agency,) if self.agency else _agencies(found, names)
        if self.form is not None and not agencies and not self.optional:
            return None
        return Hit(self, found.start(), found.end(), agencies)

    def _search(self, paragraph: str) -> re.Match[str] | None:
        pattern = self.pattern
        if pattern is None:
            return None
        if self.where == "paragraph":
            return (
                pattern.fullmatch(paragraph) if len(paragraph) <= self.max_chars and self._marked(paragraph) else None
            )
        if self.where == "end":
            start = max(0, len(paragraph) - TAIL_CHARS)
            return pattern.search(paragraph, start) if self._marked(paragraph[start:]) else None
        if self.where == "start":
            return pattern.match(paragraph, 0, HEAD_CHARS) if self._marked(paragraph[:HEAD_CHARS]) else None
        return pattern.search(paragraph, 0, INSIDE_CHARS)

    def _marked(self, window: str) -> bool:
        """Whether one of the required marks stands in a window: much cheaper than to let the pattern see."""
        if not self.required:
            return True
        for mark in self.required:  # noqa: SIM110  # a loop costs half of any(): this runs twenty times an article
            if mark in window:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found in a paragraph: offsets within it, and the agencies named."""

    rule: Rule
    start: int
    end: int
    agencies: tuple[str, ...]


def _agencies(found: re.Match[str], names: AgencyNames) -> tuple[str, ...]:
    groups = found.groupdict()
    if groups.get("agency"):
        return names.resolve(groups["agency"], weak=False)
    if groups.get("agencies"):
        return names.resolve(groups["agencies"])
    if groups.get("only"):
        return names.resolve_all(groups["only"])
    if groups.get("initials"):
        return names.resolve_initials(groups["initials"])
    return ()


def line_key(line: str) -> str:
    """Fold a line for the table of fixed lines: case, spaces and punctuation at its edges don't matter.

    >>> line_key("» Read  More: ")
    'read more'
    """
    return " ".join(line.strip(" \t\n\u00a0.:…»«→>›|•*-–—_#[]()").casefold().split())
