"""Offering a person what is too unsure to be corrected without asking, and correcting what the person accepts."""

from dataclasses import dataclass

from newsreader.archive.repairs import Choices
from newsreader.errors import UsageError
from newsreader.services import correcting, learning, reading
from newsreader.services.session import Session
from newsreader.text.offsets import OffsetMap
from newsreader.text.suggestions import suggest


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One correction to accept or to pass over.

    Attributes:
        start: First code point in the raw text.
        end: One past the last.
        shown: What the clean text reads there.
        after: What it may have been.
        rule: What kind of misreading that would be.
        confidence: 0 to 1.
    """

    start: int
    end: int
    shown: str
    after: str
    rule: str
    confidence: float


def suggestions(session: Session, article_id: str) -> tuple[Suggestion, ...]:
    """What may be misread in an article, in the order of the text. Nothing of it is kept.

    Raises:
        ArticleMissing: There is no such article.
    """
    article = reading.article(session, article_id)
    repairs = article.active_repairs
    places = OffsetMap(len(article.raw), repairs)
    found = []
    for repair in suggest(article.clean, article.shown_text("language"), learning.knowledge_of(session)):
        start, end = places.raw_span(repair.start, repair.end)
        # What a person wrote or took back is not questioned.
        if not any(each.start < end and start < each.end for each in article.repairs):
            found.append(Suggestion(start, end, repair.before, repair.after, repair.rule, repair.confidence))
    return tuple(found)


def accept(session: Session, article_id: str, suggestion: Suggestion) -> Choices:
    """Makes a suggestion a correction by hand; `correcting.restore_repairs` with what is returned undoes it.

    Args:
        session: The open archive.
        article_id: The article.
        suggestion: What to accept.

    Raises:
        UsageError: The text has changed since and no longer reads so.
    """
    if suggestion not in suggestions(session, article_id):
        raise UsageError(
            f"{suggestion.shown!r} is no longer suggested to be corrected", "Show the article again and choose anew."
        )
    return correcting.correct_text(session, article_id, suggestion.start, suggestion.end, suggestion.after)
