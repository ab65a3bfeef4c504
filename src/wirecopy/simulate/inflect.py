"""English inflection both ways, for thesauri that list dictionary forms only.

A surface form goes in ("raided"), its possible dictionary forms with the ending's kind come out
(("raid", "ed")), and a synonym takes the same ending ("storm" -> "stormed"). Regular rules plus a table of
irregular verbs; wrong in rare cases, which is what the careless spinners that are imitated are as well.
"""

# ruff: noqa: E501, SIM905 - word lists

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = """
be was been|become became become|begin began begun|bend bent bent|bid bid bid|bind bound bound|bite bit bitten|blow blew blown
break broke broken|bring brought brought|build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught
choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled
fly flew flown|forbid forbade forbidden|forecast forecast forecast|forget forgot forgotten|freeze froze frozen|get got got
give gave given|go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held
hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let|light lit lit
lose lost lost|make made made|mean meant meant|meet met met|pay paid paid|put put put|quit quit quit|read read read|ride rode ridden
ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
shake shook shaken|shed shed shed|shoot shot shot|show showed shown|shut shut shut|sing sang sung|sink sank sunk|sit sat sat
sleep slept slept|slide slid slid|speak spoke spoken|spend spent spent|split split split|spread spread spread|stand stood stood
steal stole stolen|stick stuck stuck|strike struck struck|swear swore sworn|sweep swept swept|swim swam swum|take took taken
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown|understand understood understood
undergo underwent undergone|uphold upheld upheld|wake woke woken|wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written
overcome overcame overcome|overthrow overthrew overthrown|undertake undertook undertaken|foresee foresaw foreseen|withhold withheld withheld
"""
_PAST: dict[str, str] = {}
_LEMMA: dict[str, str] = {}
for _row in _IRREGULAR.replace("\n", "|").split("|"):
    if _row.strip():
        _lemma, _past, _participle = _row.split()
        _PAST[_lemma] = _past
        _LEMMA.setdefault(_past, _lemma)
        _LEMMA.setdefault(_participle, _lemma)
_VOWELS = "aeiou"
_KEEP_SINGLE = frozenset("open happen offer suffer cover deliver enter order answer visit limit edit".split())


@lru_cache(maxsize=65536)
def lemmas(word: str) -> tuple[tuple[str, str], ...]:
    """Possible (dictionary form, ending) of a lower-case word; endings are "s", "ed", "ing"."""
    found: list[tuple[str, str]] = []
    if word in _LEMMA:
        found.append((_LEMMA[word], "ed"))
    if word.endswith("ies") and len(word) > 4:
        found.append((word[:-3] + "y", "s"))
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        found.append((word[:-1], "s"))
        if word.endswith("es"):
            found.append((word[:-2], "s"))
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.extend((stem, ending) for stem in _stems(word[: -len(ending)]))
    return tuple(found)


def _stems(stem: str) -> tuple[str, ...]:
    options = [stem, stem + "e"]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "slz":
        options.insert(0, stem[:-1])
    if stem.endswith("i"):
        options.append(stem[:-1] + "y")
    return tuple(options)


@lru_cache(maxsize=65536)
def inflect(lemma: str, ending: str, pos: str) -> str:
    """A dictionary form, possibly of several words, with an ending; verbs take it on the first word, nouns on the last."""
    head, tail = lemma, ""
    if " " in lemma:
        if pos == "verb":
            head, tail = lemma.split(" ", 1)
            return f"{_inflect_word(head, ending)} {tail}"
        tail, head = lemma.rsplit(" ", 1)
        return f"{tail} {_inflect_word(head, ending)}"
    return _inflect_word(head, ending)


def _inflect_word(word: str, ending: str) -> str:
    if ending == "s":
        return _with_s(word)
    if ending == "ed" and word in _PAST:
        return _PAST[word]
    if ending == "ed" and word.endswith("e"):
        return word + "d"
    if ending == "ed" and word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    if ending == "ing" and word.endswith("ie"):
        return word[:-2] + "ying"
    if ending == "ing" and word.endswith("e") and not word.endswith(("ee", "ye", "oe")):
        return word[:-1] + "ing"
    return (word + word[-1] if _doubles(word) else word) + ending


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    if len(word) < 3 or word in _KEEP_SINGLE or word[-1] in "wxy" or word[-1] in _VOWELS:
        return False
    if word[-2] not in _VOWELS or word[-3] in _VOWELS:
        return False
    syllables = sum(1 for a, b in zip(" " + word, word, strict=False) if b in _VOWELS and a not in _VOWELS)
    return syllables == 1
