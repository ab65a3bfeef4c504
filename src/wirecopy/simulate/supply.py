"""Supply: which bases become families, which stay unrelated, and what is invented when they run out.

Bases are grouped by event and ordered by the seed. As many as wanted become families, but of loose texts at
most 60 % where no texts were set aside as unrelated; the rest serve as unrelated articles and as hosts of
excerpts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from wirecopy.simulate.bases import Base
from wirecopy.simulate.filler import filler_base, filler_event
from wirecopy.simulate.seeds import rng_for

_LOOSE_SHARE = 0.6


class Supply:
    """Hands out groups of bases for families and single bases for everything else; never the same base twice."""

    def __init__(
        self, bases: Sequence[Base], unrelated: Sequence[Base], families: int, events: float, seed: int, language: str
    ) -> None:
        rng = rng_for(seed, "supply")
        groups = _groups(bases, rng)
        if unrelated or not any(group[0].loose for group in groups):
            chosen, spare = groups, list(unrelated)
        else:
            chosen = [group for group in groups if not group[0].loose]
            loose = [group for group in groups if group[0].loose]
            cut = round(len(loose) * _LOOSE_SHARE)
            chosen, spare = chosen + loose[:cut], [base for group in loose[cut:] for base in group]
        if events >= 0.5:
            chosen.sort(key=lambda group: len(group) == 1)
        self._groups, left = _first(chosen, families)
        self._spare = spare + [base for group in left for base in group]
        rng.shuffle(self._spare)
        self.languages = [base.language for base in bases] or [language]
        self._seed, self._events, self._wanted = seed, events, families
        self._fillers = 0

    def groups(self, *, filler: bool) -> Iterator[list[Base]]:
        """Groups of one event's reports (mostly one base), files mixed with filler, `families` bases in all."""
        rng = rng_for(self._seed, "groups")
        from_files = sum(len(group) for group in self._groups)
        invented = max(0, self._wanted - from_files) if filler else 0
        waiting = list(self._groups)
        rng.shuffle(waiting)
        while waiting or invented > 0:
            if waiting and rng.random() < len(waiting) / (len(waiting) + invented):
                yield waiting.pop()
                continue
            if invented > 0:
                group = self._invented(rng, invented)
                invented -= len(group)
                yield group

    def _invented(self, rng: Random, most: int) -> list[Base]:
        language = rng.choice(self.languages)
        self._fillers += 1
        reports = rng.randint(2, 5)
        if most >= reports and rng.random() < self._events / 2:
            return filler_event(self._seed, self._fillers, language, reports)
        return [filler_base(self._seed, self._fillers, language)]

    def single(self, rng: Random) -> Base:
        """A base for an unrelated article or for the host of an excerpt."""
        if self._spare:
            return self._spare.pop()
        self._fillers += 1
        return filler_base(self._seed, self._fillers, rng.choice(self.languages))

    def host(self, rng: Random, language: str) -> Base:
        """An unrelated base of that language, for an excerpt to stand in."""
        for index in range(len(self._spare) - 1, max(-1, len(self._spare) - 8), -1):
            if self._spare[index].language == language:
                return self._spare.pop(index)
        del rng
        self._fillers += 1
        return filler_base(self._seed, self._fillers, language)


def _groups(bases: Sequence[Base], rng: Random) -> list[list[Base]]:
    found: dict[str, list[Base]] = {}
    for base in bases:
        found.setdefault(base.event or f"story {base.story}", []).append(base)
    keys = sorted(found)
    rng.shuffle(keys)
    return [found[key] for key in keys]


def _first(groups: Sequence[list[Base]], count: int) -> tuple[list[list[Base]], list[list[Base]]]:
    taken: list[list[Base]] = []
    size = 0
    for index, group in enumerate(groups):
        if size >= count:
            return taken, list(groups[index:])
        taken.append(group)
        size += len(group)
    return taken, []
