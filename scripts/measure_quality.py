#!/usr/bin/env python3
"""Measure quality in one go: make corpora with truth, run the main job over them, compare, and print all tables.

Corpora are made with seeds, base stories and words that nothing was fitted on (--split 1/2; fitting uses 0/2). Then
pairs labelled by reading, real events, notices of one mould and answers of known reuse, where --data has their texts.

Examples:
  scripts/evaluate --quick
  scripts/evaluate --articles 10000 --seed 11 --write
  scripts/evaluate --only hard --only gold --json build/figures.json

"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click
import orjson

from wirecopy.errors import WirecopyError
from wirecopy.evaluate import (
    Links,
    Table,
    evaluate,
    evaluate_candidates,
    evaluate_credits,
    evaluate_gold,
    evaluate_retellings,
    evaluate_reuse,
    event_links,
    notice_links,
    read_gold,
    to_markdown,
    to_text,
)
from wirecopy.evaluate.goals import LANGUAGES, glance
from wirecopy.run import run

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "tests" / "stories"
GOLD = ROOT / "tests" / "gold"
QUALITY = ROOT / "docs" / "quality.md"
CLOCKS = {"as given": (), "a third wrong": ("--time-noise", "0.34"), "none": ("--no-times",)}
QUICK_ARTICLES = 1_000
SHOWN_LINKS = 20
PARTS = ("plain", "hard", "dense", "languages", "clocks", "gold", "credits", "reuse", "retellings", "real")
# Tables of the lesser corpora that are shown; the main ones are shown in full.
BRIEF = ("Stories", "Recall by group", "False alarms", "Sources named")

Figures = dict[str, float | None]


@dataclass
class Measurement:
    """What is measured with which options, and everything found so far, part by part."""

    articles: int
    seed: int
    data: Path
    stories: tuple[Path, ...]
    folder: Path
    quick: bool
    tables: dict[str, list[Table]] = field(default_factory=dict)
    figures: dict[str, Figures] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, part: str, tables: Iterable[Table], figures: Figures) -> None:
        """Keep and print what was found in one part."""
        shown = list(tables)
        self.tables.setdefault(part, []).extend(shown)
        self.figures.setdefault(part, {}).update(figures)
        print(f"\n=== {part}\n", flush=True)
        for table in shown:
            print(to_text(table), flush=True)

    def portable(self, word: str) -> str:
        """A word of a command without the places of this machine: DATA and FOLDER stand for them."""
        for place, name in ((self.data, "DATA"), (self.folder, "FOLDER")):
            word = word.replace(shown_path(place), name)
        return word

    def english(self) -> list[str]:
        """Options of make_corpus.py for English bases: those named, or ours with the texts and words of --data."""
        named = list(self.stories) or [STORIES / f"{name}.jsonl" for name in ("en", "en_events", "en_more_events")]
        if not self.stories:
            loose = ("fnc1_bodies", "reuters21578", "wikinews_events")
            named += [path for name in loose if (path := self.data / f"{name}.jsonl.gz").exists()]
        words = self.data / "wordnet_synonyms.tsv.gz"
        options = [option for path in named for option in ("--stories", shown_path(path))]
        return [*options, *(("--thesaurus", shown_path(words)) if words.exists() else ())]


def shown_path(path: Path) -> str:
    """A path relative to the checkout where it lies below or beside it, so that a command works elsewhere too."""
    path = path.resolve()
    if path.is_relative_to(ROOT):
        return str(path.relative_to(ROOT))
    return f"../{path.relative_to(ROOT.parent)}" if path.is_relative_to(ROOT.parent) else str(path)


def make(measurement: Measurement, name: str, options: Sequence[str], articles: int) -> Path:
    """Make a corpus with its truth in a folder of its own; raises CalledProcessError where that fails."""
    folder = measurement.folder / name.replace(" ", "_")
    command = [
        "scripts/make_corpus.py", *options, "--articles", str(articles), "--seed", str(measurement.seed),
        "--split", "1/2", "--out-dir", shown_path(folder),
    ]  # fmt: skip
    measurement.commands.append(" ".join(measurement.portable(word) for word in command))
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=sys.stderr)  # noqa: S603
    return folder


def run_fresh(inputs: Sequence[Path], db: Path) -> Path:
    """A new database of these inputs."""
    for path in (db, Path(f"{db}-wal"), Path(f"{db}-shm")):
        path.unlink(missing_ok=True)
    began = time.perf_counter()
    summary = run([str(path) for path in inputs], db)
    seconds = time.perf_counter() - began
    print(f"{db.name}: {summary.total_articles:,} articles, {summary.stories:,} stories in {seconds:.0f} s", flush=True)
    return db


def judge_made(measurement: Measurement, name: str, options: Sequence[str], articles: int, *, full: bool) -> None:
    """Make a corpus, run over it, compare with its truth."""
    folder = make(measurement, name, options, articles)
    evaluation = evaluate(run_fresh([folder / "articles.jsonl"], folder / "wire.db"), folder / "truth.jsonl")
    tables, figures = evaluation.tables(), evaluation.figures()
    if full:
        found, counted = evaluate_candidates(folder / "articles.jsonl", folder / "truth.jsonl")
        tables, figures = tables + found, figures | counted
    else:
        tables = [table for table in tables if table.title.startswith(BRIEF)]
    measurement.add(name, tables, figures)


def measure_plain(measurement: Measurement) -> None:
    """Mostly verbatim copies."""
    judge_made(measurement, "plain", [*measurement.english(), "--mix", "plain"], measurement.articles, full=True)


def measure_hard(measurement: Measurement) -> None:
    """Mostly rewrites."""
    judge_made(measurement, "hard", [*measurement.english(), "--mix", "hard"], measurement.articles, full=True)


def measure_dense(measurement: Measurement) -> None:
    """Events that several agencies reported, each report with its copies."""
    stories = [STORIES / f"{name}.jsonl" for name in ("en_events", "en_more_events", "en")]
    options = [option for path in stories for option in ("--stories", shown_path(path))]
    judge_made(measurement, "dense", [*options, "--mix", "dense"], measurement.articles // 4, full=False)


def measure_languages(measurement: Measurement) -> None:
    """A corpus in each other language."""
    for language in LANGUAGES:
        options = ["--stories", shown_path(STORIES / f"{language}.jsonl"), "--language", language, "--mix", "mixed"]
        judge_made(measurement, language, options, measurement.articles // 5, full=False)


def measure_clocks(measurement: Measurement) -> None:
    """One corpus with its times as given, with a third of them wrong by up to 12 hours, and without any."""
    for clock, options in CLOCKS.items():
        chosen = [*measurement.english(), "--mix", "mixed", *options]
        judge_made(measurement, f"clock {clock}", chosen, measurement.articles // 3, full=True)


def measure_gold(measurement: Measurement) -> None:
    """Pairs labelled by reading."""
    report = evaluate_gold(GOLD, measurement.data)
    measurement.skipped += [f"labelled pairs of {corpus}: no texts" for corpus in report.absent]
    if report.pairs:
        measurement.add("gold", report.tables(), report.figures())
        for pair in report.mistakes():
            gold = pair.gold
            print(
                f"{pair.probability:.3f}", gold.label, gold.corpus, gold.left_id, gold.right_id, gold.reason, sep="  "
            )


def measure_credits(measurement: Measurement) -> None:
    """Credits of real pages, labelled by reading."""
    report = evaluate_credits(GOLD / "credits" / "pages.tsv", measurement.data)
    measurement.skipped += [f"labelled credits of {corpus}: no texts" for corpus in report.absent]
    if report.pages:
        measurement.add("credits", report.tables(), report.figures())
        for page in report.mistakes():
            print(page.corpus, page.page_id, "credits", sorted(page.labelled), "found", sorted(page.found))


def measure_reuse(measurement: Measurement) -> None:
    """Answers with a known degree of reuse."""
    path = measurement.data / "clough_stevenson.jsonl.gz"
    if path.exists():
        measurement.add("reuse", *evaluate_reuse(path))
    else:
        measurement.skipped.append("answers of known reuse: no texts")


def measure_retellings(measurement: Measurement) -> None:
    """Full rewrites, round trips through another language, and independent reports of the same events."""
    measurement.add("retellings", *evaluate_retellings(STORIES / "rewrites"))


def measure_real(measurement: Measurement) -> None:
    """Links among real reports of one event, and among notices of one mould."""
    gold = read_gold(GOLD)
    for corpus, judge in (
        ("ecbplus_1_22", event_links),
        ("wikinews_events", event_links),
        ("reuters21578", notice_links),
    ):
        path = measurement.data / f"{corpus}.jsonl.gz"
        if not path.exists() or (measurement.quick and corpus == "reuters21578"):
            measurement.skipped.append(
                f"links in {corpus}: {'left out of a quick run' if path.exists() else 'no texts'}"
            )
            continue
        measurement.folder.mkdir(parents=True, exist_ok=True)
        db = run_fresh([path], measurement.folder / f"{corpus}.db")
        links, figures = judge(db, path, gold.get(corpus, []))
        measurement.add("real", [links.table()], figures)
        show_links(links, measurement.seed)


def show_links(links: Links, seed: int) -> None:
    """Some links that a person should look at, drawn at random."""
    doubtful = [link for link in links.links if link.judgement != "labelled as taken"]
    for link in sorted(Random(seed).sample(doubtful, min(SHOWN_LINKS, len(doubtful)))):
        print(f"look at: {link.left_id}  {link.right_id}  {link.judgement}")


MEASURES: dict[str, Callable[[Measurement], None]] = {
    "plain": measure_plain,
    "hard": measure_hard,
    "dense": measure_dense,
    "languages": measure_languages,
    "clocks": measure_clocks,
    "gold": measure_gold,
    "credits": measure_credits,
    "reuse": measure_reuse,
    "retellings": measure_retellings,
    "real": measure_real,
}


def write_quality(measurement: Measurement, arguments: str) -> None:
    """Write docs/quality.md: the command, the goals, every table, how the corpora were made."""
    parts = [
        "# Quality, measured\n",
        "Written by `scripts/evaluate --write`; every figure below comes from this command:\n",
        f"```\nscripts/evaluate {arguments}\n```\n",
        "Corpora are made with seeds, base stories and word lists that nothing was fitted on",
        "(`--split 1/2`; fitting uses `0/2`).",
        "What each figure counts is said in the docstrings of `src/wirecopy/evaluate/`.\n",
        to_markdown([glance(measurement.figures)], level=2),
        *(f"## {part}\n\n{to_markdown(tables)}" for part, tables in measurement.tables.items()),
        "## How reliable the probabilities are\n",
        "Labelled pairs of the report half, drawn by `scripts/fit_verdict.py --write`:\n",
        "![share of pairs taken against the probability that says so](reliability.svg)\n",
        "## How the corpora were made\n",
        "DATA is the folder of real texts (`--data`), FOLDER that of corpora and databases (`--folder`).\n",
        "```\n" + "\n".join(measurement.commands) + "\n```\n",
        *(f"* not measured: {line}" for line in measurement.skipped),
    ]
    QUALITY.parent.mkdir(exist_ok=True)
    QUALITY.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


@click.command(help=__doc__, context_settings={"max_content_width": 110})
@click.option("--quick", is_flag=True, help=f"Corpora of {QUICK_ARTICLES:,} articles, and no large real corpus.")
@click.option(
    "--articles",
    "-n",
    default=10_000,
    show_default=True,
    type=click.IntRange(100),
    help="Articles of the plain and of the hard corpus.",
)
@click.option("--seed", default=11, show_default=True, help="Same seed, same corpora.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=ROOT.parent / "shared" / "data",
    help="Folder of real texts; what is missing is left out.",
)
@click.option(
    "--stories",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Base stories of the English corpora; may be repeated.",
)
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Only this part; may be repeated.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=ROOT / "build" / "evaluate",
    help="Where corpora and databases are kept.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write all figures to this file.")
@click.option("--write", is_flag=True, help="Write docs/quality.md.")
@click.option("--clean", is_flag=True, help="Remove the folder of corpora and databases at the end.")
def main(
    *,
    quick: bool,
    articles: int,
    seed: int,
    data: Path,
    stories: tuple[Path, ...],
    only: tuple[str, ...],
    folder: Path,
    json_file: Path | None,
    write: bool,
    clean: bool,
) -> None:
    count = min(articles, QUICK_ARTICLES) if quick else articles
    measurement = Measurement(count, seed, data, stories, folder, quick)
    try:
        for part in PARTS:
            if not only or part in only:
                MEASURES[part](measurement)
    except WirecopyError as error:
        click.echo(f"evaluate: {error}", err=True)
        sys.exit(error.exit_code)
    print(to_text(glance(measurement.figures)))
    for line in measurement.skipped:
        print(f"not measured: {line}")
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(measurement.figures, option=orjson.OPT_INDENT_2))
    if write:
        write_quality(measurement, _arguments(quick, articles, seed, only))
    if clean:
        shutil.rmtree(folder, ignore_errors=True)


def _arguments(quick: bool, articles: int, seed: int, only: Sequence[str]) -> str:
    return " ".join(
        [
            *(["--quick"] if quick else []),
            f"--articles {articles}",
            f"--seed {seed}",
            *(f"--only {part}" for part in only),
            "--write",
        ]
    )


if __name__ == "__main__":
    main()
