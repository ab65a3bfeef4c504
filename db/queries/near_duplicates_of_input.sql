-- name: near_duplicates_of_input
-- question: Which articles of the corpus are near-duplicates of a held-out set?
-- grain: one row per held-out article and article like it
-- params:
--   input (text, required): input files of the held-out set, as the user named them; * and ? stand for anything
--   probability (number, 0..1, default 0.5): only pairs at least this sure
--   limit (integer, rows, default 1000000): at most so many rows
-- columns:
--   held_out_id (id): article of the held-out set
--   held_out_url (address): its address
--   article_id (id): article of another input that shares text with it
--   url (address): its address
--   input (path): where that one was read
--   rewrite (class): how the two texts differ
--   probability (0..1): how sure it is
--   share_of_held_out (0..1): share of the held-out body that is common text
-- caveats: Read both sets into one database. A text that stands in both sets at one address was kept once, for the input that came first, and is not listed.
WITH
  held_out AS (
    SELECT article.article_id, article.url
    FROM article
    JOIN input_file USING (input_file_id)
    WHERE input_file.path GLOB :input
  ),
  linked AS (
    SELECT left_id AS held_out_id, right_id AS article_id, rewrite, probability, share_of_left AS share
    FROM pair WHERE rewrite <> 'same event'
    UNION ALL
    SELECT right_id, left_id, rewrite, probability, share_of_right
    FROM pair WHERE rewrite <> 'same event'
  )
SELECT
  held_out.article_id AS held_out_id,
  held_out.url AS held_out_url,
  article.article_id AS article_id,
  article.url AS url,
  input_file.path AS input,
  linked.rewrite AS rewrite,
  round(linked.probability, 3) AS probability,
  round(linked.share, 3) AS share_of_held_out
FROM held_out
JOIN linked ON linked.held_out_id = held_out.article_id
JOIN article ON article.article_id = linked.article_id
JOIN input_file ON input_file.input_file_id = article.input_file_id
WHERE linked.probability >= :probability AND input_file.path NOT GLOB :input
ORDER BY held_out.article_id, linked.probability DESC, article.article_id
LIMIT :limit;
