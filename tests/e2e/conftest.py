"""The command line called in this process, and databases that are made once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from wirecopy.cli.entry import run_command_line

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "corpus" / "sample.jsonl.gz"


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


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sample, read once; tests only read it."""
    database = tmp_path_factory.mktemp("sample") / "sample.db"
    assert run_command_line(["run", str(SAMPLE), "--db", str(database), "--quiet"]) == 0
    return database


@pytest.fixture(scope="session")
def hostile_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of four and an unrelated article, all with what could steer a terminal in every field."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [json.dumps(record) + "\n" for record in hostile_articles()]
    (folder / "in.jsonl").write_text("".join(lines), "utf-8")
    assert run_command_line(["run", str(folder / "in.jsonl"), "--db", str(folder / "hostile.db"), "--quiet"]) == 0
    return folder / "hostile.db"


STORY = [
    (
        "HOLLEN BRIDGE, March 3 (Reuters) - The ferry Margit Aune ran aground off Hollen Bridge early on Tuesday with 214 "
        "people aboard, and all of them were taken off by fishing boats before the tide turned, the coastguard said."
    ),
    (
        "Captain Odd Rennesvik had reported a failed steering pump at 4:12 a.m., twenty minutes before the vessel struck the "
        "Kvalsund shoal, according to a log that the operator Nordleia published on its website."
    ),
    (
        "“We could hear the hull grinding like a coffee mill,” said Berit Haugland, a nurse who was on her way to the morning "
        "shift in Tornevik. “Nobody screamed. The crew handed out blankets and counted us three times.”"
    ),
    (
        "Nordleia has lost two ships since 2019 and paid 3.6 million crowns in fines last year for skipped inspections. Its "
        "shares fell 8.5 percent in Oslo before trading was halted."
    ),
    (
        "Divers from Tornevik will look at the keel on Wednesday. The transport minister, Ragnhild Moe, said that the other "
        "four ferries of the same class would stay in port until their pumps had been examined."
    ),
]
OTHER = [
    (
        "A bakery in Lower Fallow has sold its millionth seed roll, forty years after Agnes Pell mixed the first dough in a "
        "bathtub because the kitchen was being painted, her granddaughter said at a party in the village hall."
    ),
    (
        "The recipe has not changed, apart from the bathtub. Pell, 91, cut the roll with a bread saw and gave half of it to the "
        "postman, who had carried 11,000 of them to a hospital on the other side of the valley."
    ),
]
STEER = "\x1b]0;owned\x07\x1b[2J\u202e"


def hostile_articles() -> list[dict[str, str]]:
    def record(name: str, at: str, paragraphs: list[str]) -> dict[str, str]:
        return {
            "url": f"https://{name}.example/{name}?{STEER}",
            "title": f"{name} ferry aground {STEER}",
            "author": f"By {STEER}",
            "outlet": f"The {name} {STEER}",
            "date_publish": at,
            "language": "en",
            "text": f"\n\n{STEER}".join(paragraphs),
        }

    return [
        record("first", "2026-03-03T05:00:00Z", STORY),
        record("second", "2026-03-03T06:10:00Z", STORY[:4]),
        record("third", "2026-03-03T07:00:00Z", [STORY[0].replace("Reuters", "AFP"), *STORY[1:]]),
        record("fourth", "2026-03-04T07:00:00Z", [OTHER[0], STORY[2], STORY[3], OTHER[1]]),
        record("fifth", "2026-03-05T07:00:00Z", OTHER),
    ]
