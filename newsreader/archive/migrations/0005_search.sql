-- Which articles got or lost a tag, a note or a mark: searches look these up themselves, the index need not see them.
-- Like the outbox: a change re-inserts the article with a new seq, so a reader asks for what came after its own.
CREATE TABLE human_change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL UNIQUE REFERENCES article (number)
);

-- Words that are searched together when the reader asks for it. words and finds are JSON lists; when finds is empty,
-- each of the words finds all the others, else each of the words finds those as well but not the other way round.
CREATE TABLE synonym (
    number INTEGER PRIMARY KEY,
    language TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL,
    finds TEXT NOT NULL DEFAULT '[]',
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
