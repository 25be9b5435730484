"""Where an article was printed before it was last read again, as it is kept with its former layer."""

import base64
import sqlite3
from typing import Any

from newsreader.archive.ready_issue import ReadyPrint


def print_to_json(db: sqlite3.Connection, number: int) -> list[Any]:
    """Where an article is printed now; empty when that is not known."""
    row = db.execute(
        "SELECT issue, is_proposed, is_by_hand, places, is_rest FROM article_print WHERE article = ?", (number,)
    ).fetchone()
    if row is None:
        return []
    boxes = db.execute(
        "SELECT p.sequence, x.boxes FROM article_page x JOIN page p ON p.number = x.page WHERE x.article = ?", (number,)
    ).fetchall()
    issue, is_proposed, is_by_hand, places, is_rest = row
    packed = base64.b64encode(places).decode("ascii")
    return [issue, is_proposed, is_by_hand, packed, [list(pair) for pair in boxes], is_rest]


def print_from_json(stored: list[Any]) -> tuple[int, ReadyPrint] | tuple[()]:
    """The inverse of `print_to_json`.

    Raises:
        ValueError, TypeError, IndexError: It is not what was kept.
    """
    if not stored:
        return ()
    issue, is_proposed, is_by_hand, packed, boxes, is_rest = stored
    found = tuple((int(sequence), str(sides)) for sequence, sides in boxes)
    return int(issue), ReadyPrint(bool(is_proposed), bool(is_by_hand), base64.b64decode(packed), found, bool(is_rest))
