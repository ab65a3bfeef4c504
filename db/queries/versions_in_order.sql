-- name: versions_in_order
-- question: Which is the canonical version of a story, and which versions are there, in order?
-- grain: one row per version of a story's own text
-- params:
--   story (integer, default none): only this story; else all stories with at least two versions
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   story_id (id): the story
--   place (number): 1 for the first version
--   canonical (0 or 1): 1 for the version to cite: the last one that is not a kill
--   article_id (id): the version
--   url (address): its address
--   outlet_domain (domain): who published it
--   published_at (ISO 8601 UTC): when
--   version_kind (word): update, correction or kill, where the text says so
--   word_count (words): length of its body
-- caveats: A story whose original was never seen has no versions; its earliest article stands for it in story_list.
WITH
  version AS (
    SELECT
      story_member.story_id,
      article.article_id,
      article.url,
      article.published_at,
      article.version_kind,
      article.word_count,
      outlet_name.outlet_domain,
      row_number() OVER (
        PARTITION BY story_member.story_id
        ORDER BY article.version_kind IS 'kill', article.published_at IS NULL, article.published_at,
          article.version_kind IS NOT NULL, article.article_id
      ) AS place,
      count(*) OVER (PARTITION BY story_member.story_id) AS versions,
      sum(article.version_kind IS NOT 'kill') OVER (PARTITION BY story_member.story_id) AS living
    FROM story_member
    JOIN article USING (article_id)
    JOIN outlet_name USING (outlet_name_id)
    WHERE story_member.role IN ('origin', 'version') AND (:story IS NULL OR story_member.story_id = :story)
  )
SELECT
  story_id,
  place,
  place = living AS canonical,
  article_id,
  url,
  outlet_domain,
  strftime('%Y-%m-%dT%H:%M:%SZ', published_at, 'unixepoch') AS published_at,
  version_kind,
  word_count
FROM version
WHERE :story IS NOT NULL OR versions > 1
ORDER BY story_id, place
LIMIT :limit;
