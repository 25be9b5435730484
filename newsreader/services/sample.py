"""The sample archive: made from the articles and the digitized issues that come with the program."""

from pathlib import Path
from typing import Final

from newsreader import resources
from newsreader.domain.importing import ImportRequest
from newsreader.services import browsing
from newsreader.services.importing import import_paths
from newsreader.services.session import Session

_ISSUES: Final = 2


def make_sample(folder: Path) -> Session:
    """Opens the sample archive in `folder`; makes it first, or finishes one that was interrupted.

    Raises:
        NewsreaderError: The program's own resources are missing, or the folder cannot be written.
    """
    articles, issues = resources.path("sample", "articles"), resources.path("sample", "issues")
    session = Session.open(folder, create=True)
    try:
        expected = sum(1 for path in articles.rglob("*.txt") if path.is_file())
        totals = browsing.totals(session)
        if totals.articles + totals.trashed < expected and not session.archive.is_read_only:
            import_paths(session, ImportRequest((str(articles),), jobs=1))
        if len(session.archive.pages.issues()) < _ISSUES and not session.archive.is_read_only:
            # The program may be moved or removed; its pages stay with the archive.
            import_paths(session, ImportRequest((str(issues),), jobs=1, copy_pages=True))
    except BaseException:
        session.close()
        raise
    return session
