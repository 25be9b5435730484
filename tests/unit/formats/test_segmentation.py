"""Articles proposed on pages by their layout: columns, headlines, what goes on in the next column."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.article import SourceArticle
from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.formats import page_article
from newsreader.formats.segmentation import propose

WIDTH, LEADING, HEIGHT = 1000, 60, 40


def _line(text: str, x: int, y: int, width: int, height: int = HEIGHT) -> TextLine:
    pieces = text.split()
    step = width // len(pieces)
    words = tuple(
        Word("", piece, Box(x + at * step, y, step - 8 if at + 1 < len(pieces) else step, height))
        for at, piece in enumerate(pieces)
    )
    return TextLine("", Box(x, y, width, height), words)


def _column(number: int, items: Sequence[tuple[str, int]]) -> Iterator[TextLine]:
    """A column of items: a headline, or "" for none, and how many lines of text stand below it."""
    x, y = number * (WIDTH + 60), 200
    for headline, count in items:
        if headline:
            y += 2 * LEADING
            yield _line(headline, x + 250, y, 500, 44)
            y += LEADING + 30
        for at in range(count):
            indent, short = (60, 0) if at == 0 else (0, 400) if at == count - 1 else (0, 0)
            yield _line("Plain words fill the line", x + indent, y, WIDTH - indent - short)
            y += LEADING


def _page(*columns: Sequence[tuple[str, int]]) -> PrintedPage:
    blocks = tuple(
        TextBlock(f"B{number}", Box(0, 0, 0, 0), tuple(_column(number, items))) for number, items in enumerate(columns)
    )
    return PrintedPage("P", 4000, 6000, blocks, {})


def _words(lines: Sequence[TextLine]) -> str:
    return " ".join(word.text for line in lines for word in line.words)


def test_headlines_begin_articles_in_reading_order() -> None:
    page = _page([("Harbour Board Meets", 9), ("Corn Rises", 7)], [("A Ship Is Lost", 12)])
    found = propose(page)
    assert [_words(proposal.heads) for proposal in found] == ["Harbour Board Meets", "Corn Rises", "A Ship Is Lost"]
    assert [len(proposal.body) for proposal in found] == [9, 7, 12]


def test_text_at_the_top_of_a_column_goes_on_from_the_one_before() -> None:
    found = propose(_page([("Harbour Board Meets", 14)], [("", 6), ("Corn Rises", 8)]))
    assert [(_words(proposal.heads), len(proposal.body)) for proposal in found] == [
        ("Harbour Board Meets", 20),
        ("Corn Rises", 8),
    ]


def test_short_last_lines_and_indented_first_lines_are_no_headlines() -> None:
    assert len(propose(_page([("", 4)] * 8, [("", 5)] * 6))) == 1


def test_a_line_recognized_across_two_columns_is_cut_at_the_white_between() -> None:
    page = _page([("Harbour Board Meets", 14)], [("A Ship Is Lost", 14)])
    glued = TextLine("", Box(0, 3000, 2060, HEIGHT), (
        Word("", "left", Box(0, 3000, 990, HEIGHT)), Word("", "right", Box(1062, 3000, 990, HEIGHT)),
    ))  # fmt: skip
    page = PrintedPage("P", 4000, 6000, (*page.blocks, TextBlock("X", Box(0, 0, 0, 0), (glued,))), {})
    harbour, ship = propose(page)
    assert "left" in _words(harbour.body)
    assert "right" in _words(ship.body)


def test_the_articles_of_a_page_hold_all_its_words_and_set_their_headlines_apart() -> None:
    page = _page([("Harbour Board Meets", 9), ("Corn Rises", 7)])
    blank = SourceArticle("", "p.xml", "alto", "utf-8", "0" * 64, 1)
    harbour, corn = page_article.of_page(page, blank, 3, "page-3/", "iii")
    assert (harbour.member, corn.member) == ("page-3/1", "page-3/2")
    assert harbour.hints["headline"].value == "Harbour Board Meets"
    assert harbour.hints["page"].value == "iii"
    assert harbour.raw.split("\n\n")[0] == "Harbour Board Meets"
    assert harbour.raw.count("Plain words fill the line") == 9
    assert 0 < harbour.hints["headline"].evidence.confidence < 1


_LINES = st.lists(
    st.tuples(
        st.integers(-50, 4000), st.integers(-50, 6000), st.integers(0, 3000), st.integers(0, 300), st.text(max_size=9)
    ),
    max_size=60,
)


@given(_LINES)
def test_no_line_is_lost_whatever_the_page(rows: list[tuple[int, int, int, int, str]]) -> None:
    lines = tuple(
        TextLine(str(at), Box(x, y, width, height), (Word("", text or "x", Box(x, y, width, height)),))
        for at, (x, y, width, height, text) in enumerate(rows)
    )
    page = PrintedPage("P", 0, 0, (TextBlock("B", Box(0, 0, 0, 0), lines),), {})
    found = [line.id for proposal in propose(page) for line in (*proposal.heads, *proposal.body)]
    assert sorted(found) == sorted(line.id for line in lines)
