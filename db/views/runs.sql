CREATE VIEW runs AS -- one row per run
SELECT
  run.run_id AS run_id, -- 1, 2, 3 in order of start
  strftime('%Y-%m-%dT%H:%M:%SZ', run.started_at, 'unixepoch') AS started_at, -- wall clock, ISO 8601 UTC
  strftime('%Y-%m-%dT%H:%M:%SZ', run.finished_at, 'unixepoch') AS finished_at, -- wall clock, null while running or when killed
  run.status AS status, -- running, done, failed or aborted
  run.version AS version, -- version of the package
  run.parameter_digest AS parameter_digest, -- digest of all parameters
  run.parameters AS parameters, -- every tunable by name, JSON object
  run.inputs AS inputs, -- inputs as the user named them, JSON array
  run.counts AS counts, -- what was read, signed, compared, found, JSON object
  run.caps AS caps, -- what was cut short by a limit and how often, JSON object
  run.message AS message -- why it failed, empty otherwise
FROM run;
