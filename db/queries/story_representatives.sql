-- name: story_representatives
-- question: Which article stands for each story, by a policy?
-- grain: one row per story
-- params:
--   policy (choice, longest / earliest / licensed, default longest): which article stands for it; licensed: an agency's own text, then credited copies, then the longest
--   limit (integer, rows, default 1000000): at most so many stories
-- columns:
--   story_id (id): the story
--   article_id (id): the article that stands for it
--   url (address): its address
--   outlet_domain (domain): its outlet
--   word_count (words): length of its body
--   published_at (ISO 8601 UTC): when it was published
--   articles (articles): whole members of the story
-- caveats: Only whole members can stand for a story.
WITH
  member AS (
    SELECT
      story_articles.story_id,
      story_articles.role,
      article_list.article_id,
      article_list.url,
      article_list.outlet_domain,
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
    WHERE story_articles.role <> 'partial'
  ),
  placed AS (
    SELECT *,
      count(*) OVER (PARTITION BY story_id) AS articles,
      row_number() OVER (
        PARTITION BY story_id
        ORDER BY
          CASE WHEN :policy = 'licensed' THEN by_agency * 2 + licensed END DESC,
          CASE WHEN :policy = 'earliest' THEN coalesce(published_at, '9999') END,
          word_count DESC,
          coalesce(published_at, '9999'),
          article_id
      ) AS place
    FROM member
  )
SELECT story_id, article_id, url, outlet_domain, word_count, published_at, articles
FROM placed
WHERE place = 1
ORDER BY story_id
LIMIT :limit;
