#!/usr/bin/env python3
"""Make a corpus of news with truth: articles and who copied whom, from base stories and a seed.

\b
For example:
  scripts/make_corpus.py --stories tests/stories/en.jsonl --articles 10000 --mix hard --seed 7 --out-dir build/hard
  scripts/make_corpus.py --stories bodies.jsonl.gz --thesaurus synonyms.tsv.gz --split 1/2 --articles 5000 --out articles.jsonl.gz --truth truth.jsonl.gz
  scripts/make_corpus.py --sample
"""

# ruff: noqa: D301, E501 - click reads the mark; one option a line

from __future__ import annotations

import contextlib
import gzip
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wirecopy.errors import ParameterError, WirecopyError
from wirecopy.simulate import (
    MIXES,
    Base,
    CorpusParams,
    Lexicon,
    distinct_bases,
    make_corpus,
    part_of_bases,
    read_bases,
    read_lexicon,
    shipped_lexicon,
)
from wirecopy.simulate.outlets import all_outlets
from wirecopy.simulate.truth import Clock, Record

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "corpus" / "sample.jsonl.gz"
SAMPLE_TRUTH = ROOT / "tests" / "corpus" / "sample_truth.jsonl.gz"
SAMPLE_SEED = 20260122
SAMPLE_ARTICLES = 500
LANGUAGES = ("en", "de", "fr", "es", "ru", "zh", "ja")
QUIET_BELOW = 20_000


@contextlib.contextmanager
def lines_to(path: Path) -> Iterator[IO[bytes]]:
    """A file for writing lines, gzip by its suffix; gzip files carry no time, so equal content is equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix != ".gz":
        with path.open("wb") as plain:
            yield plain
        return
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed,
        io.BufferedWriter(packed) as buffered,
    ):
        yield buffered


def write_corpus(records: Iterator[Record], out: Path, truth: Path, count: int) -> int:
    """Write both files, with a progress bar on long work; returns the number of articles."""
    written = 0
    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with (
        lines_to(out) as articles,
        lines_to(truth) as truths,
        Progress(*columns, console=console, disable=count < QUIET_BELOW or not console.is_terminal) as progress,
    ):
        task = progress.add_task("", total=count)
        for written, (article, true) in enumerate(records, 1):
            articles.write(orjson.dumps(article) + b"\n")
            truths.write(orjson.dumps(true) + b"\n")
            if not written % 500:
                progress.update(task, completed=written)
    return written


def write_outlets(path: Path) -> None:
    """A table of the outlets that corpora use: domain, name, kind, group."""
    with path.open("w", encoding="utf-8") as file:
        file.write("domain,name,kind,language,group\n")
        for outlet in all_outlets():
            file.write(
                ",".join(
                    f'"{cell}"' for cell in (outlet.domain, outlet.name, outlet.kind, outlet.language, outlet.group)
                )
                + "\n"
            )


def split_of(text: str) -> tuple[int, int]:
    """Read 0/2 as (0, 2)."""
    found = re.fullmatch(r"(\d{1,3})/(\d{1,3})", text)
    if not found or int(found[1]) >= int(found[2]):
        raise ParameterError("split", text, "K/N with K below N, such as 0/2")
    return int(found[1]), int(found[2])


def sample_bases() -> list[Base]:
    """The stories that the sample is made of: all that the project ships but those of `*_more_events.jsonl`."""
    shipped = sorted((ROOT / "tests" / "stories").glob("*.jsonl"))
    return list(read_bases([path for path in shipped if not path.stem.endswith("_more_events")]))


def make_sample(out: Path = SAMPLE, truth: Path = SAMPLE_TRUTH) -> int:
    """Write the sample that the project ships; the same bytes each time."""
    bases = sample_bases()
    params = CorpusParams(
        articles=SAMPLE_ARTICLES,
        mix="sample",
        families=60,
        max_family=24,
        filler=False,
        days=60,
        lexicons={lang: shipped_lexicon(lang) for lang in LANGUAGES},
    )
    return write_corpus(make_corpus(bases, params, SAMPLE_SEED), out, truth, SAMPLE_ARTICLES)


def lexicons_for(thesaurus: Path | None, language: str, part: int, of: int) -> dict[str, Lexicon]:
    """The shipped lexicons, with the given thesaurus in place of that of `language`; only a part of each."""
    found = {lang: shipped_lexicon(lang, part, of) for lang in LANGUAGES}
    if thesaurus is not None:
        found[language] = read_lexicon(thesaurus, language, part=part, of=of)
    return found


@click.command(help=__doc__, context_settings={"max_content_width": 110})
@click.option(
    "--stories",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Base stories: full stories or loose texts (id, text); may be repeated.",
)
@click.option(
    "--unrelated",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Texts that nobody copies, for unrelated articles and hosts of excerpts.",
)
@click.option(
    "--thesaurus",
    type=click.Path(path_type=Path),
    help="TSV of word, part of speech, synonyms|…, in place of the shipped one.",
)
@click.option(
    "--language", default="en", show_default=True, help="Language of loose texts, of the thesaurus, and of filler."
)
@click.option(
    "--split",
    default="0/1",
    show_default=True,
    help="Take only part K of N of the bases and of the thesaurus (by hash) and of the notices: K/N.",
)
@click.option("--articles", "-n", default=1000, show_default=True, type=click.IntRange(0), help="Articles to make.")
@click.option(
    "--families",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="Copied stories; 0 is what natural sizes need. Filler is invented where stories run out.",
)
@click.option("--max-family", default=300, show_default=True, type=click.IntRange(1), help="Most copies of one story.")
@click.option("--no-filler", is_flag=True, help="Invent no families: only the given stories are copied.")
@click.option("--mix", default="mixed", show_default=True, type=click.Choice(list(MIXES)), help="What kinds of copies.")
@click.option(
    "--unrelated-share", type=click.FloatRange(0, 1), help="Share of unrelated articles, in place of the mix's."
)
@click.option("--least-words", default=150, show_default=True, help="Shortest loose text.")
@click.option("--most-words", default=1500, show_default=True, help="Longest loose text.")
@click.option(
    "--time-noise",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of articles whose time is wrong by up to 12 hours.",
)
@click.option(
    "--day-dates",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of articles with a day and no time.",
)
@click.option("--no-times", is_flag=True, help="No article has a date.")
@click.option(
    "--start", default="2026-01-05T00:00:00Z", show_default=True, help="When stories without a date of their own begin."
)
@click.option("--days", default=30.0, show_default=True, help="Days over which they are spread.")
@click.option(
    "--in-order", is_flag=True, help="Stories break one after another, whatever dates of their own they have."
)
@click.option("--seed", default=1, show_default=True, help="Same seed, same corpus.")
@click.option(
    "--out-dir", type=click.Path(path_type=Path), help="Folder for articles.jsonl, truth.jsonl and outlets.csv."
)
@click.option("--out", type=click.Path(path_type=Path), help="Articles, JSON Lines (.gz packs).")
@click.option("--truth", type=click.Path(path_type=Path), help="Truth, JSON Lines (.gz packs).")
@click.option("--sample", is_flag=True, help="Write the sample that the project ships, and nothing else.")
def main(**options: object) -> None:
    try:
        run(**options)  # type: ignore[arg-type]
    except WirecopyError as error:
        click.echo(f"make_corpus: {error}", err=True)
        sys.exit(error.exit_code)


def run(
    *, stories: tuple[Path, ...], unrelated: tuple[Path, ...], thesaurus: Path | None, language: str, split: str, articles: int, families: int,
    max_family: int, no_filler: bool, mix: str, unrelated_share: float | None, least_words: int, most_words: int, time_noise: float,
    day_dates: float, no_times: bool, start: str, days: float, in_order: bool, seed: int, out_dir: Path | None, out: Path | None, truth: Path | None, sample: bool,
) -> None:  # fmt: skip
    """Do what the options say."""
    if sample:
        click.echo(f"{make_sample()} articles in {SAMPLE.relative_to(ROOT)}")
        return
    if out_dir is not None:
        out, truth = out or out_dir / "articles.jsonl", truth or out_dir / "truth.jsonl"
    if out is None or truth is None:
        raise ParameterError("out", None, "--out-dir, or --out and --truth")
    part, of = split_of(split)
    lengths = {"language": language, "least_words": least_words, "most_words": most_words}
    bases = distinct_bases(part_of_bases(read_bases(stories, **lengths), part, of))  # type: ignore[arg-type]
    spare = distinct_bases(part_of_bases(read_bases(unrelated, **lengths), part, of))  # type: ignore[arg-type]
    params = CorpusParams(
        articles=articles, mix=mix, families=families, max_family=max_family, filler=not no_filler, unrelated_share=unrelated_share, start=start,
        days=days, in_order=in_order, language=language, notices=(part, of), clock=Clock(time_noise, day_dates, no_times), lexicons=lexicons_for(thesaurus, language, part, of),
    )  # fmt: skip
    count = write_corpus(make_corpus(bases, params, seed, unrelated=spare), out, truth, articles)
    if out_dir is not None:
        write_outlets(out_dir / "outlets.csv")
    click.echo(f"{count} articles from {len(bases)} stories in {out}; truth in {truth}")


if __name__ == "__main__":
    main()
