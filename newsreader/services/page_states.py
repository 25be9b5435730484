"""Articles as they stand on their pages, put in place all at once: how a page is cut, and how that is taken back.

What people noted goes with the printed words it is about, into whichever article has these.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from newsreader.archive.extracted import Layer
from newsreader.domain.annotation import Anchor
from newsreader.domain.article import Article
from newsreader.domain.field import Confirmed
from newsreader.domain.issue import WordPlaces
from newsreader.domain.page_layout import HEADLINE, PrintedWord
from newsreader.errors import UsageError
from newsreader.services.keeping_hold import keep_hold
from newsreader.services.session import Session
from newsreader.text.anchors import find_anchor, make_anchor
from newsreader.text.sketches import sketch

_KIND: Final = "cut page"
"""The kind of event in the history of an article."""


@dataclass(frozen=True, slots=True)
class State:
    """One article as it stands.

    Attributes:
        number: Its row number.
        issue: Row number of its issue.
        layer: Its extracted layer.
        places: Its words on the pages.
        is_trashed: It is in the trash.
        headline: What a person said its headline is; None for nothing.
    """

    number: int
    issue: int
    layer: Layer
    places: WordPlaces
    is_trashed: bool
    headline: Confirmed | None


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: enough to take it back, and to make it again.

    Attributes:
        words: What was done, as a menu would say it.
        before: The articles as they were; one that was made by the change is in the trash there.
        after: The same articles as they are now.
        new: Those that were made by it.
    """

    words: str
    before: tuple[State, ...]
    after: tuple[State, ...]
    new: tuple[int, ...] = ()


def take_back(session: Session, change: Change) -> None:
    """Puts everything as it was before a change."""
    put(session, change.before, f"undo {change.words}")


def make_again(session: Session, change: Change) -> None:
    """Puts everything as it was after a change that was taken back."""
    put(session, change.after, change.words)


def state_of(session: Session, number: int) -> State:
    """An article as it stands.

    Raises:
        UsageError: It is on no page.
    """
    archive = session.archive
    places, issue = archive.pages.places(number), archive.pages.issue_of(number)
    if places is None or issue is None:
        raise UsageError("The article is on no page", "Only articles of digitized issues can be cut and joined.")
    article = archive.articles.get(number)
    layer, headline = archive.extracted.layer(number), article.confirmed.get(HEADLINE)
    return State(number, issue.number, layer, places, article.trashed is not None, headline)


def put(session: Session, states: Sequence[State], words: str) -> None:
    """Gives articles these states, all or nothing; notes and corrections go with their words."""
    archive = session.archive
    with archive.writing():
        former = {article.number: article for article in archive.articles.many([state.number for state in states])}
        stood = {state.number: archive.pages.places(state.number) or WordPlaces() for state in states}
        raws: dict[int, str] = {}
        for state in states:
            raw, repairs = archive.extracted.put_back(state.number, state.layer)
            raws[state.number] = raw
            archive.pages.put_places(state.number, state.issue, state.places)
            keep_hold(session, replace(former[state.number], annotations=()), repairs, raw)
            _confirm(session, former[state.number], state)
        _carry_notes(session, former, stood, {state.number: state for state in states}, raws)
        for trashed in (True, False):
            archive.articles.set_trashed(
                [state.number for state in states if state.is_trashed is trashed], trashed, session.user
            )
        _show(session, former, words)


def _confirm(session: Session, former: Article, state: State) -> None:
    if former.confirmed.get(HEADLINE) != state.headline:
        session.archive.confirmed.put_back(state.number, {HEADLINE: state.headline}, session.user)


def _show(session: Session, former: Mapping[int, Article], words: str) -> None:
    archive = session.archive
    for number, article in former.items():
        archive.extracted.show(number)
        clean = archive.articles.get(number).clean
        if clean != article.clean:
            archive.families.keep([(number, sketch(clean))])
        archive.extracted.told(number, {"what": words, "articles": sorted(former)}, session.user, _KIND)


def _carry_notes(
    session: Session,
    former: Mapping[int, Article],
    stood: Mapping[int, WordPlaces],
    states: Mapping[int, State],
    raws: Mapping[int, str],
) -> None:
    """Anchors notes to the same printed words, in whichever article these are now; what finds none goes to the tray."""
    notes = session.archive.annotations
    there = {
        number: {word: at for at, word in enumerate(_printed(state.places))}
        for number, state in states.items()
        if not state.is_trashed
    }
    for number, article in former.items():
        order = sorted(there, key=lambda at: (at != number, at))
        for note in article.annotations:
            if note.anchor is None:
                continue
            carried = None if note.orphaned else _carried(note.anchor, stood[number], order, there, states, raws)
            if carried is None:
                found = find_anchor(raws[number], note.anchor)
                if found != note.anchor or note.orphaned != (found is None):
                    notes.move(note.id, found, session.user)
            elif carried[0] != number:
                notes.transfer(note.id, *carried, session.user)
            elif carried[1] != note.anchor:
                notes.move(note.id, carried[1], session.user)


def _carried(
    anchor: Anchor,
    stood: WordPlaces,
    order: Sequence[int],
    there: Mapping[int, Mapping[PrintedWord, int]],
    states: Mapping[int, State],
    raws: Mapping[int, str],
) -> tuple[int, Anchor] | None:
    """The article that has the words of an anchor now, and the anchor there."""
    first, last = bisect_right(stood.starts, anchor.start) - 1, bisect_left(stood.starts, anchor.end) - 1
    if first < 0 or last < first:
        return None
    words = list(_printed(stood))
    for number in order:
        begin, end = there[number].get(words[first]), there[number].get(words[last])
        if begin is None or end is None:
            continue
        starts = states[number].places.starts
        low = starts[begin] + anchor.start - stood.starts[first]
        high = starts[end] + anchor.end - stood.starts[last]
        if 0 <= low < high <= len(raws[number]):
            return number, make_anchor(raws[number], low, high)
    return None


def _printed(places: WordPlaces) -> Iterator[PrintedWord]:
    return map(PrintedWord, places.pages, places.words)
