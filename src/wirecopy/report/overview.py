"""What is in a database, in a handful of tables.

Comes in: an open store. Goes out: tables; all but the last two come from the public views alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirecopy.report.tables import Table, Value
from wirecopy.report.wording import say_bytes

if TYPE_CHECKING:
    from wirecopy.store import Store

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
FROM outlet_list ORDER BY article_count DESC, outlet_domain, outlet LIMIT 15
"""
_REJECTS = "SELECT reason, count(*) AS records FROM rejects GROUP BY 1 ORDER BY 2 DESC, 1"


def overview(store: Store) -> list[Table]:
    """Return the tables: counts, languages, classes, outlets, rejects, sizes."""
    tables = [
        _asked(store, "Counts", _COUNTS),
        _asked(store, "Languages", _LANGUAGES),
        _asked(store, "Copies by class", _CLASSES),
        _asked(store, "Largest outlets", _OUTLETS),
        _asked(store, "Rejected records", _REJECTS),
        _sizes(store),
    ]
    return [table for table in tables if table.rows]


def _asked(store: Store, title: str, sql: str) -> Table:
    result = store.execute_readonly(sql)
    return Table(title, result.columns, result.rows)


def _sizes(store: Store) -> Table:
    rows: list[tuple[Value, ...]] = [(each.name, each.row_count, each.byte_count) for each in store.table_sizes()]
    rows.sort(key=lambda row: (-int(str(row[2] or 0)), str(row[0])))
    return Table("Tables", ("table", "rows", "bytes"), rows, f"{say_bytes(store.byte_count())} in all")
