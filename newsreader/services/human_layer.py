"""Tags, notes and marks as the search asks for them: looked up in the archive, so that they count at once.

Nothing of it is in the search index: setting a tag on ten thousand articles makes no text be read again. What a search
has asked for is kept as arrays, and brought up to date with the articles that have changed since.
"""

import re
import threading
from collections.abc import Collection, Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from newsreader.archive.human_layer import FLAGS
from newsreader.archive.human_layer import HumanLayer as Stored
from newsreader.archive.stored import storable
from newsreader.domain.query import Fuzzy, Node, Pattern, Phrase, Word
from newsreader.search.marking import MarkedText, TextLeaf
from newsreader.search.patterns import folded_pattern
from newsreader.search.stems import common_start, stem
from newsreader.text import words

Numbers: TypeAlias = npt.NDArray[np.int64]

_NO_LETTERS: Final = re.compile(r"[\W_]+")

_MOST_CHANGES: Final = 50_000
"""After more changes than these everything is read anew."""


class HumanLayer:
    """The human layer of one archive, safe to use from several threads.

    Args:
        stored: Where it is kept.
    """

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._guard = threading.RLock()
        self._seen = -1
        self._flags: dict[str, Numbers] = {}
        self._tagged: tuple[Numbers, Numbers] | None = None
        self._names: dict[int, str] = {}
        self._notes: dict[int, list[_Note]] | None = None

    def flagged(self, flag: str) -> Numbers | None:
        """Articles with a flag such as `is:starred`; None for a flag that people do not set."""
        if flag not in FLAGS:
            return None
        with self._guard:
            self._refresh()
            if flag not in self._flags:
                self._flags[flag] = _numbers(self._stored.flagged(flag))
            return self._flags[flag]

    def family(self, article_id: str) -> Numbers:
        """The articles that tell the same story as the one whose id is or begins with this; none when it has no kin."""
        return _numbers(self._stored.family(storable(article_id.strip().lower())))

    def tags(self) -> Collection[str]:
        """All tags, and what they lie within."""
        with self._guard:
            self._refresh()
            return {above for name in self._names.values() for above in _with_above(name)}

    def tagged(self, tags: Collection[str]) -> Numbers:
        """Articles that carry any of these tags, or one that lies within one of them."""
        with self._guard:
            self._refresh()
            articles, rows = self._tag_columns()
            wanted = [row for row, name in self._names.items() if any(each in tags for each in _with_above(name))]
            return np.unique(articles[np.isin(rows, wanted)])

    def tag_counts(self, numbers: Numbers) -> list[tuple[str, int]]:
        """How many of these articles carry each tag."""
        with self._guard:
            self._refresh()
            articles, rows = self._tag_columns()
            names = self._names
        if not len(articles) or not len(numbers):
            return []
        flags = np.zeros(int(max(articles.max(), numbers.max())) + 1, dtype=bool)
        flags[numbers] = True
        counts = np.bincount(rows[flags[articles]])
        return [(names[row], int(counts[row])) for row in np.flatnonzero(counts).tolist() if row in names]

    def noted(self, leaf: Node) -> tuple[Numbers, Mapping[str, int]]:
        """Articles with a note that a word or phrase matches, and the other words met there with their articles."""
        if not isinstance(leaf, (Word, Pattern, Fuzzy, Phrase)):
            return np.empty(0, dtype=np.int64), {}
        with self._guard:
            self._refresh()
            if self._notes is None:
                self._notes = {}
                self._take_notes(None)
            notes = list(self._notes.items())
        found: list[int] = []
        forms: dict[str, int] = {}
        letters: dict[str, list[list[str]]] = {}
        for number, own in notes:
            met: set[str] = set()
            for note in own:
                if note.language not in letters:
                    letters[note.language] = _letters_of(leaf, note.language)
                if all(any(each in note.letters for each in ways) for ways in letters[note.language]):
                    marked = note.marked()
                    met |= {marked.tokens[first].text for first, _ in marked.runs(leaf)}
            if met:
                found.append(number)
                for word in met:
                    forms[word] = forms.get(word, 0) + 1
        return np.asarray(found, dtype=np.int64), {} if isinstance(leaf, Phrase) else _others(forms, leaf.text)

    def _tag_columns(self) -> tuple[Numbers, Numbers]:
        if self._tagged is None:
            self._tagged = _pair(self._stored.tagged())
        return self._tagged

    def _take_notes(self, among: list[int] | None) -> None:
        if self._notes is None:
            return
        for number, language, note in self._stored.notes(among):
            self._notes.setdefault(number, []).append(_Note(note, language.split("-")[0].lower()))

    def _refresh(self) -> None:
        """Takes in what has changed since the last look, in whichever process."""
        head = self._stored.head()
        if head == self._seen:
            return
        changed = self._stored.since(self._seen, _MOST_CHANGES + 1) if 0 <= self._seen < head else []
        self._names = self._stored.tag_names()
        if not changed or len(changed) > _MOST_CHANGES:
            self._flags, self._tagged, self._notes = {}, None, None
        else:
            gone = np.asarray(changed, dtype=np.int64)
            for flag, numbers in self._flags.items():
                kept = numbers[~np.isin(numbers, gone)]
                self._flags[flag] = np.concatenate([kept, _numbers(self._stored.flagged(flag, changed))])
            if self._tagged is not None:
                articles, rows = self._tagged
                stays = ~np.isin(articles, gone)
                more = _pair(self._stored.tagged(changed))
                self._tagged = np.concatenate([articles[stays], more[0]]), np.concatenate([rows[stays], more[1]])
            if self._notes is not None:
                for number in changed:
                    self._notes.pop(number, None)
                self._take_notes(changed)
        self._seen = head


class _Note:
    """One note; it is cut into words only when its letters say that it may be meant."""

    __slots__ = ("_marked", "_text", "language", "letters")

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self.language = language
        folded = text.lower() if text.isascii() else "".join(map(words.fold, text.split()))
        self.letters = _NO_LETTERS.sub("", folded)
        self._marked: MarkedText | None = None

    def marked(self) -> MarkedText:
        """The words of the note."""
        if self._marked is None:
            self._marked = MarkedText(self._text, self.language)
        return self._marked


def _letters_of(leaf: TextLeaf, language: str) -> list[list[str]]:
    """What the letters of a note must hold for a leaf to match it: of each list one."""
    if isinstance(leaf, Fuzzy):
        return []
    if isinstance(leaf, Pattern):
        longest = max(re.split(r"[*?]+", folded_pattern(leaf.text)), key=len)
        return [[longest]] if longest else []
    found = words.folded_words(leaf.text)
    if isinstance(leaf, Word) and len(found) == 1 and not leaf.exact:
        return [[found[0], common_start(stem(found[0], language))]]
    return [[word] for word in found]


def _numbers(found: Collection[int]) -> Numbers:
    return np.asarray(found, dtype=np.int64)


def _pair(columns: tuple[Collection[int], Collection[int]]) -> tuple[Numbers, Numbers]:
    return _numbers(columns[0]), _numbers(columns[1])


def _with_above(tag: str) -> list[str]:
    """A tag and all that it lies within: `war/truce` and `war`."""
    parts = tag.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _others(forms: Mapping[str, int], typed: str) -> dict[str, int]:
    return {word: count for word, count in forms.items() if word != typed.casefold()}
