"""Cutting pages into articles by hand: splitting, joining, another headline, other words.

Which words an article has is changed. The words themselves, and what the file said of them, stay in the archive, so
every change can be taken back exactly (`newsreader.services.page_states`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from newsreader.archive.adding import Added
from newsreader.archive.extracted import Layer
from newsreader.archive.ready import make_ready
from newsreader.domain.article import PreparedArticle
from newsreader.domain.ids import article_id
from newsreader.domain.issue import WordPlaces
from newsreader.domain.page_layout import (
    TEXT,
    Layout,
    Piece,
    PrintedWord,
    layout_of,
    merged,
    moved,
    split,
    with_headline,
    without,
    words_of,
)
from newsreader.errors import UsageError
from newsreader.services.extracting import IMPORTER
from newsreader.services.hand_laid import composed, prepare_composed
from newsreader.services.learning import knowledge_of
from newsreader.services.page_states import Change, State, put, state_of
from newsreader.services.session import Session
from newsreader.text.knowledge import Knowledge
from newsreader.text.prepare import prepare
from newsreader.text.sketches import sketch


def split_article(session: Session, number: int, at: int, headline: int = 0) -> Change:
    """Has a new article begin at a word.

    Args:
        session: The archive.
        number: The article.
        at: The word, counted from 0 through the whole article.
        headline: How many words from there are the headline of the new one.

    Raises:
        UsageError: There is nothing before or from that word on, or the article is on no page.
    """
    layout = _layout(session, number)
    first, second = split(layout, at)
    if not first or not second:
        raise UsageError("There is nothing to split off", "Choose a word behind the first one of the article.")
    return _lay_out(session, "splitting of article", {number: first}, with_headline(second, 0, headline))


def join_articles(session: Session, numbers: Sequence[int]) -> Change:
    """Makes several articles one: the first, with the words of the others behind its own; these go to the trash.

    What is the rest of a page stands behind the articles, wherever it is named.

    Raises:
        UsageError: They are fewer than two, or not all on the pages of one issue.
    """
    if len(set(numbers)) < 2:
        raise UsageError("One article alone cannot be joined", "Choose two or more.")
    issues = {issue.number for number in numbers if (issue := session.archive.pages.issue_of(number))}
    if len(issues) != 1:
        raise UsageError("Articles of different issues cannot be joined", "Choose articles of one issue.")
    first, *others = sorted(dict.fromkeys(numbers), key=lambda number: _is_rest(session, number))
    whole = merged([_layout(session, number) for number in (first, *others)])
    return _lay_out(session, "joining of articles", {first: whole, **dict.fromkeys(others, ())})


def set_headline(session: Session, number: int, start: int, end: int) -> Change:
    """Makes these words of an article its headline; a headline confirmed by hand gives way.

    Raises:
        UsageError: There are no such words.
    """
    layout = _layout(session, number)
    if not 0 <= start <= end <= sum(1 for _ in words_of(layout)):
        raise UsageError("There are no such words in the article", "Choose words of the article.")
    return _lay_out(session, "choice of headline", {number: with_headline(layout, start, end)}, forget_headline=True)


def move_words(
    session: Session, words: Collection[PrintedWord], beside: int, to: int | None, before: int = -1
) -> Change:
    """Gives words to an article, wherever on its issue they belonged before; to a new one when none is named.

    Args:
        session: The archive.
        words: Of one issue.
        beside: Any article of that issue.
        to: The article that gets them, or None for a new one.
        before: The word of that article that they are to stand before, counted from 0; -1 for its end.

    Raises:
        UsageError: No words were chosen.
    """
    chosen = sorted(set(words))
    if not chosen:
        raise UsageError("No words were chosen", "Choose some on the page.")
    issue = session.archive.pages.issue_of(beside)
    pages = {word.page for word in chosen}
    owners = {
        article.number
        for page in (session.archive.pages.pages(issue.number) if issue else ())
        if page.sequence in pages
        for article in session.archive.pages.articles_on(page.number)
        if not article.is_trashed
    }
    wanted: dict[int, Layout] = {}
    for owner in sorted(owners - {to}):
        left, taken = without(_layout(session, owner), chosen)
        if taken:
            wanted[owner] = left
    if to is None:
        return _lay_out(session, "taking words out", wanted or {beside: _layout(session, beside)}, _text(chosen))
    layout = _layout(session, to)
    there = list(words_of(layout))
    known = frozenset(there)
    whole = (*layout, *_text([word for word in chosen if word not in known]))
    at = before if 0 <= before <= len(there) else sum(1 for _ in words_of(whole))
    return _lay_out(session, "moving of words", wanted | {to: moved(whole, chosen, at)})


def _text(words: Sequence[PrintedWord]) -> Layout:
    return (Piece(TEXT, tuple(words)),) if words else ()


def _is_rest(session: Session, number: int) -> bool:
    places = session.archive.pages.places(number)
    return places is not None and places.is_rest


def _layout(session: Session, number: int) -> Layout:
    places = session.archive.pages.places(number)
    if places is None or not places.words:
        raise UsageError("The article is on no page", "Only articles of digitized issues can be cut and joined.")
    return layout_of(places)


def _lay_out(
    session: Session, words: str, wanted: Mapping[int, Layout], new: Layout = (), *, forget_headline: bool = False
) -> Change:
    """Gives articles these layouts; one without words goes to the trash, and a new one gets what is `new`."""
    known = knowledge_of(session)
    with session.archive.writing():
        before = [state_of(session, number) for number in wanted]
        after: list[State] = []
        for state, layout in zip(before, wanted.values(), strict=True):
            if not layout:
                after.append(replace(state, is_trashed=True))
                continue
            is_rest = state.places.is_rest and _is_left_over(layout_of(state.places), layout)
            prepared = prepare_composed(composed(session, state.number, layout, is_rest=is_rest), known)
            headline = None if forget_headline else state.headline
            layer = Layer.of(prepared, b"")
            after.append(replace(state, layer=layer, places=_places(prepared), is_trashed=False, headline=headline))
        made = [_add(session, before[0], new, known)] if new else []
        unmade = [replace(state, is_trashed=True) for state in made]
        numbers = tuple(state.number for state in made)
        change = Change(words, (*before, *unmade), (*after, *made), numbers)
        put(session, change.after, words)
    return change


def _is_left_over(before: Layout, layout: Layout) -> bool:
    """Whether words were only taken away, and none of the others was made a headline."""
    return {*words_of(layout)} <= {*words_of(before)} and all(piece.kind == TEXT for piece in layout)


def _places(prepared: PreparedArticle) -> WordPlaces:
    return prepared.source.places or WordPlaces()


def _add(session: Session, parent: State, layout: Layout, knowledge: Knowledge) -> State:
    """Adds a new article cut from another; its text may well stand elsewhere in the archive, it is new all the same."""
    archive = session.archive
    file = archive.articles.get(parent.number).file
    count = 1
    while archive.articles.has_id(article_id(file.sha256, f"{file.member}+{count}")):
        count += 1
    prepared = prepare(composed(session, parent.number, layout, f"{file.member}+{count}"), knowledge)
    ready = make_ready(prepared, None, IMPORTER, sketch(prepared.clean))
    ready = ready._replace(fingerprint=f"{ready.id} {ready.fingerprint}")
    (added,) = archive.articles.add_ready([ready], [], session.user)
    if not isinstance(added, Added):
        raise UsageError("The article could not be added", "Import the issue again.")
    archive.pages.put_places(added.number, parent.issue, _places(prepared))
    return state_of(session, added.number)
