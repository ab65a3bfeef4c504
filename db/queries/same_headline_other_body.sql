-- name: same_headline_other_body
-- question: Which articles have the same headline and another body?
-- grain: one row per article whose headline an earlier article of another outlet has
-- params:
--   words (integer, words, default 4): only headlines of at least so many words
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   headline (text): the headline
--   url (address): earliest article with it
--   outlet_domain (domain): its outlet
--   other_url (address): the other article
--   other_domain (domain): its outlet
--   rewrite (class): how the bodies differ; null where they share no text
-- caveats: Copies with light changes are left out. Each article is compared with the earliest one only.
WITH
  headed AS (
    SELECT
      article_id,
      url,
      outlet_domain,
      headline,
      lower(trim(headline)) AS folded,
      first_value(article_id) OVER earliest_first AS first_id,
      first_value(outlet_domain) OVER earliest_first AS first_domain
    FROM article_list
    WHERE length(trim(headline)) - length(replace(trim(headline), ' ', '')) >= :words - 1
    WINDOW earliest_first AS (
      PARTITION BY lower(trim(headline)) ORDER BY published_at IS NULL, published_at, article_id
    )
  )
SELECT
  first.headline AS headline,
  first.url AS url,
  first.outlet_domain AS outlet_domain,
  headed.url AS other_url,
  headed.outlet_domain AS other_domain,
  pair.rewrite AS rewrite
FROM headed
JOIN article_list AS first ON first.article_id = headed.first_id
LEFT JOIN pair
  ON pair.left_id = min(headed.article_id, headed.first_id) AND pair.right_id = max(headed.article_id, headed.first_id)
WHERE headed.article_id <> headed.first_id
  AND headed.outlet_domain <> headed.first_domain
  AND (pair.rewrite IS NULL OR pair.rewrite NOT IN ('verbatim', 'light edit', 'trimmed'))
ORDER BY headed.folded, other_domain, other_url, headed.article_id
LIMIT :limit;
