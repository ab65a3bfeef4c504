"""An installed wheel carries everything: the database's files, rules, models, and the command."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = (
    "wirecopy/db/migrations/0001_runs.sql",
    "wirecopy/db/views/copies.sql",
    "wirecopy/db/queries/uncredited_copies.sql",
    "wirecopy/rules/agencies.toml",
    "wirecopy/rules/credits/any.toml",
    "wirecopy/verify/verdict.json",
    "wirecopy/attribute/weights.json",
    "wirecopy/fingerprint/unicode_tables.npz",
    "wirecopy/simulate/thesaurus/en.tsv",
)
OFFLINE = ("Could not find a version", "No matching distribution", "Connection", "Temporary failure", "timed out")


def _run(*words: str | Path, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python away from the checkout, with nothing of it on the path."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(cwd)}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = () if importlib.util.find_spec("hatchling") is None else ("--no-build-isolation",)
    built = _run("-m", "pip", "wheel", "--no-deps", *isolation, "-q", "-w", folder, ROOT, cwd=folder)
    if built.returncode and any(sign in built.stderr for sign in OFFLINE):
        pytest.skip("hatchling is not installed and can't be fetched")
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("wirecopy-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which only the wheel was installed; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    done = _run("-m", "pip", "install", "--no-deps", "--no-index", "-q", "--target", folder, wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_wheel_carries_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert [name for name in DATA if name not in names] == []
    assert [name for name in names if name.startswith(("tests/", "docs/", "scripts/"))] == []


def test_wheel_carries_every_sql_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {f"wirecopy/{path.relative_to(ROOT)}" for path in (ROOT / "db").rglob("*.sql")}
    assert len(here) > 30
    assert here - names == set()


def test_installed_package_finds_its_own_database_files(installed: Path, tmp_path: Path) -> None:
    program = (
        "import wirecopy, wirecopy.store.files as files; from wirecopy import Store\n"
        "from wirecopy.store.queries import canned_queries\n"
        "print(wirecopy.__file__); print(len(files.sql_files('migrations')))\n"
        "with Store.open('new.db') as store: print(len(canned_queries()), store.article_count())\n"
    )
    done = _run("-c", program, cwd=tmp_path, path=installed)
    assert done.returncode == 0, done.stderr
    place, migrations, counts = done.stdout.splitlines()
    assert Path(place).is_relative_to(installed)
    assert int(migrations) == len(list((ROOT / "db" / "migrations").glob("*.sql")))
    assert counts == f"{len(list((ROOT / 'db' / 'queries').glob('*.sql')))} 0"


def test_installed_command_runs_and_lists_queries(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(
        '{"url": "https://a.example/1", "title": "Ferry", "text": "The ferry ran aground on Tuesday."}\n', "utf-8"
    )
    ran = _run("-m", "wirecopy", "run", "one.jsonl", "--db", "wire.db", "--quiet", cwd=tmp_path, path=installed)
    assert (ran.returncode, ran.stderr) == (0, "")
    listed = _run("-m", "wirecopy", "query", cwd=tmp_path, path=installed)
    assert listed.returncode == 0, listed.stderr
    assert "uncredited_copies" in listed.stdout
    counted = _run(
        "-m", "wirecopy", "query", "--csv", "--db", "wire.db", "--sql", "SELECT count(*) AS n FROM article_list",
        cwd=tmp_path, path=installed,
    )  # fmt: skip
    assert counted.stdout.split() == ["n", "1"]
