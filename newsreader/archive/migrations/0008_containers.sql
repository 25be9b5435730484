-- Containers (ZIP, TAR, WARC and others) all of whose members are in the archive; their own bytes are not kept.
-- reader names the program and formats that read it: another one may read more of it. copied says whether page images
-- were copied then.
CREATE TABLE container (
    sha256 TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    reader TEXT NOT NULL,
    copied INTEGER NOT NULL,
    finished TEXT NOT NULL
) WITHOUT ROWID;
