CREATE TABLE copy ( -- one copy found: text taken from an article, from an unseen original, or from a credited agency
  copy_id INTEGER PRIMARY KEY, -- number of the copy in this database
  article_id INTEGER NOT NULL REFERENCES article (article_id), -- the article that took the text
  story_id INTEGER NOT NULL REFERENCES story (story_id), -- story in which it did
  source_article_id INTEGER REFERENCES article (article_id), -- immediate source, null where unseen or abstained from
  source_agency TEXT, -- agency that the text comes from, inferred, null where unknown
  carrier_domain TEXT, -- site through which it came, null where unknown
  claimed_source TEXT, -- source that the article itself names, null where none
  credited INTEGER NOT NULL CHECK (credited IN (0, 1)), -- 1 where the true source is credited
  credit_text TEXT, -- the credit as printed, null where none
  rewrite TEXT, -- class: verbatim, light edit, trimmed, excerpt, spun, partly derived; null without any sibling
  share_of_copy REAL, -- share of the copy's body that comes from the source, 0..1, null without any sibling
  share_of_source REAL, -- share of the source's body that was kept, 0..1, null without any sibling
  lag_seconds INTEGER, -- publication of the copy minus that of the source, null where a time is unknown
  confidence REAL NOT NULL, -- calibrated probability that the source is right, 0..1
  runner_up_article_id INTEGER REFERENCES article (article_id), -- second-best source, null where none
  digest INTEGER NOT NULL, -- digest of this row with its evidence and passages, tells whether anything changed
  run_id INTEGER NOT NULL REFERENCES run (run_id) -- run that first derived the row in its present form
) STRICT;

CREATE INDEX copy_by_article -- serves: the copies that one article is (query copy_dossier, view copy_evidence)
  ON copy (article_id, source_article_id);

CREATE INDEX copy_by_story -- serves: all copies of one story (replacing a story, query story_timeline)
  ON copy (story_id);

CREATE INDEX copy_by_source -- serves: who copied one article (query outlet_revisions)
  ON copy (source_article_id) WHERE source_article_id IS NOT NULL;

CREATE TABLE evidence_rule ( -- one rule that gives evidence; evidence rows are many and name few rules
  rule_id INTEGER PRIMARY KEY, -- number of the rule in this database
  rule TEXT NOT NULL UNIQUE -- id of the rule
) STRICT;

CREATE TABLE evidence ( -- one named piece of evidence for the source of a copy
  copy_id INTEGER NOT NULL REFERENCES copy (copy_id) ON DELETE CASCADE, -- copy
  place INTEGER NOT NULL, -- 0, 1, 2 in the order given by attribution
  rule_id INTEGER NOT NULL REFERENCES evidence_rule (rule_id), -- rule
  weight REAL NOT NULL, -- contribution to the log-odds (natural logarithm), positive for the claim
  detail TEXT NOT NULL, -- what was seen, for people
  PRIMARY KEY (copy_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage ( -- one passage that stands in a copy and in its source
  copy_id INTEGER NOT NULL REFERENCES copy (copy_id) ON DELETE CASCADE, -- copy
  place INTEGER NOT NULL, -- 0, 1, 2 in order of the copy
  copy_start INTEGER NOT NULL, -- offset in the copy, in characters
  copy_end INTEGER NOT NULL, -- offset after it in the copy, in characters
  source_start INTEGER NOT NULL, -- offset in the source, in characters
  source_end INTEGER NOT NULL, -- offset after it in the source, in characters
  kind TEXT NOT NULL, -- same, edited or reworded
  PRIMARY KEY (copy_id, place)
) STRICT, WITHOUT ROWID;
