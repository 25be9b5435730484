"""How dates and file names are written, as a person states it."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.edtf import EdtfDate
from newsreader.text import date_patterns, name_patterns


@pytest.mark.parametrize(
    ("words", "pattern", "edtf"),
    [
        ("03.05.1919", "DD.MM.YYYY", "1919-05-03"),
        ("05/03/1919", "MM/DD/YYYY", "1919-05-03"),
        ("5/3/1919", "M/D/YYYY", "1919-05-03"),
        ("19190503", "YYYYMMDD", "1919-05-03"),
        ("1919", "YYYY", "1919"),
        ("5.1919", "M.YYYY", "1919-05"),
        ("3. Mai  1919", "D. MMMM YYYY", "1919-05-03"),
        ("mai 1919", "MMMM YYYY", "1919-05"),
        ("3.5.89", "D.M.18YY", "1889-05-03"),
        ("31.02.1919", "DD.MM.YYYY", None),
        ("3.5.1919", "DD.MM.YYYY", None),
        ("3. Blah 1919", "D. MMMM YYYY", None),
        ("0000-00-00", "YYYY-MM-DD", None),
    ],
)
def test_dates_in_a_stated_pattern(words: str, pattern: str, edtf: str | None) -> None:
    assert date_patterns.read(words, pattern) == edtf


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("DD.MM", "no year"),
        ("DD YYYY", "no month"),
        ("DD.MM.YY", "century"),
        ("YYYY YYYY", "twice"),
        ("MM MMMM YYYY", "twice"),
        ("", "no year"),
        ("YYYY" + "-" * 99, "too long"),
    ],
)
def test_patterns_of_dates_that_make_no_sense(pattern: str, reason: str) -> None:
    with pytest.raises(date_patterns.DatePatternError, match=reason):
        date_patterns.compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "path", "values"),
    [
        (
            "{paper}_{date:YYYYMMDD}_{page}.txt",
            "/box/Harbour_Gazette_19190503_004.txt",
            {"paper": "Harbour Gazette", "date": "1919-05-03", "page": "4"},
        ),
        ("{date:DD-MM-YYYY}", "box\\03-05-1919.xml", {"date": "1919-05-03"}),
        ("{paper}/{date:YYYY}/{page}", "/a/Lamp/1919/A4.txt", {"paper": "Lamp", "date": "1919", "page": "A4"}),
        ("*_{date}_*.txt", "x_y_19190503_z.txt", {"date": "1919-05-03"}),
        ("{section} - {headline}", "News - Ferry returns.txt", {"section": "News", "headline": "Ferry returns"}),
        ("{paper}_{date}.txt", "Lamp_19190503.xml", None),
        ("{paper}_{date}.txt", "Lamp_19191399.txt", None),
        ("{paper}_{date}", "19190503.txt", None),
    ],
)
def test_names_in_a_stated_pattern(pattern: str, path: str, values: dict[str, str] | None) -> None:
    assert name_patterns.compiled(pattern).values(path) == values


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("plain.txt", "no field"),
        ("{date}{date}", "twice"),
        ("{papr}", "which is no field"),
        ("{date:DD.MM}", "has a date that has no year"),
        ("{paper}{section}", "nothing that parts them"),
        ("{paper}*", "nothing that parts them"),
        ("{paper}-*-*-*-*", "more than 4"),
        ("{date", "brace"),
        ("x" * 400, "too long"),
    ],
)
def test_patterns_of_names_that_make_no_sense(pattern: str, reason: str) -> None:
    with pytest.raises(name_patterns.NamePatternError, match=reason):
        name_patterns.compiled(pattern)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_pattern_is_read_or_refused(pattern: str, words: str) -> None:
    with suppress(date_patterns.DatePatternError):
        found = date_patterns.read(words, pattern)
        assert found is None or EdtfDate.try_parse(found)
    with suppress(name_patterns.NamePatternError):
        assert name_patterns.compiled(pattern).values(words) != {}
