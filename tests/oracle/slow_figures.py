"""The figures of a pair written the obvious way: sets, dictionaries and every sentence against every other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from wirecopy.fingerprint.rarity import FIRST_PERSON, FUNCTION_WORD
from wirecopy.fingerprint.tokens import NUMBER, QUOTED, UNSPACED_TOKEN, Tokens
from wirecopy.fingerprint.views import FIGURE, NAME, Views
from wirecopy.params import Params

# Figures of both sides, of which the smaller one counts.
_SMALLER = frozenset({
    "run", "order", "shared_sentences", "close_sentences", "chain", "mutual", "tight", "kept_words", "passage_words",
    "third_likeness", "firm_words", "firm_passage", "firm_third", "densest", "unspoken", "lifted",
})  # fmt: skip


def weigh(flags: int, value: int) -> float:
    if flags & NUMBER:
        return 2.5
    if flags & UNSPACED_TOKEN:
        return 1.0
    return 0.0 if value & FUNCTION_WORD else float(np.float32(max(0.3, (60 - (value & 127)) / 10)))


@dataclass
class SlowText:
    """One article of a batch: everything of its tokens that the figures are made of."""

    gram_words: int
    grams: list[int | None] = field(default_factory=list)  # the shingle that starts at each token
    prose: list[bool] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    spoken: set[int] = field(default_factory=set)  # sentences in the first person
    tokens: list[tuple[int, bool]] = field(default_factory=list)  # folded word, is a number
    gram_weight: dict[int, float] = field(default_factory=dict)
    words: dict[int, float] = field(default_factory=dict)
    names: dict[int, float] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)
    pairs: set[int] = field(default_factory=set)
    function: set[int] = field(default_factory=set)
    # sentence -> its content words outside quotations: (hash, weight, is a name or number)
    content: dict[int, list[tuple[int, float, bool]]] = field(default_factory=dict)

    @property
    def prose_grams(self) -> set[int]:
        return {gram for gram, prose in zip(self.grams, self.prose, strict=True) if prose and gram}


def slow_text(tokens: Tokens, views: Views, article: int, params: Params) -> SlowText:
    span = range(int(tokens.bounds[article]), int(tokens.bounds[article + 1]))
    unspaced = [bool(tokens.flags[t] & UNSPACED_TOKEN) for t in span]
    mostly = bool(unspaced) and sum(unspaced) / len(unspaced) > 0.5
    text = SlowText(params.shingle_characters if mostly else params.shingle_words)
    shingles = iter(views.words.values[views.words.bounds[article] : views.words.bounds[article + 1]].tolist())
    weights = [weigh(int(tokens.flags[t]), int(views.word_values[t])) for t in span]
    for k, t in enumerate(span):
        word, flags, weight = int(tokens.hashes[t]), int(tokens.flags[t]), weights[k]
        n = params.shingle_characters if unspaced[k] else params.shingle_words
        inside = [u for u in range(t, t + n) if u in span and tokens.segments[u] == tokens.segments[t]]
        gram = max(1, next(shingles)) if len(inside) == n else None
        text.grams.append(gram)
        text.prose.append(gram is not None and not all(tokens.flags[u] & QUOTED for u in inside))
        text.quoted.append(bool(flags & QUOTED))
        text.sentence.append(int(tokens.sentences[t]))
        if views.word_values[t] == FIRST_PERSON and not flags & QUOTED:
            text.spoken.add(text.sentence[-1])
        text.tokens.append((word, bool(flags & NUMBER)))
        if gram is not None:
            text.gram_weight.setdefault(gram, sum(weights[u - span.start] for u in inside) + 0.5)
        slot = int(views.salient[t]) in {NAME, FIGURE}
        if weight > 0 and not flags & QUOTED:
            text.words.setdefault(word, weight)
            text.content.setdefault(text.sentence[-1], []).append((word, weight, slot))
        if slot:
            text.names.setdefault(word, weight)
        if views.salient[t] == FIGURE and tokens.to[t] - tokens.at[t] > 1:
            text.numbers.add(word)
    text.pairs = set(views.pairs.values[views.pairs.bounds[article] : views.pairs.bounds[article + 1]].tolist()) - {0}
    text.function = set(
        views.function.values[views.function.bounds[article] : views.function.bounds[article + 1]].tolist()
    ) - {0}
    return text


def share(mine: set[int], other: set[int]) -> float:
    return len(mine & other) / max(1, len(mine))


def weighted_share(mine: dict[int, float], other: set[int]) -> float:
    return sum(weight for word, weight in mine.items() if word in other) / max(0.1, sum(mine.values()))


def common_runs(text: SlowText, grams: list[int | None], other: set[int]) -> tuple[set[int], int]:
    """The tokens in runs of six words and more that the other text has too, and the longest run."""
    covered: set[int] = set()
    longest = start = 0
    for t in range(len(grams) + 1):
        if t < len(grams) and grams[t] in other and grams[t] is not None:
            continue
        words = t - start + text.gram_words - 1 if t > start else 0
        longest = max(longest, words)
        if words >= 6:
            covered |= set(range(start, min(len(grams), t + text.gram_words - 1)))
        start = t + 1
    return covered, longest


def best_counterpart(sentence: list[tuple[int, float, bool]], other: SlowText) -> tuple[int, float, float]:
    """(counterpart, Dice, common weight) of a sentence; ties go to the one whose last common word comes first."""
    own = sum(weight for _, weight, _ in sentence)
    best = (-1, 0.0, 0.0)
    rank: tuple[float, int, int] | None = None
    for number, words in other.content.items():
        held = {word for word, _, _ in words}
        common = sum(weight for word, weight, _ in sentence if word in held)
        if common == 0:
            continue
        last = max(k for k, (word, _, _) in enumerate(sentence) if word in held)
        dice = 2 * common / max(0.1, own + sum(weight for _, weight, _ in words))
        if rank is None or (dice, -last, -number) > rank:
            rank, best = (dice, -last, -number), (number, dice, common)
    return best


def counterparts_of(text: SlowText, other: SlowText) -> dict[int, int]:
    """The counterpart of each sentence that has one."""
    best: dict[int, int] = {}
    for number, words in text.content.items():
        counterpart, _, common = best_counterpart(words, other)
        if counterpart >= 0:
            light, heavy = sorted(sum(weight for _, weight, _ in each) for each in (words, other.content[counterpart]))
            if common >= 0.45 * light and common >= 0.22 * heavy and common >= min(5.0, 0.9 * light):
                best[number] = counterpart
    return best


def outside_quotations(text: SlowText, sentence: int) -> list[tuple[int, bool]]:
    rows = zip(text.tokens, text.quoted, text.sentence, strict=True)
    return [token for token, quoted, number in rows if number == sentence and not quoted][:60]


def words_in_order(left: list[int], right: list[int]) -> int:
    """Length of the longest common subsequence, by the table that every textbook has."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, mine in enumerate(left):
        for j, other in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if mine == other else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


def slow_wording(text: SlowText, other: SlowText) -> dict[str, float]:
    """How the wording of mutual counterparts is kept, of one side."""
    best, back = counterparts_of(text, other), counterparts_of(other, text)
    rows: list[tuple[int, int, float]] = []
    firm: list[tuple[int, int, float]] = []
    numbers: list[bool] = []
    for number in sorted(best):
        if back.get(best[number]) != number:
            continue
        mine, theirs = outside_quotations(text, number), outside_quotations(other, best[number])
        common = words_in_order([word for word, _ in mine], [word for word, _ in theirs])
        likeness = 2 * common / max(1, len(mine) + len(theirs))
        rows += [(number, common, likeness)] if common else []
        own, foreign = ({word for word, is_number in each if is_number} for each in (mine, theirs))
        replaced = own - {word for word, _ in theirs} and foreign - {word for word, _ in mine}
        spoken = number in text.spoken or best[number] in other.spoken
        firm += [] if replaced or spoken or not common else [(number, common, likeness)]
        if likeness >= 0.4:
            held = {word for word, _ in theirs}
            numbers += [word in held for word, is_number in mine if is_number]
    return {
        "mutual": len(rows),
        "tight": sum(likeness >= 0.6 and common >= 6 for _, common, likeness in rows),
        "kept": sum(common for _, common, _ in rows) / max(1, text.quoted.count(False)),
        "kept_words": sum(common for _, common, _ in rows),
        "passage_words": longest_passage(rows, best),
        "third_likeness": third_likeness(rows),
        "firm_words": sum(common for _, common, _ in firm),
        "firm_passage": longest_passage(firm, best),
        "firm_third": third_likeness(firm),
        "figures": sum(numbers) / len(numbers) if numbers else 1.0,
    }


def longest_passage(rows: list[tuple[int, int, float]], best: dict[int, int]) -> int:
    """Common words of the longest row of sentences that ascends in both texts."""
    passages = [0]
    for k, (number, common, _) in enumerate(rows):
        before = rows[k - 1][0] if k else -10
        near = number - before <= 3 and 0 < best[number] - best.get(before, 0) <= 3
        passages.append(passages[-1] + common if k and near else common)
    return max(passages)


def third_likeness(rows: list[tuple[int, int, float]]) -> float:
    alike = sorted((likeness for _, common, likeness in rows if common >= 6), reverse=True)
    return alike[2] if len(alike) > 2 else 0.0


def slow_windows(text: SlowText, other: SlowText) -> dict[str, float]:
    """Most common words of a window of 60, and the words of common runs that are quoted in one text only."""
    every = {gram for gram in other.grams if gram}
    tokens = range(len(text.grams))
    covered: set[int] = set()
    one_sided: list[int | None] = []
    for t in tokens:
        gram = text.grams[t]
        here, there = text.prose[t], gram in other.prose_grams
        one_sided.append(gram if gram in every and here != there else None)
        if gram in every and here and there:
            covered |= set(range(t, t + text.gram_words))
    covered = {t for t in covered if t < len(text.grams) and not text.quoted[t]}
    unspoken = {t for t in covered if text.sentence[t] not in text.spoken}
    lifted = 0
    start = 0
    for t in range(len(tokens) + 1):
        if t < len(tokens) and one_sided[t] is not None:
            continue
        if t > start and t - start + text.gram_words - 1 >= 6:
            run = range(start, min(len(tokens), t + text.gram_words - 1))
            lifted += sum(text.sentence[u] not in text.spoken for u in run)
        start = t + 1
    return {
        "densest": max((len(covered & set(range(t - 59, t + 1))) for t in tokens), default=0),
        "unspoken": max((len(unspoken & set(range(t - 59, t + 1))) for t in tokens), default=0),
        "lifted": lifted,
    }


def slow_side(text: SlowText, other: SlowText) -> dict[str, float]:
    """Directed figures of a text against another, and those of which the smaller side counts."""
    best = counterparts_of(text, other)
    likeness: dict[int, float] = {}
    kept = {True: [0.0, 0.0], False: [0.0, 0.0]}
    weights = {number: sum(weight for _, weight, _ in words) for number, words in text.content.items()}
    for number, words in text.content.items():
        counterpart, dice, _ = best_counterpart(words, other)
        likeness[number] = min(1.0, dice)
        if number not in best:
            continue
        held = {word for word, _, _ in other.content[counterpart]}
        for word, weight, slot in words:
            kept[slot][0] += weight
            kept[slot][1] += weight if word in held else 0.0
    prose = [gram if outside else None for gram, outside in zip(text.grams, text.prose, strict=True)]
    runs, longest = common_runs(text, prose, other.prose_grams)
    all_runs, _ = common_runs(text, text.grams, {gram for gram in other.grams if gram})
    outside = [t for t, quoted in enumerate(text.quoted) if not quoted]
    whole, tokens = max(0.1, sum(weights.values())), max(1, len(text.quoted))
    counterparts = [best[number] for number in sorted(best)]
    rising = [b >= a for a, b in pairwise(counterparts)]
    return {
        "sentences": sum(weights[number] for number in best) / whole,
        "aligned": sum(weights[number] * likeness[number] for number in weights) / whole,
        "covered": sum(t in runs or text.sentence[t] in best for t in outside) / max(1, len(outside)),
        "runs": sum(t in runs for t in outside) / max(1, len(outside)),
        "length": len(outside),
        "quoted": 1 - len(outside) / tokens,
        "all_runs": len(all_runs) / tokens,
        "slots": kept[True][1] / max(0.1, kept[True][0]),
        "rest": kept[False][1] / max(0.1, kept[False][0]),
        "run": longest,
        "order": sum(rising) / len(rising) if len(rising) >= 2 else 1.0,
        "shared_sentences": len(best),
        "close_sentences": sum(likeness[n] >= 0.5 and weights[n] >= 8.0 for n in best),
        "chain": longest_chain(best),
        **slow_wording(text, other),
        **slow_windows(text, other),
    }


def longest_chain(best: dict[int, int]) -> int:
    longest = length = 0
    matched = sorted(best)
    for k, number in enumerate(matched):
        before = matched[k - 1] if k else -10
        near = number - before <= 3 and 0 < best[number] - best.get(before, 0) <= 3
        length = length + 1 if k and near else 1
        longest = max(longest, length)
    return longest


def slow_figures(left: SlowText, right: SlowText) -> dict[str, float]:
    figures: dict[str, float] = {}
    for side, mine, other in (("left", left, right), ("right", right, left)):
        prose = {gram: mine.gram_weight[gram] for gram in mine.prose_grams}
        figures |= {
            f"grams_{side}": share(mine.prose_grams, other.prose_grams),
            f"rare_grams_{side}": weighted_share(prose, other.prose_grams),
            f"words_{side}": weighted_share(mine.words, set(other.words)),
            f"names_{side}": weighted_share(mine.names, set(other.names)),
            f"numbers_{side}": share(mine.numbers, other.numbers) if mine.numbers else 1.0,
            f"pairs_{side}": share(mine.pairs, other.pairs),
            f"function_{side}": share(mine.function, other.function),
        }
    sides = slow_side(left, right), slow_side(right, left)
    for name in sides[0]:
        if name in _SMALLER:
            figures[name] = min(sides[0][name], sides[1][name])
        else:
            figures[f"{name}_left"], figures[f"{name}_right"] = sides[0][name], sides[1][name]
    common = left.prose_grams & right.prose_grams
    figures["jaccard"] = len(common) / max(1, len(left.prose_grams | right.prose_grams))
    figures["shared_grams"] = len(common)
    figures["shared_pairs"] = len(left.pairs & right.pairs)
    figures["shared_numbers"] = len(left.numbers & right.numbers)
    return figures
