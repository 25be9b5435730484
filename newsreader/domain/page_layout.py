"""Which printed words make up an article, in what order and as what; and how a person changes that.

Everything here is about numbers of words, so it can be done and taken back without reading anything.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

from newsreader.domain.issue import WordPlaces

HEADLINE: Final = "headline"
TEXT: Final = "text"


class PrintedWord(NamedTuple):
    """A word of an issue.

    Attributes:
        page: Number of the page in the issue, from 1.
        word: Which word of that page it is, in the order of blocks, lines and words there, from 0.
    """

    page: int
    word: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the words of an article and what it is.

    Attributes:
        kind: As in `PrintedPart`.
        words: In reading order.
    """

    kind: str
    words: tuple[PrintedWord, ...]


Layout: TypeAlias = tuple[Piece, ...]
"""The pieces of an article in reading order; without any, it has no words left."""


def layout_of(places: WordPlaces) -> Layout:
    """The layout of an article as it stands; words that no part names are text."""
    words = [PrintedWord(page, word) for page, word in zip(places.pages, places.words, strict=True)]
    found: list[Piece] = []
    at = 0
    for part in sorted(places.parts, key=lambda part: part.start):
        found.append(Piece(TEXT, tuple(words[at : part.start])))
        found.append(Piece(part.kind, tuple(words[max(at, part.start) : part.end])))
        at = max(at, part.end)
    found.append(Piece(TEXT, tuple(words[at:])))
    return _tidy(found)


def words_of(layout: Layout) -> Iterator[PrintedWord]:
    """All words in reading order."""
    return (word for piece in layout for word in piece.words)


def split(layout: Layout, at: int) -> tuple[Layout, Layout]:
    """Cuts before a word, counted from 0 through all pieces.

    Returns:
        What stands before it, and the rest; either may be empty.
    """
    before: list[Piece] = []
    behind: list[Piece] = []
    count = 0
    for piece in layout:
        cut = min(max(0, at - count), len(piece.words))
        before.append(replace(piece, words=piece.words[:cut]))
        behind.append(replace(piece, words=piece.words[cut:]))
        count += len(piece.words)
    return _tidy(before), _tidy(behind)


def merged(layouts: Iterable[Layout]) -> Layout:
    """One layout of several, in order; the headlines of all but the first become part of the text."""
    first, *others = layouts
    return _tidy([*first, *(replace(piece, kind=TEXT) for layout in others for piece in layout)])


def with_headline(layout: Layout, start: int, end: int) -> Layout:
    """Makes the words from `start` to `end` the headline, above everything; what was it before becomes text.

    Args:
        layout: Of the article.
        start: Its first word, counted from 0 through all pieces.
        end: The word behind its last; with `end == start` the article has no headline then.
    """
    plain = tuple(replace(piece, kind=TEXT) if piece.kind == HEADLINE else piece for piece in layout)
    before, rest = split(plain, start)
    chosen, behind = split(rest, end - start)
    headline = Piece(HEADLINE, tuple(words_of(chosen)))
    return _tidy([headline, *before, *behind])


def without(layout: Layout, words: Collection[PrintedWord]) -> tuple[Layout, Layout]:
    """Takes words out.

    Returns:
        What is left, and what was taken, each with its kind.
    """
    gone = frozenset(words)
    left = [replace(piece, words=tuple(word for word in piece.words if word not in gone)) for piece in layout]
    taken = [replace(piece, words=tuple(word for word in piece.words if word in gone)) for piece in layout]
    return _tidy(left), _tidy(taken)


def moved(layout: Layout, words: Collection[PrintedWord], before: int) -> Layout:
    """Puts words elsewhere in the order of reading.

    Args:
        layout: Of the article.
        words: Which to move; they keep their order among themselves, and their kinds.
        before: The word that they are to stand before, counted in the layout as it is; behind the last for the end.
    """
    gone = frozenset(words)
    ahead, behind = split(layout, before)
    left, taken_ahead = without(ahead, gone)
    right, taken_behind = without(behind, gone)
    return _tidy([*left, *taken_ahead, *taken_behind, *right])


def _tidy(pieces: Iterable[Piece]) -> Layout:
    """Without empty pieces; pieces of text that follow each other are one."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.words:
            continue
        if found and found[-1].kind == piece.kind == TEXT:
            found[-1] = replace(found[-1], words=found[-1].words + piece.words)
        else:
            found.append(piece)
    return tuple(found)
