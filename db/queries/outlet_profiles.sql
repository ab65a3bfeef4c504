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
  taken AS (
    SELECT article_id, max(rewrite IS 'spun') AS spun FROM copy GROUP BY article_id
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
  count(*) AS articles,
  count(taken.article_id) AS copies,
  coalesce(sum(taken.spun), 0) AS spun,
  coalesce(carried.carried_by_others, 0) AS carried_by_others
FROM article
JOIN outlet_name USING (outlet_name_id)
LEFT JOIN taken USING (article_id)
LEFT JOIN carried ON carried.outlet_domain = outlet_name.outlet_domain
WHERE outlet_name.outlet_domain <> ''
GROUP BY outlet_name.outlet_domain
HAVING count(*) >= :least
ORDER BY articles DESC, outlet_domain
LIMIT :limit;
