"""The words of an archive that match a pattern, with how many articles have them, year by year."""

import re

from newsreader.errors import UsageError
from newsreader.search.index import TermsFound
from newsreader.services.session import Session

_ALLOWED = re.compile(r"[^\s\"()]+")


def terms(session: Session, pattern: str, limit: int = 100) -> TermsFound:
    """The words of the archive that match a pattern with `*` and `?`, most frequent first.

    Words are folded: without capitals and accents. Those of headlines, texts and bylines count.

    Raises:
        UsageError: The pattern is more than one word, or none.
    """
    pattern = pattern.strip()
    if not _ALLOWED.fullmatch(pattern) or not any(char.isalnum() or char in "*?" for char in pattern):
        raise UsageError(f"“{pattern}” is not one word", "Give one word, with * for any letters: elect*")
    return session.index.terms(pattern, limit)
