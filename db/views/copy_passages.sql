CREATE VIEW copy_passages AS -- one row per aligned passage
SELECT
  copy.article_id AS article_id, -- the copy
  copy.source_article_id AS source_article_id, -- its source
  passage.copy_start AS copy_start, -- offset in the copy, in characters
  passage.copy_end AS copy_end, -- offset after it in the copy, in characters
  passage.source_start AS source_start, -- offset in the source, in characters
  passage.source_end AS source_end, -- offset after it in the source, in characters
  passage.kind AS kind -- same, edited or reworded
FROM passage
JOIN copy USING (copy_id);
