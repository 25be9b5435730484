"""Dates and numbers of queries, printed and read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.dates import better_date, key, read_days, read_numbers, show_days, show_numbers

TODAY = date(2026, 3, 15)
days = st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(key)


@given(st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_ranges_of_days_print_and_read_alike(low: int | None, high: int | None) -> None:
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return
    found = read_days(show_days(low, high), "date", TODAY)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@given(st.text(max_size=20), st.sampled_from(["date", "added", "before", "after"]))
def test_any_text_is_a_date_or_none(text: str, field: str) -> None:
    found = read_days(text, field, TODAY)
    assert found is None or found.low is not None or found.high is not None
    better = better_date(text)
    assert not better or read_days(better, "date", TODAY) is not None


@pytest.mark.parametrize(
    ("text", "low"),
    [("1d", 20260314), ("2w", 20260301), ("1m", 20260213), ("1y", 20250315), ("9999y", 10101), ("7D", 20260308)],
)
def test_ages(text: str, low: int) -> None:
    found = read_days(text, "added", TODAY)
    assert found is not None
    assert found.low == low
    assert read_days(text, "date", TODAY) is None


@pytest.mark.parametrize("text", ["date:>9999", ">9999-12-31", "<0001"])
def test_the_ends_of_time(text: str) -> None:
    found = read_days(text.removeprefix("date:"), "date", TODAY)
    assert found is not None


numbers = st.one_of(st.integers(0, 10**9).map(float), st.floats(0, 1).map(lambda value: round(value, 6)))


@given(st.one_of(st.none(), numbers), st.one_of(st.none(), numbers))
def test_ranges_of_numbers_print_and_read_alike(low: float | None, high: float | None) -> None:
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return
    text = show_numbers(low, high)
    if "e" not in text:
        assert read_numbers(text, whole=False) == (low, high)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = read_numbers(text, whole=True)
    assert found is None or found != (None, None)


def test_open_ranges_print_as_nothing_to_read() -> None:
    assert read_days(show_days(None, None), "date", TODAY) is None
    assert read_numbers(show_numbers(None, None), whole=False) is None
