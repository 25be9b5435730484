-- A copied archive keeps its UUID, and the two copies then number their changes alike though they differ. Each stretch
-- of changes made in one place has a token of its own, so that an index can tell whose changes it has seen.
CREATE TABLE lineage (
    start INTEGER NOT NULL,
    token TEXT NOT NULL,
    place TEXT NOT NULL
);

INSERT INTO lineage (start, token, place) VALUES (0, lower(hex(randomblob(8))), '');
