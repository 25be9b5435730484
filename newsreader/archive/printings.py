"""Where many articles are printed: issue, pages, boxes."""

import sqlite3

from newsreader.archive.ready_issue import boxes_from_json
from newsreader.archive.stored import whole
from newsreader.domain.issue import PrintedOn, Printing


def printings_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, Printing]:
    """The printings of those articles of which pages are known."""
    issues = db.execute(
        "SELECT x.article, i.title, i.date, i.edition, x.is_proposed, x.is_rest,"
        " (SELECT count(*) FROM page p WHERE p.issue = i.number)"
        " FROM article_print x JOIN issue i ON i.number = x.issue"
        " WHERE x.article IN (SELECT value FROM json_each(?))",
        (numbers_json,),
    ).fetchall()
    if not issues:
        return {}
    pages: dict[int, list[PrintedOn]] = {}
    for article, sequence, label, width, height, boxes in db.execute(
        "SELECT x.article, p.sequence, p.label, p.width, p.height, x.boxes FROM article_page x"
        " JOIN page p ON p.number = x.page WHERE x.article IN (SELECT value FROM json_each(?))"
        " ORDER BY x.article, p.sequence",
        (numbers_json,),
    ):
        page = PrintedOn(whole(sequence), str(label), whole(width), whole(height), boxes_from_json(boxes))
        pages.setdefault(whole(article), []).append(page)
    return {
        whole(article): Printing(
            str(title),
            str(date),
            str(edition),
            whole(count),
            tuple(pages.get(article, ())),
            bool(proposed),
            bool(is_rest),
        )
        for article, title, date, edition, proposed, is_rest, count in issues
    }
