-- name: kept_and_added
-- question: How much of their sources do outlets keep, and how much do they add of their own?
-- grain: one row per outlet and class of rewrite
-- params:
--   outlet (text, default none): only this domain
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   outlet_domain (domain): outlet that copied
--   rewrite (class): how the texts were rewritten
--   copies (copies): copies with known shares
--   mean_share_kept (0..1): share of the source's body that was kept, on average
--   mean_share_added (0..1): share of the copy's body that is not from the source, on average
--   mean_words_kept (words): words of the copy that stand in the source, on average
--   mean_words_added (words): other words of the copy, on average
-- caveats: Words from a third article count as added.
SELECT
  copies.outlet_domain AS outlet_domain,
  copies.rewrite AS rewrite,
  count(*) AS copies,
  round(avg(copies.share_of_source), 3) AS mean_share_kept,
  round(avg(1 - copies.share_of_copy), 3) AS mean_share_added,
  round(avg(copies.share_of_copy * article_list.word_count), 1) AS mean_words_kept,
  round(avg((1 - copies.share_of_copy) * article_list.word_count), 1) AS mean_words_added
FROM copies
JOIN article_list USING (article_id)
WHERE copies.share_of_copy IS NOT NULL AND (:outlet IS NULL OR copies.outlet_domain = :outlet)
GROUP BY copies.outlet_domain, copies.rewrite
ORDER BY outlet_domain, copies DESC, rewrite
LIMIT :limit;
