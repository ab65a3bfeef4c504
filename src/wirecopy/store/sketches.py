"""Sketches in and out: a batch of articles keeps its named numpy arrays as blobs, one row an array.

Comes in: arrays by name, `article_ids` among them. Goes out: the same arrays, batch by batch.
The one idea: signatures are only ever read in bulk, so a blob of a thousand is smaller and faster than rows
(band keys are derived in memory). Arrays made with other parameters are refused, since they would match nothing.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from wirecopy.errors import SignatureMismatchError, StoreError
from wirecopy.store.values import json_list

IDS = "article_ids"
_WORTH_PACKING = 0.9


def check_signatures(connection: sqlite3.Connection, signature_digest: str) -> None:
    """Raise SignatureMismatchError where the store holds sketches made with other parameters."""
    row = connection.execute(
        "SELECT signature_digest FROM sketch_batch WHERE signature_digest <> ? LIMIT 1", (signature_digest,)
    ).fetchone()
    if row is not None:
        raise SignatureMismatchError(
            f"the signatures in this database were made with other parameters ({row[0]}, now {signature_digest}); "
            "use the same parameters, or a new database"
        )


def insert_sketches(connection: sqlite3.Connection, run_id: int, sketches: Mapping[str, NDArray[Any]]) -> None:
    """Insert the arrays of one batch; `article_ids` must be among them and name stored articles, each once."""
    if IDS not in sketches:
        raise StoreError(f"sketches must hold an array {IDS}")
    ids = sorted(sketches[IDS].tolist())
    stored, dated, newest = connection.execute(
        """
        SELECT count(*), count(published_at), max(published_at)
        FROM json_each(?) AS wanted JOIN article ON article.article_id = wanted.value
        """,
        (json_list(ids),),
    ).fetchone()
    if stored != len(ids) or len(set(ids)) != len(ids):
        raise StoreError("sketches name an article that is not in the store, or one twice")
    batch_id = connection.execute(
        """
        INSERT INTO sketch_batch (signature_digest, article_count, last_published_at, run_id)
        SELECT signature_digest, ?, ?, run_id FROM run WHERE run_id = ? RETURNING batch_id
        """,
        (stored, newest if dated == stored else None, run_id),
    ).fetchone()[0]
    rows = ((batch_id, name, *_packed(sketches[name])) for name in sorted(sketches))
    connection.executemany("INSERT INTO sketch_array VALUES (?, ?, ?, ?, ?, ?)", rows)


def iter_sketches(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[dict[str, NDArray[Any]]]:
    """Yield the named arrays (and `article_ids`) of each batch, oldest batch first; a later one counts where they meet.

    Batches that hold other arrays only are passed over. Arrays are read-only.
    """
    wanted = [IDS, *sorted(set(names) - {IDS})]
    sql = """
        SELECT batch_id FROM sketch_batch
        WHERE (SELECT count(*) FROM sketch_array JOIN json_each(?) AS wanted ON wanted.value = sketch_array.name
               WHERE sketch_array.batch_id = sketch_batch.batch_id) = ?
    """
    batches = sorted(batch_id for (batch_id,) in connection.execute(sql, (json.dumps(wanted), len(wanted))))
    for batch_id in batches:
        yield {name: _load(connection, batch_id, name) for name in wanted}


def _load(connection: sqlite3.Connection, batch_id: int, name: str) -> NDArray[Any]:
    row = connection.execute(
        "SELECT dtype, shape, codec, content FROM sketch_array WHERE batch_id = ? AND name = ?", (batch_id, name)
    ).fetchone()
    if row is None:
        raise SignatureMismatchError(f"the database holds no signatures named {name}; use a new database")
    dtype, shape, codec, content = row
    lengths = json.loads(shape)
    raw = content
    if codec == "zstd":
        size = math.prod(lengths) * np.dtype(dtype).itemsize
        raw = zstandard.ZstdDecompressor().decompress(content, max_output_size=size)
    return np.frombuffer(raw, dtype=dtype).reshape(lengths)


def _packed(array: NDArray[Any]) -> tuple[str, str, str, bytes]:
    flat = np.ascontiguousarray(array)
    if flat.dtype.kind not in "biuf":
        raise StoreError(f"sketches are arrays of numbers, not of {flat.dtype}")
    portable = flat.astype(flat.dtype.newbyteorder("<"), copy=False)
    raw = portable.tobytes()
    packed = zstandard.ZstdCompressor(level=1).compress(raw)
    small = len(packed) < _WORTH_PACKING * len(raw)
    return portable.dtype.str, json_list(array.shape), "zstd" if small else "raw", packed if small else raw
