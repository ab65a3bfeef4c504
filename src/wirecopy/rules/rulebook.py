"""All rules of a run, and the selection of them that one language needs.

Comes in: checked rules and agencies. Goes out: for a language, tables in which a paragraph's own words find the few
rules that could fit it. One idea: fixed lines are a dictionary look-up, patterns are tried only where one of their
words or marks stands in the paragraph, so that a clean article pays for a handful of look-ups,
however many rules there are.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from wirecopy.rules.records import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wirecopy.rules.agencies import Agency, AgencyNames

_WORDS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u0590-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_UNSPACED_LANGUAGES = frozenset(["ar", "fa", "he", "hi", "ja", "ko", "mr", "my", "ne", "th", "ur", "yi", "zh"])
_LETTERS = bytes(
    code | 0x20 if chr(code).isalpha() and code < 0x80 else code if code >= 0x80 or code == 0x0A else 0x20
    for code in range(256)
)
_PRINTED_PUNCTUATION = "“”’—–©«»„‘…·•\u00a0"
_COMMON = frozenset(
    [
        "agency",
        "agencies",
        "agency's",
        "agence",
        "agencia",
        "agenzia",
        "agência",
        "association",
        "central",
        "deutsche",
        "de",
        "health",
        "international",
        "media",
        "national",
        "new",
        "news",
        "of",
        "press",
        "presse",
        "service",
        "services",
        "state",
        "the",
        "times",
        "united",
        "washington",
        "writers",
        "york",
        "from",
        "by",
        "with",
        "and",
    ]
)
LINE_CHARS = 120

OPEN, FIRST, LAST = 1, 2, 4  # where a paragraph stands: before the lede, near the top, near the end
EVERYWHERE = OPEN | FIRST | LAST
_SCOPES = {"any": 0, "top": OPEN, "lede": OPEN, "first": FIRST, "last": LAST}

_Key = TypeVar("_Key")
_Words = Mapping[bytes, tuple[Rule, ...]]
words_of = _WORDS.findall


@dataclass(frozen=True, slots=True, eq=False)
class MarkTable:
    """Rules by literals, in a fixed order; `seldom` holds a character of each literal, a rare one where it has any."""

    marks: tuple[tuple[str, tuple[Rule, ...]], ...]
    seldom: str

    @classmethod
    def of(cls, marks: Mapping[str, Iterable[Rule]]) -> MarkTable:
        """A table of these literals and the rules of each."""
        seldom = "".join(sorted({_telling(mark) for mark in marks}))
        return cls(tuple((mark, tuple(rules)) for mark, rules in marks.items()), seldom)

    def rules_in(self, window: str) -> list[Rule]:
        """Rules of which a literal stands in a window, best rank first."""
        if not may_hold(window, self.seldom):
            return []
        return _ranked([rule for mark, rules in self.marks if mark in window for rule in rules])


def may_hold(text: str, characters: str) -> bool:
    """Whether any of some characters stands in a text: a pattern would take ten times as long."""
    for character in characters:  # noqa: SIM110  a loop costs half of any(): this runs thirty times an article
        if character in text:
            return True
    return False


def _telling(mark: str) -> str:
    """A character of a literal that few texts have, if there is one."""
    return next((char for char in mark if not char.isalnum() and char not in " ."), mark[0])


@dataclass(frozen=True, slots=True)
class PlaceTables:
    """The rules that are tried at one place of an article.

    `lines`, `paragraphs` and `inline` find rules by the words of a paragraph: of at most LINE_CHARS, of more, and
    those for marks inside it only. Keys are UTF-8, ASCII letters lower case. `starts` and `ends` find them by literals;
    without one of the characters `seldom` a paragraph holds none of these, and none that may stand anywhere.
    """

    lines: _Words
    paragraphs: _Words
    inline: _Words
    starts: MarkTable
    ends: MarkTable
    seldom: str


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The rules that apply to articles of one language ("" where it is unknown: all rules).

    `fixed` finds rules by a whole line, `infixes` by literals of scripts without spaces, `insides` those that look for
    a mark anywhere in a paragraph. `at` has tables for every place (a sum of OPEN, FIRST, LAST).
    """

    fixed: Mapping[str, tuple[Rule, ...]]
    infixes: MarkTable
    insides: MarkTable
    at: tuple[PlaceTables, ...]
    date_words: frozenset[str]

    def by_words(self, window: str, place: int = EVERYWHERE, *, whole: bool = True) -> list[Rule]:
        """Return the rules of a place of which a needed word stands in a window (a paragraph, or its ends).

        `whole` says whether rules of whole paragraphs are wanted too. A table maps the letters of the window's bytes
        to lower case and everything else to blanks, so that splitting gives the words: four times faster than a
        regular expression.
        """
        tables = self.at[place]
        table = (tables.lines if len(window) <= LINE_CHARS else tables.paragraphs) if whole else tables.inline
        plain = window.isascii()
        if not plain:
            for mark in _PRINTED_PUNCTUATION:
                if mark in window:
                    window = window.replace(mark, " ")
        tokens = table.keys() & window.encode("utf-8", "replace").translate(_LETTERS).split()
        rules = _ranked([rule for token in tokens for rule in table[token]]) if tokens else []
        if plain or not self.infixes.marks:
            return rules
        named = [rule for literal, owners in self.infixes.marks if literal in window for rule in owners]
        return _ranked(rules + [rule for rule in named if stands(rule, place) and (whole or rule.where != "paragraph")])


def stands(rule: Rule, place: int) -> bool:
    """Whether a rule's scope holds a place; that a lede also needs some length is for the caller to see."""
    needed = _SCOPES[rule.scope]
    return place & needed == needed


def _ranked(rules: list[Rule]) -> list[Rule]:
    """Each rule once, lowest rank first."""
    if len(rules) < 2:
        return rules
    once = {rule.rank: rule for rule in rules}
    return [once[rank] for rank in sorted(once)]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule and agency of a run; `version` is a digest of all data files that it was read from."""

    version: str
    agencies: Mapping[str, Agency]
    names: AgencyNames
    rules: tuple[Rule, ...]
    date_words: Mapping[str, frozenset[str]]
    _selections: dict[str, Selection] = field(default_factory=dict, repr=False, compare=False)

    def selection(self, language: str) -> Selection:
        """Return the tables for a language (ISO 639-1, "" for unknown); built at first use, then kept."""
        code = language.lower().partition("-")[0]
        kept = self._selections.get(code)
        if kept is None:
            kept = self._selections[code] = self._select(code)
        return kept

    def _select(self, code: str) -> Selection:
        chosen = [rule for rule in self.rules if not code or not rule.languages or code in rule.languages]
        fixed: dict[str, list[Rule]] = {}
        infixes: dict[str, list[Rule]] = {}
        for rule in chosen:
            for line in rule.lines:
                _file(fixed, line, rule)
            if not code or code in _UNSPACED_LANGUAGES:
                for need in filter(_UNSPACED.search, self._needs(rule)):
                    _file(infixes, need, rule)
        words: dict[bytes, list[Rule]] = {}
        for rule in chosen:
            for key in self._word_keys(rule):
                _file(words, key, rule)
        insides = _marks(rule for rule in chosen if rule.where == "inside")
        return Selection(
            fixed=_frozen(fixed),
            infixes=MarkTable.of(infixes),
            insides=insides,
            at=tuple(_place_tables(chosen, words, place, insides.seldom) for place in range(EVERYWHERE + 1)),
            date_words=frozenset().union(*(self.date_words.get(key, frozenset()) for key in self._date_keys(code))),
        )

    def _word_keys(self, rule: Rule) -> dict[bytes, None]:
        spaced = (need for need in self._needs(rule) if not _UNSPACED.search(need))
        return dict.fromkeys(key for need in spaced for key in word_keys(need))

    def _date_keys(self, code: str) -> list[str]:
        return ["", code] if code else sorted(self.date_words)

    def _needs(self, rule: Rule) -> list[str]:
        needs: list[str] = []
        for need in rule.needs:
            if need in ("{agency}", "{weak}"):
                needs.extend(self.names.printed(weak=need == "{weak}"))
            else:
                needs.append(need)
        return needs

    def agency_of_domain(self, domain: str) -> str | None:
        """Return the agency whose home this domain is, or None."""
        return self.names.of_domain(domain)

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule of this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


@functools.cache
def word_keys(need: str) -> tuple[bytes, ...]:
    """Keys under which a needed literal is filed: its longest telling word, in each case that may be printed."""
    words = words_of(need)
    telling = [word for word in words if word.lower() not in _COMMON]
    word = max(telling, key=len) if telling else words[-1]
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return tuple(sorted({form.encode().translate(_LETTERS).strip() for form in forms if " " not in form}))


def _file(table: dict[_Key, list[Rule]], key: _Key, rule: Rule) -> None:
    kept = table.setdefault(key, [])
    if not kept or kept[-1] is not rule:
        kept.append(rule)


def _place_tables(
    chosen: list[Rule], words: Mapping[bytes, list[Rule]], place: int, inside: str
) -> PlaceTables:  # fmt: skip
    here = [rule for rule in chosen if stands(rule, place)]
    ranks = {rule.rank for rule in here}
    inline = {rule.rank for rule in here if rule.where != "paragraph"}
    longer = inline | {rule.rank for rule in here if rule.max_chars > LINE_CHARS}
    starts = _marks(rule for rule in here if rule.where == "start")
    ends = _marks(rule for rule in here if rule.where in ("end", "paragraph"))
    return PlaceTables(
        lines=_only(words, ranks),
        paragraphs=_only(words, longer),
        inline=_only(words, inline),
        starts=starts,
        ends=ends,
        seldom="".join(sorted({*starts.seldom, *ends.seldom, *inside})),
    )


def _only(words: Mapping[bytes, list[Rule]], ranks: set[int]) -> _Words:
    kept = {key: tuple([rule for rule in rules if rule.rank in ranks]) for key, rules in words.items()}
    return {key: rules for key, rules in kept.items() if rules}


def _marks(rules: Iterable[Rule]) -> MarkTable:
    marks: dict[str, list[Rule]] = {}
    for rule in rules:
        for mark in () if rule.needs else rule.marks:
            _file(marks, mark, rule)
    return MarkTable.of(marks)


def _frozen(table: Mapping[_Key, list[Rule]]) -> dict[_Key, tuple[Rule, ...]]:
    return {key: tuple(rules) for key, rules in table.items()}
