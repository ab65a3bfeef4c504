-- name: reject_reasons
-- question: How many records were rejected, why, and from which inputs?
-- grain: one row per input and reason
-- params:
--   run (integer, default none): only rejects first met by this run
-- columns:
--   path (path): input as the user named it
--   reason (code): short code of the reason
--   records (records): rejected records
--   first_position (line, row or offset): where the first one stands
--   example (text): what was wrong with that one
-- caveats: A record that is rejected in every run counts once, for the run that first met it.
SELECT path, reason, count(*) AS records, min(position) AS first_position, detail AS example
FROM rejects
WHERE :run IS NULL OR run_id = :run
GROUP BY path, reason
ORDER BY records DESC, path, reason;
