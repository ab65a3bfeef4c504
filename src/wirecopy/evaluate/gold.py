"""Pairs of real articles, labelled by reading, against what the stages say of them.

In: tables of labelled pairs (tests/gold: corpus, left_id, right_id, label, reason, story, split) and the corpora that
they name. Out: `GoldReport`. `copy` and `version` are whole copies, `partial` is taken too, `independent` is not,
`unsure` is left out. A pair is linked from the parameter `accept` on. The split `report` is the one to publish;
`boundary` holds pairs of the same half that were drawn where the verdict is in doubt, `linked` such that a model had
put into one story, with others like them: two sets that stand apart.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wirecopy.errors import InputError
from wirecopy.evaluate.calibration import area_under_curve, calibration_error, reliability
from wirecopy.evaluate.stages import Pair, candidate_pairs, judge_pairs, read_corpus
from wirecopy.evaluate.tables import Cell, Table, share
from wirecopy.params import Params
from wirecopy.verify.verdict import Model, shipped_model

WHOLE = frozenset({"copy", "version"})
TAKEN = WHOLE | {"partial"}
LABELS = TAKEN | {"independent", "unsure"}
SPLITS = ("report", "boundary", "linked", "fit")
_COLUMNS = ("corpus", "left_id", "right_id", "label", "reason", "story", "split")


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A labelled pair; ids are those of the corpus."""

    corpus: str
    left_id: str
    right_id: str
    label: str
    reason: str
    story: str
    split: str


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A labelled pair with its probability: was it linked, as a whole, and was it a candidate at all."""

    gold: GoldPair
    probability: float
    linked: bool
    whole: bool
    candidate: bool

    @property
    def taken(self) -> bool:
        """Whether the label says that text was taken."""
        return self.gold.label in TAKEN


@dataclass(frozen=True, slots=True)
class GoldReport:
    """What the stages say of the labelled pairs; `absent` are corpora whose texts are not there."""

    pairs: tuple[JudgedPair, ...]
    absent: tuple[str, ...]

    def mistakes(self, split: str = "report") -> list[JudgedPair]:
        """Pairs of a split that are linked though independent, or taken and not linked; the surest first."""
        wrong = [pair for pair in self.pairs if pair.gold.split == split and pair.linked != pair.taken]
        return sorted(wrong, key=lambda pair: (-abs(pair.probability - 0.5), pair.gold.left_id, pair.gold.right_id))

    def tables(self) -> list[Table]:
        """Figures by split and corpus, and the reliability of probabilities on the report half."""
        rows: list[tuple[Cell, ...]] = []
        for split in SPLITS:
            inside = [pair for pair in self.pairs if pair.gold.split == split]
            for corpus in sorted({pair.gold.corpus for pair in inside}):
                chosen = [pair for pair in inside if pair.gold.corpus == corpus]
                rows.append((split, corpus, len(chosen), *pair_figures(chosen).values()))
            if inside:
                rows.append((split, "all", len(inside), *pair_figures(inside).values()))
        columns = ("split", "corpus", "pairs", *(name.replace("_", " ") for name in pair_figures([])))
        bins = reliability(_claims(pair for pair in self.pairs if pair.gold.split == "report"))
        reliable = tuple((f"{each.low:.1f} to {each.high:.1f}", each.claims, each.mean, each.right) for each in bins)
        return [
            Table("Pairs labelled by reading", columns, tuple(rows)),
            Table("Probabilities on the report half", ("probability", "pairs", "mean", "taken"), reliable),
        ]

    def figures(self) -> dict[str, float | None]:
        """Flat figures: gold.<split>.<figure>, and gold.<split>.<corpus>.<figure>."""
        found: dict[str, float | None] = {}
        for split in SPLITS:
            inside = [pair for pair in self.pairs if pair.gold.split == split]
            found |= {f"gold.{split}.{name}": value for name, value in pair_figures(inside).items()}
            for corpus in sorted({pair.gold.corpus for pair in inside}):
                named = pair_figures([pair for pair in inside if pair.gold.corpus == corpus])
                found |= {f"gold.{split}.{corpus}.{name}": value for name, value in named.items()}
        return found


def pair_figures(pairs: Sequence[JudgedPair]) -> dict[str, float | None]:
    """The figures of some judged pairs.

    `copies_f1`: linked against copy or version, partial pairs aside. `found_f1`: the same where only candidates can
    be linked. `whole_f1`: linked as a whole against copy or version, partial pairs among the negatives. `precision`:
    of linked pairs those taken.
    """
    whole = [pair for pair in pairs if pair.gold.label in WHOLE]
    partial = [pair for pair in pairs if pair.gold.label == "partial"]
    taken, alone = [pair for pair in pairs if pair.taken], [pair for pair in pairs if not pair.taken]
    linked = [pair for pair in pairs if pair.linked]
    clear = [*whole, *alone]
    return {
        "copies_f1": _f1(len(whole), sum(p.linked for p in clear), sum(p.linked for p in whole)),
        "found_f1": _f1(len(whole), sum(_found(p) for p in clear), sum(_found(p) for p in whole)),
        "whole_f1": _f1(len(whole), sum(_as_whole(p) for p in pairs), sum(_as_whole(p) for p in whole)),
        "copies_recall": share(sum(p.linked for p in whole), len(whole)),
        "partial_recall": share(sum(p.linked for p in partial), len(partial)),
        "precision": share(sum(p.taken for p in linked), len(linked)),
        "area": area_under_curve([p.probability for p in taken], [p.probability for p in alone]),
        "calibration_error": calibration_error(_claims(pairs)),
        "candidates": share(sum(p.candidate for p in taken), len(taken)),
    }


def _found(pair: JudgedPair) -> bool:
    return pair.linked and pair.candidate


def _as_whole(pair: JudgedPair) -> bool:
    return pair.linked and pair.whole


def _f1(true: int, said: int, right: int) -> float | None:
    return 2 * right / (true + said) if true else None


def _claims(pairs: Iterable[JudgedPair]) -> list[tuple[float, bool]]:
    return [(pair.probability, pair.taken) for pair in pairs]


def read_gold(folder: Path) -> dict[str, list[GoldPair]]:
    """Labelled pairs by corpus, in order of the files' names.

    Raises InputError for a folder without tables or an unusable row.
    """
    found: dict[str, list[GoldPair]] = {}
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise InputError(f"{folder} holds no tables of labelled pairs (*.tsv)", path=str(folder))
    for path in files:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), 2):
                if row.get("label") not in LABELS or row.get("split") not in SPLITS or None in map(row.get, _COLUMNS):
                    message = f"{path}, line {number} is no labelled pair; columns are {', '.join(_COLUMNS)}"
                    raise InputError(message, path=str(path), line=number)
                found.setdefault(row["corpus"], []).append(GoldPair(*(row[name] for name in _COLUMNS)))
    return found


def _quiet(corpus: str) -> None:
    """Say nothing."""


def evaluate_gold(
    gold_dir: Path,
    data_dir: Path,
    *,
    params: Params | None = None,
    model: Model | None = None,
    progress: Callable[[str], None] = _quiet,
) -> GoldReport:
    """Judge every labelled pair whose corpus is in `data_dir` (<corpus>.jsonl.gz or .jsonl).

    Candidates are those of the whole corpus. `progress` hears the name of each corpus as it is begun. Pairs whose ids
    the corpus lacks raise InputError: a gold table and its corpus belong together.
    """
    params, model = params or Params(), model or shipped_model()
    judged: list[JudgedPair] = []
    absent: list[str] = []
    for corpus, pairs in read_gold(gold_dir).items():
        path = corpus_file(data_dir, corpus)
        if path is None:
            absent.append(corpus)
            continue
        progress(corpus)
        judged += _judge_corpus(path, [pair for pair in pairs if pair.label != "unsure"], params, model)
    return GoldReport(tuple(judged), tuple(absent))


def corpus_file(data_dir: Path, corpus: str) -> Path | None:
    """The file of a corpus, None where it is not there."""
    return next((path for end in (".jsonl.gz", ".jsonl") if (path := data_dir / f"{corpus}{end}").is_file()), None)


def _judge_corpus(path: Path, pairs: Sequence[GoldPair], params: Params, model: Model) -> list[JudgedPair]:
    corpus = read_corpus(path)
    candidates, _ = candidate_pairs(corpus.documents, params)
    places = [_place(path, corpus.places, pair) for pair in pairs]
    verdicts = judge_pairs(corpus.documents, places, params, model)
    return [
        JudgedPair(pair, verdict.probability, verdict.probability >= params.accept, verdict.whole, place in candidates)
        for pair, place, verdict in zip(pairs, places, verdicts, strict=True)
    ]


def _place(path: Path, places: Mapping[str, int], pair: GoldPair) -> Pair:
    try:
        left, right = sorted((places[pair.left_id], places[pair.right_id]))
    except KeyError as error:
        raise InputError(f"{path} holds no article {error}, which a labelled pair names", path=str(path)) from error
    return left, right
