"""Lexicons: what a spinner has for a thesaurus, and how it looks words up.

A TSV goes in (word, part of speech, synonyms separated by |; plain or gzip); a `Lexicon` comes out, which gives
for each token of a text the ready-dressed replacements (punctuation and capitals kept). Part of speech "func"
marks function words: a synonym spinner leaves them, a rework swaps them. Thesauri that list dictionary forms
only (WordNet) work through inflection in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from wirecopy.errors import InputError
from wirecopy.simulate.bases import open_text
from wirecopy.simulate.inflect import inflect, lemmas
from wirecopy.simulate.seeds import in_part
from wirecopy.simulate.wording import SPACELESS, match_case, split_token

Synonyms = tuple[str, ...]
_CACHE_LIMIT = 200_000
_MOST_WORDS = 3


class Lexicon:
    """Synonyms of one language: `content` words and `function` words, keys in lower case.

    `options(token)` is what a spinner may put for a token, `function_options(token)` what a rework may put for a
    function word; both are empty tuples where the lexicon has nothing.
    """

    def __init__(
        self,
        language: str,
        content: Mapping[str, Synonyms],
        function: Mapping[str, Synonyms],
        by_pos: Mapping[tuple[str, str], Synonyms] | None = None,
    ) -> None:
        self.language = language
        self.content = dict(content)
        self.function = dict(function)
        self._by_pos = dict(by_pos or {})
        self._options: dict[str, Synonyms] = {}
        self._function_options: dict[str, Synonyms] = {}
        self._pattern = _pattern(self.content) if language in SPACELESS else None
        self._function_pattern = _pattern(self.function) if language in SPACELESS else None

    def __len__(self) -> int:
        """Entries of both kinds."""
        return len(self.content) + len(self.function)

    def options(self, token: str) -> Synonyms:
        """Replacements of a token of running text, dressed like it."""
        found = self._options.get(token)
        if found is None:
            found = self._dress(token, function=False)
            if len(self._options) > _CACHE_LIMIT:
                self._options.clear()
            self._options[token] = found
        return found

    def function_options(self, token: str) -> Synonyms:
        """Replacements of a function word, dressed like it."""
        found = self._function_options.get(token)
        if found is None:
            found = self._dress(token, function=True)
            if len(self._function_options) > _CACHE_LIMIT:
                self._function_options.clear()
            self._function_options[token] = found
        return found

    def synonyms(self, word: str) -> Synonyms:
        """Synonyms of a bare word, in any case, content words only; inflected where the thesaurus lists lemmas."""
        low = word.lower()
        found = self.content.get(low)
        if found is None and self.language == "en" and low not in self.function:
            found = self._by_lemma(low)
        return found or ()

    def pieces(self, text: str, *, function: bool = False) -> list[str]:
        """A text cut so that each known word stands alone: at spaces, or around known words without spaces."""
        pattern = self._function_pattern if function else self._pattern
        if self.language not in SPACELESS:
            return text.split(" ")
        return [piece for piece in pattern.split(text) if piece] if pattern else [text]

    def _dress(self, token: str, *, function: bool) -> Synonyms:
        if self.language in SPACELESS:
            return (self.function if function else self.content).get(token, ())
        lead, core, trail = split_token(token)
        found = self.function.get(core.lower(), ()) if function else self.synonyms(core)
        return tuple(f"{lead}{match_case(word, core)}{trail}" for word in found)

    def _by_lemma(self, word: str) -> Synonyms:
        for lemma, ending in lemmas(word):
            for pos in ("noun", "verb") if ending == "s" else ("verb",):
                found = self._by_pos.get((pos, lemma))
                if found:
                    return tuple(inflect(synonym, ending, pos) for synonym in found)
        return ()

    def words(self, pos: str) -> tuple[str, ...]:
        """All words of a part of speech, in alphabetical order: vocabulary for invented text."""
        return tuple(sorted(word for kind, word in self._by_pos if kind == pos))


def _pattern(entries: Mapping[str, Synonyms]) -> re.Pattern[str] | None:
    longest_first = sorted(entries, key=lambda word: (-len(word), word))
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if longest_first else None


def read_lexicon(path: Path, language: str, *, part: int = 0, of: int = 1) -> Lexicon:
    """The lexicon of a TSV file; `part`/`of` takes only a hash-chosen part of the content words.

    Function words missing from the file (WordNet has none) are taken from the shipped lexicon.
    """
    with open_text(path) as lines:
        return _parse(lines.read(), language, str(path), part, of)


@lru_cache(maxsize=32)
def shipped_lexicon(language: str, part: int = 0, of: int = 1) -> Lexicon:
    """The hand-written lexicon of a language; an empty one where none is shipped."""
    file = resources.files("wirecopy.simulate").joinpath("thesaurus", f"{language}.tsv")
    if not file.is_file():
        return Lexicon(language, {}, {})
    return _parse(file.read_text(encoding="utf-8"), language, f"{language}.tsv", part, of)


def _parse(text: str, language: str, name: str, part: int, of: int) -> Lexicon:
    content: dict[str, Synonyms] = {}
    by_pos: dict[tuple[str, str], Synonyms] = {}
    function: dict[str, Synonyms] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            raise InputError(
                f"{name}:{number}: a thesaurus line is word, part of speech, synonyms", path=name, line=number
            )
        word, pos, listed = fields
        target = function if pos == "func" else content
        known = target.get(word.lower(), ())
        listed_here = [synonym for synonym in listed.split("|") if synonym != word and synonym.count(" ") < _MOST_WORDS]
        target[word.lower()] = known + tuple(synonym for synonym in listed_here if synonym and synonym not in known)
        if pos != "func":
            by_pos[pos, word.lower()] = tuple(synonym for synonym in listed_here if synonym)
    if not function and language and name != f"{language}.tsv":
        function = shipped_lexicon(language).function
    kept = {w: s for w, s in content.items() if s and w not in function and (of == 1 or in_part(w, part, of))}
    kept_by_pos = {key: found for key, found in by_pos.items() if key[1] in kept and found}
    return Lexicon(language, kept, function, kept_by_pos)
