-- name: outlet_twins
-- question: Which outlets carry the same text word for word, and how often within the same minute?
-- grain: one row per pair of outlets
-- params:
--   seconds (integer, seconds, default 60): published less than this apart counts as together
--   least (integer, texts, default 3): only pairs with at least so many texts published together
--   limit (integer, rows, default 1000000): at most so many pairs
-- columns:
--   left_domain (domain): the outlet whose domain is first in the alphabet
--   right_domain (domain): the other one
--   shared (texts): texts that both carry word for word
--   together (texts): those that they published together
-- caveats: Only texts whose source is in the store and times that are known to the minute; of one text the fifty earliest outlets are compared.
WITH
  -- + keeps SQLite from the index on the source, which would look up every copy on its own
  carried AS (
    SELECT source_article_id AS text_id, article_id FROM copy
    WHERE rewrite = 'verbatim' AND +source_article_id IS NOT NULL
    UNION ALL
    SELECT DISTINCT source_article_id, source_article_id FROM copy
    WHERE rewrite = 'verbatim' AND +source_article_id IS NOT NULL
  ),
  first_use AS (
    SELECT carried.text_id, outlet_name.outlet_domain, min(article.published_at) AS published_at
    FROM carried
    CROSS JOIN article USING (article_id)
    JOIN outlet_name USING (outlet_name_id)
    WHERE outlet_name.outlet_domain <> '' AND article.published_precision IN ('second', 'minute')
    GROUP BY carried.text_id, outlet_name.outlet_domain
  ),
  placed AS (
    SELECT
      text_id, outlet_domain, published_at,
      row_number() OVER (PARTITION BY text_id ORDER BY published_at, outlet_domain) AS place
    FROM first_use
  ),
  -- a join of the early uses with themselves has no index, and SQLite compares all with all; lists of plain values,
  -- since a value that is a list itself would be parsed anew for every comparison
  early AS (
    SELECT json_group_array(outlet_domain) AS domains, json_group_array(published_at) AS times
    FROM placed
    WHERE place <= 50
    GROUP BY text_id
  ),
  met AS (
    SELECT
      one.value AS left_domain,
      other.value AS right_domain,
      abs((early.times ->> one.key) - (early.times ->> other.key)) < :seconds AS is_together
    FROM early, json_each(early.domains) AS one, json_each(early.domains) AS other
    WHERE one.value < other.value
  )
SELECT left_domain, right_domain, count(*) AS shared, sum(is_together) AS together
FROM met
GROUP BY 1, 2
HAVING sum(is_together) >= :least
ORDER BY together DESC, left_domain, right_domain
LIMIT :limit;
