"""What a reading run counted, file by file, so that a summary can say what was made up or left out.

In: calls while reading. Out: plain counters. Nothing here changes what is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class FileStats:
    """Counts of one input file: how its articles came out and what they lacked."""

    path: str
    format: str
    articles: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    skipped: int = 0  # parts of a container that are no article at all (images in a WARC, other items)
    synthetic_urls: int = 0
    synthetic_outlets: int = 0
    undated: int = 0
    dated_by_url: int = 0
    date_problems: int = 0
    repaired: int = 0


@dataclass(slots=True)
class ReadStats:
    """Counts of a run, one FileStats an input in reading order; totals are summed when asked for."""

    files: list[FileStats] = field(default_factory=list)
    skipped_files: int = 0  # files in a folder whose names say that they are no articles

    def total(self, name: str) -> int:
        """Sum of one counter of FileStats over all files, such as `articles` or `synthetic_urls`."""
        return sum(int(getattr(file, name)) for file in self.files)

    @property
    def articles(self) -> int:
        """Articles read."""
        return self.total("articles")

    @property
    def rejects(self) -> Counter[str]:
        """Rejected records by reason."""
        return sum((file.rejects for file in self.files), Counter())

    def remarks(self) -> list[str]:
        """Sentences for the summary about what articles lacked; empty where nothing was missing."""
        wording = {
            "synthetic_urls": "had no url and got one from their id or text and the file",
            "synthetic_outlets": "named no outlet and got it from the file's name",
            "undated": "had no usable time of publication",
            "dated_by_url": "could be dated only by their address",
            "date_problems": "had a date that is out of range or unreadable",
            "repaired": "had damaged bytes that were replaced",
        }
        counts = [(self.total(name), text) for name, text in wording.items()]
        return [f"{count} {'article' if count == 1 else 'articles'} {text}" for count, text in counts if count]
