-- name: uncredited_copies
-- question: Which articles are uncredited copies since a day, and of what?
-- grain: one row per uncredited copy and source
-- params:
--   since (date, default -7d): only copies published at or after this
--   outlet (text, default none): only copies by this domain
--   agency (text, default none): only copies of this agency's text
--   limit (integer, rows, default 1000): at most so many copies
-- columns:
--   outlet_domain (domain): outlet that copied
--   url (address): the copy
--   published_at (ISO 8601 UTC): when it was published
--   source_agency (agency): agency that the text comes from, inferred
--   source_url (address): immediate source, null where unseen
--   carrier_domain (domain): site through which it came
--   rewrite (class): how it was rewritten
--   words_copied (words): words of the copy that stand in the source
--   share_of_source (0..1): share of the source's body that was kept
--   confidence (0..1): how sure the source is
-- caveats: Copies without a known time are left out.
SELECT
  copies.outlet_domain AS outlet_domain,
  copies.url AS url,
  article_list.published_at AS published_at,
  copies.source_agency AS source_agency,
  copies.source_url AS source_url,
  copies.carrier_domain AS carrier_domain,
  copies.rewrite AS rewrite,
  CAST(round(copies.share_of_copy * article_list.word_count) AS INTEGER) AS words_copied,
  round(copies.share_of_source, 3) AS share_of_source,
  round(copies.confidence, 3) AS confidence
FROM copies
JOIN article_list USING (article_id)
WHERE copies.credited = 0
  AND article_list.published_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :since, 'unixepoch')
  AND (:outlet IS NULL OR copies.outlet_domain = :outlet)
  AND (:agency IS NULL OR copies.source_agency = :agency)
ORDER BY copies.outlet_domain, words_copied DESC, copies.url, copies.article_id, copies.source_article_id
LIMIT :limit;
