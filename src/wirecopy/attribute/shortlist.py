"""The possible sources of each member of a family, and what its wording has in common with each.

In: a dossier. Out: a `Shortlist`, one record for every pair (source, copy) that is worth a question. The one idea: at
most 16 candidates a member, however crowded the story, so that work grows with members and not with their pairs;
what two wordings have in common is counted in one compiled pass over each source's codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.claims import url_key
from wirecopy.attribute.dossier import Dossier
from wirecopy.attribute.family import Links
from wirecopy.attribute.overlaps import compare_wordings, count_triples
from wirecopy.attribute.rivalry import compare_rivals
from wirecopy.attribute.texts import KNOWN, NUMERIC, ODD, PAIRED, RARE, WORD, ZIPF, Wordings, counter, word_rarity_gain

_MOST_CANDIDATES, _NEAREST, _MOST_COMPARED = 16, 5, 48
_NO_TIME = 2**62
_UNVERIFIED_COVERAGE = 0.2
_MOST_UNVERIFIED = 3
_AT_ONCE = 4_096  # copies whose candidates are chosen, and whose evidence is weighed, together

# One pair. `link` is its place among the dossier's links, -1 where nobody verified it; `gap` the least seconds from
# source to copy (0: they may coincide), where both times are known (`timed`); `twin` whether both are one piece on
# two sites of one owner. In word triples: `common` are in both; the copy has `unexplained` from a possible source, but
# not from this one, of `handed` in all, and `elsewhere` from any other wording; `more` the source shares with others,
# but not with the copy; `rare` both and few others have, of `rare_of_copy` in all; `paired` both and nobody else.
# `numbers` of the copy are in others and not in the source, `odd` words both and few others have; the copy's own words
# are rarer by `gain` zipf units over `replaced` words. `lead` and `counts` tell how it fares against its best rival.
PAIR = np.dtype(
    [
        ("source", np.int64),
        ("copy", np.int64),
        ("link", np.int64),
        ("share_of_source", np.float64),
        ("gap", np.int64),
        ("timed", np.bool_),
        ("twin", np.bool_),
        ("common", np.float64),
        ("unexplained", np.float64),
        ("handed", np.float64),
        ("elsewhere", np.float64),
        ("more", np.float64),
        ("rare", np.float64),
        ("rare_of_copy", np.float64),
        ("paired", np.float64),
        ("numbers", np.float64),
        ("odd", np.float64),
        ("gain", np.float64),
        ("replaced", np.float64),
        ("lead", np.float64),
        ("counts", np.int64, (4,)),
    ]
)
Pairs = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Records of `PAIR`, those of one copy together and ascending by source: `bounds` (members + 1,).

    By member: `least` triples that no candidate explains, and how the unseen original fares against its strongest
    rival, `lost_lead` and `lost_counts`. `copies` are the members whose pairs it has: all, or a part of a crowd.
    """

    bounds: NDArray[np.int64]
    pairs: Pairs
    least: NDArray[np.float64]
    lost_lead: NDArray[np.float64]
    lost_counts: NDArray[np.int64]
    copies: range

    def parts(self) -> list[Shortlist]:
        """The shortlist in parts of some thousands of copies, at least one; positions stay those of members."""
        return [self._part(start, min(len(self.least), start + _AT_ONCE)) for start in self.copies[::_AT_ONCE]]

    def _part(self, start: int, stop: int) -> Shortlist:
        first, last = int(self.bounds[start]), int(self.bounds[stop])
        bounds = np.clip(self.bounds, first, last) - first
        return replace(self, bounds=bounds, pairs=self.pairs[first:last], copies=range(start, stop))

    def of(self, copy: int) -> Pairs:
        """The pairs of one copy."""
        return self.pairs[self.bounds[copy] : self.bounds[copy + 1]]

    def places(self, copies: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of pairs (m,) among all, -1 where the source is no candidate of the copy."""
        count = len(self.least)
        known, wanted = self.pairs["copy"] * count + self.pairs["source"], copies * count + sources
        found = np.searchsorted(known, wanted)
        inside = np.append(known, -1)[found] == wanted
        return np.where(inside, found, -1)

    def find(self, copy: int, source: int) -> int:
        """The place of a pair among all, -1 where the source is no candidate of the copy."""
        first, last = int(self.bounds[copy]), int(self.bounds[copy + 1])
        at = first + int(np.searchsorted(self.pairs["source"][first:last], source))
        return at if at < last and self.pairs["source"][at] == source else -1


class _Members(NamedTuple):
    """Members as arrays: span of publishing, whether it is known; numbers for sites and groups (0: none)."""

    earliest: NDArray[np.int64]
    latest: NDArray[np.int64]
    timed: NDArray[np.bool_]
    site: NDArray[np.int64]
    group: NDArray[np.int64]


def draw_up(dossier: Dossier) -> Shortlist:
    """Choose every member's candidates and compare wordings; an agency's own texts have none."""
    members, count = _as_arrays(dossier), len(dossier.members)
    chosen = [_choose(dossier, members, start, min(count, start + _AT_ONCE)) for start in range(0, count, _AT_ONCE)]
    pairs = np.concatenate(chosen) if len(chosen) != 1 else chosen[0]
    bounds = np.searchsorted(pairs["copy"], np.arange(count + 1))
    least = np.zeros(count)
    if len(pairs):
        _time(members, pairs)
        _compare(dossier.wordings, bounds, pairs)
        filled = np.flatnonzero(np.diff(bounds))
        least[filled] = np.minimum.reduceat(pairs["unexplained"], bounds[filled])
    rivals = compare_rivals(dossier.wordings, bounds, pairs["source"].copy(), _possible(pairs))
    pairs["lead"], pairs["counts"] = rivals.lead, rivals.counts
    return Shortlist(bounds, pairs, least, rivals.lost_lead, rivals.lost_counts, range(count))


def _as_arrays(dossier: Dossier) -> _Members:
    spans = [member.span for member in dossier.members]
    return _Members(
        np.array([_NO_TIME if span is None else span.earliest for span in spans], np.int64),
        np.array([_NO_TIME if span is None else span.latest for span in spans], np.int64),
        np.array([span is not None for span in spans], np.bool_),
        _numbered([member.site for member in dossier.members]),
        _numbered([member.group for member in dossier.members]),
    )


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """A number for each name, the same for the same name, 0 for none."""
    numbers = {name: i for i, name in enumerate(["", *sorted(set(names) - {""})])}
    return np.array([numbers[name] for name in names], np.int64)


def _possible(rows: Pairs) -> NDArray[np.bool_]:
    """A twin or a later text is no rival."""
    return np.asarray(~(rows["timed"] & (rows["gap"] < 0)) & ~rows["twin"])


def _time(members: _Members, rows: Pairs) -> None:
    """Least seconds from source to copy, 0 where spans overlap; and twins: same words, and same minute or owner."""
    sources, copies = rows["source"], rows["copy"]
    rows["timed"] = members.timed[sources] & members.timed[copies]
    after = members.earliest[copies] - members.latest[sources]
    before = members.latest[copies] - members.earliest[sources]
    rows["gap"] = np.where(rows["timed"], np.where(after > 0, after, np.where(before < 0, before, 0)), 0)
    one_owner = (members.group[sources] == members.group[copies]) & (members.group[copies] > 0)
    one_owner |= rows["timed"] & (rows["gap"] == 0)
    rows["twin"] &= one_owner & (members.site[sources] != members.site[copies])


def _choose(dossier: Dossier, members: _Members, start: int, stop: int) -> Pairs:
    """At most 16 candidate sources of members start:stop: those they claim, an agency's own, best covered, nearest.

    An agency's own text that no verdict names is added if shingles show it: large families are not verified whole.
    Gives their records with what the wordings have in common begun, ascending by copy and source.
    """
    wordings, links = dossier.wordings, dossier.links
    own = np.zeros(len(dossier.members), np.bool_)
    own[list(dossier.own_texts)] = True
    linked, (copies, sources) = _compared(links, own, start, stop), _unverified(dossier, start, stop)
    places = np.append(linked, np.full(len(copies), -1))
    copies, sources = np.append(links.copies[linked], copies), np.append(links.sources[linked], sources)
    order = np.argsort(copies, kind="stable")
    copies, sources, places = copies[order], sources[order], places[order]
    common = count_triples(wordings, copies, sources)
    share = np.divide(common, np.maximum(1, wordings.sizes[copies])).astype(np.float32)
    kept = np.flatnonzero((places >= 0) | (share >= _UNVERIFIED_COVERAGE))
    kept = kept[_shorten(dossier, members, own, copies[kept], sources[kept], np.round(share[kept], 2))]
    kept = kept[np.lexsort((sources[kept], copies[kept]))]
    rows = np.zeros(len(kept), PAIR)
    rows["source"], rows["copy"], rows["common"], rows["link"] = sources[kept], copies[kept], common[kept], places[kept]
    rows["share_of_source"] = common[kept] / np.maximum(1, wordings.sizes[sources[kept]])
    verified = np.flatnonzero(places[kept] >= 0)
    rows["share_of_source"][verified] = links.share_of_source[places[kept][verified]]
    rows["twin"] = wordings.same_as[sources[kept]] == wordings.same_as[copies[kept]]
    return rows


def _compared(links: Links, own: NDArray[np.bool_], start: int, stop: int) -> NDArray[np.int64]:
    """The links of copies start:stop that are looked at: 48 a copy, those to an agency's own texts first."""
    places = np.arange(links.bounds[start], links.bounds[stop])
    places = places[~own[links.copies[places]]]
    if np.diff(links.bounds[start : stop + 1]).max(initial=0) > _MOST_COMPARED:
        places = places[np.lexsort((~own[links.sources[places]], links.copies[places]))]
        places = places[_rank(links.copies[places]) < _MOST_COMPARED]
    return places


def _unverified(dossier: Dossier, start: int, stop: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Copies and sources of pairs that no verdict names: three of an agency's own texts a copy."""
    links, own = dossier.links, np.array(sorted(dossier.own_texts), np.int64)
    copies = np.setdiff1d(np.arange(start, stop), own, assume_unique=True)
    asked = np.repeat(copies, len(own)), np.tile(own, len(copies))
    count = len(dossier.members)
    linked = slice(int(links.bounds[start]), int(links.bounds[stop]))
    known = np.isin(asked[0] * count + asked[1], links.copies[linked] * count + links.sources[linked])
    copies, sources = asked[0][~known], asked[1][~known]
    few = _rank(copies) < _MOST_UNVERIFIED
    return copies[few], sources[few]


def _rank(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each element in its group; equal ones stand together."""
    opens = np.ones(len(groups), np.bool_)
    opens[1:] = groups[1:] != groups[:-1]
    first = np.flatnonzero(opens)
    found: NDArray[np.int64] = np.arange(len(groups)) - np.repeat(first, np.diff(np.append(first, len(groups))))
    return found


def _shorten(
    dossier: Dossier, members: _Members, own: NDArray[np.bool_], copies: NDArray[np.int64], sources: NDArray[np.int64],
    share: NDArray[np.float32],
) -> NDArray[np.int64]:  # fmt: skip
    """Places of the best eleven of each copy, and of the nearest five of its others that cover it nearly as well."""
    best = _MOST_CANDIDATES - _NEAREST
    if np.bincount(copies).max(initial=0) <= best:
        return np.arange(len(copies))
    unclaimed, earliest = ~(own[sources] | _claimed(dossier, copies, sources)), members.earliest[sources]
    order = np.lexsort((sources, earliest, -share, unclaimed, copies))
    first = _rank(copies[order]) < best
    most = np.zeros(len(dossier.members), np.float32)
    np.maximum.at(most, copies, share)
    others = order[~first]
    others = others[share[others] >= np.float32(0.8) * most[copies[others]]]
    wait = np.where(members.timed[copies[others]], members.earliest[copies[others]] - earliest[others], 0)
    wait = np.where(wait >= 0, wait, _NO_TIME)
    near = others[np.lexsort((sources[others], -share[others], wait, copies[others]))]
    return np.concatenate([order[first], near[_rank(copies[near]) < _NEAREST]])


def _claimed(dossier: Dossier, copies: NDArray[np.int64], sources: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each copy points to each source, by name, by link, or by marks left in."""
    found = np.zeros(len(copies), np.bool_)
    claims = [member.claim for member in dossier.members]
    points = np.array([bool(c.outlet_domains or c.carriers or c.original_urls) for c in claims], np.bool_)
    for place in np.flatnonzero(points[copies]).tolist():
        article, claim = dossier.members[sources[place]].document.article, claims[copies[place]]
        found[place] = (
            article.outlet_domain in claim.outlet_domains
            or article.outlet_domain in claim.carriers
            or (bool(claim.original_urls) and url_key(article.url) in claim.original_urls)
        )
    return found


def _compare(wordings: Wordings, bounds: NDArray[np.int64], pairs: Pairs) -> None:
    """What each copy and each of its sources have in common, beside third texts."""
    sources, copies = pairs["source"].copy(), pairs["copy"]
    found = compare_wordings(wordings, bounds, sources, _possible(pairs))
    of_triples, of_numbers = wordings.totals
    known = counter(found.triple_weights, KNOWN)
    pairs["handed"], pairs["unexplained"] = found.handed, found.unexplained
    pairs["elsewhere"] = wordings.known[copies] - known
    pairs["more"] = wordings.known[sources] - known
    pairs["rare"], pairs["rare_of_copy"] = counter(found.triple_weights, RARE), counter(of_triples, RARE)[copies]
    pairs["paired"] = counter(found.triple_weights, PAIRED)
    pairs["numbers"] = counter(of_numbers, NUMERIC)[copies] - counter(found.number_weights, NUMERIC)
    pairs["odd"] = counter(found.word_weights, ODD)
    common = np.column_stack([counter(found.word_weights, WORD), counter(found.word_weights, ZIPF)])
    gain = word_rarity_gain(wordings.words[sources], wordings.words[copies], common.astype(np.float64))
    pairs["gain"], pairs["replaced"] = gain[:, 0], gain[:, 1]
