"""Measure speed: the whole job, its near-duplicate part alone, and peers at theirs, in the same run.

Corpora are made with a seed (scripts/make_corpus.py), their stories in order of time. Every job runs in a process of
its own, the jobs take turns, and medians are shown; memory is the largest sum over all processes of a job. `whole`
reads, cleans, signs, finds, checks, groups, attributes and stores; `near` only reads, signs the word view and finds
pairs, as the peers do. Then the last articles of the same corpus, a day of them, are added to a copy of the database,
and go into one of their own; and so do as many articles that are further copies of its base stories, old and new.

Examples:
  scripts/bench
  scripts/bench --articles 10000 --articles 50000 --articles 200000 --write
  scripts/bench --smoke

"""

# ruff: noqa: PLC0415 - what only some options need is loaded by them

from __future__ import annotations

import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
JOBS = ("whole", "near", "datasketch", "rensa", "gaoya")
NAMES = {
    "whole": "wirecopy, the whole job",
    "near": "wirecopy, near-duplicates alone",
    "datasketch": "datasketch, update_batch with xxh32",
    "rensa": "rensa, RMinHash and LSH",
    "gaoya": "gaoya",
    "add": "wirecopy, adding the last day",
    "alone": "wirecopy, that day alone",
    "add more": "wirecopy, adding copies of old stories",
    "more alone": "wirecopy, these copies alone",
}
ADDING = (("add", "alone"), ("add more", "more alone"))
PEERS = ("datasketch", "rensa", "gaoya")
MEGABYTE = 1_000_000
ADDED, SMOKE = 1_000, 300
_POLL_SECONDS = 0.05
_POLLS_FOR_SHARED = 20  # pages that are shared are asked for less often: that takes milliseconds

# Goals of the table: (what, by how much at least, over what), read as "seconds of the third over seconds of the first".
GOALS = (
    ("near", 12, "datasketch"),
    ("near", 4, "rensa"),
    ("near", 3, "gaoya"),
    ("whole", 4, "datasketch"),
    ("whole", 1, "rensa"),
)


# Goals of peak memory, all processes together: (job, articles, megabytes at most).
MEMORY = (("whole", 200_000, 1_200), ("whole", 1_000_000, 3_000), ("add", 200_000, 1_000))
GROWTH = (200_000, 1_000_000, 5.6)  # from, to, seconds of the whole job at most so many times


@dataclass
class Bench:
    """What is measured with which options, and every single measurement so far, by number of articles and job."""

    sizes: Sequence[int]
    repeats: int
    seed: int
    folder: Path
    jobs: Sequence[str]
    added: int
    peers_up_to: int
    found: dict[int, dict[str, list[dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def jobs_of(self, size: int) -> list[str]:
        """The jobs of one corpus: peers take part up to a size."""
        return [job for job in self.jobs if size <= self.peers_up_to or job not in PEERS]

    def median(self, size: int, job: str, name: str) -> float | None:
        """The median of one figure of a job, None where it was not measured."""
        values = [each[name] for each in self.found[size].get(job, ()) if name in each]
        return statistics.median(values) if values else None


def corpus(bench: Bench, articles: int, seed: int, days: float) -> Path:
    """A corpus of stories in order of time, made once."""
    folder = bench.folder / f"{articles}-in-{days:g}-days-{seed}"
    file = folder / "articles.jsonl"
    if not file.exists():
        stories = ["--stories", str(ROOT / "tests" / "stories" / "en.jsonl"), "--in-order", "--days", str(days)]
        options = ["--articles", str(articles), "--seed", str(seed), "--out-dir", str(folder)]
        made = [sys.executable, str(ROOT / "scripts" / "make_corpus.py"), *stories, *options]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return file


def year_and_day(bench: Bench, articles: int) -> tuple[Path, Path]:
    """A corpus of so many articles and the day after it: one made corpus, cut before the last that were published."""
    days = max(1.0, articles / bench.added) if bench.added else 30.0
    file = corpus(bench, articles + bench.added, bench.seed, days)
    year, day = file.with_name("year.jsonl"), file.with_name("day.jsonl")
    if not (year.exists() and day.exists()):
        lines = file.read_bytes().splitlines(keepends=True)
        times = [orjson.loads(line)["date_publish"] for line in lines]
        in_time = sorted(range(len(lines)), key=times.__getitem__)
        for part, chosen in ((year, in_time[:articles]), (day, in_time[articles:])):
            part.write_bytes(b"".join(lines[place] for place in sorted(chosen)))
    return year, day


def measure(job: str, file: Path, db: Path) -> dict[str, Any]:
    """Run one job in a process of its own; its figures, with the peak memory of all its processes in bytes.

    `peak_bytes` adds up what is resident in each; `proportional_bytes` counts a page that several share once.
    """
    import psutil

    command = [sys.executable, str(ROOT / "scripts" / "speed_jobs.py"), job, str(file), "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        watched, peak, proportional = psutil.Process(process.pid), 0, 0
        for poll in itertools.count():
            if process.poll() is not None:
                break
            peak = max(peak, _memory(watched, "rss"))
            if poll % _POLLS_FOR_SHARED == 0:
                proportional = max(proportional, _memory(watched, "pss"))
            time.sleep(_POLL_SECONDS)
        output = process.stdout.read() if process.stdout else b""
    if process.returncode:
        raise click.ClickException(f"{job} ended with exit code {process.returncode}")
    return {**orjson.loads(output), "peak_bytes": peak, "proportional_bytes": proportional}


def _memory(process: Any, kind: str) -> int:
    """Memory of a process and all below it, "rss" or "pss" (Linux alone); what has just ended counts nothing."""
    import psutil

    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            found = each.memory_info() if kind == "rss" else each.memory_full_info()
            total += getattr(found, kind, 0)
    except psutil.NoSuchProcess:
        pass
    return total


def measure_all(bench: Bench) -> None:
    """Take turns: every job once for each repeat and size, then additions; kernels are compiled before."""
    bench.folder.mkdir(parents=True, exist_ok=True)
    small = corpus(bench, SMOKE, bench.seed, days=1.0)
    for job in ("whole", "near"):
        measure(job, small, bench.folder / "warm.db")
    for size in bench.sizes:
        file, day = year_and_day(bench, size)
        for turn in range(bench.repeats):
            for job in bench.jobs_of(size):
                say(f"{size:,} articles, turn {turn + 1}: {NAMES[job]}")
                bench.found[size][job].append(measure(job, file, bench.folder / f"{size}.db"))
        if bench.added and "whole" in bench.jobs:
            measure_additions(bench, size, day)


def measure_additions(bench: Bench, size: int, day: Path) -> None:
    """Add a day, and copies of old stories, each to a copy of the database that the last turn left, and alone."""
    whole, grown = bench.folder / f"{size}.db", bench.folder / "grown.db"
    more = corpus(bench, bench.added, bench.seed + 1, days=1.0)
    for turn, (added, alone) in itertools.product(range(bench.repeats), ADDING):
        say(f"{size:,} articles, turn {turn + 1}: {NAMES[added]}")
        file = day if added == "add" else more
        shutil.copyfile(whole, grown)
        os.sync()  # else the job waits while the disk takes in the copy that was made for it
        bench.found[size][added].append(measure("add", file, grown))
        bench.found[size][alone].append(measure("whole", file, bench.folder / "alone.db"))


def say(text: str) -> None:
    """Tell on standard error what is being done."""
    click.echo(text, err=True)


def rows(bench: Bench) -> list[list[str]]:
    """Figures of every job and size."""
    table = []
    for size in bench.sizes:
        for job in (*bench.jobs, *itertools.chain.from_iterable(ADDING)):
            seconds, cpu = bench.median(size, job, "seconds"), bench.median(size, job, "cpu_seconds")
            peak = bench.median(size, job, "peak_bytes")
            if seconds is None or cpu is None or peak is None:
                continue
            count = size if job in bench.jobs else bench.added
            table.append(
                [
                    f"{size:,}", NAMES[job], f"{seconds:.1f}", f"{count / seconds:,.0f}", f"{1000 * cpu / count:.2f}",
                    f"{peak / MEGABYTE:,.0f}",
                    f"{(bench.median(size, job, 'proportional_bytes') or 0) / MEGABYTE:,.0f}",
                    f"{bench.median(size, job, 'groups') or 0:,.0f}",
                ]
            )  # fmt: skip
    return table


def stage_rows(bench: Bench) -> list[list[str]]:
    """Seconds of each stage of the whole job."""
    return [
        [f"{size:,}", stage, f"{statistics.median(each['stages'][stage] for each in runs):.1f}"]
        for size in bench.sizes
        if (runs := bench.found[size].get("whole"))
        for stage in runs[0]["stages"]
    ]


def ratio_rows(bench: Bench) -> list[list[str]]:
    """Ratios that are aimed at, of medians in the same run."""
    table = []
    for size in bench.sizes:
        for job, least, peer in GOALS:
            own, other = bench.median(size, job, "seconds"), bench.median(size, peer, "seconds")
            if own and other:
                table.append([f"{size:,}", f"{NAMES[job]} against {peer}", f"{other / own:.1f}", f"{least}"])
        for job, other_job in ADDING:
            added, alone = bench.median(size, job, "seconds"), bench.median(size, other_job, "seconds")
            if added and alone:
                figure = f"{NAMES[job]} of {bench.added:,}, against these alone"
                table.append([f"{size:,}", figure, f"{added / alone:.1f}", "at most 3" if job == "add" else ""])
        stored, text = bench.median(size, "whole", "database_bytes"), bench.median(size, "whole", "text_bytes")
        if stored and text:
            table.append([f"{size:,}", "database against raw text", f"{stored / text:.2f}", "at most 2"])
    return table + memory_rows(bench) + growth_rows(bench)


def memory_rows(bench: Bench) -> list[list[str]]:
    """Peak memory of all processes together where there is a goal for it."""
    return [
        [f"{size:,}", f"{NAMES[job]}, peak megabytes", f"{peak / MEGABYTE:,.0f}", f"at most {most:,}"]
        for job, size, most in MEMORY
        if size in bench.sizes and (peak := bench.median(size, job, "peak_bytes"))
    ]


def growth_rows(bench: Bench) -> list[list[str]]:
    """Seconds of the whole job against those at the size before, and how many times as large the corpus is."""
    table = []
    for small, large in itertools.pairwise(bench.sizes):
        before, after = bench.median(small, "whole", "seconds"), bench.median(large, "whole", "seconds")
        if before and after:
            goal = f"at most {GROWTH[2]}" if (small, large) == GROWTH[:2] else f"corpus {large / small:.1f} times"
            table.append([f"{large:,}", f"{NAMES['whole']} against {small:,} articles", f"{after / before:.1f}", goal])
    return table


TABLES = (
    ("Jobs", ("articles", "job", "seconds", "articles/s", "CPU ms/article", "peak MB", "shared once", "groups"), rows),
    ("Stages of the whole job", ("articles", "stage", "seconds"), stage_rows),
    ("Ratios", ("articles", "figure", "measured", "goal"), ratio_rows),
)


def machine() -> str:
    """The processor and the versions that the figures hold for."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        model = f"{len(named)} x {named[0]}" if named else model
    return f"{model}; Python {platform.python_version()} on {platform.system()}"


def markdown(header: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_page(bench: Bench, arguments: str) -> None:
    """Write docs/performance.md and its plot."""
    parts = [
        "# Speed, measured\n",
        "Written by `scripts/bench --write`; every figure below comes from this command, on this machine:\n",
        f"```\nscripts/bench {arguments}\n{machine()}\n```\n",
        "Jobs take turns in processes of their own; medians of all turns. The near-duplicate jobs read JSON Lines,",
        "shingle words by three, sign with 128 permutations and find pairs at a threshold of .5 with 25 bands of 5.",
        "The whole job does all that wirecopy does, into a database; no peer says who copied whom. The day that is",
        'added is the last of a corpus by time of publication, the database holds what came before. "Copies of old',
        'stories" are of all base stories at once, whenever these broke, as when an archive comes late.\n',
        *(f"## {title}\n\n{markdown(header, table(bench))}\n" for title, header, table in TABLES),
    ]
    if draw(bench):
        parts.append(f"![Seconds against articles, both logarithmic]({PLOT.name})\n")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")


def draw(bench: Bench) -> bool:
    """Draw seconds against articles, both logarithmic; false with fewer than two sizes."""
    if len(bench.sizes) < 2:
        return False
    import altair as alt

    points = [
        {"articles": size, "seconds": seconds, "job": NAMES[job]}
        for size in bench.sizes
        for job in bench.jobs
        if (seconds := bench.median(size, job, "seconds"))
    ]
    chart = (
        alt.Chart(alt.Data(values=points))
        .mark_line(point=True)
        .encode(
            alt.X("articles:Q", scale=alt.Scale(type="log")),
            alt.Y("seconds:Q", scale=alt.Scale(type="log")),
            alt.Color("job:N", title=None),
        )
        .properties(width=520, height=340)
    )
    chart.save(str(PLOT))
    return True


def show(bench: Bench) -> None:
    """Print the tables."""
    console = Console(width=max(110, Console().width))
    for title, header, table in TABLES:
        shown = Table(*header, title=title)
        for line in table(bench):
            shown.add_row(*line)
        console.print(shown)


@click.command(help=__doc__, context_settings={"max_content_width": 110})
@click.option(
    "--articles", "-n", type=click.IntRange(100), multiple=True, default=(10_000,), show_default=True,
    help="Articles of a corpus; may be repeated.",
)  # fmt: skip
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(1), help="Turns of every job.")
@click.option("--job", "jobs", type=click.Choice(JOBS), multiple=True, help="Only this job; may be repeated.")
@click.option("--added", default=ADDED, show_default=True, type=click.IntRange(0), help="Articles added to a database.")
@click.option("--peers-up-to", default=200_000, show_default=True, help="Peers leave out larger corpora.")
@click.option("--seed", default=3, show_default=True, help="Same seed, same corpora.")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=ROOT / "build" / "bench", help="Where corpora are kept."
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write every measurement to this file.")
@click.option("--smoke", is_flag=True, help=f"{SMOKE} articles once: shows only that it works.")
@click.option("--write", is_flag=True, help="Write docs/performance.md and its plot.")
def main(
    *, articles: tuple[int, ...], repeats: int, jobs: tuple[str, ...], added: int, peers_up_to: int, seed: int,
    folder: Path, json_file: Path | None, smoke: bool, write: bool,
) -> None:  # fmt: skip
    sizes = (SMOKE,) if smoke else tuple(sorted(articles))
    bench = Bench(
        sizes, 1 if smoke else repeats, seed, folder, jobs or JOBS, min(added, 100) if smoke else added, peers_up_to
    )
    measure_all(bench)
    show(bench)
    if json_file is not None:
        json_file.write_bytes(orjson.dumps({str(size): jobs for size, jobs in bench.found.items()}))
    if write:
        named = " ".join(f"--articles {size}" for size in sizes)
        write_page(bench, f"{'--smoke' if smoke else named} --repeats {bench.repeats} --seed {seed} --write")


if __name__ == "__main__":
    main()
