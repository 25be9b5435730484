"""Notes what would become of each file while a dry run reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from newsreader.archive.ready import ReadyArticle
from newsreader.archive.shown import COLUMNS
from newsreader.domain.import_listing import FAILED, LEFT_OUT, NEW, THERE, FileFate
from newsreader.domain.importing import ImportFailure
from newsreader.services.import_worker import FileOutcome
from newsreader.services.import_writer import Written

_SHOWN: Final = tuple(COLUMNS.index(name) for name in ("headline", "paper", "date", "country"))
_FORMAT: Final = 6
"""Place of the format among the `content` of a ready article."""


class FileListing:
    """Collects what would become of files; what is ready can be taken at any time, so that it need not be held.

    The members of a container are files like others.
    """

    def __init__(self) -> None:
        self._ready: list[FileFate] = []
        self._begun: dict[str, FileFate] = {}

    def take(self) -> tuple[FileFate, ...]:
        """What has got ready since this was asked last."""
        ready, self._ready = self._ready, []
        return tuple(ready)

    def failed(self, failure: ImportFailure) -> None:
        """A file that cannot be read; of a large one, the rest of it."""
        begun = self._begun.pop(failure.path, FileFate(failure.path, FAILED))
        self._ready.append(replace(begun, fate=FAILED, reason=failure.reason, remedy=failure.remedy))

    def missed(self, failure: ImportFailure) -> None:
        """A part of a file that cannot be read while the rest is: a page of an issue, a line of records."""
        self._ready.append(FileFate(failure.path, FAILED, reason=failure.reason, remedy=failure.remedy))

    def left_out(self, skip: ImportFailure) -> None:
        """Something that is not read at all."""
        self._ready.append(FileFate(skip.path, LEFT_OUT, reason=skip.reason, remedy=skip.remedy))

    def there(self, written: Written) -> None:
        """A file whose very bytes the archive has."""
        known_as = written.id if written.is_elsewhere else ""
        self._ready.append(FileFate(written.path, THERE, known=written.count, known_as=known_as))

    def read(self, outcomes: Sequence[FileOutcome], written: Iterable[Written]) -> None:
        """Files that were read, or parts of large ones.

        Args:
            outcomes: Them, in order.
            written: What would become of their articles, in order.
        """
        fates = iter(written)
        for outcome in outcomes:
            key = str(outcome.path)
            fate = self._begun.pop(key, None)
            if outcome.known:
                begun = fate or FileFate(key, THERE)
                fate = replace(begun, known=begun.known + outcome.known)
            for article in outcome.ready:
                if fate is None or fate.path != article.source_path:
                    if fate is not None:
                        self._ready.append(fate)  # the next member of a container
                    fate = _first(article)
                one = next(fates)
                if one.is_rest:
                    continue
                if one.is_new:
                    fate = replace(fate, new=fate.new + 1, fate=NEW)
                else:
                    fate = replace(fate, known=fate.known + 1, known_as=fate.known_as or one.id)
            if fate is not None and (outcome.is_last or outcome.is_member):
                self._ready.append(fate)
            elif fate is not None:
                self._begun[key] = fate


def _first(article: ReadyArticle) -> FileFate:
    headline, paper, date, country = (str(article.shown[place] or "") for place in _SHOWN)
    return FileFate(article.source_path, THERE, str(article.content[_FORMAT]), 0, 0, headline, paper, date, country)
