"""Documents point at what exists, and every document is reachable from the README."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Written by what measures (scripts/evaluate --write, scripts/bench): linked before they are there for the first time.
MEASURED = {str(ROOT / "docs" / "quality.md"), str(ROOT / "docs" / "performance.md")}
WORD = re.compile(r"^\*\*(?P<terms>[^*]+)\*\*", re.MULTILINE)


def _outside_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


@cache
def documents() -> dict[str, str]:
    """Text of every Markdown document of the project, by path."""
    paths = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "db" / "README.md", ROOT / "tests/gold/README.md"]
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted(paths)}


def links(name: str) -> set[str]:
    """Paths of this project that a document links, without anchors."""
    found = (link.split("#")[0] for link in LINK.findall(_outside_code(documents()[name])))
    here = (ROOT / name).parent
    return {str((here / link).resolve()) for link in found if link and "://" not in link}


@pytest.mark.parametrize("name", sorted(documents()))
def test_links_point_at_what_exists(name: str) -> None:
    assert [link for link in sorted(links(name) - MEASURED) if not Path(link).exists()] == []


def test_every_document_is_linked_from_the_readme() -> None:
    linked = links("README.md")
    missing = [name for name in documents() if name != "README.md" and str(ROOT / name) not in linked]
    assert missing == []


def test_a_word_is_defined_once() -> None:
    terms = [
        term.strip().lower()
        for found in WORD.finditer(documents()["GLOSSARY.md"])
        for term in found["terms"].split(",")
    ]
    assert len(terms) > 60
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_the_readme_begins_with_what_it_does() -> None:
    first = documents()["README.md"].splitlines()[0]
    assert first.startswith("Read a batch, fingerprint it, find candidates")


@pytest.mark.parametrize("name", ["docs/cli.md", "db/README.md"])
def test_generated_documents_say_how(name: str) -> None:
    assert re.search(r"[Gg]enerated by:? `?python -m wirecopy\.", documents()[name])
