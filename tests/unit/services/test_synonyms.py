"""Synonyms and misreadings: kept, looked up when asked for, and always told."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.archive.synonyms import Synonym
from newsreader.domain.article import PreparedArticle
from newsreader.domain.hits import SearchResult
from newsreader.domain.query import MISREAD, SYNONYMS
from newsreader.errors import UsageError
from newsreader.services import exporting, indexing, searching, synonyms
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

Make = Callable[..., PreparedArticle]


@pytest.fixture
def ids(session: Session, add_to: Callable[..., list[str]], article: Make) -> list[str]:
    made = add_to(
        article("From Petrograd comes news", language="en", repairs=()),
        article("Leningrad is cold", language="en", repairs=()),
        article("Old St. Petersburg and its rnodern houses", language="en", repairs=()),
        article("Das Thor der Stadt, modern", language="de", repairs=()),
        article("Tor and modem, a tor", language="en", repairs=()),
    )
    indexing.update(session)
    return made


def search(session: Session, text: str, *manners: str) -> SearchResult:
    return searching.search(session, SearchRequest(text, manners=frozenset(manners)))


def found(session: Session, text: str, *manners: str) -> list[int]:
    return sorted(search(session, text, *manners).numbers)


@pytest.mark.parametrize(
    ("line", "synonym"),
    [
        ("Petrograd = Leningrad =  St.  Petersburg", Synonym(("Petrograd", "Leningrad", "St. Petersburg"))),
        ("dock > quay, wharf", Synonym(("dock",), ("quay", "wharf"))),
        ("dock = pier → quay = wharf", Synonym(("dock", "pier"), ("quay", "wharf"))),
        ("[german] Thor = Tor", Synonym(("Thor", "Tor"), language="de")),
    ],
)
def test_lines_are_read_and_written(line: str, synonym: Synonym) -> None:
    assert synonyms.from_line(line) == synonym
    assert synonyms.from_line(synonyms.to_line(synonym)) == synonym


@pytest.mark.parametrize("line", ["", "one", "a > ", "> b", "a = A", "[klingonish] a = b", "a > b > c", "= . ="])
def test_lines_that_say_nothing_are_refused(line: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        synonyms.from_line(line)


def test_synonyms_are_used_only_when_asked_for_and_told(session: Session, ids: list[str]) -> None:
    synonyms.add(session, ["Petrograd = Leningrad = St. Petersburg", "cold > news"])
    assert found(session, "petrograd") == [1]
    assert found(session, "~petrograd") == [1, 2, 3]
    assert found(session, "petrograd", SYNONYMS) == [1, 2, 3]
    assert found(session, '~"st. petersburg"') == [1, 2, 3]
    assert found(session, "~cold -~leningrad") == []
    assert found(session, "~cold") == [1, 2]
    assert found(session, "~news") == [1]
    result = search(session, "petrograd news", SYNONYMS)
    assert result.understood == "All words: petrograd (3) · news (1) · synonyms searched too"
    assert result.clauses[0].also == ("Leningrad", "St. Petersburg")
    assert result.is_widened
    assert result.clauses[0].without == "news"
    assert search(session, "~petrograd").clauses[0].label == "with synonyms petrograd"
    hit = next(hit for hit in search(session, "~petrograd").hits if hit.number == 3)
    assert [hit.snippet.text[low:high] for low, high in hit.snippet.marks] == ["St. Petersburg"]


def test_a_word_without_synonyms_says_so(session: Session, ids: list[str]) -> None:
    assert [notice.message for notice in search(session, "~cold").notices] == [
        "No synonyms of “cold” are kept in this archive"
    ]
    assert search(session, "cold", SYNONYMS).notices == ()


def test_synonyms_of_one_language_count_in_its_articles(session: Session, ids: list[str]) -> None:
    synonyms.add(session, ["[de] tor = thor"])
    assert found(session, "~tor") == [4, 5]
    assert found(session, "~thor") == [4]
    assert search(session, "~thor").clauses[0].also == ("tor (de)",)


def test_misread_words_are_found_and_named(session: Session, ids: list[str]) -> None:
    assert found(session, "modern") == [4]
    result = search(session, "ocr:modern")
    assert sorted(result.numbers) == [3, 4, 5]
    assert result.clauses[0].label == "read rightly or not modern"
    assert result.clauses[0].also == ("modem", "rnodern")
    assert found(session, "modern", MISREAD) == [3, 4, 5]
    assert "scanner’s errors tolerated" in search(session, "modern news", MISREAD).understood
    assert found(session, 'ocr:"modern houses"') == [3]
    assert found(session, "exact:modern", MISREAD) == [4]
    assert found(session, "-ocr:modern", MISREAD) == [1, 2]
    out = io.StringIO()
    assert exporting.export(session, "modern", "jsonl", out, manners=frozenset({MISREAD})).exported == 3


def test_what_is_not_tried_is_told(session: Session, add_to: Callable[..., list[str]], article: Make) -> None:
    spellings = ["rnodern", "inodern", "nnodern", "m0dern", "modcrn", "modorn", "moderri", "moderu", "modem", "medern",
                 "mcdern", "moclern", "rnodem", "rn0dern", "rnodcrn", "rnodorn", "inodem", "nnodem"]  # fmt: skip
    add_to(article("modern " + " ".join(spellings), repairs=()))
    indexing.update(session)
    (notice,) = search(session, "ocr:modern").notices
    assert notice.message == "“modern” may stand here misread as 18 others; 16 of them are searched"


def test_a_very_long_query_is_widened_in_part_and_says_so(session: Session, ids: list[str]) -> None:
    began = time.process_time()
    result = search(
        session, " OR ".join(f"modern{number}" for number in range(1_500)) + " OR modern", MISREAD, SYNONYMS
    )
    assert time.process_time() - began < 5
    assert [notice.message for notice in result.notices] == [
        "Only the first 40 words are searched with their misreadings or synonyms"
    ]
    assert list(result.numbers) == [4]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(
                ["ocr:", "~", "synonyms:", "modern", "petrograd", '"', "(", ")", "-", "OR", "*", "note:", "tag:x", " "]
            ),
            max_size=12,
        ).map("".join),
    ),
    manners=st.sets(st.sampled_from([MISREAD, SYNONYMS])),
)
def test_any_text_is_searched_in_any_manner(session: Session, ids: list[str], text: str, manners: set[str]) -> None:
    result = search(session, text, *manners)
    plain = searching.search(session, SearchRequest(text))
    assert set(plain.numbers) <= set(result.numbers) or "-" in text or "NOT" in text
    assert all(0 <= low < high <= len(hit.snippet.text) for hit in result.hits for low, high in hit.snippet.marks)


def test_entries_are_kept_once_changed_and_removed(session: Session, tmp_path: Path) -> None:
    (one,) = synonyms.add(session, ["a1 = b1"])
    assert synonyms.add(session, ["a1 = b1"]) == []
    other = synonyms.change(session, one, "a1 = c1")
    assert [synonyms.to_line(each) for each in synonyms.all_synonyms(session)] == ["a1 = c1"]
    with pytest.raises(UsageError):
        synonyms.change(session, other, "nothing")
    assert synonyms.remove(session, [other, 99]) == 1
    file = tmp_path / "list.txt"
    file.write_text("# remark\n\nPetrograd = Leningrad\n[fr] clef = clé > serrure\n", encoding="utf-8-sig")
    synonyms.add(session, synonyms.read_file(file))
    again = synonyms.as_text(synonyms.all_synonyms(session))
    assert again == "Petrograd = Leningrad\n[fr] clef = clé > serrure\n"
    with pytest.raises(UsageError, match="no UTF-8"):
        synonyms.read_file(_bytes(tmp_path / "bad.txt"))


def _bytes(path: Path) -> Path:
    path.write_bytes(b"\xff\xfe\xfa")
    return path
