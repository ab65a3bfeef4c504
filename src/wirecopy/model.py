"""The records that pass between rooms: frozen, plain, no behaviour beyond what their fields say.

Character offsets always point into `Article.text`, which is the repaired text that the store keeps.
Times are seconds since 1970-01-01T00:00:00Z; shares and probabilities lie in 0..1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal, NamedTuple, NewType, get_args

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import ParameterError

ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)

Precision = Literal["second", "minute", "hour", "day", "month", "year", "none"]
CreditForm = Literal[
    "dateline",
    "byline",
    "sign-off",
    "copyright",
    "contributed",
    "disclaimer",
    "initials",
    "credit line",
    "metadata",
]
Role = Literal["origin", "version", "copy", "partial"]
OutletKind = Literal["agency", "publisher", "aggregator", "spinner"]
OUTLET_KINDS: tuple[OutletKind, ...] = get_args(OutletKind)


class PartKind(StrEnum):
    """What a paragraph of an article is."""

    BODY = "body"
    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    CARRIER = "carrier"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Rewrite(StrEnum):
    """How a text was derived from another: the classes of a verdict."""

    VERBATIM = "verbatim"
    LIGHT_EDIT = "light edit"
    TRIMMED = "trimmed"
    EXCERPT = "excerpt"
    SPUN = "spun"
    PARTLY_DERIVED = "partly derived"
    SAME_EVENT = "same event"
    UNRELATED = "unrelated"


REWRITES = tuple(Rewrite)
"""Classes by their codes in arrays; databases don't hold these."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the file as named by the user ('-' is standard input) and its line, row or offset."""

    path: str
    position: int


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `article_id` derives from url and text, so it never depends on order of arrival."""

    article_id: ArticleId
    url: str
    outlet: str
    outlet_domain: str
    headline: str
    byline: str
    text: str
    published_at: int | None
    published_precision: Precision
    language: str  # ISO 639-1, "" where unknown
    origin: Origin
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that can't be used: reason is a short code, detail is for people, digest is that of the raw bytes."""

    origin: Origin
    reason: str
    detail: str
    digest: str


class Part(NamedTuple):
    """A labelled paragraph. Parts do not overlap, stand in text order and cover all but white space.

    A named tuple: an article has dozens, and making and sending as many dataclasses took longer than finding them.
    """

    kind: PartKind
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency credited for the text of an article (not for a photo, not quoted); offsets are those of the mark.

    Metadata credits have form "metadata" and start == end == 0.
    """

    agency: str
    form: CreditForm
    rule: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CarrierMark:
    """A trace that a text went through a carrier's site."""

    carrier_domain: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned article: labelled paragraphs plus the marks found in them.

    `cuts` are spans inside body paragraphs that are no running text (a dateline, an inline sign-off);
    `telltales` are names of spinner traces ("deleted apostrophes", "a lots"), as suspicion only.
    """

    article: Article
    parts: tuple[Part, ...]
    cuts: tuple[tuple[int, int], ...] = ()
    credits: tuple[Credit, ...] = ()
    carriers: tuple[CarrierMark, ...] = ()
    telltales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """An aligned passage: character offsets in both texts; kind is "same", "edited" or "reworded"."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one pair, left_id < right_id: exact figures, probability of derivation, class.

    `share_of_left` is the share of the left body's words that lie in common passages; likewise right.
    `whole` is true where most of the shorter body comes from the common text (copy or version),
    false for a partial copy. Pairs below the threshold have rewrite SAME_EVENT or UNRELATED.
    """

    left_id: ArticleId
    right_id: ArticleId
    probability: float
    rewrite: Rewrite
    whole: bool
    share_of_left: float
    share_of_right: float
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Verdicts on m pairs as columns, as a run makes and keeps them by the thousand; fields as in `Verdict`.

    `rewrites` (m,) uint8 are codes: places in REWRITES. `figures` (m, len(figure_names)) to four decimals. Records are
    made of it where somebody asks for them.
    """

    left_ids: NDArray[np.int64]
    right_ids: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    rewrites: NDArray[np.uint8]
    whole: NDArray[np.bool_]
    shares_of_left: NDArray[np.float64]
    shares_of_right: NDArray[np.float64]
    figure_names: tuple[str, ...]
    figures: NDArray[np.floating[Any]]

    def __len__(self) -> int:
        return len(self.left_ids)

    @classmethod
    def joined(cls, parts: Sequence[Verdicts]) -> Verdicts:
        """The verdicts of one part and more, which have the same figures, in a row."""
        return cls(
            np.concatenate([part.left_ids for part in parts]),
            np.concatenate([part.right_ids for part in parts]),
            np.concatenate([part.probabilities for part in parts]),
            np.concatenate([part.rewrites for part in parts]),
            np.concatenate([part.whole for part in parts]),
            np.concatenate([part.shares_of_left for part in parts]),
            np.concatenate([part.shares_of_right for part in parts]),
            parts[0].figure_names,
            np.concatenate([part.figures for part in parts]),
        )

    def with_figures(self, names: tuple[str, ...]) -> Verdicts:
        """The same verdicts with these of their figures only."""
        columns = [self.figure_names.index(name) for name in names]
        return replace(self, figure_names=names, figures=self.figures[:, columns])

    def of_pairs(self, left_ids: NDArray[np.int64], right_ids: NDArray[np.int64], rows: NDArray[np.int64]) -> Verdicts:
        """Verdicts on other pairs, of which pair i has the same two texts, in this order, as rows[i] of this."""
        return replace(self.take(rows), left_ids=left_ids, right_ids=right_ids)

    def figure(self, name: str) -> NDArray[np.floating[Any]]:
        """One figure of all pairs."""
        return self.figures[:, self.figure_names.index(name)]

    def take(self, places: NDArray[np.int64]) -> Verdicts:
        """The verdicts at these places."""
        return Verdicts(
            self.left_ids[places], self.right_ids[places], self.probabilities[places], self.rewrites[places],
            self.whole[places], self.shares_of_left[places], self.shares_of_right[places], self.figure_names,
            self.figures[places],
        )  # fmt: skip

    @classmethod
    def of_records(cls, records: Sequence[Verdict]) -> Verdicts:
        """Columns of records that all have the same figures; ParameterError where one has others."""
        known = records[0].figures.keys() if records else set()
        for verdict in records:
            if verdict.figures.keys() != known:
                odd = ", ".join(sorted(verdict.figures.keys() ^ known))
                raise ParameterError("figures", odd, "the same figures for every verdict")
        names = tuple(sorted(known))
        return cls(
            np.array([verdict.left_id for verdict in records], np.int64),
            np.array([verdict.right_id for verdict in records], np.int64),
            np.array([verdict.probability for verdict in records], np.float64),
            np.array([REWRITES.index(verdict.rewrite) for verdict in records], np.uint8),
            np.array([verdict.whole for verdict in records], np.bool_),
            np.array([verdict.share_of_left for verdict in records], np.float64),
            np.array([verdict.share_of_right for verdict in records], np.float64),
            names,
            np.array([verdict.figures[name] for verdict in records for name in names]).reshape(
                len(records), len(names)
            ),
        )

    def records(self) -> list[Verdict]:
        """One record a pair, in order."""
        rows = zip(
            self.left_ids.tolist(), self.right_ids.tolist(), self.probabilities.tolist(), self.rewrites.tolist(),
            self.whole.tolist(), self.shares_of_left.tolist(), self.shares_of_right.tolist(), self.figures.tolist(),
            strict=True,
        )  # fmt: skip
        return [
            Verdict(
                ArticleId(left), ArticleId(right), probability, REWRITES[rewrite], whole, of_left, of_right,
                dict(zip(self.figure_names, figures, strict=True)),
            )
            for left, right, probability, rewrite, whole, of_left, of_right, figures in rows
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """An article's place in a story; share is that of its own body that the story accounts for."""

    article_id: ArticleId
    role: Role
    share: float


@dataclass(frozen=True, slots=True)
class Story:
    """A family of articles; story_id is the article_id of its earliest whole member (ties: the smaller id)."""

    story_id: StoryId
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named piece of evidence; weight is a log-odds contribution (natural log), positive for the claim."""

    rule: str
    weight: float
    detail: str


ABSTAINED = "abstained"  # the rule of evidence that no source is named because several are too likely


@dataclass(frozen=True, slots=True)
class Copy:
    """Text taken: from an article in the store, from an unseen original, or (no sibling) by the article's own credit.

    Nulls as in the view `copies`: source_article_id where the original was never seen or the source is
    abstained from (see `abstained`); rewrite and shares without any sibling.
    """

    article_id: ArticleId
    story_id: StoryId
    source_article_id: ArticleId | None
    source_agency: str | None
    carrier_domain: str | None
    claimed_source: str | None
    credited: bool
    credit_text: str | None
    rewrite: Rewrite | None
    share_of_copy: float | None
    share_of_source: float | None
    lag_seconds: int | None
    confidence: float
    runner_up_article_id: ArticleId | None
    evidence: tuple[Evidence, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether no source is named because several are too likely; the evidence says so in a row of its own."""
        return any(each.rule == ABSTAINED for each in self.evidence)
