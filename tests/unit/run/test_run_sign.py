"""Labelling and cutting by arrays of a batch gives what labelling and cutting one document after another gives."""

from __future__ import annotations

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.clean import paragraph_digests
from wirecopy.fingerprint.tokens import bodies_of
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.run.furniture import LEARNED, label_learned_parts
from wirecopy.run.sign import running_text
from wirecopy.store.packing import pack_layout, unpack_layouts
from wirecopy.store.records import StoredBodies

_KINDS = (PartKind.BODY, PartKind.BODY, PartKind.CREDIT, PartKind.FURNITURE)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    """Documents of short paragraphs, some of them learned furniture already, some with cuts."""
    found: list[Document] = []
    for number in range(draw(st.integers(0, 4))):
        words = draw(st.lists(st.sampled_from(["rain", "wind", "fog", "read more", "sign up"]), max_size=6))
        text = "\n".join(words)
        parts: list[Part] = []
        at = 0
        for word in words:
            kind = draw(st.sampled_from(_KINDS))
            parts.append(Part(kind, at, at + len(word), "learned" if kind is PartKind.FURNITURE else ""))
            at += len(word) + 1
        places = sorted(draw(st.sets(st.integers(0, max(1, len(text))), max_size=4)))
        cuts = tuple(zip(places[::2], places[1::2], strict=False))
        article = Article(
            ArticleId(number + 1),
            f"u/{number}",
            "A",
            "a.example",
            "",
            "",
            text,
            None,
            "none",
            "en",
            Origin("x", number),
        )
        found.append(Document(article, tuple(parts), cuts))
    return found


def stored(batch: list[Document]) -> StoredBodies:
    return StoredBodies(
        [each.article.article_id for each in batch],
        [each.article.language for each in batch],
        [each.article.text for each in batch],
        unpack_layouts([pack_layout(each.parts, each.cuts) for each in batch]),
    )


@given(documents(), st.sets(st.sampled_from(["rain", "read more", "sign up"])))
def test_a_batch_is_labelled_as_its_documents_are(batch: list[Document], furniture: set[str]) -> None:
    """Furniture is labelled, what is none any more is body again, and only what changed is named."""
    plain = [_all_body(each) for each in batch]
    known = {int(digest) for each in plain for digest, part in zip(paragraph_digests(each), each.parts, strict=True)
             if each.article.text[part.start : part.end] in furniture}  # fmt: skip
    expected = [label(each, known) for each in batch]
    flags = [
        each.article.text[part.start : part.end] in furniture
        for each in plain
        for part in each.parts
        if part.kind is PartKind.BODY
    ]
    layouts, changed = label_learned_parts(stored(batch).layouts, np.array(flags, np.bool_))
    assert layouts.records() == [(each.parts, each.cuts) for each in expected]
    assert changed.tolist() == [place for place, each in enumerate(batch) if expected[place] is not each]


@given(documents())
def test_running_text_of_stored_articles_is_that_of_the_documents(batch: list[Document]) -> None:
    """The same spans, without cuts, however many articles have cuts."""
    found, expected = running_text(stored(batch)), bodies_of(batch)
    assert found.spans.tolist() == expected.spans.tolist()
    assert found.span_counts.tolist() == expected.span_counts.tolist()
    assert (list(found.texts), list(found.languages)) == (list(expected.texts), list(expected.languages))


def _all_body(document: Document) -> Document:
    parts = [part._replace(kind=PartKind.BODY, rule="") if part.rule == "learned" else part for part in document.parts]
    return dataclasses.replace(document, parts=tuple(parts))


def label(document: Document, furniture: set[int]) -> Document:
    """The document with learned furniture labelled, and no longer labelled where it is not learned any more.

    The same document, not a copy, where nothing changes.
    """
    if not furniture and all(part.rule != LEARNED for part in document.parts):
        return document
    digests = paragraph_digests(document).tolist()
    parts = list(document.parts)
    for place, (part, digest) in enumerate(zip(document.parts, digests, strict=True)):
        learned = part.rule == LEARNED
        if learned and digest not in furniture:
            parts[place] = part._replace(kind=PartKind.BODY, rule="")
        elif not learned and part.kind is PartKind.BODY and digest in furniture:
            parts[place] = part._replace(kind=PartKind.FURNITURE, rule=LEARNED)
    labelled = tuple(parts)
    return document if labelled == document.parts else dataclasses.replace(document, parts=labelled)
