-- name: outlet_revisions
-- question: Which texts like those of an outlet are its own revisions, and which are copies by others?
-- grain: one row per article of the outlet and article that shares most of its text
-- params:
--   outlet (text, required): domain of the outlet
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   article_id (id): article of the outlet
--   url (address): its address
--   relation (word): own revision, copy by another, or common source
--   other_article_id (id): the other article
--   other_url (address): its address
--   other_domain (domain): its outlet
--   other_published_at (ISO 8601 UTC): when it was published
--   rewrite (class): how the two texts differ
--   probability (0..1): how sure it is that they share text
-- caveats: common source means that the other article is not known to be taken from this one. An own revision stands once, with the earlier article first.
WITH
  both_ways AS (
    SELECT left_id AS article_id, right_id AS other_id, rewrite, probability
    FROM pair WHERE whole = 1 AND rewrite <> 'same event'
    UNION ALL
    SELECT right_id, left_id, rewrite, probability
    FROM pair WHERE whole = 1 AND rewrite <> 'same event'
  )
SELECT
  own.article_id AS article_id,
  own.url AS url,
  CASE
    WHEN other_outlet_name.outlet_domain = outlet_name.outlet_domain THEN 'own revision'
    WHEN EXISTS (
      SELECT 1 FROM copy WHERE copy.article_id = other.article_id AND copy.source_article_id = own.article_id
    ) THEN 'copy by another'
    ELSE 'common source'
  END AS relation,
  other.article_id AS other_article_id,
  other.url AS other_url,
  other_outlet_name.outlet_domain AS other_domain,
  strftime('%Y-%m-%dT%H:%M:%SZ', other.published_at, 'unixepoch') AS other_published_at,
  both_ways.rewrite AS rewrite,
  round(both_ways.probability, 3) AS probability
FROM outlet_name
JOIN article AS own ON own.outlet_name_id = outlet_name.outlet_name_id
JOIN both_ways ON both_ways.article_id = own.article_id
JOIN article AS other ON other.article_id = both_ways.other_id
JOIN outlet_name AS other_outlet_name ON other_outlet_name.outlet_name_id = other.outlet_name_id
WHERE outlet_name.outlet_domain = :outlet
  AND (
    other_outlet_name.outlet_domain <> outlet_name.outlet_domain
    OR (coalesce(own.published_at, 0), own.article_id) < (coalesce(other.published_at, 0), other.article_id)
  )
ORDER BY own.published_at, own.article_id, relation DESC, other.published_at, other.article_id
LIMIT :limit;
