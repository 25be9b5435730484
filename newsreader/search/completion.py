"""Completes the word before the cursor: a field's name, a value of the archive, a flag, a word of its vocabulary."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from newsreader.search.fields import FLAGS, TEXT_FIELDS, VALUE_FIELDS, canonical
from newsreader.search.render import quoted
from newsreader.text import authorities
from newsreader.text.words import fold, folded_words

MOST: Final = 12
_SHORTEST_WORD: Final = 2
_FIELDS: Final = (
    "headline", "byline", "body", "lead", "dateline", "paper", "source", "agency", "provider", "country", "region",
    "place", "lang", "section", "page", "tag", "note", "family", "date", "before", "after", "added", "has", "is",
    "exact", "ocr", "synonyms", "quality", "words", "raw", "search",
)  # fmt: skip
_PIECE = re.compile(r"(?:^|(?<=[\s(]))(?P<minus>-?)(?:(?P<field>[^\W\d_]\w*):)?(?P<value>\"[^\"]*|[^\s()\"]*)$")
_NAMES: Final = {
    "country": authorities.country_name,
    "region": authorities.region_name,
    "language": authorities.language_name,
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where completions come from.

    Attributes:
        words: Words of the archive that begin so, at most so many.
        values: Values of a field with their number of articles.
        searches: Names of the saved searches.
    """

    words: Callable[[str, int], list[tuple[str, int]]]
    values: Callable[[str], dict[str, int]]
    searches: Callable[[], list[str]]


def complete(text: str, cursor: int, sources: Sources) -> list[str]:
    """Whole queries in which the word before the cursor is completed, likeliest first."""
    cursor = min(max(cursor, 0), len(text))
    match = _PIECE.search(text[:cursor])
    if match is None:
        return []
    value = match["value"].lstrip('"')
    before, after = text[: match.start()] + match["minus"], text[cursor:]
    if match["field"]:
        name = canonical(match["field"])
        endings = [f"{match['field']}:{_plain(each)}" for each in _values(name, value, sources)]
    else:
        endings = _fields(value) + [_plain(each) for each in _words(value, sources)]
    return [f"{before}{ending}{after}" for ending in dict.fromkeys(endings) if ending != match[0]][:MOST]


def _plain(value: str) -> str:
    return value if re.fullmatch(r"[^\s()\"“”„‟«»\\]+", value) else quoted(value)


def _fields(typed: str) -> list[str]:
    return [f"{name}:" for name in _FIELDS if typed and name.startswith(typed.casefold())]


def _words(typed: str, sources: Sources) -> list[str]:
    """The last word typed, completed, behind the words that stand before it between quotation marks."""
    before, _, last = typed.rpartition(" ")
    folded = folded_words(last)
    if len(folded) != 1 or len(folded[0]) < _SHORTEST_WORD:
        return []
    return [f"{before} {word}".lstrip() for word, _ in sources.words(folded[0], MOST)]


def _values(name: str, typed: str, sources: Sources) -> list[str]:
    wanted = fold(typed)
    if name in FLAGS:
        return [flag for flag in FLAGS[name] if flag.startswith(wanted)]
    if name == "search":
        return [each for each in sources.searches() if fold(each).startswith(wanted)]
    if name in VALUE_FIELDS:
        fields = ("paper", "agency", "provider") if name == "source" else (name,)
        found = [item for field in fields for item in sources.values(field).items()]
        shown = [(_NAMES[name](value) if name in _NAMES else value, count) for value, count in found]
        return [
            label
            for label, _ in sorted(shown, key=lambda item: (-item[1], item[0]))
            if any(f" {fold(label)}".find(f"{mark}{wanted}") >= 0 for mark in (" ", "-", "/"))
        ]
    return _words(typed, sources) if name in TEXT_FIELDS else []
