"""The possible sources of each member of a family, and what its wording has in common with each.

In: a dossier. Out: a `Shortlist`, one record for every pair (source, copy) that is worth a question. The one idea: at
most 16 candidates a member, however crowded the story, so that work grows with members and not with their pairs;
what is compared of two wordings is one look-up of bits and one small matrix product a member.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.attribute.claims import url_key
from wirecopy.attribute.dossier import Dossier
from wirecopy.attribute.rivalry import compare_rivals
from wirecopy.attribute.texts import KNOWN, NUMERIC, ODD, PAIRED, RARE, SHINGLE, WORD, ZIPF, Wordings, word_rarity_gain

_MOST_CANDIDATES, _NEAREST, _MOST_COMPARED = 16, 5, 48
_NO_TIME = 2**62
_UNVERIFIED_COVERAGE = 0.2
_MOST_UNVERIFIED = 3

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
    rival, `lost_lead` and `lost_counts`.
    """

    bounds: NDArray[np.int64]
    pairs: Pairs
    least: NDArray[np.float64]
    lost_lead: NDArray[np.float64]
    lost_counts: NDArray[np.int64]

    def of(self, copy: int) -> Pairs:
        """The pairs of one copy."""
        return self.pairs[self.bounds[copy] : self.bounds[copy + 1]]

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
    members = _as_arrays(dossier)
    least = np.zeros(len(dossier.members))
    found: list[Pairs] = []
    for copy in range(len(dossier.members)):
        rows, held = _pick(dossier, members, copy)
        found.append(rows)
        if len(rows):
            _time(members, rows)
            _compare(dossier.wordings, copy, rows, held)
            least[copy] = rows["unexplained"].min()
    bounds = np.concatenate(([0], np.cumsum([len(rows) for rows in found]))).astype(np.int64)
    pairs = np.concatenate([np.empty(0, PAIR), *found])
    rivals = compare_rivals(dossier.wordings, bounds, pairs["source"].copy(), _possible(pairs))
    pairs["lead"], pairs["counts"] = rivals.lead, rivals.counts
    return Shortlist(bounds, pairs, least, rivals.lost_lead, rivals.lost_counts)


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


def _pick(dossier: Dossier, members: _Members, copy: int) -> tuple[Pairs, NDArray[np.uint8]]:
    """At most 16 candidate sources of a member: those it claims, the agency's own texts, the best covered, the nearest.

    An agency's own text that no verdict names is added if shingles show it: large families are not verified whole.
    Gives their records with what the wordings have in common begun, and which of the copy's codes each holds.
    """
    wordings, links = dossier.wordings, dossier.links
    if copy in dossier.own_texts:
        return np.empty(0, PAIR), np.empty((0, 0), np.uint8)
    places = np.arange(links.bounds[copy], links.bounds[copy + 1])
    own = np.array(sorted(dossier.own_texts), np.int64)
    if len(places) > _MOST_COMPARED:
        ahead = np.argsort(~np.isin(links.sources[places], own), kind="stable")
        places = places[ahead[:_MOST_COMPARED]]
    hubs = [hub for hub in own.tolist() if hub not in links.sources[links.bounds[copy] : links.bounds[copy + 1]]]
    sources = np.concatenate([links.sources[places], np.array(hubs[:_MOST_UNVERIFIED], np.int64)])
    if not len(sources):
        return np.empty(0, PAIR), np.empty((0, 0), np.uint8)
    codes = wordings.codes_of(copy)
    held = wordings.holds(sources, codes)
    common = held @ wordings.measures[codes, SHINGLE]
    share = common / max(1, int(wordings.sizes[copy]))
    usable = np.ones(len(sources), np.bool_)
    usable[len(places) :] = share[len(places) :] >= _UNVERIFIED_COVERAGE
    kept = np.flatnonzero(usable)
    if len(kept) > _MOST_CANDIDATES - _NEAREST:
        kept = kept[_shorten(dossier, members, copy, sources[kept], share[kept].round(2))]
    kept = kept[np.argsort(sources[kept])]
    rows = np.zeros(len(kept), PAIR)
    rows["source"], rows["copy"], rows["common"] = sources[kept], copy, common[kept]
    rows["link"] = np.append(places, [-1] * len(hubs[:_MOST_UNVERIFIED]))[kept]
    verified = rows["link"] >= 0
    of_source = common[kept] / np.maximum(1, wordings.sizes[sources[kept]])
    rows["share_of_source"] = of_source
    rows["share_of_source"][verified] = links.share_of_source[rows["link"][verified]]
    rows["twin"] = wordings.same_as[sources[kept]] == wordings.same_as[copy]
    return rows, held[kept]


def _shorten(
    dossier: Dossier, members: _Members, copy: int, sources: NDArray[np.int64], share: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Places of the best eleven and of the nearest five of the others that cover the copy nearly as well."""
    unclaimed = ~np.array([_claimed(dossier, source, copy) for source in sources.tolist()])
    earliest = members.earliest[sources]
    order = np.lexsort((sources, earliest, -share, unclaimed))
    first, others = order[: _MOST_CANDIDATES - _NEAREST], order[_MOST_CANDIDATES - _NEAREST :]
    others = others[share[others] >= 0.8 * share.max()]
    wait = members.earliest[copy] - earliest[others] if members.timed[copy] else np.zeros(len(others), np.int64)
    wait = np.where(wait >= 0, wait, _NO_TIME)
    near = others[np.lexsort((sources[others], -share[others], wait))]
    return np.concatenate([first, near[:_NEAREST]])


def _claimed(dossier: Dossier, source: int, copy: int) -> bool:
    """Whether the copy points to this source, or it is an agency's own text."""
    article, claim = dossier.members[source].document.article, dossier.members[copy].claim
    return (
        source in dossier.own_texts
        or article.outlet_domain in claim.outlet_domains
        or article.outlet_domain in claim.carriers
        or (bool(claim.original_urls) and url_key(article.url) in claim.original_urls)
    )


def _compare(wordings: Wordings, copy: int, rows: Pairs, held: NDArray[np.uint8]) -> None:
    """What the copy and each source have in common, beside third texts; `held` (k, codes of the copy): who has what."""
    sources, codes = rows["source"], wordings.codes_of(copy)
    measures = wordings.measures[codes]
    holds = held.astype(np.float32)
    common = (holds @ measures).astype(np.float64)
    of_copy = measures.sum(axis=0, dtype=np.float64)
    handed = held[_possible(rows)].any(axis=0) & (measures[:, SHINGLE] > 0)
    rows["handed"] = handed.sum()
    rows["unexplained"] = rows["handed"] - holds @ handed.astype(np.float32)
    rows["elsewhere"] = of_copy[KNOWN] - common[:, KNOWN]
    rows["more"] = wordings.known[sources] - common[:, KNOWN]
    rows["rare"], rows["rare_of_copy"] = common[:, RARE], of_copy[RARE]
    rows["paired"] = common[:, PAIRED]
    rows["numbers"] = of_copy[NUMERIC] - common[:, NUMERIC]
    rows["odd"] = common[:, ODD]
    gain = word_rarity_gain(wordings.words[sources], wordings.words[copy], common[:, [WORD, ZIPF]])
    rows["gain"], rows["replaced"] = gain[:, 0], gain[:, 1]
