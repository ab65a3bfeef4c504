"""Results of runs over broken input, in every form in which they can be asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Wirecopy = Callable[..., Any]


def test_summary_as_json_counts_rejects_of_each_file(wirecopy: Wirecopy, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('["a", "list"]\n{"url": "https://a.example/1", "text": "The ferry ran aground."}\n', "utf-8")
    code, out, err = wirecopy("run", source, "--db", tmp_path / "x.db", "--json")
    assert code == 1, err
    said = json.loads(out)
    assert said["rejects_by_reason"] == {"not-an-object": 1}
    assert said["files"][0]["rejects"] == {"not-an-object": 1}
