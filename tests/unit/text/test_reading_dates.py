"""Dates as printed, datelines, mastheads and navigation lines."""

import pytest

from newsreader.text import dateline, dates, navigation, paper
from newsreader.text.agencies import find_agencies, find_agency


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Saturday, October 10, 2020", "2020-10-10"),
        ("10 Oct. 2020", "2020-10-10"),
        ("10th of October 1920", "1920-10-10"),
        ("October 10th, 1920", "1920-10-10"),
        ("Samstag, den 10. Oktober 2020", "2020-10-10"),
        ("3. März 1887", "1887-03-03"),
        ("le 1er mai 1904", "1904-05-01"),
        ("mardi 12 août 1902", "1902-08-12"),
        ("12 de mayo de 1936", "1936-05-12"),
        ("miércoles, 3 de febrero de 1999", "1999-02-03"),
        ("12 maggio 1936", "1936-05-12"),
        ("12 mei 1936", "1936-05-12"),
        ("2020-10-10", "2020-10-10"),
        ("1904-05", "1904-05"),
        ("10.10.1887", "1887-10-10"),
        ("23/4/1904", "1904-04-23"),
        ("4/23/1904", "1904-04-23"),
        ("May 1904", "1904-05"),
        ("Thursday, May l2, l9O4", "1904-05-12"),
    ],
)
def test_a_date_line_in_many_forms(line: str, edtf: str) -> None:
    found = dates.only(line)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    "line",
    ["May the 4th", "3/4/1904", "30 February 1904", "In May 1904 he died", "May 4", "abc", "", "Friday", "x" * 200],
)
def test_no_year_is_invented_and_no_sentence_is_a_date(line: str) -> None:
    assert dates.only(line) is None


def test_the_language_tells_day_and_month_apart() -> None:
    assert [date.edtf for date in dates.find("3/4/1904", "fr")] == ["1904-04-03"]
    assert list(dates.find("3/4/1904", "en")) == []


@pytest.mark.parametrize(
    ("text", "place", "country", "agency"),
    [
        ("LONDON, May 3 (Reuters) — The ferry", "London", "GB", "Reuters"),
        ("Paris, le 3 mai. — On écrit", "Paris", "FR", ""),
        ("Berlin (dpa) - Der Rat", "Berlin", "DE", "Deutsche Presse-Agentur"),
        ("WASHINGTON — The council", "Washington", "US", ""),
        ("New York, N.Y. (AP) — A man", "New York", "US", "Associated Press"),
        ("MADRID, 3 de mayo de 1936 (EFE). El concejo", "Madrid", "ES", "EFE"),
        ("Wien, 3. Mai. Der Rat", "Wien", "AT", ""),
        ("HALDEN, Norway — The ship", "Halden", "NO", ""),
        ("SPRINGFIELD — A school", "Springfield", "", ""),
    ],
)
def test_datelines(text: str, place: str, country: str, agency: str) -> None:
    found = dateline.find(text, 0, len(text))
    assert found is not None
    assert (found.place, found.country, found.agency) == (place, country, agency)
    assert text[found.start : found.end] == found.text
    if found.agency_span:
        assert find_agencies(text[slice(*found.agency_span)])


@pytest.mark.parametrize(
    "text",
    [
        "The war — he said",
        "London: It rained",
        "John (the Baptist) — he",
        "Russia said it secured",
        "It rained.",
        "A - b",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline.find(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "kind", "code"),
    [
        ("Newspapers in English", "language", "en"),
        ("Newspapers from Canada", "country", "CA"),
        ("Newspapers from the United States", "country", "US"),
        ("Zeitungen aus der Schweiz", "country", "CH"),
        ("Zeitungen auf Deutsch", "language", "de"),
        ("Journaux en français", "language", "fr"),
        ("Journaux d’Allemagne", "country", "DE"),
        ("Periódicos en español", "language", "es"),
        ("Periódicos de México", "country", "MX"),
        ("Share this article", "page", ""),
        ("Continued on page A4", "page", ""),
        ("Se connecter", "page", ""),
        ("Alle Rechte vorbehalten.", "page", ""),
    ],
)
def test_navigation_lines(line: str, kind: str, code: str) -> None:
    found = navigation.recognize(line)
    assert found is not None
    assert (found.kind, found.code) == (kind, code)


@pytest.mark.parametrize(
    "line", ["Newspapers from the attic", "The council met.", "", "He asked me to share it", "x" * 200]
)
def test_other_lines_are_no_navigation(line: str) -> None:
    assert navigation.recognize(line) is None


def test_mastheads() -> None:
    known = paper.parse("NATIONAL POST | Saturday, October 10, 2020 | A3")
    assert known is not None
    assert known.title is not None
    assert known.title.name == "National Post"
    assert known.parts["page"].value == "A3"
    other = paper.parse("The Halvorsen Courier (Leeds), Vol. XII, No. 345, Morning Edition")
    assert other is not None
    assert {name: part.value for name, part in other.parts.items()} == {
        "place": "Leeds",
        "volume": "XII",
        "issue": "345",
        "edition": "Morning Edition",
    }
    assert other.confidence > 0.8
    assert paper.parse("The council voted on Tuesday for a ferry link to the islands") is None
    assert paper.parse("x") is None
    assert paper.parse("12 May 1904") is None
    compound = paper.parse("Grünauer Wochenblatt, Norway")
    assert compound is not None
    assert compound.parts["country"].value == "NO"


def test_papers_named_by_files_and_folders() -> None:
    named = paper.from_file_name("a/national-post_20201010.txt")
    assert named is not None
    assert (named[0].name, named[1]) == ("National Post", "file name")
    assert paper.from_file_name("/tmp/abc/h1.txt") is None
    assert paper.from_file_name("") is None


def test_agencies_by_name_and_by_exact_abbreviation() -> None:
    found = find_agency("(AP)")
    assert found is not None
    assert found.name == "Associated Press"
    assert find_agency("ap") is None
    assert find_agency("the associated press") is not None
    assert find_agency("") is None
    both = find_agencies("Reuters/AFP")
    assert both is not None
    assert both.name == "Reuters"
    assert find_agencies("the town council") is None
