"""Label the paragraphs of one article: paragraphs in, a kind and a rule for each, with the marks found in them.

The order of trying is the order of trust: headline and learned furniture by look-up, then rules (carrier marks before
captions before credits), then what position and neighbours say. A paragraph that nothing claims is body, and only a
body can carry an inline mark: a dateline at its start, a sign-off at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wirecopy.clean.furniture import paragraph_digest
from wirecopy.clean.headline import headline_indexes, repeat_candidates
from wirecopy.model import Article, CarrierMark, Credit, PartKind
from wirecopy.rules import Hit, Rule, Rules, Selection
from wirecopy.rules.records import LONGEST_PARAGRAPH, line_key
from wirecopy.rules.rulebook import LINE_CHARS, present_marks, rules_by_marks, words_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from wirecopy.clean.paragraphs import Span

SHORT = 240
_FIRST = 8
_LAST = 12
_DATE_LINE = 80
_CITY_LINE = 30
_CITY_WORDS = 3
_LEDE = 70
_HEADLINE = 160
_MARK_HEAD = 80
_MARK_TAIL = 80
_TERMINAL = (".", "!", "?", '"', "”", "’", "»", "…", "。", "」", "।", ")")
_CREDIT_CHARS = 200
_SHAPES = {"city-line": PartKind.DATELINE, "bracketed-photo-credit": PartKind.CAPTION}
_PHOTO_CREDIT = re.compile(r"\([\w .'’-]{3,40} ?/ ?[\w .&'’/-]{2,50}\)")
_STRAGGLER = re.compile(r"\d\.$|[a-z]{3}\.$")  # the last line of a sentence, no line of its own
_CLOCK = re.compile(r"(?:19|20)\d\d|\d:\d\d|^\d{1,3} ?/ ?\d{1,3}$")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Labels:
    """What labelling one article found; `kinds` and `rules` run parallel to the paragraphs."""

    kinds: list[PartKind] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    cuts: list[Span] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    carriers: list[CarrierMark] = field(default_factory=list)


class _Labeller:
    """One article while it is labelled; holds the position that rules with a scope ask for."""

    __slots__ = (
        "count",
        "ended",
        "ends",
        "found",
        "later_starts",
        "lede_open",
        "names",
        "paragraphs",
        "passed",
        "rules",
        "selection",
        "spans",
        "starts",
    )

    def __init__(self, paragraphs: list[str], spans: list[Span], rules: Rules, selection: Selection) -> None:
        self.paragraphs = paragraphs
        self.spans = spans
        self.count = len(spans)
        self.names = rules.names
        self.selection = selection
        self.found = Labels()
        self.passed = 0  # paragraphs before this one that were neither caption nor furniture
        self.lede_open = True
        self.ended = False
        heads = "\n".join([line[:_MARK_HEAD] for line in paragraphs])
        self.starts = present_marks(heads, selection.starts)
        self.later_starts = present_marks(heads, selection.later_starts)
        self.ends = present_marks("\n".join([line[-_MARK_TAIL:] for line in paragraphs]), selection.ends)
        inline = [len(line) > SHORT and index < self.count - _LAST // 2 for index, line in enumerate(paragraphs)]
        self.rules = selection.by_words([self._window(index) for index in range(self.count)], inline)

    def _window(self, index: int) -> str:
        """What of a paragraph is searched for words: its ends; all of a line and of what ends an article."""
        line = self.paragraphs[index]
        if len(line) <= LINE_CHARS or index < _LAST // 3 or index >= self.count - _LAST // 2:
            return line[:LONGEST_PARAGRAPH]
        return f"{line[:_MARK_HEAD]} {line[-_MARK_TAIL:]}"

    def label(self, index: int) -> None:
        """Label one paragraph by rules and append what was found."""
        paragraph = self.paragraphs[index]
        rules = self.rules[index]
        if len(paragraph) <= SHORT or index >= self.count - _LAST // 2:
            hit = self._whole(paragraph, rules, index)
            if hit is not None:
                self._take(hit, index)
                return
            kind, rule = self._by_shape(paragraph, index)
            if kind is not PartKind.BODY:
                self.put(kind, rule)
                return
        self._body(paragraph, rules, index)

    def _body(self, paragraph: str, rules: list[Rule], index: int) -> None:
        """Look for marks at a body's start and end; where one claims the whole paragraph, label it so."""
        inline = [rule for rule in rules if rule.where != "paragraph"] if rules else []
        starts = self.starts if self.passed < _FIRST else self.later_starts
        if starts:
            inline += rules_by_marks(paragraph[:_MARK_HEAD], starts)
        if self.ends:
            inline += rules_by_marks(paragraph[-_MARK_TAIL:], self.ends)
        marked = self._mark(inline, index) if inline else None
        if marked is not None:
            if marked[0] is PartKind.CAPTION:
                self._forget_marks(self.spans[index][0])
            self.put(*marked)
            return
        self.put(PartKind.BODY, "")
        if len(paragraph) > _HEADLINE or (len(paragraph) >= _LEDE and paragraph.endswith(_TERMINAL)):
            self.lede_open = False
            self.ended = False

    def _forget_marks(self, start: int) -> None:
        """Drop a dateline found at the start of what turned out to be a caption."""
        found = self.found
        while found.cuts and found.cuts[-1][0] >= start:
            found.cuts.pop()
        while found.credits and found.credits[-1].start >= start:
            found.credits.pop()

    def put(self, kind: PartKind, rule: str) -> None:
        """Append a label."""
        self.found.kinds.append(kind)
        self.found.rules.append(rule)
        self.passed += kind not in (PartKind.CAPTION, PartKind.FURNITURE)

    def _fits(self, rule: Rule, index: int) -> bool:
        scope = rule.scope
        if scope == "any":
            return True
        if scope == "first":
            return self.passed < _FIRST
        if scope == "top":
            return self.lede_open
        if scope == "lede":
            return self.lede_open and len(self.paragraphs[index]) >= _LEDE
        return index >= self.count - _LAST or index * 3 >= self.count * 2

    def _whole(self, paragraph: str, rules: list[Rule], index: int) -> Hit | None:
        if len(paragraph) <= LINE_CHARS:
            for rule in self.selection.lines.get(line_key(paragraph), ()):
                if self._fits(rule, index):
                    return Hit(rule, 0, len(paragraph), ())
        for rule in rules:
            if rule.where == "paragraph" and len(paragraph) <= rule.max_chars and self._fits(rule, index):
                hit = rule.find(paragraph, self.names)
                if hit is not None:
                    return hit
        return None

    def _mark(self, inline: list[Rule], index: int) -> tuple[PartKind, str] | None:
        """Try inline rules, one hit at each end; return a label where a hit claims the whole paragraph."""
        done = ""
        for rule in sorted(inline, key=_rank) if len(inline) > 1 else inline:
            if rule.where == done or not self._fits(rule, index):
                continue
            hit = rule.find(self.paragraphs[index], self.names)
            if hit is None:
                continue
            if rule.kind is not PartKind.CREDIT:
                return rule.kind, rule.id
            if self._cut(hit, index):
                return (PartKind.DATELINE if rule.form == "dateline" else PartKind.CREDIT), rule.id
            if done:
                break
            done = rule.where
        return None

    def _cut(self, hit: Hit, index: int) -> bool:
        """Note an inline mark; True where it is the whole paragraph, so that nothing of a body is left."""
        start = self.spans[index][0]
        self._credit(hit, start)
        if hit.start == 0 and hit.end >= len(self.paragraphs[index]):
            return True
        self.found.cuts.append((start + hit.start, start + hit.end))
        return False

    def _credit(self, hit: Hit, start: int) -> None:
        text = self.paragraphs_text(hit, start)
        for agency in hit.agencies:
            if hit.rule.form is not None:
                self.found.credits.append(
                    Credit(agency, hit.rule.form, hit.rule.id, start + hit.start, start + hit.end, text)
                )

    def paragraphs_text(self, hit: Hit, start: int) -> str:
        """Text of a mark as printed, cut to what a report can show."""
        index = len(self.found.kinds)
        offset = start - self.spans[index][0]
        return self.paragraphs[index][offset + hit.start : offset + hit.end][:_CREDIT_CHARS].strip()

    def _take(self, hit: Hit, index: int) -> None:
        rule = hit.rule
        start, end = self.spans[index]
        if rule.bare and self._after_open_caption():
            self.put(PartKind.CAPTION, "photo-credit-line")
            return
        if rule.kind is PartKind.CARRIER:
            self.found.carriers.append(CarrierMark(rule.carrier, rule.id, start, end))
        if rule.kind is PartKind.CREDIT:
            self._credit(hit, start)
        self.ended = self.ended or rule.ends
        kind = rule.kind
        if kind is PartKind.CREDIT and rule.form in ("dateline", "byline"):
            kind = PartKind.DATELINE if rule.form == "dateline" else PartKind.BYLINE
        self.put(kind, rule.id)

    def _after_open_caption(self) -> bool:
        """Whether the paragraph before is a caption without a credit of its own: then this line is the photo's."""
        return (
            bool(self.found.kinds)
            and self.found.kinds[-1] is PartKind.CAPTION
            and self.found.rules[-1] == "any-caption-file"
        )

    def _by_shape(self, paragraph: str, index: int) -> tuple[PartKind, str]:
        if len(paragraph) > SHORT:
            return PartKind.BODY, ""
        if index and paragraph == self.paragraphs[index - 1]:
            return PartKind.FURNITURE, "repeated-line"
        if len(paragraph) > LINE_CHARS:
            return PartKind.BODY, ""
        if len(paragraph) <= _DATE_LINE:
            shape = self._short_shape(paragraph, index)
            if shape:
                return _SHAPES.get(shape, PartKind.FURNITURE), shape
        if not paragraph.endswith(_TERMINAL):
            if self.ended:
                return PartKind.FURNITURE, "after-end-mark"
            if index * 2 > self.count and index + 1 < self.count and paragraph == self.paragraphs[index + 1]:
                return PartKind.FURNITURE, "repeated-line"
        return PartKind.BODY, ""

    def _short_shape(self, paragraph: str, index: int) -> str:
        if not paragraph[0].isalnum() and not any(char.isalnum() for char in paragraph):
            return "separator"
        if _DIGIT.search(paragraph) and not _STRAGGLER.search(paragraph):
            words = words_of(paragraph.lower())
            # a bare figure in mid-text is part of a table, unless it is a year, a clock or a place in a gallery
            alone = self.lede_open or self.ended or len(words) > 2 or _CLOCK.search(paragraph) is not None
            if alone and self.selection.date_words.issuperset(words):
                return "date-line"
        if len(paragraph) <= _CITY_LINE and paragraph.count(" ") < _CITY_WORDS and self._is_city(paragraph, index):
            return "city-line"
        if paragraph[0] == "(" and _PHOTO_CREDIT.fullmatch(paragraph):
            return "bracketed-photo-credit"
        return ""

    def _is_city(self, line: str, index: int) -> bool:
        """Whether a short line in capitals is a dateline of its own: the lede follows."""
        if not self.lede_open or not line.isupper() or ":" in line or index + 1 >= self.count:
            return False
        following = self.paragraphs[index + 1]
        return len(following) >= _LEDE and following.endswith(_TERMINAL)


def label_paragraphs(
    article: Article, spans: list[Span], rules: Rules, furniture: AbstractSet[int] = frozenset()
) -> Labels:
    """Label every paragraph of an article; `furniture` holds digests learned for its outlet."""
    text = article.text
    paragraphs = [_plain(text[start:end]) for start, end in spans]
    labeller = _Labeller(paragraphs, spans, rules, rules.selection(article.language))
    for index in range(len(spans)):
        if furniture and paragraph_digest(text[spans[index][0] : spans[index][1]]) in furniture:
            labeller.put(PartKind.FURNITURE, "learned")
        else:
            labeller.label(index)
    _captions_before_photo_credits(labeller)
    _headlines(labeller, article.headline)
    return labeller.found


def _headlines(labeller: _Labeller, headline: str) -> None:
    """Relabel bodies that are the headline; one with a dateline or a sign-off is none."""
    found = labeller.found
    kinds, paragraphs = found.kinds, labeller.paragraphs
    bodies = [
        index
        for index in repeat_candidates(paragraphs, headline)
        if (kinds[index] is PartKind.BODY or found.rules[index] == "repeated-line")
        and not any(labeller.spans[index][0] <= cut[0] < labeller.spans[index][1] for cut in found.cuts)
    ]
    opening = next((index for index, kind in enumerate(kinds) if kind is PartKind.BODY), -1)
    if not headline and opening not in bodies[:1]:
        return  # the text begins with a body that can't be a headline, so a later line is none
    headlines = headline_indexes(paragraphs, bodies, headline)
    for index, rule in headlines.items():
        kinds[index], found.rules[index] = PartKind.HEADLINE, rule


def _rank(rule: Rule) -> int:
    return rule.rank


def _plain(paragraph: str) -> str:
    """A paragraph with every white space a blank, same length, so that patterns need to know only one."""
    if "\n" in paragraph or "\u00a0" in paragraph or "\t" in paragraph:
        return paragraph.replace("\n", " ").replace("\u00a0", " ").replace("\t", " ")
    return paragraph


def _captions_before_photo_credits(labeller: _Labeller) -> None:
    """A short line right before a bracketed photo credit is that photo's caption, at the top of a page."""
    found = labeller.found
    for index in range(1, min(_LAST, labeller.count)):
        credit = labeller.paragraphs[index]
        if found.rules[index] == "any-caption-line" and credit.startswith("("):
            for before in range(index - 1, max(-1, index - 3), -1):
                repeated = found.rules[before] == "repeated-line"
                if found.kinds[before] is PartKind.BODY and len(labeller.paragraphs[before]) <= SHORT:
                    found.kinds[before], found.rules[before] = PartKind.CAPTION, "before-photo-credit"
                    break
                if not repeated:
                    break
