"""The corpus: a stream of (article, truth) made from bases, a mix and a seed.

Units - a family with its copies, a mosaic of stories seen lately, an unrelated text, a templated notice - are
drawn so that the mix's shares hold at every length, and leave through a buffer that mixes their order. Memory
holds the bases, the buffer, and a few recent stories; filler is made when it is needed.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from wirecopy.errors import ParameterError
from wirecopy.simulate.agencies import agencies_of
from wirecopy.simulate.bases import Base, seconds_of
from wirecopy.simulate.edits.cut import excerpt_run
from wirecopy.simulate.kinds import mix_named
from wirecopy.simulate.lexicon import Lexicon, shipped_lexicon
from wirecopy.simulate.notices import write_notice
from wirecopy.simulate.outlets import Outlet, draw_outlet
from wirecopy.simulate.page import Credit, Dress, choose_credit
from wirecopy.simulate.seeds import digest_of, rng_for
from wirecopy.simulate.supply import Supply
from wirecopy.simulate.tree import Family, Node, grow, page_url, scraped_text, start_family
from wirecopy.simulate.truth import Clock, Host, Part, Record, Single, mosaic_record, node_record, single_record
from wirecopy.simulate.wording import word_count

_BUFFER = 1500
_RECENT = 12
_SPREAD = 0.9
_SIZES_SUMMED = 5000
_MEAN_OVER_MEDIAN = 1.5  # of a log-normal with that spread
_CREDITED_SINGLES = 0.3


@dataclass(frozen=True, slots=True)
class CorpusParams:
    """What a corpus is asked to be.

    `families` 0 means as many as natural sizes need; `max_family` bounds the copies of one story; `absent` is the share
    of families whose origin nobody collected; `start` and `days` say when stories without a date of their own break.
    Notices are of part K of N of the templates, `notices` = (K, N), so that those fitted on are not reported on.
    `in_order` has all break one after another, whatever dates they bear, so that what quotes several quotes the latest.
    """

    articles: int = 1000
    mix: str = "mixed"
    families: int = 0
    max_family: int = 300
    absent: float = 0.25
    filler: bool = True
    unrelated_share: float | None = None
    start: str = "2026-01-05T00:00:00Z"
    days: float = 30.0
    in_order: bool = False
    language: str = "en"
    notices: tuple[int, int] = (0, 1)
    clock: Clock = field(default_factory=Clock)
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)

    def check(self) -> None:
        """Raise ParameterError for values that make no corpus."""
        if self.articles < 0:
            raise ParameterError("articles", self.articles, "0 or more")
        if self.max_family < 1:
            raise ParameterError("max_family", self.max_family, "1 or more")
        if not 0.0 <= self.absent <= 1.0:
            raise ParameterError("absent", self.absent, "0 to 1")
        if self.unrelated_share is not None and not 0.0 <= self.unrelated_share <= 1.0:
            raise ParameterError("unrelated_share", self.unrelated_share, "0 to 1")
        if seconds_of(self.start) is None:
            raise ParameterError("start", self.start, "an ISO 8601 date")


def make_corpus(
    bases: Iterable[Base], params: CorpusParams, seed: int, *, unrelated: Iterable[Base] = ()
) -> Iterator[Record]:
    """Exactly `params.articles` pairs of article and truth, the same for the same arguments.

    `unrelated` bases serve as unrelated articles and hosts; filler takes over where bases run out. With filler
    refused, fewer families are made, with more copies, then unrelated filler. Raises ParameterError at the start.
    """
    params.check()
    press = _Press(list(bases), list(unrelated), params, seed)
    yield from _mixed(press.records(), rng_for(seed, "buffer"), params.articles)


def _mixed(records: Iterator[Record], rng: Random, count: int) -> Iterator[Record]:
    """The first `count` records in another order, through a buffer of fixed size."""
    buffer: list[Record] = []
    for _, record in zip(range(count), records, strict=False):
        if len(buffer) < _BUFFER:
            buffer.append(record)
            continue
        place = int(rng.random() * _BUFFER)
        out, buffer[place] = buffer[place], record
        yield out
    rng.shuffle(buffer)
    yield from buffer


Room = Literal["family", "unrelated", "notice"]


class _Press:
    """Makes records without end, unit by unit; `made` counts articles by room so that shares hold."""

    def __init__(self, bases: Sequence[Base], unrelated: Sequence[Base], params: CorpusParams, seed: int) -> None:
        self.params, self.seed, self.mix = params, seed, mix_named(params.mix)
        unrelated_share = self.mix.unrelated if params.unrelated_share is None else params.unrelated_share
        copies = max(0.0, 1.0 - unrelated_share - self.mix.notices)
        self.shares: dict[Room, float] = {"family": copies, "unrelated": unrelated_share, "notice": self.mix.notices}
        wanted = params.articles * copies
        natural = self.mix.family * _MEAN_OVER_MEDIAN + 1.0
        self.families = params.families or max(1, round(wanted / natural))
        if not params.filler:
            self.families = min(self.families, max(1, len(bases)))
        self.supply = Supply(bases, unrelated, self.families, self.mix.events, seed, params.language)
        first = min(self.families, _SIZES_SUMMED)  # beyond that the mean is near enough
        self.scale = max(1.0, wanted / self.families - 1.0) * first / sum(map(self._weight, range(first)))
        self.made: dict[Room, int] = {"family": 0, "unrelated": 0, "notice": 0}
        self.recent: dict[str, deque[tuple[Family, Node]]] = {}
        self.titles: dict[str, deque[str]] = {}
        self.mosaics_due = 0.0
        self.started = seconds_of(params.start) or 0
        self.serial = 0

    def _weight(self, number: int) -> float:
        return math.exp(rng_for(self.seed, "size", number).gauss(0.0, _SPREAD))

    def records(self) -> Iterator[Record]:
        """Records of unit after unit, always from the room that lags behind its share most."""
        groups = self.supply.groups(filler=self.params.filler)
        grown = 0
        open_families = True
        while True:
            total = sum(self.made.values()) + 1
            room = min(self.shares, key=lambda name: self.made[name] / total - self.shares[name])
            if room == "family" and open_families:
                group = next(groups, None)
                open_families = group is not None
                for record in self._event(group or [], grown):
                    self.made["family"] += 1
                    yield record
                grown += len(group or [])
            elif room == "notice" and self.shares["notice"]:
                self.made["notice"] += 1
                yield self._notice()
            else:
                self.made["unrelated" if open_families or room == "unrelated" else "family"] += 1
                yield self._unrelated()

    def _lexicon(self, language: str) -> Lexicon:
        return self.params.lexicons.get(language) or shipped_lexicon(language)

    def _moment(self, own: int | None, rng: Random) -> int:
        """When a text breaks: in order, else at its own time, else at any."""
        if own is not None and not self.params.in_order:
            return own
        made = sum(self.made.values()) / max(1, self.params.articles)
        return self.started + int((min(1.0, made) if self.params.in_order else rng.random()) * self.params.days * 86400)

    def _event(self, group: Sequence[Base], first: int) -> Iterator[Record]:
        """All families of one event, the reports a few hours apart at most."""
        if not group:
            return
        broke = self._moment(group[0].published_at, rng_for(self.seed, "event", group[0].event or group[0].story))
        for index, base in enumerate(group):
            rng = rng_for(self.seed, "family", base.story)
            own = None if self.params.in_order else base.published_at
            moment = broke + int(rng.random() * 10800 * (index > 0)) if own is None else own
            yield from self._family(base, moment, first + index, rng)

    def _family(self, base: Base, moment: int, number: int, rng: Random) -> Iterator[Record]:
        family = start_family(base, self._lexicon(base.language), rng, self.seed, absent=self.params.absent)
        size = min(self.params.max_family, max(1, round(self._weight(number) * self.scale)))
        teaser = self._teaser(base.language, rng)
        recent = self.recent.setdefault(base.language, deque(maxlen=_RECENT))
        for node in grow(family, size, self.mix.kinds, moment, rng):
            host = self._host(node, base.language, rng) if node.role == "partial" else None
            yield node_record(node, family, self.params.clock, rng, teaser=teaser, host=host)
        self.titles.setdefault(base.language, deque(maxlen=20)).append(base.headline)
        recent.append((family, scraped_text(family, rng)))
        self.mosaics_due += self.mix.kinds.get("mosaic", 0.0) * size
        while self.mosaics_due >= 1.0 and len(recent) >= 3:
            self.mosaics_due -= 1.0
            yield self._mosaic(recent, rng)

    def _host(self, node: Node, language: str, rng: Random) -> Host:
        """An unrelated text around an excerpt, about as long again to three times as long."""
        base = self.supply.host(rng, language)
        wanted = word_count(node.paragraphs, language) * rng.uniform(0.9, 2.5)
        kept = 2
        while kept < len(base.paragraphs) and word_count(base.paragraphs[:kept], language) < wanted:
            kept += 1
        return Host(base.headline, base.paragraphs[:kept], rng.randint(1, min(kept, len(base.paragraphs))))

    def _teaser(self, language: str, rng: Random) -> str:
        titles = self.titles.get(language)
        return rng.choice(titles) if titles else ""

    def _mosaic(self, recent: Sequence[tuple[Family, Node]], rng: Random) -> Record:
        chosen = rng.sample(list(recent), rng.randint(2, min(4, len(recent))))
        parts = [
            Part(family, node, tuple(excerpt_run(node.paragraphs, rng, family.lexicon, 0.0))) for family, node in chosen
        ]
        moment = max(part.source.moment for part in parts) + 3600 * rng.randint(1, 30)
        outlet = draw_outlet(rng, chosen[0][0].base.language, rewrites=True)
        title = chosen[0][0].base.headline
        return mosaic_record(self._url(outlet, title), title, outlet, moment, parts, self.params.clock, rng)

    def _url(self, outlet: Outlet, title: str) -> str:
        self.serial += 1
        return page_url(outlet, title, digest_of(self.seed, "single", self.serial))

    def _notice(self) -> Record:
        rng = rng_for(self.seed, "notice", self.serial)
        language = rng.choice(self.supply.languages)
        notice = write_notice(rng, language, *self.params.notices)
        single = Single(f"notice-{self.serial}", "template", notice.headline, notice.paragraphs, notice.language)
        return self._single(single, "", None, rng)

    def _unrelated(self) -> Record:
        rng = rng_for(self.seed, "unrelated", self.serial)
        base = self.supply.single(rng)
        single = Single(base.story, "unrelated", base.headline, base.paragraphs, base.language, base.event)
        return self._single(single, base.dateline, base.published_at, rng)

    def _single(self, single: Single, place: str, published_at: int | None, rng: Random) -> Record:
        outlet = draw_outlet(rng, single.language, rewrites=False)
        moment = self._moment(published_at, rng)
        credit = Credit("dropped")
        if rng.random() < _CREDITED_SINGLES:
            credit = choose_credit(rng.choice(("kept", "moved")), rng.choice(agencies_of(single.language)), rng)
        dress = Dress(outlet, credit, place, "", moment, single.language, self._teaser(single.language, rng))
        return single_record(single, dress, self._url(outlet, single.title), self.params.clock, rng)
