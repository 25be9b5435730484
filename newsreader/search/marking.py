"""Finds in a text exactly the words that made a query match it: other forms, hyphened and joined forms, phrases."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from newsreader.domain.query import And, Fuzzy, Node, Or, Pattern, Phrase, Word
from newsreader.search.patterns import folded_pattern, pattern_expression
from newsreader.search.stems import common_start, stem
from newsreader.text import words
from newsreader.text.words import Token

TextLeaf: TypeAlias = Word | Pattern | Fuzzy | Phrase
Run: TypeAlias = tuple[int, int]
"""First token and one past the last."""

_BODY_FIELDS: Final = frozenset({"", "body", "lead", "raw"})

_PART_LETTERS: Final = 4


def leaves(node: Node) -> Iterator[TextLeaf]:
    """The words and phrases of a query that a match holds; not those under NOT."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, (And, Or)):
            stack.extend(reversed(here.parts))
        elif isinstance(here, (Word, Pattern, Fuzzy, Phrase)):
            yield here


def body_leaves(node: Node) -> list[TextLeaf]:
    """The words and phrases of a query that are looked for in the text of an article."""
    return [leaf for leaf in leaves(node) if leaf.field in _BODY_FIELDS]


def find_marks(root: Node, text: str, language: str, lead: int | None = None) -> list[tuple[int, int]]:
    """Spans of a clean text to mark for a query, sorted and not overlapping.

    Args:
        root: The query; what it asks of other fields than the text is left out.
        text: The clean text.
        language: Language of the article; decides which words are forms of each other.
        lead: Where the first paragraph ends, when the text is a stretch of a longer one.
    """
    if lead is None:
        lead = text.find("\n\n")
    places = {"lead": [(0, lead if lead >= 0 else len(text))]}
    return _marks(body_leaves(root), text, language, lambda leaf: places.get(leaf.field))


def find_raw_marks(
    root: Node, text: str, language: str, places: Mapping[str, Sequence[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """Spans of a raw text to mark for a query, sorted and not overlapping.

    Args:
        root: The query.
        text: The raw text.
        language: Language of the article.
        places: Where in the raw text each field stands: `body`, `headline`, `byline`, `dateline`, and `` for all
            that is searched without naming a field. A field that is not in it is nowhere.
    """
    wanted = [leaf for leaf in leaves(root) if leaf.field in ("raw", "lead") or leaf.field in places]
    return _marks(wanted, text, language, lambda leaf: None if leaf.field == "raw" else places.get(_place_of(leaf), ()))


def _place_of(leaf: TextLeaf) -> str:
    return "body" if leaf.field == "lead" else leaf.field


def _marks(
    wanted: list[TextLeaf],
    text: str,
    language: str,
    allowed: Callable[[TextLeaf], Sequence[tuple[int, int]] | None],
) -> list[tuple[int, int]]:
    if not wanted or not text:
        return []
    marked = MarkedText(text, language.split("-")[0].lower())
    spans: set[tuple[int, int]] = set()
    for leaf in dict.fromkeys(wanted):
        where = allowed(leaf)
        for first, last in marked.runs(leaf):
            start, end = marked.tokens[first].start, marked.tokens[last - 1].end
            if where is None or any(low <= start and end <= high for low, high in where):
                spans.add((start, end))
    return _merged(sorted(spans))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class MarkedText:
    """The words of one text, found by what they are."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.tokens = words.tokens(text)
        self._language = language
        self._at: dict[str, list[int]] = {}
        self._joined: dict[str, list[Run]] = {}
        for token in self.tokens:
            self._at.setdefault(token.text, []).append(token.position)
            for form in token.joined:
                self._joined.setdefault(form.text, []).append((token.position, token.position + form.parts))

    def runs(self, leaf: TextLeaf) -> Iterator[Run]:
        """The runs of tokens that a leaf matches."""
        if isinstance(leaf, Pattern):
            expression = pattern_expression(folded_pattern(leaf.text))
            yield from self._all_of(word for word in self._vocabulary() if expression.fullmatch(word))
        elif isinstance(leaf, Fuzzy):
            wanted = "".join(words.folded_words(leaf.text))
            yield from self._all_of(word for word in self._vocabulary() if is_near(word, wanted, leaf.edits))
        else:
            asked = words.tokens(leaf.text)
            if not asked:
                return
            if isinstance(leaf, Word) and len(asked) == 1 and not leaf.exact:
                yield from self._word(asked[0].text, with_forms=leaf.field != "raw")
            elif isinstance(leaf, Phrase) and leaf.within and len(asked) > 1:
                yield from self._near(leaf, asked)
            else:
                yield from self._phrase(leaf, asked)

    def _vocabulary(self) -> set[str]:
        return set(self._at) | set(self._joined)

    def _all_of(self, found: Iterable[str]) -> Iterator[Run]:
        for word in found:
            for position in self._at.get(word, ()):
                yield position, position + 1
            yield from self._joined.get(word, ())

    def _word(self, word: str, *, with_forms: bool) -> Iterator[Run]:
        yield from self._all_of([word])
        if words.is_cjk(word) and len(word) == 1:
            yield from self._all_of(other for other in self._at if word in other)
        yield from self._split(word)
        if not with_forms:
            return
        root = stem(word, self._language)
        start = common_start(root)
        for other, positions in self._at.items():
            if other != word and other.startswith(start) and stem(other, self._language) == root:
                for position in positions:
                    yield position, position + 1

    def _split(self, word: str) -> Iterator[Run]:
        if not word.isalpha():
            return
        for cut in range(_PART_LETTERS, len(word) - _PART_LETTERS + 1):
            for position in self._at.get(word[:cut], ()):
                if position + 1 < len(self.tokens) and self.tokens[position + 1].text == word[cut:]:
                    yield position, position + 2

    def _is_exact(self, position: int, wanted: str) -> bool:
        return words.surface(self.text, self.tokens[position]) == wanted

    def _phrase(self, leaf: Word | Phrase, asked: list[Token]) -> Iterator[Run]:
        surfaces = [words.surface(leaf.text, token) for token in asked]
        starts = {run[0] for run in self._steps(asked, 0, surfaces if leaf.exact else None)}
        for start in starts:
            for end in self._ends(asked, start, surfaces if leaf.exact else None):
                yield start, end
        if not leaf.exact and all(token.joined for token in asked[:-1]):
            yield from self._all_of(["".join(token.text for token in asked)])

    def _steps(self, asked: list[Token], index: int, surfaces: list[str] | None) -> Iterator[Run]:
        for run, _ in self._next(asked, index, surfaces):
            yield run

    def _next(self, asked: list[Token], index: int, surfaces: list[str] | None) -> Iterator[tuple[Run, int]]:
        """Runs that can stand for the words from `index` on, each with the index of the word after them."""
        token = asked[index]
        for position in self._at.get(token.text, ()):
            if surfaces is None or self._is_exact(position, surfaces[index]):
                yield (position, position + 1), index + 1
        if surfaces is not None:
            return
        for run in self._joined.get(token.text, ()):
            yield run, index + 1
        if index + 1 < len(asked):
            following = asked[index + 1]
            if token.joined or min(len(token.text), len(following.text)) >= _PART_LETTERS:
                for position in self._at.get(token.text + following.text, ()):
                    yield (position, position + 1), index + 2

    def _ends(self, asked: list[Token], start: int, surfaces: list[str] | None) -> set[int]:
        reached: list[set[int]] = [set() for _ in range(len(asked) + 1)]
        reached[0] = {start}
        for index in range(len(asked)):
            if not reached[index]:
                continue
            for run, after in self._next(asked, index, surfaces):
                if run[0] in reached[index]:
                    reached[after].add(run[1])
        return reached[-1]

    def _near(self, leaf: Phrase, asked: list[Token]) -> Iterator[Run]:
        needed: dict[str, int] = {}
        for token in asked:
            needed[token.text] = needed.get(token.text, 0) + 1
        places: list[tuple[int, int, str]] = []
        for token in {token.text: token for token in asked}.values():
            wanted = words.surface(leaf.text, token)
            places.extend(
                (first, last, token.text)
                for first, last in self._all_of([token.text])
                if not leaf.exact or self._is_exact(first, wanted)
            )
        places.sort()
        held = dict.fromkeys(needed, 0)
        low = 0
        found: set[Run] = set()
        for place, (position, _, word) in enumerate(places):
            held[word] += 1
            while position - places[low][0] > leaf.within:
                held[places[low][2]] -= 1
                low += 1
            if all(held[each] >= count for each, count in needed.items()):
                found.update((first, last) for first, last, _ in places[low : place + 1])
        yield from found


def is_near(word: str, wanted: str, edits: int) -> bool:
    """Whether two words are within some edits of each other; a swap of two neighbours counts one."""
    if abs(len(word) - len(wanted)) > edits:
        return False
    before: list[int] | None = None
    row = list(range(len(wanted) + 1))
    for place, letter in enumerate(word):
        new = [place + 1]
        for column, other in enumerate(wanted, start=1):
            cost = min(new[-1] + 1, row[column] + 1, row[column - 1] + (letter != other))
            if before is not None and column > 1 and letter == wanted[column - 2] and word[place - 1] == other:
                cost = min(cost, before[column - 2] + 1)
            new.append(cost)
        before, row = row, new
        if min(row) > edits and min(before) > edits:
            return False
    return row[-1] <= edits
