CREATE TABLE outlet_name ( -- one name and domain under which articles were published
  outlet_name_id INTEGER PRIMARY KEY, -- number of the name in this database
  outlet TEXT NOT NULL, -- name of the outlet as its articles carry it
  outlet_domain TEXT NOT NULL -- registered domain, empty where unknown
) STRICT;

CREATE UNIQUE INDEX outlet_name_once -- serves: finding the number of a name while articles are added
  ON outlet_name (outlet_domain, outlet);

CREATE TABLE outlet ( -- what is known of one outlet beyond its articles
  outlet_domain TEXT PRIMARY KEY, -- registered domain
  outlet TEXT, -- name to show, null to take the most frequent one of its articles
  kind TEXT CHECK (kind IN ('agency', 'publisher', 'aggregator', 'spinner')), -- what it does, null where unknown
  outlet_group TEXT, -- owner or network whose sites carry the same text, null where unknown
  evidence TEXT NOT NULL DEFAULT '', -- why the kind is believed
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)) -- 1: from a table of the user, which no rule overwrites
) STRICT, WITHOUT ROWID;

CREATE TABLE article ( -- one published text
  article_id INTEGER PRIMARY KEY, -- 53 bits of a digest over url and text
  url TEXT NOT NULL, -- address, or an invented one where the input had none
  outlet_name_id INTEGER NOT NULL REFERENCES outlet_name (outlet_name_id), -- outlet that published it
  headline TEXT NOT NULL, -- headline, may be empty
  byline TEXT NOT NULL, -- author line, may be empty
  published_at INTEGER, -- seconds since 1970-01-01 UTC, null where unknown
  published_precision TEXT NOT NULL, -- finest unit that is known: second, minute, hour, day, month, year, none
  language TEXT NOT NULL, -- ISO 639-1, empty where unknown
  word_count INTEGER NOT NULL, -- words of the body; characters in scripts without spaces
  input_file_id INTEGER NOT NULL REFERENCES input_file (input_file_id), -- file it was read from
  position INTEGER NOT NULL, -- line, row or offset in that file
  version_kind TEXT CHECK (version_kind IN ('update', 'correction', 'kill')), -- what it says to be of an earlier text, null for nothing
  run_id INTEGER NOT NULL REFERENCES run (run_id), -- run that added it
  body_id INTEGER NOT NULL REFERENCES article_body (body_id) -- its text
) STRICT;

CREATE INDEX article_by_url -- serves: naming an article by its address (query why_linked, query copy_dossier)
  ON article (url);

CREATE INDEX article_by_time -- serves: the newest time in the store, articles of a period
  ON article (published_at);

CREATE INDEX article_by_outlet -- serves: articles of one outlet (view outlet_list, query outlet_revisions)
  ON article (outlet_name_id);

CREATE TABLE text_codec ( -- one way in which texts are packed
  codec_id INTEGER PRIMARY KEY, -- 1: zstd without dictionary; above: zstd with this dictionary
  dictionary BLOB NOT NULL -- zstd dictionary trained on texts of this database, empty for codec 1
) STRICT;

INSERT INTO text_codec (codec_id, dictionary) VALUES (1, x'');

CREATE TABLE article_body ( -- text and layout of one article; numbered in order of arrival so that pages fill up
  body_id INTEGER PRIMARY KEY, -- number of the body in this database
  meta TEXT, -- metadata of the input that has no column, JSON object, null where none
  telltales TEXT, -- names of spinner traces, JSON array, null where none
  codec_id INTEGER NOT NULL REFERENCES text_codec (codec_id), -- how the text is packed
  layout BLOB NOT NULL, -- labelled parts and cuts, packed (store/packing.py)
  content BLOB NOT NULL -- the repaired text, UTF-8, packed
) STRICT;

CREATE TABLE credit ( -- one agency credited for the text of an article
  article_id INTEGER NOT NULL REFERENCES article (article_id), -- article that credits
  place INTEGER NOT NULL, -- 0, 1, 2 in order of the text
  agency TEXT NOT NULL, -- agency credited
  form TEXT NOT NULL, -- dateline, byline, sign-off, copyright, contributed, disclaimer, initials, credit line, metadata
  rule TEXT NOT NULL, -- id of the rule that found it
  text_start INTEGER NOT NULL, -- offset of the mark in the text, in characters
  text_end INTEGER NOT NULL, -- offset after the mark, in characters; equal to text_start for metadata
  mark TEXT, -- the mark itself where it is not that span of the text, else null
  PRIMARY KEY (article_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE carrier_mark ( -- one trace of a carrier's site in an article
  article_id INTEGER NOT NULL REFERENCES article (article_id), -- article that bears the trace
  place INTEGER NOT NULL, -- 0, 1, 2 in order of the text
  carrier_domain TEXT NOT NULL, -- site through which the text came
  rule TEXT NOT NULL, -- id of the rule that found it
  text_start INTEGER NOT NULL, -- offset of the mark in the text, in characters
  text_end INTEGER NOT NULL, -- offset after the mark, in characters
  PRIMARY KEY (article_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE furniture_paragraph ( -- one paragraph that an outlet repeats across unrelated stories
  outlet_domain TEXT NOT NULL, -- outlet that repeats it
  paragraph_digest INTEGER NOT NULL, -- 64-bit digest of the folded paragraph, two's complement
  article_count INTEGER NOT NULL, -- articles of the outlet that hold it
  example_article_id INTEGER, -- an article that holds it
  example_start INTEGER, -- its offset there, in characters
  example_end INTEGER, -- offset after it there, in characters
  PRIMARY KEY (outlet_domain, paragraph_digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending_article ( -- one article that is signed but not yet linked: work that a killed run leaves to the next
  article_id INTEGER PRIMARY KEY REFERENCES article (article_id) -- the article
) STRICT;
