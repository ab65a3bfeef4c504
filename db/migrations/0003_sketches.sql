CREATE TABLE sketch_batch ( -- one batch of articles that were signed together
  batch_id INTEGER PRIMARY KEY, -- number of the batch in this database
  signature_digest TEXT NOT NULL, -- digest of the parameters that the signatures depend on
  article_count INTEGER NOT NULL, -- articles in the batch
  last_published_at INTEGER, -- newest publication time in the batch, null where any article has none
  run_id INTEGER NOT NULL REFERENCES run (run_id) -- run that signed it
) STRICT;

CREATE TABLE sketch_array ( -- one named array over the articles of a batch
  batch_id INTEGER NOT NULL REFERENCES sketch_batch (batch_id), -- batch
  name TEXT NOT NULL, -- name of the array; article_ids is always there
  dtype TEXT NOT NULL, -- numpy type with byte order, as <u4
  shape TEXT NOT NULL, -- JSON array of lengths
  codec TEXT NOT NULL CHECK (codec IN ('raw', 'zstd')), -- zstd where it saves a tenth or more
  content BLOB NOT NULL -- the elements, C order
) STRICT;

CREATE UNIQUE INDEX sketch_array_by_name -- serves: loading one array of a batch without the others
  ON sketch_array (batch_id, name);
