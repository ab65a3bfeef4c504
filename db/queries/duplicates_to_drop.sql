-- name: duplicates_to_drop
-- question: Which articles should be dropped from a corpus so that each story stands in it once?
-- grain: one row per article to drop
-- params:
--   policy (choice, longest / earliest / licensed, default longest): which article to keep, as in story_representatives
--   share (number, 0..1, default 0.5): drop only articles of which the story accounts for at least this share
--   limit (integer, rows, default 10000000): at most so many articles
-- columns:
--   article_id (id): the article to drop
--   url (address): its address
--   story_id (id): the story that it repeats
--   kept_article_id (id): the article that is kept for it
--   role (word): version, copy, partial or origin
--   share_of_article (0..1): share of its body that the story accounts for
-- caveats: An article that stands for any story is kept.
WITH
  member AS (
    SELECT
      story_articles.story_id,
      story_articles.role,
      story_articles.share_of_article,
      article_list.article_id,
      article_list.url,
      article_list.word_count,
      article_list.published_at,
      coalesce(outlet_list.kind = 'agency', 0) AS by_agency,
      EXISTS (
        SELECT 1 FROM copy
        WHERE copy.article_id = article_list.article_id AND copy.story_id = story_articles.story_id AND copy.credited = 1
      ) AS licensed
    FROM story_articles
    JOIN article_list USING (article_id)
    LEFT JOIN outlet_list ON outlet_list.outlet_domain = article_list.outlet_domain AND article_list.outlet_domain <> ''
  ),
  placed AS (
    SELECT *,
      first_value(article_id) OVER (
        PARTITION BY story_id
        ORDER BY
          role = 'partial',
          CASE WHEN :policy = 'licensed' THEN by_agency * 2 + licensed END DESC,
          CASE WHEN :policy = 'earliest' THEN coalesce(published_at, '9999') END,
          word_count DESC,
          coalesce(published_at, '9999'),
          article_id
      ) AS kept_article_id
    FROM member
  ),
  repeated AS (
    SELECT *,
      row_number() OVER (PARTITION BY article_id ORDER BY share_of_article DESC, story_id) AS place
    FROM placed
    WHERE share_of_article >= :share
  )
SELECT article_id, url, story_id, kept_article_id, role, round(share_of_article, 3) AS share_of_article
FROM repeated
WHERE place = 1 AND article_id NOT IN (SELECT kept_article_id FROM placed)
ORDER BY article_id
LIMIT :limit;
