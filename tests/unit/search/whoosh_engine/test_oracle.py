"""The engine against a naive reading of every document, for generated archives and queries."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.query import Filters, Sort
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.marking import is_near
from newsreader.search.stems import stem
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.text.words import Token, surface, tokens

WORDS = [
    "truce", "truces", "Truce", "cease-fire", "ceasefire", "cease", "fire", "cease- fire", "cease-\nfire", "fires",
    "U.S.", "US", "us", "Łódź", "lodz", "Macron’s", "macron", "l'homme", "homme", "long-term-plan", "longtermplan",
    "plan", "東京都", "京", "of", "into", "in", "to", "1,000", "émigré", "emigre", "Straße", "strasse", "\n\n", ".",
]  # fmt: skip
LANGUAGES = ["", "en", "fr", "de-AT"]
PAPERS = ["", "National Post", "The Post", "Le Monde"]

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
documents: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    headline=texts,
    body=texts,
    raw=texts,
    byline=st.sampled_from(["", "Truce Macron", "homme"]),
    furniture=st.sampled_from(["", "truce us"]),
    language=st.sampled_from(LANGUAGES),
    paper=st.sampled_from(PAPERS),
    tags=st.lists(st.sampled_from(["war", "war/truce", "Łódź"]), max_size=2, unique=True),
    day=st.sampled_from([(0, 0), (19190101, 19191231), (19190514, 19190514), (20201010, 20201010)]),
)

words = st.sampled_from([word for word in WORDS if word.strip() not in ("", ".")])
fields = st.sampled_from(["", "", "", "headline:", "body:", "lead:", "byline:", "raw:", "exact:"])
atoms = st.one_of(
    st.tuples(fields, words.map(lambda word: word.replace(" ", "").replace("\n", ""))).map("".join),
    st.tuples(fields, st.lists(words, min_size=1, max_size=3)).map(lambda pair: f'{pair[0]}"{" ".join(pair[1])}"'),
    st.tuples(st.lists(words, min_size=2, max_size=2), st.integers(1, 4)).map(
        lambda pair: f'"{" ".join(pair[0])}"~{pair[1]}'
    ),
    st.sampled_from(["tru*", "*fire", "c*e", "l?dz", "cea*", "truse~1", "cesefire~2", "fier~1"]),
    st.sampled_from(["paper:post", 'paper:"national post"', "paper:nat*", "tag:war", "tag:lodz", "tag:truce"]),
    st.sampled_from(["date:1919", "date:1919-05", "date:>=1920", "before:1919-03", "date:1900..1930", "has:date"]),
)
queries = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OR ".join(parts) + ")"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=5,
)


def index_document(number: int, given: dict[str, Any]) -> IndexDocument:
    tags = tuple(given["tags"])
    return IndexDocument(
        number,
        headline=given["headline"],
        body=given["body"],
        raw=(given["raw"],),
        byline=given["byline"],
        furniture=(given["furniture"],),
        values={
            "language": (given["language"],),
            "paper": (given["paper"],),
            "tag": tags,
            "tag_above": tuple(tag.split("/")[0] for tag in tags if "/" in tag),
            "flag": ("has:date",) if given["day"][0] else (),
        },
        date_low=given["day"][0],
        date_high=given["day"][1],
    )


class Naive:
    """Reads one document again for every question."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given
        self.language = given["language"].split("-")[0]

    def matches(self, node: Any) -> bool:
        name = type(node).__name__
        if name == "And":
            return all(self.matches(part) for part in node.parts)
        if name == "Or":
            return any(self.matches(part) for part in node.parts)
        if name == "Not":
            return not self.matches(node.part)
        if name in ("Everything", "Nothing"):
            return name == "Everything"
        return bool(getattr(self, f"_{name.lower()}")(node))

    def _flag(self, node: Any) -> bool:
        return bool(self.given["day"][0])

    def _fieldis(self, node: Any) -> bool:
        asked = node.value.casefold().replace("ł", "l").replace("ó", "o").replace("ź", "z")
        if node.field == "paper":
            held = self.given["paper"].casefold()
            return held.startswith("nat") if asked == "nat*" else bool(held) and f" {asked} " in f" {held} "
        return any(
            f" {asked} " in f" {tag.replace('/', ' ').casefold().replace('łódź', 'lodz')} "
            for tag in self.given["tags"]
        )

    def _daterange(self, node: Any) -> bool:
        low, high = self.given["day"]
        return low > 0 and (node.low is None or high >= node.low) and (node.high is None or low <= node.high)

    def _texts(self, node: Any) -> Iterable[tuple[str, list[Token]]]:
        names = {"": ("headline", "body", "byline", "raw"), "lead": ("body",)}.get(node.field, (node.field,))
        if node.field == "raw":
            names = ("raw", "furniture", "body", "headline", "byline")
        if getattr(node, "exact", False):
            names = ("headline", "body", "byline")
        for name in names:
            text = self.given[name]
            found = tokens(text)
            if node.field == "lead" and "\n\n" in text:
                found = [token for token in found if token.end <= text.index("\n\n")]
            yield text, found

    def _pattern(self, node: Any) -> bool:
        import fnmatch

        return self._any_word(node, lambda word: fnmatch.fnmatchcase(word, node.text))

    def _fuzzy(self, node: Any) -> bool:
        return self._any_word(node, lambda word: is_near(word, node.text, node.edits))

    def _any_word(self, node: Any, wanted: Any) -> bool:
        return any(
            wanted(form) for _, found in self._texts(node) for token in found for form in (token.text, *joined(token))
        )

    def _word(self, node: Any) -> bool:
        asked = tokens(node.text)
        if len(asked) > 1 or node.exact:
            return self._phrase(node)
        word = asked[0].text
        for _, found in self._texts(node):
            for place, token in enumerate(found):
                here = {token.text, *joined(token)}
                if word in here or (len(word) == 1 and not word.isascii() and word in token.text):
                    return True
                if (
                    node.field != "raw"
                    and self.language
                    and stem(token.text, self.language) == stem(word, self.language)
                ):
                    return True
                following = found[place + 1].text if place + 1 < len(found) else ""
                if min(len(token.text), len(following)) >= 4 and token.text + following == word:
                    return True
        return False

    def _phrase(self, node: Any) -> bool:
        asked = tokens(node.text)
        if getattr(node, "within", 0) and len(asked) > 1:
            return any(self._near(node, asked, found) for _, found in self._texts(node))
        surfaces = [surface(node.text, token) for token in asked]
        for text, found in self._texts(node):
            if node.exact:
                held = [surface(text, token) for token in found]
                if any(held[place : place + len(surfaces)] == surfaces for place in range(len(held))):
                    return True
                continue
            for place in range(len(found)):
                if follows(asked, 0, found, place):
                    return True
            if all(token.joined for token in asked[:-1]) and len(asked) != 2:
                whole = "".join(token.text for token in asked)
                if any(whole == token.text or (len(asked) == 1 and whole in joined(token)) for token in found):
                    return True
        return False

    def _near(self, node: Any, asked: list[Token], found: list[Token]) -> bool:
        places = [{token.position for token in found if each.text in (token.text, *joined(token))} for each in asked]
        return chosen([each.text for each in asked], places, (), node.within)


def chosen(asked: list[str], places: list[set[int]], taken: tuple[int, ...], within: int) -> bool:
    """Whether every word has a place, the same word asked for twice two of them, all near each other."""
    if len(taken) == len(asked):
        return max(taken) - min(taken) <= within
    word = asked[len(taken)]
    used = {place for other, place in zip(asked, taken, strict=False) if other == word}
    return any(chosen(asked, places, (*taken, place), within) for place in places[len(taken)] - used)


def joined(token: Token) -> list[str]:
    return [form.text for form in token.joined]


def follows(asked: list[Token], index: int, found: list[Token], place: int) -> bool:
    """Whether the words asked for from `index` on stand from `place` on."""
    if index == len(asked):
        return True
    if place >= len(found):
        return False
    word = asked[index].text
    if found[place].text == word and follows(asked, index + 1, found, place + 1):
        return True
    pairs = [form.text for form in found[place].joined if form.parts == 2]
    if word in pairs and follows(asked, index + 1, found, place + 2):
        return True
    if index + 1 < len(asked):
        one = word + asked[index + 1].text
        may = bool(asked[index].joined) or min(len(word), len(asked[index + 1].text)) >= 4
        return may and found[place].text == one and follows(asked, index + 2, found, place + 1)
    return False


def check(first: list[dict[str, Any]], later: list[tuple[int, dict[str, Any] | None]], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex(Path(folder) / "index", "archive")
        held = dict(enumerate(first, start=1))
        index.apply([index_document(number, given) for number, given in held.items()], [], 1)
        for generation, (number, changed) in enumerate(later, start=2):
            if changed is None:
                held.pop(number, None)
                index.apply([], [number], generation)
            else:
                held[number] = changed
                index.apply([index_document(number, changed)], [], generation)
        assert list(index.numbers()) == sorted(held)
        for query in asked:
            root = parse(query).root
            expected = sorted(number for number, given in held.items() if Naive(given).matches(root))
            hits = index.search(IndexRequest(root, count_parts=True, facets=("paper",)))
            assert sorted(hits.numbers) == expected, query
            assert hits.total == len(expected)
            papers = [held[number]["paper"] for number in expected if held[number]["paper"]]
            assert dict(hits.facets["paper"]) == {paper: papers.count(paper) for paper in papers}
            index.search(IndexRequest(root, Filters({"paper": frozenset({"", "The Post"})}), Sort.PAPER))
        index.close()


def test_near_spellings_where_no_word_is_left() -> None:
    names = ("headline", "body", "raw", "byline", "furniture", "language", "paper")
    words: dict[str, Any] = {**dict.fromkeys(names, ""), "tags": [], "day": (0, 0)}
    check([{**words, "raw": "truce"}, words], [(1, None)], ["truse~1", "raw:truse~1", "truce*"])


archives = st.lists(documents, min_size=1, max_size=6)
changes = st.lists(st.tuples(st.integers(1, 6), st.one_of(st.none(), documents)), max_size=4)
many_queries = st.lists(queries, min_size=6, max_size=12)


@settings(max_examples=40, deadline=None)
@given(archives, changes, many_queries)
def test_the_engine_finds_what_a_naive_reading_finds(
    first: list[dict[str, Any]], later: list[tuple[int, dict[str, Any] | None]], asked: list[str]
) -> None:
    check(first, later, asked)


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(archives, changes, many_queries)
def test_it_does_so_for_thousands_of_queries(
    first: list[dict[str, Any]], later: list[tuple[int, dict[str, Any] | None]], asked: list[str]
) -> None:
    check(first, later, asked)
