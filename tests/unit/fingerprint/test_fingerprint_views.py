"""Views of short texts, and what one article's views depend on."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
import xxhash

from wirecopy.fingerprint import folding
from wirecopy.fingerprint.bands import EMPTY
from wirecopy.fingerprint.minhash import sign, sketch_keys
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch, view_batch
from wirecopy.fingerprint.tokens import Tokens, tokenise
from wirecopy.fingerprint.views import FIGURE, NAME, RARE, Ragged, Views
from wirecopy.model import Article, ArticleId, Document, Origin, Part, PartKind
from wirecopy.params import Params

PARAMS = Params()


def of_text(text: str, language: str = "en", number: int = 1) -> Document:
    article = Article(ArticleId(number), "", "", "", "", "", text, None, "none", language, Origin("-", number))
    return Document(article, (Part(PartKind.BODY, 0, len(text)),))


def labelled(text: str, label: int, language: str = "en") -> list[str]:
    tokens, views = view_batch([of_text(text, language)], PARAMS)
    return [
        bytes(tokens.text[tokens.at[t] : tokens.to[t]]).decode()
        for t in np.flatnonzero(views.salient == label).tolist()
    ]


def test_names_numbers_and_rare_words() -> None:
    text = "The mayor met Ruiz of Galveston. Nobody salvaged the 14 dredgers."
    assert labelled(text, NAME) == ["ruiz", "galveston"]
    assert labelled(text, FIGURE) == ["14"]
    assert labelled(text, RARE) == ["salvaged", "dredgers"]


def test_german_nouns_are_no_names() -> None:
    assert labelled("Gestern kam das Haus nach Ostrava", NAME, "de") == ["ostrava"]


def test_an_unlisted_language_has_no_rare_words() -> None:
    assert labelled("zzyx qwvut plomk", RARE, "xx") == []


def test_function_shingle_leaves_other_words_out() -> None:
    _, views = view_batch([of_text("The ship of Ruiz was in the harbour")], PARAMS)
    assert views.function.values.tolist() == [
        xxhash.xxh32_intdigest(b"the of was in"),
        xxhash.xxh32_intdigest(b"of was in the"),
    ]


def test_pairs_do_not_depend_on_the_order_of_the_two() -> None:
    _, one = view_batch([of_text("when Ruiz met Lindqvist")], PARAMS)
    _, other = view_batch([of_text("when Lindqvist met Ruiz")], PARAMS)
    assert one.pairs.values.tolist() == other.pairs.values.tolist() != []


def test_a_text_without_features_has_the_empty_signature() -> None:
    assert (sign(Ragged(np.zeros(2, np.int64), np.empty(0, np.uint32)), 128) == EMPTY).all()


def arrays(tokens: Tokens, views: Views) -> list[list[int]]:
    return [
        tokens.hashes.tolist(), tokens.flags.tolist(), views.words.values.tolist(), views.function.values.tolist(),
        views.pairs.values.tolist(), views.salient.tolist(),
    ]  # fmt: skip


@pytest.mark.parametrize("languages", [("en", "de", "en"), ("", "en", "xx")])
def test_one_batch_or_many(languages: tuple[str, str, str]) -> None:
    """The views of an article do not depend on those beside it."""
    texts = ("The U.S. paid Ruiz 3,600 dollars: he left.", "", "Per cent of Galveston “went” to 新华社记者 on Monday")
    documents = [of_text(text, language) for text, language in zip(texts, languages, strict=True)]
    together = arrays(*view_batch(documents, PARAMS))
    apart = [arrays(*view_batch([each], PARAMS)) for each in documents]
    assert together == [list(chain.from_iterable(parts)) for parts in zip(*apart, strict=True)]


def test_a_batch_is_tokenised_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (
        "The U.S. paid Ruiz 3,600 dollars. He left.",
        "",
        "Per cent of Galveston “went” to 新华社记者",
        "On Monday",
    )
    documents = [of_text(text) for text in texts]
    whole = tokenise(documents)
    for at_once in (1, 30, 60):
        monkeypatch.setattr("wirecopy.fingerprint.tokens._CHARACTERS_AT_ONCE", at_once)
        parts = tokenise(documents)
        for name in Tokens.__slots__:
            found, wanted = getattr(parts, name), getattr(whole, name)
            assert (found.dtype, found.tolist()) == (wanted.dtype, wanted.tolist()), name


def test_a_very_long_word_is_hashed_whole() -> None:
    documents = [of_text("the " + "a" * 70_000 + ending + " of and to in") for ending in ("x", "y")]
    _, views = view_batch(documents, PARAMS)
    first, last = np.split(views.words.values, [views.words.bounds[1]])
    assert first[0] != last[0]


def test_merged_sketches_take_the_last_of_an_article() -> None:
    old = sketch_batch([of_text("Ruiz met Lindqvist in Galveston", number=5)], PARAMS)
    new = sketch_batch([of_text("Nobody met Ruiz", number=5), of_text("Galveston", number=2)], PARAMS)
    ids, words, keys = merge_sketches([old, new])
    assert ids.tolist() == [2, 5]
    assert words[1].tolist() == np.asarray(new["words"])[0].tolist()
    assert keys.bounds[2] - keys.bounds[1] == np.diff(np.asarray(new["key_bounds"]))[0]
    assert keys.values.tolist() == [*new["keys"][new["key_bounds"][1] :], *new["keys"][: new["key_bounds"][1]]]
    with pytest.raises(TypeError, match="twice"):
        merge_sketches(iter([old, new]))


def test_debris_of_a_scan_is_not_signed_and_leaves_its_neighbours_as_they_are() -> None:
    debris = "I il Ruiz ll HI i rt Galveston m "
    prose = "The mayor of Galveston met Ruiz at noon and promised to go on with the harbour. "
    documents = [of_text(prose * 12), of_text(debris * 30, number=2), of_text(debris * 5, number=3)]
    signed = sketch_batch(documents, PARAMS)
    bounds = np.asarray(signed["key_bounds"])
    assert (signed["words"] != EMPTY).any(axis=1).tolist() == [True, False, True]
    assert (np.diff(bounds) > 0).tolist() == [True, False, True]
    for position in (0, 2):
        alone = sketch_batch(documents[position : position + 1], PARAMS)
        assert signed["keys"][bounds[position] : bounds[position + 1]].tolist() == alone["keys"].tolist()
        assert (signed["words"][position] == alone["words"][0]).all()


def test_keys_of_a_short_text_are_all_its_pairs() -> None:
    _, views = view_batch([of_text("Ruiz met Lindqvist in Galveston")], PARAMS)
    assert sketch_keys(views.pairs, PARAMS).values.tolist() == sorted(set(views.pairs.values.tolist()))


def test_words_of_small_ascii_letters_are_folded_already() -> None:
    """What lets the tables of word frequencies skip folding for most of their words."""
    classes, folds = folding.unicode_tables()
    for code in range(ord("a"), ord("z") + 1):
        assert folds[code] == code
        assert classes[code] not in (folding.IGNORED, folding.APOSTROPHE)
