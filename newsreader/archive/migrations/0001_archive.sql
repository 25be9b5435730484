-- The archive: originals, articles in three layers, what people add, what happened, and what the index must still see.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- The bytes of every imported file, once, compressed with zlib.
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
);

-- One row an article: its identity and the shown values that lists sort, filter and count by.
-- The shown values are a digest of content and confirmed, recomputed in the transaction that changes either.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    original TEXT NOT NULL REFERENCES original (sha256),
    fingerprint TEXT NOT NULL,
    added TEXT NOT NULL,
    trashed TEXT,
    family TEXT,
    headline TEXT NOT NULL DEFAULT '',
    headline_is_lead INTEGER NOT NULL DEFAULT 0,
    headline_key TEXT NOT NULL DEFAULT '',
    paper TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    agency TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    date_sort INTEGER NOT NULL DEFAULT 0,
    page TEXT NOT NULL DEFAULT '',
    byline TEXT NOT NULL DEFAULT '',
    words INTEGER NOT NULL DEFAULT 0,
    quality REAL,
    doubt REAL NOT NULL DEFAULT 1,
    doubt_field TEXT NOT NULL DEFAULT '',
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_reviewed INTEGER NOT NULL DEFAULT 0,
    notes INTEGER NOT NULL DEFAULT 0,
    marks INTEGER NOT NULL GENERATED ALWAYS AS (
        is_read + 2 * is_starred + 4 * is_reviewed + 8 * (notes > 0) + 16 * (doubt_field <> '' AND is_reviewed = 0)
    ) STORED
);

CREATE INDEX article_fingerprint ON article (fingerprint);
CREATE INDEX article_original ON article (original);

-- One index an order of the list, each holding every facet: any filter in any order is one scan without a sort.
CREATE INDEX article_by_date ON article
    (date_sort, number, region, country, paper, language, agency, marks) WHERE trashed IS NULL;
CREATE INDEX article_by_paper ON article
    (paper COLLATE NOCASE, date_sort, number, region, country, paper, language, agency, marks) WHERE trashed IS NULL;
CREATE INDEX article_by_headline ON article
    (headline_key, number, date_sort, region, country, paper, language, agency, marks) WHERE trashed IS NULL;
-- The order of the browse tree, and of import when only places are asked for.
CREATE INDEX article_by_place ON article
    (region, country, paper, date_sort, number, language, agency, marks) WHERE trashed IS NULL;
CREATE INDEX article_by_number ON article
    (number, date_sort, region, country, paper, language, agency, marks) WHERE trashed IS NULL;
CREATE INDEX article_doubtful ON article (doubt, number)
    WHERE trashed IS NULL AND doubt_field <> '' AND is_reviewed = 0;
CREATE INDEX article_trashed ON article (trashed) WHERE trashed IS NOT NULL;

-- The machine layer of one article. raw is NULL when decoding the original gives it; otherwise zlib of its UTF-8.
CREATE TABLE content (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    raw BLOB,
    repairs TEXT NOT NULL,
    extracted TEXT NOT NULL,
    rules TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    importer TEXT NOT NULL
);

-- Every place an article's file was seen at.
CREATE TABLE sighting (
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number),
    seen TEXT NOT NULL,
    PRIMARY KEY (path, sha256, article)
) WITHOUT ROWID;
CREATE INDEX sighting_article ON sighting (article);

-- The human layers.
CREATE TABLE confirmed (
    article INTEGER NOT NULL REFERENCES article (number),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (article, field)
) WITHOUT ROWID;

-- Single machine repairs switched off (or on against a rule switch); found again by place and words when rules run anew.
CREATE TABLE repair_choice (
    article INTEGER NOT NULL REFERENCES article (number),
    rule TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    before TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (article, rule, start, "end", before)
) WITHOUT ROWID;

CREATE TABLE rule_switch (
    article INTEGER NOT NULL REFERENCES article (number),
    rule TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (article, rule)
) WITHOUT ROWID;

CREATE TABLE hand_repair (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX hand_repair_article ON hand_repair (article);

-- key is the name case-folded: names differ by more than case.
CREATE TABLE tag (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    colour TEXT NOT NULL DEFAULT ''
);

CREATE TABLE article_tag (
    article INTEGER NOT NULL REFERENCES article (number),
    tag INTEGER NOT NULL REFERENCES tag (number),
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag, article);

CREATE TABLE annotation (
    id TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    start INTEGER,
    "end" INTEGER,
    quote TEXT NOT NULL DEFAULT '',
    prefix TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL,
    colour TEXT NOT NULL,
    by TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    orphaned INTEGER NOT NULL DEFAULT 0,
    deleted TEXT
);
CREATE INDEX annotation_article ON annotation (article);

-- What was done when, by whom; article is NULL for what concerns many (an import).
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    article INTEGER REFERENCES article (number),
    detail TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX event_article ON event (article) WHERE article IS NOT NULL;

-- Which articles an index must look at again. A change re-inserts the article with a new seq; each user's index
-- remembers the seq it has reached, so rows are never deleted here.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL UNIQUE REFERENCES article (number)
);

CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    filters TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
