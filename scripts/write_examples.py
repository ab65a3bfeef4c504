#!/usr/bin/env python3
"""Run the commands that the documents show on the shipped sample, and write what they print beside them.

Comes in: blocks marked `console` in README.md and docs/, in which a line "$ wirecopy ..." is a command (its quotes may
span lines, and "| head -n N" may end it) and what follows it is what it printed. Goes out: the same files, or with
--check a list of those that are out of date (exit code 1). The one idea: an example that nobody ran is a claim.
Commands run in this process, in an empty folder that holds the sample; other programs are not run.
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
MOST_LINES = 60
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def documents(root: Path = ROOT) -> list[Path]:
    """Documents that may hold examples."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def commands(body: str) -> Iterator[str]:
    """The commands of a block as written, without their output."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line
            while not _closed(command):
                command += "\n" + next(lines)
            yield command


def _closed(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


def run_example(command: str) -> str:
    """What a command prints; ValueError where it is none of wirecopy, fails, or prints more than MOST_LINES."""
    words = shlex.split(command.removeprefix("$ "))
    most = None
    if words[-4:-1] == ["|", "head", "-n"]:
        words, most = words[:-4], int(words[-1])
    if words[0] != "wirecopy" or "|" in words:
        raise ValueError(f"only wirecopy is run: {command}")
    printed, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complaints):
        code = run_command_line(words[1:])
    if code:
        raise ValueError(f"exit code {code}: {command}\n{complaints.getvalue()}")
    lines = [line.rstrip() for line in printed.getvalue().strip("\n").splitlines()][:most]
    if len(lines) > MOST_LINES:
        raise ValueError(f"{len(lines)} lines; end it with | head -n N: {command}")
    return "\n".join(lines)


def rewritten(text: str) -> str:
    """A document with every example run again."""

    def fresh(block: re.Match[str]) -> str:
        shown = (f"{command}\n{run_example(command)}" for command in commands(block["body"]))
        return "```console\n" + "\n\n".join(shown) + "\n```"

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
    os.environ.update(NO_COLOR="1", TERM="dumb")
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
