"""What a text itself and the word lists say about words."""

import re
from collections import Counter
from functools import cached_property

from newsreader.text import lexicon
from newsreader.text.knowledge import FEWEST_ARTICLES, NOTHING, Knowledge
from newsreader.text.letters import letter_runs

_SOUND = 0.97
_UNBROKEN = re.compile(r"[\w-]+")
_PLAIN_WORD = re.compile(r"[^\W\d_]{4,24}")
_SAMPLE = 12_000
_REACH = 40
_HYPHEN = re.compile(r"[-‐](?=[^\W_])(?<=[^\W_].)")
"""Begins with the hyphen itself: a pattern that begins by looking back is tried at every letter."""
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
        lower = word.lower()
        return any(lower in words for words in self._lists)

    def is_form(self, word: str) -> bool:
        """Whether a word list has this word or one it is a form of."""
        languages = self.languages
        if len(languages) == 1:
            return lexicon.is_form(word, languages[0])
        return any(lexicon.is_form(word, language) for language in languages)

    def is_function_word(self, word: str) -> bool:
        """Whether this is one of the commonest words of the language, which no compound ends with."""
        return any(word.lower() in lexicon.function_words(language) for language in self.languages)

    def in_archive(self, word: str) -> bool:
        """Whether some articles of the archive write this word."""
        return bool(self.knowledge.words) and self.knowledge.articles_with(word, self.language) >= FEWEST_ARTICLES

    def joined_in_archive(self, left: str, right: str) -> bool | None:
        """Whether the archive's articles write two halves as one word (True) or with a hyphen (False); None: neither.

        Both occur in any archive of some size; the form that is at least three times as frequent decides.
        """
        if not self.knowledge.words:
            return None
        joined = self.knowledge.articles_with(left + right, self.language)
        apart = self.knowledge.articles_with(f"{left}-{right}", self.language)
        if max(joined, apart) < FEWEST_ARTICLES or min(joined, apart) * 3 > max(joined, apart):
            return None
        return joined > apart

    @cached_property
    def _lists(self) -> tuple[frozenset[str], ...]:
        return tuple(map(lexicon.words, self.languages))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(letter_runs(self._text.lower()))

    @cached_property
    def _compounds(self) -> frozenset[tuple[str, str]]:
        """Halves of all compounds written with a hyphen; gathered once, or many gaps would take quadratic time."""
        text = self._text
        found = set()
        for match in _HYPHEN.finditer(text):
            start = end = match.start()
            while start > 0 and end - start < _REACH and text[start - 1].isalnum():
                start -= 1
            right = _FIRST_WORD.match(text, match.end(), match.end() + _REACH)
            if right:
                found.add((text[start:end], right[0]))
        return frozenset(found)

    @cached_property
    def soundness(self) -> float:
        """The share of the small-letter words of the text that are words, 0 to 1; 1 where there is nothing to tell."""
        runs = Counter(_UNBROKEN.findall(self._text[:_SAMPLE])) if self.languages else {}
        words = {word: count for word, count in runs.items() if word.islower() and _PLAIN_WORD.fullmatch(word)}
        known = sum(count for word, count in words.items() if self.is_form(word))
        return known / sum(words.values()) if words else 1.0

    @property
    def is_sound(self) -> bool:
        """Whether nearly all small-letter words of the text are words: no noise from recognition."""
        return self.soundness >= _SOUND
