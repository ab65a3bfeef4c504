"""Find the headline where a page repeats it inside the text: paragraphs in, indexes of headline paragraphs out.

Scraped pages print their headline up to four times, cut short or with the site's name behind it; left in the body, it
would be the only thing that a copy and its source do not share. Without a known headline the first line is taken for
it, if it is short and no sentence.
"""

from __future__ import annotations

import re

FIRST_LINE = "first-line"
REPEATED = "repeated-headline"

_WORDS = re.compile(r"\w+")
_LONGEST = 220
_TOP = 8
_SLACK = 4
_MIN_PREFIX = 20
_PREFIX_SHARE = 0.6
_SITE_NAME = 40
_NO_HEADLINE_END = (".", "…", ":", ",", ";", "。", "।", ")")


def headline_key(line: str) -> str:
    """Words of a line in lower case, single spaces."""
    return " ".join(_WORDS.findall(line[:_LONGEST].lower()))


def is_repeat(line: str, key: str) -> bool:
    """Whether a line says the headline of this key: whole, cut short, or with a site's name behind it.

    >>> is_repeat("Ferry runs again after the long strike | Harbour Gazette", "ferry runs again after the long strike")
    True
    """
    own = headline_key(line)
    if own == key:
        return True
    if len(own) >= _MIN_PREFIX and key.startswith(own):
        return len(own) >= _PREFIX_SHARE * len(key)
    return len(key) >= _MIN_PREFIX and own.startswith(key) and len(own) - len(key) <= _SITE_NAME and "|" in line


def looks_like_headline(line: str) -> bool:
    """Whether a first line can be a headline: short, several words, no sentence end."""
    return len(line) <= _LONGEST * 3 // 4 and line.count(" ") > 1 and not line.endswith(_NO_HEADLINE_END)


def repeat_candidates(paragraphs: list[str], headline: str) -> list[int]:
    """Indexes of paragraphs that can be the headline by place or length: the first ones, and lines as long as it."""
    top = [index for index, line in enumerate(paragraphs[:_TOP]) if len(line) <= _LONGEST]
    longest = len(headline) + _SLACK if headline else _LONGEST
    shortest = max(1, len(headline) - _SLACK)
    rest = [index for index, line in enumerate(paragraphs[_TOP:], _TOP) if shortest <= len(line) <= longest]
    return top + rest


def headline_indexes(paragraphs: list[str], bodies: list[int], headline: str) -> dict[int, str]:
    """Return which paragraphs are the headline, with the rule that says so.

    `bodies` are indexes of short paragraphs that nothing else claimed, in order. At the top of a page a headline may be
    cut short or carry the site's name; further down only a whole repeat counts.
    """
    found: dict[int, str] = {}
    key = headline_key(headline)
    if not key and bodies and bodies[0] < _TOP and looks_like_headline(paragraphs[bodies[0]]):
        found[bodies[0]] = FIRST_LINE
        key = headline_key(paragraphs[bodies[0]])
    if not key:
        return found
    first, longest = key[0], len(headline or paragraphs[bodies[0]]) + _SLACK
    for index in bodies:
        line = paragraphs[index]
        start = line[0].lower()
        if index in found or (start != first and start.isalnum()):
            continue
        if is_repeat(line, key) if index < _TOP else (len(line) <= longest and headline_key(line) == key):
            found[index] = REPEATED
    return found
