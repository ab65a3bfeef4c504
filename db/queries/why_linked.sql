-- name: why_linked
-- question: Why are two articles linked: by which rule and model, with which figures?
-- grain: one row per fact
-- params:
--   a (article, required): one article, by id or address
--   b (article, required): the other
-- columns:
--   section (word): verdict, figure, story or evidence
--   item (text): name of the fact, figure or rule
--   value (text): what it says
--   weight (log-odds): weight of evidence, natural logarithm
-- caveats: No row means that the two were never found related. Figures of left and right refer to the smaller and the larger article_id; those that are not stored are computed anew by wirecopy why.
WITH
  verdict AS (
    SELECT pair.*, verdict_model.model, verdict_model.figure_names
    FROM pair
    JOIN verdict_model USING (verdict_model_id)
    WHERE left_id = min(:a, :b) AND right_id = max(:a, :b)
  ),
  fact AS (
    SELECT 1 AS section_place, told.key AS place, 'verdict' AS section, told.value ->> '$[0]' AS item,
      told.value ->> '$[1]' AS value, NULL AS weight
    FROM verdict
    JOIN json_each(json_array(
      json_array('left_id', left_id),
      json_array('right_id', right_id),
      json_array('rewrite', rewrite),
      json_array('probability', round(probability, 4)),
      json_array('whole', whole),
      json_array('share_of_left', round(share_of_left, 4)),
      json_array('share_of_right', round(share_of_right, 4)),
      json_array('model', model),
      json_array('run_id', run_id)
    )) AS told
    UNION ALL
    SELECT 2, figure.key, 'figure', json_extract(verdict.figure_names, '$[' || figure.key || ']'), figure.value, NULL
    FROM verdict
    JOIN json_each(figures_in(verdict.figures, json_array_length(verdict.figure_names))) AS figure
    UNION ALL
    SELECT 3, one.story_id, 'story', 'both in story', one.story_id, NULL
    FROM story_member AS one
    JOIN story_member AS other ON other.story_id = one.story_id AND other.article_id = :b
    WHERE one.article_id = :a
    UNION ALL
    SELECT 4, evidence.place, 'evidence', evidence_rule.rule,
      copy.article_id || ' from ' || copy.source_article_id || iif(evidence.detail = '', '', ': ' || evidence.detail),
      evidence.weight
    FROM copy
    JOIN evidence USING (copy_id)
    JOIN evidence_rule USING (rule_id)
    WHERE (copy.article_id = :a AND copy.source_article_id = :b)
      OR (copy.article_id = :b AND copy.source_article_id = :a)
  )
SELECT section, item, CAST(value AS TEXT) AS value, weight
FROM fact
ORDER BY section_place, place, item, value;
