-- name: rejected_records
-- question: Which records were rejected, and why each?
-- grain: one row per rejected record
-- params:
--   reason (text, default none): only this reason
--   path (text, default none): only this input
--   limit (integer, rows, default 1000): at most so many records
-- columns:
--   path (path): input as the user named it
--   position (line, row or offset): where the record stands
--   reason (code): short code of the reason
--   detail (text): the reason for people
--   digest (hexadecimal): digest of the raw bytes
-- caveats: The raw bytes are not kept.
SELECT path, position, reason, detail, digest
FROM rejects
WHERE (:reason IS NULL OR reason = :reason) AND (:path IS NULL OR path = :path)
ORDER BY path, position, reason, digest
LIMIT :limit;
