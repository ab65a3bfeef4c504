-- name: who_copies_whom
-- question: Which outlets copy which, how often, how surely and how late?
-- grain: one row per source (outlet, else unseen agency) and copying outlet
-- params:
--   confidence (number, 0..1, default 0.5): only copies whose source is at least this sure
--   least (integer, copies, default 2): only rows with at least so many copies
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   source (domain or agency): outlet of the source, or the agency whose original was never seen
--   source_seen (0 or 1): 1 where the source is an article in the store
--   outlet_domain (domain): outlet that copied
--   copies (copies): copies
--   credited (copies): those that credit their source
--   spun (copies): those that were spun
--   mean_confidence (0..1): how sure the sources are, on average
--   mean_lag_minutes (minutes): publication of the copy after the source, on average
-- caveats: Copies whose source was abstained from and whose agency is unknown are left out.
SELECT
  coalesce(source_domain, source_agency) AS source,
  source_article_id IS NOT NULL AS source_seen,
  outlet_domain,
  count(*) AS copies,
  sum(credited) AS credited,
  sum(rewrite IS 'spun') AS spun,
  round(avg(confidence), 3) AS mean_confidence,
  round(avg(lag_seconds) / 60.0, 1) AS mean_lag_minutes
FROM copies
WHERE coalesce(source_domain, source_agency) IS NOT NULL AND confidence >= :confidence
GROUP BY 1, 2, 3
HAVING count(*) >= :least
ORDER BY copies DESC, source, source_seen, outlet_domain
LIMIT :limit;
