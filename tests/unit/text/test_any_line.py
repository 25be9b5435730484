"""No line whatever makes a recognizer raise, and every span it tells lies in the line."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.text import (
    agencies,
    byline,
    dateline,
    dates,
    file_names,
    keyed,
    language,
    layout,
    names,
    navigation,
    paper,
)
from newsreader.text.lines import lines_of

PIECES = st.sampled_from(
    [
        "By ", "Von ", "and", " und ", ",", ", ", ";", "&", "/", "|", " - ", "—", "(", ")", ".", ":", " ", "\t", "'",
        "’", "@", "Henry", "Meyer", "van", "J.", "O'", "Mc", "AP", "Reuters", "The ", "the", "Staff", "London", "Post",
        "Times", "3", "May", "1904", "l9O4", "10/10/1904", "-", "Page", "A3", "Vol.", "No. 3", "Newspapers from ",
        "Canada", "Title:", "Date:", "\n", "\n\n", "“", "é", "ß", "-04-", "Photos by ", " in ", "Door ",
        " en ", "Dr.", "Jr.",
    ]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=50), st.lists(PIECES, max_size=14).map("".join))
RECOGNIZERS: list[Callable[[str], object]] = [
    byline.parse,
    lambda line: byline.parse(line, is_stated=True),
    byline.is_role,
    paper.parse,
    paper.in_title_case,
    paper.from_file_name,
    dates.only,
    lambda line: list(dates.find(line, "fr")),
    file_names.date,
    lambda line: dateline.find(line, 0, len(line)),
    navigation.recognize,
    lambda line: keyed.find(list(lines_of(line))),
    language.identify,
    layout.recognize,
    agencies.find_agencies,
    agencies.find_unlisted,
    names.in_normal_case,
]


@pytest.mark.parametrize("recognize", RECOGNIZERS, ids=range(len(RECOGNIZERS)))
def test_no_line_makes_a_recognizer_raise(recognize: Callable[[str], object]) -> None:
    @settings(deadline=None, max_examples=150)
    @given(LINES)
    def check(line: str) -> None:
        recognize(line)

    check()


@settings(deadline=None)
@given(LINES)
def test_the_spans_told_lie_in_the_line(line: str) -> None:
    for date in dates.find(line):
        assert 0 <= date.start < date.end <= len(line)
    masthead = paper.parse(line)
    for part in (masthead.name, *masthead.parts.values()) if masthead else ():
        assert 0 <= part.start < part.end <= len(line)
    for entry in lines_of(line):
        assert line[entry.start : entry.end] == entry.text == entry.text.strip()
