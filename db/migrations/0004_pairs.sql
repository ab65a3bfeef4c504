CREATE TABLE verdict_model ( -- one model or rule that gives verdicts, with the names of its figures
  verdict_model_id INTEGER PRIMARY KEY, -- number of the model in this database
  model TEXT NOT NULL, -- id of the model or rule
  figure_names TEXT NOT NULL -- names of the figures in the order of pair.figures, JSON array
) STRICT;

CREATE UNIQUE INDEX verdict_model_once -- serves: finding the number of a model while pairs are saved
  ON verdict_model (model, figure_names);

CREATE TABLE pair ( -- one pair of articles that was compared text against text and found related
  left_id INTEGER NOT NULL REFERENCES article (article_id), -- the smaller article_id
  right_id INTEGER NOT NULL REFERENCES article (article_id), -- the larger article_id
  probability REAL NOT NULL, -- probability that one is derived from the other or both from a third, 0..1
  rewrite TEXT NOT NULL, -- class: verbatim, light edit, trimmed, excerpt, spun, partly derived, same event
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1 where most of the shorter body is common text
  share_of_left REAL NOT NULL, -- share of the left body's words in common passages, 0..1
  share_of_right REAL NOT NULL, -- share of the right body's words in common passages, 0..1
  verdict_model_id INTEGER NOT NULL REFERENCES verdict_model (verdict_model_id), -- model that decided
  figures BLOB NOT NULL, -- exact figures behind the verdict in the order of the model's figure_names, packed (figures_in makes a JSON array of it)
  passages BLOB NOT NULL, -- aligned passages, packed (store/packing.py)
  run_id INTEGER NOT NULL REFERENCES run (run_id), -- run that gave this verdict
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX pair_by_right -- serves: all pairs of one article (query why_linked, regrouping of a story)
  ON pair (right_id);

CREATE TABLE touched_article ( -- one article whose pairs changed but whose stories are not yet regrouped
  article_id INTEGER PRIMARY KEY REFERENCES article (article_id) -- the article
) STRICT;
