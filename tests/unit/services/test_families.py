import re
from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.errors import ArticleMissing
from newsreader.services import correcting, families, trash
from newsreader.services.session import Session
from tests.bench.families import Versions

Make = Callable[..., PreparedArticle]
AddTo = Callable[..., list[str]]


@pytest.fixture
def printed(add_to: AddTo, article: Make) -> list[str]:
    """Three printings of a story, by id: whole, cut with a word changed, and undated with an ending of its own."""
    story = Versions(5).story(300)
    words = story.split(" ")
    cut = " ".join(["otherwise", *words[1 : 2 * len(words) // 3]])
    return add_to(
        article(story, paper="Globe", date="2020-10-19", country="CA"),
        article(cut, paper="Sentinel", date="2020-10-18", place="Sydney"),
        article(f"{story} Nobody was hurt.", paper="Echo"),
    )


def test_the_other_printings_come_by_date(session: Session, printed: list[str]) -> None:
    whole, cut, undated = printed
    found = families.members(session, whole)
    assert [each.id for each in found] == [cut, undated]
    assert (found[0].paper, found[0].place, found[0].date) == ("Sentinel", "Sydney", "2020-10-18")
    assert [each.id for each in families.members(session, undated)] == [cut, whole]


def test_how_alike_they_are(session: Session, printed: list[str]) -> None:
    cut, undated = families.members(session, printed[0])
    assert cut.in_common == pytest.approx(2 * 2 / (2 + 3), abs=0.02)
    assert undated.in_common is not None
    assert undated.in_common > 0.98
    assert cut.containment > 0.9
    assert cut.resemblance == pytest.approx(2 / 3, abs=0.2)


def test_an_article_alone_has_no_relatives(session: Session, add_to: AddTo, article: Make) -> None:
    (lone,) = add_to(article(Versions(6).story(100)))
    assert families.members(session, lone) == ()
    with pytest.raises(ArticleMissing):
        families.members(session, "aaaaaaaa")


def test_what_lies_in_the_trash_is_left_out_until_it_comes_back(session: Session, printed: list[str]) -> None:
    whole, cut, undated = printed
    trash.to_trash(session, [whole, undated])
    assert families.members(session, cut) == ()
    trash.restore(session, [undated])
    assert [each.id for each in families.members(session, cut)] == [undated]


def test_rows_say_how_many_other_printings_there_are(session: Session, printed: list[str]) -> None:
    articles = session.archive.articles
    assert [row.family_size for row in articles.rows([1, 2, 3])] == [2, 2, 2]
    trash.to_trash(session, [printed[0]])
    assert [row.family_size for row in articles.rows([1, 2, 3], with_trashed=True)] == [2, 1, 1]


def test_two_articles_are_compared_as_they_read_now(session: Session, printed: list[str]) -> None:
    whole, cut, _ = printed
    found = families.compare(session, whole[:8], cut)
    assert (found.first.id, found.second.id) == (whole, cut)
    assert (found.comparison.changed, found.comparison.deleted) == (
        1,
        found.comparison.first_words - found.comparison.second_words,
    )
    correcting.correct_text(session, whole, 0, 0, "Lately: ")
    assert families.compare(session, whole, cut).comparison.changed == found.comparison.changed + 1


def test_differences_in_words(session: Session, printed: list[str]) -> None:
    whole, cut, undated = printed
    told = families.in_words(families.compare(session, whole, cut).comparison)
    assert re.fullmatch("Cut by \\d+ words; 1 word differs", told)
    assert families.in_words(families.compare(session, whole, undated).comparison).endswith("words added")
    assert families.in_words(families.compare(session, whole, whole).comparison) == "The same words throughout"


def test_families_are_listed_with_a_headline(session: Session, printed: list[str]) -> None:
    (found,) = families.listing(session)
    assert (found.id, found.size) == (printed[0], 3)
    assert found.headline


class _Stop:
    def __init__(self, after: int) -> None:
        self._left = after

    @property
    def is_cancelled(self) -> bool:
        self._left -= 1
        return self._left < 0


def test_an_older_archive_is_caught_up_with_and_goes_on_where_it_was(
    session: Session, add_to: AddTo, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "_AT_ONCE", 2)
    versions = Versions(7)
    story = versions.story(200)
    add_to(*(article(text) for text in (story, versions.story(60), f"{story} One.", "Too short.", f"{story} Two.")))
    session.archive.families.forget()
    assert families.waiting(session) == 5
    assert families.rebuild(session, control=_Stop(1)) == 2
    assert families.waiting(session) == 3
    told: list[tuple[int, int]] = []
    assert families.rebuild(session, lambda done, total: told.append((done, total))) == 3
    assert told == [(2, 3), (3, 3)]
    assert families.waiting(session) == 0
    assert [row.family_size for row in session.archive.articles.rows([1, 2, 3, 4, 5])] == [2, 0, 2, 0, 2]


def test_families_found_anew_keep_their_ids(session: Session, printed: list[str]) -> None:
    before = session.archive.families.sizes()
    assert families.rebuild(session, anew=True) == 3
    assert session.archive.families.sizes() == before


def test_an_article_that_cannot_be_read_keeps_nobody_else_from_a_family(session: Session, printed: list[str]) -> None:
    with session.archive.writing() as db:
        db.execute("UPDATE content SET repairs = 'x' WHERE article = 2")
    families.rebuild(session, anew=True)
    assert families.waiting(session) == 0
    assert [each.id for each in families.members(session, printed[0])] == [printed[2]]


def test_of_very_many_words_it_is_only_estimated_how_alike_they_are(
    session: Session, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "_MOST_COMPARED", 10)
    found = families.members(session, printed[0])
    assert [each.in_common for each in found] == [None, None]
    assert all(each.containment > 0.9 for each in found)
