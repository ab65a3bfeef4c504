CREATE VIEW story_articles AS -- one row per article in a story
SELECT
  story_member.story_id AS story_id, -- story
  story_member.article_id AS article_id, -- member
  article.url AS url, -- its address
  outlet_name.outlet_domain AS outlet_domain, -- its outlet
  story_member.role AS role, -- origin, version, copy or partial
  story_member.share AS share_of_article -- share of its body that the story accounts for, 0..1
FROM story_member
JOIN article USING (article_id)
JOIN outlet_name USING (outlet_name_id);
