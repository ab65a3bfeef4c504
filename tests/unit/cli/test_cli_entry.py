"""The door: commands, help, exit codes, one clear line for every failure."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from wirecopy import __version__
from wirecopy.cli.entry import COMMANDS, command
from wirecopy.errors import InputError, WirecopyError

Wirecopy = Callable[..., Any]

CONTEXT = click.Context(command, info_name="wirecopy")


def all_commands() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        top = command.get_command(CONTEXT, name)
        assert top is not None
        found.append((name, top))
        if isinstance(top, click.Group):
            context = click.Context(top, info_name=name)
            below = [(f"{name} {each}", top.get_command(context, each)) for each in top.list_commands(context)]
            found += [(path, each) for path, each in below if each is not None]
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_short_help_in_the_table_is_the_commands_own(name: str) -> None:
    found = command.get_command(CONTEXT, name)
    assert found is not None
    assert (found.help or "").splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize(("path", "found"), all_commands())
def test_every_command_has_help_with_an_example(path: str, found: click.Command) -> None:
    assert found.help, path
    assert "Example:" in (found.epilog or ""), path
    assert f"wirecopy {path.partition(' ')[0]}" in (found.epilog or ""), path


def test_help_lists_every_command(wirecopy: Wirecopy) -> None:
    code, out, _ = wirecopy("--help")
    assert code == 0
    assert all(f"  {name} " in out for name in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from wirecopy.cli.entry import run_command_line; run_command_line(['--help']);"
        "print(sorted({'numpy', 'rich', 'sqlite3'} & set(sys.modules)), file=sys.stderr)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert time.perf_counter() - began < 5  # .2 s on an idle machine; the bound only catches an import gone wild


def test_version(wirecopy: Wirecopy) -> None:
    assert wirecopy("--version").out == f"wirecopy, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["runn"], "no command is named 'runn'; did you mean run?"),
        (["xyzzy"], "wirecopy --help lists the commands"),
        (["run"], "Missing argument 'INPUT...'"),
        (["run", "--sett", "a"], "No such option"),
        (["stats", "--json", "x"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(wirecopy: Wirecopy, arguments: list[str], said: str) -> None:
    code, out, err = wirecopy(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("wirecopy: ")
    assert said in err
    assert err.count("\n") == 1


def test_group_without_a_command_shows_its_help(wirecopy: Wirecopy) -> None:
    code, out, err = wirecopy("rules")
    assert (code, "Commands:" in out + err) == (2, True)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("no such file: \x1b[2Jx"), 2, "wirecopy: no such file: \\x1b[2Jx\n"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (BrokenPipeError(), 141, ""),
        (PermissionError(13, "Permission denied", "out"), 2, "wirecopy: out: Permission denied\n"),
    ],
)
def test_every_foreseen_failure_has_its_code(
    wirecopy: Wirecopy, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("wirecopy.cli.entry._silence_stdout", lambda: None)
    monkeypatch.setattr(command, "get_command", lambda *_: click.Command("stats", callback=fail))
    outcome = wirecopy("stats")
    assert outcome.code == code
    assert said in outcome.err
    assert "Traceback" not in outcome.err


_INTERRUPTED_IN_C = """
import ctypes, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore it
import click
from wirecopy.cli import entry
def fail():
    ctypes.CFUNCTYPE(None)(lambda: signal.raise_signal(signal.SIGINT))()
    print("went on")
entry.command.get_command = lambda *_: click.Command("stats", callback=fail)
entry.main(["stats"])
"""


def test_an_interrupt_is_not_lost_in_a_library() -> None:
    """An exception that is raised in a function which C calls is dropped, and the run went on."""
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED_IN_C], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.startswith("wirecopy: interrupted")
    assert done.stderr.count("\n") == 1


def test_a_mistake_of_ours_is_not_swallowed(wirecopy: Wirecopy, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(command, "get_command", lambda *_: click.Command("stats", callback=fail))
    with pytest.raises(ZeroDivisionError):
        wirecopy("stats")


def test_errors_of_the_package_have_exit_codes() -> None:
    def below(error: type[WirecopyError]) -> list[type[WirecopyError]]:
        return [error, *(each for sub in error.__subclasses__() for each in below(sub))]

    assert {error.exit_code for error in below(WirecopyError)} == {2, 3}


def test_missing_database_is_exit_code_3(wirecopy: Wirecopy, tmp_path: Path) -> None:
    code, _, err = wirecopy("stats", "--db", tmp_path / "none.db")
    assert code == 3
    assert "does not exist" in err


def test_database_comes_from_the_environment(
    wirecopy: Wirecopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRECOPY_DB", str(tmp_path / "named.db"))
    assert "named.db does not exist" in wirecopy("stats").err


def test_json_and_csv_exclude_each_other(wirecopy: Wirecopy) -> None:
    code, _, err = wirecopy("params", "--json", "--csv")
    assert code == 2
    assert "exclude each other" in err
