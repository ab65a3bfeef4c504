"""Frozen records that only the store hands out: rows that have no place among the records between rooms.

Comes in: nothing. Goes out: types for the other modules of this room and for callers of `Store`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wirecopy.model import Copy, OutletKind, StoryId, Verdict
from wirecopy.store.packing import Layouts

Value: TypeAlias = int | float | str | bytes | None
RunStatus = Literal["running", "done", "failed", "aborted"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run as the store keeps it; times are wall clock, seconds since 1970 UTC."""

    run_id: int
    started_at: int
    finished_at: int | None
    status: RunStatus
    version: str
    parameters: Mapping[str, object]
    parameter_digest: str
    signature_digest: str
    inputs: tuple[str, ...]
    counts: Mapping[str, object]
    caps: Mapping[str, object]
    message: str


@dataclass(frozen=True, slots=True)
class PairArrays:
    """n pairs as arrays of length n, ordered by left, then right; left < right.

    `rewrite` holds positions in `REWRITES`; `probability` and shares lie in 0..1.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    probability: NDArray[np.float64]
    whole: NDArray[np.bool_]
    share_of_left: NDArray[np.float64]
    share_of_right: NDArray[np.float64]
    rewrite: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class StoredBodies:
    """Texts of n articles and where what stands in them, ascending by article_id: all that signing reads."""

    article_ids: Sequence[int]
    languages: Sequence[str]
    texts: Sequence[str]
    layouts: Layouts

    def __len__(self) -> int:
        return len(self.article_ids)


@dataclass(frozen=True, slots=True)
class NewLayout:
    """Labels of a stored article that have changed: packed parts and cuts, and the words of its body now."""

    article_id: int
    layout: bytes
    word_count: int


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of an outlet beyond its articles; `name` None takes the most frequent one of its articles."""

    outlet_domain: str
    name: str | None = None
    kind: OutletKind | None = None
    group: str | None = None
    evidence: str = ""
    imported: bool = False


@dataclass(frozen=True, slots=True)
class FurnitureParagraph:
    """A paragraph that an outlet repeats; `digest` is a 64-bit number."""

    outlet_domain: str
    digest: int
    article_count: int


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict with its origin: the run and the model that gave it."""

    verdict: Verdict
    model: str
    run_id: int


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """A copy with its origin: the run that first derived it in this form."""

    copy: Copy
    run_id: int


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """A story created, merged, split, renamed or dissolved; several rows for one merge or split."""

    kind: Literal["created", "merged", "split", "renamed", "dissolved"]
    from_story_id: StoryId | None
    to_story_id: StoryId | None
    article_count: int


@dataclass(frozen=True, slots=True)
class TableSize:
    """Rows and bytes on disk of one table with its indexes; bytes is None where SQLite can't tell."""

    name: str
    row_count: int
    byte_count: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query with the names of their columns."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
