CREATE VIEW story_list AS -- one row per story
SELECT
  story.story_id AS story_id, -- article_id of the earliest whole member
  article.headline AS headline, -- headline of the origin, or of the earliest whole member where the origin is unseen
  strftime('%Y-%m-%dT%H:%M:%SZ', story.first_published_at, 'unixepoch') AS first_published_at, -- ISO 8601 UTC
  strftime('%Y-%m-%dT%H:%M:%SZ', story.last_published_at, 'unixepoch') AS last_published_at, -- ISO 8601 UTC
  story.article_count AS article_count, -- members
  story.outlet_count AS outlet_count, -- outlets among the members
  story.agency AS agency, -- agency that the credits of its members point to, null where none
  story.origin_article_id AS origin_article_id -- the member that all others come from, null where unseen
FROM story
JOIN article ON article.article_id = coalesce(story.origin_article_id, story.story_id);
