"""Writing issues and pages: new ones, and what an issue that is read again brings that was missing before."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from newsreader.archive.clock import now
from newsreader.archive.ready import PackedFile
from newsreader.archive.ready_issue import ReadyImage, ReadyIssue, ReadyPage, ReadyPrint

_IMAGE_COLUMNS: Final = (
    "image_path", "image_kind", "image_frame", "image_sha256", "image_size", "image_time", "image_width",
    "image_height", "image_problem", "image_copied",
)  # fmt: skip
_WORD_COLUMNS: Final = ("label", "width", "height", "word_count", "problem", "text", "words")
_INSERT_PAGE: Final = (
    f"INSERT INTO page (issue, sequence, {', '.join((*_WORD_COLUMNS, *_IMAGE_COLUMNS))})"  # noqa: S608
    f" VALUES ({', '.join('?' * (2 + len(_WORD_COLUMNS) + len(_IMAGE_COLUMNS)))})"
)
_NO_IMAGE: Final = (None, "", 0, "", 0, 0, 0, 0, "", 0)


@dataclass(frozen=True, slots=True)
class IssueChange:
    """What became of an issue.

    Attributes:
        number: Its row number.
        is_new: It was not there before.
        completed: Numbers within the issue of the pages whose words were missing and are there now.
        pictured: Of those that got a picture, or one in a better place.
    """

    number: int
    is_new: bool
    completed: tuple[int, ...] = ()
    pictured: tuple[int, ...] = ()


def add(
    db: sqlite3.Connection,
    issues: Sequence[ReadyIssue],
    files: Iterable[PackedFile],
    prints: Iterable[tuple[int, str, ReadyPrint]],
) -> list[IssueChange]:
    """Writes within a transaction; see `Pages.add`."""
    packed = {file.sha256: file for file in files}
    changes = [_add_issue(db, issue, packed) for issue in issues]
    numbers = {issue.sha256: change.number for issue, change in zip(issues, changes, strict=True)}
    for article, sha256, printed in prints:
        if db.execute("SELECT 1 FROM article_print WHERE article = ? AND is_by_hand", (article,)).fetchone():
            continue
        put_print(db, article, numbers[sha256], printed)
    return changes


def put_print(db: sqlite3.Connection, article: int, issue: int, printed: ReadyPrint) -> None:
    """Writes where an article is printed in place of what was known of that before."""
    take_print(db, article)
    db.execute(
        "INSERT OR REPLACE INTO article_print (article, issue, is_proposed, is_by_hand, is_rest, places)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (article, issue, int(printed.is_proposed), int(printed.is_by_hand), int(printed.is_rest), printed.places),
    )
    db.executemany(
        "INSERT INTO article_page (page, article, boxes)"
        " SELECT number, ?, ? FROM page WHERE issue = ? AND sequence = ?",
        [(article, boxes, issue, sequence) for sequence, boxes in printed.boxes],
    )


def take_print(db: sqlite3.Connection, article: int) -> None:
    """Forgets where an article is printed."""
    db.execute("DELETE FROM article_page WHERE article = ?", (article,))
    db.execute("DELETE FROM article_print WHERE article = ?", (article,))


def _add_issue(db: sqlite3.Connection, issue: ReadyIssue, packed: dict[str, PackedFile]) -> IssueChange:
    wanted = [issue.sha256, *(sha256 for _, _, sha256 in issue.files)]
    db.executemany("INSERT OR IGNORE INTO original VALUES (?, ?, ?)", [packed[key] for key in wanted if key in packed])
    row = db.execute("SELECT number FROM issue WHERE original = ?", (issue.sha256,)).fetchone()
    is_new = row is None
    if is_new:
        number = int(
            db.execute(
                "INSERT INTO issue (original, path, format, title, date, edition, fields, added)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
                (*issue[:7], now()),
            ).fetchone()[0]
        )
    else:
        number = int(row[0])
    change = _write_pages(db, number, issue.pages, is_new=is_new)
    db.executemany(
        "INSERT INTO issue_file (issue, href, path, sha256) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (issue, href) DO UPDATE SET path = excluded.path, sha256 = excluded.sha256"
        " WHERE excluded.sha256 IS NOT NULL",
        [(number, href, path, sha256 or None) for href, path, sha256 in issue.files],
    )
    return change


def _write_pages(db: sqlite3.Connection, issue: int, pages: Sequence[ReadyPage], *, is_new: bool) -> IssueChange:
    there = {
        int(row[0]): row[1:]
        for row in db.execute(
            "SELECT sequence, number, words IS NULL, image_path, image_sha256, image_copied FROM page WHERE issue = ?",
            (issue,),
        )
    }
    completed, pictured = [], []
    for page in pages:
        known = there.get(page.sequence)
        if known is None:
            db.execute(_INSERT_PAGE, (issue, page.sequence, *_words(page), *_image(page.image)))
            continue
        number, lacks_words, *image = known
        if page.words is not None:
            _update(db, int(number), _WORD_COLUMNS, _words(page))
            if lacks_words:
                completed.append(page.sequence)
        if page.image is not None and _is_better(page.image, *image):
            _update(db, int(number), _IMAGE_COLUMNS, _image(page.image))
            pictured.append(page.sequence)
    return IssueChange(issue, is_new, tuple(completed), tuple(pictured))


def _is_better(image: ReadyImage, path: str | None, sha256: str, is_copied: int) -> bool:
    """Whether a picture found now takes the place of the one known: copied ones stay, lost ones are replaced."""
    if not image.sha256:
        return path is None
    if is_copied and sha256 == image.sha256:
        return False
    return (path, sha256, bool(is_copied)) != (image.path, image.sha256, image.is_copied)


def _update(db: sqlite3.Connection, number: int, columns: Sequence[str], values: Sequence[Any]) -> None:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    db.execute(f"UPDATE page SET {assignments} WHERE number = ?", (*values, number))  # noqa: S608


def _words(page: ReadyPage) -> tuple[Any, ...]:
    return page.label, page.width, page.height, page.word_count, page.problem, page.text, page.words


def _image(image: ReadyImage | None) -> tuple[Any, ...]:
    if image is None:
        return _NO_IMAGE
    path, kind, frame, sha256, size, time, width, height, problem, is_copied = image
    return path, kind, frame, sha256, size, time, width, height, problem, int(is_copied)
