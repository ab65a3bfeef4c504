-- name: agency_share_by_outlet_month
-- question: Which share of each outlet's output comes from which agency, month by month?
-- grain: one row per outlet, month and agency
-- params:
--   outlet (text, default none): only this domain
--   least (integer, articles, default 1): only months in which the outlet has at least so many articles
--   limit (integer, rows, default 100000): at most so many rows
-- columns:
--   outlet_domain (domain): the outlet
--   month (YYYY-MM): month of publication, UTC
--   agency (agency): agency that the texts come from, inferred, or credited where nothing was inferred
--   agency_articles (articles): articles with text of the agency
--   articles (articles): all articles of the outlet in the month
--   share (0..1): the one divided by the other
-- caveats: Articles without a known time are left out. An article with text of two agencies counts for both.
WITH
  output AS (
    SELECT outlet_domain, substr(published_at, 1, 7) AS month, count(*) AS articles
    FROM article_list
    WHERE published_at IS NOT NULL AND (:outlet IS NULL OR outlet_domain = :outlet)
    GROUP BY 1, 2
  ),
  taken AS (
    SELECT article_id, source_agency AS agency FROM copies WHERE source_agency IS NOT NULL
    UNION
    SELECT article_id, claimed_source FROM copies WHERE source_agency IS NULL AND rewrite IS NULL
  ),
  by_agency AS (
    SELECT article_list.outlet_domain, substr(article_list.published_at, 1, 7) AS month, taken.agency,
      count(*) AS agency_articles
    FROM taken
    JOIN article_list USING (article_id)
    WHERE taken.agency IS NOT NULL
    GROUP BY 1, 2, 3
  )
SELECT
  by_agency.outlet_domain AS outlet_domain,
  by_agency.month AS month,
  by_agency.agency AS agency,
  by_agency.agency_articles AS agency_articles,
  output.articles AS articles,
  round(1.0 * by_agency.agency_articles / output.articles, 4) AS share
FROM by_agency
JOIN output USING (outlet_domain, month)
WHERE output.articles >= :least
ORDER BY outlet_domain, month, agency_articles DESC, agency
LIMIT :limit;
