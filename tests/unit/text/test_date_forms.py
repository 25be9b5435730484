"""Dates in the many ways newspapers, collections and calendars write them."""

import datetime as dt

import pytest

from newsreader.text import dates, file_names, old_dates

LINES = [
    ("Dienstag, den 5. Dezember 1858", "de", "1858-12-05"),
    ("Luxemburg, Dienstag, 7. December 1858", "de", "1858-12-07"),
    ("Donnerstag, 3. Jänner 1889", "de", "1889-01-03"),
    ("Samstag den 12. Hornung 1848", "de", "1848-02-12"),
    ("Den 4ten März 1799", "de", "1799-03-04"),
    ("Mittwochs, den 1. Mai 1793.", "de", "1793-05-01"),
    ("Montag, 9. Septbr. 1878", "de", "1878-09-09"),
    ("Freitag den 13. Novbr. 1863", "de", "1863-11-13"),
    ("le 3 janvier 1878", "fr", "1878-01-03"),
    ("Jeudi 1er août 1914", "fr", "1914-08-01"),
    ("Samedi, 15 Xbre 1821", "fr", "1821-12-15"),
    ("DIMANCHE 14 JUILLET 1889", "fr", "1889-07-14"),
    ("Lundi 2 et mardi 3 novembre 1908", "fr", "1908-11-02/1908-11-03"),
    ("Domingo 5 de mayo de 1872", "es", "1872-05-05"),
    ("Madrid, 2 de Mayo de 1908", "es", "1908-05-02"),
    ("Sábado, 18 de julio de 1936", "es", "1936-07-18"),
    ("Roma, 20 Settembre 1870", "it", "1870-09-20"),
    ("Martedì 28 ottobre 1922", "it", "1922-10-28"),
    ("Zaterdag 10 Mei 1940", "nl", "1940-05-10"),
    ("Woensdag, den 2den Januari 1813", "nl", "1813-01-02"),
    ("Lördagen den 5 Mars 1892", "sv", "1892-03-05"),
    ("Tisdagen d. 3 Januari 1843", "sv", "1843-01-03"),
    ("Quinta-feira, 5 de Outubro de 1910", "pt", "1910-10-05"),
    ("TUESDAY, OCTOBER 4, l9O4", "en", "1904-10-04"),
    ("Friday Morning, May 3d, 1861", "en", "1861-05-03"),
    ("Wednesday evening, 5 Sept. 1887", "en", "1887-09-05"),
    ("Saturday, July 4th, 1776.", "en", "1776-07-04"),
    ("MDCCCLXXXIX", "en", None),
    ("Monday, January 1, MDCCCLXXXIX", "en", "1889-01-01"),
    ("12 (24) January 1889", "en", "1889-01-24"),
    ("5/17 März 1877", "de", "1877-03-17"),
    ("le 10/22 février 1848", "fr", "1848-02-22"),
    ("Easter Monday 1916", "en", "1916-04-24"),
    ("Easter Monday, April 24, 1916", "en", "1916-04-24"),
    ("Christi Himmelfahrt 1878", "de", "1878-05-30"),
    ("Pfingstsonntag 1911", "de", "1911-06-04"),
    ("Good Friday, 1865", "en", "1865-04-14"),
    ("Lundi de Pâques 1898", "fr", "1898-04-11"),
    ("Weihnachten 1914", "de", "1914-12-25~"),
    ("Noël 1914", "fr", "1914-12-25~"),
    ("Christmas Day, 1880", "en", "1880-12-25"),
    ("Viernes Santo de 1930", "es", "1930-04-18"),
    ("May 1904", "en", "1904-05"),
    ("Spring 1904", "en", None),
    ("3 January", "en", None),
    ("le 3 janvier", "fr", None),
    ("14 Vendémiaire an IV", "fr", "1795-10-06"),
    ("1904", "en", None),
    ("31.12.1899", "de", "1899-12-31"),
    ("12/31/1899", "en", "1899-12-31"),
    ("24 mars/5 avril 1890", "fr", "1890-04-05"),
    ("1. und 2. Januar 1900", "de", "1900-01-01/1900-01-02"),
    ("Saturday, 25th, and Sunday, 26th December, 1920", "en", "1920-12-25/1920-12-26"),
    ("1858年12月7日", "zh", "1858-12-07"),
    ("7 декабря 1958 г.", "ru", "1958-12-07"),
]

FILES = [
    ("/a/GDL-1878-01-03-a-i0012.txt", "1878-01-03"),
    ("/a/NZZ-1894-05-12-a-p0001.xml", "1894-05-12"),
    ("/a/sn83045350-1878010301.txt", "1878-01-03"),
    ("/a/sn83045350_1878-01-03_ed-1_seq-2.txt", "1878-01-03"),
    ("/a/0002647_1824_0217/0002647_18240217_0001.txt", "1824-02-17"),
    ("/a/0002647_1824_0217/art.txt", "1824-02-17"),
    ("/a/Times 3 May 1904 p5.txt", "1904-05-03"),
    ("/a/times-may-3-1904.txt", "1904-05-03"),
    ("/a/03-05-1904.txt", None),
    ("/a/23.05.1904 FAZ.txt", "1904-05-23"),
    ("/a/18780103_page3.txt", "1878-01-03"),
    ("/a/lead19040512_2.txt", "1904-05-12"),
    ("/a/ddd_010179815_mpeg21.txt", None),
    ("/a/1878/01/03/ed-1/seq-2/ocr.txt", "1878-01-03"),
    ("/a/IMG_20230405_181200.txt", None),
    ("/a/1904-05.txt", "1904-05"),
    ("/a/Sommer1904.txt", None),
    ("/a/le_figaro_3_janvier_1878.txt", "1878-01-03"),
    ("/a/Zeitung vom 5. Dezember 1858.txt", "1858-12-05"),
    ("/a/luxzeit1858/1858-12-07_01.txt", "1858-12-07"),
    ("bee_18870312_p1.txt", "1887-03-12"),
    ("1904/05/12/x.txt", "1904-05-12"),
    ("C:\\papers\\1904_05_03.txt", "1904-05-03"),
    ("18870312-18870313.txt", None),
    ("19041399.txt", None),
    ("page-1904.txt", None),
    ("20230230.txt", None),
    ("Scan 1904-05-12.pdf", "1904-05-12"),
    ("", None),
]


@pytest.mark.parametrize(("line", "language", "edtf"), LINES)
def test_a_line_that_dates_an_issue(line: str, language: str, edtf: str | None) -> None:
    first = next(iter(dates.find(line, language)), None)
    assert (first.edtf if first else None) == edtf


@pytest.mark.parametrize(("path", "edtf"), FILES)
def test_a_file_or_folder_name_dates_in_a_clear_pattern(path: str, edtf: str | None) -> None:
    told = file_names.date(path)
    assert (told.value if told else None) == edtf


@pytest.mark.parametrize(
    ("line", "place"),
    [("Roma, 20 Settembre 1870", "Roma"), ("Madrid, 2 de Mayo de 1908", "Madrid"), ("PARIS, LE 3 MAI 1904", "PARIS")],
)
def test_a_place_before_the_date_is_told_apart(line: str, place: str) -> None:
    found = dates.with_place(line)
    assert found is not None
    assert found[1] == place


@pytest.mark.parametrize("line", ["The bridge of 3 May 1904", "Smith died 3 May 1904", "3 May 1904 or 4 May 1904", ""])
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert dates.only(line) is None
    assert dates.with_place(line) is None


def test_the_weekday_proves_a_date_or_shows_it_misread() -> None:
    right, wrong, none = (
        next(iter(dates.find(line))).confidence
        for line in ("Thursday, May 12, 1904", "Friday, May 12, 1904", "May 12, 1904")
    )
    assert wrong < none < right


@pytest.mark.parametrize(
    ("year", "day"), [(1818, "1818-03-22"), (1916, "1916-04-23"), (1943, "1943-04-25"), (2000, "2000-04-23")]
)
def test_easter(year: int, day: str) -> None:
    assert old_dates.easter(year) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("numeral", "value"), [("MDCCCLXXXIX", 1889), ("M.D.CC.XC", 1790), ("MCMIV", 1904), ("MAX", 0)]
)
def test_roman_numerals(numeral: str, value: int) -> None:
    assert old_dates.roman(numeral) == value


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a/NZZ-1894-05-12-a-p0003.txt", {"paper": "Neue Zürcher Zeitung", "page": "3"}),
        ("a/EXP-1888-08-03-a-i0030.txt", {"paper": "L'Express", "country": "CH"}),
        ("luxwort-1848-08-13-a-i0003.txt", {"paper": "Luxemburger Wort"}),
        ("sn83045350/1878-01-03/ed-2/seq-2.txt", {"paper_id": "sn83045350", "country": "US", "edition": "2"}),
        ("courier_1904-05-03_p12.txt", {"page": "12"}),
        ("courier-page-3.txt", {"page": "3"}),
        ("courier_A12.txt", {"page": "A12"}),
        ("Zeitung_1904-05-03_Seite_05.txt", {"page": "5"}),
        ("0028-0836_1904.txt", {"paper_id": "0028-0836"}),
        ("1904-1905.txt", {}),
        ("notes.txt", {}),
        ("", {}),
    ],
)
def test_other_facts_of_a_file_name(path: str, told: dict[str, str]) -> None:
    assert {name: one.value for name, one in file_names.others(path) if one.value} == told
