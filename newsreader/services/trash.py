"""The trash: articles that are in no list and no search, until they are brought back. Nothing is ever purged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsreader.services.session import Session

if TYPE_CHECKING:
    from array import array


def to_trash(session: Session, ids: Sequence[str]) -> list[str]:
    """Moves articles to the trash; returns the ids of those that were not in it."""
    return _move(session, ids, trashed=True)


def restore(session: Session, ids: Sequence[str]) -> list[str]:
    """Brings articles back; returns the ids of those that were in the trash."""
    return _move(session, ids, trashed=False)


def listing(session: Session) -> "array[int]":
    """The articles in the trash by row number, latest first; `browsing.rows(…, with_trashed=True)` shows them."""
    return session.archive.articles.in_trash()


def _move(session: Session, ids: Sequence[str], *, trashed: bool) -> list[str]:
    articles = session.archive.articles
    with session.archive.writing():
        moved = articles.set_trashed(articles.numbers_of(ids), trashed, session.user)
        found = articles.ids_of(moved)
    return [found[number] for number in moved]
