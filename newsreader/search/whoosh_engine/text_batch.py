"""The words of one text field over a batch, many times faster than word by word and always the same words.

A text is cut at its spaces, and what stands between two spaces is read once in a batch and remembered: language
repeats itself. What the words of one piece are may depend on the next piece only where a piece ends in a hyphen or in
an initial; there the pieces are read together, as they stand in the text.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from newsreader.search.whoosh_engine.batch import FieldBatch
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.layout import EXACT_MARK, GAP
from newsreader.text.words import HYPHENS, surface, tokens

_GOES_ON: Final = re.compile(rf"(?:[{re.escape(HYPHENS)}]\s*|(?<!\w)[^\W\d_]\.)\Z")
"""A piece that may belong together with the next one."""

_BLANK_LINE: Final = "\n\n"

_AROUND: Final = '.,;:!?()[]"'
"""Punctuation around a word; what is left of a piece without it is one word if it is all letters and digits."""

_WORD_BITS: Final = 30
_WORD: Final = (1 << _WORD_BITS) - 1


class TextBatch:
    """A text field of a batch: its words, their joined forms, and the words as written where folding changes them.

    Args:
        exact: Whether words are also kept as written.
    """

    def __init__(self, *, exact: bool) -> None:
        self.words = FieldBatch(places=True, scored=True)
        self.pairs = FieldBatch(places=True, scored=True)
        self.wholes = FieldBatch(places=True, scored=True)
        self.written = FieldBatch(places=True, scored=True) if exact else None
        self._pieces = _Pieces(self)

    def add(self, document: int, passages: Sequence[str], gap: int = GAP) -> list[int]:
        """Adds the passages of a document, with free places between them; gives the number of words of each."""
        parts: list[_Passage] = []
        counts: list[int] = []
        base = 0
        for text in passages:
            if not text:
                counts.append(0)
                continue
            passage = self._pieces.read(text)
            passage.base = base
            parts.append(passage)
            counts.append(len(passage.words))
            base += len(passage.words) + gap
        if parts:
            self._add_parts(document, parts)
        return counts

    def _add_parts(self, document: int, parts: list["_Passage"]) -> None:
        words = parts[0].words if len(parts) == 1 else np.concatenate([part.words for part in parts])
        places = None
        if len(parts) > 1:
            places = np.concatenate([part.base + np.arange(len(part.words)) for part in parts])
        self.words.add_numbers(document, words, places)
        for batch, name in ((self.pairs, "pairs"), (self.wholes, "wholes")):
            found = [(number, part.base + place) for part in parts for number, place in getattr(part, name)]
            if found:
                row = np.asarray(found, dtype=np.int64)
                batch.add_numbers(document, row[:, 0], row[:, 1])
        if self.written is not None:
            written = np.concatenate([part.written for part in parts])
            chosen = np.flatnonzero(written >= 0)
            if len(chosen):
                where = np.arange(len(written)) if places is None else places
                self.written.add_numbers(document, written[chosen], where[chosen])


class _Passage:
    """The words of one passage, by their numbers in the vocabularies of the batch."""

    __slots__ = ("base", "pairs", "wholes", "words", "written")

    def __init__(self, packed: Array) -> None:
        self.words = packed & _WORD
        self.written = (packed >> _WORD_BITS) - 1
        self.pairs: list[tuple[int, int]] = []
        self.wholes: list[tuple[int, int]] = []
        self.base = 0


class _Piece(NamedTuple):
    """A piece that is not just one word."""

    words: Array
    is_open: bool
    pairs: tuple[tuple[int, int], ...] = ()
    wholes: tuple[tuple[int, int], ...] = ()


class _Pieces(dict[str, int]):
    """Remembers what each piece of text is.

    That is one word, packed with the number of the word as written; or -1 - n for the n-th of the pieces that are
    none or several words, or open.
    """

    def __init__(self, owner: TextBatch) -> None:
        super().__init__()
        self._owner = owner
        self._others: list[_Piece] = []

    def __missing__(self, piece: str) -> int:
        word = piece.strip(_AROUND)
        if word.isascii() and word.isalnum() and len(word) > 1:
            found = self._packed(word.lower(), word)
        else:
            found = -1 - len(self._others)
            self._others.append(self._read_any(piece))
        self[piece] = found
        return found

    def _read_any(self, piece: str) -> _Piece:
        found = tokens(piece)
        words = [self._packed(token.text, surface(piece, token)) for token in found]
        pairs: list[tuple[int, int]] = []
        wholes: list[tuple[int, int]] = []
        for token in found:
            for form in token.joined:
                if form.parts == 2:
                    pairs.append((self._owner.pairs.vocabulary[form.text], token.position))
                else:
                    wholes.append((self._owner.wholes.vocabulary[form.text], token.position))
        is_open = piece != _BLANK_LINE and (not found or _GOES_ON.search(piece) is not None)
        return _Piece(np.asarray(words, dtype=np.int64), is_open, tuple(pairs), tuple(wholes))

    def _packed(self, folded: str, as_written: str) -> int:
        vocabulary = self._owner.words.vocabulary
        found = vocabulary.setdefault(folded, len(vocabulary))
        if as_written != folded and self._owner.written is not None:
            written = self._owner.written.vocabulary
            key = f"{folded}{EXACT_MARK}{as_written}"
            found |= (1 + written.setdefault(key, len(written))) << _WORD_BITS
        return found

    def read(self, text: str) -> _Passage:
        """The words of a text."""
        # Nothing reaches over a blank line; as a piece of its own it does not glue two words to a piece of their own.
        if _BLANK_LINE in text:
            text = text.replace(_BLANK_LINE, f" {_BLANK_LINE} ")
        pieces = text.split(" ")
        numbers = np.fromiter(map(self.__getitem__, pieces), dtype=np.int64, count=len(pieces))
        others = np.flatnonzero(numbers < 0).tolist()
        if not others:
            return _Passage(numbers)
        rows: list[Array] = []
        joined: list[tuple[int, _Piece]] = []
        done = begin = 0
        offsets: Array | None = None
        for index in others:
            if index < done:
                continue
            other = self._others[-1 - int(numbers[index])]
            last = index
            if other.is_open:
                if offsets is None:
                    offsets = _offsets(pieces)
                last = self._end_of_open(numbers, index)
                other = self._together(text[int(offsets[index]) : int(offsets[last + 1]) - 1])
            rows += (numbers[done:index], other.words)
            begin += index - done
            if other.pairs or other.wholes:
                joined.append((begin, other))
            begin += len(other.words)
            done = last + 1
        rows.append(numbers[done:])
        passage = _Passage(np.concatenate(rows))
        for begin, other in joined:
            passage.pairs.extend((form, begin + place) for form, place in other.pairs)
            passage.wholes.extend((form, begin + place) for form, place in other.wholes)
        return passage

    def _end_of_open(self, numbers: Array, index: int) -> int:
        """The first piece from here on that does not go on into the next."""
        while index + 1 < len(numbers):
            number = int(numbers[index])
            if number >= 0 or not self._others[-1 - number].is_open:
                break
            index += 1
        return index

    def _together(self, stretch: str) -> _Piece:
        """What a stretch of several pieces is."""
        number = self[stretch]
        return self._others[-1 - number] if number < 0 else _Piece(np.asarray([number], dtype=np.int64), is_open=False)


def _offsets(pieces: Sequence[str]) -> Array:
    """Where each piece begins in the text; one more than pieces."""
    offsets = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces)) + 1, out=offsets[1:])
    return offsets
