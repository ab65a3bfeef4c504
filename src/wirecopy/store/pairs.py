"""Verdicts on pairs in and out, and which articles wait to be linked or regrouped.

Comes in: verdicts on the pairs of newly linked articles. Goes out: rows of pair and touched_article; light arrays for
clustering; full verdicts for attribution and for explaining.
The one idea: a pair is kept once, left < right, with its figures as a bare list whose names stand once per model.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.errors import StoreError
from wirecopy.model import REWRITES, ArticleId, Rewrite, Verdict, Verdicts
from wirecopy.store.articles import known_ids
from wirecopy.store.figures import pack_figures, unpack_figures
from wirecopy.store.records import PairArrays, StoredVerdict
from wirecopy.store.values import json_list, json_text

_CHUNK = 500
_ROWS_AT_ONCE = 20_000  # about 15 MB of objects
_MANY = 4  # of so many articles one is asked for: then the table is read from end to end
_DERIVED = "pair.rewrite <> 'same event'"
_LIGHT = "left_id, right_id, probability, whole, share_of_left, share_of_right, rewrite"
_MILLION, _MYRIAD = 1_000_000, 10_000
_NAMES = [rewrite.value for rewrite in REWRITES]
_CODES = {name: code for code, name in enumerate(_NAMES)}


_INSERT = """
    INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (left_id, right_id) DO UPDATE SET
      millionths = excluded.millionths, rewrite = excluded.rewrite, whole = excluded.whole,
      left_myriad = excluded.left_myriad, right_myriad = excluded.right_myriad,
      verdict_model_id = excluded.verdict_model_id, figures = excluded.figures, run_id = excluded.run_id
    WHERE (millionths, rewrite, whole, left_myriad, right_myriad, verdict_model_id, figures)
      IS NOT (excluded.millionths, excluded.rewrite, excluded.whole, excluded.left_myriad,
        excluded.right_myriad, excluded.verdict_model_id, excluded.figures)
"""


def save_pairs(
    connection: sqlite3.Connection, run_id: int, verdicts: Verdicts | Iterable[Verdict], linked_ids: Iterable[int],
    model: str,
) -> None:  # fmt: skip
    """Write related pairs, clear `linked_ids` from pending and mark them and all derived endpoints as touched.

    Verdicts of class unrelated are not kept, of class same event without figures, which nothing asks for; a pair that
    is there already is overwritten only where it changed.
    """
    columns = verdicts if isinstance(verdicts, Verdicts) else Verdicts.of_records(list(verdicts))
    batches = (_rows_of_columns(connection, run_id, some, model) for some in _in_order(columns))
    linked = sorted({int(article_id) for article_id in linked_ids})
    named, touched = set(linked), set(linked)
    for rows in batches:
        if any(row[0] >= row[1] for row in rows):
            raise StoreError("a pair has left_id < right_id")
        connection.executemany(_INSERT, rows)
        named.update(chain.from_iterable(row[:2] for row in rows))
        touched.update(chain.from_iterable(row[:2] for row in rows if row[3] != Rewrite.SAME_EVENT.value))
    _check_known(connection, named)
    touch(connection, touched)
    connection.executemany("DELETE FROM pending_article WHERE article_id = ?", ((each,) for each in linked))


def _check_known(connection: sqlite3.Connection, ids: set[int]) -> None:
    """Raise StoreError for an article that is not in the store; once for all pairs, as SQLite asks for each."""
    unknown = ids - known_ids(connection, ids)
    if unknown:
        raise StoreError(f"pairs name articles that are not in the store: {sorted(unknown)[:5]}")


def _in_order(verdicts: Verdicts) -> Iterator[Verdicts]:
    """The related pairs in order of their ids, so many at a time as are made rows of at once."""
    related = verdicts.rewrites != REWRITES.index(Rewrite.UNRELATED)
    order = np.lexsort((verdicts.right_ids, verdicts.left_ids))
    order = order[related[order]]
    for start in range(0, len(order), _ROWS_AT_ONCE):
        yield verdicts.take(order[start : start + _ROWS_AT_ONCE])


def _rows_of_columns(
    connection: sqlite3.Connection, run_id: int, verdicts: Verdicts, model: str
) -> list[tuple[Any, ...]]:
    """One row a pair; a few microseconds each."""
    names = sorted(verdicts.figure_names)
    columns = [verdicts.figure_names.index(name) for name in names]
    of_event = verdicts.rewrites == REWRITES.index(Rewrite.SAME_EVENT)
    packed = np.full(len(verdicts), b"", object)
    packed[~of_event] = pack_figures(verdicts.figures[~of_event][:, columns])
    bare, full = (_model_id(connection, model, known) for known in ((), names))
    return list(zip(
        verdicts.left_ids.tolist(), verdicts.right_ids.tolist(), _whole_numbers(verdicts.probabilities, _MILLION),
        [_NAMES[code] for code in verdicts.rewrites.tolist()], verdicts.whole.view(np.int8).tolist(),
        _whole_numbers(verdicts.shares_of_left, _MYRIAD), _whole_numbers(verdicts.shares_of_right, _MYRIAD),
        np.where(of_event, bare, full).tolist(), packed.tolist(), repeat(run_id),
    ))  # fmt: skip


def _whole_numbers(shares: NDArray[np.float64], unit: int) -> list[int]:
    """Shares in parts of `unit`, to which verdicts are rounded: two or three bytes each where REAL takes eight."""
    numbers: list[int] = np.rint(shares * unit).astype(np.int64).tolist()
    return numbers


def relink(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Drop all pairs of these articles, mark them pending, and mark both ends of what is dropped as touched.

    Their stories have to be attributed anew, since their texts count with other labels.
    """
    rows = [(int(article_id),) for article_id in sorted(ids)]
    both = [(article_id, article_id) for (article_id,) in rows]
    for sql in (
        "INSERT OR IGNORE INTO touched_article SELECT left_id FROM pair WHERE right_id = ?1 OR left_id = ?2",
        "INSERT OR IGNORE INTO touched_article SELECT right_id FROM pair WHERE right_id = ?1 OR left_id = ?2",
        "DELETE FROM pair WHERE right_id = ?1 OR left_id = ?2",
        "DELETE FROM story_family WHERE story_id IN (SELECT story_id FROM story_member WHERE article_id IN (?1, ?2))",
    ):
        connection.executemany(sql, both)
    connection.executemany("INSERT OR IGNORE INTO pending_article VALUES (?)", rows)


def touch(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Mark articles whose stories have to be regrouped."""
    rows = [(article_id,) for article_id in sorted(ids)]
    connection.executemany("INSERT OR IGNORE INTO touched_article VALUES (?)", rows)


def touch_stories_of(connection: sqlite3.Connection, outlet_domains: Iterable[str]) -> None:
    """Mark all articles of the stories in which one of these outlets has an article."""
    sql = """
        INSERT OR IGNORE INTO touched_article
        SELECT article_id FROM story_member WHERE story_id IN (
          SELECT story_id FROM outlet_name JOIN article USING (outlet_name_id) JOIN story_member USING (article_id)
          WHERE outlet_domain IN (SELECT value FROM json_each(?))
        )
    """
    connection.execute(sql, (json_text(sorted(outlet_domains)),))


def pending_ids(connection: sqlite3.Connection) -> list[ArticleId]:
    """Return the articles that are stored but not linked, ascending."""
    return [ArticleId(row[0]) for row in connection.execute("SELECT article_id FROM pending_article ORDER BY 1")]


def touched_ids(connection: sqlite3.Connection) -> list[ArticleId]:
    """Return the articles whose stories wait to be regrouped, ascending."""
    return [ArticleId(row[0]) for row in connection.execute("SELECT article_id FROM touched_article ORDER BY 1")]


def pairs_around(connection: sqlite3.Connection, ids: Iterable[int]) -> NDArray[np.int64]:
    """Return derived pairs (m, 2): all that lead from `ids` to others over any number of steps, each at least once.

    Where many are asked for, as in a first run, these are all there are: to read the table from end to end costs a
    third of asking for each article.
    """
    sql = f"""
        SELECT left_id, right_id FROM json_each(?) AS wanted JOIN pair ON pair.left_id = wanted.value WHERE {_DERIVED}
        UNION ALL
        SELECT left_id, right_id FROM json_each(?) AS wanted JOIN pair ON pair.right_id = wanted.value WHERE {_DERIVED}
    """
    front = np.unique(np.fromiter((int(article_id) for article_id in ids), np.int64))
    every = int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    if _MANY * len(front) > every:
        rows = connection.execute(f"SELECT left_id, right_id FROM pair WHERE {_DERIVED}")
        return np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)  # no row is kept as a tuple
    reached, found = front, [np.empty((0, 2), np.int64)]
    while len(front):
        for start in range(0, len(front), _CHUNK):
            chunk = json_list(front[start : start + _CHUNK].tolist())
            found.append(_id_pairs(connection.execute(sql, (chunk, chunk)).fetchall()))
        met = np.unique(np.concatenate(found))
        front = met[~np.isin(met, reached, assume_unique=True)]
        reached = np.union1d(reached, front)
    return np.concatenate(found)


def _id_pairs(rows: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    return np.array(rows, np.int64).reshape(-1, 2)


def pairs_of(connection: sqlite3.Connection, ids: Iterable[int], *, same_event: bool = False) -> PairArrays:
    """Return all pairs with an endpoint in `ids`; those of class same event only where asked for."""
    wanted = json_list(sorted({int(article_id) for article_id in ids}))
    sql = f"""
        WITH wanted AS (SELECT value FROM json_each(?))
        SELECT {_LIGHT} FROM wanted JOIN pair ON pair.left_id = wanted.value WHERE ? OR {_DERIVED}
        UNION
        SELECT {_LIGHT} FROM wanted JOIN pair ON pair.right_id = wanted.value WHERE ? OR {_DERIVED}
        ORDER BY left_id, right_id
    """
    return _arrays(connection.execute(sql, (wanted, same_event, same_event)).fetchall())


def load_verdicts(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> list[StoredVerdict]:
    """Return the full verdicts of these (left, right) pairs, in order; unknown pairs are left out."""
    sql = f"""
        SELECT {_LIGHT}, figures, figure_names, model, run_id
        FROM json_each(?) AS wanted
        JOIN pair ON pair.left_id = wanted.value ->> '$[0]' AND pair.right_id = wanted.value ->> '$[1]'
        JOIN verdict_model USING (verdict_model_id)
        ORDER BY left_id, right_id
    """
    wanted = sorted({(int(min(pair)), int(max(pair))) for pair in pairs})
    chunks = (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
    return [_verdict(row) for chunk in chunks for row in connection.execute(sql, (json_text(chunk),))]


def verdicts_among(connection: sqlite3.Connection, ids: Iterable[int]) -> Verdicts:
    """Return the verdicts of all derived pairs with both ends in `ids`, in order, with the figures that all have."""
    sql = f"""
        SELECT left_id, right_id, millionths, rewrite, whole, left_myriad, right_myriad, verdict_model_id, figures
        FROM json_each(?) AS wanted JOIN pair ON pair.left_id = wanted.value
        WHERE {_DERIVED}
        ORDER BY left_id, right_id
    """
    wanted = {int(article_id) for article_id in ids}
    rows = [row for row in connection.execute(sql, (json_list(sorted(wanted)),)) if row[1] in wanted]
    left, right, millionths, rewrites, whole, of_left, of_right, models, figures = (
        zip(*rows, strict=True) if rows else [()] * 9
    )
    names, values = _figures(connection, models, figures)
    return Verdicts(
        np.array(left, np.int64), np.array(right, np.int64), np.array(millionths, np.int64) / _MILLION,
        np.array([_CODES[rewrite] for rewrite in rewrites], np.uint8), np.array(whole, np.bool_),
        np.array(of_left, np.int64) / _MYRIAD, np.array(of_right, np.int64) / _MYRIAD, names, values,
    )  # fmt: skip


def _figures(
    connection: sqlite3.Connection, models: Sequence[int], figures: Sequence[bytes]
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The figures that pairs of these models all have: names, ascending, and values (m, names)."""
    of_pair = np.array(models, np.int64)
    known = [
        (model_id, tuple(json.loads(names)))
        for model_id, names in connection.execute("SELECT verdict_model_id, figure_names FROM verdict_model")
        if (of_pair == model_id).any()
    ]
    shared = set(known[0][1]).intersection(*(names for _, names in known)) if known else set()
    wanted = tuple(sorted(shared))
    values = np.empty((len(figures), len(wanted)))
    for model_id, names in known:
        places = np.flatnonzero(of_pair == model_id)
        rows = unpack_figures([figures[place] for place in places.tolist()], len(names))
        values[places] = rows[:, [names.index(name) for name in wanted]]
    return wanted, values


def _model_id(connection: sqlite3.Connection, model: str, names: Sequence[str]) -> int:
    row = (model, json_text(names))
    connection.execute("INSERT OR IGNORE INTO verdict_model (model, figure_names) VALUES (?, ?)", row)
    sql = "SELECT verdict_model_id FROM verdict_model WHERE model = ? AND figure_names = ?"
    return int(connection.execute(sql, row).fetchone()[0])


def _arrays(rows: Sequence[tuple[Any, ...]]) -> PairArrays:
    columns = list(zip(*rows, strict=True)) or [()] * 7
    return PairArrays(
        left=np.array(columns[0], dtype=np.int64),
        right=np.array(columns[1], dtype=np.int64),
        probability=np.array(columns[2], dtype=np.float64),
        whole=np.array(columns[3], dtype=np.bool_),
        share_of_left=np.array(columns[4], dtype=np.float64),
        share_of_right=np.array(columns[5], dtype=np.float64),
        rewrite=np.array([_CODES[rewrite] for rewrite in columns[6]], dtype=np.uint8),
    )


def _verdict(row: tuple[Any, ...]) -> StoredVerdict:
    left, right, probability, whole, share_of_left, share_of_right, rewrite = row[:7]
    figures, names, model, run_id = row[7:]
    named = json.loads(names)
    verdict = Verdict(
        left_id=left,
        right_id=right,
        probability=probability,
        rewrite=Rewrite(rewrite),
        whole=bool(whole),
        share_of_left=share_of_left,
        share_of_right=share_of_right,
        figures=dict(zip(named, unpack_figures([figures], len(named))[0].tolist(), strict=True)),
    )
    return StoredVerdict(verdict, model, run_id)
