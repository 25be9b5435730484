"""Checking the issues of an archive against themselves: words, places, boxes, and the files they were read from."""

from collections.abc import Iterator
from typing import Final

from newsreader.archive.checking import Problem
from newsreader.archive.database import Database
from newsreader.archive.page_packing import unpack_page, unpack_places
from newsreader.archive.ready_issue import boxes_from_json
from newsreader.domain.page import PrintedPage

_RESTORE: Final = "Import its issue again, or restore a backup with `newsreader restore`."
_READ_AGAIN: Final = "Run `newsreader re-extract --all`."


class PageChecks:
    """Everything `newsreader verify` asks of issues and pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many steps it takes: one an issue."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM issue").fetchone()[0])

    def of_issues(self) -> Iterator[Problem | None]:
        """One entry or several for each issue: None for a sound one."""
        with self._database.reading() as db:
            issues = db.execute("SELECT number, title, date FROM issue ORDER BY number").fetchall()
        for number, title, date in issues:
            found = [*self._of_issue(int(number), f"{title} {date}".strip() or f"issue {number}")]
            if found:
                yield from found
            else:
                yield None

    def _of_issue(self, issue: int, name: str) -> Iterator[Problem]:
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT sequence, word_count, words FROM page WHERE issue = ? ORDER BY sequence", (issue,)
            ).fetchall()
            lost = db.execute(
                "SELECT href FROM issue_file WHERE issue = ? AND sha256 IS NOT NULL"
                " AND sha256 NOT IN (SELECT sha256 FROM original)",
                (issue,),
            ).fetchall()
        for (href,) in lost:
            yield Problem("", f"The file {href} of {name} is not kept any more", _RESTORE)
        counts: dict[int, int] = {}
        for sequence, stored, words in rows:
            if words is None:
                continue
            try:
                counts[int(sequence)] = _count(unpack_page(words))
            except ValueError:
                yield Problem("", f"The words of page {sequence} of {name} cannot be read", _RESTORE)
                continue
            if counts[int(sequence)] != stored:
                yield Problem("", f"Page {sequence} of {name} has another number of words than is noted", _READ_AGAIN)
        yield from self._places(issue, counts)

    def _places(self, issue: int, counts: dict[int, int]) -> Iterator[Problem]:
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT a.id, x.places, x.is_proposed FROM article_print x JOIN article a ON a.number = x.article"
                " WHERE x.issue = ? ORDER BY x.article",
                (issue,),
            )
            for id_, packed, is_proposed in rows:
                try:
                    places = unpack_places(packed, is_proposed=bool(is_proposed))
                except ValueError:
                    yield Problem(str(id_), "Where its words are printed cannot be read", _READ_AGAIN)
                    continue
                if any(at >= counts.get(page, 0) for page, at in zip(places.pages, places.words, strict=True)):
                    yield Problem(str(id_), "Its words are not on the pages it is printed on", _READ_AGAIN)
            boxes = db.execute(
                "SELECT a.id, x.boxes FROM article_page x JOIN page p ON p.number = x.page"
                " JOIN article a ON a.number = x.article WHERE p.issue = ?",
                (issue,),
            )
            for id_, stored in boxes:
                if not boxes_from_json(stored):
                    yield Problem(str(id_), "The boxes around its words cannot be read", _READ_AGAIN)


def _count(page: PrintedPage) -> int:
    return sum(len(line.words) for block in page.blocks for line in block.lines)
