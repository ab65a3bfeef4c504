-- name: story_changes_since
-- question: Which stories were merged, split, renamed or dissolved since a run?
-- grain: one row per story before and after
-- params:
--   run (integer, default 0): only changes in later runs than this
--   kind (text, default none): only this kind; else all but created
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   run_id (id): run in which it happened
--   kind (word): merged, split, renamed, dissolved, or created where asked for
--   from_story_id (id): story before
--   to_story_id (id): story after
--   articles (articles): articles that went from the one to the other
--   headline (text): headline of the story after, null where it is gone by now
-- caveats: A merge or a split has several rows. A story that only grew is not listed.
SELECT
  story_changes.run_id AS run_id,
  story_changes.kind AS kind,
  story_changes.from_story_id AS from_story_id,
  story_changes.to_story_id AS to_story_id,
  story_changes.article_count AS articles,
  story_list.headline AS headline
FROM story_changes
LEFT JOIN story_list ON story_list.story_id = story_changes.to_story_id
WHERE story_changes.run_id > :run
  AND iif(:kind IS NULL, story_changes.kind <> 'created', story_changes.kind = :kind)
ORDER BY story_changes.run_id, story_changes.kind, story_changes.to_story_id, story_changes.from_story_id
LIMIT :limit;
