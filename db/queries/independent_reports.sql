-- name: independent_reports
-- question: How many reports of an event are independent, and how many come from a common source?
-- grain: one row per story that has reports of the same event in other words
-- params:
--   story (integer, default none): only this story
--   least (integer, articles, default 1): only stories with at least so many independent reports
--   limit (integer, rows, default 1000): at most so many stories
-- columns:
--   story_id (id): the story
--   headline (text): its headline
--   agency (agency): where its text comes from
--   common_source_articles (articles): articles that share its text
--   common_source_outlets (outlets): outlets that published them
--   independent_articles (articles): articles on the same event that share no text with it
--   independent_outlets (outlets): outlets that published those
-- caveats: Told by the names that two compared texts share, within three days of each other, so reports that share few are missed, and of two reports of one affair some are of another event.
WITH
  linked AS (
    SELECT left_id AS article_id, right_id AS other_id FROM pair WHERE rewrite = 'same event'
    UNION ALL
    SELECT right_id, left_id FROM pair WHERE rewrite = 'same event'
  ),
  independent AS (
    SELECT DISTINCT story_member.story_id, linked.other_id AS article_id
    FROM linked
    JOIN story_member USING (article_id)
    WHERE (:story IS NULL OR story_member.story_id = :story)
      AND NOT EXISTS (
        SELECT 1 FROM story_member AS own
        WHERE own.story_id = story_member.story_id AND own.article_id = linked.other_id
      )
  )
SELECT
  story_list.story_id AS story_id,
  story_list.headline AS headline,
  story_list.agency AS agency,
  story_list.article_count AS common_source_articles,
  story_list.outlet_count AS common_source_outlets,
  count(*) AS independent_articles,
  count(DISTINCT article_list.outlet_domain) AS independent_outlets
FROM independent
JOIN story_list USING (story_id)
JOIN article_list ON article_list.article_id = independent.article_id
GROUP BY story_list.story_id
HAVING count(*) >= :least
ORDER BY independent_articles DESC, story_list.story_id
LIMIT :limit;
