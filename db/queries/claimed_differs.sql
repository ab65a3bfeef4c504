-- name: claimed_differs
-- question: Where does the claimed source differ from the inferred one?
-- grain: one row per outlet, claimed and inferred source
-- params:
--   confidence (number, 0..1, default 0.5): only copies whose source is at least this sure
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   outlet_domain (domain): outlet that copied
--   claimed_source (agency or outlet): what its articles say
--   inferred_source (agency or domain): where the text comes from
--   copies (copies): how often
--   example_url (address): one of them
--   mean_confidence (0..1): how sure the inferred sources are, on average
-- caveats: Joint credits are listed too, since only the strongest claim is kept in claimed_source.
SELECT
  outlet_domain,
  claimed_source,
  coalesce(source_agency, source_domain) AS inferred_source,
  count(*) AS copies,
  min(url) AS example_url,
  round(avg(confidence), 3) AS mean_confidence
FROM copies
WHERE claimed_source IS NOT NULL
  AND coalesce(source_agency, source_domain) IS NOT NULL
  AND claimed_source IS NOT source_agency
  AND claimed_source IS NOT source_domain
  AND confidence >= :confidence
GROUP BY outlet_domain, claimed_source, inferred_source
ORDER BY copies DESC, outlet_domain, claimed_source, inferred_source
LIMIT :limit;
