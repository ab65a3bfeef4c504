CREATE TABLE story ( -- one family of articles that share text
  story_id INTEGER PRIMARY KEY REFERENCES article (article_id), -- article_id of the earliest whole member
  origin_article_id INTEGER REFERENCES article (article_id), -- the member that all others come from, null where unseen
  agency TEXT, -- agency named most often as source of its copies, null where none
  first_published_at INTEGER, -- earliest publication, seconds since 1970-01-01 UTC, null where no time is known
  last_published_at INTEGER, -- latest publication, seconds since 1970-01-01 UTC, null where no time is known
  article_count INTEGER NOT NULL, -- members
  outlet_count INTEGER NOT NULL -- outlets among the members
) STRICT;

CREATE INDEX story_by_time -- serves: stories of a period, newest first (view story_list)
  ON story (first_published_at);

CREATE TABLE story_member ( -- one article in a story; an article may belong to several
  story_id INTEGER NOT NULL REFERENCES story (story_id), -- story
  article_id INTEGER NOT NULL REFERENCES article (article_id), -- member
  role TEXT NOT NULL CHECK (role IN ('origin', 'version', 'copy', 'partial')), -- its place in the story
  share REAL NOT NULL, -- share of its body that the story accounts for, 0..1
  PRIMARY KEY (story_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_member_by_article -- serves: the stories of one article (view article_list)
  ON story_member (article_id);

CREATE TABLE story_event ( -- one creation, merge, split, renaming or end of a story
  story_event_id INTEGER PRIMARY KEY, -- number of the event in this database
  run_id INTEGER NOT NULL REFERENCES run (run_id), -- run in which it happened
  kind TEXT NOT NULL CHECK (kind IN ('created', 'merged', 'split', 'renamed', 'dissolved')), -- what happened
  from_story_id INTEGER, -- story before, null for created
  to_story_id INTEGER, -- story after, null for dissolved
  article_count INTEGER NOT NULL -- articles that went from the one to the other
) STRICT;

CREATE INDEX story_event_by_run -- serves: what changed since a run (query story_changes_since)
  ON story_event (run_id);
