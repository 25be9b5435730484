import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.search.whoosh_engine.batch import FieldBatch
from newsreader.search.whoosh_engine.layout import EXACT_MARK
from newsreader.search.whoosh_engine.text_batch import TextBatch
from newsreader.text.words import surface, tokens

GAP = 10
_ROW = (
    "truce cease fire the The May Erdoğan l'homme dell'arte U.S. 12,000 1,000 东京 京 J. K. A Smith's well-known "
    "mother-in-law re- pre- and – ( ) \u00a0 \u00ad \n \n\n \r\n . - -- ' ’ é x\u0301 x\u0301. ½ Ⅻ \0 a\0b \t (May), "
    'telecommunications internationally.", ... ..May.. é. \ud800 9. May, may. counterrevolutionaries'
)
PIECES = st.sampled_from(_ROW.split(" "))
TEXTS = st.lists(st.one_of(PIECES, st.sampled_from([" ", "  ", "", "-", "- ", ".", ","]), st.text(max_size=3))).map(
    "".join
)
Occurrences = list[tuple[str, int, int]]
"""Term, document, place."""


def occurrences(batch: FieldBatch, documents: int) -> Occurrences:
    field = batch.invert(documents)
    assert field.freqs is not None
    assert field.places is not None
    places = iter(field.places.tolist())
    found: Occurrences = []
    for number, term in enumerate(field.terms):
        for posting in range(int(field.starts[number]), int(field.starts[number + 1])):
            text = term.decode("utf-8", "surrogatepass")
            found += [(text, int(field.ids[posting]), next(places)) for _ in range(int(field.freqs[posting]))]
    return sorted(found)


def read(documents: Iterable[Sequence[str]], batch: TextBatch | None = None) -> tuple[Occurrences, ...]:
    batch = batch or TextBatch(exact=True)
    count = 0
    for count, passages in enumerate(documents, start=1):
        batch.add(count - 1, passages, GAP)
    batch.finish()
    assert batch.written is not None
    found = tuple(occurrences(each, count) for each in (batch.words, batch.written, batch.pairs, batch.wholes))
    batch.restart()
    return found


def expected(documents: Iterable[Sequence[str]]) -> tuple[Occurrences, ...]:
    """The same word by word, by the one tokeniser."""
    words: Occurrences = []
    written: Occurrences = []
    joined: tuple[Occurrences, Occurrences] = ([], [])
    for document, passages in enumerate(documents):
        base = 0
        for text in passages:
            found = tokens(text)
            for token in found:
                place = base + token.position
                words.append((token.text, document, place))
                as_written = surface(text, token)
                if as_written != token.text:
                    written.append((f"{token.text}{EXACT_MARK}{as_written}", document, place))
                for form in token.joined:
                    joined[form.parts > 2].append((form.text, document, place))
            base += len(found) + (GAP if text else 0)
    return sorted(words), sorted(written), sorted(joined[0]), sorted(joined[1])


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=4))
@settings(max_examples=300, deadline=None)
def test_the_same_words_as_one_by_one(documents: list[list[str]]) -> None:
    assert read(documents) == expected(documents)


@given(st.lists(PIECES, max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_the_same_words_at_every_space(text: str) -> None:
    assert read([[text]]) == expected([[text]])


@given(st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
@settings(max_examples=200, deadline=None)
def test_what_was_remembered_changes_nothing_in_the_next_batch(first: list[str], second: list[str]) -> None:
    batch = TextBatch(exact=True)
    read([[text] for text in first], batch)
    assert read([[text] for text in second], batch) == expected([[text] for text in second])


def test_many_words_are_told_apart() -> None:
    # Far more pieces than the first table holds, of every length, read in several blocks.
    rows = [
        [f"w{number} {'x' * (number % 40)}{number}, ({number * 7919 % 100_003}) Ende-{number}"]
        for number in range(9_000)
    ]
    assert read(rows * 2) == expected(rows * 2)


def test_the_same_words_in_real_articles() -> None:
    given = os.environ.get("NEWSREADER_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[4].parent / "shared" / "data"
    files = [file for kind in ("txt", "html", "jsonl") for file in sorted(folder.glob(f"**/*.{kind}"))[:5]]
    if not files:
        pytest.skip("the shared development data is not here")
    documents = [[file.read_bytes()[:60_000].decode("utf-8", "replace")] for file in files]
    assert read(documents) == expected(documents)


def test_a_broken_word_is_read_with_what_follows() -> None:
    words, _, pairs, wholes = read([["the cease- fire of J. K. Rowling and her mother-in- law"]])
    assert [word for word, _, place in sorted(words, key=lambda each: each[2])] == (
        ["the", "cease", "fire", "of", "jk", "rowling", "and", "her", "mother", "in", "law"]
    )
    assert pairs == [("ceasefire", 0, 1), ("inlaw", 0, 9), ("motherin", 0, 8)]
    assert wholes == [("motherinlaw", 0, 8)]


def test_passages_are_kept_apart() -> None:
    batch = TextBatch(exact=False)
    batch.add(0, ("one two", "", "three"))
    batch.finish()
    assert [count for counts in batch.counts for count in counts.tolist()] == [2, 0, 1]
    field = batch.words.invert(1)
    assert field.terms == [b"one", b"three", b"two"]
    assert field.places is not None
    assert field.places.tolist() == [0, 1_002, 1]
    assert field.lengths is not None
    assert field.lengths.tolist() == [3]


def test_places_and_documents_too_large_for_one_number() -> None:
    batch = FieldBatch(places=True, scored=True)
    batch.add(3, ["b", "a", "b"])
    far = np.asarray([5, 1 << 30], dtype=np.int32)
    batch.extend(np.asarray([0, 1]), np.asarray([70_000, 70_000], dtype=np.int32), far)
    assert occurrences(batch, 70_001) == [
        ("a", 3, 1), ("a", 70_000, 1 << 30), ("b", 3, 0), ("b", 3, 2), ("b", 70_000, 5),
    ]  # fmt: skip
