"""Tagging: hierarchical tags like `labour/docks`, one article or many at once."""

from collections.abc import Sequence

from newsreader.domain.listing import TagCount
from newsreader.services.session import Session


def all_tags(session: Session) -> tuple[TagCount, ...]:
    """Every tag with its number of articles and its colour, by name."""
    return session.archive.tags.all()


def add(session: Session, ids: Sequence[str], tag: str) -> list[str]:
    """Tags articles.

    Returns:
        The ids of those that did not carry the tag before: undo by removing it from those.

    Raises:
        UsageError: It is not a tag.
    """
    archive = session.archive
    with archive.writing():
        numbers = archive.articles.numbers_of(ids)
        return _ids(session, archive.tags.add(numbers, tag, session.user))


def remove(session: Session, ids: Sequence[str], tag: str) -> list[str]:
    """Takes a tag from articles.

    Returns:
        The ids of those that carried it: undo by adding it to those.
    """
    archive = session.archive
    with archive.writing():
        numbers = archive.articles.numbers_of(ids)
        return _ids(session, archive.tags.remove(numbers, tag, session.user))


def rename(session: Session, old: str, new: str) -> int:
    """Renames a tag and all below it; a tag that has the new name already takes the old one in.

    Returns:
        How many articles carry a renamed tag.

    Raises:
        UsageError: There is no such tag, or the new name will not do.
    """
    return session.archive.tags.rename(old, new, session.user)


def merge(session: Session, olds: Sequence[str], into: str) -> int:
    """Makes one tag of several; returns how many articles carried one of the others.

    Raises:
        UsageError: One of them does not exist.
    """
    return session.archive.tags.merge(olds, into, session.user)


def recolour(session: Session, tag: str, colour: str) -> str:
    """Gives a tag a colour ("" for none); returns the one it had."""
    return session.archive.tags.recolour(tag, colour)


def complete(session: Session, prefix: str) -> list[str]:
    """Tags that begin with this, then tags with a part or a word that does."""
    return session.archive.tags.completions(prefix)


def _ids(session: Session, numbers: Sequence[int]) -> list[str]:
    found = session.archive.articles.ids_of(numbers)
    return [found[number] for number in numbers]
