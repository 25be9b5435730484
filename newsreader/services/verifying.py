"""Verifying: that nothing was lost or altered, and that the index says what the archive says."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from newsreader.archive.checking import Checks, Problem
from newsreader.archive.checking_pages import PageChecks
from newsreader.errors import NewsreaderError
from newsreader.services import indexing
from newsreader.services.pages import image_problems
from newsreader.services.session import Session

_MOST_PROBLEMS: Final = 1_000
_REBUILD: Final = "Run `newsreader index rebuild`."

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found.

    Attributes:
        ok: Nothing is wrong.
        checked: Articles looked at.
        problems: What is wrong, at most a thousand.
        warnings: What is to be seen to although the archive is whole.
    """

    ok: bool
    checked: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def verify(session: Session, progress: Progress | None = None, *, with_index: bool = True) -> VerifyReport:
    """Checks the file, every original's SHA-256, every article, and the index against the archive.

    Args:
        session: The open archive.
        progress: Told (steps done, steps in all): a step an original, an article, an issue and a picture.
        with_index: Also look at the search index.
    """
    checks = Checks(session.archive.database)
    problems: list[Problem] = list(checks.of_file())
    originals = session.archive.originals.count()
    articles = len(session.archive.articles.all_numbers()) + len(session.archive.articles.in_trash())
    page_checks = PageChecks(session.archive.database)
    total = originals + articles + page_checks.count() + session.archive.page_images.count()
    steps = chain(checks.of_originals(), checks.of_articles(), page_checks.of_issues(), image_problems(session))
    try:
        for done, problem in enumerate(steps, start=1):
            if problem is not None:
                problems.append(problem)
            if progress is not None:
                progress(min(done, total), total)
    except NewsreaderError as error:
        problems.append(Problem("", error.message, error.remedy))
    if with_index:
        problems += _index_problems(session)
    kept = tuple(problem for problem in problems if not problem.is_warning)[:_MOST_PROBLEMS]
    warnings = tuple(problem for problem in problems if problem.is_warning)[:_MOST_PROBLEMS]
    return VerifyReport(not kept, articles, kept, warnings)


def _index_problems(session: Session) -> list[Problem]:
    """What the index has that the archive has not, and the other way round."""
    try:
        index = session.index
        trouble = index.problem() or index.check()
        if trouble:
            return [Problem("", f"The search index is not sound: {trouble}", _REBUILD)]
        if not indexing.is_of_this_copy(session):
            return [Problem("", "The search index was made from another copy of this archive", _REBUILD)]
        waiting = {number for _, number in session.archive.outbox.since(index.generation, limit=1_000_000_000)}
        there, expected = set(index.numbers()), set(session.archive.articles.all_numbers())
    except NewsreaderError as error:
        return [Problem("", f"The search index cannot be read: {error.message}", error.remedy or _REBUILD)]
    missing = sorted(expected - there - waiting)
    extra = sorted(there - expected - waiting)
    ids = session.archive.articles.ids_of([*missing[:_MOST_PROBLEMS], *extra[:_MOST_PROBLEMS]])
    return [
        *(Problem(ids.get(number, ""), "The search index lacks it", _REBUILD) for number in missing[:_MOST_PROBLEMS]),
        *(
            Problem(ids.get(number, ""), "The search index has it, but the archive has not", _REBUILD)
            for number in extra[:_MOST_PROBLEMS]
        ),
    ]
