"""Issues and pages in an archive: packed, unpacked, found from article and page; hand-made."""

import random
import zlib
from array import array
from collections.abc import Callable

import pytest

from newsreader.archive.adding import Added
from newsreader.archive.archive import Archive
from newsreader.archive.page_packing import pack_page, pack_places, unpack_page, unpack_places
from newsreader.archive.ready import pack_file
from newsreader.archive.ready_issue import Prints, ReadyImage, make_ready_issue
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.issue import PartFile, PrintedPart, SourceIssue, SourcePage, WordPlaces
from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.errors import ArchiveDamaged

_METS = b"<mets/>"
Make = Callable[..., PreparedArticle]


def made_page(lines: int = 4, *, seed: int = 1, columns: int = 2) -> PrintedPage:
    """A page of columns, one block each, two words a line."""
    chance = random.Random(seed)
    blocks = []
    for column in range(columns):
        rows = []
        for row in range(lines):
            box = Box(100 + 900 * column, 200 + 40 * row, 800, 35)
            words = tuple(
                Word(
                    "",
                    f"w{column}{row}{at}é",
                    Box(box.x + 400 * at, box.y, 380, 35),
                    chance.choice([None, 0.5, 0.99]),
                    at and chance.choice([0, 1]),
                    "whole" if at and row == 1 else "",
                    "TXT_0" if row else "TXT_1",
                )
                for at in range(2)
            )
            rows.append(TextLine("", box, words, "-" if row == 2 else ""))
        blocks.append(TextBlock("", Box(100 + 900 * column, 200, 800, 40 * lines), tuple(rows), (), "en"))
    return PrintedPage("", 2000, 3000, tuple(blocks), {"TXT_0": 8.5})


def _stated(name: str, value: str) -> Field:
    return Field(name, value, Evidence(f"{name}.mets", 0.95, source="metadata"))


def _issue() -> SourceIssue:
    pages = (
        SourcePage(1, "A1", made_page()),
        SourcePage(2, "A2", None, PartFile("2.xml", "/in/2.xml", b""), problem="is missing"),
        SourcePage(3, "", made_page(2, seed=3)),
    )
    return SourceIssue({"paper": _stated("paper", "Harbour Gazette"), "date": _stated("date", "1919-05-14")}, pages)


def _places(*words: tuple[int, int], is_proposed: bool = False) -> WordPlaces:
    starts = array("I", (6 * at for at in range(len(words))))
    pages, at = array("I", (page for page, _ in words)), array("I", (word for _, word in words))
    return WordPlaces(starts, pages, at, (PrintedPart("headline", 0, 1),), is_proposed)


def _add(archive: Archive, made: list[PreparedArticle], issue: SourceIssue, places: list[WordPlaces]) -> list[int]:
    outcomes = archive.articles.add_many(made, {made[0].source.sha256: _METS}, "test", "ann")
    numbers = [outcome.number for outcome in outcomes if isinstance(outcome, Added)]
    source = SourceArticle("", "/in/mets.xml", "mets", "utf-8", made[0].source.sha256, len(_METS), issue=issue)
    image = ReadyImage("/in/1.tif", "tiff", 0, "ab" * 32, 10, 5, 4000, 6000)
    ready = make_ready_issue(source, issue.fields, {1: image}, [("1.xml", "/in/1.xml", "cd" * 32)])
    prints = Prints(issue)
    files = [pack_file(made[0].source.sha256, _METS), pack_file("cd" * 32, b"<alto/>")]
    triples = [(number, ready.sha256, prints.of(place)) for number, place in zip(numbers, places, strict=True)]
    (change,) = archive.pages.add([ready], files, triples)
    assert change.is_new
    return numbers


@pytest.mark.parametrize("lines", [0, 1, 300])
def test_a_page_comes_back_as_it_was_packed(lines: int) -> None:
    page = made_page(lines)
    assert unpack_page(pack_page(page)) == page
    assert unpack_page(pack_page(PrintedPage("", 0, 0, (), {}))) == PrintedPage("", 0, 0, (), {})


def test_odd_boxes_and_words_are_kept_exactly() -> None:
    words = (
        Word("", "\ud800\n\x00", Box(-5, 1 << 30, -(1 << 30), 0), 0.1234),
        Word("", "", Box(1 << 29, 0, 7, -7), 1.0),
    )
    page = PrintedPage("", 9, 9, (TextBlock("", Box(0, 0, 0, 0), (TextLine("", Box(1, 2, 3, 4), words),)),), {})
    assert unpack_page(pack_page(page)) == page


def test_a_page_of_eight_thousand_words_takes_few_bytes_each() -> None:
    page = made_page(1_000, columns=4)
    assert len(pack_page(page)) < 6 * 8_000


def test_places_come_back_as_they_were_packed() -> None:
    places = _places((1, 7), (1, 8), (3, 0), (1, 2), is_proposed=True)
    assert unpack_places(pack_places(places), is_proposed=True) == places
    assert unpack_places(pack_places(WordPlaces()), is_proposed=False) == WordPlaces()


def test_what_a_stranger_packed_is_refused_and_nothing_swells() -> None:
    good = zlib.decompress(pack_page(made_page()))
    chance = random.Random(7)
    bad = [
        b"",
        b"x",
        None,
        7,
        zlib.compress(b"\0" * (200 << 20)),
        zlib.compress(b"[1]\n"),
        zlib.compress(b"[" * 90_000),
    ]
    bad += [zlib.compress(good[:cut]) for cut in range(0, len(good), 40)]
    for _ in range(400):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] = chance.randrange(256)
        bad.append(zlib.compress(bytes(changed)))
    for data in bad:
        for unpack in (unpack_page, lambda found: unpack_places(found, is_proposed=False)):
            try:
                unpack(data)
            except ValueError:
                continue


def test_issue_pages_articles_and_words_are_found_from_each_other(archive: Archive, article: Make) -> None:
    made = [
        article(headline="Truce", data=_METS, member="a", raw="Truce at the harbour"),
        article(headline="Oil", data=_METS, member="b", raw="Oil for the lamps"),
    ]
    first, second = _add(
        archive, made, _issue(), [_places((1, 0), (1, 1), (1, 8), (3, 0)), _places((3, 2), (3, 99), is_proposed=True)]
    )

    (issue,) = archive.pages.issues()
    assert (issue.title, issue.date, issue.page_count, issue.article_count) == ("Harbour Gazette", "1919-05-14", 3, 2)
    assert issue.missing == 1
    assert "1 page " in issue.problem
    assert archive.pages.issue_of(second) == archive.pages.issue(issue.number) == issue
    one, two, three = archive.pages.pages(issue.number)
    assert [page.sequence for page in (one, two, three)] == [1, 2, 3]
    assert (one.label, one.width, one.height, one.word_count, one.problem) == ("A1", 2000, 3000, 16, "")
    assert (two.word_count, two.problem, two.image) == (0, "is missing", None)
    assert one.image is not None
    assert (one.image.path, one.image.state) == ("/in/1.tif", "moved")
    assert archive.pages.printed(one.number) == made_page()
    assert archive.pages.printed(two.number) is None
    assert archive.pages.places(first) == _places((1, 0), (1, 1), (1, 8), (3, 0))
    assert [page.sequence for page in archive.pages.pages_of(first)] == [1, 3]

    truce, oil = archive.pages.articles_on(three.number)
    assert (truce.headline, oil.headline, oil.is_proposed, oil.is_trashed) == ("Truce", "Oil", True, False)
    (on_one,) = archive.pages.articles_on(one.number)
    assert on_one.boxes == (Box(100, 200, 780, 35), Box(1000, 200, 380, 35))
    archive.articles.set_trashed([second], True, "ann")
    assert [found.is_trashed for found in archive.pages.articles_on(three.number)] == [False, True]
    assert archive.pages.count() == (1, 3)


def test_nothing_is_known_of_articles_without_pages(
    archive: Archive, article: Make, add: Callable[..., object]
) -> None:
    add(article())
    assert archive.pages.issue_of(1) is None
    assert archive.pages.places(1) is None
    assert archive.pages.pages_of(1) == []
    assert archive.pages.issue(1) is None
    assert archive.pages.page(1) is None
    assert archive.pages.printed(1) is None


def test_damaged_words_and_places_name_what_is_damaged(archive: Archive, article: Make) -> None:
    (number,) = _add(archive, [article(data=_METS, member="a")], _issue(), [_places((1, 0))])
    with archive.writing() as db:
        db.execute("UPDATE page SET words = x'00' WHERE sequence = 1")
        db.execute("UPDATE article_print SET places = x'00'")
        db.execute("UPDATE article_page SET boxes = '[1,2,'")
    page = archive.pages.pages(1)[0]
    with pytest.raises(ArchiveDamaged, match="words of page 1"):
        archive.pages.printed(page.number)
    with pytest.raises(ArchiveDamaged, match="article number 1"):
        archive.pages.places(number)
    assert archive.pages.articles_on(page.number)[0].boxes == ()


@pytest.mark.parametrize("path", ["../../../etc/passwd", "/etc/passwd", "ab/x.tif", "..", ""])
def test_a_copied_image_is_looked_for_in_the_archive_alone(archive: Archive, article: Make, path: str) -> None:
    _add(archive, [article(data=_METS, member="a")], _issue(), [_places((1, 0))])
    with archive.writing() as db:
        db.execute("UPDATE page SET image_path = ?, image_copied = 1 WHERE sequence = 1", (path,))
    image = archive.pages.pages(1)[0].image
    assert image is not None
    assert image.state == "moved"
    assert image.path == str(archive.folder / "pages" / "none")
