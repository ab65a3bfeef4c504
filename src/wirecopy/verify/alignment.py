"""Aligned passages of two texts: which sentences of the one stand where in the other, moved or reworded.

In: documents, and which pairs of them to align. Out: passages with character offsets. Every sentence of the left text
gets its best counterpart in the right one: candidates share rare words (an inverted index, because shuffled paragraphs
defeat any alignment that keeps order), the best is the one with the highest likeness of word sequences (the longest
common subsequence, as rapidfuzz's Indel has it) or of weighted word sets. Neighbouring sentences with neighbouring
counterparts are one passage. All pairs of a batch are one compiled walk.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.compiling import compiled
from wirecopy.fingerprint.rarity import FUNCTION_WORD
from wirecopy.fingerprint.reading import Reading, read_words
from wirecopy.model import Document, Passage

_SAME = 0.92
_EDITED = 0.55
_REWORDED_DICE = 0.4
_LEAST_WEIGHT = 4.0  # weight of common words below which a likeness may be chance: about two rare words
_RAREST = 60
_CLOSING = frozenset(".!?…。！？”’\"'»)]】」』%")
_CROWDED = 12  # a word in more sentences than this leads to no candidate
_MOST_CANDIDATES = 3
_LONGEST = 500  # words: what has no full stop is cut here, since comparing two sentences grows with the square
_KINDS = ("same", "edited", "reworded")


class _Sentences(NamedTuple):
    """Sentences of n texts: s in all, t words, c content words.

    `bounds` (n+1,) of texts in sentences; `tokens` (s+1,) of sentences in `words` (t,) uint32, folded words in order as
    hashes; `content` (s+1,) of sentences in `bag` (c,) uint32, their distinct content words, with their `weights` (c,);
    `totals` (s,) the sum of these. `met` (c,) and `met_in` (c,): content words of a text, ascending, and the sentences
    that they stand in, ascending for each.
    """

    bounds: NDArray[np.int64]
    tokens: NDArray[np.int64]
    words: NDArray[np.uint32]
    content: NDArray[np.int64]
    bag: NDArray[np.uint32]
    weights: NDArray[np.float64]
    totals: NDArray[np.float64]
    met: NDArray[np.uint32]
    met_in: NDArray[np.int64]


class _Room(NamedTuple):
    """Scratch for texts of up to m sentences of up to w words.

    `shared` (m,) weight in common with the sentence that is looked at, `found` (m,) the sentences that have any; `row`
    (w + 1,) of the table of common subsequences.
    """

    shared: NDArray[np.float64]
    found: NDArray[np.int64]
    row: NDArray[np.int64]


@compiled
def _fill_bags(tokens, words, values, content, bag, weights, totals):  # type: ignore[no-untyped-def]
    """Write the distinct content words of each sentence in order, with their weights."""
    count = 0
    for s in range(len(totals)):
        content[s] = count
        total = 0.0
        for t in range(int(tokens[s]), int(tokens[s + 1])):
            if int(values[t]) & FUNCTION_WORD:
                continue
            known = False
            for c in range(int(content[s]), count):
                if bag[c] == words[t]:
                    known = True
                    break
            if not known:
                bag[count] = words[t]
                weights[count] = max(0.3, (_RAREST - (int(values[t]) & 127)) / 10.0)
                total += float(weights[count])
                count += 1
        totals[s] = total
    content[len(totals)] = count


def _split(reading: Reading) -> _Sentences:
    """The sentences of all texts of a reading, none longer than `_LONGEST` words."""
    bounds, numbers = reading.bounds, reading.sentences
    opens = np.ones(len(numbers), np.bool_)
    opens[1:] = numbers[1:] != numbers[:-1]
    opens[bounds[:-1][bounds[:-1] < len(numbers)]] = True
    since = np.arange(len(numbers))
    since -= np.maximum.accumulate(np.where(opens, since, 0))
    opens |= since % _LONGEST == 0
    tokens = np.append(np.flatnonzero(opens), len(numbers))
    size = len(tokens) - 1
    content, bag = np.zeros(size + 1, np.int64), np.empty(len(numbers), np.uint32)
    weights, totals = np.empty(len(numbers)), np.empty(size)
    _fill_bags(tokens, reading.hashes, reading.values, content, bag, weights, totals)
    bag = bag[: content[-1]]
    of_text = np.searchsorted(tokens, bounds)
    sentence = np.repeat(np.arange(size), np.diff(content))
    text = np.searchsorted(of_text, sentence, side="right") - 1
    order = np.argsort(text << 32 | bag.astype(np.int64), kind="stable")
    return _Sentences(of_text, tokens, reading.hashes, content, bag, weights, totals, bag[order], sentence[order])


@compiled
def _first_place(words, start, stop, word):  # type: ignore[no-untyped-def]
    """The first place of a word in an ascending row start:stop, or where it would stand."""
    while start < stop:
        middle = (start + stop) >> 1
        if words[middle] < word:
            start = middle + 1
        else:
            stop = middle
    return start


@compiled
def _common_in_order(words, left, left_end, right, right_end, row):  # type: ignore[no-untyped-def]
    """Length of the longest common subsequence of two rows of words; what both begin and end with is passed at once."""
    kept = 0
    while left < left_end and right < right_end and words[left] == words[right]:
        left += 1
        right += 1
        kept += 1
    while left < left_end and right < right_end and words[left_end - 1] == words[right_end - 1]:
        left_end -= 1
        right_end -= 1
        kept += 1
    width = right_end - right
    row[: width + 1] = 0
    for i in range(left, left_end):
        before = 0
        for j in range(width):
            above = int(row[j + 1])
            if words[i] == words[right + j]:
                row[j + 1] = before + 1
            elif int(row[j]) > above:
                row[j + 1] = row[j]
            before = above
    return kept + int(row[width])


@compiled
def _gather(text, sentence, right, room):  # type: ignore[no-untyped-def]
    """Add up the weight that each sentence of the right text has in common with this one; returns how many have any."""
    first, last = int(text.bounds[right]), int(text.bounds[right + 1])
    start, stop = int(text.content[first]), int(text.content[last])
    count = 0
    for c in range(int(text.content[sentence]), int(text.content[sentence + 1])):
        word = text.bag[c]
        begin = _first_place(text.met, start, stop, word)
        end = begin
        while end < stop and end - begin <= _CROWDED and text.met[end] == word:
            end += 1
        if end - begin > _CROWDED:
            continue
        for k in range(begin, end):
            number = int(text.met_in[k]) - first
            if room.shared[number] == 0.0:
                room.found[count] = number
                count += 1
            room.shared[number] += text.weights[c]
    return count


@compiled
def _heaviest(room, count):  # type: ignore[no-untyped-def]
    """The sentence with the largest weight in common, -1 without one; ties go to the first. Callers take it out."""
    best = -1
    for k in range(count):
        number = int(room.found[k])
        weight = float(room.shared[number])
        if weight > 0.0 and (
            best < 0 or weight > float(room.shared[best]) or (weight == float(room.shared[best]) and number < best)
        ):
            best = number
    return best


@compiled
def _counterpart(text, sentence, right, expected, room):  # type: ignore[no-untyped-def]
    """The best counterpart, -1 without one, and its kind; ties go to the expected one, then to the first."""
    count = _gather(text, sentence, right, room)
    first, own = int(text.bounds[right]), float(text.totals[sentence])
    start, stop = int(text.tokens[sentence]), int(text.tokens[sentence + 1])
    best = kind = -1
    most = 0.0
    for _ in range(_MOST_CANDIDATES):
        number = _heaviest(room, count)
        if number < 0:
            break
        weight = float(room.shared[number])
        room.shared[number] = 0.0
        if weight < min(_LEAST_WEIGHT, 0.9 * own):
            continue
        begin, end = int(text.tokens[first + number]), int(text.tokens[first + number + 1])
        words = stop - start + end - begin
        common = _common_in_order(text.words, start, stop, begin, end, room.row)
        likeness = 1.0 - float(words - 2 * common) / float(words)
        dice = 2 * weight / max(0.1, own + float(text.totals[first + number]))
        if likeness < _EDITED and dice < _REWORDED_DICE:
            continue
        rank = max(likeness, dice)
        if best < 0 or rank > most or (rank == most and (number == expected or (best != expected and number < best))):
            best, most = number, rank
            kind = 0 if likeness >= _SAME else 1 if likeness >= _EDITED else 2
    for k in range(count):
        room.shared[room.found[k]] = 0.0
    return best, kind


@compiled
def _align_all(text, pairs, room, rows):  # type: ignore[no-untyped-def]
    """Write the passages of all pairs: pair, kind, first and last sentence in the left, in the right; returns how many.

    Sentences are numbered from the start of their text.
    """
    count = 0
    for pair in range(len(pairs)):
        left, right = int(pairs[pair, 0]), int(pairs[pair, 1])
        first = int(text.bounds[left])
        opened, last, last_other = count, -2, -2
        for number in range(int(text.bounds[left + 1]) - first):
            other, kind = _counterpart(text, first + number, right, last_other + 1, room)
            if other < 0:
                continue
            follows = last == number - 1 and last_other == other - 1
            if follows and count > opened and rows[count - 1, 1] == kind:
                rows[count - 1, 3], rows[count - 1, 5] = number, other
            else:
                rows[count, 0], rows[count, 1] = pair, kind
                rows[count, 2], rows[count, 3] = number, number
                rows[count, 4], rows[count, 5] = other, other
                count += 1
            last, last_other = number, other
    return count


def align(reading: Reading, pairs: NDArray[np.int64]) -> list[tuple[Passage, ...]]:
    """For each pair (m, 2) of positions the passages of the left text that stand in the right one, in its order.

    Directed; about 30 microseconds for two texts of 20 sentences, compiled.
    """
    text = _split(reading)
    sizes = np.diff(text.bounds)
    rows = np.empty((int(sizes[pairs[:, 0]].sum()), 6), np.int64)
    most, longest = int(sizes.max(initial=0)) + 1, int(np.diff(text.tokens).max(initial=0)) + 1
    room = _Room(np.zeros(most), np.empty(most, np.int64), np.empty(longest, np.int64))
    rows = rows[: _align_all(text, pairs, room, rows)]
    found: list[list[Passage]] = [[] for _ in range(len(pairs))]
    left, right = pairs[rows[:, 0], 0], pairs[rows[:, 0], 1]
    spans = [
        _offsets(reading, text, side, rows[:, column], rows[:, column + 1]) for side, column in ((left, 2), (right, 4))
    ]
    for pair, kind, (start, end), (begin, stop) in zip(rows[:, 0].tolist(), rows[:, 1].tolist(), *spans, strict=True):
        found[pair].append(Passage(start, end, begin, stop, _KINDS[kind]))
    return [tuple(passages) for passages in found]


def _offsets(
    reading: Reading, text: _Sentences, of: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Where rows of sentences of these texts begin and end, in characters, their closing marks included."""
    starts = reading.starts[text.tokens[text.bounds[of] + first]].tolist()
    ends = reading.ends[text.tokens[text.bounds[of] + last + 1] - 1].tolist()
    texts = [reading.texts[place] for place in of.tolist()]
    return [(start, _closed(whole, end)) for start, end, whole in zip(starts, ends, texts, strict=True)]


def _closed(text: str, end: int) -> int:
    """Where a sentence ends whose last word ends at `end`: behind its stop and closing marks."""
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end


def align_documents(left: Document, right: Document) -> tuple[Passage, ...]:
    """Passages of one text that stand in another; directed."""
    reading = read_words([left, right])
    return align(reading, reading.places([left.article.article_id, right.article.article_id]).reshape(1, 2))[0]
