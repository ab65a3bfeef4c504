-- name: false_credits
-- question: Which copies credit the wrong source, or print a credit that names nobody?
-- grain: one row per copy and source with a false or mangled credit
-- params:
--   outlet (text, default none): only copies by this domain
--   limit (integer, rows, default 1000): at most so many copies
-- columns:
--   kind (word): false: it names another source than the text comes from; mangled: a credit is printed but names no known source
--   outlet_domain (domain): outlet that copied
--   url (address): the copy
--   credit_text (text): the credit as printed
--   claimed_source (agency or outlet): source that the article names
--   source_agency (agency): agency that the text comes from, inferred
--   source_domain (domain): outlet of the immediate source
--   confidence (0..1): how sure the source is
-- caveats: A joint credit that names the true source among others is not false.
SELECT
  iif(claimed_source IS NULL, 'mangled', 'false') AS kind,
  outlet_domain,
  url,
  credit_text,
  claimed_source,
  source_agency,
  source_domain,
  round(confidence, 3) AS confidence
FROM copies
WHERE credited = 0
  AND (
    (claimed_source IS NULL AND credit_text IS NOT NULL)
    OR (
      claimed_source IS NOT NULL
      AND coalesce(source_agency, source_domain) IS NOT NULL
      AND claimed_source IS NOT source_agency
      AND claimed_source IS NOT source_domain
    )
  )
  AND (:outlet IS NULL OR outlet_domain = :outlet)
ORDER BY kind, outlet_domain, url, article_id, source_article_id
LIMIT :limit;
