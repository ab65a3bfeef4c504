-- name: uncredited_by_outlet
-- question: Which outlets copied without credit since a day, how many words, and how much of the stories?
-- grain: one row per outlet with at least one uncredited copy
-- params:
--   since (date, default -7d): only copies published at or after this
--   agency (text, default none): only copies of this agency's text
--   confidence (number, 0..1, default 0): only copies whose source is at least this sure
--   limit (integer, rows, default 1000): at most so many outlets
-- columns:
--   outlet_domain (domain): outlet that copied
--   uncredited_copies (copies): copies without credit
--   stories (stories): stories that they belong to
--   words_copied (words): words of those copies that stand in their sources
--   mean_share_of_source (0..1): how much of the source's body was kept, on average
--   mean_share_of_copy (0..1): how much of the copy's body comes from the source, on average
-- caveats: Copies without a known time are left out. Words of a mosaic count once for each source.
WITH
  uncredited AS (
    SELECT
      copies.outlet_domain,
      copies.story_id,
      coalesce(copies.share_of_copy, 0) * article_list.word_count AS words_copied,
      copies.share_of_source,
      copies.share_of_copy
    FROM copies
    JOIN article_list USING (article_id)
    WHERE copies.credited = 0
      AND article_list.published_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :since, 'unixepoch')
      AND (:agency IS NULL OR copies.source_agency = :agency)
      AND copies.confidence >= :confidence
  )
SELECT
  outlet_domain,
  count(*) AS uncredited_copies,
  count(DISTINCT story_id) AS stories,
  CAST(round(sum(words_copied)) AS INTEGER) AS words_copied,
  round(avg(share_of_source), 3) AS mean_share_of_source,
  round(avg(share_of_copy), 3) AS mean_share_of_copy
FROM uncredited
GROUP BY outlet_domain
ORDER BY words_copied DESC, outlet_domain
LIMIT :limit;
