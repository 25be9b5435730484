"""Issues on their way into an archive: pages and pictures, what was missing and came back, and reading them again."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from newsreader.domain import record as records
from newsreader.domain.importing import ImportReport, ImportRequest
from newsreader.domain.page import PrintedPage
from newsreader.domain.re_extracting import ReExtractRequest
from newsreader.errors import DiskFull
from newsreader.formats import segmentation
from newsreader.formats.segmentation import Proposal
from newsreader.services import (
    annotating,
    extracting,
    page_files,
    pages,
    re_extracting,
    reading,
    searching,
    statistics,
    verifying,
)
from newsreader.services.importing import import_paths
from newsreader.services.session import Session
from tests.unit.formats import printing
from tests.unit.formats.test_image_headers import png, tiff


def _import(session: Session, *paths: Path, copy: bool = False) -> ImportReport:
    return import_paths(session, ImportRequest(tuple(map(str, paths)), jobs=1, copy_pages=copy))


def _issue_with_images(folder: Path) -> Path:
    """An issue of two pages with a picture beside the words of each."""
    path = printing.write_issue(folder)
    (folder / "page1.png").write_bytes(png(900, 1200) + b"one")
    (folder / "page2.tif").write_bytes(tiff((1800, 2400)))
    return path


def test_an_issue_comes_in_with_its_pages_and_the_places_of_its_words(session: Session, tmp_path: Path) -> None:
    _import(session, printing.write_issue(tmp_path / "in").parent)
    pages = session.archive.pages
    (issue,) = pages.issues()
    assert (issue.title, issue.date, issue.page_count, issue.article_count) == (
        "The Harbour Lantern", "1891-04-02", 2, 2
    )  # fmt: skip
    one, two = pages.pages(issue.number)
    assert (one.label, two.label, one.word_count) == ("1", "2", 25)
    article = reading.article_by_number(session, 1)
    places = pages.places(1)
    assert places is not None
    printed = {page.sequence: pages.printed(page.number) for page in (one, two)}
    for start, sequence, at in zip(places.starts, places.pages, places.words, strict=True):
        page = printed[sequence]
        assert page is not None
        word = [word for block in page.blocks for line in block.lines for word in line.words][at]
        assert article.raw.startswith(word.text, start)
    assert {found.number for found in pages.articles_on(two.number) if not found.is_rest} == {1, 2}
    assert pages.articles_on(one.number)[0].boxes


def test_what_an_issue_is_read_from_is_kept(session: Session, tmp_path: Path) -> None:
    path = printing.write_issue(tmp_path / "in")
    _import(session, path.parent)
    for name in ("page1.xml", "page2.xml", path.name):
        data = (path.parent / name).read_bytes()
        assert session.archive.originals.get(hashlib.sha256(data).hexdigest()) == data
    assert verifying.verify(session).ok


def test_an_issue_is_read_again_when_its_folder_is_gone(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    printing.write_didl(tmp_path / "didl")
    _import(session, folder, tmp_path / "didl")
    before = session.archive.articles.many(session.archive.articles.all_numbers())
    places = [session.archive.pages.places(article.number) for article in before]
    shutil.rmtree(folder)
    shutil.rmtree(tmp_path / "didl")
    with session.archive.writing() as db:
        db.execute("UPDATE content SET extracted = '{}', rules = 'old'")
        db.execute("DELETE FROM article_page")
        db.execute("UPDATE page SET words = NULL")
    report = re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
    assert report.unreadable == ()
    assert report.changed == len(before)
    after = session.archive.articles.many(session.archive.articles.all_numbers())
    assert [(one.raw, one.fields) for one in after] == [(one.raw, one.fields) for one in before]
    assert [session.archive.pages.places(article.number) for article in after] == places
    pages = [page for issue in session.archive.pages.issues() for page in session.archive.pages.pages(issue.number)]
    assert all(session.archive.pages.articles_on(page.number) for page in pages if page.word_count)


def test_a_page_that_comes_back_completes_its_issue(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    (folder / "page2.xml").rename(tmp_path / "page2.xml")
    first = _import(session, folder)
    assert (first.added, first.failed) == (1, 1)
    pages = session.archive.pages
    assert pages.issues()[0].missing == 1
    pier = reading.article_by_number(session, 1)
    assert "begins in May" not in pier.raw
    start = pier.raw.index("harbour board")
    annotating.add(session, pier.id, start, start + 13, "Who sat on it?")

    assert _import(session, folder).completed == ()  # still missing
    (tmp_path / "page2.xml").rename(folder / "page2.xml")
    report = _import(session, folder)
    assert (report.added, report.failed, report.updated) == (1, 0, 1)
    (done,) = report.completed
    assert (done.title, done.date, done.pages) == ("The Harbour Lantern", "1891-04-02", (2,))
    pier = reading.article_by_number(session, 1)
    assert "The work begins in May." in pier.clean
    (note,) = pier.annotations
    assert (note.anchor is not None, note.orphaned) == (True, False)
    assert pages.issues()[0].missing == 0
    assert [page.sequence for page in pages.pages_of(1)] == [1, 2]
    assert session.archive.lacking.owed() == []
    assert verifying.verify(session).ok
    again = _import(session, folder)
    assert (again.added, again.completed, again.updated) == (0, (), 0)


def test_a_page_that_was_broken_is_read_once_it_is_sound(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    sound = (folder / "page2.xml").read_bytes()
    (folder / "page2.xml").write_bytes(sound[:200])
    assert _import(session, folder).failed == 1
    (folder / "page2.xml").write_bytes(sound)
    assert _import(session, folder).completed[0].pages == (2,)
    shutil.rmtree(folder)
    assert re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1)).unreadable == ()


def test_the_text_of_an_article_that_comes_back_is_added(session: Session, tmp_path: Path) -> None:
    folder = printing.write_didl(tmp_path / "in").parent
    (folder / "a2.xml").rename(tmp_path / "a2.xml")
    assert _import(session, folder).added == 1
    (tmp_path / "a2.xml").rename(folder / "a2.xml")
    report = _import(session, folder)
    assert (report.added, [one.pages for one in report.completed]) == (1, [()])
    assert "Te koop: hout." in {article.raw.split("\n\n")[-1] for article in session.archive.articles.many([1, 2, 3])}
    assert _import(session, folder).completed == ()
    assert session.archive.pages.count_rests() == 0
    assert list(session.archive.articles.in_trash()) == [2]


def test_what_an_import_left_undone_is_done_by_the_next(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    (folder / "page2.xml").rename(tmp_path / "page2.xml")
    _import(session, folder)
    (tmp_path / "page2.xml").rename(folder / "page2.xml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsreader.services.importing.read_owed", lambda *_: 0)  # as if killed just before
        _import(session, folder)
    assert session.archive.lacking.owed() == [1, 2]
    (tmp_path / "other.txt").write_text("Another matter\n\nNothing to do with it.\n", encoding="utf-8")
    assert _import(session, tmp_path / "other.txt").updated == 1
    assert "begins in May" in reading.article_by_number(session, 1).raw


def test_an_archive_from_before_pages_were_kept_gets_them(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    _import(session, folder)
    _forget_pages(session)
    report = _import(session, folder)
    assert (report.added, report.updated, session.archive.pages.count()) == (0, 0, (1, 2))
    assert session.archive.pages.places(1) is not None

    _forget_pages(session)
    re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
    assert session.archive.pages.count() == (1, 2)
    assert session.archive.pages.places(2) is not None


def _forget_pages(session: Session) -> None:
    with session.archive.writing() as db:
        for table in ("article_page", "article_print", "page", "issue_file", "issue"):
            db.execute(f"DELETE FROM {table}")


def test_pictures_are_looked_at_and_stay_where_they_are(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    assert _import(session, folder).failed == 0
    one, two = (page.image for page in session.archive.pages.pages(1))
    assert one is not None
    assert two is not None
    assert (one.kind, one.width, one.height, one.is_copied, one.state) == ("png", 900, 1200, False, "there")
    assert (two.kind, two.width, two.height, two.path) == ("tiff", 1800, 2400, str(folder / "page2.tif"))
    assert one.sha256 == hashlib.sha256((folder / "page1.png").read_bytes()).hexdigest()
    (folder / "page1.png").write_bytes(b"other")
    (folder / "page2.tif").unlink()
    assert [page.image.state for page in session.archive.pages.pages(1) if page.image] == ["changed", "moved"]


def test_pictures_are_copied_once_and_outlive_their_folder(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    data = (folder / "page1.png").read_bytes()
    _import(session, folder, copy=True)
    shutil.rmtree(folder)
    one, two = (page.image for page in session.archive.pages.pages(1))
    assert one is not None
    assert two is not None
    assert (one.is_copied, one.state, two.state) == (True, "there", "there")
    assert Path(one.path).read_bytes() == data
    assert Path(one.path) == session.archive.folder / "pages" / one.sha256[:2] / f"{one.sha256}.png"
    copies = [found.name for found in (session.archive.folder / "pages").rglob("*") if found.is_file()]
    assert sorted(copies) == sorted([f"{one.sha256}.png", f"{two.sha256}.tif"])


def test_pictures_are_copied_later_when_that_is_asked_for(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    _import(session, folder)
    report = _import(session, folder, copy=True)
    assert (report.added, report.updated) == (0, 0)
    assert all(page.image and page.image.is_copied for page in session.archive.pages.pages(1))
    _import(session, folder)
    assert all(page.image and page.image.is_copied for page in session.archive.pages.pages(1))


def test_an_issue_imported_from_where_it_lies_now_finds_its_pictures(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    _import(session, folder)
    folder.rename(tmp_path / "moved")
    assert [page.image.state for page in session.archive.pages.pages(1) if page.image] == ["moved", "moved"]
    _import(session, tmp_path / "moved")
    assert [page.image.state for page in session.archive.pages.pages(1) if page.image] == ["there", "there"]
    assert session.archive.pages.count() == (1, 2)


@pytest.mark.parametrize("copy", [False, True])
def test_a_file_that_is_no_picture_is_told_and_never_copied(session: Session, tmp_path: Path, copy: bool) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    (folder / "page1.png").write_bytes(b"secret: 1234")
    (folder / "page2.tif").write_bytes(tiff((90_000, 90_000), big=True))
    report = _import(session, folder, copy=copy)
    assert report.added == 2
    first, second = sorted(failure.reason for failure in report.failures)
    assert first.startswith("claims to have 90,000 x 90,000 pixels")
    assert second == "is no picture of a kind that is known"
    one = session.archive.pages.pages(1)[0].image
    assert one is not None
    assert (one.is_copied, one.problem) == (False, "is no picture of a kind that is known")


def test_a_full_disk_ends_an_import_that_copies_and_loses_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    (folder / "a.txt").write_text("Oil for the lamps\n\nThe keepers ask for oil.\n", encoding="utf-8")
    (session.archive.folder / "pages").mkdir(exist_ok=True)

    def on_full_disk(fresh: Path, place: Path) -> None:
        with Path("/dev/full").open("wb", buffering=0) as full:
            page_files._write(full.fileno(), fresh.read_bytes(), place.parent)

    monkeypatch.setattr(page_files, "_name", on_full_disk)
    with pytest.raises(DiskFull, match=r"No room for page images in .*; the \d+ articles added so far are safe"):
        _import(session, folder, copy=True)
    assert [found for found in (session.archive.folder / "pages").rglob("*") if found.is_file()] == []
    monkeypatch.undo()
    assert _import(session, folder, copy=True).failed == 0
    assert all(page.image and page.image.is_copied for page in session.archive.pages.pages(1))
    assert statistics.stats(session)["articles"] == 3


def test_the_last_reading_is_taken_back_with_the_places(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    (folder / "page2.xml").rename(tmp_path / "page2.xml")
    _import(session, folder)
    raw, places = reading.article_by_number(session, 1).raw, session.archive.pages.places(1)
    (tmp_path / "page2.xml").rename(folder / "page2.xml")
    _import(session, folder)
    assert re_extracting.take_back(session) == 1
    assert (reading.article_by_number(session, 1).raw, session.archive.pages.places(1)) == (raw, places)
    assert [page.sequence for page in session.archive.pages.pages_of(1)] == [1]


def test_a_picture_that_was_never_delivered_is_told_when_it_was_to_be_copied(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    names = printing.files("page1.xml", "page2.xml")
    named = '<file ID="IMG1" MIMETYPE="image/tiff"><FLocat LOCTYPE="URL" xlink:href="master1.tif"/></file></fileGrp>'
    path = folder / "issue-mets.xml"
    text = path.read_text(encoding="utf-8").replace(names, names.replace("</fileGrp>", named))
    path.write_text(
        text.replace('<fptr FILEID="ALTO1"/>', '<fptr FILEID="ALTO1"/><fptr FILEID="IMG1"/>'), encoding="utf-8"
    )
    (folder / "page1.png").unlink()
    report = _import(session, folder, copy=True)
    assert report.failed == 0
    assert [(Path(skip.path).name, skip.reason) for skip in report.skips] == [("master1.tif", "is missing")]
    (folder / "master1.tif").write_bytes(tiff((1800, 2400)))
    _import(session, folder, copy=True)
    one = session.archive.pages.pages(1)[0].image
    assert one is not None
    assert (one.is_copied, one.width, one.problem) == (True, 1800, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_no_pipe_is_opened_because_an_archive_names_it(session: Session, tmp_path: Path) -> None:
    _import(session, _issue_with_images(tmp_path / "in").parent)
    os.mkfifo(tmp_path / "pipe")
    with session.archive.writing() as db:
        db.execute("UPDATE page SET image_path = ?, image_size = 0", (str(tmp_path / "pipe"),))
    assert [page.image.state for page in session.archive.pages.pages(1) if page.image] == ["changed", "changed"]
    assert [trouble.state for trouble in pages.check(session).troubles] == ["changed", "changed"]
    assert pages.find(session, tmp_path).found == 0


def test_odd_rows_in_a_strangers_archive_are_read_all_the_same(session: Session, tmp_path: Path) -> None:
    _import(session, _issue_with_images(tmp_path / "in").parent)
    with session.archive.writing() as db:
        for column in ("label", "width", "image_frame", "image_size", "image_width", "image_kind", "problem"):
            db.execute(f"UPDATE page SET {column} = 'x'")
        db.execute("UPDATE page SET image_path = x'00ff' WHERE sequence = 2")
        db.execute("UPDATE article_page SET boxes = '[1e999, \"x\", null]'")
    for page in session.archive.pages.pages(1):
        assert page.image is not None
        assert (page.width, page.image.frame, page.image.size) == (0, 0, 0)
    assert reading.article_by_number(session, 1).printed is not None
    assert not verifying.verify(session).ok


def test_two_notices_alike_on_one_page_are_two_articles(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    path = printing.write_issue(folder)
    second = {"C1": ["The work begins in May."], "C2": ["To let."], "C3": ["To let."]}
    (folder / "page2.xml").write_text(printing.alto(second, "P2"), encoding="utf-8")
    notices = "".join(
        printing.division("ADVERTISEMENT", printing.division("BODY", printing.area(2, block)), ID=block)
        for block in ("C2", "C3")
    )
    text = path.read_text(encoding="utf-8").replace("</div></structMap></mets>", f"{notices}</div></structMap></mets>")
    path.write_text(text, encoding="utf-8")
    report = _import(session, folder)
    assert report.added == 4
    assert report.duplicates == 0
    assert _import(session, folder).added == 0


def test_every_word_of_a_page_can_be_found(session: Session, tmp_path: Path) -> None:
    report = _import(session, printing.write_issue(tmp_path / "in").parent)
    assert report.added == 2
    (hit,) = searching.search(session, searching.SearchRequest("idle")).hits
    rest = reading.article(session, hit.id)
    assert (rest.shown("headline"), rest.shown("page"), rest.shown("date")) == ("Rest of page 1", "1", "1891-04-02")
    assert rest.clean == "Ships lay idle."
    pages = session.archive.pages
    places = pages.places(rest.number)
    assert places is not None
    assert places.is_rest
    for page in pages.pages(1):
        printed = pages.printed(page.number)
        assert printed is not None
        count = sum(len(line.words) for block in printed.blocks for line in block.lines)
        covered = [
            at
            for found in pages.articles_on(page.number)
            if (stood := pages.places(found.number))
            for sequence, at in zip(stood.pages, stood.words, strict=True)
            if sequence == page.sequence
        ]
        assert sorted(covered) == list(range(count))
    stats = statistics.stats(session)
    assert (stats["articles"], stats["rests_of_pages"], stats["issues"], stats["pages"]) == (2, 2, 1, 2)
    assert pages.issues()[0].article_count == 2
    assert verifying.verify(session).ok


def test_a_page_wholly_in_articles_has_no_rest(session: Session, tmp_path: Path) -> None:
    _import(session, printing.write_pages(tmp_path / "in").parent)
    assert session.archive.pages.count_rests() == 0


def test_the_rest_of_a_page_is_read_again_like_any_article(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    _import(session, folder)
    shutil.rmtree(folder)
    before = session.archive.articles.many([3, 4])
    with session.archive.writing() as db:
        db.execute("UPDATE content SET extracted = '{}', rules = 'old'")
    report = re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
    assert (report.unreadable, report.changed) == ((), 4)
    assert [one.fields for one in session.archive.articles.many([3, 4])] == [one.fields for one in before]
    places = session.archive.pages.places(3)
    assert places is not None
    assert places.is_rest


def test_the_record_says_where_an_article_is_printed(session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    _import(session, folder)
    kept = records.of_article(reading.article_by_number(session, 1))
    assert kept["printed_in"] == {
        "title": "The Harbour Lantern",
        "date": "1891-04-02",
        "edition": None,
        "page_count": 2,
        "is_proposed": False,
        "is_rest_of_page": False,
    }
    assert [(page["number"], page["label"], page["width"]) for page in kept["pages"]] == [(1, "1", 900), (2, "2", 900)]
    assert kept["pages"][1]["boxes"] == [[10, 0, 290, 18]]
    assert records.of_article(reading.article_by_number(session, 3))["printed_in"]["is_rest_of_page"]
    extracted = extracting.extract([folder])
    assert (extracted[0]["printed_in"], extracted[0]["pages"]) == (kept["printed_in"], kept["pages"])
    assert len(extracted) == 2
    (tmp_path / "a.txt").write_text("Oil for the lamps\n\nThe keepers ask for oil.\n", encoding="utf-8")
    (plain,) = extracting.extract([tmp_path / "a.txt"])
    assert (plain["printed_in"], plain["pages"]) == (None, [])


def test_an_issue_in_a_zip_is_whole_once_its_pictures_are_copied(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "batch").parent
    shutil.make_archive(str(tmp_path / "batch"), "zip", tmp_path, "batch")
    shutil.rmtree(folder)
    assert _import(session, tmp_path / "batch.zip").failed == 0
    one = session.archive.pages.pages(1)[0].image
    assert one is not None
    assert (one.path, one.state, one.width) == (str(tmp_path / "batch.zip" / "batch" / "page1.png"), "there", 900)
    assert "lies in a container" in one.problem
    _import(session, tmp_path / "batch.zip", copy=True)
    (tmp_path / "batch.zip").unlink()
    for page in session.archive.pages.pages(1):
        assert page.image is not None
        assert (page.image.is_copied, page.image.state, page.image.problem) == (True, "there", "")
    assert session.archive.pages.count() == (1, 2)
    assert re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1)).unreadable == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE page SET words = x'00' WHERE sequence = 1", "The words of page 1 of The Harbour Lantern 1891-04-02"),
        ("UPDATE page SET word_count = 3 WHERE sequence = 2", "another number of words than is noted"),
        ("UPDATE article_print SET places = x'00' WHERE article = 1", "Where its words are printed cannot be read"),
        ("UPDATE article_page SET boxes = 'x' WHERE article = 2", "The boxes around its words cannot be read"),
        (
            (
                "UPDATE article_print SET places = (SELECT places FROM article_print WHERE article = 1)"
                " WHERE article = 2;"
                "UPDATE page SET words = NULL WHERE sequence = 2"
            ),
            "Its words are not on the pages it is printed on",
        ),
    ],
)
def test_damage_to_pages_is_found(session: Session, tmp_path: Path, statement: str, told: str) -> None:
    _import(session, printing.write_issue(tmp_path / "in").parent)
    assert verifying.verify(session).ok
    with session.archive.writing() as db:
        for part in statement.split(";"):
            db.execute(part)
    found = verifying.verify(session)
    assert any(told in problem.what for problem in found.problems), found
    assert not found.ok


def test_a_file_of_an_issue_that_is_damaged_or_gone_is_found(session: Session, tmp_path: Path) -> None:
    _import(session, printing.write_issue(tmp_path / "in").parent)
    with session.archive.writing() as db:
        db.execute(
            "UPDATE original SET data = x'00' WHERE sha256 = (SELECT sha256 FROM issue_file WHERE href LIKE '%1%')"
        )
    assert any("SHA-256" in problem.what for problem in verifying.verify(session).problems)
    report = re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
    assert len(report.unreadable) == 4
    assert report.unreadable[0].remedy


def test_a_copy_that_was_changed_is_a_problem_and_a_lost_picture_a_warning(session: Session, tmp_path: Path) -> None:
    folder = _issue_with_images(tmp_path / "in").parent
    _import(session, folder)
    (folder / "page1.png").unlink()
    found = verifying.verify(session)
    assert (found.ok, [warning.what for warning in found.warnings]) == (
        True, [f"1 picture of a page is not in {folder} any more"]
    )  # fmt: skip
    (folder / "page1.png").write_bytes(png(900, 1200) + b"one")
    _import(session, folder, copy=True)
    copy = next((session.archive.folder / "pages").rglob("*.png"))
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(bytes(data))
    (problem,) = verifying.verify(session).problems
    assert "1 picture of a page in" in problem.what
    copy.unlink()
    copy.symlink_to(folder / "page1.png")
    assert not verifying.verify(session).ok
    assert [page.image.state for page in session.archive.pages.pages(1) if page.image] == ["changed", "there"]


def test_pages_that_newer_rules_cut_otherwise_are_not_there_twice(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = printing.write_pages(tmp_path / "in").parent
    _import(session, folder)
    first = session.archive.articles.count()

    def finer(page: PrintedPage) -> list[Proposal]:
        lines = [line for block in page.blocks for line in block.lines]
        return [Proposal((), (line,), 0.5) for line in lines]

    monkeypatch.setattr(segmentation, "propose", finer)
    shutil.make_archive(str(tmp_path / "packed"), "zip", folder)
    report = _import(session, tmp_path / "packed.zip")
    assert (report.added, report.failed) == (0, 0)
    assert report.duplicates > first
    assert session.archive.articles.count() == first


def _as_imported_without_pages(session: Session) -> None:
    """An issue as an archive has it that was made before pages were kept, and cut otherwise then.

    Its first article has the text that newer rules give to the third.
    """
    with session.archive.writing() as db:
        for table in ("article_page", "article_print", "page", "issue_file", "issue"):
            db.execute(f"DELETE FROM {table}")
        mark = db.execute("SELECT fingerprint FROM article WHERE number = 2").fetchone()[0]
        db.execute("UPDATE article SET fingerprint = ? WHERE number = 1", (mark,))
        references = db.execute(
            'SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f'
            " WHERE m.type = 'table' AND f.\"table\" = 'article'"
        ).fetchall()
        for table, column in (*references, ("article", "number")):
            db.execute(f"DELETE FROM {table} WHERE {column} > 1")


@pytest.mark.parametrize("read_again_first", [False, True])
def test_an_issue_that_was_cut_otherwise_gets_all_its_articles(
    session: Session, tmp_path: Path, read_again_first: bool
) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    _import(session, folder)
    wanted = [article.raw for article in session.archive.articles.many(session.archive.articles.all_numbers())]
    _as_imported_without_pages(session)
    if read_again_first:
        re_extracting.re_extract(session, ReExtractRequest(everything=True, jobs=1))
        assert len(session.archive.articles.all_numbers()) == 1  # reading again adds no articles
    report = _import(session, folder)
    assert (report.added, report.failed) == (1, 0)  # and the rests of its pages
    found = [article.raw for article in session.archive.articles.many(session.archive.articles.all_numbers())]
    assert sorted(found) == sorted(wanted)
    assert session.archive.lacking.short() == set()
    assert _import(session, folder).added == 0
    assert verifying.verify(session).ok
