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
from wirecopy.clean.readings import LEDE_CHARS, readings_of
from wirecopy.model import Article, CarrierMark, Credit, PartKind
from wirecopy.rules.rulebook import FIRST, LAST, LINE_CHARS, OPEN, words_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from wirecopy.clean.paragraphs import Span
    from wirecopy.rules import Hit, Rules

# bound once: looking one up in its class takes ten times as long, and every paragraph needs several
_BODY = PartKind.BODY
_BYLINE = PartKind.BYLINE
_CAPTION = PartKind.CAPTION
_CARRIER = PartKind.CARRIER
_CREDIT = PartKind.CREDIT
_DATELINE = PartKind.DATELINE
_FURNITURE = PartKind.FURNITURE
_HEADLINE = PartKind.HEADLINE

SHORT = 240
_FIRST = 8
_LAST = 12
_DATE_LINE = 80
_CITY_LINE = 30
_CITY_WORDS = 3
_HEADLINE_CHARS = 160
_TERMINAL = (".", "!", "?", '"', "”", "’", "»", "…", "。", "」", "।", ")")
_CREDIT_CHARS = 200
_SHAPES = {"city-line": _DATELINE, "bracketed-photo-credit": _CAPTION}
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
    """One article while it is labelled; holds what the paragraphs so far say of the next."""

    __slots__ = (
        "count",
        "date_words",
        "ended",
        "found",
        "lede_open",
        "paragraphs",
        "passed",
        "readings",
        "spans",
    )

    def __init__(self, paragraphs: list[str], spans: list[Span], rules: Rules, language: str) -> None:
        self.paragraphs = paragraphs
        self.spans = spans
        self.count = len(spans)
        selection = rules.selection(language)
        self.readings = readings_of(selection, rules.names)
        self.date_words = selection.date_words
        self.found = Labels()
        self.passed = 0  # paragraphs before this one that were neither caption nor furniture
        self.lede_open = True
        self.ended = False

    def label(self, index: int) -> None:
        """Label one paragraph and append what was found."""
        paragraph = self.paragraphs[index]
        whole = len(paragraph) <= SHORT or index >= self.count - _LAST // 2
        reading = self.readings.read(paragraph, self._place(index), whole=whole)
        if whole:
            if reading.whole is not None:
                self._take(reading.whole, index)
                return
            kind, rule = self._by_shape(paragraph, index)
            if kind is not _BODY:
                self.put(kind, rule)
                return
        for hit in reading.marks:
            self._mark(hit, index)
        if reading.claim is not None:
            self.put(*reading.claim)
            return
        self.put(_BODY, "")
        if len(paragraph) > _HEADLINE_CHARS or (len(paragraph) >= LEDE_CHARS and paragraph.endswith(_TERMINAL)):
            self.lede_open = False
            self.ended = False

    def _place(self, index: int) -> int:
        """Where a paragraph stands, for the scopes of rules."""
        last = index >= self.count - _LAST or index * 3 >= self.count * 2
        return (OPEN if self.lede_open else 0) | (FIRST if self.passed < _FIRST else 0) | (LAST if last else 0)

    def put(self, kind: PartKind, rule: str) -> None:
        """Append a label."""
        self.found.kinds.append(kind)
        self.found.rules.append(rule)
        self.passed += kind is not _FURNITURE and kind is not _CAPTION

    def is_cut(self, index: int) -> bool:
        """Whether a mark has been found inside a paragraph."""
        start, end = self.spans[index]
        return bool(self.found.cuts) and any(start <= cut[0] < end for cut in self.found.cuts)

    def _mark(self, hit: Hit, index: int) -> None:
        """Note a mark inside a paragraph: a credit, and a cut where something of the paragraph is left."""
        self._credit(hit, index)
        if hit.start or hit.end < len(self.paragraphs[index]):
            start = self.spans[index][0]
            self.found.cuts.append((start + hit.start, start + hit.end))

    def _credit(self, hit: Hit, index: int) -> None:
        form = hit.rule.form
        if form is None or not hit.agencies:
            return
        start = self.spans[index][0]
        text = self.paragraphs[index][hit.start : hit.end][:_CREDIT_CHARS].strip()
        self.found.credits.extend(
            Credit(agency, form, hit.rule.id, start + hit.start, start + hit.end, text) for agency in hit.agencies
        )

    def _take(self, hit: Hit, index: int) -> None:
        rule = hit.rule
        start, end = self.spans[index]
        if rule.bare and self._after_open_caption():
            self.put(_CAPTION, "photo-credit-line")
            return
        if rule.kind is _CARRIER:
            self.found.carriers.append(CarrierMark(rule.carrier, rule.id, start, end))
        if rule.kind is _CREDIT:
            self._credit(hit, index)
        self.ended = self.ended or rule.ends
        kind = rule.kind
        if kind is _CREDIT and rule.form in ("dateline", "byline"):
            kind = _DATELINE if rule.form == "dateline" else _BYLINE
        self.put(kind, rule.id)

    def _after_open_caption(self) -> bool:
        """Whether the paragraph before is a caption without a credit of its own: then this line is the photo's."""
        return (
            bool(self.found.kinds) and self.found.kinds[-1] is _CAPTION and self.found.rules[-1] == "any-caption-file"
        )

    def _by_shape(self, paragraph: str, index: int) -> tuple[PartKind, str]:
        if len(paragraph) > SHORT:
            return _BODY, ""
        if index and paragraph == self.paragraphs[index - 1]:
            return _FURNITURE, "repeated-line"
        if len(paragraph) > LINE_CHARS:
            return _BODY, ""
        if len(paragraph) <= _DATE_LINE:
            shape = self._short_shape(paragraph, index)
            if shape:
                return _SHAPES.get(shape, _FURNITURE), shape
        if not paragraph.endswith(_TERMINAL):
            if self.ended:
                return _FURNITURE, "after-end-mark"
            if index * 2 > self.count and index + 1 < self.count and paragraph == self.paragraphs[index + 1]:
                return _FURNITURE, "repeated-line"
        return _BODY, ""

    def _short_shape(self, paragraph: str, index: int) -> str:
        if not paragraph[0].isalnum() and not any(char.isalnum() for char in paragraph):
            return "separator"
        if _DIGIT.search(paragraph) and not _STRAGGLER.search(paragraph):
            words = words_of(paragraph.lower())
            # a bare figure in mid-text is part of a table, unless it is a year, a clock or a place in a gallery
            alone = self.lede_open or self.ended or len(words) > 2 or _CLOCK.search(paragraph) is not None
            if alone and self.date_words.issuperset(words):
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
        return len(following) >= LEDE_CHARS and following.endswith(_TERMINAL)


def label_paragraphs(
    article: Article, spans: list[Span], rules: Rules, furniture: AbstractSet[int] = frozenset()
) -> Labels:
    """Label every paragraph of an article; `furniture` holds digests learned for its outlet."""
    text = article.text
    blank = text.replace("\u00a0", " ").replace("\t", " ")  # as long as the text: patterns need to know blanks only
    paragraphs = [blank[start:end].replace("\n", " ") for start, end in spans]
    labeller = _Labeller(paragraphs, spans, rules, article.language)
    for index in range(len(spans)):
        if furniture and paragraph_digest(text[spans[index][0] : spans[index][1]]) in furniture:
            labeller.put(_FURNITURE, "learned")
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
        if (kinds[index] is _BODY or found.rules[index] == "repeated-line") and not labeller.is_cut(index)
    ]
    opening = kinds.index(_BODY) if _BODY in kinds else -1
    if not headline and opening not in bodies[:1]:
        return  # the text begins with a body that can't be a headline, so a later line is none
    headlines = headline_indexes(paragraphs, bodies, headline)
    for index, rule in headlines.items():
        kinds[index], found.rules[index] = _HEADLINE, rule


def _captions_before_photo_credits(labeller: _Labeller) -> None:
    """A short line right before a bracketed photo credit is that photo's caption, at the top of a page."""
    found = labeller.found
    for index in range(1, min(_LAST, labeller.count)):
        credit = labeller.paragraphs[index]
        if found.rules[index] == "any-caption-line" and credit.startswith("("):
            for before in range(index - 1, max(-1, index - 3), -1):
                repeated = found.rules[before] == "repeated-line"
                if found.kinds[before] is _BODY and len(labeller.paragraphs[before]) <= SHORT:
                    found.kinds[before], found.rules[before] = _CAPTION, "before-photo-credit"
                    break
                if not repeated:
                    break
