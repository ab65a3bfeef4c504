CREATE VIEW outlet_list AS -- one row per outlet that has articles
WITH
  named AS (
    SELECT
      outlet_name.outlet_domain AS outlet_domain,
      outlet_name.outlet AS outlet,
      -- outlets without a domain are told apart by their names
      iif(outlet_name.outlet_domain = '', outlet_name.outlet, '') AS nameless,
      count(*) AS article_count,
      count(taken.article_id) AS copy_count,
      coalesce(sum(taken.credited), 0) AS credited_count
    FROM article
    JOIN outlet_name USING (outlet_name_id)
    LEFT JOIN (
      SELECT article_id, max(credited) AS credited FROM copy GROUP BY article_id
    ) AS taken USING (article_id)
    GROUP BY outlet_name.outlet_name_id
  ),
  ranked AS (
    SELECT
      outlet_domain,
      outlet,
      row_number() OVER (PARTITION BY outlet_domain, nameless ORDER BY article_count DESC, outlet) AS place,
      sum(article_count) OVER (PARTITION BY outlet_domain, nameless) AS article_count,
      sum(copy_count) OVER (PARTITION BY outlet_domain, nameless) AS copy_count,
      sum(credited_count) OVER (PARTITION BY outlet_domain, nameless) AS credited_count
    FROM named
  )
SELECT
  coalesce(outlet.outlet, ranked.outlet) AS outlet, -- name given by the user, else the most frequent one of its articles
  ranked.outlet_domain AS outlet_domain, -- registered domain, empty where unknown
  outlet.kind AS kind, -- agency, publisher, aggregator or spinner; null where unknown
  ranked.article_count AS article_count, -- articles
  ranked.copy_count AS copy_count, -- articles that are copies
  ranked.credited_count AS credited_count -- articles that are copies and credit their source
FROM ranked
LEFT JOIN outlet ON outlet.outlet_domain = ranked.outlet_domain
WHERE ranked.place = 1;
