"""Base stories: what a corpus is grown from.

JSON Lines files go in (plain or gzip), `Base` records come out. Two shapes are understood: full stories
(story, event, language, agency, slug, headline, byline, dateline, published_at, topic, paragraphs) and loose texts
(id, text, and perhaps title, published_at, dateline), which are split into paragraphs and filtered by length.
Loose collections hold near-copies of their own; `distinct_bases` drops the later of any two that share running
text, because a corpus whose bases are copies of each other has a false truth.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from wirecopy.errors import InputError
from wirecopy.simulate.seeds import in_part
from wirecopy.simulate.wording import SPACELESS, sentences, shingles, word_count

_LINES_A_PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Base:
    """One story before anybody copied it. `agency` is "" where a newspaper's own desk wrote it."""

    story: str
    event: str | None
    language: str
    agency: str
    slug: str
    headline: str
    byline: str
    dateline: str
    published_at: int | None
    topic: str
    paragraphs: tuple[str, ...]
    loose: bool = False


def open_text(path: Path) -> IO[str]:
    """A text file for reading, gzip by its suffix; raises InputError where it can't be opened."""
    try:
        if path.suffix == ".gz":
            return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8"))
        return path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't open {path}: {error.strerror}", path=str(path)) from error


def read_bases(
    paths: Iterable[Path], *, language: str = "en", least_words: int = 150, most_words: int = 1500
) -> Iterator[Base]:
    """Bases of all files in order; lengths limit loose texts only, and `language` is theirs where they name none."""
    for path in paths:
        with open_text(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                record = _record(line, path, number)
                base = _full(record) if "paragraphs" in record else _loose(record, language)
                if not base.loose or least_words <= word_count(base.paragraphs, base.language) <= most_words:
                    yield base


def _record(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{number}: not JSON: {error}", path=str(path), line=number) from error
    if not isinstance(record, dict) or not ("paragraphs" in record or "text" in record):
        raise InputError(f"{path}:{number}: a base needs paragraphs or text", path=str(path), line=number)
    return record


def _full(record: Mapping[str, Any]) -> Base:
    return Base(
        story=str(record["story"]),
        event=record.get("event") or None,
        language=str(record.get("language") or "en"),
        agency=str(record.get("agency") or ""),
        slug=str(record.get("slug") or ""),
        headline=str(record.get("headline") or ""),
        byline=str(record.get("byline") or ""),
        dateline=str(record.get("dateline") or ""),
        published_at=seconds_of(record.get("published_at")),
        topic=str(record.get("topic") or ""),
        paragraphs=tuple(" ".join(str(part).split()) for part in record["paragraphs"] if str(part).strip()),
    )


def _loose(record: Mapping[str, Any], language: str) -> Base:
    text = str(record["text"])
    own = str(record.get("language") or language)
    paragraphs = tuple(_paragraphs(text, own))
    title = str(record.get("title") or "") or _first_words(paragraphs, own)
    dateline = re.split(r",? [A-Z][a-z]{2,8} \d|[ ,]*-$", str(record.get("dateline") or ""), maxsplit=1)[0]
    return Base(
        story=str(record.get("id") or record.get("ext_url") or title),
        event=record.get("event") or None,
        language=own,
        agency=str(record.get("agency") or ""),
        slug="",
        headline=title,
        byline="",
        dateline=dateline.strip(" -"),
        published_at=seconds_of(record.get("published_at")),
        topic="",
        paragraphs=paragraphs,
        loose=True,
    )


def _paragraphs(text: str, language: str) -> list[str]:
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    parts = [part for part in parts if part]
    if len(parts) >= _LINES_A_PARAGRAPH:
        return parts
    flat = [sentence for part in parts for sentence in sentences(part, language)]
    joiner = "" if language in SPACELESS else " "
    return [joiner.join(flat[i : i + 2]) for i in range(0, len(flat), 2)]


def _first_words(paragraphs: Sequence[str], language: str) -> str:
    first = paragraphs[0] if paragraphs else ""
    return first[:24] if language in SPACELESS else " ".join(first.split()[:9]).rstrip(".,;:")


def seconds_of(stamp: object) -> int | None:
    """ISO 8601 text as seconds since 1970, UTC where no zone is named; None for anything else."""
    if not isinstance(stamp, str) or not stamp:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def distinct_bases(bases: Iterable[Base], *, most_shared: float = 0.1) -> list[Base]:
    """Bases without those whose shingles are contained in earlier ones by more than `most_shared`, either way.

    Full stories are kept always (their writers vouch for them). Cost: one pass with an index of shingles.
    """
    kept: list[Base] = []
    sizes: list[int] = []
    holders: dict[str, list[int]] = {}
    for base in bases:
        marks = shingles(base.paragraphs, base.language)
        shared: dict[int, int] = {}
        for mark in marks:
            for holder in holders.get(mark, ()):
                shared[holder] = shared.get(holder, 0) + 1
        close = any(count > most_shared * min(len(marks), sizes[holder]) for holder, count in shared.items())
        if close and base.loose:
            continue
        for mark in sorted(marks):
            holders.setdefault(mark, []).append(len(kept))
        kept.append(base)
        sizes.append(len(marks))
    return kept


def part_of_bases(bases: Iterable[Base], part: int, of: int) -> list[Base]:
    """The bases of one hash-chosen part; reports of one event stay together."""
    return [base for base in bases if in_part(base.event or base.story, part, of)]
