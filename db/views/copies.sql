CREATE VIEW copies AS -- one row per copy found; a mosaic has one for each source
SELECT
  copy.article_id AS article_id, -- the article that took the text
  article.url AS url, -- its address
  outlet_name.outlet_domain AS outlet_domain, -- its outlet
  copy.story_id AS story_id, -- story in which it took it
  copy.source_article_id AS source_article_id, -- immediate source, null where unseen or abstained from
  source.url AS source_url, -- address of the source
  source_outlet_name.outlet_domain AS source_domain, -- outlet of the source
  copy.source_agency AS source_agency, -- agency that the text comes from, inferred
  copy.carrier_domain AS carrier_domain, -- site through which it came
  copy.claimed_source AS claimed_source, -- source that the article itself names
  copy.credited AS credited, -- 1 where the true source is credited, else 0
  copy.credit_text AS credit_text, -- the credit as printed
  copy.rewrite AS rewrite, -- verbatim, light edit, trimmed, excerpt, spun, partly derived; null without any sibling
  copy.share_of_copy AS share_of_copy, -- share of the copy's body that comes from the source, 0..1
  copy.share_of_source AS share_of_source, -- share of the source's body that was kept, 0..1
  copy.lag_seconds AS lag_seconds, -- publication of the copy minus that of the source
  copy.confidence AS confidence, -- calibrated probability that the source is right, 0..1
  copy.runner_up_article_id AS runner_up_article_id, -- second-best source
  copy.run_id AS run_id -- run that first derived the row in its present form
FROM copy
JOIN article ON article.article_id = copy.article_id
JOIN outlet_name ON outlet_name.outlet_name_id = article.outlet_name_id
LEFT JOIN article AS source ON source.article_id = copy.source_article_id
LEFT JOIN outlet_name AS source_outlet_name ON source_outlet_name.outlet_name_id = source.outlet_name_id;
