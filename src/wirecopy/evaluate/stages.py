"""The pure stages over a file of articles: read, clean, learn furniture, find candidates, judge chosen pairs.

In: a file. Out: `Corpus` (documents in order of article_id, found by the corpus's own ids), its candidate pairs, and
probabilities for any pairs of it. Nothing is stored: this is how pairs labelled by hand are judged, of which most
would never become a row of a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wirecopy.candidates import NO_TIME, CostReport, Window, find_candidates
from wirecopy.clean import clean_batch
from wirecopy.fingerprint.sketch import merge_sketches, sketch_batch
from wirecopy.language import with_language
from wirecopy.model import Article, ArticleId, Document, Origin, Verdict
from wirecopy.params import Params
from wirecopy.read import read_articles
from wirecopy.rules import load_rules
from wirecopy.run.link import label_learned
from wirecopy.verify.judge import judge
from wirecopy.verify.verdict import Model

_BATCH = 1000

Pair = tuple[int, int]


class LooseText(NamedTuple):
    """A text that belongs to no corpus."""

    headline: str
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents ascending by article_id; `places` maps the corpus's own id of an article to its position."""

    documents: Sequence[Document]
    places: Mapping[str, int]


def read_corpus(path: Path) -> Corpus:
    """All articles of a file, cleaned, with furniture learned from the file itself; twins of one id are one.

    Raises InputError where the file can't be read.
    """
    articles = [record for record in read_articles([str(path)]) if isinstance(record, Article)]
    first = {article.article_id: article for article in reversed(articles)}
    kept = [first[article_id] for article_id in sorted(first)]
    documents = label_learned(list(clean_batch(with_language(kept), load_rules())))
    at = {document.article.article_id: place for place, document in enumerate(documents)}
    return Corpus(documents, {record_id(article): at[article.article_id] for article in reversed(articles)})


def record_id(article: Article) -> str:
    """The corpus's own id of an article; where it has none, the file's first word and its row, counted from 0."""
    given = article.meta.get("record_id")
    return str(given) if given else f"{Path(article.origin.path).name.split('_')[0]}-{article.origin.position - 1}"


def candidate_pairs(documents: Sequence[Document], params: Params) -> tuple[set[Pair], CostReport]:
    """Candidate pairs of positions (left < right) of documents ascending by article_id, and what the search cost."""
    batches = [sketch_batch(documents[start : start + _BATCH], params) for start in range(0, len(documents), _BATCH)]
    _, words, keys = merge_sketches(batches)
    times = [document.article.published_at for document in documents]
    published = np.array([NO_TIME if time is None else time for time in times], np.int64)
    pairs, cost = find_candidates(Window(keys, words, published, np.ones(len(documents), np.bool_)), params)
    return {(left, right) for left, right in pairs.tolist()}, cost


def judge_pairs(documents: Sequence[Document], pairs: Sequence[Pair], params: Params, model: Model) -> list[Verdict]:
    """A verdict for each pair of positions, candidate or not, in the given order."""
    if not pairs:
        return []
    wanted: NDArray[np.int64] = np.sort(np.array(pairs, np.int64), axis=1)
    used, inverse = np.unique(wanted, return_inverse=True)
    chosen = [documents[place] for place in used.tolist()]
    return judge(chosen, inverse.reshape(wanted.shape).astype(np.int64), params, model, related_only=False).records()


def judge_texts(pairs: Sequence[tuple[LooseText, LooseText]], params: Params, model: Model) -> list[Verdict]:
    """A verdict for each pair of texts, cleaned by the shipped rules, in the given order."""
    documents = loose_documents(text for pair in pairs for text in pair)
    return judge_pairs(documents, [(2 * number, 2 * number + 1) for number in range(len(pairs))], params, model)


def loose_documents(texts: Iterable[LooseText]) -> list[Document]:
    """Texts cleaned by the shipped rules, numbered from 1 in the given order."""
    return list(clean_batch((_loose_article(number, text) for number, text in enumerate(texts, 1)), load_rules()))


def _loose_article(number: int, loose: LooseText) -> Article:
    return Article(
        ArticleId(number), f"loose:{number}", "", "", loose.headline, "", loose.text, None, "none", loose.language,
        Origin("", number),
    )  # fmt: skip
