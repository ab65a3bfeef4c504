"""The package itself: public names at their first use, functions that are not hidden by rooms of the same name."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import wirecopy

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", sorted(set(wirecopy.__all__) - {"__version__"}))
def test_public_name_is_there(name: str) -> None:
    assert callable(getattr(wirecopy, name))
    assert name in dir(wirecopy)


@pytest.mark.parametrize("name", ["run", "evaluate"])
@pytest.mark.parametrize(
    "order", ["import wirecopy.{0}; import wirecopy", "import wirecopy; wirecopy.{0}; import wirecopy.{0}"]
)
def test_function_is_not_hidden_by_the_room(name: str, order: str) -> None:
    code = f"{order.format(name)}\nassert callable(wirecopy.{name}), wirecopy.{name}\nfrom wirecopy import {name}; assert callable({name})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_rooms_behind_the_functions_stay_modules() -> None:
    code = "import wirecopy.run.link as link, wirecopy; assert wirecopy.run.link is link; assert wirecopy.run.run"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(wirecopy, "noth" + "ing")


def test_import_loads_no_room() -> None:
    code = "import sys, wirecopy; sys.exit(any(name.startswith('wirecopy.') for name in sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_version_is_that_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == wirecopy.__version__
