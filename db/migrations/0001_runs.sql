PRAGMA application_id = 2003005561;

CREATE TABLE run ( -- one execution of the pipeline over a set of inputs
  run_id INTEGER PRIMARY KEY, -- 1, 2, 3 in order of start
  started_at INTEGER NOT NULL, -- wall clock, seconds since 1970-01-01 UTC
  finished_at INTEGER, -- wall clock, seconds since 1970-01-01 UTC; null while running or when killed
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'aborted')), -- aborted: found unfinished by a later run
  version TEXT NOT NULL, -- version of the package that ran
  parameters TEXT NOT NULL, -- every tunable by name, JSON object
  parameter_digest TEXT NOT NULL, -- digest of all parameters
  signature_digest TEXT NOT NULL, -- digest of the parameters that signatures depend on
  inputs TEXT NOT NULL, -- inputs as the user named them, JSON array
  counts TEXT NOT NULL DEFAULT '{}', -- what was read, signed, compared, found, JSON object
  caps TEXT NOT NULL DEFAULT '{}', -- what was cut short by a limit and how often, JSON object
  message TEXT NOT NULL DEFAULT '' -- why it failed, empty otherwise
) STRICT;

CREATE TABLE input_file ( -- one input file, with how far it was read
  input_file_id INTEGER PRIMARY KEY, -- number of the file in this database
  path TEXT NOT NULL UNIQUE, -- path as the user named it; - is standard input
  digest TEXT NOT NULL DEFAULT '', -- digest of what was at the path when it was read, empty where unknown
  position INTEGER NOT NULL DEFAULT 0, -- last line, row or offset whose record is kept
  complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)), -- 1 once the whole file was read
  run_id INTEGER REFERENCES run (run_id) -- run that last read it
) STRICT;

CREATE TABLE reject ( -- one record that could not be used
  reject_id INTEGER PRIMARY KEY, -- number of the reject in this database
  path TEXT NOT NULL, -- input file as the user named it
  position INTEGER NOT NULL, -- line, row or byte offset in the file
  reason TEXT NOT NULL, -- short code of the reason
  detail TEXT NOT NULL, -- the reason for people
  digest TEXT NOT NULL, -- digest of the raw bytes of the record
  run_id INTEGER NOT NULL REFERENCES run (run_id) -- run that first met it
) STRICT;

CREATE UNIQUE INDEX reject_once -- serves: reading the same record again adds no second reject
  ON reject (path, position, reason, digest);
