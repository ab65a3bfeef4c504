"""Laws of the clean room on any text: order, cover, idempotence, no crash."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.clean import clean_article
from wirecopy.model import Article, ArticleId, Document, Origin, PartKind
from wirecopy.rules import load_rules

RULES = load_rules()
PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "\r\n", "\u2028", "\x1c", "\u00a0", "(AP) — ", "NEW YORK", "Story continues", "By Mary Example", "Reuters", "©",
     "Photo: AP", "The ferry runs.", "– ", "/dpa", "（共同）", "Leave a Reply", "\ud800", "İ", "ß", "a" * 300, "\x00", "نص", "🙂"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join))


def clean(text: str, language: str = "") -> Document:
    article = Article(ArticleId(1), "", "", "", "", "", text, None, "none", language, Origin("-", 1))
    return clean_article(article, RULES)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, language=st.sampled_from(["", "en", "de", "ja", "ar", "xx"]))
def test_parts_are_ordered_and_cover_all_but_white_space(text: str, language: str) -> None:
    """Parts do not overlap, stand in order, and what lies between them is white space."""
    document = clean(text, language)
    at = 0
    for part in document.parts:
        assert at <= part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        at = part.end
    assert not text[at:].strip()


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_marks_lie_in_their_parts(text: str) -> None:
    """Cuts lie inside body parts, credits and carrier marks inside some part, and the printed mark is in the text."""
    document = clean(text)
    bodies = [(part.start, part.end) for part in document.parts if part.kind is PartKind.BODY]
    parts = [(part.start, part.end) for part in document.parts]
    for start, end in document.cuts:
        assert any(low <= start < end <= high for low, high in bodies)
    places = [(credit.start, credit.end) for credit in document.credits]
    places += [(mark.start, mark.end) for mark in document.carriers]
    for start, end in places:
        assert any(low <= start < end <= high for low, high in parts)
    assert list(document.credits) == sorted(
        document.credits, key=lambda credit: (credit.start, credit.end, credit.agency)
    )


@settings(max_examples=80, deadline=None)
@given(text=TEXTS)
def test_cleaning_is_deterministic_and_idempotent(text: str) -> None:
    """The same article gives the same document; a document's own article cleans to itself."""
    document = clean(text)
    assert clean_article(document.article, RULES) == document
    assert clean_article(replace(document.article), RULES) == document
