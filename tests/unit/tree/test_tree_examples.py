"""What documents show can be run: Python sessions, commands, rule files."""

from __future__ import annotations

import doctest
import importlib.util
import io
import re
import shutil
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from wirecopy.rules import load_rules
from wirecopy.rules.loading import _AGENCY_KEYS, _KEYS
from wirecopy.rules.pattern import placeholders

ROOT = Path(__file__).parents[3]
SESSION = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Executed(NamedTuple):
    """The folder in which the sessions of docs/python.md were run, and what went otherwise than shown."""

    folder: Path
    complaints: str


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Executed:
    folder = tmp_path_factory.mktemp("session")
    (folder / "tests").mkdir()
    shutil.copytree(ROOT / "tests" / "corpus", folder / "tests" / "corpus")
    text = "\n".join(SESSION.findall((ROOT / "docs" / "python.md").read_text("utf-8")))
    session = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", "docs/python.md", 0)
    assert len(session.examples) > 15
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        doctest.DocTestRunner().run(session, out=said.write)
    return Executed(folder, said.getvalue())


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    """The script that writes the outputs of commands into the documents."""
    spec = importlib.util.spec_from_file_location("write_examples", ROOT / "scripts" / "write_examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_python_sessions_give_what_they_show(executed: Executed) -> None:
    assert executed.complaints == ""


@pytest.mark.parametrize("document", ["README.md", "docs/sql.md"])
def test_commands_in_documents_run(
    document: str, executed: Executed, examples: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(executed.folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "wire.db").rename(tmp_path / "demo.db")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / document).read_text("utf-8")
    assert text.count("\n$ wirecopy ") >= 5
    assert examples.rewritten(text).count("\n$ wirecopy ") == text.count("\n$ wirecopy ")


def test_a_command_that_fails_is_no_example(examples: ModuleType) -> None:
    with pytest.raises(ValueError, match="exit code 2"):
        examples.run_example("$ wirecopy story 1 --db nowhere/at/all.db --unknown")
    with pytest.raises(ValueError, match="only wirecopy"):
        examples.run_example("$ rm -rf build")


def test_rules_in_the_document_find_their_examples(tmp_path: Path) -> None:
    (text,) = TOML.findall((ROOT / "docs" / "rules.md").read_text("utf-8"))
    (tmp_path / "own.toml").write_text(text, "utf-8")
    rules = load_rules([tmp_path / "own.toml"])
    own = {rule.id: rule for rule in rules.rules if rule.id.startswith("own-")}
    assert len(own) == 3
    assert "carrier-msn-provided" not in {rule.id for rule in rules.rules}
    for rule in own.values():
        assert all(rule.find(example.text, rules.names) is not None for example in rule.examples), rule.id
        assert all(rule.find(paragraph, rules.names) is None for paragraph in rule.counter_examples), rule.id
    (example,) = own["own-dateline-hps"].examples
    hit = own["own-dateline-hps"].find(example.text, rules.names)
    assert hit is not None
    assert hit.agencies == ("harbour-press",)


def test_every_key_and_placeholder_of_rules_is_documented() -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert [name for name in sorted(placeholders()) if f"`{{{name}}}`" not in text] == []
    assert [key for key in sorted(_KEYS | _AGENCY_KEYS) if not re.search(rf"\b{key}\b", text)] == []
