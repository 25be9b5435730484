"""What one archive knows beyond the rules: the words its articles are written with, and what people corrected.

A snapshot, taken once at the start of an import or of a new reading: what an article becomes never depends on what
else is read beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from newsreader.text.words import fold

FEWEST_ARTICLES: Final = 3
"""A word seen in fewer articles says nothing: the same misreading turns up twice."""

_EDGES: Final = " .,:;·•|*-–—_/()[]\"'’“”„«»"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one archive knows beyond the rules: its own words, and what people corrected.

    Attributes:
        words: Language -> word in lower case, accents kept -> number of articles that print it. Compounds are there
            with their hyphen (`cease-fire`), their parts only where printed alone. Only words of at least
            `FEWEST_ARTICLES` articles.
        papers: Variant of a paper's name, see `variant_key` -> the name people confirmed.
        agencies: Variant of an agency's name -> the name people confirmed.
        persons: Variant of a byline -> the persons people confirmed.
        confidences: `(field, variant)` -> how sure the teaching is, where it is not the usual 0.97.
    """

    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidences: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def articles_with(self, word: str, language: str) -> int:
        """The number of articles that print this word, case aside; 0 where too few do.

        Args:
            word: A word, or a compound with its hyphens; elided words (`l'`) are counted apart from the next.
            language: BCP 47 code; "" asks all languages and adds them up.
        """
        key = word_key(word)
        if not language:
            return sum(words.get(key, 0) for words in self.words.values())
        words = self.words.get(language)
        return words.get(key, 0) if words else 0

    @property
    def has_teachings(self) -> bool:
        """Whether people have taught anything."""
        return bool(self.papers or self.agencies or self.persons)


NOTHING: Final = Knowledge()
"""Of an archive without articles, and of no archive."""


def word_key(word: str) -> str:
    """A word as it is counted: lower case, accents kept, for an accent is what a damaged word has lost."""
    lower = word.lower()
    return lower if lower.isascii() else lower.replace("\u2010", "-").replace("\u2011", "-")


def variant_key(line: str) -> str:
    """A printed line as it is remembered: case, accents, spacing and the marks around it set aside."""
    return " ".join(fold(line).split()).strip(_EDGES)
