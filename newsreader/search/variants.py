"""Puts the other words that a word is to find beside it: what a scanner may have made of it, and its synonyms.

The tree that comes out has none but plain nodes, so the index, the marks and the snippets need not know of any of this.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from newsreader.domain.query import MISREAD, SYNONYMS, And, FieldIs, Node, Not, Notice, Or, Phrase, Word
from newsreader.text import words
from newsreader.text.misreadings import misreadings

MOST_FOUND: Final = 16
"""So many other spellings of one word are searched at most."""

MOST_WIDENED: Final = 40
"""So many words of one query get others beside them; a notice says when there are more."""

_MOST_PHRASES: Final = 64
_NO_MANNER: Final = frozenset({"exact", "note"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Where other words come from.

    Attributes:
        count: Number of articles with a word.
        synonyms: Folded words of a synonym → what it finds as well: (word or phrase, language or "").
    """

    count: Callable[[str], int]
    synonyms: Mapping[str, Collection[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query with other words beside those typed.

    Attributes:
        root: What to search for.
        also: For each part of the query (of an AND, or the whole) the other words put there, in order.
        notices: What was cut, or not there.
    """

    root: Node
    also: tuple[tuple[str, ...], ...]
    notices: tuple[Notice, ...]


def expand(root: Node, sources: Sources, manners: Collection[str] = ()) -> Expanded:
    """Puts other words beside those that ask for them, or beside all words that are searched in the text.

    Args:
        root: The query.
        sources: Where they come from.
        manners: `MISREAD`, `SYNONYMS`: beside every word, not only those that ask for it.
    """
    making = _Expansion(sources, frozenset(manners))
    nodes = root.parts if isinstance(root, And) else (root,)
    made: list[Node] = []
    also: list[tuple[str, ...]] = []
    for node in nodes:
        making.found = []
        made.append(making.node(node))
        also.append(tuple(dict.fromkeys(making.found)))
    return Expanded(And(tuple(made)) if isinstance(root, And) else made[0], tuple(also), tuple(making.notices))


class _Expansion:
    def __init__(self, sources: Sources, manners: frozenset[str]) -> None:
        self._sources = sources
        self._manners = manners
        self.notices: list[Notice] = []
        self.found: list[str] = []
        self._left = MOST_WIDENED
        self._is_told = False
        self._known: dict[str, list[str]] = {}

    def node(self, node: Node) -> Node:
        match node:
            case And(parts):
                return And(tuple(self.node(part) for part in parts))
            case Or(parts):
                return Or(tuple(self.node(part) for part in parts))
            case Not(part, span):
                return Not(self.node(part), span)
            case Word() | Phrase():
                return self._leaf(node)
            case _:
                return node

    def _leaf(self, leaf: Word | Phrase) -> Node:
        if leaf.exact or leaf.field in _NO_MANNER:
            return leaf
        plain = replace(leaf, manner="")
        if not leaf.manner and not self._manners:
            return plain
        if not self._has_room(leaf):
            return plain
        parts: list[Node] = [plain]
        if leaf.manner == SYNONYMS or SYNONYMS in self._manners:
            parts += self._synonyms(leaf)
        if leaf.manner == MISREAD or MISREAD in self._manners:
            parts += self._misread(leaf)
        return Or(tuple(parts)) if len(parts) > 1 else plain

    def _has_room(self, leaf: Word | Phrase) -> bool:
        self._left -= len(words.tokens(leaf.text))
        if self._left < 0 and not self._is_told:
            self._is_told = True
            message = f"Only the first {MOST_WIDENED} words are searched with their misreadings or synonyms"
            self.notices.append(Notice(message, leaf.span))
        return self._left >= 0

    def _synonyms(self, leaf: Word | Phrase) -> list[Node]:
        if isinstance(leaf, Phrase) and leaf.within:
            return []
        found = self._sources.synonyms.get(" ".join(words.folded_words(leaf.text)), ())
        if not found and leaf.manner == SYNONYMS:
            self.notices.append(Notice(f"No synonyms of “{leaf.text}” are kept in this archive", leaf.span))
        parts: list[Node] = []
        for text, language in found:
            self.found.append(f"{text} ({language})" if language else text)
            is_word = len(words.folded_words(text)) == 1
            other: Node = Word(text, leaf.field) if is_word else Phrase(text, field=leaf.field)
            parts.append(And((other, FieldIs("language", language))) if language else other)
        return parts

    def _misread(self, leaf: Word | Phrase) -> list[Node]:
        tokens = words.tokens(leaf.text)
        if len(tokens) == 1:
            spellings = self._spellings(tokens[0].text)
            self._tell_cut(leaf, len(spellings), MOST_FOUND)
            self.found += spellings[:MOST_FOUND]
            # As they stand: the other forms of a misreading would be anything.
            return [Phrase(spelling, field=leaf.field) for spelling in spellings[:MOST_FOUND]]
        phrases = [""]
        for token in tokens:
            ways = [token.text, *self._spellings(token.text)[:MOST_FOUND]]
            phrases = [f"{before} {way}".strip() for before in phrases for way in ways][: _MOST_PHRASES * 4]
        within = leaf.within if isinstance(leaf, Phrase) else 0
        others = phrases[1:]
        self._tell_cut(leaf, len(others), _MOST_PHRASES)
        self.found += [f"“{phrase}”" for phrase in others[:_MOST_PHRASES]]
        return [Phrase(phrase, within, leaf.field) for phrase in others[:_MOST_PHRASES]]

    def _spellings(self, word: str) -> list[str]:
        """The misreadings of a word that the archive has, most frequent first."""
        if word not in self._known:
            counted = [(-count, spelling) for spelling in misreadings(word) if (count := self._sources.count(spelling))]
            self._known[word] = [spelling for _, spelling in sorted(counted)]
        return self._known[word]

    def _tell_cut(self, leaf: Word | Phrase, there: int, most: int) -> None:
        if there > most:
            self.notices.append(
                Notice(
                    f"“{leaf.text}” may stand here misread as {there:,} others; {most} of them are searched", leaf.span
                )
            )
