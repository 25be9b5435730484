"""Counting the words of an archive as articles come in.

The counts of an article are written after the article itself, with the number up to which all is counted. Whatever
ends an import in between, the next one counts what is missing from the archive; nothing is counted twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsreader.archive.archive import Archive
from newsreader.domain.field import Field
from newsreader.services.import_worker import FileOutcome
from newsreader.services.import_writer import Written
from newsreader.services.session import Session
from newsreader.text.word_counts import words_of

_MOST_HELD: Final = 300_000
"""Different strings held in memory before they are written, some 40 MB."""

_MOST_ARTICLES: Final = 5_000
"""Articles counted before they are written: so many a kill leaves uncounted at most, and a batch."""

_MOST_MISSING: Final = 6_000
"""So many articles are counted from the archive before an import, some seconds' work; more only when asked for."""

_BATCH: Final = 500


class WordCounting:
    """Counts the words of one import."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._by_language: dict[str, Counter[str]] = {}
        self._articles = 0
        self._first = 0
        self._last = 0

    def catch_up(self) -> None:
        """Counts articles that came in without being counted, when an import was killed."""
        last = self._archive.vocabulary.counted().last
        missing = self._archive.vocabulary.numbers_after(last, _MOST_MISSING + 1)
        if len(missing) <= _MOST_MISSING:
            self.count_stored(missing)
            self.flush()

    def count_stored(self, numbers: Sequence[int]) -> None:
        """Counts articles of the archive, in order of their numbers."""
        for start in range(0, len(numbers), _BATCH):
            for article in self._archive.articles.many(numbers[start : start + _BATCH]):
                self._count(article.number, _language(article.fields), words_of(article.raw, article.active_repairs))
            self._flush_when_full()

    def count(self, outcomes: Iterable[FileOutcome], written: Sequence[Written]) -> None:
        """Counts the new ones among articles just written.

        Args:
            outcomes: A batch of files.
            written: What became of their articles, in the same order.
        """
        place = 0
        for outcome in outcomes:
            for article, words in zip(outcome.ready, outcome.words, strict=True):
                if written[place].is_new:
                    self._count(written[place].number, article.language, words)
                place += 1
        self._flush_when_full()

    def flush(self) -> None:
        """Writes what is counted so far."""
        if not self._articles:
            return
        counts = {
            f"{language} {word}": count
            for language, words in self._by_language.items()
            for word, count in words.items()
        }
        self._archive.vocabulary.add(counts, self._first, self._last, self._articles)
        self._by_language.clear()
        self._articles = 0

    def finish(self) -> None:
        """Writes the rest, and brings what the rules will know the next time up to date when enough is new."""
        self.flush()
        if self._archive.vocabulary.is_behind():
            self._archive.vocabulary.merge()

    def _count(self, number: int, language: str, words: str) -> None:
        if not self._articles:
            self._first = number
        self._last = max(number, self._last)
        self._articles += 1
        if words:
            self._by_language.setdefault(language, Counter()).update(words.split(" "))

    def _flush_when_full(self) -> None:
        if self._articles >= _MOST_ARTICLES or sum(map(len, self._by_language.values())) > _MOST_HELD:
            self.flush()


def rebuild(session: Session) -> int:
    """Counts the words of all articles anew, the trash included; returns how many articles."""
    with session.archive.import_lock("count words"):
        return count_anew(session.archive)


def count_anew(archive: Archive) -> int:
    """Like `rebuild`, for who holds the import lock already."""
    archive.vocabulary.clear()
    counting = WordCounting(archive)
    last, total = 0, 0
    while numbers := archive.vocabulary.numbers_after(last, _BATCH * 10):
        counting.count_stored(numbers)
        last, total = numbers[-1], total + len(numbers)
    counting.flush()
    archive.vocabulary.merge()
    return total


def _language(fields: Mapping[str, Field]) -> str:
    found = fields.get("language")
    return str(found.value).partition("-")[0] if found else ""
