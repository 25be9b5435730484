"""Pointing at words of a page: whose they are, and what becomes of them."""

from pathlib import Path

import pytest

from newsreader.domain.importing import ImportRequest
from newsreader.domain.page_layout import PrintedWord
from newsreader.errors import UsageError
from newsreader.services import page_cutting
from newsreader.services.importing import import_paths
from newsreader.services.page_states import take_back
from newsreader.services.session import Session
from tests.unit.formats import printing

PAGE = {
    "B1": ["A NEW PIER."],
    "B2": ["The harbour board resolved on Tues-", "day to build a pier of stone."],
    "B3": ["THE ICE."],
    "B4": ["The river opened on Monday."],
    "B5": ["MARKETS."],
    "B6": ["Corn rose a little."],
}
ICE, MARKETS = 16, 23


@pytest.fixture
def issue(session: Session, tmp_path: Path) -> int:
    path = printing.write_pages(tmp_path / "in")
    (tmp_path / "in" / "0007.xml").write_text(printing.alto(PAGE, language="eng"), encoding="utf-8")
    import_paths(session, ImportRequest((str(path.parent),), {}, jobs=1))
    return session.archive.pages.issues()[0].number


def _words(start: int, end: int) -> list[PrintedWord]:
    return [PrintedWord(1, at) for at in range(start, end)]


def _texts(session: Session) -> list[str]:
    (page,) = session.archive.pages.pages(1)
    order = page_cutting.in_order(session, page.number)
    return [" ".join(session.archive.articles.get(number).raw.split()) for number in order]


def test_an_article_begins_where_one_points(session: Session, issue: int) -> None:
    page_cutting.begin_article(session, issue, _words(ICE, ICE + 2))
    page_cutting.begin_article(session, issue, _words(MARKETS, MARKETS + 1))
    assert [text.split(".")[0] for text in _texts(session)] == ["A NEW PIER", "THE ICE", "MARKETS"]
    (number,) = [n for n in session.archive.articles.all_numbers() if session.archive.articles.get(n).raw[:3] == "THE"]
    assert session.archive.articles.get(number).shown("headline") == "THE ICE."


def test_the_first_words_begin_an_article_already(session: Session, issue: int) -> None:
    with pytest.raises(UsageError, match="already"):
        page_cutting.begin_article(session, issue, _words(0, 3))


def test_a_headline_is_pointed_at(session: Session, issue: int) -> None:
    change = page_cutting.choose_headline(session, issue, _words(ICE, ICE + 2))
    assert session.archive.articles.get(change.after[0].number).shown("headline") == "THE ICE."


def test_words_become_an_article_and_go_back_before_another_word(session: Session, issue: int) -> None:
    change = page_cutting.take_out(session, issue, _words(ICE, MARKETS))
    assert _texts(session)[1].startswith("THE ICE. The river")
    with pytest.raises(UsageError, match="already"):
        page_cutting.take_out(session, issue, _words(ICE, MARKETS))
    moved = page_cutting.put_before(session, issue, _words(ICE, MARKETS), PrintedWord(1, MARKETS))
    assert session.archive.articles.get(change.new[0]).trashed
    (text,) = _texts(session)
    assert "THE ICE. The river opened on Monday. MARKETS." in text
    take_back(session, moved)
    assert len(_texts(session)) == 2


def test_words_go_behind_a_word(session: Session, issue: int) -> None:
    last = MARKETS + 4
    page_cutting.put_before(session, issue, _words(ICE, MARKETS), PrintedWord(1, last), is_behind=True)
    assert _texts(session)[0].endswith("MARKETS. Corn rose a little. THE ICE. The river opened on Monday.")


def test_words_cannot_stand_before_themselves(session: Session, issue: int) -> None:
    with pytest.raises(UsageError, match="themselves"):
        page_cutting.put_before(session, issue, _words(ICE, MARKETS), PrintedWord(1, ICE))


def test_articles_beside_each_other_are_joined(session: Session, issue: int) -> None:
    page_cutting.begin_article(session, issue, _words(ICE, ICE + 2))
    (page,) = session.archive.pages.pages(issue)
    first, second = page_cutting.in_order(session, page.number)
    with pytest.raises(UsageError, match="before it"):
        page_cutting.join_beside(session, page.number, first, -1)
    page_cutting.join_beside(session, page.number, second, -1)
    assert page_cutting.in_order(session, page.number) == [first]


def test_words_of_no_article_are_told(session: Session, issue: int) -> None:
    with pytest.raises(UsageError, match="in no article"):
        page_cutting.choose_headline(session, issue, [PrintedWord(1, 999)])
    with pytest.raises(UsageError, match="in no article"):
        page_cutting.put_before(session, issue, _words(0, 1), PrintedWord(1, 999))


def test_an_article_is_joined_with_one_on_the_next_page(session: Session, tmp_path: Path) -> None:
    import_paths(session, ImportRequest((str(printing.write_issue(tmp_path / "two").parent),), {}, jobs=1))
    issue = session.archive.pages.issues()[-1].number
    rows = session.archive.pages.pages(issue)
    orders = [page_cutting.in_order(session, row.number) for row in rows]
    assert orders[0][0] == orders[1][0]  # it goes on on the second page
    change = page_cutting.join_beside(session, rows[0].number, orders[0][-1], 1)
    (whole,) = [state.number for state in change.after if not state.is_trashed]
    places = session.archive.pages.places(whole)
    assert places is not None
    assert set(places.pages) == {rows[0].sequence, rows[1].sequence}


def test_the_rest_of_a_page_is_no_article_to_join(session: Session, tmp_path: Path) -> None:
    import_paths(session, ImportRequest((str(printing.write_issue(tmp_path / "in").parent),), {}, jobs=1))
    pages = session.archive.pages.pages(1)
    assert len(page_cutting.in_order(session, pages[0].number)) == 2  # the article, and the rest behind it
    page_cutting.join_beside(session, pages[0].number, 1, 1)
    assert "Corn\nrose." in session.archive.articles.get(1).raw
    with pytest.raises(UsageError, match="no article behind"):
        page_cutting.join_beside(session, pages[0].number, 1, 1)
