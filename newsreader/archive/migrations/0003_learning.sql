-- What an archive learns: how often its own words occur, what people's corrections say about printed lines, and which
-- rules read each article.

-- How many articles print a word, per language: sorted lists, each over the articles from `first` to `last`, written
-- together with `last` so that no article is counted twice; zlib of lines "language word count". Merged now and then.
CREATE TABLE word_run (
    number INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    words BLOB NOT NULL
);

-- The commonest of those words, ready to be handed to the rules: zlib of JSON {language: {word: count}}. Derived.
CREATE TABLE word_snapshot (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    articles INTEGER NOT NULL,
    words BLOB NOT NULL
);

-- A printed line and what a person said it means. One an article and field; gone when the correction is taken back.
CREATE TABLE teaching (
    article INTEGER NOT NULL REFERENCES article (number),
    field TEXT NOT NULL,
    variant TEXT NOT NULL,
    printed TEXT NOT NULL,
    value TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    forgotten TEXT,
    PRIMARY KEY (article, field)
) WITHOUT ROWID;
CREATE INDEX teaching_variant ON teaching (field, variant);

-- The extracted layer as it was before an article was last read again, so that this can be taken back.
CREATE TABLE former_layer (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    run TEXT NOT NULL,
    at TEXT NOT NULL,
    layer BLOB NOT NULL
);
CREATE INDEX former_layer_run ON former_layer (run);

CREATE INDEX content_rules ON content (rules);
