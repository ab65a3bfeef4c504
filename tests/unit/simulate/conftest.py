"""Two tiny files of base stories: full stories (two of them reports of one event) and loose texts."""

import json
from pathlib import Path

import pytest

from wirecopy.simulate import Base, read_bases

_SENTENCES = (
    "The harbor board closed the old swing bridge on Tuesday after divers found cracks in {n} of its timber piles, officials said.",
    "\"We could not wait for another storm,\" said Marta Quell, the board's engineer, who ordered the inspection last month.",
    "About {n} vehicles crossed the bridge each day, and the detour through Low Wharf adds nearly 12 miles to the trip.",
    "Repairs will cost 4.6 million dollars, the board estimated, and the state has promised to pay one third of the bill.",
    "Shop owners on the eastern bank fear that customers will stay away while crews replace the damaged piles.",
    "The bridge was built in 1921, when the town shipped salted herring, and it was last strengthened in 1968.",
    "A ferry will carry people on foot every 20 minutes from 6 a.m. to 10 p.m. until the work is finished, the mayor said.",
    "Critics argued that the board ignored warnings in a 2019 report because it wanted to avoid raising the harbor tax.",
    "The next meeting of the council is on March 14, and residents have been asked to send questions before Friday.",
)  # fmt: skip
_OTHER = (
    "Researchers counted {n} nests of the marsh harrier in the reserve this spring, the largest number since the survey began.",
    "The birds had nearly vanished by 1987, when pesticides thinned their eggs and farmers drained the reed beds.",
    "Volunteers now guard the nests from April to July, and a small fund pays growers who mow their meadows late.",
    '"Nobody believed that they would return so fast," said Oskar Brandl, who leads the project with a staff of {n}.',
    "The reserve plans to expand by 300 acres next year, although two villages oppose the purchase of grazing land.",
    "Visitors may watch the birds from a wooden tower that opened in May, the agency said in a statement.",
)


def _paragraphs(sentences: tuple[str, ...], number: int) -> list[str]:
    return [
        f"{first.format(n=number)} {second.format(n=number + 3)}"
        for first, second in zip(sentences, sentences[1:] + sentences[:1], strict=True)
    ]


def _story(name: str, event: str, agency: str, paragraphs: list[str]) -> dict[str, object]:
    return {
        "story": name, "event": event, "language": "en", "agency": agency, "slug": name.title(), "headline": f"Headline of the story {name}",
        "byline": "By ANNA REED", "dateline": "PORT HALE, Maine", "published_at": "2026-02-03T10:00:00Z", "topic": "test", "paragraphs": paragraphs,
    }  # fmt: skip


@pytest.fixture(scope="session")
def story_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "full.jsonl"
    rows = [
        _story("bridge", "bridge-event", "AP", _paragraphs(_SENTENCES, 7)),
        _story("bridge-reuters", "bridge-event", "Reuters", [line.split(",")[0] + "." for line in _SENTENCES] * 2),
        _story("birds", "birds", "AFP", _paragraphs(_OTHER, 41)),
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def loose_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "loose.jsonl"
    first, second = "\n\n".join(_paragraphs(_SENTENCES, 90)), "\n\n".join(_paragraphs(_OTHER, 12))
    rows = [
        {"id": "a", "text": first},
        {"id": "b", "text": second},
        {"id": "a again", "text": first + "\n\nOne more."},
        {"id": "short", "text": "Too short."},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bases(story_file: Path) -> list[Base]:
    return list(read_bases([story_file]))


@pytest.fixture(scope="session")
def bridge(bases: list[Base]) -> Base:
    return bases[0]
