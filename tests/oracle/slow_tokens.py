"""The tokeniser written the obvious way: strings, lists and one character after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wirecopy.fingerprint import folding
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, QUOTED, SENTENCE_START, UNSPACED_TOKEN

_LETTERS = {folding.LOWER, folding.UPPER}
_QUOTES = {folding.QUOTE_OPEN, folding.QUOTE_CLOSE, folding.QUOTE}


@dataclass(frozen=True)
class SlowToken:
    word: str
    start: int
    end: int
    flags: int
    segment: int
    sentence: int


def kind(text: str, p: int) -> int:
    """Class of the character at p; that of a blank outside the text."""
    return folding.classify_character(text[p]) if 0 <= p < len(text) else folding.OTHER


def read_word(text: str, p: int) -> tuple[str, int]:
    parts = [""]
    while p < len(text):
        here, then = kind(text, p), kind(text, p + 1)
        if here in _LETTERS:
            parts[-1] += folding.fold_character(text[p])
        elif here == folding.FULL_STOP and all(len(part) == 1 for part in parts):
            if then not in _LETTERS or kind(text, p + 2) in _LETTERS:
                break
            parts.append("")
        elif not (here == folding.IGNORED or (here == folding.APOSTROPHE and then in _LETTERS)):
            break
        p += 1
    return "".join(parts), p


def read_number(text: str, p: int) -> tuple[str, int]:
    word = ""
    while p < len(text):
        here = kind(text, p)
        if here == folding.DIGIT:
            word += folding.fold_character(text[p])
        elif here in {folding.COMMA, folding.FULL_STOP} and kind(text, p + 1) == folding.DIGIT:
            group = [kind(text, q) == folding.DIGIT for q in range(p + 1, p + 5)]
            word += "" if group == [True, True, True, False] else "."
        else:
            break
        p += 1
    return word, p


def read_token(text: str, p: int) -> tuple[str, int, int]:
    """(word, position behind it, flag), or ("", p, 0) where no token begins."""
    here = kind(text, p)
    if here in _LETTERS:
        return *read_word(text, p), CAPITAL if here == folding.UPPER else 0
    if here == folding.DIGIT:
        return *read_number(text, p), NUMBER
    if here == folding.UNSPACED:
        return folding.fold_character(text[p]), p + 1, UNSPACED_TOKEN
    return ("percent", p + 1, 0) if here == folding.PERCENT else ("", p, 0)


def ends_word(text: str, p: int) -> bool:
    return kind(text, p - 1) != folding.OTHER and kind(text, p + 1) not in _LETTERS | {folding.DIGIT}


def stops(text: str, p: int, last: SlowToken) -> bool:
    """Whether the full stop at p ends a sentence."""
    if last.flags & CAPITAL and len(last.word.encode()) <= 3:
        return False
    q = p + 1
    while q < len(text) and kind(text, q) in _QUOTES | {folding.OTHER}:
        q += 1
    return q > p + 1 and kind(text, q) != folding.LOWER


def read_paragraph(text: str, segment: int, sentence: int, announced: bool) -> tuple[list[SlowToken], int, bool]:
    """Tokens of a paragraph, the number of the next sentence, and whether it ends in a colon."""
    tokens: list[SlowToken] = []
    quoted, single, opening, colon = announced, False, True, False
    p = 0
    while p < len(text):
        word, behind, flag = read_token(text, p)
        if word or behind > p:
            previous = tokens[-1] if tokens else None
            if word == "cent" and previous and previous.word == "per" and _blank(text, previous.end, p):
                start_flags = previous.flags & (QUOTED | SENTENCE_START)
                tokens[-1] = replace(previous, word="percent", end=behind, flags=flag | start_flags)
            else:
                flag |= QUOTED if quoted or single else 0
                flag |= SENTENCE_START if opening else 0
                tokens.append(SlowToken(word, p, behind, flag, segment, sentence))
            opening = colon = False
            p = behind
            continue
        here = kind(text, p)
        before, after = kind(text, p - 1) == folding.OTHER, kind(text, p + 1) == folding.OTHER
        colon = colon if here == folding.OTHER else text[p] in ":："
        doubled = here == folding.APOSTROPHE and text[p + 1 : p + 2] == text[p]
        if here == folding.APOSTROPHE and p > 0 and text[p - 1] == text[p]:
            pass  # the second of two, which are one double mark
        elif doubled or here in _QUOTES:
            after = kind(text, p + 2) == folding.OTHER if doubled else after
            if not announced:
                quoted = (before and not after) if quoted else (before or not after)
        elif here == folding.APOSTROPHE and single:
            single = before or not ends_word(text, p)
        elif here == folding.APOSTROPHE and before and not quoted and not after:
            single = any(kind(text, q) == folding.APOSTROPHE and ends_word(text, q) for q in range(p + 2, len(text)))
        elif not opening and (
            here == folding.SENTENCE_END or (here == folding.FULL_STOP and stops(text, p, tokens[-1]))
        ):
            sentence += 1
            opening = True
        p += 1
    return tokens, sentence + (not opening), colon


def _blank(text: str, start: int, end: int) -> bool:
    return all(kind(text, q) == folding.OTHER for q in range(start, end))


def slow_tokens(paragraphs: list[str]) -> list[SlowToken]:
    """Tokens of an article of these paragraphs, which stand one line break apart; offsets are those in the article."""
    found: list[SlowToken] = []
    offset = sentence = 0
    colon = False
    for segment, paragraph in enumerate(paragraphs):
        tokens, sentence, colon = read_paragraph(paragraph, segment, sentence, colon)
        found += [replace(token, start=token.start + offset, end=token.end + offset) for token in tokens]
        offset += len(paragraph) + 1
    return found
