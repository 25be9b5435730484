"""Cutting pages into articles by hand: notes go with their words, and everything can be undone."""

from pathlib import Path

import pytest

from newsreader.domain.article import Article
from newsreader.domain.importing import ImportRequest
from newsreader.domain.page_layout import PrintedWord, layout_of, words_of
from newsreader.domain.re_extracting import ReExtractRequest
from newsreader.errors import UsageError
from newsreader.services import annotating, correcting, indexing, searching, segmenting, tagging, trash
from newsreader.services.importing import import_paths
from newsreader.services.page_states import make_again, take_back
from newsreader.services.re_extracting import re_extract
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from tests.unit.formats import printing

PAGE = {
    "B1": ["A NEW PIER."],
    "B2": ["The harbour board resolved on Tues-", "day to build a pier of stone, and", "voted the money at once."],
    "B3": ["THE ICE."],
    "B4": ["The river opened on Monday and the", "ferry went over for the first time."],
}
AT_ICE = 22
"""Words before “THE ICE.”"""


@pytest.fixture
def page(session: Session, tmp_path: Path) -> int:
    """The one article of a page that nobody has cut yet."""
    path = printing.write_pages(tmp_path / "in")
    (tmp_path / "in" / "0007.xml").write_text(printing.alto(PAGE, language="eng"), encoding="utf-8")
    import_paths(session, ImportRequest((str(path.parent),), {}, jobs=1))
    (number,) = session.archive.articles.all_numbers()
    return number


def _article(session: Session, number: int) -> Article:
    return session.archive.articles.get(number)


def _words(session: Session, number: int) -> list[int]:
    places = session.archive.pages.places(number)
    assert places
    return [word.word for word in words_of(layout_of(places))]


def test_an_article_is_split_and_whole_again(session: Session, page: int) -> None:
    before = _article(session, page)
    change = segmenting.split_article(session, page, AT_ICE, 2)
    (new,) = change.new
    first, second = _article(session, page), _article(session, new)
    assert "ICE" not in first.raw
    assert first.raw.startswith("A NEW PIER.")
    assert second.shown("headline") == "THE ICE."
    assert second.clean.endswith("The river opened on Monday and the ferry went over for the first time.")
    for name in ("paper", "date", "paper_id", "country"):
        assert second.shown(name) == before.shown(name)
    assert second.file.sha256 == before.file.sha256
    assert second.id != before.id
    take_back(session, change)
    assert _article(session, page) == before
    assert _article(session, new).trashed
    make_again(session, change)
    assert _article(session, page).raw == first.raw
    assert _article(session, new).raw == second.raw
    assert not _article(session, new).trashed


def test_a_word_broken_at_a_line_end_is_still_mended(session: Session, page: int) -> None:
    segmenting.split_article(session, page, AT_ICE, 2)
    assert "resolved on Tuesday to build" in _article(session, page).clean


def test_notes_go_with_their_words(session: Session, page: int) -> None:
    article = _article(session, page)
    ferry, pier = article.raw.index("ferry went"), article.raw.index("pier of stone")
    moved = annotating.add(session, article.id, ferry, ferry + len("ferry went"), "at last")
    kept = annotating.add(session, article.id, pier, pier + len("pier of stone"), "costly")
    change = segmenting.split_article(session, page, AT_ICE, 2)
    (new,) = change.new
    (there,) = _article(session, new).annotations
    assert (there.id, there.note, there.orphaned) == (moved.id, "at last", False)
    assert there.anchor
    assert _article(session, new).raw[there.anchor.start : there.anchor.end] == "ferry went"
    (here,) = _article(session, page).annotations
    assert here.id == kept.id
    take_back(session, change)
    assert {note.id for note in _article(session, page).annotations} == {moved.id, kept.id}
    assert [note.anchor for note in _article(session, page).annotations] == [note.anchor for note in (kept, moved)]


def test_articles_are_joined_and_apart_again(session: Session, page: int) -> None:
    (new,) = segmenting.split_article(session, page, AT_ICE, 2).new
    apart = [_article(session, number) for number in (page, new)]
    ferry = apart[1].raw.index("ferry went")
    annotating.add(session, apart[1].id, ferry, ferry + 5, "note")
    tagging.add(session, [apart[0].id], "pier")
    apart = [_article(session, number) for number in (page, new)]
    change = segmenting.join_articles(session, [page, new])
    whole = _article(session, page)
    assert _words(session, page) == list(range(len(whole.raw.replace("-\n", "- ").split())))
    assert _article(session, new).trashed
    assert [note.note for note in whole.annotations] == ["note"]
    assert whole.tags == ("pier",)
    take_back(session, change)
    assert [_article(session, number) for number in (page, new)] == apart


def test_a_headline_is_chosen_over_a_confirmed_one(session: Session, page: int) -> None:
    article = _article(session, page)
    correcting.edit(session, article.id, {"headline": "Pier to be built"})
    change = segmenting.set_headline(session, page, 0, 3)
    assert _article(session, page).shown("headline") == "A NEW PIER."
    assert not _article(session, page).confirmed
    take_back(session, change)
    assert _article(session, page).shown("headline") == "Pier to be built"


def test_words_are_taken_out_and_given_to_another(session: Session, page: int) -> None:
    words = [PrintedWord(1, at) for at in range(AT_ICE, AT_ICE + 2)]
    (new,) = segmenting.move_words(session, words, page, None).new
    assert _article(session, new).raw == "THE ICE."
    rest = [PrintedWord(1, at) for at in range(AT_ICE + 2, AT_ICE + 8)]
    change = segmenting.move_words(session, rest, page, new)
    assert _words(session, new) == list(range(AT_ICE, AT_ICE + 8))
    take_back(session, change)
    assert _words(session, new) == [AT_ICE, AT_ICE + 1]


def test_words_are_put_in_another_order(session: Session, page: int) -> None:
    words = [PrintedWord(1, at) for at in range(AT_ICE, AT_ICE + 2)]
    before = _article(session, page)
    change = segmenting.move_words(session, words, page, page, 3)
    assert _words(session, page)[:6] == [0, 1, 2, AT_ICE, AT_ICE + 1, 3]
    take_back(session, change)
    assert _article(session, page) == before


def test_the_search_follows(session: Session, page: int) -> None:
    change = segmenting.split_article(session, page, AT_ICE, 2)
    assert _found(session, "pier ferry") == 0
    assert _found(session, "ferry") == 1
    take_back(session, change)
    assert _found(session, "pier ferry") == 1


def _found(session: Session, query: str) -> int:
    indexing.update(session)
    return searching.search(session, SearchRequest(query)).total


def test_reading_again_keeps_what_was_chosen(session: Session, page: int) -> None:
    (new,) = segmenting.split_article(session, page, AT_ICE, 2).new
    cut = [_article(session, number) for number in (page, new)]
    with session.archive.writing() as db:
        db.execute("UPDATE content SET rules = '1900.1'")
    report = re_extract(session, ReExtractRequest(everything=True))
    assert not report.unreadable
    again = [_article(session, number) for number in (page, new)]
    assert [article.raw for article in again] == [article.raw for article in cut]
    assert [article.fields for article in again] == [article.fields for article in cut]


def test_importing_again_brings_nothing_back(session: Session, page: int, tmp_path: Path) -> None:
    segmenting.split_article(session, page, AT_ICE, 2)
    report = import_paths(session, ImportRequest((str(tmp_path / "in"),), {}, jobs=1))
    assert report.added == 0
    assert "ICE" not in _article(session, page).raw


def test_what_makes_no_sense_is_told(session: Session, page: int, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to split off"):
        segmenting.split_article(session, page, 0)
    with pytest.raises(UsageError, match="alone"):
        segmenting.join_articles(session, [page, page])
    with pytest.raises(UsageError, match="no such words"):
        segmenting.set_headline(session, page, 3, 3000)
    with pytest.raises(UsageError, match="No words"):
        segmenting.move_words(session, [], page, None)
    (tmp_path / "plain.txt").write_text("An article of a text file, on no page at all.", encoding="utf-8")
    import_paths(session, ImportRequest((str(tmp_path / "plain.txt"),), {}, jobs=1))
    with pytest.raises(UsageError, match="on no page"):
        segmenting.split_article(session, session.archive.articles.latest(), 2)


def test_a_joined_article_can_be_brought_back_from_the_trash(session: Session, page: int) -> None:
    (new,) = segmenting.split_article(session, page, AT_ICE, 2).new
    segmenting.join_articles(session, [page, new])
    trash.restore(session, [_article(session, new).id])
    assert _article(session, new).shown("headline") == "THE ICE."


def _issue_with_rests(session: Session, folder: Path) -> tuple[int, int]:
    """An issue whose first page has an article and words of none; these two."""
    import_paths(session, ImportRequest((str(printing.write_issue(folder).parent),), {}, jobs=1))
    found = [(number, session.archive.pages.places(number)) for number in session.archive.articles.all_numbers()]
    rest = next(number for number, places in found if places and places.is_rest and 1 in places.pages)
    return 1, rest


def test_what_is_left_of_the_rest_of_a_page_is_still_its_rest(session: Session, tmp_path: Path) -> None:
    _, rest = _issue_with_rests(session, tmp_path / "in")
    places = session.archive.pages.places(rest)
    assert places
    ships = PrintedWord(places.pages[0], places.words[0])
    change = segmenting.move_words(session, [ships], rest, None)
    for _ in range(2):
        left = session.archive.pages.places(rest)
        assert left
        assert left.is_rest
        assert (_article(session, rest).raw, _article(session, rest).shown("headline")) == (
            "lay idle.",
            "Rest of page 1",
        )
        assert session.archive.pages.issues()[0].article_count == 3  # two of the file, and the one taken out
        re_extract(session, ReExtractRequest(everything=True, jobs=1))
    (new,) = change.new
    taken = session.archive.pages.places(new)
    assert taken
    assert not taken.is_rest
    segmenting.set_headline(session, rest, 0, 1)
    named = session.archive.pages.places(rest)
    assert named
    assert not named.is_rest
    assert _article(session, rest).shown("headline") == "lay"


def test_the_rest_of_a_page_is_joined_to_an_article_not_the_other_way_round(session: Session, tmp_path: Path) -> None:
    pier, rest = _issue_with_rests(session, tmp_path / "in")
    segmenting.join_articles(session, (rest, pier))
    assert _article(session, pier).shown("headline") == "A NEW PIER."
    assert _article(session, pier).raw.endswith("Ships lay idle.")
    assert _article(session, rest).trashed


def test_an_article_cut_by_hand_gets_its_words_of_a_page_that_comes_back(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    (folder / "page2.xml").rename(tmp_path / "page2.xml")
    request = ImportRequest((str(folder),), {}, jobs=1)
    import_paths(session, request)
    (new,) = segmenting.split_article(session, 1, 10).new
    second = _article(session, new).raw
    (tmp_path / "page2.xml").rename(folder / "page2.xml")
    import_paths(session, request)
    texts = [_article(session, number).raw for number in session.archive.articles.all_numbers()]
    assert sum("The work begins in May." in text for text in texts) == 1
    assert _article(session, 1).raw.endswith("Tues-\nday\nThe work begins in May.")
    assert _article(session, new).raw == second
    assert [page.sequence for page in session.archive.pages.pages_of(1)] == [1, 2]
    before = [_article(session, number) for number in session.archive.articles.all_numbers()]
    import_paths(session, request)
    re_extract(session, ReExtractRequest(everything=True, jobs=1))
    assert [_article(session, number) for number in session.archive.articles.all_numbers()] == before
