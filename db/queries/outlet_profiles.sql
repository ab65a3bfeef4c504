-- name: outlet_profiles
-- question: How much of each outlet's output is copied or spun, and how often do others name it as the way their text came?
-- grain: one row per outlet domain with articles
-- params:
--   least (integer, articles, default 1): only outlets with at least so many articles
--   limit (integer, rows, default 1000000): at most so many outlets
-- columns:
--   outlet_domain (domain): the outlet
--   articles (articles): its articles
--   copies (articles): those that are copies
--   spun (articles): those that are spun copies
--   carried_by_others (articles): articles of other outlets that came through this one
-- caveats: Articles without a domain are left out. What a few articles show says little of an outlet.
WITH
  printed AS (
    SELECT
      outlet_name_id,
      count(*) AS articles,
      sum(EXISTS (SELECT 1 FROM copy WHERE copy.article_id = article.article_id)) AS copies
    FROM article
    GROUP BY outlet_name_id
  ),
  spun AS (
    SELECT outlet_name_id, count(DISTINCT article_id) AS spun
    FROM copy
    JOIN article USING (article_id)
    WHERE rewrite = 'spun'
    GROUP BY outlet_name_id
  ),
  carried AS (
    SELECT copy.carrier_domain AS outlet_domain, count(DISTINCT copy.article_id) AS carried_by_others
    FROM copy
    JOIN article USING (article_id)
    JOIN outlet_name USING (outlet_name_id)
    WHERE copy.carrier_domain IS NOT NULL AND outlet_name.outlet_domain <> copy.carrier_domain
    GROUP BY 1
  )
SELECT
  outlet_name.outlet_domain AS outlet_domain,
  sum(printed.articles) AS articles,
  sum(printed.copies) AS copies,
  coalesce(sum(spun.spun), 0) AS spun,
  coalesce(carried.carried_by_others, 0) AS carried_by_others
FROM printed
JOIN outlet_name USING (outlet_name_id)
LEFT JOIN spun USING (outlet_name_id)
LEFT JOIN carried ON carried.outlet_domain = outlet_name.outlet_domain
WHERE outlet_name.outlet_domain <> ''
GROUP BY outlet_name.outlet_domain
HAVING sum(printed.articles) >= :least
ORDER BY sum(printed.articles) DESC, outlet_name.outlet_domain
LIMIT :limit;
