"""The command line called in this process."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from wirecopy.cli.entry import run_command_line


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def wirecopy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    monkeypatch.delenv("WIRECOPY_DB", raising=False)

    def call(*arguments: object) -> Outcome:
        code = run_command_line([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call
