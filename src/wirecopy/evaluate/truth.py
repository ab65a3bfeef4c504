"""What is true of every article of a made corpus: a truth file in, one record an article out.

In: JSON Lines as scripts/make_corpus.py writes them (plain or gzip). Out: `TrueArticle` by url, in file order. The one
idea: everything that figures need is settled here once, so that no figure looks into raw records.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import orjson

from wirecopy.errors import InputError

_WHOLE_ROLES = frozenset({"origin", "version", "copy"})


@dataclass(frozen=True, slots=True)
class TrueTake:
    """What an article took from one story: its share of the article's words, the source's address, how it was edited.

    `source_url` is None where the source was never collected; `rewrite` is None for a text that was not taken.
    """

    story: str
    share: float
    source_url: str | None
    edits: tuple[str, ...]
    edits_from_origin: tuple[str, ...]
    rewrite: str | None
    strength: float


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """The truth of one article; `role` is origin, version, copy, partial or single."""

    url: str
    language: str
    role: str
    kind: str
    event: str | None
    takes: tuple[TrueTake, ...]
    agency: str | None
    credited: bool
    claimed_source: str | None
    false_credit: bool
    carrier_domain: str | None

    @property
    def family(self) -> str:
        """Its main story, that of the largest share; an article of no story is a family by itself."""
        if not self.takes:
            return f"alone {self.url}"
        return max(self.takes, key=lambda take: take.share).story

    @property
    def families(self) -> frozenset[str]:
        """All stories that it holds text of."""
        return frozenset(take.story for take in self.takes) or frozenset({self.family})

    @property
    def whole(self) -> bool:
        """Whether it is one story's text as a whole: the agency's own or a copy, no partial one."""
        return self.role in _WHOLE_ROLES and len(self.takes) == 1

    @property
    def credit(self) -> str:
        """What its own word on its source is worth: credited, false credit or uncredited."""
        if self.false_credit:
            return "false credit"
        return "credited" if self.credited else "uncredited"


def read_truth(path: Path) -> dict[str, TrueArticle]:
    """The truth by url, in file order. Raises InputError where the file or a line of it can't be used."""
    found: dict[str, TrueArticle] = {}
    for number, row in read_json_lines(path):
        try:
            article = _article(row)
        except (KeyError, TypeError, ValueError) as error:
            message = f"{path}, line {number} is no truth of an article: {error!r}"
            raise InputError(message, path=str(path), line=number) from error
        found[article.url] = article
    if not found:
        raise InputError(f"{path} holds no truth; make one with scripts/make_corpus.py", path=str(path))
    return found


def read_json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Number (from 1) and object of every line of a plain or gzip file; raises InputError for anything else."""
    try:
        with open_lines(path) as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                row = orjson.loads(line)
                if not isinstance(row, dict):
                    raise InputError(f"{path}, line {number} is no object", path=str(path), line=number)
                yield number, row
    except (OSError, EOFError) as error:
        raise InputError(f"{path} can't be read: {error}", path=str(path)) from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON Lines: {error}", path=str(path)) from error


def open_lines(path: Path) -> IO[bytes]:
    """A file for reading bytes, unpacked where its name ends in .gz."""
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _article(row: Mapping[str, Any]) -> TrueArticle:
    return TrueArticle(
        url=str(row["url"]),
        language=str(row["language"]),
        role=str(row["role"]),
        kind=str(row["kind"]),
        event=row.get("event"),
        takes=tuple(_take(story) for story in row["stories"]),
        agency=row.get("agency"),
        credited=bool(row.get("credited")),
        claimed_source=row.get("claimed_source"),
        false_credit=bool(row.get("false_credit")),
        carrier_domain=row.get("carrier_domain"),
    )


def _take(story: Mapping[str, Any]) -> TrueTake:
    return TrueTake(
        story=str(story["story"]),
        share=float(story["share"]),
        source_url=story.get("source_url"),
        edits=tuple(story.get("edits") or ()),
        edits_from_origin=tuple(story.get("edits_from_origin") or ()),
        rewrite=story.get("rewrite"),
        strength=float(story.get("strength") or 0.0),
    )
