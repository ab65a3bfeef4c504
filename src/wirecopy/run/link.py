"""From stored articles to stored pairs: learn furniture, sign, find candidates, verify.

In: the store and which articles wait. Out: sketches and pairs in the store, and what the search cost. Everything
that decides is pure (learning, signing, candidates, judging); this module moves batches between it and the store.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, CostReport, Window, find_candidates
from wirecopy.clean.learning import learn_furniture
from wirecopy.clean.paragraphs import paragraph_digests
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.model import ArticleId, Document, Part, PartKind, Verdict
from wirecopy.params import Params
from wirecopy.store import Store
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import Model

Progress = Callable[[str, int, int], None]
_PAIRS_AT_ONCE = 20_000
LEARNED = "learned"
