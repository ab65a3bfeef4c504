"""The one shape of a text: composed, visible, paragraphs kept, linear in time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.read.normalize import normalize_line, normalize_text


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\ntwo \t\n three", "one\n\ntwo\n three"),
        ("a\x00b\x07c\x7f", "abc"),
        ("page\x0cbreak\u2028line", "page\nbreak\nline"),
        ("cafe\u0301", "café"),
        ("spi\u200bn\u2060ner\u202e \ufeffx\xad", "spinner x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "ab"),
        ("\x93quoted\x94 \x96 it\x92s", "“quoted” – it’s"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("Tom &amp; Ann &#8217;s &quot;x&quot; &unknown; & co", 'Tom & Ann ’s "x" &unknown; & co'),
        ("LÃ©ger retard Ã\xa0 GenÃ¨ve, â€œouiâ€\x9d", "Léger retard à Genève, “oui”"),
        ("РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир"),
        ("naĂŻve cafĂ©", "naïve café"),
        ("À l’été, voilà « bien »", "À l’été, voilà « bien »"),
        ("ÇA VA, SÃO PAULO", "ÇA VA, SÃO PAULO"),
        ("Привет, Россия", "Привет, Россия"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_normal_shape(raw: str, normal: str) -> None:
    assert normalize_text(raw) == normal


@settings(deadline=None)
@given(st.text())
def test_normal_text_is_encodable_composed_and_visible(raw: str) -> None:
    """Law: whatever comes in, the store gets text that encodes, is in NFC and holds no control character."""
    text = normalize_text(raw)
    assert text.encode().decode() == text
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text)
    assert not set(text) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\xad\r"
    )


CLEAN = st.characters(max_codepoint=0x7F, exclude_characters="&") | st.characters(
    codec="utf-8", min_codepoint=0x100, exclude_characters="ĂĹРЂ‚√"
)


@settings(deadline=None)
@given(st.text(CLEAN, max_size=200))
def test_normalising_twice_changes_nothing(raw: str) -> None:
    """Law: idempotent, but for entities and wrongly decoded text, which are resolved once, not to a fixed point."""
    once = normalize_text(raw)
    assert normalize_text(once) == once


@settings(deadline=None)
@given(st.text(), st.integers(1, 50))
def test_line_is_one_line_within_its_bound(raw: str, limit: int) -> None:
    """Law: names and headlines have no line break and no more characters than allowed."""
    line = normalize_line(raw, limit)
    assert len(line) <= limit
    assert "\n" not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    "raw",
    [
        "a" + "\u0316\u0301" * 200_000,
        " " * 400_000 + "x",
        " \n" * 200_000 + "x",
        "Ã©" * 200_000,
        "&amp;" * 100_000,
        "&" * 400_000,
        "\u1100\u1161\u11a8" * 100_000,
        "a\u200b" * 200_000,
    ],
    ids=["marks", "blanks", "blank lines", "mojibake", "entities", "ampersands", "jamo", "hidden"],
)
def test_hostile_text_takes_linear_time(raw: str) -> None:
    start = time.process_time()
    normalize_text(raw)
    assert time.process_time() - start < 2
