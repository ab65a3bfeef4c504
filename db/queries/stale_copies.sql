-- name: stale_copies
-- question: Which outlets still carry the old text of a story N hours after it was killed or corrected?
-- grain: one row per copy of an old text and notice (kill or correction)
-- params:
--   hours (number, hours, default 6): time that an outlet has to follow
--   story (integer, default none): only this story
--   limit (integer, rows, default 1000): at most so many copies
-- columns:
--   story_id (id): the story
--   notice (word): kill or correction
--   notice_at (ISO 8601 UTC): when the notice was published
--   notice_url (address): the notice
--   outlet_domain (domain): outlet that carries the old text
--   url (address): its copy
--   published_at (ISO 8601 UTC): when the copy was published
--   rewrite (class): how the old text was rewritten
--   hours_after_notice (hours): publication of the copy after the notice; negative where it was before
-- caveats: An outlet counts as having followed when it published a copy of the notice, or of a later text, in time; whether it took a page down is only seen where the page was collected again. A notice belongs to a story by its text, by its address, by its record id, or by a headline of the same outlet that it cites (20 characters and more).
WITH
  notice_article AS (
    SELECT
      article.article_id,
      article.url,
      article.published_at,
      article.version_kind AS notice,
      outlet_name.outlet_domain,
      article_text(article.article_id) AS words,
      coalesce(article_body.meta ->> '$.record_id', article_body.meta ->> '$.uri') AS record_id
    FROM article
    JOIN article_body USING (body_id)
    JOIN outlet_name USING (outlet_name_id)
    WHERE article.version_kind IN ('kill', 'correction') AND article.published_at IS NOT NULL
  ),
  same_record AS (
    SELECT notice_article.article_id AS notice_id, article.article_id
    FROM notice_article
    JOIN article ON article.url = notice_article.url
    UNION
    SELECT notice_article.article_id, article.article_id
    FROM notice_article
    JOIN article_body
      ON coalesce(article_body.meta ->> '$.record_id', article_body.meta ->> '$.uri') = notice_article.record_id
    JOIN article USING (body_id)
    UNION
    SELECT notice_article.article_id, article.article_id
    FROM notice_article
    JOIN outlet_name USING (outlet_domain)
    JOIN article ON article.outlet_name_id = outlet_name.outlet_name_id
    WHERE length(article.headline) >= 20
      AND article.published_at < notice_article.published_at
      AND instr(notice_article.words, article.headline) > 0
  ),
  notice AS (
    SELECT DISTINCT
      story_member.story_id,
      notice_article.article_id,
      notice_article.url,
      notice_article.published_at,
      notice_article.notice
    FROM notice_article
    JOIN same_record ON same_record.notice_id = notice_article.article_id
    JOIN story_member ON story_member.article_id = same_record.article_id AND story_member.role IN ('origin', 'version')
    WHERE :story IS NULL OR story_member.story_id = :story
  ),
  taken AS (
    SELECT
      copy.story_id,
      copy.article_id,
      copy.source_article_id,
      copy.rewrite,
      article.url,
      article.published_at,
      outlet_name.outlet_domain,
      source.published_at AS source_published_at
    FROM copy
    JOIN article ON article.article_id = copy.article_id
    JOIN outlet_name ON outlet_name.outlet_name_id = article.outlet_name_id
    LEFT JOIN article AS source ON source.article_id = copy.source_article_id
  )
SELECT
  notice.story_id AS story_id,
  notice.notice AS notice,
  strftime('%Y-%m-%dT%H:%M:%SZ', notice.published_at, 'unixepoch') AS notice_at,
  notice.url AS notice_url,
  taken.outlet_domain AS outlet_domain,
  taken.url AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', taken.published_at, 'unixepoch') AS published_at,
  taken.rewrite AS rewrite,
  round((taken.published_at - notice.published_at) / 3600.0, 1) AS hours_after_notice
FROM notice
JOIN taken ON taken.story_id = notice.story_id AND taken.source_article_id IS NOT notice.article_id
WHERE coalesce(taken.source_published_at, taken.published_at) < notice.published_at
  AND NOT EXISTS (
    SELECT 1
    FROM taken AS later
    WHERE later.story_id = notice.story_id
      AND later.outlet_domain = taken.outlet_domain
      AND later.published_at <= notice.published_at + :hours * 3600
      AND (later.source_article_id = notice.article_id OR later.source_published_at >= notice.published_at)
  )
ORDER BY notice.story_id, notice.published_at, notice.article_id, taken.outlet_domain, taken.url, taken.article_id,
  taken.source_article_id
LIMIT :limit;
