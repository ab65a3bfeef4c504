"""Cut a text into paragraphs: text in, (start, end) offsets out, in order, trimmed, covering all but white space.

A line is a paragraph, as crawlers write them. Two other layouts are recognised by their lines: hard-wrapped text (lines
of even length that break inside sentences), where blank lines bound the paragraphs; and scanned pages, which have no
blank lines at all and are cut into blocks of at most `BLOCK_WORDS` words, so that passages can be found in them.
"""

from __future__ import annotations

import itertools

Span = tuple[int, int]

BLOCK_WORDS = 120
_HEADING_WORDS = 40
_LONGEST_WRAPPED = 100
_SAMPLE_LINES = 200
_MIN_LINES = 2
_MIN_MEAN = 22
_CONTINUED = 0.3
_LONG_SHARE = 0.03
_SENTENCE_END = (".", "!", "?", '"', "”", "’", "»", "…", "。", "！", "？", "」", "।", ":", ")")


def paragraph_spans(text: str) -> list[Span]:
    r"""Return the paragraphs of a text as offsets.

    >>> paragraph_spans("One line.\n\n  Another. \n")
    [(0, 9), (13, 21)]
    """
    lines = _lines(text)
    if len(lines) < _MIN_LINES or not _is_wrapped(text, lines):
        return lines
    blocks = _blocks(text, lines)
    return [piece for block in blocks for piece in _cut(text, block)]


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + (len(line) - len(line.lstrip()) if line[0] != bare[0] else 0)
            spans.append((start, start + len(bare)))
        at += len(line)
    return spans


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines break inside sentences: hardly any is long, and many go on in lower case without a full stop.

    Lists of short links are no wrapped text: their mean length is small and each starts with a capital.
    """
    sample = lines[:_SAMPLE_LINES]
    lengths = [end - start for start, end in sample]
    longs = sum(length > _LONGEST_WRAPPED for length in lengths)
    if longs > _LONG_SHARE * len(sample) or sum(lengths) < _MIN_MEAN * len(sample):
        return False
    followed = continued = 0
    for (_, end), (start, _) in itertools.pairwise(sample):
        if text.count("\n", end, start) <= 1:
            followed += 1
            continued += text[start].islower() and text[end - 1] not in _SENTENCE_END
    return followed > 0 and continued > _CONTINUED * followed


def _blocks(text: str, lines: list[Span]) -> list[list[Span]]:
    """Group lines between blank lines."""
    blocks: list[list[Span]] = []
    previous = -1
    for line in lines:
        if previous < 0 or text.count("\n", previous, line[0]) > 1:
            blocks.append([])
        blocks[-1].append(line)
        previous = line[1]
    return blocks


def _cut(text: str, block: list[Span]) -> list[Span]:
    """Cut one block of lines into pieces of at most BLOCK_WORDS words, at headings and sentence ends if possible."""
    pieces: list[Span] = []
    begin, words = block[0][0], 0
    previous_end = block[0][0]
    for start, end in block:
        line = text[start:end]
        count = line.count(" ") + 1
        full = words + count > BLOCK_WORDS
        heading = words >= _HEADING_WORDS and line.isupper()
        paragraph = words >= BLOCK_WORDS // 2 and text[previous_end - 1] in ".!?"
        if words and (full or heading or paragraph):
            pieces.append((begin, previous_end))
            begin, words = start, 0
        words += count
        previous_end = end
    pieces.append((begin, previous_end))
    return pieces
