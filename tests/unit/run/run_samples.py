"""A small made-up news week: stories that several outlets take, each outlet with its own furniture."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wirecopy import Params, Store

VIEWS = ("article_list", "story_list", "story_articles", "copies", "copy_passages", "copy_evidence", "outlet_list")
UNCAPPED = Params(bucket_cap=10_000, partners_firm=10_000, partners_weak=10_000, batch_articles=7)
OUTLETS = ("harbour-post", "valley-times", "north-herald", "city-mirror", "daily-lark")
_PLACES = ("Ostermoor", "Kelvington", "Brightwater", "Dunmarsh", "Alderby", "Farrowdale", "Quillham", "Vesterholm")
_NAMES = ("Mara Lindqvist", "Tobias Achterberg", "Ines Caldeira", "Rowan Petrosyan", "Hilde Marchetti", "Jonas Okafor")
_WORDS = [
    "council",
    "harbour",
    "bridge",
    "engineers",
    "repaired",
    "inspected",
    "budget",
    "residents",
    "flooded",
    "storage",
    "contract",
    "tunnel",
    "harvest",
    "orchard",
    "railway",
    "signal",
    "commuters",
    "delayed",
    "archive",
    "museum",
    "restored",
    "painting",
    "auction",
    "fishermen",
    "quota",
    "trawler",
    "lighthouse",
    "keeper",
    "reservoir",
    "turbine",
    "generator",
    "outage",
    "technicians",
    "battery",
    "vineyard",
    "drought",
    "farmers",
    "irrigation",
    "subsidy",
    "minister",
    "tariff",
]


def _sentence(rng: random.Random) -> str:
    words = rng.sample(_WORDS, 11)
    return (
        f"{rng.choice(_NAMES)} said the {words[0]} near {rng.choice(_PLACES)} {' '.join(words[1:6])} after "
        f"{rng.randint(12, 980)} {' '.join(words[6:])}."
    )


def _story(rng: random.Random) -> list[str]:
    return [" ".join(_sentence(rng) for _ in range(2)) for _ in range(4)]


def corpus(stories: int = 8, seed: int = 5) -> list[dict[str, Any]]:
    """Records of articles: each story by its agency and two to four outlets, some of them cut, all with the outlet's furniture."""
    rng = random.Random(seed)
    records: list[dict[str, Any]] = []
    for number in range(stories):
        paragraphs = _story(rng)
        place = rng.choice(_PLACES).upper()
        for hour, outlet in enumerate(["reuters.com", *rng.sample(OUTLETS, rng.randint(2, 4))]):
            kept = paragraphs[: rng.choice((3, 4, 4))] if hour else paragraphs
            text = [f"{place} (Reuters) - {kept[0]}" if hour != 2 else kept[0], *kept[1:], furniture(outlet)]
            records.append(
                {
                    "url": f"https://{outlet}{'' if hour == 0 else '.example'}/{number}",
                    "title": f"{place.title()} report {number}",
                    "text": "\n\n".join(text),
                    "published_at": f"2024-05-{number + 1:02d}T{hour + 6:02d}:00:00Z",
                    "language": "en",
                }
            )
    return records


def digest_page(stories: Iterable[int]) -> dict[str, Any]:
    """A page that carries a paragraph of each of these stories of the corpus."""
    texts = {record["url"]: record["text"].split("\n\n") for record in corpus()}
    parts = [texts[f"https://reuters.com/{story}"][1] for story in stories]
    return {
        "url": "https://evening-digest.example/1", "title": "The evening in brief", "text": "\n\n".join(parts),
        "published_at": "2024-05-30T20:00:00Z", "language": "en",
    }  # fmt: skip


def furniture(outlet: str) -> str:
    """What an outlet prints under each of its texts; no rule knows it."""
    return (
        f"The {outlet} desk welcomes every walker, baker and beekeeper to the yearly open garden of our printing hall."
    )


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> str:
    """Write records as JSON Lines; return the path as the command line would have it."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def contents(db: Path, views: Sequence[str] = VIEWS) -> dict[str, list[dict[str, Any]]]:
    """What the public views hold, without the number of the run that wrote a row."""
    with Store.open(db, readonly=True) as store:
        found = {view: [json.loads(line) for line in store.export(view) if line.strip()] for view in views}
    for row in found.get("copies", ()):
        row.pop("run_id")
    return {view: sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)) for view, rows in found.items()}
