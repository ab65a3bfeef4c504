CREATE VIEW rejects AS -- one row per rejected record
SELECT
  reject.path AS path, -- input file as the user named it
  reject.position AS position, -- line, row or byte offset in the file
  reject.reason AS reason, -- short code of the reason
  reject.detail AS detail, -- the reason for people
  reject.digest AS digest, -- digest of the raw bytes of the record
  reject.run_id AS run_id -- run that first met it
FROM reject;
