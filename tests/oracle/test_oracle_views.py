"""Views, signatures and sketches against lists of strings, xxhash and datasketch."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import xxhash
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_samples import articles, document  # type: ignore[import-not-found]

from wirecopy.fingerprint.hashing import mix
from wirecopy.fingerprint.minhash import as_minhash, sign, sketch_keys
from wirecopy.fingerprint.rarity import FUNCTION_WORD, word_table
from wirecopy.fingerprint.sketch import view_batch
from wirecopy.fingerprint.tokens import CAPITAL, NUMBER, SENTENCE_START, UNSPACED_TOKEN, Tokens
from wirecopy.fingerprint.views import FIGURE, NAME, RARE, Ragged, Views
from wirecopy.params import Params

PARAMS = Params()
_RARE_BELOW, _NAME_BELOW = 36, 40


def viewed(paragraphs: list[str], language: str = "en") -> tuple[Tokens, Views, list[bytes]]:
    tokens, views = view_batch([document(paragraphs, language=language)], PARAMS)
    return tokens, views, [bytes(tokens.text[at:to]) for at, to in zip(tokens.at, tokens.to, strict=True)]


def hashed(words: list[bytes]) -> int:
    return xxhash.xxh32_intdigest(b" ".join(words))


@cache
def listed_values(language: str) -> dict[int, int]:
    """All that the table of a language says, by hash."""
    keys, values = word_table(language)
    return {int(key): int(value) for key, value in zip(keys, values, strict=True) if value}


@given(articles)
@settings(max_examples=60, deadline=None)
def test_word_shingles_stay_inside_paragraphs(paragraphs: list[str]) -> None:
    tokens, views, words = viewed(paragraphs)
    expected = []
    for t in range(len(words)):
        n = PARAMS.shingle_characters if tokens.flags[t] & UNSPACED_TOKEN else PARAMS.shingle_words
        inside = tokens.segments[t : t + n]
        if len(inside) == n and len(set(inside.tolist())) == 1:
            expected.append(hashed(words[t : t + n]))
    assert views.words.values.tolist() == expected


@given(articles, st.sampled_from(["en", "de", "fr", "", "xx"]))
@settings(max_examples=60, deadline=None)
def test_words_are_salient_by_what_they_are(paragraphs: list[str], language: str) -> None:
    tokens, views, words = viewed(paragraphs, language)
    values = [listed_values(language).get(hashed([word]), 0) for word in words]
    assert views.word_values.tolist() == values
    for t, value in enumerate(values):
        flags, zipf, expected = int(tokens.flags[t]), value & 127, 0
        noun = language == "de" and zipf >= _RARE_BELOW
        if flags & NUMBER:
            expected = FIGURE
        elif flags & UNSPACED_TOKEN or value & FUNCTION_WORD:
            expected = 0
        elif flags & CAPITAL and not noun and (not flags & SENTENCE_START or zipf < _NAME_BELOW):
            expected = NAME
        elif any(values) and zipf < _RARE_BELOW:
            expected = RARE
        assert views.salient[t] == expected, words[t]


@given(articles)
@settings(max_examples=60, deadline=None)
def test_shingles_of_chosen_words_leave_the_others_out(paragraphs: list[str]) -> None:
    _, views, words = viewed(paragraphs)
    function = [word for word, value in zip(words, views.word_values, strict=True) if value & FUNCTION_WORD]
    n = PARAMS.function_shingle
    assert views.function.values.tolist() == [hashed(function[k : k + n]) for k in range(len(function) - n + 1)]


def slow_pairs(tokens: Tokens, views: Views, words: list[bytes]) -> list[int]:
    pairs: list[int] = []
    for t in range(len(words)):
        if tokens.flags[t] & UNSPACED_TOKEN:
            inside = tokens.segments[t : t + 4]
            if len(inside) == 4 and len(set(inside.tolist())) == 1:
                pairs.append(hashed(words[t : t + 4]))
            continue
        firm = rare = 0
        behind = range(t + 1, min(len(words), t + 17)) if views.salient[t] else range(0)
        for u in behind:
            if tokens.segments[u] != tokens.segments[t] or firm == 3:
                break
            if not views.salient[u]:
                continue
            both_firm = RARE not in (views.salient[t], views.salient[u])
            if words[u] != words[t] and (both_firm or rare < 2):
                pairs.append(mix(*sorted((int(tokens.hashes[t]), int(tokens.hashes[u])))))
            firm += both_firm
            rare += 1
    return pairs


@given(articles)
@settings(max_examples=60, deadline=None)
def test_pairs_of_near_salient_words(paragraphs: list[str]) -> None:
    tokens, views, words = viewed(paragraphs)
    assert views.pairs.values.tolist() == slow_pairs(tokens, views, words)


ragged = st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=60), min_size=1, max_size=4).map(
    lambda rows: Ragged(
        np.cumsum([0, *map(len, rows)], dtype=np.int64), np.array([value for row in rows for value in row], np.uint32)
    )
)


@given(ragged, st.sampled_from([16, 128]))
@settings(max_examples=40, deadline=None)
def test_signatures_are_those_of_datasketch(features: Ragged, permutations: int) -> None:
    signatures = sign(features, permutations)
    for row, (start, end) in zip(signatures, pairwise(features.bounds), strict=True):
        theirs = MinHash(num_perm=permutations, hashfunc=int, scheme="affine32")
        theirs.update_batch(features.values[start:end].tolist())
        assert row.tolist() == theirs.hashvalues.tolist()
        assert as_minhash(row) == theirs


@given(articles)
@settings(max_examples=15, deadline=None)
def test_signature_of_a_text_is_that_of_its_shingles(paragraphs: list[str]) -> None:
    tokens, views, words = viewed(paragraphs)
    theirs = MinHash(num_perm=PARAMS.permutations, hashfunc=xxhash.xxh32_intdigest, scheme="affine32")
    shingles = [
        b" ".join(words[t : t + 3])
        for t in range(len(words) - 2)
        if not tokens.flags[t] & UNSPACED_TOKEN and tokens.segments[t] == tokens.segments[t + 2]
    ]
    if len(shingles) != len(views.words.values):  # characters have longer shingles
        return
    theirs.update_batch(shingles)
    assert sign(views.words, PARAMS.permutations)[0].tolist() == theirs.hashvalues.tolist()


@given(ragged, st.floats(0.05, 1.0), st.integers(8, 20), st.integers(16, 40))
@settings(max_examples=60, deadline=None)
def test_keys_are_the_smallest_features(features: Ragged, share: float, least: int, most: int) -> None:
    keys = sketch_keys(features, Params(key_share=share, keys_least=least, keys_most=most))
    for i, (start, end) in enumerate(pairwise(features.bounds)):
        wanted = min(most, max(least, int((end - start) * share)))
        expected = sorted(set(features.values[start:end].tolist()))[:wanted]
        assert keys.values[keys.bounds[i] : keys.bounds[i + 1]].tolist() == expected
