CREATE TABLE story_family ( -- what a story was attributed from: where that is unchanged, a later run leaves the story alone
  story_id INTEGER PRIMARY KEY REFERENCES story (story_id) ON DELETE CASCADE, -- story
  digest INTEGER NOT NULL -- digest of its members before attribution, of the verdicts between them, and of what they were weighed by
) STRICT;
