"""A corpus with every edge, made up from a few words so that everything meets everything."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.search.index import IndexDocument
from newsreader.search.whoosh_engine import writer

_ROW = (
    "truce truces cease fire ceasefire peace talks the of Theresa May may harbour harbor Erdoğan erdogan l'homme us "
    "election elections elect U.S. 12,000 東京 京 עברית well-known mother-in-law re-elected York York. (New dell'arte"
)
WORDS = _ROW.split()


def make_text(chance: random.Random, words: int) -> str:
    found: list[str] = []
    for _ in range(words):
        word = chance.choice(WORDS)
        if chance.random() < 0.2:
            word = chance.choice(
                [word + "-", f"{word}-{chance.choice(WORDS)}", word + ",", word.upper(), word + "\n\n"]
            )
        found.append(word)
    return " ".join(found)


def make_document(chance: random.Random, number: int) -> IndexDocument:
    values: dict[str, tuple[str, ...]] = {
        "tag": tuple(chance.sample(["War", "war/sea", "x"], chance.randint(0, 2))),
        "flag": tuple(chance.sample(["is:read", "is:starred", "has:note"], chance.randint(0, 2))),
    }
    for field, choices in (
        ("country", ("CA", "US", "FR")),
        ("paper", ("The Times", "National Post", "Le Monde")),
        ("language", ("en", "fr", "en-GB", "xx")),
    ):
        if chance.random() < 0.85:
            values[field] = (chance.choice(choices),)
    day = chance.choice([0, 19000101 + chance.randint(0, 20) * 10_000])
    length = chance.choice([0, 1, 5, 40]) if chance.random() > 0.02 else 3_000
    return IndexDocument(
        number=number,
        headline=make_text(chance, chance.randint(0, 5)),
        subheadline=make_text(chance, chance.randint(0, 2)),
        byline=make_text(chance, chance.randint(0, 2)),
        body=make_text(chance, length),
        notes=tuple(make_text(chance, 3) for _ in range(chance.randint(0, 2))),
        raw=tuple(make_text(chance, 4) for _ in range(chance.randint(0, 2))),
        values=values,
        date_low=day,
        date_high=day and day + chance.choice([0, 30]),
        added=20250101 + chance.randint(0, 3),
        quality=chance.choice([None, 0.1, 0.5, 1.0]),
    )


def make_documents(count: int, seed: int) -> list[IndexDocument]:
    chance = random.Random(seed)
    return [make_document(chance, number) for number in range(1, count + 1)]


def build(folder: Path) -> Path:
    with writer.writing(folder):
        writer.create(folder, "archive")
        for generation in range(1, 6):
            first = make_documents(60, generation)
            changed = [each for each in first if generation == 1 or (7 * each.number + generation) % 5 < 2]
            writer.apply(folder, "archive", changed, [6 * generation], generation, joins=False)
    return folder


@pytest.fixture
def documents() -> Callable[[int, int], list[IndexDocument]]:
    """Makes articles with the numbers 1 to so many, by seed."""
    return make_documents


@pytest.fixture
def many_segments(tmp_path: Path) -> Path:
    """An index of several segments, with changed and vanished articles, for a test that changes it."""
    return build(tmp_path / "index")


@pytest.fixture(scope="session")
def unchanged_segments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for tests that only read it."""
    return build(tmp_path_factory.mktemp("array") / "index")
