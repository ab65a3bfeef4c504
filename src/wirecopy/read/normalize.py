r"""Strange text in, the text that offsets refer to out: repaired, NFC, \n only, nothing invisible.

In: a str as some record gave it. Out: a str that encodes to UTF-8, is in Unicode normal form C, has no control
character but \n and \t, no zero-width or direction mark that hides text, and keeps its paragraphs.
The one idea: each repair runs only behind a test that costs a few microseconds, since nearly all text is clean; and
tests look at the few characters that are not plain ASCII before they look at all.
ftfy's own test (badness.is_bad) costs some 540 microseconds on 3 KB, so it stands behind a narrower one: a letter
that starts a wrongly decoded UTF-8 sequence followed by one that continues it. Source: UAX #15, ftfy's heuristic.
"""

from __future__ import annotations

import html
import re
import unicodedata

_CP1252 = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)
}  # C1 controls in text are nearly always cp1252 punctuation (the rule of HTML5)
_LINE_ENDS = {"\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"}
_INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_STRANGE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_INVISIBLE}]")
_PLAIN = bytes(code for code in range(0x20, 0x7F)) + b"\t\n"
# A joiner (U+200C, U+200D) is spelling after a letter of these scripts and holds emoji together; elsewhere it hides.
_JOINED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
)

_CONTINUES = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN_MOJIBAKE = re.compile(  # one set first, so that the engine skips from one possible start to the next
    "[\xc2-\xf0](?:"
    f"(?<=[\xc2-\xdf])[{_CONTINUES} ]|(?<=[\xe0-\xef])[{_CONTINUES}]{{2}}|(?<=â)€|(?<=\xf0)[{_CONTINUES}]{{3}})"
)
_CENTRAL_MOJIBAKE = re.compile(f"[ĂĹ][{_CONTINUES}]")
_MOJIBAKE_SIGNS = re.compile("[\xc2-\xf0√ЂР‚ĂĹ]")  # without one of them no text is taken for wrongly decoded
_MAY_COMPOSE = re.compile("[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")  # outside all is in normal form C
_MOJIBAKE_BUDGET = 200_000  # characters of one text looked at by ftfy: bounds what a hostile text can cost
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_MAX_MARKS = 30  # non-starters in a row, as UAX #15's stream-safe form; longer runs make normalisation quadratic


def _strange_replacement(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\u200c\u200d" and match.start() and _JOINED.match(match.string, match.start() - 1):
        return char
    if char in _LINE_ENDS:
        return _LINE_ENDS[char]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return _CP1252.get(ord(char), "")


def _may_be_mojibake(text: str) -> bool:
    """Say whether ftfy should look at a text: 10 microseconds on 3 KB, where ftfy itself takes 540."""
    if _LATIN_MOJIBAKE.search(text):
        return True
    if "√" in text or ("Ђ" in text and "вЂ" in text) or ("‚" in text and "‚Ä" in text):  # as Mac Roman, as cp1251
        return True
    if "Р" in text and ("Р°" in text or "Рµ" in text):  # the commonest two letters of Cyrillic text, as cp1251
        return True
    return ("Ă" in text or "Ĺ" in text) and _CENTRAL_MOJIBAKE.search(text) is not None


def _repair_mojibake(text: str) -> str:
    """Lines that ftfy holds for wrongly decoded are decoded again; all others stay as they are."""
    from ftfy import fix_encoding  # noqa: PLC0415 - 40 ms to import, rarely needed
    from ftfy.badness import is_bad  # noqa: PLC0415

    budget = _MOJIBAKE_BUDGET
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if budget <= 0:
            break
        if _may_be_mojibake(line) and len(line) <= budget:
            budget -= len(line)
            if is_bad(line):
                lines[number] = fix_encoding(line)
    return "\n".join(lines)


def _compose(text: str) -> str:
    """Return normal form C, with runs of combining marks cut at 30."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if char > "\u02ff" and unicodedata.combining(char) else 0
        if run <= _MAX_MARKS:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def normalize_text(text: str) -> str:
    r"""Return the one normal shape of a text (see the module); white space at both ends is dropped.

    About 3 microseconds for 3 KB of clean English, 20 for clean text of other scripts.

    >>> normalize_text("caf\u0065\u0301\x00 \r\nna\u00c3\u00afve &amp; co ")
    'café\nnaïve & co'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text and _ENTITY.search(text):
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text).replace("\r", "\n")
    odd = _beyond_plain(text)
    if not odd:
        return _trim(text)
    if _MOJIBAKE_SIGNS.search(odd) and _may_be_mojibake(text):
        text = _repair_mojibake(text)
        odd = _beyond_plain(text)
    if _STRANGE.search(odd):
        text = _STRANGE.sub(_strange_replacement, text)
    if _MAY_COMPOSE.search(odd) and not unicodedata.is_normalized("NFC", text):
        text = _compose(text)
    return _trim(text)


def _beyond_plain(text: str) -> str:
    """The characters of a text that are not printable ASCII, tab or line end, in order: of most texts a handful."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return rest.decode("utf-8", "surrogatepass") if rest else ""


def _trim(text: str) -> str:
    if " \n" in text or "\t\n" in text:
        text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return text.strip()


def normalize_line(text: str, max_chars: int) -> str:
    """Return a headline, byline or name: normalised, on one line, at most `max_chars` characters."""
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text.strip()[:max_chars].rstrip()
    return " ".join(normalize_text(text[: 4 * max_chars]).split())[:max_chars].rstrip()
