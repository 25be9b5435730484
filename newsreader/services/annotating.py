"""Annotating: highlights and notes on words of an article, or on the whole article."""

import re
from dataclasses import replace

from newsreader.domain.annotation import COLOURS, Anchor, Annotation
from newsreader.domain.article import Article
from newsreader.errors import UsageError
from newsreader.services.session import Session
from newsreader.text.anchors import find_anchor, make_anchor
from newsreader.text.offsets import OffsetMap

_DEFAULT_COLOUR = COLOURS[0]


def add(
    session: Session, article_id: str, start: int, end: int, note: str = "", colour: str = _DEFAULT_COLOUR
) -> Annotation:
    """Highlights words, with or without a note.

    Args:
        session: The open archive.
        article_id: The article.
        start: First code point in the raw text.
        end: One past the last.
        note: Empty for a bare highlight.
        colour: One of the five.

    Raises:
        UsageError: There are no words there, or no such colour.
    """
    _check_colour(colour)
    archive = session.archive
    with archive.writing():
        article = archive.articles.get(archive.articles.number_of(article_id))
        try:
            anchor = make_anchor(article.raw, start, end)
        except ValueError as error:
            raise UsageError(f"Nothing to highlight: {error}", "Select some words of the article.") from error
        return archive.annotations.add(article.number, article.id, anchor, note.strip(), colour, session.user)


def add_by_quote(
    session: Session, article_id: str, quote: str, note: str = "", colour: str = _DEFAULT_COLOUR
) -> Annotation:
    """Highlights the first place where the article says these words, in its clean or its raw text.

    Raises:
        UsageError: It does not say them.
    """
    archive = session.archive
    article = archive.articles.get(archive.articles.number_of(article_id))
    span = _find_quote(article, quote)
    if span is None:
        raise UsageError(
            f"Article {article.id} does not say {quote!r}", "Copy the words from `newsreader show` exactly."
        )
    return add(session, article.id, *span, note=note, colour=colour)


def note_on_article(session: Session, article_id: str, note: str) -> Annotation:
    """Writes a note on the whole article.

    Raises:
        UsageError: The note is empty.
    """
    if not note.strip():
        raise UsageError("The note is empty", "Write something in it.")
    archive = session.archive
    with archive.writing():
        number = archive.articles.number_of(article_id)
        whole_id = archive.articles.ids_of([number])[number]
        return archive.annotations.add(number, whole_id, None, note.strip(), _DEFAULT_COLOUR, session.user)


def update(
    session: Session, annotation_id: str, note: str | None = None, colour: str | None = None
) -> tuple[Annotation, Annotation]:
    """Changes the note or the colour; None leaves it. Returns what it was and what it is."""
    if colour is not None:
        _check_colour(colour)
    return session.archive.annotations.update(annotation_id, session.user, note, colour)


def remove(session: Session, annotation_id: str) -> Annotation:
    """Removes an annotation. It is kept, and `restore` brings it back."""
    return session.archive.annotations.set_removed(annotation_id, True, session.user)


def restore(session: Session, annotation_id: str) -> Annotation:
    """Brings a removed annotation back."""
    return session.archive.annotations.set_removed(annotation_id, False, session.user)


def all_notes(session: Session, query: str = "") -> list[Annotation]:
    """All annotations of the archive, latest first; with a query, those whose note or words hold all its words."""
    return session.archive.annotations.all(query)


def removed_notes(session: Session) -> list[Annotation]:
    """Removed annotations, latest first."""
    return session.archive.annotations.removed()


def tray(session: Session) -> list[Annotation]:
    """Annotations whose words could not be found again."""
    return session.archive.annotations.orphans()


def attach(session: Session, annotation_id: str, start: int, end: int) -> Annotation:
    """Attaches a note that lost its place to other words of its article; returns what it was, for `put_back`.

    Raises:
        UsageError: There are no words there.
    """
    notes, archive = session.archive.annotations, session.archive
    with archive.writing():
        before = notes.get(annotation_id)
        article = archive.articles.get(archive.articles.number_of(before.article))
        try:
            anchor = make_anchor(article.raw, start, end)
        except ValueError as error:
            raise UsageError(f"Nothing to attach the note to: {error}", "Select some words of the article.") from error
        return notes.put(replace(before, anchor=anchor, orphaned=False), session.user, "attach note")


def detach(session: Session, annotation_id: str) -> Annotation:
    """Keeps a note that lost its place as a note on the whole article; the words it was about go into it.

    Returns:
        What it was, for `put_back`.
    """
    notes = session.archive.annotations
    with session.archive.writing():
        before = notes.get(annotation_id)
        quote = f"“{' '.join(before.anchor.quote.split())}”" if before.anchor is not None else ""
        words = f"{quote}: {before.note}" if quote and before.note else quote or before.note
        return notes.put(replace(before, anchor=None, orphaned=False, note=words), session.user, "detach note")


def put_back(session: Session, before: Annotation) -> Annotation:
    """Puts an annotation back as `attach` or `detach` found it."""
    return session.archive.annotations.put(before, session.user, "put note back")


def anchor_again(session: Session, article_id: str) -> int:
    """Finds the words of an article's annotations anew, for when its raw text reads differently than it did.

    Returns:
        How many were moved or put into the tray.
    """
    archive = session.archive
    changed = 0
    with archive.writing():
        article = archive.articles.get(archive.articles.number_of(article_id))
        for annotation in article.annotations:
            if annotation.anchor is None:
                continue
            found = find_anchor(article.raw, annotation.anchor)
            if (found is None and not annotation.orphaned) or (found is not None and _has_moved(annotation, found)):
                archive.annotations.move(annotation.id, found, session.user)
                changed += 1
    return changed


def _has_moved(annotation: Annotation, found: Anchor) -> bool:
    return annotation.orphaned or found != annotation.anchor


def _check_colour(colour: str) -> None:
    if colour not in COLOURS:
        raise UsageError(f"There is no colour {colour!r}", f"Use one of {', '.join(COLOURS)}.")


def _find_quote(article: Article, quote: str) -> tuple[int, int] | None:
    words = quote.split()
    if not words:
        return None
    start = article.raw.find(quote)
    if start >= 0:
        return start, start + len(quote)
    pattern = r"\s+".join(map(re.escape, words))
    for flags in (re.NOFLAG, re.IGNORECASE):
        match = re.search(pattern, article.clean, flags)
        if match:
            return OffsetMap(len(article.raw), article.active_repairs).raw_span(*match.span())
        match = re.search(pattern, article.raw, flags)
        if match:
            return match.span()
    return None
