"""What an archive learns from its articles and from the people who correct them."""

from newsreader.services.session import Session
from newsreader.text.knowledge import NOTHING, Knowledge


def knowledge_of(session: Session) -> Knowledge:
    """A snapshot of what the archive knows now."""
    words = session.archive.vocabulary.known()
    return Knowledge(words) if words else NOTHING
