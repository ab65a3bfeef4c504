-- name: mosaics
-- question: Which articles are pieced together from several stories, and from which sources?
-- grain: one row per mosaic and source
-- params:
--   least (integer, stories, default 2): only articles with text of at least so many stories
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   article_id (id): the mosaic
--   url (address): its address
--   outlet_domain (domain): its outlet
--   stories (stories): stories that it takes from
--   story_id (id): one of them
--   story_headline (text): its headline
--   source_url (address): the source there, null where unseen
--   source_agency (agency): agency that the text comes from
--   rewrite (class): how it was rewritten
--   share_of_copy (0..1): share of the mosaic's body that comes from this source
-- caveats: A digest that an agency itself sends out is a mosaic too.
WITH
  mosaic AS (
    SELECT article_id, count(DISTINCT story_id) AS stories
    FROM copies
    GROUP BY article_id
    HAVING count(DISTINCT story_id) >= :least
  )
SELECT
  copies.article_id AS article_id,
  copies.url AS url,
  copies.outlet_domain AS outlet_domain,
  mosaic.stories AS stories,
  copies.story_id AS story_id,
  story_list.headline AS story_headline,
  copies.source_url AS source_url,
  copies.source_agency AS source_agency,
  copies.rewrite AS rewrite,
  round(copies.share_of_copy, 3) AS share_of_copy
FROM mosaic
JOIN copies USING (article_id)
JOIN story_list USING (story_id)
ORDER BY mosaic.stories DESC, copies.article_id, copies.share_of_copy DESC, copies.story_id, copies.source_article_id
LIMIT :limit;
