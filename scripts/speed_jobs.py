"""The jobs that scripts/bench times, each in a process of its own; prints one line of JSON about itself.

Every near-duplicate job does the same from end to end: read JSON Lines, shingle words by three, sign with 128
permutations, find pairs at a threshold of .5 by 25 bands of 5, and join them to groups. Peers do it as their own
documentation shows. `whole` is the main job of this package into a database; `add` adds a file to a database.

Examples:
  scripts/speed_jobs.py near corpus/articles.jsonl
  scripts/speed_jobs.py whole corpus/articles.jsonl --db build/wire.db
  scripts/speed_jobs.py datasketch corpus/articles.jsonl

"""

# ruff: noqa: PLC0415 - each job loads what it needs and no more, since loading is part of its time and memory

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np
import orjson

BANDS, ROWS, PERMUTATIONS, THRESHOLD, WORDS = 25, 5, 128, 0.5, 3
_WORD = re.compile(r"\w+")
_BATCH = 1_000


def texts_of(file: Path) -> Iterator[str]:
    """The texts of a corpus, one after another."""
    with file.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)["text"]


def shingles_of(text: str) -> list[str]:
    """The distinct word shingles of a text, as users of these libraries make them."""
    words = _WORD.findall(text.lower())
    return list({" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1))})


class Groups:
    """Disjoint sets, joined pair by pair; all near-duplicate jobs end in one."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, item: int) -> int:
        """The representative of an item's set."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make two items' sets one."""
        a, b = self.root(one), self.root(other)
        self.parent[max(a, b)] = min(a, b)

    def count(self) -> int:
        """The number of sets."""
        return len({self.root(item) for item in range(len(self.parent))})


def _found(groups: Groups) -> dict[str, Any]:
    return {"articles": len(groups.parent), "groups": groups.count()}


def job_near(file: Path, _db: Path) -> dict[str, Any]:
    """Sign the word view in two threads and group by equal bands, with this package."""
    from wirecopy.fingerprint.plain_texts import group_texts, sign_texts
    from wirecopy.params import Params

    params = Params(bands=BANDS, rows=ROWS, shingle_words=WORDS, permutations=PERMUTATIONS)
    texts, signatures = texts_of(file), []
    with ThreadPoolExecutor(2) as pool:
        signing: deque[Future[Any]] = deque()
        while batch := list(islice(texts, _BATCH)):
            signing.append(pool.submit(sign_texts, batch, params))
            while len(signing) > 2:
                signatures.append(signing.popleft().result())
        signatures += [each.result() for each in signing]
    signed = np.concatenate(signatures) if signatures else np.empty((0, PERMUTATIONS), np.uint32)
    groups = group_texts(signed, BANDS, ROWS)
    return {"articles": len(groups), "groups": len(np.unique(groups))}


def job_datasketch(file: Path, _db: Path) -> dict[str, Any]:
    """The library datasketch with update_batch and xxh32, dictionary LSH."""
    from datasketch import MinHash, MinHashLSH
    from xxhash import xxh32_intdigest

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    signed = []
    for number, text in enumerate(texts_of(file)):
        minhash = MinHash(PERMUTATIONS, hashfunc=xxh32_intdigest)
        minhash.update_batch([shingle.encode() for shingle in shingles_of(text)])
        lsh.insert(number, minhash, check_duplication=False)
        signed.append(minhash)
    groups = Groups(len(signed))
    for number, minhash in enumerate(signed):
        for other in lsh.query(minhash):
            groups.join(number, other)
    return _found(groups)


def job_rensa(file: Path, _db: Path) -> dict[str, Any]:
    """Rensa: RMinHash and its LSH."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(THRESHOLD, PERMUTATIONS - PERMUTATIONS % BANDS, BANDS)
    signed = []
    for number, text in enumerate(texts_of(file)):
        minhash = RMinHash(num_perm=PERMUTATIONS - PERMUTATIONS % BANDS, seed=42)
        minhash.update(shingles_of(text))
        lsh.insert(number, minhash)
        signed.append(minhash)
    groups = Groups(len(signed))
    for number, minhash in enumerate(signed):
        for other in lsh.query(minhash):
            groups.join(number, other)
    return _found(groups)


def job_gaoya(file: Path, _db: Path) -> dict[str, Any]:
    """Gaoya: its own analyzer, index of 32-bit values."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=THRESHOLD, num_bands=BANDS, band_size=ROWS, num_hashes=BANDS * ROWS,
        analyzer="word", lowercase=True, ngram_range=(WORDS, WORDS),
    )  # fmt: skip
    texts = []
    for number, text in enumerate(texts_of(file)):
        index.insert_document(number, text)
        texts.append(text)
    groups = Groups(len(texts))
    for number, text in enumerate(texts):
        for other in index.query(text):
            groups.join(number, other)
    return _found(groups)


def job_whole(file: Path, db: Path) -> dict[str, Any]:
    """The main job of this package: into a new database."""
    for end in ("", "-wal", "-shm", "-run"):
        Path(f"{db}{end}").unlink(missing_ok=True)
    return job_add(file, db)


def job_add(file: Path, db: Path) -> dict[str, Any]:
    """The main job of this package: into a database that may hold articles."""
    from wirecopy.run import run

    summary = run([str(file)], db)
    return {
        "articles": summary.added, "groups": summary.stories, "stages": dict(summary.seconds),
        "copies": summary.copies, "capped_buckets": summary.cost.capped_buckets, "pairs": summary.pairs_accepted,
        "database_bytes": db.stat().st_size, "text_bytes": sum(len(text.encode()) for text in texts_of(file)),
    }  # fmt: skip


JOBS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "whole": job_whole,
    "add": job_add,
    "near": job_near,
    "datasketch": job_datasketch,
    "rensa": job_rensa,
    "gaoya": job_gaoya,
}


@click.command(help=__doc__)
@click.argument("job", type=click.Choice(list(JOBS)))
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--db", type=click.Path(path_type=Path), default=Path("build/bench.db"), help="Database, whole and add.")
def main(*, job: str, corpus: Path, db: Path) -> None:
    import resource

    began = time.perf_counter()
    found = JOBS[job](corpus, db)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found["seconds"] = time.perf_counter() - began
    found["cpu_seconds"] = sum(each.ru_utime + each.ru_stime for each in used)
    click.echo(orjson.dumps(found))


if __name__ == "__main__":
    main()
