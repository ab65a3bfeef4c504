"""Each article picks its partners among those that it shares something with.

In: the sketches of all articles of the window, in order of article_id, and which of them are new. Out: pairs of
positions (left < right) of which at least one is new, and a cost report. Two articles share points: one for each common
key of their sketches, and for each equal band of their signatures as many as make a pair (`shared_keys`). Texts with
common matter share dozens of points, strangers on the same topic two or three, but with hundreds of others. So an
article takes all that it shares `firm_points` with, and of the others the few with the rarest common features.

Whether two articles are a pair depends on the two alone, unless one of them has more than `partners_firm` or
`partners_weak` partners, or stands in a bucket over `bucket_cap`: there it meets the first `bucket_links` of the bucket
and as many on either side in an order by likeness, so cost stays linear in a story of any size. More articles can push
a partner out but bring none back, so batches find the pairs that one run finds, and maybe more. The report counts both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates.postings import NO_TIME, Postings, Sketches, make_postings
from wirecopy.compiling import compiled, compiled_lean
from wirecopy.params import Params

_SECONDS_PER_DAY = 86_400
_AT_ONCE = 4_096  # articles of one piece of work
_LOW = 0xFFFFFFFF
_MOST = 0x7FFFFFFF


@dataclasses.dataclass(frozen=True, slots=True)
class CostReport:
    """What finding candidates cost: meetings in buckets, pairs that share enough, and those that were kept.

    `thinned_articles` had more partners than they kept; `capped_buckets` were too large for all to meet all.
    """

    articles: int
    new_articles: int
    meetings: int
    pairs_sharing: int
    pairs: int
    thinned_articles: int
    capped_buckets: int
    largest_bucket: int

    @property
    def pairs_per_article(self) -> float:
        """Candidate pairs for each new article."""
        return self.pairs / max(1, self.new_articles)

    def caps(self) -> dict[str, int]:
        """What was left out to bound the cost, by name."""
        names = ("capped_buckets", "largest_bucket", "thinned_articles")
        return {name: getattr(self, name) for name in names}


@compiled_lean
def _meet(i, articles, start, end, above, step, new, tally, met, count):  # type: ignore[no-untyped-def]
    """Add the step to those of articles[start:end] that lie above a position and may be compared with article i."""
    every = bool(new[i])
    for place in range(start, end):
        j = int(articles[place])
        if j != i and j > above and (every or new[j]):
            if tally[j] == 0:
                met[count] = j
                count += 1
            tally[j] += step
    return count


@compiled_lean
def _meet_all(i, index, steps, first_band, links, new, tally, met):  # type: ignore[no-untyped-def]
    """Meet everybody in the buckets of article i; returns how many articles and how many meetings.

    `steps` (2, cap + 2) are what a common key and a common band give, by the size of the bucket; the last ones hold for
    all above the cap.
    """
    bounds, articles, fresh, place_bounds, buckets, hubs, large_bounds, large_places, large_rows = index
    cap = steps.shape[1] - 2
    count = 0
    meetings = 0
    large = large_bounds[i]
    for p in range(place_bounds[i], place_bounds[i + 1]):
        bucket = int(buckets[p])
        start, end, above = int(bounds[bucket]), int(bounds[bucket + 1]), -1
        step = steps[int(bucket >= first_band), min(end - start, cap + 1)]
        if end - start > cap:
            hubs_here, place = hubs[large_rows[large]], int(large_places[large])
            large += 1
            above = int(hubs_here[-1])  # the hubs are the first of the bucket: nobody is met twice in it
            count = _meet(i, hubs_here, 0, len(hubs_here), -1, step, new, tally, met, count)
            meetings += len(hubs_here)
            start, end = max(start, place - links), min(end, place + links + 1)
        elif not new[i]:
            end = start + int(fresh[bucket])
        count = _meet(i, articles, start, end, above, step, new, tally, met, count)
        meetings += end - start
    return count, meetings


def _steps(params: Params) -> NDArray[np.int64]:
    """What a common key (row 0) or band (row 1) gives by the size of its bucket, up to one more than the cap.

    Points, and weight << 32: as many times the points as the bucket could double before it reached the cap, and one.
    """
    sizes = np.maximum(1, np.arange(params.bucket_cap + 2))
    weights = 1 + np.floor(np.log2(np.maximum(1, params.bucket_cap / sizes))).astype(np.int64)
    points = np.array([[1], [params.shared_keys]], np.int64)
    return points + (weights * points << 32)


@compiled_lean
def _apart(one, other, longest):  # type: ignore[no-untyped-def]
    """Whether two known times lie further apart than the look-back."""
    return longest > 0 and one != NO_TIME and other != NO_TIME and abs(one - other) > longest


@compiled
def _pick(first, last, index, steps, limits, new, published, tally, met, firm, weak, out):  # type: ignore[no-untyped-def]
    """Write the pairs (smaller << 32 | larger) that articles first..last pick.

    Returns how many, the meetings, how many shared enough, and how many articles had more partners than they kept.
    `limits` are the first bucket of a band, links, least points, firm points, partners firm and weak, seconds of the
    look-back. `tally` is zero at the beginning and at the end.
    """
    first_band, links, least, firm_points, most_firm, most_weak, longest = limits
    count = 0
    meetings = 0
    sharing = 0
    thinned = 0
    for i in range(first, last):
        some, more = _meet_all(i, index, steps, first_band, links, new, tally, met)
        meetings += more
        strong = 0
        loose = 0
        for t in range(some):
            j = int(met[t])
            total = int(tally[j])
            tally[j] = 0
            points = total & _LOW
            if points < least or _apart(int(published[i]), int(published[j]), longest):
                continue
            sharing += 1
            if points >= firm_points:
                firm[strong] = (_MOST - points) << 32 | j
                strong += 1
            else:
                weak[loose] = (_MOST - (total >> 32)) << 32 | j
                loose += 1
        thinned += int(strong > most_firm or loose > most_weak)
        if strong > most_firm:
            firm[:strong].sort()
            strong = most_firm
        if loose > most_weak:
            weak[:loose].sort()
            loose = most_weak
        for t in range(strong + loose):
            j = int(firm[t] if t < strong else weak[t - strong]) & _LOW
            out[count] = min(i, j) << 32 | max(i, j)
            count += 1
    return count, meetings, sharing, thinned


def _pick_spans(
    starts: Iterator[int], sketches: Sketches, index: Postings, params: Params
) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Pairs and counts of the spans that begin at `starts`, until there are no more: the work of one thread."""
    n = len(sketches.new)
    limits = (
        index.first_band, params.bucket_links, params.shared_keys, params.firm_points, params.partners_firm,
        params.partners_weak, params.look_back_days * _SECONDS_PER_DAY,
    )  # fmt: skip
    room = np.zeros(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    out = np.empty(min(n, _AT_ONCE) * min(n, params.partners_firm + params.partners_weak), np.int64)
    steps = _steps(params)
    found: list[NDArray[np.int64]] = []
    counts = np.zeros(3, np.int64)
    for first in starts:
        last = min(n, first + _AT_ONCE)
        written, *more = _pick(first, last, index.arrays, steps, limits, sketches.new, sketches.published, *room, out)
        found.append(np.unique(out[:written]))
        counts += more
    return found, counts


def find_candidates(sketches: Sketches, params: Params, workers: int = 1) -> tuple[NDArray[np.int32], CostReport]:
    """Candidate pairs (m, 2) int32 of positions in the window, left < right, ascending; symmetric.

    The same for any number of workers. Cost: sorting the keys and bands of the window, plus the meetings in their
    buckets, about .1 ms an article; memory about 2 KB an article.
    """
    found, cost = _pick_all(sketches, params, workers)
    pairs = _merged(found)
    return pairs, dataclasses.replace(cost, pairs=len(pairs))


def _pick_all(sketches: Sketches, params: Params, workers: int) -> tuple[list[list[NDArray[np.int64]]], CostReport]:
    """The pairs that all articles pick, packed, those that both ends pick twice; the index is gone afterwards."""
    index = make_postings(sketches, params, workers)
    starts = iter(range(0, len(sketches.new), _AT_ONCE))  # threads take turns at it
    with ThreadPoolExecutor(max(1, workers)) as pool:
        parts = list(pool.map(lambda _: _pick_spans(starts, sketches, index, params), range(max(1, workers))))
    meetings, sharing, thinned = np.sum([counts for _, counts in parts], axis=0).tolist()
    return [found for found, _ in parts], CostReport(
        len(sketches.new), int(sketches.new.sum()), meetings, sharing // 2, 0, thinned, len(index.hubs), index.largest
    )


def _merged(parts: list[list[NDArray[np.int64]]]) -> NDArray[np.int32]:
    """The pairs of all parts, each once, ascending, (m, 2) int32; the parts are emptied, so nothing is held twice."""
    packed = np.empty(sum(len(each) for part in parts for each in part), np.int64)
    start = 0
    for part in parts:
        while part:
            some = part.pop()
            packed[start : start + len(some)] = some
            start += len(some)
    packed.sort()
    packed = packed[np.append(packed[1:] != packed[:-1], True)] if len(packed) else packed
    return packed.astype("<i8", copy=False).view("<i4").reshape(-1, 2)[:, ::-1]
