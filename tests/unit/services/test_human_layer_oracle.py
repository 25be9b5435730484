"""Tags, notes and marks looked up at search time find what an index that holds them finds."""

import tempfile
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.query import Filters
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.services.human_layer import HumanLayer

WORDS = ["truce", "truces", "Truce", "cease-fire", "ceasefire", "cease- fire", "fire", "U.S.", "us", "Łódź", "l'homme",
         "homme", "東京都", "1,000", "émigré", "emigre", "of", "long-term-plan", "."]  # fmt: skip
TAGS = ["war", "war/truce", "Łódź", "labour/docks"]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
articles: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
        notes=st.lists(texts, max_size=2),
        language=st.sampled_from(["", "en", "fr", "de-AT"]),
        starred=st.booleans(),
        read=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
words = st.sampled_from([word for word in WORDS if word != "."])
atoms = st.one_of(
    words.map(lambda word: f'note:"{word}"'),
    words.map(lambda word: f"note:{word.replace(' ', '')}"),
    st.lists(words, min_size=2, max_size=3).map(lambda some: f'note:"{" ".join(some)}"'),
    st.lists(words, min_size=2, max_size=2).map(lambda some: f'note:"{" ".join(some)}"~3'),
    st.sampled_from(["note:tru*", "note:*fire", "note:l?dz", "note:truse~1", "note:cesefire~2", "note:京"]),
    st.sampled_from(["tag:war", "tag:lodz", "tag:truce", "tag:la*", "tag:doc", "is:starred", "is:read", "is:unread"]),
    st.sampled_from(["has:note", "has:tag", "harbour", "-tag:war"]),
)
queries = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=2).map(" ".join),
        st.lists(inner, min_size=2, max_size=2).map(lambda parts: f"({parts[0]} OR {parts[1]})"),
        inner.map(lambda part: f"NOT ({part})"),
    ),
    max_leaves=4,
)
filters = st.sampled_from(
    [
        Filters(),
        Filters({"tag": frozenset({"war"})}),
        Filters({"tag": frozenset({"", "Łódź"})}),
        Filters({"mark": frozenset({"starred", "unread"})}),
        Filters({"tag": frozenset({"war/truce"})}, {"mark": frozenset({"starred"})}),
    ]
)


class Kept:
    """What people added to some articles, as the archive would give it."""

    def __init__(self, given_: list[dict[str, Any]]) -> None:
        self._given = list(enumerate(given_, start=1))

    def head(self) -> int:
        return 1

    def since(self, seq: int, limit: int) -> list[int]:
        return []

    def tag_names(self) -> dict[int, str]:
        return dict(enumerate(TAGS))

    def tagged(self, among: Sequence[int] | None = None) -> "tuple[array[int], array[int]]":
        pairs = [(number, TAGS.index(tag)) for number, one in self._given for tag in one["tags"]]
        return array("q", (number for number, _ in pairs)), array("q", (tag for _, tag in pairs))

    def notes(self, among: Sequence[int] | None = None) -> list[tuple[int, str, str]]:
        return [(number, one["language"], note) for number, one in self._given for note in one["notes"]]

    def flagged(self, flag: str, among: Sequence[int] | None = None) -> "array[int]":
        holds = {"is:starred": "starred", "is:read": "read", "has:note": "notes", "has:tag": "tags"}
        return array("q", (number for number, one in self._given if one[holds[flag]]))


def document(number: int, one: dict[str, Any]) -> IndexDocument:
    flags = [name for name, key in (("is:starred", "starred"), ("is:read", "read"), ("has:note", "notes"),
             ("has:tag", "tags")) if one[key]]  # fmt: skip
    above = tuple(tag.split("/")[0] for tag in one["tags"] if "/" in tag)
    values = {
        "tag": tuple(one["tags"]),
        "tag_above": above,
        "language": (one["language"],),
        "flag": (*flags, *(() if one["read"] else ("is:unread",))),
    }
    return IndexDocument(number, body="harbour" if number % 2 else "", notes=tuple(one["notes"]), values=values)


@settings(max_examples=30, deadline=None)
@given(made=articles, asked=st.lists(st.tuples(queries, filters), min_size=1, max_size=6))
def test_the_layer_and_an_index_of_it_find_the_same(
    made: list[dict[str, Any]], asked: list[tuple[str, Filters]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        index = WhooshIndex(Path(place), "test")
        index.apply((document(number, one) for number, one in enumerate(made, start=1)), [], 1)
        layer = HumanLayer(Kept(made))  # type: ignore[arg-type]  # it has all that is asked of it
        for text, chosen in asked:
            root = parse(text).root
            own = index.search(IndexRequest(root, chosen, facets=("tag",)))
            looked_up = index.search(IndexRequest(root, chosen, facets=("tag",), human=layer))
            assert sorted(looked_up.numbers) == sorted(own.numbers), text
            assert dict(looked_up.facets["tag"]) == dict(own.facets["tag"]), text
        index.close()
