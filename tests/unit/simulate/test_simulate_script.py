import gzip
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from wirecopy.simulate import KINDS

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_corpus_script", ROOT / "scripts" / "make_corpus.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_corpus_script"] = module
    spec.loader.exec_module(module)
    return module


def test_the_shipped_sample_is_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    script.make_sample(tmp_path / "a.gz", tmp_path / "t.gz")
    # unpacked: other builds of zlib pack the same bytes otherwise
    for made, shipped in (("a.gz", script.SAMPLE), ("t.gz", script.SAMPLE_TRUTH)):
        assert gzip.decompress((tmp_path / made).read_bytes()) == gzip.decompress(shipped.read_bytes())
        assert (tmp_path / made).read_bytes()[4:8] == b"\0\0\0\0"


def test_the_shipped_sample_shows_every_kind(script: ModuleType) -> None:
    with gzip.open(script.SAMPLE_TRUTH, "rt", encoding="utf-8") as lines:
        truths = [json.loads(line) for line in lines]
    with gzip.open(script.SAMPLE, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    assert set(KINDS) | {"unrelated", "template", "independent", "origin", "writethru", "correction", "kill"} <= {
        t["kind"] for t in truths
    }
    assert len({article["source_domain"] for article in articles}) >= 60
    languages = Counter(article["language"] for article in articles)
    assert min(languages[language] for language in ("en", "de", "fr", "es")) >= 15


def test_command_line_writes_articles_truth_and_outlets(script: ModuleType, story_file: Path, tmp_path: Path) -> None:
    arguments = [
        "--stories",
        str(story_file),
        "-n",
        "60",
        "--mix",
        "hard",
        "--seed",
        "3",
        "--out-dir",
        str(tmp_path),
        "--no-times",
    ]
    result = CliRunner().invoke(script.main, arguments)
    assert result.exit_code == 0, result.output
    articles = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    truths = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [a["url"] for a in articles] == [t["url"] for t in truths]
    assert len(articles) == 60
    assert {a["date_publish"] for a in articles} == {None}
    assert (tmp_path / "outlets.csv").read_text(encoding="utf-8").startswith("domain,name,kind")


@pytest.mark.parametrize(
    "arguments", [["--split", "2/2", "--out-dir", "x"], ["-n", "5"], ["--stories", "none.jsonl", "--out-dir", "x"]]
)
def test_wrong_options_end_with_code_two(
    script: ModuleType, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(script.main, arguments).exit_code == 2
