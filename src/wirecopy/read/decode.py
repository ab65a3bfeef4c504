"""Bytes of unknown encoding to a str, for text, HTML and tables (JSON is UTF-8 by definition).

In: bytes, and a declared encoding where there is one. Out: the text and a note where bytes had to be replaced.
The one idea: marks first, then UTF-8, because text that is valid UTF-8 by chance hardly exists; a file that is UTF-8
but for a few bytes is still UTF-8; only then charset-normalizer guesses, on a sample, since it is slow.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 20_000
_MIN_HIGH_BYTES = 20
_HIGH_BYTES = bytes(range(0x80, 0x100))
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with, and whether bytes were replaced."""

    text: str
    encoding: str
    repaired: bool = False


def decode_text(data: bytes, declared: str = "") -> Decoded | None:
    """Return the text of the bytes; None where they are no text (a picture, an archive)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _readable(_decode(data, encoding))
    if guessed := _unmarked_utf16(data):
        return _readable(_decode(data, guessed))
    try:
        return _readable(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and _known(declared) not in ("", "utf-8"):
        return _readable(_decode(data, declared))
    text = data.decode("utf-8", "replace")
    if len(_MULTIBYTE.findall(data)) > 3 * text.count("\ufffd"):
        return _readable(Decoded(text, "utf-8", repaired=True))
    return _readable(_decode(data, _guess(data)))


def _decode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, repaired="\ufffd" in text)


def _known(encoding: str) -> str:
    """Return the codec's name for a declared charset, "" for none, for one that is unknown or no text encoding."""
    try:
        info = codecs.lookup(encoding.strip()[:40])
    except (LookupError, ValueError):
        return ""
    return info.name if getattr(info, "_is_text_encoding", False) else ""


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as a NUL in every second byte of Western text."""
    sample = data[:2000]
    if len(sample) < 8:
        return ""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > 0.4 * len(sample) and sample[1 - start :: 2].count(0) < 0.02 * len(sample):
            return encoding
    return ""


def _guess(data: bytes) -> str:
    """Return the likeliest encoding; few bytes above ASCII among many letters are Western, too few to guess from."""
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    if high < _MIN_HIGH_BYTES and high < 0.3 * len(data):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for text that is not UTF-8

    best = from_bytes(data[:_SAMPLE_BYTES], steps=5, chunk_size=1024).best()
    return best.encoding if best else "cp1252"


def _readable(decoded: Decoded) -> Decoded | None:
    """None where a tenth of the first characters are controls or replacements: no text."""
    sample = decoded.text[:5000]
    return None if len(_UNPRINTABLE.findall(sample)) > 0.1 * len(sample) else decoded
