"""Articles composed from chosen words: lines as printed, broken words stated, headline above the text."""

from newsreader.domain.article import SourceArticle
from newsreader.domain.page_layout import HEADLINE, TEXT, Piece, PrintedWord
from newsreader.formats import alto, by_hand
from tests.unit.formats import printing

LINES = {"B1": ["A NEW PIER."], "B2": ["The board resolved on Tues-", "day to build a pier."]}
BLANK = SourceArticle("", "a.xml", "mets", "utf-8", "0" * 64, 1, "A1")


def _words(*numbers: int, page: int = 1) -> tuple[PrintedWord, ...]:
    return tuple(PrintedWord(page, number) for number in numbers)


def _compose(*pieces: Piece) -> SourceArticle:
    (page,) = alto.read_pages(printing.alto(LINES).encode())
    return by_hand.compose(BLANK, {1: page}, pieces, {1: "A3"})


def test_lines_stay_as_printed_and_the_headline_stands_above() -> None:
    made = _compose(Piece(TEXT, _words(*range(3, 13))), Piece(HEADLINE, _words(0, 1, 2)))
    assert made.raw == "A NEW PIER.\n\nThe board resolved on Tues-\nday to build a pier."
    assert made.hints["headline"].value == "A NEW PIER."
    assert made.hints["page"].value == "A3"
    assert made.body == (13, len(made.raw))
    assert [repair.rule for repair in made.repairs] == ["hyphen.stated"]
    assert made.places
    assert made.places.is_by_hand
    assert [(part.kind, part.start, part.end) for part in made.places.parts] == [("headline", 0, 3), ("text", 3, 13)]


def test_a_headline_alone_is_the_text() -> None:
    made = _compose(Piece(HEADLINE, _words(0, 1, 2)))
    assert made.raw == "A NEW PIER."
    assert made.body == (0, len(made.raw))


def test_words_that_the_page_does_not_have_are_left_out() -> None:
    made = _compose(Piece(TEXT, (*_words(0, 99), *_words(0, page=7))))
    assert made.raw == "A"


def test_no_words_make_an_empty_text() -> None:
    assert _compose().raw == ""
