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
  carried AS (
    SELECT source_article_id AS text_id, article_id FROM copy
    WHERE rewrite = 'verbatim' AND source_article_id IS NOT NULL
    UNION
    SELECT source_article_id, source_article_id FROM copy
    WHERE rewrite = 'verbatim' AND source_article_id IS NOT NULL
  ),
  first_use AS (
    SELECT carried.text_id, outlet_name.outlet_domain, min(article.published_at) AS published_at
    FROM carried
    JOIN article USING (article_id)
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
  early AS MATERIALIZED (
    SELECT text_id, outlet_domain, published_at FROM placed WHERE place <= 50
  )
SELECT
  one.outlet_domain AS left_domain,
  other.outlet_domain AS right_domain,
  count(*) AS shared,
  sum(abs(one.published_at - other.published_at) < :seconds) AS together
FROM early AS one
JOIN early AS other ON other.text_id = one.text_id AND other.outlet_domain > one.outlet_domain
GROUP BY 1, 2
HAVING sum(abs(one.published_at - other.published_at) < :seconds) >= :least
ORDER BY together DESC, left_domain, right_domain
LIMIT :limit;
