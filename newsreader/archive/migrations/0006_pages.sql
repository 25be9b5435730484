-- Digitized issues: their pages with words and pictures, and where the words of an article stand on them.

-- One row an issue. original is the file that describes it; fields is what that states of the issue as a whole, as JSON.
CREATE TABLE issue (
    number INTEGER PRIMARY KEY,
    original TEXT NOT NULL UNIQUE REFERENCES original (sha256),
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '',
    edition TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '{}',
    added TEXT NOT NULL
);

-- The files an issue is read from besides that one, by the name it calls them; their bytes are kept in original. One
-- that was missing has no sha256.
CREATE TABLE issue_file (
    issue INTEGER NOT NULL REFERENCES issue (number),
    href TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT REFERENCES original (sha256),
    PRIMARY KEY (issue, href)
) WITHOUT ROWID;

-- One row a page, also of those whose words are missing: words is NULL then, and problem says why. text names the file
-- with its words as issue_file does; "" for the describing file. What is packed is in archive/page_packing.py. An image that is copied lies in pages/ in the folder of the archive, named by its SHA-256.
CREATE TABLE page (
    number INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES issue (number),
    sequence INTEGER NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    word_count INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    image_path TEXT,
    image_kind TEXT NOT NULL DEFAULT '',
    image_frame INTEGER NOT NULL DEFAULT 0,
    image_sha256 TEXT NOT NULL DEFAULT '',
    image_size INTEGER NOT NULL DEFAULT 0,
    image_time INTEGER NOT NULL DEFAULT 0,
    image_width INTEGER NOT NULL DEFAULT 0,
    image_height INTEGER NOT NULL DEFAULT 0,
    image_problem TEXT NOT NULL DEFAULT '',
    image_copied INTEGER NOT NULL DEFAULT 0,
    words BLOB,
    UNIQUE (issue, sequence)
);

-- Where the words of an article are printed, packed. is_rest: the words of a page that belong to no article. What a person chose by hand is never replaced by a file.
CREATE TABLE article_print (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    issue INTEGER NOT NULL REFERENCES issue (number),
    is_proposed INTEGER NOT NULL DEFAULT 0,
    is_by_hand INTEGER NOT NULL DEFAULT 0,
    is_rest INTEGER NOT NULL DEFAULT 0,
    places BLOB NOT NULL
);
CREATE INDEX article_print_issue ON article_print (issue, article);
CREATE INDEX article_print_rest ON article_print (article) WHERE is_rest;

-- The articles on a page, with boxes around their words there: JSON [x, y, width, height, x, …].
CREATE TABLE article_page (
    page INTEGER NOT NULL REFERENCES page (number),
    article INTEGER NOT NULL REFERENCES article (number),
    boxes TEXT NOT NULL,
    PRIMARY KEY (page, article)
) WITHOUT ROWID;
CREATE INDEX article_page_article ON article_page (article);
