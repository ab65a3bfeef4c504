-- name: duplicate_rate
-- question: How many articles repeat others, by domain, language and month?
-- grain: one row per domain, language and month
-- params:
--   share (number, 0..1, default 0.5): an article repeats a story that accounts for at least this share of it
--   least (integer, articles, default 1): only rows with at least so many articles
--   limit (integer, rows, default 100000): at most so many rows
-- columns:
--   outlet_domain (domain): the outlet
--   language (ISO 639-1): language of the articles
--   month (YYYY-MM): month of publication, UTC, null where unknown
--   articles (articles): all articles
--   duplicates (articles): articles that repeat a story which an earlier article began
--   rate (0..1): the one divided by the other
-- caveats: The earliest whole member of each story is no duplicate, whoever published it.
WITH
  repeated AS (
    SELECT DISTINCT article_id
    FROM story_articles
    WHERE article_id <> story_id AND share_of_article >= :share
  )
SELECT
  article_list.outlet_domain AS outlet_domain,
  article_list.language AS language,
  substr(article_list.published_at, 1, 7) AS month,
  count(*) AS articles,
  count(repeated.article_id) AS duplicates,
  round(1.0 * count(repeated.article_id) / count(*), 4) AS rate
FROM article_list
LEFT JOIN repeated USING (article_id)
GROUP BY 1, 2, 3
HAVING count(*) >= :least
ORDER BY outlet_domain, language, month
LIMIT :limit;
