"""Families: where else a story was printed, how two printings differ, and finding families in older archives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from newsreader.domain.article import Article
from newsreader.domain.edtf import EdtfDate
from newsreader.errors import ArchiveDamaged, ArticleMissing
from newsreader.services.session import Session
from newsreader.text.comparing import Comparison
from newsreader.text.comparing import compare as compare_texts
from newsreader.text.sketches import likeness, sketch

MOST_MEMBERS: Final = 200
"""Of a larger family so many are told about."""
_MOST_COMPARED: Final = 1_000_000
"""Characters compared word by word to tell how alike printings are: half a second; of the rest it is estimated."""
_AT_ONCE: Final = 50
_NO_DATE: Final = 1 << 62

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many articles are done and how many there are."""


class Control(Protocol):
    """Anything that can say that the work is to stop."""

    @property
    def is_cancelled(self) -> bool:
        """Whether to stop as soon as what is ready is safe."""
        ...


@dataclass(frozen=True, slots=True)
class Relative:
    """Another printing of the story of an article.

    Attributes:
        id: Of the other article.
        number: Of the other article.
        headline: As shown, "" for none.
        paper: As shown, "" when unknown.
        place: Where that paper appears, "" when unknown.
        country: Of that paper, ISO 3166-1 alpha-2, "" when unknown.
        date: EDTF, "" when unknown.
        in_common: Words that stand in both, as a share of all words of both, 0 to 1; None where it was not counted.
        resemblance: Estimated share of the runs of four words that stand in both texts, of those in either.
        containment: Estimated share of the runs of four words of the shorter text that stand in the longer.
    """

    id: str
    number: int
    headline: str
    paper: str
    place: str
    country: str
    date: str
    in_common: float | None
    resemblance: float
    containment: float


@dataclass(frozen=True, slots=True)
class ComparedArticles:
    """Two articles with the differences of their clean texts."""

    first: Article
    second: Article
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ListedFamily:
    """A family of the archive: its id, the article it is named after or the first there is, how many there are."""

    id: str
    headline: str
    size: int


def members(session: Session, article_id: str) -> tuple[Relative, ...]:
    """The other printings of an article's story, by date; what lies in the trash is left out.

    Args:
        session: The open archive.
        article_id: Id of an article, or the beginning of one.

    Raises:
        ArticleMissing: There is no such article.
    """
    archive = session.archive
    article = archive.articles.get(archive.articles.number_of(article_id))
    if article.family is None:
        return ()
    found = archive.families.members(article.family)
    own = next((member.sketch for member in found if member.number == article.number), ())
    others = [member for member in found if not member.is_trashed and member.number != article.number][:MOST_MEMBERS]
    sketches = {member.number: member.sketch for member in others}
    relatives = []
    left = _MOST_COMPARED
    for other in _readable(session, list(sketches)):
        alike = likeness(own, sketches[other.number])
        left -= len(article.clean) + len(other.clean)
        in_common = compare_texts(article.clean, other.clean).share if left >= 0 else None
        relatives.append(
            Relative(
                other.id,
                other.number,
                other.shown_text("headline"),
                other.shown_text("paper"),
                other.shown_text("place"),
                other.shown_text("country"),
                other.shown_text("date"),
                in_common,
                alike.resemblance,
                alike.containment,
            )
        )
    return tuple(sorted(relatives, key=lambda relative: (_day(relative.date), relative.number)))


def _day(date: str) -> int:
    parsed = EdtfDate.try_parse(date)
    return parsed.sort_key if parsed else _NO_DATE


def compare(session: Session, first_id: str, second_id: str) -> ComparedArticles:
    """Compares the clean texts of two articles word by word; they need not be of one family.

    Raises:
        ArticleMissing: One of them does not exist.
    """
    articles = session.archive.articles
    first, second = articles.get(articles.number_of(first_id)), articles.get(articles.number_of(second_id))
    return ComparedArticles(first, second, compare_texts(first.clean, second.clean))


def in_words(comparison: Comparison) -> str:
    """The differences of a second text from a first in one line: `Cut by 212 words; 14 words differ`."""
    told = [
        words.format(f"{count:,} word{'' if count == 1 else 's'}")
        for count, words in (
            (comparison.deleted, "cut by {}"),
            (comparison.inserted, "{} added"),
            (comparison.changed, "{} differ" if comparison.changed != 1 else "{} differs"),
        )
        if count
    ]
    line = "; ".join(told) or "the same words throughout"
    return line[0].upper() + line[1:]


def listing(session: Session, limit: int = 100) -> list[ListedFamily]:
    """The families of the archive with at least two articles outside the trash, the largest first."""
    archive = session.archive
    found = []
    for family, size in archive.families.sizes(limit):
        living = [member.number for member in archive.families.members(family) if not member.is_trashed]
        rows = archive.articles.rows(living[:1])
        found.append(ListedFamily(family, rows[0].headline if rows else "", size))
    return found


def waiting(session: Session) -> int:
    """How many articles nobody has looked at for families yet: those of archives made before there were any."""
    return session.archive.families.waiting()


def rebuild(
    session: Session, progress: Progress | None = None, control: Control | None = None, *, anew: bool = False
) -> int:
    """Finds the families of articles that have not been looked at yet.

    Each batch is one transaction, so whatever stops it, the next run goes on from there.

    Args:
        session: The open archive.
        progress: Told how far it is.
        control: Looked at between batches.
        anew: First forget all families there are, and look at every article again.

    Returns:
        Articles looked at.

    Raises:
        ArchiveReadOnly: The archive can only be read.
    """
    families = session.archive.families
    if anew:
        families.forget()
    total, done, last = families.waiting(), 0, 0
    while not (control is not None and control.is_cancelled):
        numbers = look_further(session, last)
        if not numbers:
            break
        last = numbers[-1]
        done += len(numbers)
        if progress is not None:
            progress(done, max(done, total))
    return done


def look_further(session: Session, after: int) -> list[int]:
    """Finds the families of some articles that have not been looked at yet, in one transaction.

    Args:
        session: The open archive.
        after: Number of the last article looked at; 0 to begin with.

    Returns:
        The numbers of the articles looked at, ascending; none when there are no more.
    """
    families = session.archive.families
    numbers = families.without_sketch(after, _AT_ONCE)
    sketches = {article.number: sketch(article.clean) for article in _readable(session, numbers)}
    # What cannot be read gets an empty sketch, so that it is not met again; `newsreader verify` names it.
    families.keep((number, sketches.get(number, ())) for number in numbers)
    return numbers


def _readable(session: Session, numbers: Sequence[int]) -> Iterator[Article]:
    """The articles that can be read, many at once as long as none is damaged."""
    articles = session.archive.articles
    for start in range(0, len(numbers), _AT_ONCE):
        batch = numbers[start : start + _AT_ONCE]
        try:
            yield from articles.many(batch)
        except ArchiveDamaged:
            for number in batch:
                try:
                    yield articles.get(number)
                except (ArchiveDamaged, ArticleMissing):
                    continue
