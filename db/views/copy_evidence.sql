CREATE VIEW copy_evidence AS -- one row per piece of evidence
SELECT
  copy.article_id AS article_id, -- the copy
  copy.source_article_id AS source_article_id, -- its source, null where unseen or abstained from
  evidence_rule.rule AS rule, -- id of the rule
  evidence.weight AS weight, -- contribution to the log-odds (natural logarithm), positive for the claim
  evidence.detail AS detail -- what was seen
FROM evidence
JOIN evidence_rule USING (rule_id)
JOIN copy USING (copy_id);
