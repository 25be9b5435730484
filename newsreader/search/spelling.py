"""A better spelling of a query, from the words of the archive itself."""

from typing import Final

from newsreader.domain.query import And, Node, Or, Phrase, Word
from newsreader.search.index import SearchIndex
from newsreader.text.words import Token, is_cjk, tokens

SHORTEST: Final = 4
_FIELDS: Final = frozenset({"", "headline", "body", "byline", "lead", "raw"})
_MOST_WORDS: Final = 12


def did_you_mean(text: str, root: Node, index: SearchIndex) -> str:
    """The query with words the archive does not have replaced by the nearest it has; "" when none is near."""
    better = text
    for leaf in sorted(_words(root), key=lambda node: node.span.start, reverse=True)[:_MOST_WORDS]:
        typed = text[leaf.span.start : leaf.span.end]
        replaced = typed
        offset = typed.rfind(leaf.text)
        if offset < 0:
            continue
        for token in reversed(tokens(leaf.text)):
            nearest = _nearest(token, index)
            if nearest:
                start, end = offset + token.start, offset + token.end
                replaced = replaced[:start] + _like(replaced[start:end], nearest) + replaced[end:]
        better = better[: leaf.span.start] + replaced + better[leaf.span.end :]
    return better if better != text else ""


def _words(node: Node) -> list[Word | Phrase]:
    if isinstance(node, (And, Or)):
        return [leaf for part in node.parts for leaf in _words(part)]
    if isinstance(node, (Word, Phrase)) and node.field in _FIELDS:
        return [node]
    return []


def _nearest(token: Token, index: SearchIndex) -> str:
    word = token.text
    if len(word) < SHORTEST or is_cjk(word) or any(char.isdigit() for char in word) or index.word_count(word):
        return ""
    found = index.similar(word, 1)
    return found[0][0] if found else ""


def _like(typed: str, word: str) -> str:
    """The word in the case of what was typed."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
