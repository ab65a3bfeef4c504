"""Word lists read from the files of other packages are what these packages say."""

from __future__ import annotations

import numpy as np
import pytest
import stopwordsiso
import wordfreq
import xxhash

from wirecopy.fingerprint.rarity import FUNCTION_WORD, fold_words, word_table, word_values
from wirecopy.fingerprint.word_lists import frequent_words, stop_words


@pytest.mark.parametrize("language", ["de", "en", "ja", "ru"])
def test_words_and_frequencies_are_those_of_wordfreq(language: str) -> None:
    listed = list(wordfreq.get_frequency_dict(language, "small").items())[:40_000]
    words, zipfs = frequent_words(language)
    assert words == [word for word, _ in listed]
    assert zipfs == [max(1, round(10 * wordfreq.freq_to_zipf(frequency))) for _, frequency in listed]


def test_stop_words_are_those_of_stopwordsiso() -> None:
    assert set(stop_words("en")) == stopwordsiso.stopwords("en")


@pytest.mark.parametrize("language", ["", "xx", "../en", "_chinese"])
def test_unknown_languages_have_no_words(language: str) -> None:
    assert frequent_words(language) == ([], [])
    assert stop_words(language) == []
    assert not word_table(language)[1].any()


def values_of(words: list[str], language: str) -> list[int]:
    wanted = np.array([xxhash.xxh32_intdigest(fold_words(word).encode()) for word in words], np.uint32)
    return list(map(int, word_values(wanted, np.array([0, len(words)]), [language])))


def test_all_words_of_a_table_are_found_in_it() -> None:
    words, zipfs = frequent_words("de")
    assert all(found & ~FUNCTION_WORD >= zipf for found, zipf in zip(values_of(words, "de"), zipfs, strict=True))


def test_rare_stop_words_are_ordinary_words_where_frequencies_are_known() -> None:
    assert [value >= FUNCTION_WORD for value in values_of(["the", "beforehand", "ferry"], "en")] == [True, False, False]
    assert set(values_of(stop_words("eu"), "eu")) == {FUNCTION_WORD}  # no frequencies: every stop word is one
