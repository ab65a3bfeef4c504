-- name: story_timeline
-- question: How did one story travel: who published it, when, taken from whom?
-- grain: one row per member of the story and source
-- params:
--   story (integer, required): the story
-- columns:
--   published_at (ISO 8601 UTC): when the member was published
--   article_id (id): the member
--   outlet_domain (domain): its outlet
--   url (address): its address
--   role (word): origin, version, copy or partial
--   source_article_id (id): where it took the text, null where unseen
--   source (domain or agency): outlet of the source, else the agency
--   lag_minutes (minutes): publication after the source
--   rewrite (class): how it was rewritten
--   credited (0 or 1): 1 where the source is credited
--   confidence (0..1): how sure the source is
-- caveats: Members without a known time come last.
SELECT
  article_list.published_at AS published_at,
  story_articles.article_id AS article_id,
  story_articles.outlet_domain AS outlet_domain,
  story_articles.url AS url,
  story_articles.role AS role,
  copies.source_article_id AS source_article_id,
  coalesce(copies.source_domain, copies.source_agency) AS source,
  round(copies.lag_seconds / 60.0, 1) AS lag_minutes,
  copies.rewrite AS rewrite,
  copies.credited AS credited,
  round(copies.confidence, 3) AS confidence
FROM story_articles
JOIN article_list USING (article_id)
LEFT JOIN copies ON copies.article_id = story_articles.article_id AND copies.story_id = story_articles.story_id
WHERE story_articles.story_id = :story
ORDER BY article_list.published_at IS NULL, article_list.published_at, story_articles.article_id,
  copies.source_article_id;
