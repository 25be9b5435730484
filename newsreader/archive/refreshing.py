"""Keeping the shown columns true to the layers they are a digest of."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from newsreader.archive.assembling import assemble
from newsreader.archive.shown import COLUMNS, shown_columns

_BATCH: Final = 500


def refresh_shown(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Works out the shown columns anew, within the transaction that changed what they are made of."""
    assignments = ", ".join(f"{column} = ?" for column in COLUMNS)
    for start in range(0, len(numbers), _BATCH):
        found = assemble(db, numbers[start : start + _BATCH])
        db.executemany(
            f"UPDATE article SET {assignments} WHERE number = ?",  # noqa: S608
            [
                (*shown_columns(article.fields, article.confirmed, article.clean, article.quality), number)
                for number, article in found.items()
            ],
        )
