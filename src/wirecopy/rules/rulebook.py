"""All rules of a run, and the selection of them that one language needs.

Comes in: checked rules and agencies. Goes out: for a language, tables in which a paragraph's own words find the few
rules that could fit it. One idea: fixed lines are a dictionary look-up, patterns are tried only where one of their
words or marks stands in the paragraph, so that a clean article pays for a handful of look-ups,
however many rules there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from wirecopy.rules.records import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_Key = TypeVar("_Key")
words_of = _WORDS.findall
MarkTable = tuple[tuple[str, tuple[Rule, ...]], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that apply to articles of one language ("" where it is unknown: all rules).

    `words`, `long_words` and `inline_words` find rules by the words of a paragraph: all, those for paragraphs longer
    than LINE_CHARS, those for marks inside a paragraph. Keys are UTF-8, ASCII letters lower case. `starts` and
    `ends` find rules by literals, `later_starts` those that don't ask for the top of a page.
    """

    lines: Mapping[str, tuple[Rule, ...]]
    words: Mapping[bytes, tuple[Rule, ...]]
    long_words: Mapping[bytes, tuple[Rule, ...]]
    inline_words: Mapping[bytes, tuple[Rule, ...]]
    infixes: MarkTable
    starts: MarkTable
    later_starts: MarkTable
    ends: MarkTable
    date_words: frozenset[str]

    def by_words(self, windows: list[str], inline: list[bool]) -> list[list[Rule]]:
        """Return for each window (a paragraph, or its ends) the rules of which a needed word stands in it.

        `inline` says for which windows whole-line rules are left out. All windows are handled at once and as bytes: one
        table maps letters to lower case and everything else to blanks, so that splitting gives the words; that is four
        times faster than a regular expression a paragraph.
        """
        if not windows:
            return []
        joined = "\n".join(windows)
        if not joined.isascii():
            for mark in _PRINTED_PUNCTUATION:
                if mark in joined:
                    joined = joined.replace(mark, " ")
        lines = joined.encode("utf-8", "replace").translate(_LETTERS).split(b"\n")
        found: list[list[Rule]] = []
        for window, line, inside in zip(windows, lines, inline, strict=True):
            table = self.inline_words if inside else self.words if len(window) <= LINE_CHARS else self.long_words
            tokens = table.keys() & line.split()
            rules = _ranked([rule for token in tokens for rule in table[token]]) if tokens else []
            if self.infixes and not window.isascii():
                rules = _ranked(
                    rules + [rule for literal, owners in self.infixes if literal in window for rule in owners]
                )
            found.append(rules)
        return found


def _ranked(rules: list[Rule]) -> list[Rule]:
    """Each rule once, lowest rank first."""
    if len(rules) < 2:
        return rules
    once = {rule.rank: rule for rule in rules}
    return [once[rank] for rank in sorted(once)]


def present_marks(windows: str, table: MarkTable) -> MarkTable:
    """Cut a table down to the marks that occur in an article's windows (heads or tails of its paragraphs) at all."""
    return tuple([entry for entry in table if entry[0] in windows])


def rules_by_marks(window: str, table: MarkTable) -> list[Rule]:
    """Rules of which a mark stands in the head or tail of a paragraph, best rank first."""
    return _ranked([rule for mark, rules in table if mark in window for rule in rules])


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
        unspaced = not code or code in _UNSPACED_LANGUAGES
        lines: dict[str, list[Rule]] = {}
        words: dict[bytes, list[Rule]] = {}
        infixes: dict[str, list[Rule]] = {}
        starts: dict[str, list[Rule]] = {}
        ends: dict[str, list[Rule]] = {}
        inline = {rule.rank for rule in chosen if rule.where != "paragraph"}
        for rule in chosen:
            for line in rule.lines:
                lines.setdefault(line, []).append(rule)
            for need in self._needs(rule):
                if _UNSPACED.search(need):
                    if unspaced:
                        _file(infixes, need, rule)
                else:
                    for key in word_keys(need):
                        _file(words, key, rule)
            for mark in rule.marks:
                (starts if rule.where == "start" else ends).setdefault(mark, []).append(rule)
        longer = {
            key: [rule for rule in rules if rule.max_chars > LINE_CHARS or rule.rank in inline]
            for key, rules in words.items()
        }
        return Selection(
            lines=_frozen(lines),
            words=_frozen(words),
            long_words=_frozen({key: rules for key, rules in longer.items() if rules}),
            inline_words=_frozen(_only(words, inline)),
            infixes=tuple(_frozen(infixes).items()),
            starts=tuple(_frozen(starts).items()),
            later_starts=tuple(_frozen(_only(starts, {rule.rank for rule in chosen if rule.scope == "any"})).items()),
            ends=tuple(_frozen(ends).items()),
            date_words=frozenset().union(*(self.date_words.get(key, frozenset()) for key in self._date_keys(code))),
        )

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


def word_keys(need: str) -> list[bytes]:
    """Keys under which a needed literal is filed: its longest telling word, in each case that may be printed."""
    words = words_of(need)
    telling = [word for word in words if word.lower() not in _COMMON]
    word = max(telling, key=len) if telling else words[-1]
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return sorted({form.encode().translate(_LETTERS).strip() for form in forms if " " not in form})


def _file(table: dict[_Key, list[Rule]], key: _Key, rule: Rule) -> None:
    kept = table.setdefault(key, [])
    if rule not in kept:
        kept.append(rule)


def _only(table: Mapping[_Key, list[Rule]], ranks: set[int]) -> dict[_Key, list[Rule]]:
    kept = {key: [rule for rule in rules if rule.rank in ranks] for key, rules in table.items()}
    return {key: rules for key, rules in kept.items() if rules}


def _frozen(table: Mapping[_Key, list[Rule]]) -> dict[_Key, tuple[Rule, ...]]:
    return {key: tuple(rules) for key, rules in table.items()}
