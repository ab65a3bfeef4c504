"""Small truths and findings to hold against each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wirecopy.evaluate.findings import Finding, FoundCopy
from wirecopy.evaluate.truth import TrueArticle, TrueTake


def take(story: str, share: float = 1.0, source_url: str | None = None, **changes: Any) -> TrueTake:
    values: dict[str, Any] = {"edits": (), "edits_from_origin": (), "rewrite": "verbatim", "strength": 0.0, **changes}
    return TrueTake(story, share, source_url, **values)


def true(url: str, *takes: TrueTake | str, **changes: Any) -> TrueArticle:
    """The truth of an article: by default a verbatim copy of the named story."""
    values: dict[str, Any] = {
        "language": "en",
        "role": "copy",
        "kind": "verbatim",
        "event": None,
        "agency": "AP",
        "credited": False,
        "claimed_source": None,
        "false_credit": False,
        "carrier_domain": None,
        **changes,
    }
    return TrueArticle(url, takes=tuple(take(each) if isinstance(each, str) else each for each in takes), **values)


def row(story_id: int = 1, source_url: str | None = None, **changes: Any) -> FoundCopy:
    values: dict[str, Any] = {
        "source_agency": "ap",
        "carrier_domain": None,
        "claimed_source": None,
        "credited": False,
        "rewrite": "verbatim",
        "share_of_copy": 1.0,
        "confidence": 0.9,
        **changes,
    }
    return FoundCopy(story_id, source_url, **values)


def finding(url: str, *stories: int, copies: tuple[FoundCopy, ...] = (), role: str = "copy") -> Finding:
    """What was found of an article that is in these stories."""
    return Finding(hash_free_id(url), url, stories[0] if stories else None, dict.fromkeys(stories, role), copies)


def hash_free_id(url: str) -> int:
    return int.from_bytes(url.encode()[-6:], "big")


class Samples:
    """The makers above, for tests that can't import a conftest."""

    take: Callable[..., TrueTake] = staticmethod(take)
    true: Callable[..., TrueArticle] = staticmethod(true)
    row: Callable[..., FoundCopy] = staticmethod(row)
    finding: Callable[..., Finding] = staticmethod(finding)


@pytest.fixture
def make() -> type[Samples]:
    return Samples
