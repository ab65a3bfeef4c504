CREATE VIEW story_changes AS -- one row per story created, merged, split, renamed or dissolved; several for one merge or split
SELECT
  story_event.run_id AS run_id, -- run in which it happened
  story_event.kind AS kind, -- created, merged, split, renamed or dissolved
  story_event.from_story_id AS from_story_id, -- story before, null for created
  story_event.to_story_id AS to_story_id, -- story after, null for dissolved
  story_event.article_count AS article_count -- articles that went from the one to the other
FROM story_event;
