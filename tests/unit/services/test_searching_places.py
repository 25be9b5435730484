"""A place is found by its name today and by the name the text prints."""

from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.services import indexing, searching
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from newsreader.text.prepare import prepare

TEXT = "The envoy left Konstantinopel for Vienna on Monday, and nobody in Halvorsen knew of his errand."


def read(text: str) -> PreparedArticle:
    return prepare(SourceArticle(text, "x.txt", "text", "utf-8", "0" * 64, len(text), body=(0, len(text))))


@pytest.mark.parametrize("query", ["place:istanbul", "place:Konstantinopel", 'place:"vienna"'])
def test_places_mentioned_are_found(
    session: Session, add_to: Callable[..., list[str]], query: str, article: Callable[..., PreparedArticle]
) -> None:
    (there, _) = add_to(read(TEXT), article("Nothing happened in the harbour."))
    indexing.update(session)
    result = searching.search(session, SearchRequest(query))
    assert [hit.id for hit in result.hits] == [there]
