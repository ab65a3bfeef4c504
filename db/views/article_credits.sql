CREATE VIEW article_credits AS -- one row per credit line, dateline or sign-off found in an article, copy or not
SELECT
  credit.article_id AS article_id, -- article that credits
  article.url AS url, -- its address
  credit.agency AS agency, -- agency credited
  credit.form AS form, -- dateline, byline, sign-off, copyright, contributed, disclaimer, initials, credit line, metadata
  credit.rule AS rule, -- id of the rule that found it
  credit.text_start AS text_start, -- offset of the mark in the text, in characters
  credit.text_end AS text_end -- offset after the mark, in characters; equal to text_start for metadata
FROM credit
JOIN article USING (article_id);
