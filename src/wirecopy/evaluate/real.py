"""Links in real news that nobody labelled as copies: events that many report, notices of one mould.

In: the database of a run over one corpus, the corpus with its labels (event, topics), and pairs labelled by reading.
Out: tables of links and the links to look at. A link is a pair of articles in one story. Of links inside one event
only a reader can say whether they are copies: those labelled copy, version or partial are right, those labelled
independent wrong, the rest is listed. Links across events that nobody read are taken as wrong. Two parts of one story
need have nothing in common, so an article is a false copy where no chain of right links joins it to most of a story.
A link that readers left unsure counts as not read.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wirecopy.cluster.components import components
from wirecopy.evaluate.findings import Finding, read_findings
from wirecopy.evaluate.gold import TAKEN, GoldPair
from wirecopy.evaluate.stages import record_id
from wirecopy.evaluate.tables import Table, share
from wirecopy.evaluate.truth import read_json_lines
from wirecopy.model import Article
from wirecopy.read import read_articles

_TICKER = re.compile(r"<([A-Z][A-Z.]{0,8})>")
_MOULD = "earn"


class Link(NamedTuple):
    """Two articles of one story by the corpus's ids, and how the link is judged."""

    left_id: str
    right_id: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a corpus; `articles` is how many of its articles are judged, `stories` their ids story by story."""

    corpus: str
    articles: int
    links: tuple[Link, ...]
    stories: tuple[frozenset[str], ...] = ()

    def accused(self, judgements: Iterable[str]) -> set[str]:
        """Articles that stand in a link of such a judgement."""
        wanted = set(judgements)
        return {end for link in self.links if link.judgement in wanted for end in (link.left_id, link.right_id)}

    def strangers(self, judgements: Iterable[str]) -> set[str]:
        """Articles that no chain of links of other judgements joins to most of one of their stories."""
        doubted = set(judgements)
        trusted = [link for link in self.links if link.judgement not in doubted]
        found: set[str] = set()
        for story in self.stories:
            places = {own: place for place, own in enumerate(sorted(story))}
            pairs = [(places[link.left_id], places[link.right_id]) for link in trusted if story.issuperset(link[:2])]
            groups = components(np.arange(len(places)), np.array(pairs, np.int64).reshape(-1, 2))
            largest = set(max(groups, key=len).tolist())
            found |= {own for own, place in places.items() if place not in largest or len(largest) == 1}
        return found

    def table(self) -> Table:
        """Links by judgement with the articles that they concern."""
        counts = Counter(link.judgement for link in self.links)
        rows = [
            (name, counts[name], len(self.accused([name])), share(len(self.accused([name])), self.articles))
            for name in sorted(counts)
        ]
        title = f"Links in {self.corpus} ({self.articles:,} articles)"
        return Table(title, ("link", "pairs", "articles", "share of articles"), tuple(rows))


def event_links(db: Path, corpus_file: Path, gold: Sequence[GoldPair]) -> tuple[Links, dict[str, float | None]]:
    """Links among reports of events (field `event`): right, wrong, or not read by anybody."""
    labels = {frozenset((pair.left_id, pair.right_id)): pair.label for pair in gold}
    events = {number: str(row.get("event", "")) for number, row in read_json_lines(corpus_file)}

    def judge(left: Article, right: Article) -> str:
        label = labels.get(frozenset((record_id(left), record_id(right))))
        if label is not None and label != "unsure":
            return "labelled as taken" if label in TAKEN else "labelled independent"
        same = events[left.origin.position] == events[right.origin.position]
        return "one event, not labelled" if same else "other event"

    links = _links(read_findings(db), _articles(corpus_file), judge, corpus_file)
    wrong = ["labelled independent", "other event"]
    unread = [*wrong, "one event, not labelled"]
    return links, {
        f"real.{links.corpus}.strangers_at_least": share(len(links.strangers(wrong)), links.articles),
        f"real.{links.corpus}.strangers_at_most": share(len(links.strangers(unread)), links.articles),
        f"real.{links.corpus}.in_any_wrong_link": share(len(links.accused(wrong)), links.articles),
    }


def notice_links(db: Path, corpus_file: Path, gold: Sequence[GoldPair] = ()) -> tuple[Links, dict[str, float | None]]:
    """Links among earnings notices (topic `earn`): those of two companies are wrong, those of one may be re-issues."""
    labels = {frozenset((pair.left_id, pair.right_id)): pair.label for pair in gold}
    topics = {number: row.get("topics") or () for number, row in read_json_lines(corpus_file)}
    notices = [article for article in _articles(corpus_file) if _MOULD in topics[article.origin.position]]

    def judge(left: Article, right: Article) -> str:
        label = labels.get(frozenset((record_id(left), record_id(right))))
        if label is not None and label != "unsure":
            return "labelled as taken" if label in TAKEN else "labelled independent"
        return "one company" if same_company(left.headline, right.headline) else "two companies"

    links = _links(read_findings(db), notices, judge, corpus_file)
    wrong = links.accused(["two companies", "labelled independent"])
    return links, {f"real.{links.corpus}.notices_wrong": share(len(wrong), links.articles)}


def same_company(left: str, right: str) -> bool:
    """Whether two headlines name one company: the same ticker where both have one, else the same first word.

    >>> same_company("ACORN MILLS INC <ACM> 1ST QTR NET", "ACORN MILLS <ACM> CORRECTS NET")
    True
    """
    tickers = [set(_TICKER.findall(headline)) for headline in (left, right)]
    if all(tickers):
        return bool(tickers[0] & tickers[1])
    words = [headline.split() for headline in (left, right)]
    return all(words) and words[0][0].strip("<>,.") == words[1][0].strip("<>,.")


def _articles(corpus_file: Path) -> list[Article]:
    return [record for record in read_articles([str(corpus_file)]) if isinstance(record, Article)]


def _links(
    findings: Mapping[str, Finding],
    articles: Sequence[Article],
    judge: Callable[[Article, Article], str],
    corpus_file: Path,
) -> Links:
    """All pairs of these articles that share a story, judged; each pair once."""
    by_id = {article.article_id: article for article in reversed(articles)}
    members: dict[int, list[Article]] = defaultdict(list)
    for finding in findings.values():
        if finding.article_id in by_id:
            for story in finding.roles:
                members[story].append(by_id[finding.article_id])  # type: ignore[index]
    found: dict[tuple[str, str], Link] = {}
    stories = [frozenset(map(record_id, articles_of)) for articles_of in members.values()]
    for story in sorted(members):
        for one, other in itertools.combinations(sorted(members[story], key=record_id), 2):
            key = (record_id(one), record_id(other))
            found.setdefault(key, Link(*key, judge(one, other)))
    links = tuple(found[key] for key in sorted(found))
    return Links(corpus_file.name.split(".")[0], len(by_id), links, tuple(story for story in stories if len(story) > 1))
