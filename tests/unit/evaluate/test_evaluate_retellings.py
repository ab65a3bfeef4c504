"""Retellings are judged against the base that they name, kind by kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wirecopy.evaluate import evaluate_retellings

BASE = [
    "The harbour board of Tarnvik closed its northern quay on Monday after divers found eleven cracked piles.",
    "Harbour master Signe Ulvang said ferries to the outer islands would leave from the fish market until October.",
    "Repairs will cost 4.2 million crowns, of which the county pays two thirds under an agreement from 1998.",
    "Nobody was hurt when a crane sank by half a metre on the quay last week while unloading timber.",
]
OTHER = [
    "Bakers in the valley of Osmund met on Thursday to taste forty loaves made with last summer's barley.",
    "The prize went to Ruth Calloway, whose crust, the judges said, tasted of hazelnuts and smoke.",
]


def write(folder: Path, name: str, rows: list[tuple[str, list[str]]]) -> None:
    records = [
        {"story": f"{name}-{of}", "of": of, "headline": f"{name} of {of}", "paragraphs": paragraphs}
        for of, paragraphs in rows
    ]
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_kinds_are_judged_apart(tmp_path: Path) -> None:
    write(tmp_path, "base", [("quay", BASE)])
    write(tmp_path, "rewrite", [("base-quay", BASE)])
    write(tmp_path, "roundtrip", [("base-quay", BASE[1:])])
    write(tmp_path, "independent", [("base-quay", OTHER)])
    tables, figures = evaluate_retellings(tmp_path)
    assert [row[:3] for row in tables[0].rows] == [("rewrite", 1, 1.0), ("roundtrip", 1, 1.0), ("independent", 1, 0.0)]
    assert figures["retellings.area"] == pytest.approx(1.0)
