"""The registry: which formats there are, how each is recognised, what it needs, who reads it.

In: an InputFile. Out: its Format. The one idea: a suffix decides where it is unmistakable, first bytes otherwise
(.json, .xml, no suffix, standard input); a format's reader and heavy library load only when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from wirecopy.errors import InputError, ParameterError
from wirecopy.read.inputs import InputFile
from wirecopy.read.options import ReadOptions
from wirecopy.read.record import Failure, RawRecord

Reader = Callable[[InputFile, ReadOptions], Iterator[RawRecord | Failure]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name for --format, suffixes that decide, where its reader is, the extra and modules it needs."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    function: str
    extra: str = ""
    needs: tuple[str, ...] = ()
    meaning: str = ""

    def reader(self) -> Reader:
        """Return the function that reads it."""
        reader: Reader = getattr(import_module(f"wirecopy.read.{self.module}"), self.function)
        return reader

    def check_installed(self, file: InputFile) -> None:
        """Raise InputError naming the extra to install where a library is missing."""
        missing = [name for name in self.needs if find_spec(name) is None]
        if missing:
            raise InputError(
                f'reading {file.name} as {self.name} needs {", ".join(missing)}: pip install "wirecopy[{self.extra}]"',
                path=file.name,
            )


_ALL = (
    Format("jsonl", (".jsonl", ".ndjson", ".jl"), "json_lines", "read_json_lines", meaning="one object a line"),
    Format("json", (), "json_document", "read_json_document", meaning="an array, one object, or {articles: [...]}"),
    Format("ninjs", (".ninjs",), "json_document", "read_ninjs", meaning="IPTC ninjs items"),
    Format("csv", (".csv", ".tsv", ".tab"), "delimited", "read_delimited", meaning="CSV or TSV with a header row"),
    Format("text", (".txt", ".text"), "plain_file", "read_plain_file", meaning="one article a file"),
    Format(
        "html",
        (".html", ".htm", ".xhtml"),
        "page",
        "read_page",
        "html",
        ("trafilatura", "lxml", "lxml_html_clean"),
        "one page a file",
    ),
    Format(
        "warc",
        (".warc",),
        "warc",
        "read_warc",
        "warc",
        ("warcio", "trafilatura", "lxml", "lxml_html_clean"),
        "responses with HTML",
    ),
    Format("feed", (".rss", ".atom"), "feed", "read_feed", "feeds", ("feedparser",), "RSS or Atom"),
    Format("newsml", (".newsml",), "newsml", "read_newsml", "news", ("lxml",), "IPTC NewsML-G2"),
    Format("parquet", (".parquet", ".pq"), "parquet", "read_parquet", "parquet", ("pyarrow",), "one row an article"),
    Format("sqlite", (".sqlite", ".sqlite3", ".db", ".db3"), "database", "read_database", meaning="a table or a query"),
)
FORMATS = {known.name: known for known in _ALL}
_BY_SUFFIX = {suffix: known for known in _ALL for suffix in known.suffixes}
FOLDER_SUFFIXES = frozenset(_BY_SUFFIX) | {".json", ".xml"}  # which files of a folder are read

_XML_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.\-]{1,40}:)?([\w.\-]{1,40})")
_ROOTS = {
    b"rss": "feed",
    b"feed": "feed",
    b"RDF": "feed",
    b"html": "html",
    b"HTML": "html",
    b"newsMessage": "newsml",
    b"newsItem": "newsml",
    b"packageItem": "newsml",
}


def format_named(name: str) -> Format:
    """Return the format of a --format value; raises ParameterError."""
    if name not in FORMATS:
        raise ParameterError("format", name, ", ".join(FORMATS))
    return FORMATS[name]


def format_of(file: InputFile) -> Format:
    """Return the format of a file by its suffix, else by its first bytes; raises InputError where both are silent."""
    known = _BY_SUFFIX.get(file.suffix)
    if known:
        return known
    head = file.head()
    name = sniff_format(head)
    if file.suffix == ".json" and name in ("text", "csv"):  # damaged, or a lone string: no article as it stands
        name = "json"
    if name:
        return FORMATS[name]
    raise InputError(
        f"can't tell the format of {file.name}; name it with --format ({', '.join(FORMATS)})", path=file.name
    )


def sniff_format(head: bytes) -> str:
    """Name of the format that first bytes show; "text" for other text, "" for other bytes."""
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = _as_utf8(head).lstrip()
    if start[:1] == b"[":
        return "json"
    if start[:1] == b"{":
        return _sniff_object(start)
    if start[:1] == b"<":
        return _sniff_markup(start)
    if b"\0" in start[:4000]:
        return ""
    first = start.partition(b"\n")[0]
    return "csv" if _is_header(first) else "text"


def _as_utf8(head: bytes) -> bytes:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _sniff_object(start: bytes) -> str:
    """Several objects, one a line, are JSON Lines; one object, on one line or on several, is a document.

    A first line that is too long to be seen whole counts as a document: that reader takes lines of objects too.
    """
    first, _, rest = start.partition(b"\n")
    return "jsonl" if first.rstrip().endswith(b"}") and rest.strip() else "json"


def _sniff_markup(start: bytes) -> str:
    for match in _XML_ROOT.finditer(start, 0, 20_000):
        return _ROOTS.get(match[1], "html")
    return "html"


def _is_header(line: bytes) -> bool:
    """Return true for a first line that names at least two columns, one of them a known name of the text or the url."""
    cells = {cell.strip(b' "\r').lower() for cell in re.split(rb"[,;\t|]", line[:5000])}
    return len(cells) > 1 and bool(cells & {b"text", b"content", b"body", b"maintext", b"url", b"headline", b"title"})
