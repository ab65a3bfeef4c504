"""Pairs of articles with labels, from which the verdict is fitted and by which it is judged.

In: tables of labelled pairs and the real texts that they name; simulated corpora with truth. Out: `Pairs` by corpus:
read pairs, real ones that nobody read but that are almost surely independent, and simulated ones.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, Window, find_candidates
from wirecopy.clean import clean_batch
from wirecopy.evaluate.gold import TAKEN, read_gold
from wirecopy.evaluate.retellings import loose_text
from wirecopy.evaluate.stages import loose_documents
from wirecopy.evaluate.truth import read_json_lines
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.language import with_language
from wirecopy.model import Article, Document
from wirecopy.params import Params
from wirecopy.read import read_articles
from wirecopy.rules import load_rules
from wirecopy.run.link import label_learned
from wirecopy.verify.figures import most as larger
from wirecopy.verify.judge import figures_of

# Below which shares of common runs (quotations included) and of common shingles two texts are taken as independent.
_WEAK = {
    "ecbplus_1_22": (0.15, 1.0),
    "wikinews_events": (0.15, 1.0),
    "reuters21578": (0.0, 1.0),
    "fnc1_bodies": (0.08, 0.12),
    "chronam1916": (0.008, 0.03),
}
_WITHOUT_EVENTS = ("fnc1_bodies", "chronam1916")
_HALVES = frozenset({"fit", "report"})
_LOSSY = ("cut", "excerpt", "mosaic")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labelled pairs: figures (m, f), taken (m,) bool, a label and a story each, and whether they are in the fit half.

    Pairs of one story are never divided between fitting and checking; where no stories are known they are "".
    """

    figures: NDArray[np.float32]
    taken: NDArray[np.bool_]
    labels: NDArray[np.str_]
    stories: NDArray[np.str_]
    fit: NDArray[np.bool_]

    def part(self, chosen: NDArray[np.bool_]) -> Pairs:
        """The chosen ones (m,)."""
        return Pairs(
            self.figures[chosen], self.taken[chosen], self.labels[chosen], self.stories[chosen], self.fit[chosen]
        )


def join(parts: Iterable[Pairs]) -> Pairs:
    """Pairs of several sets as one."""
    every = list(parts)
    return Pairs(
        np.concatenate([p.figures for p in every]),
        np.concatenate([p.taken for p in every]),
        np.concatenate([p.labels for p in every]),
        np.concatenate([p.stories for p in every]),
        np.concatenate([p.fit for p in every]),
    )


def read_documents(path: Path) -> list[Document]:
    """All articles of a file, cleaned, with furniture learned from the file itself."""
    articles = [record for record in read_articles([str(path)]) if isinstance(record, Article)]
    return label_learned(list(clean_batch(with_language(articles), load_rules())))


def gold_pairs(gold: Path, data: Path, params: Params) -> dict[str, Pairs]:
    """The labelled real pairs of the two halves by corpus; corpora without texts are left out."""
    found: dict[str, Pairs] = {}
    for corpus, labelled in read_gold(gold).items():
        path = data / f"{corpus}.jsonl.gz"
        if not path.exists():
            click.echo(f"{corpus}: no texts in {data}, left out")
            continue
        documents = read_documents(path)
        places = {_record_id(document): place for place, document in enumerate(documents)}
        sure = [pair for pair in labelled if pair.label != "unsure" and pair.split in _HALVES]
        rows = [pair for pair in sure if pair.left_id in places and pair.right_id in places]
        pairs = np.array([sorted((places[pair.left_id], places[pair.right_id])) for pair in rows])
        labels = np.array([pair.label for pair in rows])
        found[corpus] = Pairs(
            _figures(documents, pairs, params),
            np.isin(labels, sorted(TAKEN)),
            labels,
            np.array([pair.story for pair in rows]),
            np.array([pair.split == "fit" for pair in rows]),
        )
    return found


def _figures(documents: Sequence[Document], pairs: NDArray[np.int64], params: Params) -> NDArray[np.float32]:
    """Figures of pairs of places; documents in none of them are not looked at."""
    used, inverse = np.unique(pairs, return_inverse=True)
    return figures_of([documents[place] for place in used], inverse.reshape(-1, 2), params)


def _record_id(document: Document) -> str:
    article = document.article
    given = article.meta.get("record_id")
    return str(given) if given else f"{Path(article.origin.path).name.split('_')[0]}-{article.origin.position - 1}"


def weak_pairs(gold: Path, data: Path, params: Params, most: int, seed: int) -> dict[str, Pairs]:
    """Candidate pairs of real articles that are almost surely independent, without having been read.

    Reports of one event with little common text, articles of different events, and agency notices (earnings,
    dividends) on different companies. Half of each corpus is for fitting, by the digest of the event or company; of
    rumours and scanned pages only articles that stand in read pairs are taken, each in the half of those.
    """
    found: dict[str, Pairs] = {}
    halves = _halves(gold)
    for corpus, (own, grams) in _WEAK.items():
        path = data / f"{corpus}.jsonl.gz"
        if not path.exists():
            continue
        documents = read_documents(path)
        groups = [halves.get((corpus, _record_id(document)), "") or _group(document) for document in documents]
        pairs = _candidates(documents, params)
        pairs = pairs[[bool(groups[left]) and bool(groups[right]) for left, right in pairs.tolist()]]
        chosen = np.array(random.Random(seed).sample(pairs.tolist(), min(most, len(pairs))))
        figures = _figures(documents, chosen, params)
        same = np.array([groups[left] == groups[right] for left, right in chosen.tolist()])
        little = (larger(figures, "all_runs") < own) & (larger(figures, "grams") < grams)
        sure = little | (~same & ~np.array([groups[left] in _HALVES for left, _ in chosen.tolist()]))
        fit = np.array([_in_fit(groups[left]) and _in_fit(groups[right]) for left, right in chosen.tolist()])
        labels = np.where(same, "independent", "other")
        stories = np.full(len(same), "")
        found[f"weak {corpus}"] = Pairs(figures, np.zeros(len(same), np.bool_), labels, stories, fit).part(sure)
    return found


def _halves(gold: Path) -> dict[tuple[str, str], str]:
    """(corpus, article id) -> the half that it stands in, of the corpora that have no events."""
    halves: dict[tuple[str, str], str] = {}
    for corpus, pairs in read_gold(gold).items():
        if corpus in _WITHOUT_EVENTS:
            half = {name: pair.split for pair in pairs for name in (pair.left_id, pair.right_id)}
            halves |= {(corpus, name): "fit" if split == "fit" else "report" for name, split in half.items()}
    return halves


def _group(document: Document) -> str:
    """The event of an article, or the company of a notice ("" where there is none to tell)."""
    event = document.article.meta.get("event")
    if event:
        return str(event).split("_")[-1] if str(event).startswith("wikinews") else str(event)
    company = re.search(r"<([A-Z.]{1,7})>", document.article.headline)
    return company[1] if company else ""


def _in_fit(group: str) -> bool:
    if group in _HALVES:
        return group == "fit"
    return hashlib.sha256(group.encode()).digest()[0] % 2 == 0


def _candidates(documents: Sequence[Document], params: Params) -> NDArray[np.int32]:
    _, words, keys = merge_sketches([sketch_batch(documents, params) | {"article_ids": np.arange(len(documents))}])
    window = Window(keys, words, np.full(len(documents), NO_TIME), np.ones(len(documents), np.bool_))
    return find_candidates(window, params)[0]


def simulated_pairs(folder: Path, params: Params, most: int, seed: int) -> Pairs:
    """Candidate pairs of a simulated corpus, labelled by its truth; pairs of two cut texts may share nothing."""
    documents = read_documents(folder / "articles.jsonl")
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        truth = {row["url"]: row for row in map(json.loads, lines)}
    rows = [truth[document.article.url] for document in documents]
    pairs = _candidates(documents, params)
    known = [(pair, _label(rows[pair[0]], rows[pair[1]])) for pair in pairs.tolist()]
    known = [each for each in known if each[1]]
    chosen = random.Random(seed).sample(known, min(most, len(known)))
    figures = _figures(documents, np.array([pair for pair, _ in chosen]), params)
    labels = np.array([label for _, label in chosen])
    return Pairs(figures, labels == "taken", labels, np.full(len(labels), ""), np.ones(len(labels), np.bool_))


def _label(left: dict, right: dict) -> str:  # type: ignore[type-arg]
    """The word "taken", the kind of a negative, or "" where the truth does not say."""
    shared = {story["story"] for story in left["stories"]} & {story["story"] for story in right["stories"]}
    if not shared:
        kinds = {left["kind"], right["kind"]}
        return (
            "template"
            if "template" in kinds
            else "independent"
            if left["event"] and left["event"] == right["event"]
            else "unrelated"
        )
    both_lossy = all(any(word in row["kind"] for word in _LOSSY) for row in (left, right))
    return "" if both_lossy else "taken"


def retold_figures(bases: Iterable[Path], retold: Path, params: Params) -> dict[str, NDArray[np.float32]]:
    """By kind ("" where the file has none), the figures of stories told again with the base story that each is `of`."""
    stories = {row["story"]: row for path in bases for row in _rows(path)}
    told = _rows(retold)
    figures = _row_figures([(stories[row["of"]], row) for row in told], params)
    kinds = np.array([str(row.get("kind", "")) for row in told])
    return {str(kind): figures[kinds == kind] for kind in np.unique(kinds)}


def event_figures(bases: Iterable[Path], translated: Path, params: Params, seed: int) -> NDArray[np.float32]:
    """Figures of translated reports with the other reports of their event, and with a report of another event."""
    told = _rows(translated)
    stories = [row for path in bases for row in _rows(path)]
    same = [(row, each) for row in told for each in stories if each["event"] == row["event"]]
    apart = [(row, each) for row in told for each in stories if each["language"] != row["language"]]
    others = random.Random(seed).sample(apart, min(len(apart), 2_000))
    return _row_figures([(row, each) for row, each in [*same, *others] if each["story"] != row["of"]], params)


def _row_figures(pairs: Sequence[tuple[dict, dict]], params: Params) -> NDArray[np.float32]:  # type: ignore[type-arg]
    documents = loose_documents(loose_text(row) for pair in pairs for row in pair)
    return figures_of(documents, np.arange(len(documents)).reshape(-1, 2), params)


def _rows(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [dict(row) for _, row in read_json_lines(path)]
