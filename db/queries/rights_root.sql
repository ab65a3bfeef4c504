-- name: rights_root
-- question: From whom does the text of each copy come in the end, and who claims the rights?
-- grain: one row per copy and the end of its chain of sources
-- params:
--   article (article, default none): only this copy, by id or address
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   article_id (id): the copy
--   url (address): its address
--   steps (sources): how many sources the chain has
--   root_article_id (id): article at the end of the chain, null where no article of the store is a source
--   root_url (address): its address
--   root_domain (domain): its outlet
--   root_agency (agency): agency that the text comes from
--   copyright_holder (text): rights holder that the root (else the copy) names in its metadata
--   copyright_credit (agency): agency of a copyright line in the root (else the copy)
--   least_confidence (0..1): the least sure step of the chain
-- caveats: A mosaic has several roots. Who holds rights is a question of law; this is what the texts say.
WITH RECURSIVE
  chain AS (
    SELECT
      copy.article_id,
      copy.article_id AS root_article_id,
      0 AS steps,
      NULL AS agency,
      1.0 AS least_confidence
    FROM copy
    WHERE :article IS NULL OR copy.article_id = :article
    GROUP BY copy.article_id
    UNION
    SELECT
      chain.article_id,
      copy.source_article_id,
      chain.steps + 1,
      coalesce(copy.source_agency, chain.agency),
      min(chain.least_confidence, copy.confidence)
    FROM chain
    JOIN copy ON copy.article_id = chain.root_article_id
    WHERE chain.steps < 12 AND chain.root_article_id IS NOT NULL
  ),
  ended AS (
    SELECT *
    FROM chain
    WHERE steps > 0
      AND (
        root_article_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM copy WHERE copy.article_id = chain.root_article_id)
      )
  )
SELECT
  ended.article_id AS article_id,
  article.url AS url,
  ended.steps AS steps,
  ended.root_article_id AS root_article_id,
  root.url AS root_url,
  root.outlet_domain AS root_domain,
  ended.agency AS root_agency,
  (
    SELECT article_body.meta ->> '$.copyright_holder'
    FROM article AS holder
    JOIN article_body USING (body_id)
    WHERE holder.article_id = coalesce(ended.root_article_id, ended.article_id)
  ) AS copyright_holder,
  (
    SELECT credit.agency
    FROM credit
    WHERE credit.article_id = coalesce(ended.root_article_id, ended.article_id) AND credit.form = 'copyright'
    ORDER BY credit.place
    LIMIT 1
  ) AS copyright_credit,
  round(ended.least_confidence, 3) AS least_confidence
FROM ended
JOIN article ON article.article_id = ended.article_id
LEFT JOIN article_list AS root ON root.article_id = ended.root_article_id
ORDER BY ended.article_id, ended.steps, ended.root_article_id, ended.agency, ended.least_confidence
LIMIT :limit;
