-- What holds for all files of one collection, by a name. key is the name without regard to case; settings is JSON.
CREATE TABLE profile (
    key TEXT PRIMARY KEY,
    settings TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- How the records of an original were read where their names alone do not tell: JSON with the columns of fields, the
-- way dates are written, and the number of its first record when it is a piece of a larger file.
CREATE TABLE reading (
    original TEXT PRIMARY KEY REFERENCES original (sha256) ON DELETE CASCADE,
    how TEXT NOT NULL
) WITHOUT ROWID;
