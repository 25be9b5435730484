"""Families in searches: looked up in the archive, so that an article that finds kin need not be indexed again."""

from collections.abc import Callable

from newsreader.domain.article import PreparedArticle
from newsreader.services import indexing, searching, trash
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from tests.bench.families import Versions


def test_printings_of_a_story_are_searched(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    story = Versions(3).story(120)
    first, second, lone = add_to(article(story), article(f"{story} More."), article(Versions(4).story(80)))
    indexing.update(session)

    def found(text: str) -> set[str]:
        numbers = searching.search(session, SearchRequest(text)).numbers
        return set(session.archive.articles.ids_of(numbers.tolist()).values())

    assert found("has:family") == found("is:duplicate") == found("family:*") == {first, second}
    assert found("-has:family") == {lone}
    assert found(f"family:{second}") == found(f"family:{first[:8].upper()}") == {first, second}
    assert found(f"family:{lone}") == found("family:nothing") == set()
    trash.to_trash(session, [first])
    indexing.update(session)
    assert found("has:family") == set()
    assert found(f"family:{first}") == {second}
    trash.restore(session, [first])
    indexing.update(session)
    assert found("is:duplicate") == {first, second}


def test_a_family_nobody_has_is_told(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    add_to(article())
    indexing.update(session)
    (notice,) = searching.search(session, SearchRequest("family:abcd")).notices
    assert notice.message == "No article here is a printing of “abcd”"
