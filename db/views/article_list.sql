CREATE VIEW article_list AS -- one row per article
SELECT
  article.article_id AS article_id, -- 53 bits of a digest over url, headline and text
  article.url AS url, -- address, or an invented one where the input had none
  outlet_name.outlet AS outlet, -- name of the outlet as the article carries it
  outlet_name.outlet_domain AS outlet_domain, -- registered domain, empty where unknown
  article.headline AS headline, -- headline, may be empty
  article.byline AS byline, -- author line, may be empty
  strftime('%Y-%m-%dT%H:%M:%SZ', article.published_at, 'unixepoch') AS published_at, -- ISO 8601 UTC, null where unknown
  article.language AS language, -- ISO 639-1, empty where unknown
  article.word_count AS word_count, -- words of the body
  (
    SELECT story_member.story_id
    FROM story_member
    WHERE story_member.article_id = article.article_id
    ORDER BY story_member.share DESC, story_member.story_id
    LIMIT 1
  ) AS story_id -- story that accounts for most of its body, null where none
FROM article
JOIN outlet_name USING (outlet_name_id);
