"""What a person means who points at words of a page: which article they belong to, and what is to become of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsreader.domain.page_layout import PrintedWord, layout_of, words_of
from newsreader.errors import UsageError
from newsreader.services import segmenting
from newsreader.services.page_states import Change
from newsreader.services.session import Session


@dataclass(frozen=True, slots=True)
class Owner:
    """The article a printed word belongs to.

    Attributes:
        article: Its row number.
        at: Which of its words it is, in reading order, from 0.
    """

    article: int
    at: int


def owners(session: Session, issue: int, words: Collection[PrintedWord]) -> dict[PrintedWord, Owner]:
    """The articles outside the trash that these words belong to; words of none are left out."""
    pages = session.archive.pages
    wanted = frozenset(words)
    sequences = {word.page for word in wanted}
    articles = {
        article.number
        for page in pages.pages(issue)
        if page.sequence in sequences
        for article in pages.articles_on(page.number)
        if not article.is_trashed
    }
    found: dict[PrintedWord, Owner] = {}
    for number in sorted(articles):
        places = pages.places(number)
        for at, word in enumerate(words_of(layout_of(places)) if places else ()):
            if word in wanted:
                found.setdefault(word, Owner(number, at))
    return found


def begin_article(session: Session, issue: int, words: Collection[PrintedWord]) -> Change:
    """Has a new article begin at the first of these words; together they are its headline.

    Raises:
        UsageError: They belong to no article, or are its first words already.
    """
    first, run = _run(session, issue, words)
    if first.at == 0:
        raise UsageError("An article begins there already", "Choose the line that the next article begins with.")
    return segmenting.split_article(session, first.article, first.at, run)


def choose_headline(session: Session, issue: int, words: Collection[PrintedWord]) -> Change:
    """Makes these words the headline of their article.

    Raises:
        UsageError: They belong to no article.
    """
    first, run = _run(session, issue, words)
    return segmenting.set_headline(session, first.article, first.at, first.at + run)


def take_out(session: Session, issue: int, words: Collection[PrintedWord]) -> Change:
    """Makes these words an article of their own.

    Raises:
        UsageError: No words were chosen, or no article of the issue is left to learn its facts from.
    """
    known = owners(session, issue, words)
    beside = next((owner.article for owner in known.values()), 0) or _any_article(session, issue)
    if known and len(known) == len(set(words)) and len({owner.article for owner in known.values()}) == 1:
        places = session.archive.pages.places(beside)
        if places is not None and len(places.words) == len(known):
            raise UsageError("These words are an article already", "Choose some of its words.")
    return segmenting.move_words(session, words, beside, None)


def put_before(
    session: Session, issue: int, words: Collection[PrintedWord], target: PrintedWord, *, is_behind: bool = False
) -> Change:
    """Puts words before another word, or behind it, in whichever article that is.

    Raises:
        UsageError: The other word belongs to no article, or is one of those to be moved.
    """
    if target in set(words):
        raise UsageError("Words cannot stand before themselves", "Point at another word.")
    owner = owners(session, issue, [target]).get(target)
    if owner is None:
        raise UsageError("That word is in no article", "Point at a word of the article they belong to.")
    return segmenting.move_words(session, words, owner.article, owner.article, owner.at + int(is_behind))


def join_beside(session: Session, page: int, article: int, steps: int) -> Change:
    """Joins an article with the one before it in the issue (-1), or with the next one (+1); the rest of a page is none.

    At the end of a page that is the first article of the next page which has any, and the other way round.

    Args:
        session: The archive.
        page: Row number of the page that is looked at.
        article: The article.
        steps: -1 or +1.

    Raises:
        UsageError: There is none.
    """
    other = _beside(session, page, article, steps)
    if other is None:
        raise UsageError(
            f"There is no article {'before it' if steps < 0 else 'behind it'} in this issue", "Choose which to join."
        )
    return segmenting.join_articles(session, (other, article) if steps < 0 else (article, other))


def _beside(session: Session, page: int, article: int, steps: int) -> int | None:
    pages = session.archive.pages
    row = pages.page(page)
    rows = sorted(pages.pages(row.issue), key=lambda found: found.sequence) if row is not None else []
    orders = [
        [number for number in in_order(session, found.number) if number == article or number not in rests]
        for found in rows
        for rests in [{one.number for one in pages.articles_on(found.number) if one.is_rest}]
    ]
    shown = next((at for at, found in enumerate(rows) if found.number == page), 0)
    mine = [at for at, order in enumerate(orders) if article in order]
    if not mine:
        return None
    # Where the reader sees it; where it ends or begins when that is another page.
    at = shown if shown in mine else mine[-1] if steps > 0 else mine[0]
    place = orders[at].index(article) + steps
    if 0 <= place < len(orders[at]):
        return orders[at][place]
    further = orders[at + 1 :] if steps > 0 else orders[:at][::-1]
    # One that goes on over the edge of the page was met on this page already.
    beside = ([other for other in order if other not in orders[at]] for order in further)
    return next((order[0 if steps > 0 else -1] for order in beside if order), None)


def in_order(session: Session, page: int) -> list[int]:
    """The articles on a page outside the trash in the order of their first words there."""
    pages = session.archive.pages
    row = pages.page(page)
    if row is None:
        return []
    first: dict[int, int] = {}
    for article in pages.articles_on(page):
        places = None if article.is_trashed else pages.places(article.number)
        here = (
            [word for at, word in zip(places.pages, places.words, strict=True) if at == row.sequence] if places else []
        )
        if here:
            first[article.number] = here[0]
    return sorted(first, key=lambda number: first[number])


def _run(session: Session, issue: int, words: Collection[PrintedWord]) -> tuple[Owner, int]:
    """The first of the words in its article, and how many words from there to the last of them."""
    found = owners(session, issue, words)
    if not found:
        raise UsageError("These words are in no article", "Take them out as an article of their own first.")
    article = found[min(found)].article
    places: Sequence[int] = sorted(owner.at for owner in found.values() if owner.article == article)
    return Owner(article, places[0]), places[-1] - places[0] + 1


def _any_article(session: Session, issue: int) -> int:
    for number in session.archive.pages.articles_of(issue):
        return number
    raise UsageError("The issue has no article to learn its facts from", "Import it again.")
