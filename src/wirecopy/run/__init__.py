"""The order of the stages and their transactions: the only room that joins stages to the store.

    ingest   read -> language -> clean -> store      one transaction for some batches of articles
    link     learn furniture, sign, candidates, verify -> pairs
    regroup  cluster, attribute -> stories and copies of what was touched
    outlets  kinds and groups of outlets, from the counts of all

`run` is what `wirecopy run` calls. Nothing is decided here: a stage is a pure function over batches.
"""

from __future__ import annotations

import dataclasses
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from wirecopy.attribute import Outlet as KnownOutlet
from wirecopy.attribute import OutletTable, load_weights
from wirecopy.bundled import package_version
from wirecopy.candidates import CostReport
from wirecopy.errors import StoreError, WirecopyError
from wirecopy.params import Params
from wirecopy.read import ReadStats, read_articles
from wirecopy.rules import Rules, load_rules
from wirecopy.run.furniture import learn
from wirecopy.run.ingest import Ingested, ingest
from wirecopy.run.link import link_waiting
from wirecopy.run.memory import Bulks, Sizes, give_back_memory, sizes_within
from wirecopy.run.outlets import infer_outlets
from wirecopy.run.progress import Progress, silent
from wirecopy.run.regroup import regroup
from wirecopy.run.sign import sign_waiting
from wirecopy.run.workers import Tools, Workers, collected_rarely
from wirecopy.store import Store
from wirecopy.verify.verdict import shipped_model

__all__ = ["Progress", "RunSummary", "run", "silent"]


@dataclasses.dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: counts of articles, pairs and stories, seconds a stage, and bytes.

    Bytes are the peak memory of this process, without workers, and the size of the database after the run.

    `added` are new articles, `known` were in the store already, `rejected` could not be used. `approximate` counts
    articles that are among more than 1,000 that may have copied each other: there confidence weighs circles among an
    article's own candidates only.
    """

    run_id: int
    read_stats: ReadStats
    added: int
    known: int
    rejected: int
    rejects_by_reason: Mapping[str, int]
    relabelled: int
    cost: CostReport
    pairs_accepted: int
    stories: int
    copies: int
    stories_changed: int
    total_articles: int
    seconds: Mapping[str, float]
    peak_memory_bytes: int
    database_bytes: int
    approximate: int = 0

    def caps(self) -> dict[str, int]:
        """What a limit cut short, and how often."""
        return self.cost.caps() | ({"approximate": self.approximate} if self.approximate else {})


def run(
    inputs: Sequence[str],
    db: Path | str,
    *,
    params: Params | None = None,
    mapping: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002  the option's name
    table: str | None = None,
    query: str | None = None,
    rule_files: Sequence[Path] = (),
    workers: int = 2,
    memory: int | None = None,
    progress: Progress = silent,
) -> RunSummary:
    """Read all inputs into the database, link, group and attribute what is new; the main job.

    Inputs and parameters are checked before the database is touched. Articles that are known are left alone, and what
    a killed run left over is finished first, so a run may be repeated at any time. `memory` bounds the batches and
    caches of all workers together, in MB (see `memory.py`). Raises InputError, ParameterError, RuleError, StoreError.
    """
    params, stats = params or Params(), ReadStats()
    sizes = sizes_within(memory, workers, params.batch_articles)
    rules = load_rules(list(rule_files))
    records = read_articles(
        inputs, mapping=mapping, format=format, table=table, query=query, stats=stats,
        max_text_chars=params.longest_text,
    )  # fmt: skip
    clock = _Clock()
    give_back_memory()
    with collected_rarely(), Store.open(db) as store:
        store.limit_cache(sizes.cache_kib)
        run_id = _begin(store, inputs, params, rules)
        with _failure_noted(store, run_id):
            tools = Tools(rules, params, load_weights(), _outlet_table(store, rules))
            with Workers(workers, tools) as crew:
                with clock("read and clean"):
                    ingested = ingest(store, run_id, records, crew, sizes.batch_articles, progress)
                summary = _derive(store, run_id, params, crew, workers, sizes, progress, clock, stats, ingested)
            infer_outlets(store, tools.outlets)
        store.finish_run(
            run_id,
            status="done",
            counts={
                "added": summary.added, "known": summary.known, "rejected": summary.rejected,
                "pairs": summary.pairs_accepted, "stories": summary.stories, "copies": summary.copies,
            },
            caps=summary.caps(),
        )  # fmt: skip
    return summary


def _begin(store: Store, inputs: Sequence[str], params: Params, rules: Rules) -> int:
    """Note in the store what is run, and with what; returns the number of the run."""
    return store.begin_run(
        version=package_version(),
        parameters=dataclasses.asdict(params) | {"rules": rules.version, "model": shipped_model().name},
        parameter_digest=params.digest(),
        signature_digest=params.signature_digest(),
        inputs=list(inputs),
    )


@contextmanager
def _failure_noted(store: Store, run_id: int) -> Iterator[None]:
    """Write into the store that the run failed, and why, where it ends with an error of this package."""
    try:
        yield
    except WirecopyError as error:
        with suppress(StoreError):
            store.finish_run(run_id, status="failed", message=str(error))
        raise


def _derive(
    store: Store, run_id: int, params: Params, crew: Workers, workers: int, sizes: Sizes, progress: Progress,
    clock: _Clock, stats: ReadStats, ingested: Ingested,
) -> RunSummary:  # fmt: skip
    """Link and regroup what waits, and sum up."""
    before = store.story_counts().changes
    with clock("learn furniture"):
        learned, bulks = learn(store), Bulks(store)
    with clock("sign"):
        relabelled = sign_waiting(store, run_id, learned, params, workers, sizes, bulks, progress)
    with clock("link"):
        cost, accepted = link_waiting(store, run_id, params, shipped_model(), workers, sizes, bulks, progress)
    with clock("group and attribute"):
        regrouped = regroup(store, run_id, crew, sizes.regrouped_articles, bulks, progress)
    after = store.story_counts()
    return RunSummary(
        run_id, stats, ingested.added, ingested.known, sum(ingested.rejects.values()), dict(ingested.rejects),
        relabelled, cost, accepted, after.stories, after.copies, after.changes - before, store.article_count(),
        clock.seconds, _peak_memory(), store.byte_count(), regrouped.approximate,
    )  # fmt: skip


def _outlet_table(store: Store, rules: Rules) -> OutletTable:
    """What the user's table says of outlets, and the agencies' own domains."""
    known = {
        domain: KnownOutlet(domain, row.name or "", row.group or "", row.kind or "unknown")
        for domain, row in store.outlets().items()
        if row.imported
    }
    return OutletTable(known, {agency.id: frozenset(agency.domains) for agency in rules.agencies.values()})


class _Clock:
    """Seconds of wall time a stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began


def _peak_memory() -> int:
    """Peak resident memory of this process in bytes (Linux counts kilobytes, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
