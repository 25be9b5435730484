"""Pages to look at: issues of articles, what is printed on a page, hits on it, and pictures that have moved."""

import shutil
from pathlib import Path

import pytest

from newsreader.domain.importing import ImportRequest
from newsreader.errors import UsageError
from newsreader.services import page_reading, reading, searching, trash
from newsreader.services.importing import import_paths
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from newsreader.text.word_places import OnPage
from tests.unit.formats import printing
from tests.unit.formats.test_image_headers import png


@pytest.fixture
def issue(session: Session, tmp_path: Path) -> Path:
    """Two issues of one paper and one of another; the first has pictures."""
    first = printing.write_issue(tmp_path / "in" / "first").parent
    for number in (1, 2):
        (first / f"page{number}.png").write_bytes(png(900, 1200) + bytes([number]))
    later = printing.write_issue(tmp_path / "in" / "later")
    later.write_text(later.read_text(encoding="utf-8").replace("1891-04-02", "1891-05-02"), encoding="utf-8")
    for page in later.parent.glob("page*.xml"):
        page.write_text(page.read_text(encoding="utf-8").replace("harbour", "county"), encoding="utf-8")
    printing.write_didl(tmp_path / "in" / "other")
    import_paths(session, ImportRequest((str(tmp_path / "in"),), jobs=1))
    return first


def _pier(session: Session) -> int:
    """The number of the article that runs over both pages of the first issue."""
    return next(
        number
        for number in session.archive.articles.all_numbers()
        if "harbour board" in reading.article_by_number(session, number).raw
    )


def test_an_article_leads_to_its_issue_and_its_first_page(session: Session, issue: Path) -> None:
    pier = _pier(session)
    found = page_reading.issue_of(session, pier)
    assert found is not None
    assert (found.issue.date, len(found.pages), found.first_page) == ("1891-04-02", 2, 1)
    row = found.page(2)
    assert row is not None
    page = page_reading.open_page(session, row)
    assert [word.text for word in page.words[:3]] == ["The", "work", "begins"]
    before = {article.number for article in page.articles}
    assert pier in before
    trash.to_trash(session, [reading.article_by_number(session, pier).id])
    after = {article.number for article in page_reading.open_page(session, row).articles}
    assert after == before - {pier}, "what lies in the trash is not on the page"


def test_issues_of_one_paper_follow_each_other(session: Session, issue: Path) -> None:
    found = page_reading.issue_of(session, _pier(session))
    assert found is not None
    later = page_reading.neighbour(session, found.issue, 1)
    assert later is not None
    assert (later.issue.title, later.issue.date) == (found.issue.title, "1891-05-02")
    assert page_reading.neighbour(session, later.issue, 1) is None, "the next issue is of another paper"
    assert page_reading.neighbour(session, found.issue, -1) is None


def test_the_hits_of_a_search_are_counted_by_page(session: Session, issue: Path) -> None:
    found = page_reading.issue_of(session, _pier(session))
    assert found is not None
    result = searching.search(session, SearchRequest("pier OR begins OR corn"))
    hits = page_reading.hits_in(session, found.issue.number, result.query, result.numbers)
    assert hits.counts == {1: 2, 2: 2}
    assert len(hits.words) == 2
    assert OnPage(1, 2) in hits.words[_pier(session)], "the headline"
    only = page_reading.hits_in(session, found.issue.number, result.query, [_pier(session)])
    assert set(only.words) == {_pier(session)}
    assert page_reading.hits_in(session, found.issue.number, None, result.numbers).counts == {}


def test_a_word_broken_at_a_line_s_end_is_one_hit(session: Session, issue: Path) -> None:
    article = reading.article_by_number(session, _pier(session))
    clean, raw = article.clean.index("Tuesday"), article.raw.index("Tues")
    (span,) = page_reading.raw_hits(article, [(clean, clean + 7)], [(raw, raw + 4)])
    assert article.raw[slice(*span)].replace("\n", "") == "Tues-day"


def test_pictures_are_found_by_name_or_by_what_is_in_them(session: Session, issue: Path, tmp_path: Path) -> None:
    found = page_reading.issue_of(session, _pier(session))
    assert found is not None
    place = str(issue / "page1.png")
    away = tmp_path / "scans" / "first"
    away.mkdir(parents=True)
    for number in (1, 2):
        shutil.move(issue / f"page{number}.png", away / f"page{number}.png")
    assert page_reading.look_for_pictures(session, place, tmp_path / "in") == 0
    assert page_reading.look_for_pictures(session, place, tmp_path / "scans") == 2, "in a folder of the same name"
    again = page_reading.issue_again(session, found)
    assert [row.image.path for row in again.pages if row.image] == [str(away / f"page{n}.png") for n in (1, 2)]
    for number in (1, 2):
        shutil.move(away / f"page{number}.png", tmp_path / "scans" / f"scan-{number}.bin")
    assert page_reading.look_for_pictures(session, str(away / "page1.png"), tmp_path / "scans") == 2, "by their bytes"
    with pytest.raises(UsageError, match="no folder"):
        page_reading.look_for_pictures(session, place, tmp_path / "nowhere")
