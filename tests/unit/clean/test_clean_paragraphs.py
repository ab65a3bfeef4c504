"""Paragraphs: lines, hard-wrapped text, scanned pages without blank lines."""

from __future__ import annotations

from wirecopy.clean.paragraphs import BLOCK_WORDS, paragraph_spans

WRAPPED = """The harbour board said on Monday that the ferry would
run again from next week, after a strike that kept the
crews ashore for forty days and emptied the shops
along the quay.

A spokesman for the crews said the vote had been close,
and that some of the older men would not go back to the
boats under the new rules whatever the board might say
about their pay.
"""


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraph_spans(text)]


def test_each_line_is_a_paragraph() -> None:
    assert texts(" One.\r\nTwo.\n\n\n\u2028Three. ") == ["One.", "Two.", "Three."]


def test_empty_and_blank_texts_have_none() -> None:
    assert paragraph_spans("") == []
    assert paragraph_spans(" \n\t\u00a0\n") == []


def test_hard_wrapped_lines_join_between_blank_lines() -> None:
    joined = texts(WRAPPED)
    assert len(joined) == 2
    assert joined[0].startswith("The harbour board")
    assert joined[0].endswith("along the quay.")


def test_scanned_page_is_cut_into_blocks() -> None:
    page = "\n".join(
        ["the men of the second company went down to the", "river before dawn and found there nothing but mist"] * 60
    )
    blocks = texts(page)
    assert len(blocks) > 5
    assert max(len(block.split()) for block in blocks) <= BLOCK_WORDS


def test_a_list_of_links_stays_lines() -> None:
    menu = "\n".join(["Home", "News of the day", "Sport and games", "Weather", "Shipping forecast", "Contact"] * 5)
    assert len(texts(menu)) == 30
