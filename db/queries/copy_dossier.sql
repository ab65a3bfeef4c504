-- name: copy_dossier
-- question: What is known of one copy: its source, its credits, the evidence, and the passages side by side?
-- grain: one row per fact, credit, piece of evidence or passage
-- params:
--   article (article, required): the copy, by id or address
-- columns:
--   source_article_id (id): source that the row is about, null where unseen or for the article itself
--   section (word): article, copy, credit, carrier mark, telltale, evidence or passage
--   item (text): name of the fact, form of the credit, rule, or kind of passage
--   value (text): what it says; for a passage the words of the copy
--   source_value (text): for a passage the words of the source
--   weight (log-odds): weight of evidence, natural logarithm
-- caveats: Passages need the function article_text, which only connections made by wirecopy have.
WITH
  fact AS (
    SELECT NULL AS source_article_id, 1 AS section_place, 1 AS place, 'article' AS section, 'url' AS item,
      url AS value, NULL AS source_value, NULL AS weight
    FROM article_list WHERE article_id = :article
    UNION ALL
    SELECT NULL, 1, 2, 'article', 'headline', headline, NULL, NULL FROM article_list WHERE article_id = :article
    UNION ALL
    SELECT NULL, 1, 3, 'article', 'outlet', outlet || ' (' || outlet_domain || ')', NULL, NULL
    FROM article_list WHERE article_id = :article
    UNION ALL
    SELECT NULL, 1, 4, 'article', 'published_at', published_at, NULL, NULL
    FROM article_list WHERE article_id = :article
    UNION ALL
    SELECT copies.source_article_id, 2, fact.key, 'copy', fact.value ->> '$[0]', fact.value ->> '$[1]', NULL, NULL
    FROM copies
    JOIN json_each(json_array(
      json_array('story_id', copies.story_id),
      json_array('source_url', copies.source_url),
      json_array('source_agency', copies.source_agency),
      json_array('carrier_domain', copies.carrier_domain),
      json_array('claimed_source', copies.claimed_source),
      json_array('credited', copies.credited),
      json_array('rewrite', copies.rewrite),
      json_array('share_of_copy', round(copies.share_of_copy, 3)),
      json_array('share_of_source', round(copies.share_of_source, 3)),
      json_array('lag_seconds', copies.lag_seconds),
      json_array('confidence', round(copies.confidence, 3)),
      json_array('runner_up_article_id', copies.runner_up_article_id)
    )) AS fact
    WHERE copies.article_id = :article
    UNION ALL
    SELECT NULL, 3, place, 'credit', form || ', rule ' || rule, agency, mark, NULL
    FROM credit WHERE article_id = :article
    UNION ALL
    SELECT NULL, 4, place, 'carrier mark', 'rule ' || rule, carrier_domain, NULL, NULL
    FROM carrier_mark WHERE article_id = :article
    UNION ALL
    SELECT NULL, 5, told.key, 'telltale', 'spinner trace', told.value, NULL, NULL
    FROM article
    JOIN article_body USING (body_id)
    JOIN json_each(article_body.telltales) AS told
    WHERE article.article_id = :article
    UNION ALL
    SELECT copy.source_article_id, 6, evidence.place, 'evidence', evidence_rule.rule, evidence.detail, NULL, evidence.weight
    FROM copy
    JOIN evidence USING (copy_id)
    JOIN evidence_rule USING (rule_id)
    WHERE copy.article_id = :article
    UNION ALL
    SELECT
      copy.source_article_id, 7, passage.place, 'passage', passage.kind,
      substr(article_text(copy.article_id), passage.copy_start + 1, passage.copy_end - passage.copy_start),
      substr(article_text(copy.source_article_id), passage.source_start + 1, passage.source_end - passage.source_start),
      NULL
    FROM copy
    JOIN passage USING (copy_id)
    WHERE copy.article_id = :article
  )
SELECT source_article_id, section, item, CAST(value AS TEXT) AS value, source_value, weight
FROM fact
WHERE value IS NOT NULL
ORDER BY section_place, source_article_id, place, item, value;
