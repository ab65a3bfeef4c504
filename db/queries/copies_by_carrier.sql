-- name: copies_by_carrier
-- question: Through which carriers do copies come?
-- grain: one row per carrier and agency
-- params:
--   since (date, default 0001-01-01): only copies published at or after this
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   carrier_domain (domain): site through which the text came
--   source_agency (agency): agency that the text comes from, null where unknown
--   copies (copies): copies through the carrier
--   outlets (outlets): outlets that took them
--   uncredited (copies): those without credit
--   spun (copies): those that were spun
-- caveats: A carrier is known only where its mark was left in the text or the metadata names it.
SELECT
  copies.carrier_domain AS carrier_domain,
  copies.source_agency AS source_agency,
  count(*) AS copies,
  count(DISTINCT copies.outlet_domain) AS outlets,
  sum(copies.credited = 0) AS uncredited,
  sum(copies.rewrite IS 'spun') AS spun
FROM copies
JOIN article_list USING (article_id)
WHERE copies.carrier_domain IS NOT NULL
  AND coalesce(article_list.published_at, '9999') >= strftime('%Y-%m-%dT%H:%M:%SZ', :since, 'unixepoch')
GROUP BY copies.carrier_domain, copies.source_agency
ORDER BY copies DESC, carrier_domain, source_agency
LIMIT :limit;
