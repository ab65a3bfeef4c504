"""Cut the running text of articles into folded tokens, in one pass over code points.

In: code points of a batch and the segments (body paragraphs without cuts) to read. Out: `Tokens`, flat arrays
over the whole batch. A token is a word with accents, case and apostrophes folded away ("Iraq's" = "Iraqs", as
machine spinners delete apostrophes), a number with its separators normalised ("3,600" = "3600"), or one
character of a script that is written without spaces. "%", "percent" and "per cent" are one token, "U.S." is "us".
The tokens' UTF-8 bytes stand one space apart in `text`, so a shingle is a slice and never a string.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.hashing import xxh32
from wirecopy.fingerprint.marks import read_marks
from wirecopy.fingerprint.scanning import (
    CAPITAL,
    FIRST,
    NUMBER,
    QUOTED,
    SENTENCE_START,
    UNSPACED_TOKEN,
    Written,
    character_table,
    find_roles,
    look_up,
    write_tokens,
)
from wirecopy.model import Document, PartKind

__all__ = [
    "CAPITAL",
    "NUMBER",
    "QUOTED",
    "SENTENCE_START",
    "UNSPACED_TOKEN",
    "Bodies",
    "Tokens",
    "bodies_of",
    "body_segments",
    "tokenise",
    "tokenise_spans",
    "without_cuts",
]

Segment = tuple[int, int, int]
_CHARACTERS_AT_ONCE = 400_000  # about: what is made of so many stays in the cache until it is used


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a batch of n articles, t tokens in all, in text order.

    `bounds` (n+1,) int64: tokens of article i are bounds[i]:bounds[i+1]; `hashes` (t,) uint32 xxh32 of the folded
    UTF-8; `starts`, `ends` (t,) int32 character offsets in the article's text; `flags` (t,) uint8 bit set of this
    module's constants; `segments` (t,) int32 running number of the paragraph; `sentences` (t,) int32 running number
    of the sentence inside the article; `text` uint8 and `at` (t,) int64, `to` (t,) int64: its bytes are text[at:to].
    """

    bounds: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    flags: NDArray[np.uint8]
    segments: NDArray[np.int32]
    sentences: NDArray[np.int32]
    text: NDArray[np.uint8]
    at: NDArray[np.int64]
    to: NDArray[np.int64]


@compiled
def _hash_tokens(
    text: NDArray[np.uint8], at: NDArray[np.int64], to: NDArray[np.int64], hashes: NDArray[np.uint32]
) -> None:
    for t in range(len(hashes)):
        hashes[t] = xxh32(text, int(at[t]), int(to[t]))


@dataclass(frozen=True, slots=True)
class Bodies:
    """The running text of n articles: all that is read of them to sign and to compare.

    `spans` (s, 3) int64 are start, end and paragraph number of the segments of all articles, in text order; article i
    has span_counts[i] of them.
    """

    article_ids: NDArray[np.int64]
    languages: Sequence[str]
    texts: Sequence[str]
    spans: NDArray[np.int64]
    span_counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, first: int, last: int) -> Bodies:
        """The bodies first..last."""
        start, end = (int(self.span_counts[:place].sum()) for place in (first, last))
        return Bodies(
            self.article_ids[first:last], self.languages[first:last], self.texts[first:last], self.spans[start:end],
            self.span_counts[first:last],
        )  # fmt: skip

    def distinct(self) -> tuple[Bodies, NDArray[np.int64]]:
        """The first of all that read alike, and (n,) the place of each body's like among them.

        Bodies read alike where language and segments are the same: what stands between segments is never looked at.
        """
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.span_counts)))
        spans, ends = self.spans[:, :2].tolist(), bounds.tolist()
        known: dict[tuple[str, ...], int] = {}
        firsts: list[int] = []
        places = np.empty(len(self), np.int64)
        for i, (language, text) in enumerate(zip(self.languages, self.texts, strict=True)):
            read = (language, *(text[start:end] for start, end in spans[ends[i] : ends[i + 1]]))
            places[i] = known.setdefault(read, len(firsts))
            if places[i] == len(firsts):
                firsts.append(i)
        spans_kept = np.zeros(len(self), np.bool_)
        spans_kept[firsts] = True
        return Bodies(
            self.article_ids[firsts], [self.languages[i] for i in firsts], [self.texts[i] for i in firsts],
            self.spans[np.repeat(spans_kept, self.span_counts)], self.span_counts[firsts],
        ), places  # fmt: skip


def bodies_of(documents: Sequence[Document] | Bodies) -> Bodies:
    """The running text of documents; bodies as they are."""
    if isinstance(documents, Bodies):
        return documents
    segments = [body_segments(document) for document in documents]
    return Bodies(
        np.array([document.article.article_id for document in documents], np.int64),
        [document.article.language for document in documents],
        [document.article.text for document in documents],
        np.array([span for each in segments for span in each], np.int64).reshape(-1, 3),
        np.array([len(each) for each in segments], np.int64),
    )


def body_segments(document: Document) -> list[Segment]:
    """The running text of a document: (start, end, paragraph number) of its body paragraphs without cuts."""
    body = [
        (part.start, part.end, number)
        for number, part in enumerate(document.parts)
        if part.kind is PartKind.BODY and part.start < part.end
    ]
    return without_cuts(body, document.cuts)


def without_cuts(body: Sequence[Segment], cuts: Sequence[tuple[int, int]]) -> list[Segment]:
    """Segments of one article in text order, with what lies in `cuts` left out."""
    if not cuts:
        return list(body)
    ordered = sorted(cuts)
    segments: list[Segment] = []
    for start, end, number in body:
        for cut_start, cut_end in ordered:
            if cut_end <= start or cut_start >= end:
                continue
            if cut_start > start:
                segments.append((start, cut_start, number))
            start = max(start, cut_end)  # noqa: PLW2901  what is left of the paragraph
        if start < end:
            segments.append((start, end, number))
    return segments


def tokenise(documents: Sequence[Document] | Bodies) -> Tokens:
    """Tokens of the running text of a batch; about 30 microseconds for an article of 380 words when compiled."""
    bodies = bodies_of(documents)
    parts: list[Tokens] = []
    first = 0
    while first < len(bodies) or not parts:
        last, characters = first, 0
        while last < len(bodies) and (last == first or characters < _CHARACTERS_AT_ONCE):
            characters += len(bodies.texts[last])
            last += 1
        parts.append(_tokenise_some(bodies.part(first, last)))
        first = last
    return _joined(parts)


def _tokenise_some(bodies: Bodies) -> Tokens:
    offsets = np.zeros(len(bodies) + 1, np.int64)
    np.cumsum([len(text) for text in bodies.texts], out=offsets[1:])
    codes = np.frombuffer("".join(bodies.texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    articles = np.repeat(np.arange(len(bodies)), bodies.span_counts)
    origins = offsets[articles]
    return tokenise_spans(codes, bodies.spans[:, 0] + origins, bodies.spans[:, 1] + origins, articles, offsets)


def _joined(parts: Sequence[Tokens]) -> Tokens:
    """Tokens of several batches as those of one."""
    if len(parts) == 1:
        return parts[0]
    tokens, letters, segments = (
        np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)[:-1]))
        for counts in (
            [len(part.hashes) for part in parts],
            [len(part.text) for part in parts],
            [int(part.segments.max(initial=-1)) + 1 for part in parts],
        )
    )
    bounds = [np.zeros(1, np.int64), *(part.bounds[1:] + before for part, before in zip(parts, tokens, strict=True))]
    counts = [len(part.hashes) for part in parts]
    place = np.repeat(letters, counts)
    return Tokens(
        np.concatenate(bounds),
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.flags for part in parts]),
        np.concatenate([part.segments for part in parts]) + np.repeat(segments, counts).astype(np.int32),
        np.concatenate([part.sentences for part in parts]),
        np.concatenate([part.text for part in parts]),
        np.concatenate([part.at for part in parts]) + place,
        np.concatenate([part.to for part in parts]) + place,
    )


def tokenise_spans(
    codes: NDArray[np.uint32],
    segment_starts: NDArray[np.int64],
    segment_ends: NDArray[np.int64],
    segment_articles: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> Tokens:
    """Tokens of the spans of a code point array; offsets (n+1,) are the articles' bounds in it."""
    starts, ends = np.ascontiguousarray(segment_starts), np.ascontiguousarray(segment_ends)
    kinds, roles = np.empty(len(codes), np.uint8), np.zeros(len(codes), np.uint8)
    look_up(codes, character_table(), kinds)
    characters = int((ends - starts).sum())
    events, event_bounds = np.empty(characters + 1, np.int64), np.zeros(len(starts) + 1, np.int64)
    find_roles(kinds, starts, ends, roles, events, event_bounds)
    written = _make_room(int(np.count_nonzero(roles == FIRST)), characters)
    counts, origins = np.zeros(len(starts), np.int64), offsets[segment_articles]
    used = write_tokens(codes, character_table(), kinds, roles, events, event_bounds, ends, origins, written, counts)
    read_marks(codes, kinds, roles, events, event_bounds, starts, ends, segment_articles, written)
    n = int(counts[-1]) if len(counts) else 0
    _hash_tokens(written.text, written.at, written.to, written.hashes[:n])
    # The tokens before an article are those up to the end of the last segment before it.
    before = np.searchsorted(segment_articles, np.arange(len(offsets)))
    bounds = np.concatenate(([0], counts))[before]
    return Tokens(
        bounds, written.hashes[:n], written.starts[:n], written.ends[:n], written.flags[:n], written.segments[:n],
        written.sentences[:n], written.text[:used].copy(), written.at[:n], written.to[:n],
    )  # fmt: skip


def _make_room(tokens: int, characters: int) -> Written:
    """Room for so many tokens and their bytes: at most four a character, or seven for a percent sign; a space each."""
    return Written(
        np.empty(tokens, np.uint32), np.empty(tokens, np.int32), np.empty(tokens, np.int32), np.empty(tokens, np.uint8),
        np.empty(tokens, np.int32), np.empty(tokens, np.int32), np.empty(4 * characters + 8 * tokens + 8, np.uint8),
        np.empty(tokens, np.int64), np.empty(tokens, np.int64),
    )  # fmt: skip
