"""Pairs of articles worth an exact look: `postings` says who shares what, `search` picks each article's partners."""

from wirecopy.candidates.postings import NO_TIME, Window, far_apart
from wirecopy.candidates.search import CostReport, find_candidates

__all__ = ["NO_TIME", "CostReport", "Window", "far_apart", "find_candidates"]
