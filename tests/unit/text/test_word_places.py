from array import array

from newsreader.domain.issue import WordPlaces
from newsreader.domain.page import Box, Word
from newsreader.text.word_places import OnPage, WordMap

RAW = "The harbour com-\nmittee met; nobody spoke"
#      0   4       12   17     24   29     36
STARTS = [0, 4, 12, 17, 24, 29, 36]
TEXTS = ["The", "harbour", "com", "mittee", "met;", "nobody", "spoke"]


def _word(text: str, x: int) -> Word:
    return Word("", text, Box(x, 0, 10, 5))


def _map(*, is_known: bool = True) -> WordMap:
    pages = [1, 1, 1, 2, 2, 2, 2]
    words = [5, 6, 7, 0, 1, 2, 3]
    places = WordPlaces(array("I", STARTS), array("I", pages), array("I", words))
    one = [_word("x", 0)] * 5 + [_word(text, 100 * at) for at, text in enumerate(TEXTS[:3])]
    two = [_word(text, 100 * at) for at, text in enumerate(TEXTS[3:])]
    return WordMap(places, {1: one, 2: two} if is_known else {})


def test_a_span_finds_all_its_words_on_their_pages() -> None:
    found = list(_map().on_pages(12, 23))  # com-\nmittee
    assert found == [OnPage(1, 7), OnPage(2, 0)]
    assert _map().boxes(12, 23, 2) == [Box(0, 0, 10, 5)]


def test_a_part_of_a_word_finds_it_and_the_space_after_it_does_not() -> None:
    assert list(_map().on_pages(6, 8)) == [OnPage(1, 6)]
    assert list(_map().on_pages(11, 12)) == [], "only the space between two words"
    assert list(_map().on_pages(25, 27)) == [OnPage(2, 1)]


def test_pages_that_are_not_known_still_tell_which_words_are_meant() -> None:
    assert list(_map(is_known=False).on_pages(6, 8)) == [OnPage(1, 6)]
    assert _map(is_known=False).boxes(6, 8, 1) == []


def test_a_word_leads_back_to_the_text() -> None:
    found = _map().raw_span(OnPage(2, 2))
    assert found is not None
    assert RAW[slice(*found)] == "nobody"
    assert _map().raw_span(OnPage(1, 0)) is None, "a word of another article"


def test_the_text_says_on_which_page_it_goes_on() -> None:
    words = _map()
    assert (words.page_at(0), words.page_at(16), words.page_at(17), words.page_at(999)) == (1, 1, 2, 2)
    assert (words.first_on(1), words.first_on(2), words.first_on(3)) == (0, 17, None)
    assert WordMap(WordPlaces(), {}).page_at(3) == 0
    assert list(WordMap(WordPlaces(), {}).on_pages(0, 5)) == []
