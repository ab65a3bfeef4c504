#!/usr/bin/env python3
"""Fit the model that names the class of a rewriting, on simulated corpora with truth.

In: folders of make_corpus.py. Out: rewrite.json, and how many classes are named rightly on held-out corpora.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from verdict_pairs import read_documents
from wirecopy.params import Params
from wirecopy.verify.judge import figures_of
from wirecopy.verify.rewrite import describe

MODEL_FILE = Path(__file__).parents[1] / "src/wirecopy/verify/rewrite.json"


def load_copies(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.str_]]:
    """Terms and true classes of all copies of a corpus whose immediate source is in it."""
    documents = read_documents(folder / "articles.jsonl")
    places = {document.article.url: place for place, document in enumerate(documents)}
    pairs: list[tuple[int, int]] = []
    classes: list[str] = []
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for story in row["stories"] if row["role"] in {"copy", "partial"} else ():
                if story["rewrite"] and story.get("source_url") in places:
                    pairs.append((places[row["url"]], places[story["source_url"]]))
                    classes.append(story["rewrite"])
    figures = figures_of(documents, np.array(pairs), Params())
    return describe(figures, np.ones(len(figures), np.bool_)), np.array(classes)


@click.command(epilog="Example: scripts/fit_rewrite.py --corpus build/hard0 --corpus build/plain0 --write")
@click.option("--corpus", "corpora", type=click.Path(path_type=Path), multiple=True, required=True)
@click.option("--held-out", type=click.Path(path_type=Path), multiple=True)
@click.option("--strength", default=100.0, show_default=True, help="Inverse of the penalty on coefficients.")
@click.option("--write", is_flag=True, help="Write the model into the package.")
def main(corpora: tuple[Path, ...], held_out: tuple[Path, ...], strength: float, *, write: bool) -> None:
    """Fit the classes of rewriting and report on held-out corpora."""
    parts = [load_copies(folder) for folder in corpora]
    terms, classes = np.concatenate([t for t, _ in parts]), np.concatenate([c for _, c in parts])
    model = LogisticRegression(C=strength, max_iter=5000).fit(terms, classes)
    for folder in held_out:
        seen, truth = load_copies(folder)
        named = model.predict(seen)
        by_class = {str(c): round(float((named[truth == c] == c).mean()), 3) for c in model.classes_}
        click.echo(f"{folder.name}: {len(truth)} copies, {(named == truth).mean():.3f} named rightly {by_class}")
    if write:
        body = {
            "about": {"fitted_on": [folder.name for folder in corpora], "copies": len(classes), "strength": strength},
            "classes": model.classes_.tolist(),
            "intercepts": model.intercept_.round(4).tolist(),
            "coefficients": model.coef_.round(4).tolist(),
        }
        MODEL_FILE.write_text(json.dumps(body) + "\n", encoding="utf-8")
        click.echo(f"written to {MODEL_FILE.name}")


if __name__ == "__main__":
    main()
