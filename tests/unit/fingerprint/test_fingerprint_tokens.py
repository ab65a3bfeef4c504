"""Tokens of short texts: what is one word, what is quoted, where sentences begin."""

from __future__ import annotations

import time

import numpy as np
import pytest

from wirecopy.compiling import runs_compiled
from wirecopy.fingerprint.tokens import (
    CAPITAL,
    NUMBER,
    QUOTED,
    SENTENCE_START,
    UNSPACED_TOKEN,
    Tokens,
    body_segments,
    tokenise,
)
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind


def of_text(text: str, parts: tuple[Part, ...] = (), cuts: tuple[tuple[int, int], ...] = ()) -> Document:
    article = Article(ArticleId(1), "", "", "", "", "", text, None, "none", "en", Origin("-", 1))
    return Document(article, parts or (Part(PartKind.BODY, 0, len(text)),), cuts)


def of_paragraphs(*paragraphs: str) -> Document:
    starts = np.cumsum([0, *(len(paragraph) + 1 for paragraph in paragraphs)]).tolist()
    parts = tuple(
        Part(PartKind.BODY, start, start + len(paragraph))
        for start, paragraph in zip(starts[:-1], paragraphs, strict=True)
    )
    return of_text("\n".join(paragraphs), parts)


def words(tokens: Tokens) -> list[str]:
    return [bytes(tokens.text[at:to]).decode() for at, to in zip(tokens.at, tokens.to, strict=True)]


def words_of(text: str) -> list[str]:
    return words(tokenise([of_text(text)]))


def flagged(flag: int, document: Document) -> list[str]:
    tokens = tokenise([document])
    return [word for word, flags in zip(words(tokens), tokens.flags, strict=True) if flags & flag]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iraq’s Café", ["iraqs", "cafe"]),
        ("the U.S. said", ["the", "us", "said"]),
        ("the end.Next", ["the", "end", "next"]),
        ("e.g. U.N.O. A.B", ["eg", "uno", "ab"]),
        ("3,600 men", ["3600", "men"]),
        ("3.600,50", ["3600.50"]),
        ("2.5 and 1,25", ["2.5", "and", "1.25"]),
        ("12,3456", ["12.3456"]),
        ("12%", ["12", "percent"]),
        ("12 per cent", ["12", "percent"]),
        ("12 percent", ["12", "percent"]),
        ("per; cent", ["per", "cent"]),
        ("per centum", ["per", "centum"]),
        ("23m", ["23", "m"]),
        ("新华社 said", ["新", "华", "社", "said"]),
        ("co\u00adoperate", ["cooperate"]),
        ("rock 'n' roll", ["rock", "n", "roll"]),
        ("٣٦ Ǆ", ["36", "ǆ"]),
        (" -- ", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


def test_offsets_point_into_the_text() -> None:
    text = "The U.S. paid 3,600 per  cent more to Iraq’s men."
    tokens = tokenise([of_text(text)])
    written = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert written == ["The", "U.S", "paid", "3,600", "per  cent", "more", "to", "Iraq’s", "men"]


def test_flags_of_kinds() -> None:
    document = of_text("He met Ruiz 14 times 中")
    assert flagged(CAPITAL, document) == ["he", "ruiz"]
    assert flagged(NUMBER, document) == ["14"]
    assert flagged(UNSPACED_TOKEN, document) == ["中"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we go” and left", ["we", "go"]),
        ('"We go," he said', ["we", "go"]),
        ('he said "we "go again" and', ["we", "go", "again"]),
        ("he said 'we go' and left", ["we", "go"]),
        ("the boys' and 'twas", []),
        ("»Wir gehen«, sagte er", ["wir", "gehen"]),
        ('6" long', []),
        ("He ``left'' her", ["left"]),
        ("`` We are sorry , '' he said", ["we", "are", "sorry"]),
    ],
)
def test_quoted_words(text: str, quoted: list[str]) -> None:
    assert flagged(QUOTED, of_text(text)) == quoted


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    assert flagged(QUOTED, of_paragraphs("He “left", "They stayed")) == ["left"]


def test_a_paragraph_behind_a_colon_is_quoted() -> None:
    assert flagged(QUOTED, of_paragraphs("The statement said:", "We “are” sorry", "He left")) == ["we", "are", "sorry"]


@pytest.mark.parametrize(
    ("text", "first_words"),
    [
        ("He left. She stayed! Why? Nobody knows", ["he", "she", "why", "nobody"]),
        ("Sen. Ruiz of St. Ives left. He", ["sen", "he"]),
        ("It is 2.5 m. long", ["it"]),
        ("“He left.” She stayed", ["he", "she"]),
        ("on yahoo.com today", ["on"]),
        ("Why?! He", ["why", "he"]),
    ],
)
def test_sentences(text: str, first_words: list[str]) -> None:
    tokens = tokenise([of_text(text)])
    assert flagged(SENTENCE_START, of_text(text)) == first_words
    assert tokens.sentences[-1] == len(first_words) - 1


def test_sentences_are_counted_anew_in_each_article() -> None:
    tokens = tokenise([of_text("Came. Went."), of_text(""), of_text("Three. Four.")])
    assert tokens.bounds.tolist() == [0, 2, 2, 4]
    assert tokens.sentences.tolist() == [0, 1, 0, 1]


def test_only_body_without_cuts_is_read() -> None:
    text = "OSLO (AP) - The ship sank. (AP)\nRead more here\nTwo men died."
    parts = (Part(PartKind.BODY, 0, 31), Part(PartKind.FURNITURE, 32, 46), Part(PartKind.BODY, 47, 60))
    document = of_text(text, parts, ((27, 31), (0, 12)))
    assert [text[start:end] for start, end, _ in body_segments(document)] == ["The ship sank. ", "Two men died."]
    assert words(tokenise([document])) == ["the", "ship", "sank", "two", "men", "died"]


def test_no_documents() -> None:
    tokens = tokenise([])
    assert tokens.bounds.tolist() == [0]
    assert not len(tokens.hashes)


@pytest.mark.parametrize("unit", [" 'a", "a.", "'", '"', "per cent ", "1,", ". ", "Ab. ", "\u0301", "a’", "%"])
def test_time_is_linear_in_hostile_texts(unit: str) -> None:
    """A reader that goes back for every mark would take minutes."""
    tokenise([of_text(unit * 10)])
    began = time.process_time()
    tokenise([of_text(unit * (200_000 if runs_compiled() else 5_000))])
    assert time.process_time() - began < 2.0
