"""The features of articles that the exact comparison reads: arrays over a batch, made by `profile`.

The records are named tuples of arrays because kernels take those as arguments.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Bags(NamedTuple):
    """Per article the sorted distinct features: those of article i are values[bounds[i]:bounds[i+1]].

    `weights` and `marks` stand beside the values: the weight of the first occurrence, and whether any occurrence is
    marked (grams: outside quotations; names: numbers of two and more characters). `totals` (n,) float64 are the
    weights of an article's features in all, `marked_totals` those of the marked ones and `marked_counts` their number.
    """

    bounds: NDArray[np.int64]
    values: NDArray[np.uint32]
    weights: NDArray[np.float32]
    marks: NDArray[np.bool_]
    totals: NDArray[np.float64]
    marked_totals: NDArray[np.float64]
    marked_counts: NDArray[np.int64]


class Sets(NamedTuple):
    """Per article the sorted distinct features, all of one weight: values[bounds[i]:bounds[i+1]]."""

    bounds: NDArray[np.int64]
    values: NDArray[np.uint32]


class RunningText(NamedTuple):
    """Token by token (t,), article i being bounds[i]:bounds[i+1].

    `words` uint32 are the folded words, `numbers` tells which are numbers; `gram_at` int32 is the place, in the
    article's `grams`, of the word shingle that starts at the token, -1 for none; `prose_at` whether that shingle
    reaches outside quotations; `quoted_at` whether the token is quoted; `sentence_at` int32 its sentence. `lengths`
    (n,) int64 are the tokens outside quotations.
    """

    bounds: NDArray[np.int64]
    words: NDArray[np.uint32]
    numbers: NDArray[np.bool_]
    gram_at: NDArray[np.int32]
    prose_at: NDArray[np.bool_]
    quoted_at: NDArray[np.bool_]
    sentence_at: NDArray[np.int32]
    lengths: NDArray[np.int64]


class Sentences(NamedTuple):
    """Per sentence the weight (float64) of its content words outside quotations and its tokens outside (int64).

    Sentence s of article i is bounds[i] + s, its tokens starts:ends (int64) of all, its content words
    content_starts:content_ends; `slot_weights` are those of names and numbers among these. `totals` (n,) float64 are
    the weights of an article's sentences in all.

    Two sentences are twins where they have the same content words, each once: then they have the same key (int64). Of
    article i `keys` holds them in ascending order, -1 for what can be no twin, and `numbers` (int64) whose they are.

    `spoken` (bool) are those that speak in the first person outside quotations: statements whose marks are lost.
    """

    bounds: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    content_starts: NDArray[np.int64]
    content_ends: NDArray[np.int64]
    weights: NDArray[np.float64]
    slot_weights: NDArray[np.float64]
    lengths: NDArray[np.int64]
    totals: NDArray[np.float64]
    keys: NDArray[np.int64]
    numbers: NDArray[np.int64]
    spoken: NDArray[np.bool_]


class ContentWords(NamedTuple):
    """The content words outside quotations in text order (c,), article i being bounds[i]:bounds[i+1].

    `places` int32 are those in the article's bag `words`; `slots` tell names and numbers. The other way
    round, word w of that bag stands in the sentences met[met_starts[w]:met_ends[w]], ascending, each once; `listed`
    tells whether an occurrence added its sentence there.
    """

    bounds: NDArray[np.int64]
    places: NDArray[np.int32]
    weights: NDArray[np.float32]
    sentences: NDArray[np.int32]
    slots: NDArray[np.bool_]
    met_starts: NDArray[np.int64]
    met_ends: NDArray[np.int64]
    met: NDArray[np.int32]
    listed: NDArray[np.bool_]


class Profiles(NamedTuple):
    """What is compared of n articles.

    `grams` are word shingles, marked where outside quotations, `words` content words outside quotations, `names`
    names and numbers anywhere, numbers marked, `pairs` near pairs of salient words, `function` shingles of function
    words.
    """

    text: RunningText
    sentences: Sentences
    content: ContentWords
    grams: Bags
    words: Bags
    names: Bags
    pairs: Sets
    function: Sets
