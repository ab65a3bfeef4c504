"""What later stages ask of a stored verdict: the class and the shares rest on the kept figures alone."""

from __future__ import annotations

import numpy as np

from wirecopy.cluster import SHARE_FIGURES, text_shares
from wirecopy.model import ArticleId, Rewrite, Verdict, Verdicts
from wirecopy.verify.figures import FIGURES, INDEX
from wirecopy.verify.rewrite import NEEDED, name_rewrites


def test_the_class_rests_on_needed_figures_alone() -> None:
    rng = np.random.default_rng(5)
    rows = rng.random((300, len(FIGURES))).astype(np.float32)
    turned = rng.random(300) < 0.5
    kept = np.zeros_like(rows)
    kept[:, [INDEX[name] for name in NEEDED]] = rows[:, [INDEX[name] for name in NEEDED]]
    named = name_rewrites(rows, turned)
    assert len(set(named)) > 2
    assert name_rewrites(kept, turned) == named


def test_shares_rest_on_their_figures_alone() -> None:
    record = Verdict(ArticleId(1), ArticleId(2), 0.9, Rewrite.SPUN, True, 0.5, 0.5, dict.fromkeys(SHARE_FIGURES, 0.5))
    left, right = text_shares(Verdicts.of_records([record]))
    assert (left.tolist(), right.tolist()) == ([0.5], [0.5])
