"""What a user names - files, folders, globs, '-' - to a sorted list of input files, all checked before any is read.

In: strings. Out: InputFile records, each path once, in the order of their paths ('-' last).
The one idea: a mistyped path must stop the run before it starts, so everything that can be known early is known here.
"""

from __future__ import annotations

import glob
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wirecopy.errors import InputError
from wirecopy.read.stream import ByteSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STANDARD_INPUT = "-"
COMPRESSION_SUFFIXES = (".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz")


@dataclass(slots=True)
class InputFile:
    """One input: its name as the user gave it, and its bytes on demand."""

    name: str
    path: Path | None = None  # None is standard input
    stream: BinaryIO | None = None
    _source: ByteSource | None = field(default=None, repr=False)

    @property
    def bare_name(self) -> str:
        """File name without directory and without a suffix of compression; 'stdin' for standard input."""
        name = self.path.name if self.path else "stdin"
        for suffix in COMPRESSION_SUFFIXES:
            if name.lower().endswith(suffix) and len(name) > len(suffix):
                return name[: -len(suffix)]
        return name

    @property
    def suffix(self) -> str:
        """The suffix that tells the format, in lower case."""
        return Path(self.bare_name).suffix.lower()

    @property
    def stem(self) -> str:
        """The bare name without its suffix: what stands for an outlet where none is named."""
        return _shown(Path(self.bare_name).stem.lstrip(".")) or "unnamed"

    @contextmanager
    def opened(self) -> Iterator[ByteSource]:
        """Yield the content, once; a file is closed at the end, standard input stays open."""
        if self.path is None:
            yield self._standard_input()
            return
        with self.path.open("rb") as stream:
            yield ByteSource(stream)

    def head(self) -> bytes:
        """First decompressed bytes, for sniffing; standard input keeps them for the reading."""
        if self.path is None:
            return self._standard_input().head()
        with self.opened() as source:
            return source.head()

    def _standard_input(self) -> ByteSource:
        if self._source is None:
            if self.stream is None and sys.stdin is None:
                raise InputError("standard input is closed; name a file instead of '-'", path=self.name)
            self._source = ByteSource(self.stream or sys.stdin.buffer)
        return self._source


def find_inputs(
    inputs: Sequence[str], folder_suffixes: frozenset[str], stdin: BinaryIO | None = None
) -> tuple[list[InputFile], int]:
    """Return the files that the names stand for, and how many files in folders were passed over for their names.

    Raises InputError for a path that is not there or can't be read, a glob without a match, an empty folder.
    """
    if not inputs:
        raise InputError("no input named: give files, folders, globs, or '-' for standard input")
    found: dict[str, InputFile] = {}
    skipped = 0
    wants_standard_input = False
    for name in inputs:
        if name == STANDARD_INPUT:
            wants_standard_input = True
            continue
        for path in _paths_of(name):
            if path.is_dir():
                files, passed_over = _files_in(path, folder_suffixes)
                skipped += passed_over
            else:
                files = [path]
            for file in files:
                _check_readable(file)
                found.setdefault(os.path.realpath(file), InputFile(_shown(str(file)), file))
    files_found = sorted(found.values(), key=lambda file: file.name)
    if wants_standard_input:
        files_found.append(InputFile(STANDARD_INPUT, None, stdin))
    return files_found, skipped


def _shown(name: str) -> str:
    """Return a file's name as text that can be stored: names need not be UTF-8, nor printable."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _paths_of(name: str) -> list[Path]:
    if "\0" in name or not name:
        raise InputError(f"no such file: {name!r}", path=name)
    path = Path(name)
    try:
        if path.exists():
            return [path]
    except OSError as error:
        raise InputError(f"can't look at {name}: {error.strerror}", path=name) from error
    if not glob.has_magic(name):
        raise InputError(f"no such file or folder: {name}", path=name)
    matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - takes absolute patterns
    matches = [match for match in matches if match.is_file()] or matches
    if not matches:
        raise InputError(f"no file matches {name}", path=name)
    return matches


def _files_in(folder: Path, suffixes: frozenset[str]) -> tuple[list[Path], int]:
    files: list[Path] = []
    skipped = 0

    def refuse(error: OSError) -> None:
        raise InputError(f"can't read folder {error.filename}: {error.strerror}", path=str(error.filename)) from error

    for directory, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name)
            if name.startswith(".") or InputFile(name, path).suffix not in suffixes or not path.is_file():
                skipped += 1
            else:
                files.append(path)
    if not files:
        raise InputError(f"no file of articles in folder {folder}", path=str(folder))
    return files, skipped


def _check_readable(path: Path) -> None:
    if not path.is_file() and not path.is_fifo():
        raise InputError(f"{path} is no regular file", path=str(path))
    if not os.access(path, os.R_OK):
        raise InputError(f"{path} can't be read: permission denied", path=str(path))
