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


def headline_indexes(paragraphs: list[str], headline: str) -> dict[int, str]:
    """Return which of an article's paragraphs are its headline, with the rule that says so."""
    found: dict[int, str] = {}
    key = headline_key(headline)
    top = paragraphs[:_TOP]
    if not key and len(paragraphs) > 1 and looks_like_headline(top[0]):
        found[0] = FIRST_LINE
        key = headline_key(top[0])
    if not key:
        return found
    for index, line in enumerate(top):
        if len(line) <= _LONGEST and index not in found and is_repeat(line, key):
            found[index] = REPEATED
    return found
