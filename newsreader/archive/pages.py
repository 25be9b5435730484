"""The issues and pages of an archive: lists of them, the words of a page, and the articles on it."""

import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from newsreader.archive import adding_pages
from newsreader.archive.adding_pages import IssueChange
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.page_packing import unpack_page, unpack_places
from newsreader.archive.ready import PackedFile
from newsreader.archive.ready_issue import Prints, ReadyIssue, ReadyPrint, boxes_from_json
from newsreader.archive.stored import whole
from newsreader.domain.issue import ArticleOnPage, ImageRow, IssueRow, PageRow, SourceIssue, SourcePage, WordPlaces
from newsreader.domain.page import PrintedPage
from newsreader.errors import ArchiveDamaged

FOLDER: Final = "pages"
"""Where copied images lie in the folder of an archive."""

COPIED_NAME: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(\.[a-z0-9]{1,5})?")
"""What a copied image is called there."""

_ISSUE: Final = (
    "SELECT i.number, i.title, i.date, i.edition, i.path, i.original, i.format,"
    " (SELECT count(*) FROM page p WHERE p.issue = i.number),"
    " (SELECT count(*) FROM article_print x JOIN article a ON a.number = x.article"
    "  WHERE x.issue = i.number AND a.trashed IS NULL AND NOT x.is_rest),"
    " (SELECT count(*) FROM page p WHERE p.issue = i.number AND p.words IS NULL AND p.text <> '')"
    " FROM issue i"
)
_PAGE: Final = (
    "SELECT number, issue, sequence, label, width, height, word_count, problem, image_path, image_kind, image_frame,"
    " image_sha256, image_size, image_width, image_height, image_copied, image_problem FROM page"
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that an issue is read from.

    Attributes:
        href: As the describing file names it.
        path: Where it was found, or ought to have been.
        file: Its bytes as they are stored; None when it was missing.
    """

    href: str
    path: str
    file: PackedFile | None


class Pages:
    """Issues, pages and where articles are printed on them; numbers are row numbers of this archive."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def count(self) -> tuple[int, int]:
        """How many issues and how many pages there are."""
        with self._database.reading() as db:
            row = db.execute("SELECT (SELECT count(*) FROM issue), (SELECT count(*) FROM page)").fetchone()
        return int(row[0]), int(row[1])

    def count_rests(self) -> int:
        """How many texts outside the trash are the rest of a page, and no articles."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT count(*) FROM article_print x JOIN article a ON a.number = x.article"
                " WHERE x.is_rest AND a.trashed IS NULL"
            ).fetchone()
        return int(row[0])

    def issues(self) -> list[IssueRow]:
        """All issues, by title and date."""
        with self._database.reading() as db:
            rows = db.execute(f"{_ISSUE} ORDER BY i.title COLLATE NOCASE, i.date, i.edition, i.number").fetchall()
        return [_issue(row) for row in rows]

    def issues_titled(self, title: str) -> list[int]:
        """The numbers of all issues of a title, by date."""
        with self._database.reading() as db:
            rows = db.execute("SELECT number FROM issue WHERE title = ? ORDER BY date, edition, number", (title,))
            return [int(row[0]) for row in rows]

    def issue(self, number: int) -> IssueRow | None:
        """One issue; None when there is none of that number."""
        with self._database.reading() as db:
            row = db.execute(f"{_ISSUE} WHERE i.number = ?", (number,)).fetchone()
        return None if row is None else _issue(row)

    def whole(self, sha256s: Iterable[str]) -> dict[str, int]:
        """Those issues that are there with all pages and files, by the SHA-256 of the issue; an article of each."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT i.original, min(x.article) FROM issue i JOIN article_print x ON x.issue = i.number"
                " WHERE i.original IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
                " (SELECT 1 FROM page p WHERE p.issue = i.number AND p.words IS NULL AND p.problem <> '')"
                " AND NOT EXISTS (SELECT 1 FROM issue_file f WHERE f.issue = i.number AND f.sha256 IS NULL)"
                " GROUP BY i.original",
                (as_json_list(list(sha256s)),),
            )
            return {str(sha256): int(article) for sha256, article in rows}

    def issue_of(self, article: int) -> IssueRow | None:
        """The issue an article was printed in; None when no pages of it are known."""
        with self._database.reading() as db:
            row = db.execute(
                f"{_ISSUE} JOIN article_print own ON own.issue = i.number WHERE own.article = ?", (article,)
            ).fetchone()
        return None if row is None else _issue(row)

    def pages(self, issue: int) -> list[PageRow]:
        """The pages of an issue in order, each with the present state of its image."""
        with self._database.reading() as db:
            rows = db.execute(f"{_PAGE} WHERE issue = ? ORDER BY sequence", (issue,)).fetchall()
        return [self._page(row) for row in rows]

    def page(self, number: int) -> PageRow | None:
        """One page; None when there is none of that number."""
        with self._database.reading() as db:
            row = db.execute(f"{_PAGE} WHERE number = ?", (number,)).fetchone()
        return None if row is None else self._page(row)

    def printed(self, page: int) -> PrintedPage | None:
        """The words of a page, without the ids of their file; None when they are missing.

        Raises:
            ArchiveDamaged: What is stored is no page.
        """
        with self._database.reading() as db:
            row = db.execute("SELECT words FROM page WHERE number = ?", (page,)).fetchone()
        if row is None or row[0] is None:
            return None
        try:
            return unpack_page(row[0])
        except ValueError as error:
            raise ArchiveDamaged(f"The words of page {page} cannot be read", _RESTORE) from error

    def places(self, article: int) -> WordPlaces | None:
        """Where the words of an article are printed; None when that is not known.

        Raises:
            ArchiveDamaged: What is stored are no places.
        """
        with self._database.reading() as db:
            row = db.execute(
                "SELECT places, is_proposed, is_by_hand, is_rest FROM article_print WHERE article = ?", (article,)
            ).fetchone()
        if row is None:
            return None
        try:
            found = unpack_places(row[0], is_proposed=bool(row[1]))
            return replace(found, is_by_hand=bool(row[2]), is_rest=bool(row[3]))
        except ValueError as error:
            raise ArchiveDamaged(f"The places of article number {article} cannot be read", _RESTORE) from error

    def put_places(self, article: int, issue: int, places: WordPlaces) -> None:
        """Notes that an article has these words of its issue now, in place of those it had."""
        with self._database.writing() as db:
            wanted = sorted(set(places.pages))
            numbers = db.execute(
                "SELECT sequence, number FROM page WHERE issue = ? AND sequence IN (SELECT value FROM json_each(?))",
                (issue, as_json_list(wanted)),
            ).fetchall()
            sheets = tuple(SourcePage(int(at), printed=self.printed(int(number))) for at, number in numbers)
            adding_pages.put_print(db, article, issue, Prints(SourceIssue({}, sheets)).of(places))

    def articles_on(self, page: int) -> list[ArticleOnPage]:
        """The articles printed on a page, those in the trash too, in the order of their first import."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT a.number, a.headline, x.is_proposed, a.trashed, p.boxes, x.is_rest FROM article_page p"
                " JOIN article a ON a.number = p.article JOIN article_print x ON x.article = p.article"
                " WHERE p.page = ? ORDER BY a.number",
                (page,),
            ).fetchall()
        return [
            ArticleOnPage(
                int(number), str(headline), bool(proposed), trashed is not None, boxes_from_json(boxes), bool(is_rest)
            )
            for number, headline, proposed, trashed, boxes, is_rest in rows
        ]

    def pages_of(self, article: int) -> list[PageRow]:
        """The pages an article is printed on, in order."""
        with self._database.reading() as db:
            rows = db.execute(
                f"{_PAGE} WHERE number IN (SELECT page FROM article_page WHERE article = ?) ORDER BY sequence",  # noqa: S608
                (article,),
            ).fetchall()
        return [self._page(row) for row in rows]

    def articles_of(self, issue: int) -> list[int]:
        """The articles of an issue, those in the trash too, in the order of their import."""
        with self._database.reading() as db:
            rows = db.execute("SELECT article FROM article_print WHERE issue = ? ORDER BY article", (issue,))
            return [int(row[0]) for row in rows]

    def kept_files(self, sha256: str) -> list[KeptFile]:
        """The files an issue is read from besides the describing one, which has this SHA-256."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT f.href, f.path, f.sha256, o.size, o.data FROM issue i JOIN issue_file f ON f.issue = i.number"
                " LEFT JOIN original o ON o.sha256 = f.sha256 WHERE i.original = ?",
                (sha256,),
            ).fetchall()
        return [
            KeptFile(str(href), str(path), None if digest is None else PackedFile(str(digest), int(size or 0), data))
            for href, path, digest, size, data in rows
        ]

    def add(
        self,
        issues: Sequence[ReadyIssue],
        files: Iterable[PackedFile],
        prints: Iterable[tuple[int, str, ReadyPrint]],
    ) -> list[IssueChange]:
        """Adds issues with their files, or completes those that are there, in one transaction.

        Args:
            issues: Made ready.
            files: The describing files and those the issues are read from besides.
            prints: Where articles of them are printed: number of the article, SHA-256 of the describing file.

        Returns:
            For each issue what became of it.
        """
        with self._database.writing() as db:
            return adding_pages.add(db, issues, files, prints)

    def _page(self, row: tuple[Any, ...]) -> PageRow:
        number, issue, sequence, label, width, height, count, problem = row[:8]
        image = None if row[8] is None else self._image(row[8:])
        return PageRow(
            whole(number),
            whole(issue),
            whole(sequence),
            str(label),
            whole(width),
            whole(height),
            whole(count),
            image,
            str(problem),
        )

    def _image(self, row: tuple[Any, ...]) -> ImageRow:
        path, kind, frame, sha256, size, width, height, is_copied, problem = row
        place = image_place(self._folder, str(path), is_copied=bool(is_copied))
        return ImageRow(
            str(place),
            str(kind),
            whole(frame),
            str(sha256),
            whole(size),
            whole(width),
            whole(height),
            bool(is_copied),
            state_of(place, whole(size), is_copied=bool(is_copied)),
            str(problem),
        )


_RESTORE: Final = "Import its issue again, or restore a backup with `newsreader restore`."


def image_place(folder: Path, path: str, *, is_copied: bool) -> Path:
    """Where an image lies: a copied one below the folder of the archive, and nowhere else whatever the archive says."""
    if not is_copied:
        return Path(path)
    name = COPIED_NAME.fullmatch(path)
    return folder / FOLDER / (path if name else "none")


def state_of(place: Path, size: int, *, is_copied: bool) -> str:
    """`there`, `moved` or `changed`, by a look at the size; only its SHA-256 would prove it."""
    try:
        if is_copied and place.is_symlink():
            return "changed"  # no copy of ours is a link; a stranger's archive could lead anywhere by one
        found = place.stat()
    except (OSError, ValueError):
        return "there" if not is_copied and is_in_container(place) else "moved"
    # No pipe or device is ever opened because a stranger's archive names it.
    return "there" if stat.S_ISREG(found.st_mode) and found.st_size in (size, size or found.st_size) else "changed"


def is_in_container(place: Path) -> bool:
    """Whether a file lies where the path has a folder: the image is a member of it."""
    try:
        return next((around.is_file() for around in place.parents if around.exists()), False)
    except (OSError, ValueError):
        return False


def _issue(row: tuple[Any, ...]) -> IssueRow:
    number, title, date, edition, path, sha256, form, pages, articles, missing = row
    lost = whole(missing)
    problem = f"the words of {lost} {'page' if lost == 1 else 'pages'} are missing" if lost else ""
    return IssueRow(
        whole(number), str(title), str(date), str(edition), str(path), str(sha256), str(form), whole(pages),
        whole(articles), lost, problem,
    )  # fmt: skip
