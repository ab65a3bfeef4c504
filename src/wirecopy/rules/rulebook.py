"""All rules of a run, and the selection of them that one language needs.

Comes in: checked rules and agencies. Goes out: for a language, tables in which a paragraph's own words find the few
rules that could fit it. One idea: fixed lines are a dictionary look-up, patterns are tried only where one of their words
or marks stands in the paragraph, so that a clean article pays for a handful of look-ups, however many rules there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wirecopy.rules.agencies import Agency, AgencyNames
from wirecopy.rules.records import Rule, line_key

_WORDS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u0590-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")

words_of = _WORDS.findall


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that apply to articles of one language ("" where it is unknown: all rules)."""

    lines: Mapping[str, tuple[Rule, ...]]
    words: Mapping[str, tuple[Rule, ...]]
    infixes: tuple[tuple[str, tuple[Rule, ...]], ...]
    starts: tuple[tuple[str, tuple[Rule, ...]], ...]
    ends: tuple[tuple[str, tuple[Rule, ...]], ...]
    date_words: frozenset[str]

    def by_words(self, paragraph: str) -> list[Rule]:
        """Rules of which a needed word stands in the paragraph, best rank first."""
        tokens = self.words.keys() & words_of(paragraph.lower())
        found = {rule.rank: rule for token in tokens for rule in self.words[token]}
        if self.infixes and not paragraph.isascii():
            found.update((rule.rank, rule) for literal, rules in self.infixes if literal in paragraph for rule in rules)
        return [found[rank] for rank in sorted(found)] if len(found) > 1 else list(found.values())

    @staticmethod
    def by_marks(window: str, table: tuple[tuple[str, tuple[Rule, ...]], ...]) -> list[Rule]:
        """Rules of which a mark stands in a paragraph's head or tail, best rank first."""
        found = {rule.rank: rule for mark, rules in table if mark in window for rule in rules}
        return [found[rank] for rank in sorted(found)] if len(found) > 1 else list(found.values())


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
        lines: dict[str, list[Rule]] = {}
        words: dict[str, list[Rule]] = {}
        infixes: dict[str, list[Rule]] = {}
        starts: dict[str, list[Rule]] = {}
        ends: dict[str, list[Rule]] = {}
        for rule in chosen:
            for line in rule.lines:
                lines.setdefault(line, []).append(rule)
            for need in self._needs(rule):
                _index_need(need, rule, words, infixes)
            for mark in rule.marks:
                (starts if rule.where == "start" else ends).setdefault(mark, []).append(rule)
        return Selection(
            lines=_frozen(lines),
            words=_frozen(words),
            infixes=tuple(_frozen(infixes).items()),
            starts=tuple(_frozen(starts).items()),
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


def _index_need(need: str, rule: Rule, words: dict[str, list[Rule]], infixes: dict[str, list[Rule]]) -> None:
    """File a rule under the longest word of a needed literal, or under the literal where words have no spaces."""
    if _UNSPACED.search(need):
        table, key = infixes, need
    else:
        table, key = words, max(words_of(need.lower()), key=len)
    kept = table.setdefault(key, [])
    if rule not in kept:
        kept.append(rule)


def _frozen(table: Mapping[str, list[Rule]]) -> dict[str, tuple[Rule, ...]]:
    return {key: tuple(rules) for key, rules in table.items()}


__all__ = ["Rules", "Selection", "line_key", "words_of"]
