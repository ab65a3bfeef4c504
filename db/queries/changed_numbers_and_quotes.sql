-- name: changed_numbers_and_quotes
-- question: Which copies changed numbers or quotations of their source?
-- grain: one row per passage and kind (number or quotation) where the two texts differ
-- params:
--   story (integer, default none): only this story
--   article (article, default none): only this copy, by id or address
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   article_id (id): the copy
--   url (address): its address
--   source_article_id (id): its source
--   kind (word): number or quotation
--   only_in_source (JSON array): what stands in the source's passage only
--   only_in_copy (JSON array): what stands in the copy's passage only
--   copy_text (text): the passage in the copy
--   source_text (text): the passage in the source
-- caveats: Needs functions that only connections made by wirecopy have. Numbers written as words are not seen; a unit that was converted shows as a change.
WITH
  aligned AS MATERIALIZED (
    SELECT
      copy.article_id,
      copy.source_article_id,
      passage.copy_start,
      substr(article_text(copy.article_id), passage.copy_start + 1, passage.copy_end - passage.copy_start) AS copy_text,
      substr(
        article_text(copy.source_article_id), passage.source_start + 1, passage.source_end - passage.source_start
      ) AS source_text
    FROM passage
    JOIN copy USING (copy_id)
    WHERE passage.kind <> 'same'
      AND (:story IS NULL OR copy.story_id = :story)
      AND (:article IS NULL OR copy.article_id = :article)
  ),
  listed AS MATERIALIZED (
    SELECT *, 'number' AS kind, numbers_in(copy_text) AS in_copy, numbers_in(source_text) AS in_source FROM aligned
    UNION ALL
    SELECT *, 'quotation', quotes_in(copy_text), quotes_in(source_text) FROM aligned
  ),
  compared AS (
    SELECT
      listed.*,
      (
        SELECT json_group_array(value)
        FROM (SELECT value FROM json_each(in_source) EXCEPT SELECT value FROM json_each(in_copy) ORDER BY 1)
      ) AS only_in_source,
      (
        SELECT json_group_array(value)
        FROM (SELECT value FROM json_each(in_copy) EXCEPT SELECT value FROM json_each(in_source) ORDER BY 1)
      ) AS only_in_copy
    FROM listed
    WHERE in_copy <> in_source
  )
SELECT
  compared.article_id AS article_id,
  article.url AS url,
  compared.source_article_id AS source_article_id,
  compared.kind AS kind,
  compared.only_in_source AS only_in_source,
  compared.only_in_copy AS only_in_copy,
  compared.copy_text AS copy_text,
  compared.source_text AS source_text
FROM compared
JOIN article ON article.article_id = compared.article_id
WHERE compared.only_in_source <> '[]' AND compared.only_in_copy <> '[]'
ORDER BY compared.article_id, compared.source_article_id, compared.copy_start, compared.kind
LIMIT :limit;
