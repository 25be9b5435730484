"""Reading one article, and marking articles as read, starred or reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.archive.events import Event
from newsreader.domain.article import Article
from newsreader.services.session import Session


@dataclass(frozen=True, slots=True)
class Marked:
    """What `mark` really changed: ids by mark, to undo it."""

    read: tuple[str, ...] = ()
    starred: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()


def resolve(session: Session, id_or_prefix: str) -> str:
    """The whole id of the article whose id is or begins with this (at least 4 characters).

    Raises:
        ArticleMissing: There is none.
        UsageError: It is too short, or several ids begin so.
    """
    archive = session.archive
    number = archive.articles.number_of(id_or_prefix)
    return archive.articles.ids_of([number])[number]


def article(session: Session, id_or_prefix: str) -> Article:
    """One article with all its layers, by id or a prefix of it."""
    return session.archive.articles.get(session.archive.articles.number_of(id_or_prefix))


def article_by_number(session: Session, number: int) -> Article:
    """One article with all its layers, by its row number in this archive."""
    return session.archive.articles.get(number)


def history(session: Session, id_or_prefix: str) -> tuple[Event, ...]:
    """What happened to an article, oldest first."""
    return session.archive.events.of_article(session.archive.articles.number_of(id_or_prefix))


def mark(
    session: Session,
    ids: Sequence[str],
    *,
    read: bool | None = None,
    starred: bool | None = None,
    reviewed: bool | None = None,
) -> Marked:
    """Sets or takes away marks; None leaves a mark alone.

    Returns:
        For each mark the ids of the articles that did not have it so before: undo by marking those the other way.
    """
    changed: dict[str, tuple[str, ...]] = {}
    articles = session.archive.articles
    with session.archive.writing():
        numbers = articles.numbers_of(ids)
        for name, on in (("read", read), ("starred", starred), ("reviewed", reviewed)):
            if on is not None:
                moved = articles.mark(numbers, name, on, session.user)
                found = articles.ids_of(moved)
                changed[name] = tuple(found[number] for number in moved)
    return Marked(**changed)
