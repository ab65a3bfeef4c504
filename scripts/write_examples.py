#!/usr/bin/env python3
"""Run the commands that the documents show on the shipped sample, and write what they print beside them.

Comes in: blocks marked `console` in README.md and docs/, in which a line "$ wirecopy ..." is a command (its quotes may
span lines) and what follows it is what it printed. Goes out: the same files, or with --check a list of those that are
out of date (exit code 1). The one idea: an example that nobody ran is a claim. Commands run in this process, in an
empty folder that holds the sample, with tables WIDTH columns wide; other programs than wirecopy are not run.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from wirecopy.cli.entry import run_command_line

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "tests/corpus/sample.jsonl.gz"
TRUTH = "tests/corpus/sample_truth.jsonl.gz"
WIDTH = 110
MOST_LINES = 60
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CUT = "[...]"


def documents(root: Path = ROOT) -> list[Path]:
    """Documents that may hold examples."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def commands(body: str) -> Iterator[tuple[str, int | None]]:
    """The commands of a block as written, and after how many lines their output is cut, None where it is not."""
    lines = body.splitlines()
    place = 0
    while place < len(lines):
        if not lines[place].startswith("$ "):
            place += 1
            continue
        command = lines[place]
        while not _closed(command):
            place += 1
            command += "\n" + lines[place]
        end = next((k for k in range(place + 1, len(lines)) if lines[k].startswith("$ ")), len(lines))
        output = lines[place + 1 : end]
        yield command, output.index(CUT) if CUT in output else None
        place = end


def _closed(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


def run_example(command: str) -> str:
    """What a command prints; ValueError where it is none of wirecopy or fails."""
    words = shlex.split(command.removeprefix("$ "))
    if words[0] != "wirecopy":
        raise ValueError(f"only wirecopy is run: {command}")
    printed, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complaints):
        code = run_command_line(words[1:])
    if code:
        raise ValueError(f"exit code {code}: {command}\n{complaints.getvalue()}")
    return "\n".join(line.rstrip() for line in printed.getvalue().strip("\n").splitlines())


def rewritten(text: str) -> str:
    """A document with every example run again."""

    def fresh(block: re.Match[str]) -> str:
        parts = []
        for command, cut in commands(block["body"]):
            lines = run_example(command).splitlines()
            if cut is not None:
                lines = [*lines[:cut], CUT]
            if len(lines) > MOST_LINES:
                raise ValueError(f"more than {MOST_LINES} lines; cut it with {CUT}: {command}")
            parts.append("\n".join([command, *lines]))
        return "```console\n" + "\n\n".join(parts) + "\n```"

    return BLOCK.sub(fresh, text)


@contextlib.contextmanager
def empty_folder() -> Iterator[None]:
    """Work in a folder of its own that holds the sample where the checkout has it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name in (SAMPLE, TRUTH):
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, Path(folder) / name)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; list what is out of date")
    options = parser.parse_args()
    os.environ.update(COLUMNS=str(WIDTH), NO_COLOR="1", TERM="dumb")
    os.environ.pop("WIRECOPY_DB", None)
    stale = []
    with empty_folder():
        for path in documents():
            text = path.read_text("utf-8")
            new = rewritten(text)
            if new != text:
                stale.append(str(path.relative_to(ROOT)))
                if not options.check:
                    path.write_text(new, "utf-8")
    print("\n".join(stale) or "all examples are as they print now")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
