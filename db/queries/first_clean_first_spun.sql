-- name: first_clean_first_spun
-- question: When did a story first appear clean, and when first spun?
-- grain: one row per story with a spun copy
-- params:
--   story (integer, default none): only this story
--   limit (integer, rows, default 1000): at most so many stories
-- columns:
--   story_id (id): the story
--   headline (text): its headline
--   first_clean_at (ISO 8601 UTC): publication of the earliest member that is not spun
--   first_clean_url (address): that member, null where there is none in the store
--   first_spun_at (ISO 8601 UTC): publication of the earliest spun copy
--   first_spun_url (address): that copy
--   hours_between (hours): from the one to the other, negative where the spun copy is dated first
--   spun_copies (articles): spun copies in all
-- caveats: Articles without a known time come last.
WITH
  member AS (
    SELECT
      story_articles.story_id,
      article.article_id,
      article.url,
      article.published_at,
      EXISTS (
        SELECT 1 FROM copy
        WHERE copy.article_id = story_articles.article_id AND copy.story_id = story_articles.story_id
          AND copy.rewrite = 'spun'
      ) AS spun
    FROM story_articles
    JOIN article USING (article_id)
    WHERE :story IS NULL OR story_articles.story_id = :story
  ),
  placed AS (
    SELECT *,
      row_number() OVER (
        PARTITION BY story_id, spun ORDER BY published_at IS NULL, published_at, article_id
      ) AS place,
      sum(spun) OVER (PARTITION BY story_id) AS spun_copies
    FROM member
  )
SELECT
  first_spun.story_id AS story_id,
  story_list.headline AS headline,
  strftime('%Y-%m-%dT%H:%M:%SZ', first_clean.published_at, 'unixepoch') AS first_clean_at,
  first_clean.url AS first_clean_url,
  strftime('%Y-%m-%dT%H:%M:%SZ', first_spun.published_at, 'unixepoch') AS first_spun_at,
  first_spun.url AS first_spun_url,
  round((first_spun.published_at - first_clean.published_at) / 3600.0, 1) AS hours_between,
  first_spun.spun_copies AS spun_copies
FROM placed AS first_spun
JOIN story_list USING (story_id)
LEFT JOIN placed AS first_clean
  ON first_clean.story_id = first_spun.story_id AND first_clean.spun = 0 AND first_clean.place = 1
WHERE first_spun.spun = 1 AND first_spun.place = 1
ORDER BY first_spun_at IS NULL, first_spun_at, first_spun.story_id
LIMIT :limit;
