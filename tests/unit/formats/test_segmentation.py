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


def _set(*rows: tuple[str, int, int, int]) -> PrintedPage:
    """A page of one column from 0 to 1000: (words, left edge, top, height) of each line, as wide as 20 a letter."""
    lines = []
    for at, (text, left, top, height) in enumerate(rows):
        words, x = [], left
        for word in text.split():
            words.append(Word("", word, Box(x, top, 20 * len(word), height)))
            x += 20 * len(word) + 10
        lines.append(TextLine(str(at), Box(left, top, x - 10 - left, height), tuple(words)))
    return PrintedPage("P", 1000, 6000, (TextBlock("B", Box(0, 0, 1000, 6000), tuple(lines)),), {})


_FULL = "plain words that fill the whole line from edge to edge"


def _text(top: int, count: int, leading: int = 42) -> list[tuple[str, int, int, int]]:
    """Running text: a first line that is indented, full lines, a last line that ends short."""
    middle = [(_FULL, 0, top + leading * at, 40) for at in range(1, count - 1)]
    return [(_FULL[:-5], 60, top, 40), *middle, ("and so it ended", 0, top + leading * (count - 1), 40)]


def test_what_stands_loosely_under_a_large_headline_belongs_to_it() -> None:
    deck = [
        ("THE BRIDGE FALLS", 20, 0, 90),
        ("How the great flood carried it off last night with", 0, 200, 44),  # as wide as the text, but loose
        ("Nobody Hurt.", 300, 270, 40),
        ("WATER STILL RISING", 240, 420, 46),
    ]
    (found,) = propose(_set(*deck, *_text(560, 30)))
    assert len(found.heads) == 4
    assert len(found.body) == 30


def test_a_small_heading_is_told_by_the_paragraphs_around_it() -> None:
    first, second = _text(0, 14), _text(14 * 42 + 80, 12)
    centred = ("Ein kleiner Brand", 330, 14 * 42 + 12, 40)  # no air above, none below, no capitals of its own
    found = propose(_set(*first, centred, *second))
    assert [_words(proposal.heads) for proposal in found] == ["", "Ein kleiner Brand"]


def test_a_title_as_wide_as_the_column_needs_a_full_stop_and_air() -> None:
    first, second = _text(0, 14), _text(14 * 42 + 110, 12)
    wide = ("Great Army Debate Will Begin in Berlin on Monday Again.", 0, 14 * 42 + 26, 40)
    assert len(propose(_set(*first, wide, *second))) == 2
    assert len(propose(_set(*first, (wide[0].replace(".", ""), *wide[1:]), *second))) == 1


def test_a_headline_may_have_several_lines_and_something_below() -> None:
    first = [("The Harbour Board", 180, 0, 70), ("Meets Again", 260, 90, 70), ("Corn is cheap.", 300, 260, 44)]
    (article,) = page_article.of_page(
        _set(*first, *_text(420, 20)), SourceArticle("", "p.xml", "alto", "utf-8", "0" * 64, 1), 1, "page-1/"
    )
    assert article.hints["headline"].value == "The Harbour Board Meets Again"
    assert article.hints["subheadline"].value == "Corn is cheap."
    assert article.raw.startswith("The Harbour Board\nMeets Again\n\nCorn is cheap.\n\n")


def test_words_without_height_lose_nothing() -> None:
    lines = [_line(f"words without height {number}", 0, 0, 100, 0) for number in range(12)]
    block = TextBlock("", Box(0, 0, 100, 0), tuple(lines))
    assert sum(len(each.heads) + len(each.body) for each in propose(PrintedPage("", 0, 0, (block,), {}))) == 12
