"""Texts that are the same are copies whatever they consist of."""

from __future__ import annotations

import numpy as np
import pytest

from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind, Rewrite
from wirecopy.params import Params
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import shipped_model

QUOTED = "\n".join(
    f"“We told the harbour board in week {week} that the lower gate of the {name} dock leaks, and it did nothing.”"
    for week, name in enumerate(("Arlen", "Bestow", "Cullin", "Darrow", "Ennis", "Foxley"))
)
CHINESE = "\n".join(
    f"第{n}号桥梁昨日上午恢复通车，市政府表示全部检修工作已经完成，费用为{n}百万元。" for n in range(2, 9)
)


def document(number: int, text: str, language: str) -> Document:
    lines = text.split("\n")
    starts = np.concatenate(([0], np.cumsum([len(line) + 1 for line in lines])))[:-1].tolist()
    parts = tuple(Part(PartKind.BODY, start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    origin = Origin("-", number)
    article = Article(ArticleId(number), f"u{number}", "o", "o.example", "", "", text, None, "none", language, origin)
    return Document(article, parts)


@pytest.mark.parametrize(("text", "language"), [(QUOTED, "en"), (CHINESE, "zh")])
def test_the_same_text_twice_is_verbatim(text: str, language: str) -> None:
    documents = [document(1, text, language), document(2, text, language)]
    (verdict,) = judge(documents, np.array([[0, 1]]), Params(), shipped_model()).records()
    assert verdict.rewrite is Rewrite.VERBATIM
    assert verdict.whole
    assert min(verdict.share_of_left, verdict.share_of_right) > 0.95
