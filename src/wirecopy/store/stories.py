"""Stories and copies in and out: replace some families by their new form, leaving untouched what did not change.

Comes in: ids of stories to drop, new stories, their copies. Goes out: rows of story, story_member, copy, evidence,
passage and story_event.
The one idea: a copy row carries a digest of all that it says; a row whose digest is the same stays as it is,
with the run that first derived it. Callers open the transaction (see `Store.replace_stories`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from typing import Any, TypeAlias

import xxhash

from wirecopy.errors import StoreError
from wirecopy.model import ArticleId, Copy, Evidence, Member, Passage, Rewrite, Story, StoryId
from wirecopy.store.changes import story_changes
from wirecopy.store.records import StoredCopy
from wirecopy.store.values import json_list, json_text, signed, storable, storable_or_none

_Key: TypeAlias = tuple[int, int, int | None, int]
"""Story, article, source and digest of a copy."""

_COPY_FIELDS = tuple(field.name for field in fields(Copy) if field.name not in {"evidence", "passages"})
_COPY_COLUMNS = ", ".join(f"copy.{name}" for name in _COPY_FIELDS)


def replace_stories(
    connection: sqlite3.Connection,
    run_id: int,
    dropped_story_ids: Iterable[int],
    stories: Sequence[Story],
    copies: Sequence[Copy],
    *,
    agencies: Mapping[StoryId, str | None],
    families: Mapping[StoryId, int],
    settled: Sequence[Story],
) -> None:
    """Replace the dropped stories by `stories` with `copies`; a story may be in both, then it is updated.

    Every copy must belong to one of `stories`, and a story that is in the store already must be among the dropped.
    `settled` are stories beside them that stay as they are.
    """
    dropped = {int(story_id) for story_id in dropped_story_ids}
    _check(connection, dropped, stories, copies)
    old = load_stories(connection, dropped)
    digested = {_key(copy): copy for copy in copies}
    kept = _drop_changed_copies(connection, dropped, digested.keys())
    _write_stories(connection, old, stories)
    _insert_copies(connection, run_id, {key: copy for key, copy in digested.items() if key not in kept})
    gone = sorted(dropped - {story.story_id for story in stories})
    connection.executemany("DELETE FROM story WHERE story_id = ?", ((story_id,) for story_id in gone))
    _write_summaries(connection, stories, agencies)
    connection.executemany("DELETE FROM story_family WHERE story_id = ?", ((story.story_id,) for story in stories))
    connection.executemany("INSERT INTO story_family VALUES (?, ?)", sorted(families.items()))
    connection.executemany(
        "INSERT INTO story_event (run_id, kind, from_story_id, to_story_id, article_count) VALUES (?, ?, ?, ?, ?)",
        (
            (run_id, event.kind, event.from_story_id, event.to_story_id, event.article_count)
            for event in story_changes([*old, *settled], [*stories, *settled])
        ),
    )


def load_stories(connection: sqlite3.Connection, story_ids: Iterable[int]) -> list[Story]:
    """Return the stories with these ids and their members, ascending; unknown ids are left out."""
    sql = """
        SELECT story_id, article_id, role, share
        FROM json_each(?) AS wanted JOIN story_member ON story_member.story_id = wanted.value
        ORDER BY story_id, article_id
    """
    members: dict[StoryId, list[Member]] = {}
    for story_id, article_id, role, share in connection.execute(sql, (_ids(story_ids),)):
        members.setdefault(story_id, []).append(Member(article_id, role, share))
    return [Story(story_id, tuple(found)) for story_id, found in members.items()]


def stories_of(connection: sqlite3.Connection, article_ids: Iterable[int]) -> dict[ArticleId, tuple[StoryId, ...]]:
    """Return the stories, ascending, of each of these articles that is in any."""
    sql = """
        SELECT article_id, story_id
        FROM json_each(?) AS wanted JOIN story_member ON story_member.article_id = wanted.value
        ORDER BY article_id, story_id
    """
    found: dict[ArticleId, tuple[StoryId, ...]] = {}
    for article_id, story_id in connection.execute(sql, (_ids(article_ids),)):
        found[article_id] = (*found.get(article_id, ()), story_id)
    return found


def family_digests(connection: sqlite3.Connection, story_ids: Iterable[int]) -> dict[StoryId, int]:
    """Return the digests of what these stories were attributed from, of those that are known by one."""
    sql = "SELECT story_id, digest FROM json_each(?) AS wanted JOIN story_family ON story_id = wanted.value"
    return dict(connection.execute(sql, (_ids(story_ids),)).fetchall())


def load_copies(
    connection: sqlite3.Connection, *, story_ids: Iterable[int] = (), article_ids: Iterable[int] = ()
) -> list[StoredCopy]:
    """Return the copies in these stories or by these articles, with evidence and passages, in a fixed order."""
    sql = f"""
        SELECT copy.copy_id, copy.run_id, {_COPY_COLUMNS} FROM copy
        WHERE copy.story_id IN (SELECT value FROM json_each(?)) OR copy.article_id IN (SELECT value FROM json_each(?))
        ORDER BY copy.story_id, copy.article_id, copy.source_article_id, copy.digest
    """
    rows = connection.execute(sql, (_ids(story_ids), _ids(article_ids))).fetchall()
    wanted = json_list(row[0] for row in rows)
    evidence = _evidence(connection, wanted)
    passages = _passages(connection, wanted)
    return [StoredCopy(_copy(row[2:], evidence.get(row[0], ()), passages.get(row[0], ())), row[1]) for row in rows]


def copy_digest(copy: Copy) -> int:
    """Return a signed 64-bit digest of all that `copy` says, evidence and passages included."""
    evidence = [[piece.rule, piece.weight, piece.detail] for piece in copy.evidence]
    said = json_text([_copy_values(copy), evidence, _passage_values(copy)])
    return signed(xxhash.xxh3_64_intdigest(said.encode()))


def _check(connection: sqlite3.Connection, dropped: set[int], stories: Sequence[Story], copies: Sequence[Copy]) -> None:
    ids = {story.story_id for story in stories}
    if len(ids) != len(stories):
        raise StoreError("a story is given twice")
    if not all(story.members for story in stories):
        raise StoreError("a story has no members")
    if len({(copy.story_id, copy.article_id, copy.source_article_id) for copy in copies}) != len(copies):
        raise StoreError("a copy of the same article from the same source in the same story is given twice")
    strangers = sorted({copy.story_id for copy in copies} - ids)
    if strangers:
        raise StoreError(f"copies belong to stories that are not given: {strangers[:5]}")
    sql = "SELECT story_id FROM story JOIN json_each(?) AS given ON story.story_id = given.value"
    overwritten = sorted({story_id for (story_id,) in connection.execute(sql, (_ids(ids),))} - dropped)
    if overwritten:
        raise StoreError(f"stories are in the store already and were not dropped: {overwritten[:5]}")


def _key(copy: Copy) -> _Key:
    return copy.story_id, copy.article_id, copy.source_article_id, copy_digest(copy)


def _drop_changed_copies(connection: sqlite3.Connection, dropped: set[int], wanted: AbstractSet[_Key]) -> set[_Key]:
    """Delete the copies of dropped stories that are not `wanted`; return the keys of those that stay."""
    sql = """
        SELECT copy_id, story_id, article_id, source_article_id, digest
        FROM json_each(?) AS wanted JOIN copy ON copy.story_id = wanted.value ORDER BY copy_id
    """
    kept: set[_Key] = set()
    gone: list[tuple[int]] = []
    for copy_id, *rest in connection.execute(sql, (_ids(dropped),)):
        key = (rest[0], rest[1], rest[2], rest[3])
        if key in wanted and key not in kept:
            kept.add(key)
        else:
            gone.append((copy_id,))
    connection.executemany("DELETE FROM copy WHERE copy_id = ?", gone)
    return kept


def _write_stories(connection: sqlite3.Connection, old: Sequence[Story], stories: Sequence[Story]) -> None:
    before = {story.story_id: story.members for story in old}
    after = {story.story_id: tuple(sorted(story.members, key=lambda each: each.article_id)) for story in stories}
    changed = sorted(story_id for story_id in {*before, *after} if before.get(story_id) != after.get(story_id))
    connection.executemany("DELETE FROM story_member WHERE story_id = ?", ((story_id,) for story_id in changed))
    connection.executemany(
        "INSERT OR IGNORE INTO story (story_id, article_count, outlet_count) VALUES (?, 0, 0)",
        ((story_id,) for story_id in sorted(after)),
    )
    connection.executemany(
        "INSERT INTO story_member VALUES (?, ?, ?, ?)",
        (
            (story_id, member.article_id, member.role, float(member.share))
            for story_id in changed
            for member in after.get(story_id, ())
        ),
    )


def _write_summaries(
    connection: sqlite3.Connection,
    stories: Sequence[Story],
    agencies: Mapping[StoryId, str | None],
) -> None:
    """Write what story_list shows of each story; it follows from members and given agencies alone."""
    rows = [
        (
            min((member.article_id for member in story.members if member.role == "origin"), default=None),
            storable_or_none(agencies.get(own)),
            own,
        )
        for own, story in sorted({story.story_id: story for story in stories}.items())
    ]
    connection.executemany(
        """
        UPDATE story SET
          origin_article_id = ?, agency = ?,
          (first_published_at, last_published_at, article_count, outlet_count) = (
            SELECT
              min(article.published_at), max(article.published_at), count(*),
              count(DISTINCT iif(outlet_name.outlet_domain = '', outlet_name.outlet, outlet_name.outlet_domain))
            FROM story_member
            JOIN article USING (article_id)
            JOIN outlet_name USING (outlet_name_id)
            WHERE story_member.story_id = story.story_id
          )
        WHERE story_id = ?
        """,
        rows,
    )


def _insert_copies(connection: sqlite3.Connection, run_id: int, copies: Mapping[_Key, Copy]) -> None:
    first = connection.execute("SELECT coalesce(max(copy_id), 0) + 1 FROM copy").fetchone()[0]
    ordered = sorted(copies, key=lambda key: (key[0], key[1], key[2] or 0))
    digests = [key[3] for key in ordered]
    numbered = list(enumerate((copies[key] for key in ordered), start=first))
    connection.executemany(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (copy_id, *_copy_values(copy), digest, run_id)
            for (copy_id, copy), digest in zip(numbered, digests, strict=True)
        ),
    )
    rules = _rule_ids(connection, copies.values())
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?, ?, ?)",
        (
            (copy_id, place, rules[storable(piece.rule)], float(piece.weight), storable(piece.detail))
            for copy_id, copy in numbered
            for place, piece in enumerate(copy.evidence)
        ),
    )
    connection.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((copy_id, place, *values) for copy_id, copy in numbered for place, values in enumerate(_passage_values(copy))),
    )


def _rule_ids(connection: sqlite3.Connection, copies: Iterable[Copy]) -> dict[str, int]:
    wanted = sorted({storable(piece.rule) for copy in copies for piece in copy.evidence})
    connection.executemany("INSERT OR IGNORE INTO evidence_rule (rule) VALUES (?)", ((rule,) for rule in wanted))
    return dict(connection.execute("SELECT rule, rule_id FROM evidence_rule"))


def _copy_values(copy: Copy) -> tuple[Any, ...]:
    return (
        copy.article_id,
        copy.story_id,
        copy.source_article_id,
        storable_or_none(copy.source_agency),
        storable_or_none(copy.carrier_domain),
        storable_or_none(copy.claimed_source),
        int(copy.credited),
        storable_or_none(copy.credit_text),
        None if copy.rewrite is None else copy.rewrite.value,
        _real(copy.share_of_copy),
        _real(copy.share_of_source),
        copy.lag_seconds,
        float(copy.confidence),
        copy.runner_up_article_id,
    )


def _passage_values(copy: Copy) -> list[tuple[int, int, int, int, str]]:
    """Passages as (copy, source) offsets: by convention left is the copy, right the source, in a Copy's passages."""
    return [(p.left_start, p.left_end, p.right_start, p.right_end, p.kind) for p in copy.passages]


def _real(number: float | None) -> float | None:
    return None if number is None else float(number)


def _copy(row: Sequence[Any], evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Copy:
    named = dict(zip(_COPY_FIELDS, row, strict=True))
    named["credited"] = bool(named["credited"])
    named["rewrite"] = None if named["rewrite"] is None else Rewrite(named["rewrite"])
    return Copy(**named, evidence=tuple(evidence), passages=tuple(passages))


def _evidence(connection: sqlite3.Connection, wanted: str) -> Mapping[int, list[Evidence]]:
    sql = """
        SELECT copy_id, rule, weight, detail
        FROM json_each(?) AS wanted
        JOIN evidence ON evidence.copy_id = wanted.value
        JOIN evidence_rule USING (rule_id)
        ORDER BY copy_id, place
    """
    found: dict[int, list[Evidence]] = {}
    for copy_id, *piece in connection.execute(sql, (wanted,)):
        found.setdefault(copy_id, []).append(Evidence(*piece))
    return found


def _passages(connection: sqlite3.Connection, wanted: str) -> Mapping[int, list[Passage]]:
    sql = """
        SELECT copy_id, copy_start, copy_end, source_start, source_end, kind
        FROM json_each(?) AS wanted JOIN passage ON passage.copy_id = wanted.value ORDER BY copy_id, place
    """
    found: dict[int, list[Passage]] = {}
    for copy_id, *passage in connection.execute(sql, (wanted,)):
        found.setdefault(copy_id, []).append(Passage(*passage))
    return found


def _ids(ids: Iterable[int]) -> str:
    return json_list(sorted({int(each) for each in ids}))
