-- name: retellings
-- question: Which articles tell a story again in other words, or in another language?
-- grain: one row per article that does and story
-- params:
--   outlet (text, default none): only articles of this domain
--   agency (text, default none): only retellings of this agency's text
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   outlet_domain (domain): outlet that published it
--   url (address): the article
--   language (text): its language
--   published_at (ISO 8601 UTC): when it was published, null where unknown
--   nearest_url (address): its source, or the likeliest one where none is named
--   nearest_language (text): the language of that
--   source_agency (agency): agency that the text comes from, inferred
--   credited (0 or 1): 1 where the true source is credited
--   share_of_copy (0..1): share of its words in sentences that have a counterpart
--   confidence (0..1): how sure the source is; .77 at most where only names, figures and the order of facts tell
-- caveats: A reason to look, no proof: reports of one event share names and figures too. Retellings that leave out half are missed.
SELECT
  copies.outlet_domain AS outlet_domain,
  copies.url AS url,
  article_list.language AS language,
  article_list.published_at AS published_at,
  nearest.url AS nearest_url,
  nearest.language AS nearest_language,
  copies.source_agency AS source_agency,
  copies.credited AS credited,
  round(copies.share_of_copy, 3) AS share_of_copy,
  round(copies.confidence, 3) AS confidence
FROM copies
JOIN article_list USING (article_id)
LEFT JOIN article_list AS nearest
  ON nearest.article_id = coalesce(copies.source_article_id, copies.runner_up_article_id)
WHERE copies.rewrite = 'partly derived'
  AND (:outlet IS NULL OR copies.outlet_domain = :outlet)
  AND (:agency IS NULL OR copies.source_agency = :agency)
ORDER BY copies.outlet_domain, article_list.published_at, copies.article_id, copies.story_id
LIMIT :limit;
