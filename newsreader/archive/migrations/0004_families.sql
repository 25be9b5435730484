-- The same story in several papers: what an article's text looks like in short, and which articles to compare it with.

-- The sketch of an article's clean text: hashes of 40 bits, least first, 5 bytes each, little end first. Empty for a text
-- too short to have one; an article without a row has not been looked at yet (`newsreader families rebuild`).
CREATE TABLE sketch (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    version INTEGER NOT NULL,
    hashes BLOB NOT NULL
);

-- The few hashes under which an article is looked up. Once a hash stands under many families it is a phrase that
-- everybody uses, and no more articles are put there.
CREATE TABLE sketch_key (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;

CREATE INDEX article_family ON article (family, trashed) WHERE family IS NOT NULL;
