"""The words of one text field over a batch, many times faster than word by word and always the same words.

Texts are cut at their spaces, a block of many texts at once; what stands between two spaces is read by the one
tokeniser the first time it is met in a batch, and remembered: language repeats itself. What the words of a piece are
may depend on the next piece only where it ends in a hyphen or in an initial; there the pieces are read together, as
they stand in the text.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.batch import FieldBatch
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.layout import EXACT_MARK, GAP
from newsreader.search.whoosh_engine.pieces import AROUND, KEY_BYTES, PADDING, Cuts, KeyTable
from newsreader.text.words import HYPHENS, surface, tokens

BLOCK_BYTES: Final = 1 << 19
"""Text that is cut at once."""

_GOES_ON: Final = re.compile(rf"(?:[{re.escape(HYPHENS)}]\s*|(?<!\w)[^\W\d_][^\w.]*\.)\Z")
"""A piece that may belong together with the next one."""

_WORD_BITS: Final = 30
_WORD: Final = (1 << _WORD_BITS) - 1
_PLAIN, _OPEN, _JOINED = 1, 2, 4


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
        self.counts: list[Array] = []
        """Words of each passage added, in order; complete after `finish`."""
        self._pieces = _Pieces(self)
        self._waiting: list[bytes] = []
        self._documents: list[int] = []
        self._gaps: list[int] = []
        self._waiting_bytes = 0

    @property
    def size(self) -> int:
        """Words so far, nearly."""
        return self.words.size + self._waiting_bytes // 6

    @property
    def known(self) -> int:
        """Pieces of text remembered, which take memory."""
        return self._pieces.known

    def restart(self) -> None:
        """Begins the next batch with the pieces remembered from this one."""
        self.counts = []

    def add(self, document: int, passages: Sequence[str], gap: int = GAP) -> None:
        """Adds the passages of a document, with free places between them; documents come in ascending order."""
        for text in passages:
            encoded = text.encode("utf-8", "surrogatepass")
            self._waiting.append(encoded)
            self._documents.append(document)
            # No free places behind an empty passage.
            self._gaps.append(gap if text else 0)
            self._waiting_bytes += len(encoded) + 1
        if self._waiting_bytes >= BLOCK_BYTES:
            self.finish()

    def finish(self) -> None:
        """Reads what has been added and not been read yet."""
        if not self._waiting:
            return
        sizes = np.fromiter(map(len, self._waiting), dtype=np.int64, count=len(self._waiting)) + 1
        block = b"\n" + b"\n".join(self._waiting) + PADDING
        if block.count(b"\0") > len(PADDING):
            # To the tokeniser one control sign is like another.
            block = block[: -len(PADDING)].replace(b"\0", b"\x01") + PADDING
        documents = np.asarray(self._documents, dtype=np.int32)
        gaps = np.asarray(self._gaps, dtype=np.int64)
        self._waiting, self._documents, self._gaps, self._waiting_bytes = [], [], [], 0
        self._read(block, np.cumsum(sizes) - sizes + 1, documents, gaps)

    def _read(self, block: bytes, begins: Array, documents: Array, gaps: Array) -> None:
        cuts = Cuts(block)
        passages = np.searchsorted(cuts.starts, begins)
        numbers = self._pieces.read(block, cuts, passages)
        packed, piece_ends = self._pieces.words_of(numbers)
        # Where each piece begins in the row of words, and each passage.
        piece_begins = np.concatenate([[0], piece_ends])
        first_words = piece_begins[passages]
        counts = np.diff(np.append(first_words, len(packed)))
        self.counts.append(counts)
        bases = _bases(documents, counts, gaps)
        word_documents = np.repeat(documents, counts)
        places = np.arange(len(packed), dtype=np.int32) + np.repeat((bases - first_words).astype(np.int32), counts)
        self.words.extend(packed & _WORD, word_documents, places)
        if self.written is not None:
            written = packed >> _WORD_BITS
            chosen = np.flatnonzero(written)
            self.written.extend(written[chosen] - 1, word_documents[chosen], places[chosen])
        self._add_joined(numbers, piece_begins, word_documents, places)

    def _add_joined(self, numbers: Array, piece_begins: Array, documents: Array, places: Array) -> None:
        pairs: list[tuple[int, int, int]] = []
        wholes: list[tuple[int, int, int]] = []
        for index in self._pieces.joined_among(numbers).tolist():
            begin = int(piece_begins[index])
            document, place = int(documents[begin]), int(places[begin])
            own_pairs, own_wholes = self._pieces.joined[int(numbers[index])]
            pairs.extend((form, document, place + offset) for form, offset in own_pairs)
            wholes.extend((form, document, place + offset) for form, offset in own_wholes)
        for batch, rows in ((self.pairs, pairs), (self.wholes, wholes)):
            if rows:
                columns = np.asarray(rows, dtype=np.int32).T
                batch.extend(columns[0], columns[1], columns[2])


def _bases(documents: Array, counts: Array, gaps: Array) -> Array:
    """The place at which each passage begins: behind those of its document that come before it."""
    taken = counts + gaps
    begins = np.cumsum(taken) - taken
    is_first = np.ones(len(documents), dtype=bool)
    is_first[1:] = documents[1:] != documents[:-1]
    firsts = np.flatnonzero(is_first)
    found: Array = begins - np.repeat(begins[firsts], np.diff(np.append(firsts, len(documents))))
    return found


class _Pieces:
    """Remembers what each piece of text is: its words by their numbers, and whether it may go on in the next piece."""

    def __init__(self, owner: TextBatch) -> None:
        self._owner = owner
        self._table = KeyTable()
        self._long: dict[bytes, int] = {}
        self._counts = np.zeros(1 << 12, dtype=np.int32)
        self._offsets = np.zeros(1 << 12, dtype=np.int64)
        self._flags = np.zeros(1 << 12, dtype=np.uint8)
        self._words = np.zeros(1 << 12, dtype=np.int64)
        self._word_count = 0
        # Number 0 is a piece without words: what is read together with the piece before it.
        self._known = 1
        self._new_counts: list[int] = []
        self._new_flags: list[int] = []
        self._new_words: list[int] = []
        self.joined: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}

    @property
    def known(self) -> int:
        """How many pieces."""
        return self._known

    # Looking up

    def read(self, block: bytes, cuts: Cuts, passages: Array) -> Array:
        """The number of every piece of a block; `passages` are the places of the first piece of each."""
        low, high, is_long = cuts.keys(cuts.core_starts, cuts.core_ends)
        numbers = self._table.find(low, high)
        numbers[is_long] = -1
        others = np.flatnonzero((self._flags[numbers] & _PLAIN == 0) | (numbers < 0))
        if len(others):
            numbers[others] = self._whole_pieces(block, cuts, others)
        is_open = (self._flags[numbers] & _OPEN).astype(bool)
        if is_open.any():
            self._read_together(block, cuts, numbers, is_open, passages)
        return numbers

    def _whole_pieces(self, block: bytes, cuts: Cuts, chosen: Array) -> Array:
        """The numbers of pieces that are not just a known plain word with punctuation around it."""
        starts, ends = cuts.starts[chosen], cuts.ends[chosen]
        low, high, is_long = cuts.keys(starts, ends)
        numbers = self._table.find(low, high)
        numbers[is_long] = -1
        new_keys: list[tuple[int, int, int]] = []
        fresh: dict[bytes, int] = {}
        unknown = np.flatnonzero(numbers < 0)
        rows = zip(unknown.tolist(), starts[unknown].tolist(), ends[unknown].tolist(), strict=True)
        for index, start, end in rows:
            piece = block[start:end]
            number = self._long.get(piece)
            if number is None:
                number = fresh.get(piece)
            if number is None:
                number = self._new(piece, fresh, new_keys)
            numbers[index] = number
        if new_keys:
            keys = np.asarray([key[:2] for key in new_keys], dtype=np.uint64)
            self._table.add(keys[:, 0], keys[:, 1], np.asarray([key[2] for key in new_keys], dtype=np.int32))
        self._settle()
        return numbers

    def _new(self, piece: bytes, fresh: dict[bytes, int], new_keys: list[tuple[int, int, int]]) -> int:
        """Reads a piece that is met for the first time."""
        text = piece.decode("utf-8", "surrogatepass")
        word = text.strip(AROUND)
        if word.isascii() and word.isalnum() and len(word) > 1:
            key = word.encode()
            number = fresh.get(key)
            if number is None:
                number = self._long.get(key)
            if number is None:
                number = self._append((self._packed(word.lower(), word),), _PLAIN)
                self._remember(key, number, fresh, new_keys)
            fresh[piece] = number
            return number
        number = self._any(text)
        self._remember(piece, number, fresh, new_keys)
        return number

    def _remember(
        self, piece: bytes, number: int, fresh: dict[bytes, int], new_keys: list[tuple[int, int, int]]
    ) -> None:
        if len(piece) > KEY_BYTES:
            self._long[piece] = number
        else:
            fresh[piece] = number
            key = piece.ljust(KEY_BYTES, b"\0")
            new_keys.append((int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little"), number))

    def _read_together(self, block: bytes, cuts: Cuts, numbers: Array, is_open: Array, passages: Array) -> None:
        """Reads each open piece together with those that follow, up to the first that is not open."""
        # The last piece of a passage, and the last before a blank line, go on in nothing.
        is_last = np.zeros(len(numbers) + 1, dtype=bool)
        is_last[passages - 1] = True
        is_last[len(numbers) - 1] = True
        done = 0
        for index in np.flatnonzero(is_open & ~is_last[:-1]).tolist():
            if index < done:
                continue
            last = index
            while is_open[last] and not is_last[last]:
                end, start = int(cuts.ends[last]), int(cuts.starts[last + 1])
                if block[end:start] == b"\n\n":
                    break
                last += 1
            done = last + 1
            if last > index:
                numbers[index] = self._stretch(block[cuts.starts[index] : cuts.ends[last]])
                numbers[index + 1 : done] = 0
        self._settle()

    def _stretch(self, piece: bytes) -> int:
        number = self._long.get(piece)
        if number is None:
            number = self._long[piece] = self._any(piece.decode("utf-8", "surrogatepass"))
        return number

    # What pieces are

    def _any(self, text: str) -> int:
        found = tokens(text)
        words = [self._packed(token.text, surface(text, token)) for token in found]
        pairs: list[tuple[int, int]] = []
        wholes: list[tuple[int, int]] = []
        for token in found:
            for form in token.joined:
                batch, row = (self._owner.pairs, pairs) if form.parts == 2 else (self._owner.wholes, wholes)
                row.append((batch.vocabulary[form.text], token.position))
        flags = (_OPEN if _GOES_ON.search(text) else 0) | (_JOINED if pairs else 0)
        number = self._append(words, flags)
        if pairs:
            self.joined[number] = (pairs, wholes)
        return number

    def _packed(self, folded: str, as_written: str) -> int:
        vocabulary = self._owner.words.vocabulary
        found = vocabulary.setdefault(folded, len(vocabulary))
        if as_written != folded and self._owner.written is not None:
            written = self._owner.written.vocabulary
            key = f"{folded}{EXACT_MARK}{as_written}"
            found |= (1 + written.setdefault(key, len(written))) << _WORD_BITS
        return found

    def _append(self, words: Sequence[int], flags: int) -> int:
        number = self._known + len(self._new_counts)
        self._new_counts.append(len(words))
        self._new_flags.append(flags)
        self._new_words.extend(words)
        return number

    def _settle(self) -> None:
        """Puts what was read for the first time where it is looked up; one by one that would take longer."""
        fresh = len(self._new_counts)
        if not fresh:
            return
        known, words = self._known, self._word_count
        while known + fresh > len(self._counts):
            self._counts, self._offsets = _doubled(self._counts), _doubled(self._offsets)
            self._flags = _doubled(self._flags)
        while words + len(self._new_words) > len(self._words):
            self._words = _doubled(self._words)
        self._counts[known : known + fresh] = self._new_counts
        self._flags[known : known + fresh] = self._new_flags
        counts = self._counts[known : known + fresh]
        self._offsets[known : known + fresh] = words + np.cumsum(counts, dtype=np.int64) - counts
        self._words[words : words + len(self._new_words)] = self._new_words
        self._known, self._word_count = known + fresh, words + len(self._new_words)
        self._new_counts, self._new_flags, self._new_words = [], [], []

    def words_of(self, numbers: Array) -> tuple[Array, Array]:
        """The packed words of some pieces in a row, and where those of each piece end."""
        counts = self._counts[numbers]
        ends = np.cumsum(counts, dtype=np.int64)
        offsets = self._offsets[numbers]
        if len(counts) and (int(counts.min()) != 1 or int(counts.max()) != 1):
            offsets = np.repeat(offsets - (ends - counts), counts)
            offsets += np.arange(len(offsets))
        return self._words[offsets], ends

    def joined_among(self, numbers: Array) -> Array:
        """The places of the pieces that have joined forms."""
        return np.flatnonzero(self._flags[numbers] & _JOINED)


def _doubled(values: Array) -> Array:
    return np.concatenate([values, np.zeros_like(values)])
