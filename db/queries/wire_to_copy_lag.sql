-- name: wire_to_copy_lag
-- question: How many minutes pass from the wire to the copy, for each agency and outlet?
-- grain: one row per agency and outlet
-- params:
--   agency (text, default none): only this agency
--   least (integer, copies, default 1): only rows with at least so many copies
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   agency (agency): agency of the story
--   outlet_domain (domain): outlet that copied
--   copies (copies): copies of the whole or a shortened text with a known lag
--   median_minutes (minutes): median time from the story's origin to the copy
--   fastest_minutes (minutes): shortest time
--   slowest_minutes (minutes): longest time
--   excerpts (copies): copies of passages only, which are left out of the figures before
-- caveats: Only stories whose origin is in the store, and only where both times are known; negative times show wrong dates. A date without an hour counts from midnight.
WITH
  lag AS (
    SELECT
      copies.source_agency AS agency,
      copies.outlet_domain,
      coalesce(copies.rewrite IN ('excerpt', 'partly derived'), 0) AS is_excerpt,
      (taken.published_at - origin.published_at) / 60.0 AS minutes
    FROM copies
    JOIN article AS taken USING (article_id)
    JOIN story USING (story_id)
    JOIN article AS origin ON origin.article_id = story.origin_article_id
    WHERE copies.source_agency IS NOT NULL
      AND (:agency IS NULL OR copies.source_agency = :agency)
      AND taken.published_at IS NOT NULL
      AND origin.published_at IS NOT NULL
      AND taken.article_id <> origin.article_id
  ),
  placed AS (
    SELECT
      agency, outlet_domain, minutes, is_excerpt,
      row_number() OVER (PARTITION BY agency, outlet_domain, is_excerpt ORDER BY minutes) AS place,
      sum(NOT is_excerpt) OVER (PARTITION BY agency, outlet_domain) AS copies
    FROM lag
  )
SELECT
  agency,
  outlet_domain,
  copies,
  round(avg(minutes) FILTER (WHERE NOT is_excerpt AND place IN ((copies + 1) / 2, (copies + 2) / 2)), 1) AS median_minutes,
  round(min(minutes) FILTER (WHERE NOT is_excerpt), 1) AS fastest_minutes,
  round(max(minutes) FILTER (WHERE NOT is_excerpt), 1) AS slowest_minutes,
  sum(is_excerpt) AS excerpts
FROM placed
WHERE copies >= :least
GROUP BY agency, outlet_domain, copies
ORDER BY copies DESC, agency, outlet_domain
LIMIT :limit;
