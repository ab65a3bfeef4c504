-- name: spinner_networks
-- question: Which outlets spin the same stories, as networks of spinners do?
-- grain: one row per two outlets with spun copies of the same stories
-- params:
--   least (integer, stories, default 2): only outlets that share at least so many stories
--   limit (integer, rows, default 1000): at most so many rows
-- columns:
--   outlet_domain (domain): one outlet
--   other_domain (domain): the other, later in the alphabet
--   shared_stories (stories): stories of which both have spun copies
--   same_headline (stories): those of them where both have the same headline
--   spun_copies (copies): all spun copies of the one
--   other_spun_copies (copies): all spun copies of the other
-- caveats: Two spinners of one big agency share stories by chance; look at the same headlines and at carriers.
WITH
  spun AS (
    SELECT copies.outlet_domain, copies.story_id, min(lower(trim(article_list.headline))) AS headline, count(*) AS copies
    FROM copies
    JOIN article_list USING (article_id)
    WHERE copies.rewrite = 'spun'
    GROUP BY copies.outlet_domain, copies.story_id
  ),
  total AS (
    SELECT outlet_domain, sum(copies) AS spun_copies FROM spun GROUP BY outlet_domain
  )
SELECT
  one.outlet_domain AS outlet_domain,
  other.outlet_domain AS other_domain,
  count(*) AS shared_stories,
  sum(one.headline = other.headline AND one.headline <> '') AS same_headline,
  one_total.spun_copies AS spun_copies,
  other_total.spun_copies AS other_spun_copies
FROM spun AS one
JOIN spun AS other ON other.story_id = one.story_id AND other.outlet_domain > one.outlet_domain
JOIN total AS one_total ON one_total.outlet_domain = one.outlet_domain
JOIN total AS other_total ON other_total.outlet_domain = other.outlet_domain
GROUP BY one.outlet_domain, other.outlet_domain
HAVING count(*) >= :least
ORDER BY shared_stories DESC, same_headline DESC, outlet_domain, other_domain
LIMIT :limit;
