"""Every tunable of a run: unit, range, default and where the default comes from.

`Params` is frozen; `digest()` names a parameter set in the store, and `signature_digest()` names only what
decides stored sketches, so that sketches made with other values are refused instead of silently compared.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from wirecopy.errors import ParameterError

# Raised whenever tokenising, folding or a view changes: old sketches can't be compared with new ones then.
SKETCH_VERSION = 1


def _tunable(default: Any, low: float, high: float, unit: str, why: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "why": why})


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of a run; every one can be set on the command line with --set NAME=VALUE."""

    shingle_words: int = _tunable(3, 2, 8, "words", "3-word shingles keep .15-.35 of a spun copy, 5-word ones .07-.24")
    shingle_characters: int = _tunable(5, 2, 12, "characters", "shingle of scripts without spaces: about 3 words")
    function_shingle: int = _tunable(4, 2, 8, "words", "function words only: what a synonym spinner leaves")
    permutations: int = _tunable(128, 16, 512, "values", "size of each MinHash, as datasketch's default")
    bands: int = _tunable(42, 1, 256, "bands", "with rows: finds half of the pairs at resemblance .25")
    rows: int = _tunable(3, 1, 16, "values", "values hashed together in a band")
    key_share: float = _tunable(0.5, 0.05, 1.0, "share", "share of an article's name pairs kept in its sketch")
    keys_least: int = _tunable(96, 8, 1000, "keys", "name pairs kept at least: short texts keep all")
    keys_most: int = _tunable(600, 16, 10000, "keys", "name pairs kept at most: a page of several thousand words")
    shared_keys: int = _tunable(2, 1, 20, "keys", "name pairs that two articles must share to be a candidate pair")
    firm_points: int = _tunable(8, 1, 1000, "points", "from here on hardly a pair is one of strangers")
    partners_firm: int = _tunable(
        300, 4, 100_000, "articles", "partners kept from firm_points on: the largest share most"
    )
    partners_weak: int = _tunable(12, 1, 100_000, "articles", "partners kept below: those with the rarest common keys")
    bucket_cap: int = _tunable(512, 4, 100_000, "articles", "in a larger bucket each article meets only some others")
    bucket_links: int = _tunable(6, 1, 200, "articles", "first ones and neighbours met in a bucket over the cap")
    look_back_days: int = _tunable(
        0, 0, 36500, "days", "0: compare with everything; else published at most so far apart"
    )
    accept: float = _tunable(0.75, 0.01, 0.999, "probability", "a pair is derived text from here on")
    join: float = _tunable(0.8, 0.01, 0.999, "probability", "a pair alone may join two groups of articles from here on")
    batch_articles: int = _tunable(1000, 1, 20000, "articles", "articles that are read and signed at once")
    longest_text: int = _tunable(2_000_000, 1000, 50_000_000, "characters", "longer texts are rejected")

    def __post_init__(self) -> None:
        """Refuse values outside the stated range before anything is read."""
        for tunable in dataclasses.fields(self):
            value = getattr(self, tunable.name)
            low, high = tunable.metadata["low"], tunable.metadata["high"]
            if not low <= value <= high:
                raise ParameterError(tunable.name, value, f"{low} to {high} {tunable.metadata['unit']}")
        if self.bands * self.rows > self.permutations:
            raise ParameterError("bands", self.bands, f"bands x rows within {self.permutations} permutations")

    def digest(self) -> str:
        """A short name of this parameter set: the same values give the same name on every machine."""
        return _digest(dataclasses.asdict(self))

    def signature_digest(self) -> str:
        """A short name of what decides stored sketches: scheme, hash, views, sizes, version."""
        names = (
            "shingle_words", "shingle_characters", "permutations",
            "key_share", "keys_least", "keys_most",
        )  # fmt: skip
        decisive: dict[str, object] = {name: getattr(self, name) for name in names}
        return _digest({**decisive, "scheme": "affine32", "hash": "xxh32", "seed": 1, "version": SKETCH_VERSION})

    def with_values(self, settings: dict[str, str]) -> Params:
        """These parameters with some set from text ("bands" -> "30"); ParameterError names what is wrong."""
        known = {tunable.name: tunable for tunable in dataclasses.fields(self)}
        values: dict[str, Any] = {}
        for name, text in settings.items():
            if name not in known:
                raise ParameterError("--set", name, "one of " + ", ".join(sorted(known)))
            kind: type[int | float] = int if isinstance(known[name].default, int) else float
            try:
                values[name] = kind(text)
            except ValueError as error:
                raise ParameterError(name, text, f"a number ({known[name].metadata['unit']})") from error
        return dataclasses.replace(self, **values)


def _digest(values: dict[str, object]) -> str:
    return hashlib.blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=8).hexdigest()
