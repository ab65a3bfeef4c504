"""What reports show of a whole database, a story, an article: numbers that are no records of another room.

Comes in: a connection. Goes out: rows with the names of their columns, single numbers; all from the public views.
"""

from __future__ import annotations

import sqlite3

from wirecopy.store.records import Result

_COUNTS = """
WITH counted (place, what, count) AS (
  SELECT 1, 'articles', count(*) FROM article_list
  UNION ALL SELECT 2, 'articles without a known time', count(*) FROM article_list WHERE published_at IS NULL
  UNION ALL SELECT 3, 'outlets', count(*) FROM outlet_list
  UNION ALL SELECT 4, 'stories', count(*) FROM story_list
  UNION ALL SELECT 5, 'stories with two articles and more', count(*) FROM story_list WHERE article_count > 1
  UNION ALL SELECT 6, 'articles that are copies', count(DISTINCT article_id) FROM copies
  UNION ALL SELECT 7, 'copies: rows, one per source', count(*) FROM copies
  UNION ALL SELECT 8, 'copies that do not credit their source', count(*) FROM copies WHERE credited = 0
  UNION ALL SELECT 9, 'copies whose source is an article here', count(*) FROM copies WHERE source_article_id IS NOT NULL
  UNION ALL SELECT 10, 'records rejected', count(*) FROM rejects
  UNION ALL SELECT 11, 'runs', count(*) FROM runs
)
SELECT what, count FROM counted ORDER BY place
"""
_LANGUAGES = """
SELECT iif(language = '', 'unknown', language) AS language, count(*) AS articles
FROM article_list GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30
"""
_CLASSES = """
SELECT
  coalesce(rewrite, 'by its own credit only') AS rewrite, count(*) AS copies, sum(credited) AS credited,
  round(avg(share_of_copy), 3) AS mean_share_of_copy, round(avg(confidence), 3) AS mean_confidence
FROM copies GROUP BY 1 ORDER BY 2 DESC, 1
"""
_OUTLETS = """
SELECT outlet, outlet_domain, kind, article_count, copy_count, credited_count
FROM outlet_list ORDER BY article_count DESC, outlet_domain, outlet
"""
_LARGEST_OUTLETS = f"{_OUTLETS} LIMIT 15"
_REJECTS = "SELECT reason, count(*) AS records FROM rejects GROUP BY 1 ORDER BY 2 DESC, 1"
_OVERVIEW = {
    "Counts": _COUNTS,
    "Languages": _LANGUAGES,
    "Copies by class": _CLASSES,
    "Largest outlets": _LARGEST_OUTLETS,
    "Rejected records": _REJECTS,
}


def overview(connection: sqlite3.Connection) -> dict[str, Result]:
    """Return what is in the database, by title: counts, languages, classes, outlets, rejects."""
    return {title: _result(connection, sql) for title, sql in _OVERVIEW.items()}


def outlet_list(connection: sqlite3.Connection) -> Result:
    """Return all outlets that have articles, the largest first."""
    return _result(connection, _OUTLETS)


def story_summary(connection: sqlite3.Connection, story_id: int) -> dict[str, str | None]:
    """Return headline, agency, first and last publication and number of outlets of a story, by name."""
    sql = """
        SELECT headline, agency, first_published_at, last_published_at, outlet_count
        FROM story_list WHERE story_id = ?
    """
    found = _result(connection, sql, (story_id,))
    return {
        name: None if value is None else str(value) for name, value in zip(found.columns, found.rows[0], strict=True)
    }


def copy_count_of(connection: sqlite3.Connection, article_id: int) -> int:
    """Return how many copies have this article as their source."""
    sql = "SELECT count(*) FROM copies WHERE source_article_id = ?"
    return int(connection.execute(sql, (article_id,)).fetchone()[0])


def _result(connection: sqlite3.Connection, sql: str, params: tuple[object, ...] = ()) -> Result:
    cursor = connection.execute(sql, params)
    rows = cursor.fetchall()
    return Result(tuple(column[0] for column in cursor.description), rows)
