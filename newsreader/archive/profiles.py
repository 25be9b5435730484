"""The import profiles of an archive, and how the records of its originals were read."""

import json
from collections.abc import Iterable

from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.stored import dumps, storable
from newsreader.domain.profile import ImportProfile, profile_from_json, profile_to_json


class Profiles:
    """Import profiles by name, without regard to case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ImportProfile, ...]:
        """All of them in the order of their names; rows that hold nonsense are left out."""
        with self._database.reading() as db:
            rows = db.execute("SELECT settings FROM profile ORDER BY key").fetchall()
        found = (_profile(row[0]) for row in rows)
        return tuple(profile for profile in found if profile is not None)

    def get(self, name: str) -> ImportProfile | None:
        """The profile of that name."""
        with self._database.reading() as db:
            row = db.execute("SELECT settings FROM profile WHERE key = ?", (_key(name),)).fetchone()
        return _profile(row[0]) if row else None

    def save(self, profile: ImportProfile, by: str) -> None:
        """Keeps a profile in place of the one of that name."""
        with self._database.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO profile (key, settings, by, at) VALUES (?, ?, ?, ?)",
                (_key(profile.name), dumps(profile_to_json(profile)), by, now()),
            )

    def delete(self, name: str) -> bool:
        """Forgets a profile; returns whether there was one."""
        with self._database.writing() as db:
            return db.execute("DELETE FROM profile WHERE key = ?", (_key(name),)).rowcount > 0

    def note_readings(self, readings: Iterable[tuple[str, str]]) -> None:
        """Notes how originals that are kept were read, as (sha256, how)."""
        with self._database.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO reading (original, how) SELECT sha256, ? FROM original WHERE sha256 = ?",
                [(how, sha256) for sha256, how in readings],
            )

    def readings(self, sha256s: Iterable[str]) -> dict[str, str]:
        """How those of these originals were read of which that is noted."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT original, how FROM reading WHERE original IN (SELECT value FROM json_each(?))",
                (as_json_list(list(sha256s)),),
            ).fetchall()
        return {str(sha256): str(how) for sha256, how in rows}


def _key(name: str) -> str:
    return storable(" ".join(name.split()).casefold())


def _profile(stored: object) -> ImportProfile | None:
    try:
        found = json.loads(str(stored))
    except (ValueError, RecursionError):
        return None
    profile = profile_from_json(found) if isinstance(found, dict) else None
    return profile if profile and profile.name else None
