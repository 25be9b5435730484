from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.search.whoosh_engine.layout import EXACT_MARK
from newsreader.search.whoosh_engine.text_batch import TextBatch
from newsreader.text.words import surface, tokens

_ROW = (
    "truce cease fire the The May Erdoğan l'homme dell'arte U.S. 12,000 1,000 东京 京 J. K. A Smith's well-known "
    "mother-in-law re- pre- and – ( ) \u00a0 \u00ad \n \n\n \r\n . - -- ' ’ é x\u0301 ½ Ⅻ"
)
PIECES = st.sampled_from(_ROW.split(" "))
TEXTS = st.lists(st.one_of(PIECES, st.sampled_from([" ", "  ", "", "-", "- ", ".", ","]), st.text(max_size=3))).map(
    "".join
)


def read(text: str) -> tuple[list[str], list[str], list[tuple[str, int]], list[tuple[str, int]]]:
    batch = TextBatch(exact=True)
    assert batch.written is not None
    passage = batch._pieces.read(text)
    words, pairs, wholes, written = (
        list(each.vocabulary) for each in (batch.words, batch.pairs, batch.wholes, batch.written)
    )
    return (
        [words[number] for number in passage.words.tolist()],
        [written[number] if number >= 0 else "" for number in passage.written.tolist()],
        sorted((pairs[number], place) for number, place in passage.pairs),
        sorted((wholes[number], place) for number, place in passage.wholes),
    )


def expected(text: str) -> tuple[list[str], list[str], list[tuple[str, int]], list[tuple[str, int]]]:
    found = tokens(text)
    as_written = [surface(text, token) for token in found]
    joined = [(form.text, token.position, form.parts) for token in found for form in token.joined]
    return (
        [token.text for token in found],
        [
            "" if word == token.text else f"{token.text}{EXACT_MARK}{word}"
            for token, word in zip(found, as_written, strict=True)
        ],
        sorted((form, place) for form, place, parts in joined if parts == 2),
        sorted((form, place) for form, place, parts in joined if parts > 2),
    )


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_the_same_words_as_one_by_one(text: str) -> None:
    assert read(text) == expected(text)


@given(st.lists(PIECES, max_size=12).map(" ".join))
@settings(max_examples=600, deadline=None)
def test_the_same_words_at_every_space(text: str) -> None:
    assert read(text) == expected(text)


def test_a_broken_word_is_read_with_what_follows() -> None:
    words, _, pairs, wholes = read("the cease- fire of J. K. Rowling and her mother-in- law")
    assert words == ["the", "cease", "fire", "of", "jk", "rowling", "and", "her", "mother", "in", "law"]
    assert pairs == [("ceasefire", 1), ("inlaw", 9), ("motherin", 8)]
    assert wholes == [("motherinlaw", 8)]


def test_passages_are_kept_apart() -> None:
    batch = TextBatch(exact=False)
    assert batch.add(0, ("one two", "", "three")) == [2, 0, 1]
    field = batch.words.invert(1)
    assert field.terms == [b"one", b"three", b"two"]
    assert field.places is not None
    assert field.places.tolist() == [0, 1_002, 1]
    assert field.lengths is not None
    assert field.lengths.tolist() == [3]
