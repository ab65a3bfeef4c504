"""SQL functions that need what SQLite can't do alone: unpacked texts, and the numbers and quotations in them.

Comes in: a connection. Goes out: the functions `article_text`, `figures_in`, `numbers_in` and
`quotes_in` on it.
The one idea: few and pure, so that all else stays plain SQL that any SQLite shell can run on the public views.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from wirecopy.store.articles import Codecs
from wirecopy.store.figures import unpack_figures
from wirecopy.store.values import json_text, storable

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTE = re.compile('["“„«]([^"“”„«»]{12,400})["”“»]')
_LONGEST = 2_000_000
_TEXTS_KEPT = 8


def add_functions(connection: sqlite3.Connection, codecs: Codecs) -> None:
    """Make the functions known on `connection`; `codecs` may read through another connection to the same file."""

    @lru_cache(maxsize=_TEXTS_KEPT)  # passages of one copy come one after another
    def text_of(article_id: int) -> str | None:
        row = connection.execute(
            "SELECT codec_id, content FROM article JOIN article_body USING (body_id) WHERE article_id = ?",
            (article_id,),
        ).fetchone()
        return None if row is None else storable(codecs.of(row[0]).unpack(row[1]))

    def article_text(article_id: object) -> str | None:
        return text_of(article_id) if isinstance(article_id, int) else None

    connection.create_function("article_text", 1, article_text)
    connection.create_function("figures_in", 2, figures_in, deterministic=True)
    connection.create_function("numbers_in", 1, numbers_in, deterministic=True)
    connection.create_function("quotes_in", 1, quotes_in, deterministic=True)


def figures_in(content: object, count: object) -> str:
    r"""Return the `count` packed figures of a pair as a JSON array; an empty one where they are no such thing.

    >>> figures_in(b"\x88\x13\x12\x27", 2)
    '[0.5,3]'
    """
    if not isinstance(content, bytes) or not isinstance(count, int):
        return "[]"
    numbers = unpack_figures([content], count)[0].tolist()
    return json_text([int(number) if number.is_integer() else number for number in numbers])


def numbers_in(text: object) -> str:
    """Return the numbers in `text`, each as often as it stands there, as a JSON array; separators are dropped.

    >>> numbers_in("3,600 people, 23 of them on May 3")
    '["23","3","3600"]'
    """
    found = (_NUMBER.findall(text[:_LONGEST])) if isinstance(text, str) else []
    return _listed(re.sub(r"[.,](?=\d{3}(?!\d))", "", number) for number in found)


def quotes_in(text: object) -> str:
    """Return the quotations of 12 to 400 characters in `text` as a JSON array, folded to lower case.

    >>> quotes_in('He said, “We will not go.”')
    '["we will not go."]'
    """
    found = _QUOTE.findall(text[:_LONGEST]) if isinstance(text, str) else []
    return _listed(" ".join(quote.lower().split()) for quote in found)


def _listed(values: Iterable[str]) -> str:
    return json_text(sorted(Counter(values).elements()))
