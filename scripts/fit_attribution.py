#!/usr/bin/env python
"""Fit the weights of attribution on families whose truth is known, and write them as JSON.

In: databases that runs made of corpora of scripts/make_corpus.py, each with its truth. Out: attribute/weights.json.
The one idea: a conditional logit, in which the right answer of each copy competes with all its others. Every family
is seen three times: with its times, without any, and with a third of them wrong by up to twelve hours, so that no
weight leans on the clock. Then Platt's scaling is fitted on held-out families, on the posteriors of whole forests
(attribute/branching.py), and there the confidence is set from which a source is named.

Run it again whenever candidates, verdicts, stories or the signals change:
  scripts/fit_attribution.py --make build/attribution --data ../shared/data
makes plain, hard and mixed corpora of the fitting half of base stories, runs over them, and fits.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags, hstack, vstack
from sklearn.linear_model import LogisticRegression

from wirecopy.attribute import Family, Outlet, OutletTable, Weights
from wirecopy.attribute.branching import OWN, UNSEEN
from wirecopy.attribute.dossier import open_dossier
from wirecopy.attribute.outlets import KnownKind
from wirecopy.attribute.signals import RULES
from wirecopy.attribute.situations import SITUATIONS
from wirecopy.attribute.story import answer, weigh
from wirecopy.attribute.timing import CLOCKS, UNDATED
from wirecopy.attribute.weights import Scale
from wirecopy.evaluate.truth import TrueArticle, read_truth
from wirecopy.model import ArticleId, Document, Member
from wirecopy.rules import load_rules
from wirecopy.run import run
from wirecopy.store import Store

ROOT = Path(__file__).resolve().parent.parent
_CORPORA = {"plain": 6_000, "hard": 6_000, "mixed": 6_000}
_LOOSE = ("fnc1_bodies", "reuters21578", "wikinews_events")
SEEN = ("as given", "none", "a third wrong")
_WRONG_BY = 12 * 3_600
_ARTICLES = "SELECT article_id, url FROM article_list ORDER BY article_id"
_RIDGE = 0.0003

# What a corpus grown by chance can't teach: where the ridge pulls to (rules not listed: 0, time steps: below) ...
_PRIORS = {
    "links-to-source": 5.0,
    "claims-source-outlet": 3.0,
    "carrier-is-source": 2.5,
    "carrier-inherited": 1.5,
    "source-furniture": 1.5,
    "copy-furniture-in-source": -1.5,
    "inherited-errors": 0.8,
    "names-source-outlet": 1.0,
    "clean-from-spun": -5.0,
    "source-spinner": -2.0,
    "agency-from-outlet": -3.0,
    "twin": -3.0,
    "same-group": -0.5,
    "own-agency": 6.0,
    "source-noindex": -1.0,
    "own-noindex": -2.0,
}
# ... and bounds: invented outlets copy from spinners as readily as from anybody, real ones don't.
_BOUNDS = {"clean-from-spun": (-9.0, -2.5), "source-spinner": (-9.0, -1.0), "source-partial": (-4.0, 0.0)}


class Example(NamedTuple):
    """A family, and for each member the article it was copied from, or UNSEEN, or OWN for one that is no copy."""

    family: Family
    truth: Mapping[ArticleId, int]


class Answers(NamedTuple):
    """All answers for n copies as numbers: values of rules, the first answer of each copy, the right ones.

    `values` (answers, rules times one and the number of situations): the values as they are, then once more for every
    situation, 0 where it does not hold.
    """

    values: csr_matrix
    first: NDArray[np.int64]
    right: NDArray[np.int64]


def read_examples(database: Path, truth_file: Path) -> list[Example]:
    """The families that a run found in a made corpus, with the truth of their members.

    Members whose true source is in no family of theirs are told as taken from an unseen text, which is what they
    are as far as the family goes.
    """
    truth = read_truth(truth_file)
    with Store.open(database, readonly=True) as store:
        ids = {str(row[1]): ArticleId(int(str(row[0]))) for row in store.execute_readonly(_ARTICLES).rows}
        urls = {article_id: url for url, article_id in ids.items()}
        wanted = {story for stories in store.stories_of(ids.values()).values() for story in stories}
        found = []
        for story in store.load_stories(sorted(wanted)):
            members = [member.article_id for member in story.members]
            if len(members) < 2:
                continue
            plain = dataclasses.replace(story, members=tuple(map(_unattributed, story.members)))
            family = Family(plain, store.load_documents(members), store.verdicts_among(members))
            found.append(Example(family, {m: _true_source(truth.get(urls[m]), ids, set(members)) for m in members}))
    return found


def _unattributed(member: Member) -> Member:
    """The member as cluster gives it, without the roles that attribution found."""
    return dataclasses.replace(member, role="partial" if member.role == "partial" else "copy")


def _true_source(article: TrueArticle | None, ids: Mapping[str, ArticleId], members: set[ArticleId]) -> int:
    if article is None or article.role in ("origin", "version", "single"):
        return OWN
    sources = [ids[take.source_url] for take in article.takes if take.source_url is not None and take.source_url in ids]
    return next((source for source in sources if source in members), UNSEEN)


def with_clock(family: Family, clock: str, rng: Random) -> Family:
    """The family with its times as given, without any, or with a third of them wrong by up to twelve hours."""
    if clock == SEEN[0]:
        return family
    documents: dict[ArticleId, Document] = {}
    for article_id in sorted(family.documents):
        document = family.documents[article_id]
        article = document.article
        if clock == SEEN[1]:
            article = dataclasses.replace(article, published_at=None, published_precision="none")
        elif article.published_at is not None and rng.random() < 1 / 3:
            wrong = article.published_at + rng.randint(-_WRONG_BY, _WRONG_BY)
            article = dataclasses.replace(article, published_at=wrong)
        documents[article_id] = dataclasses.replace(document, article=article)
    return dataclasses.replace(family, documents=documents)


def read_answers(examples: Iterable[Example], outlets: Sequence[OutletTable], seed: int) -> Answers:
    """Every copy of every family under every clock, where the true answer is among those that it may have."""
    rng = Random(seed)
    rows, held, first, right, count = [], [], [], [], 0
    for number, (family, truth) in enumerate(examples):
        for turn, clock in enumerate(SEEN):
            dossier = open_dossier(with_clock(family, clock, rng), outlets[(number + turn) % len(outlets)])
            shortlist, evidence = weigh(dossier)
            for node in range(len(dossier.members)):
                options = [*(dossier.identifier(i) for i in shortlist.of(node)["source"].tolist()), UNSEEN, OWN]
                true = truth[dossier.identifier(node)]
                if node not in dossier.own_texts and true in options:
                    rows.append(csr_matrix(evidence.of(node)))
                    held.append(np.repeat(evidence.situations[[node]], len(options), axis=0))
                    first.append(count)
                    right.append(count + options.index(true))
                    count += len(options)
    values, inside = vstack(rows, "csr"), np.vstack(held).astype(np.float64)
    blocks = [values, *(diags(column) @ values for column in inside.T)]
    return Answers(hstack(blocks, "csr"), np.array(first), np.array(right))


def loss(weights: NDArray[np.float64], data: Answers, prior: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the right answers, with a ridge around the priors, and its gradient."""
    ridge = _RIDGE * len(data.first)
    away = weights - prior
    scores = data.values @ weights
    owner = np.repeat(np.arange(len(data.first)), np.diff(np.append(data.first, len(scores))))
    scores -= np.maximum.reduceat(scores, data.first)[owner]
    odds = np.exp(scores)
    sums = np.add.reduceat(odds, data.first)
    total = float(np.log(sums).sum() - scores[data.right].sum() + ridge * (away @ away) / 2)
    share = odds / sums[owner]
    share[data.right] -= 1.0
    return total, data.values.T @ share + ridge * away


def fit_rules(data: Answers) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Weights per rule, and what is added to them in each situation, by L-BFGS; bounded rules weigh the same in all."""
    differences = len(SITUATIONS) * len(RULES)
    prior = np.concatenate([[_prior(rule) for rule in RULES], np.zeros(differences)])
    bounds = [_BOUNDS.get(rule, (None, None)) for rule in RULES]
    bounds += [(0.0, 0.0) if rule in _BOUNDS else (None, None) for _ in SITUATIONS for rule in RULES]
    start = prior.copy()
    start[: len(RULES)] = [np.clip(_prior(rule), *_BOUNDS.get(rule, (-99, 99))) for rule in RULES]
    found = minimize(
        loss, start, args=(data, prior), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 400}
    )
    print(f"{len(data.first)} copies, loss {found.fun / len(data.first):.4f} a copy, {found.nit} steps")
    table = found.x.round(3).reshape(-1, len(RULES)).tolist()
    rules, *added = [dict(sorted(zip(RULES, weights, strict=True))) for weights in table]
    told = [{rule: weight for rule, weight in weights.items() if weight} for weights in added]
    return rules, dict(zip(SITUATIONS, told, strict=True))


def _prior(rule: str) -> float:
    if rule.startswith("source-later"):
        return -1.5
    return 0.5 if rule.startswith("source-earlier") else _PRIORS.get(rule, 0.0)


class Named(NamedTuple):
    """A source that the best forest names: its posterior, whether it is the true one, what the clocks are worth."""

    posterior: float
    right: bool
    clock: str


def name_sources(
    examples: Iterable[Example], outlets: Sequence[OutletTable], weights: Weights, clock: str, seed: int
) -> list[Named]:
    """All sources that the best forests name in these families, abstentions not yet made."""
    found = []
    rng = Random(seed)
    for number, (family, truth) in enumerate(examples):
        dossier = open_dossier(with_clock(family, clock, rng), outlets[number % len(outlets)])
        shortlist, evidence = weigh(dossier)
        for node, given in enumerate(answer(dossier, shortlist, [evidence], weights)[0]):
            if given.choice >= 0:
                right = truth[dossier.identifier(node)] == dossier.identifier(given.choice)
                worth = dossier.clock if dossier.members[node].span is not None else UNDATED
                found.append(Named(given.posterior, right, worth))
    return found


def calibrate(seen: Sequence[Named], most_wrong: float) -> Scale:
    """Platt's scaling, and the lowest confidence from which at most `most_wrong` of the named sources are wrong."""
    p = np.clip(np.array([named.posterior for named in seen]), 1e-9, 1 - 1e-9)
    right = np.array([named.right for named in seen])
    model = LogisticRegression(C=1e3).fit(np.log(p / (1 - p)).reshape(-1, 1), right)
    scale = Scale(round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4), 0.99)
    confidence = np.array([scale.confidence(named.posterior) for named in seen])
    for threshold in np.arange(0.3, 0.99, 0.01):
        kept = right[confidence >= threshold]
        if not len(kept) or 1 - kept.mean() <= most_wrong:
            return dataclasses.replace(scale, least_confidence=round(float(threshold), 2))
    return scale


def fit(
    examples: Sequence[Example],
    held_out: Sequence[Example],
    outlets: Sequence[OutletTable],
    name: str,
    most_wrong: float,
) -> Weights:
    """Fit everything: rules on the examples; on the held-out ones calibration, and the confidence to be named."""
    unscaled = dict.fromkeys(CLOCKS, Scale(1.0, 0.0, 0.0))
    weights = Weights(name, *fit_rules(read_answers(examples, outlets, seed=11)), unscaled)
    by_seeing = [name_sources(held_out, outlets, weights, seeing, seed=12) for seeing in SEEN]
    every = [named for seen in by_seeing for named in seen]
    scales = {clock: calibrate([n for n in every if n.clock == clock], most_wrong) for clock in CLOCKS}
    for seeing, seen in zip(SEEN, by_seeing, strict=True):
        kept = [n.right for n in seen if scales[n.clock].confidence(n.posterior) >= scales[n.clock].least_confidence]
        print(
            f"times {seeing}: {sum(kept)} right of {len(kept)} named; of all best answers {sum(n.right for n in seen)}"
        )
    return dataclasses.replace(weights, scales=scales)


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights as JSON with sorted rules, so that a refit is a readable difference."""
    told = {key: value for key, value in dataclasses.asdict(weights).items() if key != "table"}
    path.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def tables(outlet_files: Sequence[Path]) -> tuple[OutletTable, OutletTable]:
    """What is known of outlets with and without a user's table; families are seen with one or the other in turn."""
    agencies = {agency.id: frozenset(agency.domains) for agency in load_rules([]).agencies.values()}
    known: dict[str, Outlet] = {}
    for path in outlet_files:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                domain = str(row.get("outlet_domain") or row.get("domain") or "")
                kind = str(row.get("kind") or "unknown")
                known[domain] = Outlet(domain, row.get("name") or "", row.get("group") or "", cast("KnownKind", kind))
    return OutletTable({}, agencies), OutletTable(known, agencies)


def make_corpora(folder: Path, data: Path, rounds: int) -> list[str]:
    """Corpora of the fitting half of base stories, each run over; as the pairs that the command line takes."""
    stories = [ROOT / "tests" / "stories" / f"{name}.jsonl" for name in ("en", "en_events")]
    stories += [path for name in _LOOSE if (path := data / f"{name}.jsonl.gz").exists()]
    words = data / "wordnet_synonyms.tsv.gz"
    options = [word for path in stories for word in ("--stories", str(path))]
    options += ["--thesaurus", str(words)] if words.exists() else []
    pairs = []
    for seed, (mix, articles) in enumerate(rounds * [*_CORPORA.items()], 21):
        out, database = folder / f"{mix}-{seed}", folder / f"{mix}-{seed}.db"
        command = ["scripts/make_corpus.py", *options, "--mix", mix, "--articles", str(articles), "--seed", str(seed)]
        command += ["--split", "0/2", "--out-dir", str(out.resolve())]
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True)  # noqa: S603
        for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
            path.unlink(missing_ok=True)
        run([str(out / "articles.jsonl")], database)
        pairs.append(f"{database}={out / 'truth.jsonl'}")
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", metavar="DATABASE=TRUTH", help="a database and the truth of its corpus")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="make corpora in this folder, run over them, fit")
    parser.add_argument("--rounds", default=3, type=int, help="how many corpora of each mix --make makes")
    parser.add_argument("--data", default=ROOT.parent / "shared" / "data", type=Path, help="base texts for --make")
    parser.add_argument("--outlets", action="append", default=[], type=Path, help="CSV of outlets with their groups")
    parser.add_argument("--name", default="simulated", help="name of the weights")
    parser.add_argument("--most-wrong", default=0.045, type=float, help="share of named sources that may be wrong")
    parser.add_argument("--held-out", default=3, type=int, help="every n-th family calibrates instead of fitting")
    parser.add_argument("--out", type=Path, default=Path("src/wirecopy/attribute/weights.json"), help="where to write")
    options = parser.parse_args()
    corpora = options.corpora
    if options.make:
        corpora += make_corpora(options.make, options.data, options.rounds)
        options.outlets += sorted(options.make.glob("mixed-*/outlets.csv"))
    if not corpora:
        parser.error("name corpora, or a folder to make them in (--make)")
    examples = []
    for pair in corpora:
        database, _, truth = pair.partition("=")
        examples += read_examples(Path(database), Path(truth))
    fitting = [example for i, example in enumerate(examples) if i % options.held_out]
    weights = fit(fitting, examples[:: options.held_out], tables(options.outlets), options.name, options.most_wrong)
    write_weights(weights, options.out)
    for clock, scale in weights.scales.items():
        print(f"clock {clock}: {scale}")


if __name__ == "__main__":
    main()
