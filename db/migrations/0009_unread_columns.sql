ALTER TABLE furniture_paragraph RENAME TO furniture_paragraph_before;

CREATE TABLE furniture_paragraph ( -- one paragraph that an outlet repeats across unrelated stories
  outlet_domain TEXT NOT NULL, -- outlet that repeats it
  paragraph_digest INTEGER NOT NULL, -- 64-bit digest of the folded paragraph, two's complement
  article_count INTEGER NOT NULL, -- articles of the outlet that hold it
  PRIMARY KEY (outlet_domain, paragraph_digest)
) STRICT, WITHOUT ROWID;

INSERT INTO furniture_paragraph
SELECT outlet_domain, paragraph_digest, article_count FROM furniture_paragraph_before;

DROP TABLE furniture_paragraph_before;

ALTER TABLE pending_article RENAME TO pending_article_before;

CREATE TABLE pending_article ( -- one article that is stored but not yet linked, signed or not: work that a killed run leaves to the next
  article_id INTEGER PRIMARY KEY REFERENCES article (article_id) -- the article
) STRICT;

INSERT INTO pending_article SELECT article_id FROM pending_article_before;

DROP TABLE pending_article_before;

ALTER TABLE pair RENAME TO pair_before;

CREATE TABLE pair ( -- one pair of articles that was compared text against text and found related
  left_id INTEGER NOT NULL REFERENCES article (article_id), -- the smaller article_id
  right_id INTEGER NOT NULL REFERENCES article (article_id), -- the larger article_id
  millionths INTEGER NOT NULL, -- probability in millionths: whole numbers take 3 bytes, REAL takes 8
  rewrite TEXT NOT NULL, -- class: verbatim, light edit, trimmed, excerpt, spun, partly derived, same event
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1 where most of the shorter body is common text
  left_myriad INTEGER NOT NULL, -- share of the left body's words in common passages, in ten-thousandths
  right_myriad INTEGER NOT NULL, -- share of the right body's words in common passages, in ten-thousandths
  verdict_model_id INTEGER NOT NULL REFERENCES verdict_model (verdict_model_id), -- model that decided
  figures BLOB NOT NULL, -- figures that later stages ask for, in the order of the model's figure_names, packed (figures_in makes a JSON array of it)
  run_id INTEGER NOT NULL REFERENCES run (run_id), -- run that gave this verdict
  probability REAL GENERATED ALWAYS AS (millionths / 1000000.0) VIRTUAL, -- probability that one is derived from the other or both from a third, 0..1
  share_of_left REAL GENERATED ALWAYS AS (left_myriad / 10000.0) VIRTUAL, -- share of the left body's words in common passages, 0..1
  share_of_right REAL GENERATED ALWAYS AS (right_myriad / 10000.0) VIRTUAL, -- share of the right body's words in common passages, 0..1
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
) STRICT, WITHOUT ROWID;

INSERT INTO pair
SELECT left_id, right_id, millionths, rewrite, whole, left_myriad, right_myriad, verdict_model_id, figures, run_id
FROM pair_before;

DROP TABLE pair_before;

CREATE INDEX pair_by_right -- serves: all pairs of one article (query why_linked, regrouping of a story)
  ON pair (right_id);
