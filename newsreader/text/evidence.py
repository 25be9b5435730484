"""What a text itself and the word lists say about words."""

import re
from functools import cached_property

from newsreader.text import lexicon
from newsreader.text.knowledge import NOTHING, Knowledge

_SOUND = 0.97
_PLAIN_WORD = re.compile(r"(?<![\w-])[^\W\d_]{4,24}(?![\w-])")
_SAMPLE = 12_000
_REACH = 40
_HYPHEN = re.compile(r"(?<=[^\W_])[-‐](?=[^\W_])")
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_FIRST_WORD = re.compile(r"[^\W_]+")


class Evidence:
    """What a text and the word lists know about words; built once a text and only when it is needed."""

    def __init__(self, text: str, language: str, knowledge: Knowledge = NOTHING) -> None:
        self._text = text
        self.language = language
        self.knowledge = knowledge
        known = language in lexicon.LANGUAGES
        self.languages: tuple[str, ...] = (language,) if known else (() if language else lexicon.LANGUAGES)

    def in_text(self, word: str) -> bool:
        """Whether the text itself writes this word somewhere, whole."""
        return word.lower() in self._words

    def hyphenated_in_text(self, left: str, right: str) -> bool:
        """Whether the text itself writes the compound with a hyphen and no gap."""
        return (left, right) in self._compounds

    def is_word(self, word: str) -> bool:
        """Whether a word list has this word."""
        return any(lexicon.is_word(word, language) for language in self.languages)

    def is_form(self, word: str) -> bool:
        """Whether a word list has this word or one it is a form of."""
        return any(lexicon.is_form(word, language) for language in self.languages)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W\d_]+", self._text.lower()))

    @cached_property
    def _compounds(self) -> frozenset[tuple[str, str]]:
        """Halves of all compounds written with a hyphen; gathered once, or many gaps would take quadratic time."""
        text = self._text
        found = set()
        for match in _HYPHEN.finditer(text):
            left = _LAST_WORD.search(text, max(0, match.start() - _REACH), match.start())
            right = _FIRST_WORD.match(text, match.end(), match.end() + _REACH)
            if left and right:
                found.add((left[0], right[0]))
        return frozenset(found)

    @cached_property
    def is_sound(self) -> bool:
        """Whether nearly all small-letter words of the text are words: no noise from recognition."""
        if not self.languages:
            return True
        words = [word for word in _PLAIN_WORD.findall(self._text[:_SAMPLE]) if word.islower()]
        if not words:
            return True
        return sum(map(self.is_form, words)) >= _SOUND * len(words)
