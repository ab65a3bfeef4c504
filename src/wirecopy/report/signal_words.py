"""What the verdict rests on, in words that need no knowledge of the method.

Comes in: names and values of signals, classes, kinds of parts. Goes out: sentences. A signal that has no words here is
shown under its own name, so that a new one is never hidden.
"""

from __future__ import annotations

import math

from wirecopy.model import PartKind, Rewrite

_MOST, _LEAST = "_most", "_least"

_DIRECTED = {
    "grams": "of the three-word sequences of {this} also stand in {that}",
    "rare_grams": "of the three-word sequences of {this} also stand in {that}, rare words counting more",
    "words": "of the words that matter in {this} also stand in {that}, rare ones counting more",
    "names": "of the names and numbers of {this} also stand in {that}",
    "numbers": "of the figures of {this} also stand in {that}",
    "pairs": "of the names and figures that stand close together in {this} do so in {that}",
    "function": "of the sequences of small words (of, the, that ...) of {this} also stand in {that}",
    "sentences": "of the sentences of {this} have a counterpart in {that}",
    "aligned": "likeness of the sentences of {this} to their best counterparts",
    "covered": "of the words of {this} lie in common passages",
    "runs": "of the words of {this} lie in runs of six and more equal words",
    "slots": "of the names and numbers in the sentences of {this} that have a counterpart stand there too",
    "rest": "of the other words that matter in the sentences of {this} that have a counterpart stand there too",
    "all_runs": "of the words of {this} lie in runs of six and more equal words, quotations included",
    "kept": "of the words of {this} stand in the same order in sentences of {that} that are their best counterparts",
    "figures": "of the figures in such sentences of {this} stand in their counterparts in {that}",
}
_COUNTED = {
    "run": "words is the longest run of equal words outside quotations",
    "shared_grams": "three-word sequences in common",
    "shared_pairs": "pairs of names or figures in common",
    "shared_numbers": "figures in common",
    "shared_sentences": "sentences with a counterpart",
    "close_sentences": "sentences of which at least half is common",
    "chain": "sentences in a row keep the same order in both",
    "mutual": "sentences are each other's best counterparts",
    "tight": "of them have most words in common, in the same order",
    "kept_words": "words in the same order in sentences that are each other's best counterparts",
    "passage_words": "words of those in the longest row of such sentences",
    "firm_words": "of them in sentences whose figures agree and in which nobody speaks of himself",
    "firm_passage": "words of these in the longest row of such sentences",
    "densest": "words of 60 in a row lie in common sequences, where most do",
    "unspoken": "of 60 do where nobody speaks of himself",
    "lifted": "words are a quotation in one text and running text in the other",
    "length": "words has the shorter text",
}
_SHARES = {
    "third_likeness": "of the words are common in the third most alike sentence",
    "firm_third": "of them in the third most alike whose figures agree and in which nobody speaks of himself",
    "firm_share": "of the words common to sentences that are each other's best counterparts lie in such sentences",
    "order": "of the common sentences keep their order",
    "length_ratio": "of the longer text's length has the shorter one",
    "quoted_most": "of the words of one text are quotations",
}

CLASS_WORDS: dict[Rewrite, str] = {
    Rewrite.VERBATIM: "word for word",
    Rewrite.LIGHT_EDIT: "with small changes",
    Rewrite.TRIMMED: "cut shorter",
    Rewrite.EXCERPT: "as passages inside another text",
    Rewrite.SPUN: "reworded",
    Rewrite.PARTLY_DERIVED: "in part, or told again in other words or another language",
    Rewrite.SAME_EVENT: "both report the same event in their own words",
    Rewrite.UNRELATED: "unrelated",
}

PART_WORDS: dict[PartKind, str] = {
    PartKind.BODY: "running text",
    PartKind.HEADLINE: "headline repeated in the text",
    PartKind.DATELINE: "dateline",
    PartKind.BYLINE: "byline",
    PartKind.CREDIT: "credit",
    PartKind.CARRIER: "mark of a carrier",
    PartKind.CAPTION: "caption",
    PartKind.FURNITURE: "furniture of the page",
}

TELLTALE_WORDS = {
    "deleted apostrophes": "apostrophes were deleted (Theres, doesnt)",
    "turned quotes": "quotation marks were turned round and set apart",
    "has actually": "'has actually' where nobody writes it: a habit of synonym spinners",
    "digit ordinals": "fractions and ranks written as a machine does (a 3rd)",
    "glued dashes": "dashes glued to the word before them",
    "a lots": "'a lots': a synonym put in without grammar",
    "slang for titles": "titles turned into slang (the guv)",
}


def say_signal(name: str, value: float, this: str = "one text", that: str = "the other") -> str:
    """Return a signal with its value as a phrase; a directed one is about the words of `this` found in `that`.

    >>> say_signal("names_most", 0.9, "A", "B")
    '90 % of the names and numbers of A also stand in B'
    """
    directed = _DIRECTED.get(directed_figure(name))
    if directed is not None:
        return f"{value * 100:.0f} % {directed.format(this=this, that=that)}"
    counted = _COUNTED.get(name.removeprefix("log_"))
    if name.startswith("log_") and counted is not None:
        return f"{round(math.expm1(value)):,} {counted}"
    if name in _SHARES:
        return f"{value * 100:.0f} % {_SHARES[name]}"
    return f"{name.replace('_', ' ')}: {value:.3g}"


def directed_figure(name: str) -> str:
    """Return the figure behind a directed signal ("grams_most" -> "grams"), empty for the others."""
    for side in (_MOST, _LEAST):
        if name.endswith(side) and name.removesuffix(side) in _DIRECTED:
            return name.removesuffix(side)
    return ""


def say_weight(weight: float) -> str:
    """Return a log-odds weight as odds: "12 times likelier", "3.5 times less likely"."""
    times = math.exp(min(abs(weight), 20.0))
    if times < 1.05:  # less than a twentieth is no reason
        return "hardly matters"
    shown = f"{times:.1f}" if times < 10 else f"{times:,.0f}" if times < 10_000 else "over 10,000"
    return f"{shown} times {'likelier' if weight > 0 else 'less likely'}"
