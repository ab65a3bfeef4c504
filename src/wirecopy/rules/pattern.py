"""From a rule's pattern text to a compiled pattern that can't run away on hostile text.

Comes in: the pattern of a rule file, with placeholders in braces. Goes out: a compiled `re` pattern. One idea: refuse
at load time what could backtrack without bound (open-ended repeats, a variable repeat inside a repeat, back references,
look-behind, repeats in a row that multiply), and let patterns see at most a few hundred characters. google-re2 would
need no such check, but not every platform has its wheel, and on a dateline of 90 characters it took 11.7 microseconds
where `re` took .6 (no match: 2.2 against .3).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from wirecopy.rules.backtracking import FIXED, LOOSE, ways_to_read

MAX_PATTERN_CHARS = 1500
MAX_REPEAT = 400
MAX_WAYS = 2_000_000  # to read one text, a tenth of a second: two repeats of 400 in a row, not three
MAX_CHOICES = 8  # rounds of a group that can read one text in two ways: 256 ways to try

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_REFUSED = re.compile(r"\\[1-9]|(?<!\\)\((?:\?P=|\?<[=!]|\?\()")
_ATOM = re.compile(r"\\[wWsSdD]|\[(?:\\.|[^\]\\])+\]|(?<!\\)\.")
_FILLED_IN = LOOSE  # stands for a placeholder while repeats are checked
_QUANTIFIER = re.compile(r"[*+?]|\{(\d*)(,?)(\d*)\}")


@cache
def _class_of(category: str) -> str:
    """Character class body of a general category within the basic plane, as ranges."""
    ranges: list[str] = []
    start = previous = -2
    for point in range(0x21, 0xD7FF):
        if unicodedata.category(chr(point)) == category:
            if point != previous + 1:
                ranges.append(_span(start, previous))
                start = point
            previous = point
    ranges.append(_span(start, previous))
    return "".join(ranges)


def _span(start: int, end: int) -> str:
    if start < 0:
        return ""
    return chr(start) if start == end else f"{chr(start)}-{chr(end)}"


@cache
def placeholders() -> dict[str, str]:
    """Return what each `{name}` in a pattern stands for."""
    upper = f"[{_class_of('Lu')}]"
    word = rf"{upper}[\w.'’ʼ]{{0,24}}(?:-[\w.'’]{{1,20}}){{0,2}}"
    small = (
        r"(?:de|la|las|los|el|al|del|di|da|do|dos|du|des|le|les|van|von|der|den|bin|ben"
        r"|ter|ten|y|e|of|the|and|am|an|im|bei|upon|on|sur|in|i|og|och)\b"
    )
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.)?(?: de)?"
    month = r"\w{3,11}\.?"
    date = (
        rf"(?:{day} {month}(?:,? (?:de )?\d{{4}})?|{month} \d{{1,2}}(?:,? \d{{4}})?"
        r"|\d{1,2}[./-]\d{1,2}[./]?(?:\d{2,4})?)"
    )
    place = rf"(?>{word}(?:(?:,? ?/ ?|,? & | ?, |,? )(?:{word}|{small}(?= ))){{0,6}})"
    city = rf"(?>(?:{upper}{{4,20}}|{upper}{{2,3}}[ .]{{1,2}}{upper}{{2,20}})(?:[ .'’-]{{1,2}}{upper}{{2,20}}){{0,3}})"
    return {
        "upper": upper,
        "word": word,
        "month": month,
        "date": date,
        "place": place,
        "city": city,
        "person": rf"(?>{word}(?: (?:{word}|{small})){{0,5}})",
        "people": rf"(?>{word}(?:(?:, | |, and | and | & )(?:{word}|{small}(?= ))){{0,20}})",
        "joint": r"[\w.-]{1,20}(?: ?[/,–] ?[\w.-]{1,20}){0,4}",
        "words": r"(?:[^\s()]{1,24} ){0,8}",
        "dash": r"[ \u00a0]?(?:[‒–—―─]{1,2}|-{2,3}|[-‐‑](?=[ \u00a0])|&mdash;|&ndash;)",
        "only": r"(?P<only>[^()\[\]:\n]{2,60}?)",
        "agency": r"(?P<agency>\w[\w.&'’-]{0,24}(?: [\w.&'’-]{1,24}){0,4})",
        "agencies": r"(?P<agencies>[^()\[\]【】（）:\n]{2,60})",
        "initials": r"(?P<initials>[A-Za-zÄÖÜäöü.]{1,12}(?:/[A-Za-zÄÖÜäöü.-]{1,16}){1,5})",
    }


def compile_pattern(pattern: str, *, ignore_case: bool, at_end: bool) -> re.Pattern[str]:
    """Check and compile a pattern; ValueError says what is refused and why.

    >>> compile_pattern("(a{1,9}){1,9}", ignore_case=False, at_end=False)
    Traceback (most recent call last):
    ValueError: a repeat inside a repeat can take exponential time: (a{1,9}){1,9}
    """
    check_pattern(pattern)
    return _compiled(pattern, ignore_case=ignore_case, at_end=at_end)


def _compiled(pattern: str, *, ignore_case: bool, at_end: bool) -> re.Pattern[str]:
    expanded = _expanded(pattern)
    try:
        return re.compile(rf"(?:{expanded})\Z" if at_end else expanded, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"not a regular expression: {error}"
        raise ValueError(message) from error


_Find = Callable[..., re.Match[str] | None]


class RulePattern:
    """A rule's pattern, compiled when it is first tried: most runs meet the words of a third of the rules.

    All patterns together take .9 s to compile, and would in each worker again, since a pattern travels as its text.
    What `compile_pattern` refuses is refused by `check`.
    """

    __slots__ = ("_at_end", "_ignore_case", "_pattern", "fullmatch", "match", "search")

    def __init__(self, pattern: str, *, ignore_case: bool, at_end: bool) -> None:
        self._pattern, self._ignore_case, self._at_end = pattern, ignore_case, at_end
        # once compiled, the methods are those of the compiled pattern: there is nothing between
        self.fullmatch: _Find = lambda *where: self._ready().fullmatch(*where)
        self.match: _Find = lambda *where: self._ready().match(*where)
        self.search: _Find = lambda *where: self._ready().search(*where)

    def check(self, starts: int) -> None:
        """Check and compile a pattern that is tried at so many places; ValueError says what is refused and why."""
        check_pattern(self._pattern, starts)
        self._ready()

    def _ready(self) -> re.Pattern[str]:
        compiled = _compiled(self._pattern, ignore_case=self._ignore_case, at_end=self._at_end)
        self.fullmatch, self.match, self.search = compiled.fullmatch, compiled.match, compiled.search
        return compiled

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as the text alone."""
        return _rule_pattern, (self._pattern, self._ignore_case, self._at_end)


def _rule_pattern(pattern: str, ignore_case: bool, at_end: bool) -> RulePattern:
    return RulePattern(pattern, ignore_case=ignore_case, at_end=at_end)


def _expanded(pattern: str) -> str:
    """A pattern with its placeholders filled in."""
    known = placeholders()

    def expand(found: re.Match[str]) -> str:
        if found[1] not in known:
            message = f"unknown placeholder {found[0]}; known are {', '.join(sorted(known))}"
            raise ValueError(message)
        return known[found[1]]

    return _PLACEHOLDER.sub(expand, pattern)


def check_pattern(pattern: str, starts: int = 1) -> None:
    """Raise ValueError where a pattern could take unbounded or exponential time, or a high power of a text's length."""
    if len(pattern) > MAX_PATTERN_CHARS:
        message = f"pattern is longer than {MAX_PATTERN_CHARS} characters"
        raise ValueError(message)
    if _REFUSED.search(pattern):
        message = "back references, look-behind and conditionals are not allowed"
        raise ValueError(message)
    _check_repeats(_PLACEHOLDER.sub(_FILLED_IN, pattern), pattern)
    try:
        ways = starts * ways_to_read(_PLACEHOLDER.sub(_stand_in, pattern))
    except (re.error, OverflowError, RecursionError) as error:
        message = f"not a regular expression: {error}"
        raise ValueError(message) from error
    if ways > MAX_WAYS:
        message = f"repeats in a row can read a text in more than {MAX_WAYS:,} ways: {pattern}"
        raise ValueError(message)


def _stand_in(found: re.Match[str]) -> str:
    """What stands for a placeholder while ways are counted: there is one way to read an atomic group."""
    return FIXED if placeholders().get(found[1], "").startswith("(?>") else LOOSE


@dataclass(slots=True)
class _Group:
    """An open group: whether it holds a variable repeat, how often alternatives or an optional part in it repeat."""

    start: int = 0
    repeats: bool = False
    choices: int = 0


def _check_repeats(text: str, pattern: str) -> None:
    """Walk over the pattern once; refuse open-ended and nested repeats."""
    groups = [_Group()]
    closed: _Group | None = None
    index = 0
    while index < len(text):
        char = text[index]
        found = _QUANTIFIER.match(text, index) if index and not text.startswith("(?", index - 1) else None
        if found is not None:
            low, high = _bounds(found, pattern)
            choices = int((low, high) == (0, 1))
            if closed is not None and high > 1:
                choices = _repeated(closed, high, text[closed.start : index - 1], pattern)
            groups[-1].choices = max(groups[-1].choices, choices)
            groups[-1].repeats |= high != low and high > 1
            lazy_or_possessive = text[found.end() : found.end() + 1] in ("?", "+")
            index, closed = found.end() + lazy_or_possessive, None
            continue
        closed = _step(char, groups, index)
        index = _class_end(text, index) if char == "[" else index + (2 if char == "\\" else 1)


def _step(char: str, groups: list[_Group], index: int) -> _Group | None:
    """Follow one character that is no quantifier; the group where it closes one that holds a variable repeat."""
    if char == "(":
        groups.append(_Group(start=index + 1))
    elif char in {_FILLED_IN, "|"}:
        groups[-1].choices = max(groups[-1].choices, 1)
    elif char == ")" and len(groups) > 1:
        inner = groups.pop()
        groups[-1].repeats |= inner.repeats
        groups[-1].choices = max(groups[-1].choices, inner.choices)
        return inner if inner.repeats or inner.choices else None
    return None


def _repeated(group: _Group, rounds: int, body: str, pattern: str) -> int:
    """Rounds of choices in a group that is repeated; ValueError where they multiply to too many ways to read a text."""
    if _delimited(body) or _prefix_free(body):
        return 0
    if group.repeats:
        message = f"a repeat inside a repeat can take exponential time: {pattern}"
        raise ValueError(message)
    if group.choices * rounds > MAX_CHOICES:
        message = (
            f"alternatives or an optional part inside a repeat of more than {MAX_CHOICES} rounds can take exponential "
            f"time, unless each round starts with a character that stands nowhere else in it: {pattern}"
        )
        raise ValueError(message)
    return group.choices * rounds


def _prefix_free(body: str) -> bool:
    """Whether a group is a choice of plain words none of which starts another: then a text can be read in one way."""
    words = body.removeprefix("?:").lower().split("|")
    plain = all(word and not re.search(r"[^\w ,;:/-]", word) for word in words)
    return plain and not any(a.startswith(b) for i, a in enumerate(words) for b in words[:i] + words[i + 1 :])


def _delimited(body: str) -> bool:
    """Whether each round of a repeated group starts with a character that its own repeats can't take.

    Where it holds one repeat at most, there is then one way only to cut a text into rounds ("/ab/cd" by
    "(?:/[a-z]{2,6}){0,3}"), and no blow-up.
    """
    bare = body.removeprefix("?:")
    if re.match(r"\\\w", bare) or _FILLED_IN in bare:  # a class such as \d; nobody knows what a placeholder takes
        return False
    bare = bare.removeprefix("\\")
    if not bare or bare[0] in "([{.?|" or bare[0].lower() in bare[1:].lower() or bare[1:2] in ("?", "{"):
        return False
    outside = re.sub(r"\[[^\]]*\]", "", bare)
    if "|" in outside or len(_QUANTIFIER.findall(outside)) > 1:  # two repeats may share one round in many ways
        return False
    return not any(re.fullmatch(atom, bare[0]) for atom in _ATOM.findall(bare[1:]))


def _bounds(found: re.Match[str], pattern: str) -> tuple[int, int]:
    if found[0] in "*+":
        message = f"open-ended repeat {found[0]!r}; use {{m,n}}: {pattern}"
        raise ValueError(message)
    if found[0] == "?":
        return 0, 1
    low = int(found[1] or 0)
    high = int(found[3]) if found[3] else (low if not found[2] else sys.maxsize)
    if high > MAX_REPEAT:
        message = f"repeat {found[0]} has no bound up to {MAX_REPEAT}: {pattern}"
        raise ValueError(message)
    return low, high


def _class_end(text: str, index: int) -> int:
    index += 1
    if text.startswith("^", index):
        index += 1
    if text.startswith("]", index):
        index += 1
    while index < len(text) and text[index] != "]":
        index += 2 if text[index] == "\\" else 1
    return index + 1
