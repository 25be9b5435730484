"""The index as the services see it: changes, faults, vocabulary, order."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from newsreader.domain.query import Everything, Filters, Sort
from newsreader.errors import SearchIndexError
from newsreader.search.grammar import parse
from newsreader.search.index import IndexBusy, IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex, writer
from newsreader.text.words import folded_words

Documents = Callable[[int, int], list[IndexDocument]]


def found(index: WhooshIndex, text: str, **more: object) -> list[int]:
    return list(index.search(IndexRequest(parse(text).root, **more)).numbers)  # type: ignore[arg-type]  # as given


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    return WhooshIndex(tmp_path / "index", "archive")


def test_an_index_that_is_not_there_says_so_and_finds_nothing(index: WhooshIndex) -> None:
    assert index.problem() == "There is no index yet"
    assert (index.generation, index.article_count, index.byte_count) == (0, 0, 0)
    assert found(index, "the") == []
    assert index.check() == "There is no index yet"


def test_changes_are_seen_at_once_and_the_latest_counts(index: WhooshIndex) -> None:
    index.apply([IndexDocument(1, body="an old truce"), IndexDocument(2, body="the harbour")], [], 1)
    assert (index.problem(), index.generation, index.article_count) == ("", 1, 2)
    assert found(index, "truce") == [1]
    index.apply([IndexDocument(1, body="first"), IndexDocument(1, body="a new peace"), IndexDocument(3)], [2], 2)
    assert found(index, "truce") == found(index, "first") == found(index, "harbour") == []
    assert found(index, "peace") == [1]
    assert list(index.numbers()) == [1, 3]
    assert index.generation == 2
    index.apply([IndexDocument(9, body="late")], [], 2)
    assert list(index.numbers()) == [1, 3]
    index.clear()
    assert (index.problem(), index.generation, list(index.numbers())) == ("", 0, [])


def test_segments_built_side_by_side_count_once_they_are_taken_in(index: WhooshIndex, documents: Documents) -> None:
    index.apply(documents(30, 1), [], 1)
    with writer.writing(index.folder), ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        rows = documents(50, 2)
        built = [*pool.map(writer.build, [index.folder] * 2, [rows[:25], rows[25:]])]
        assert list(index.numbers()) == list(range(1, 31))
        writer.take_in(index.folder, "archive", [segment for part in built for segment in part], [7], 2)
    assert list(index.numbers()) == [number for number in range(1, 51) if number != 7]
    other = WhooshIndex(index.folder.parent / "other", "archive")
    other.apply(documents(50, 2), [7], 2)
    for text in ("the", "truce peace", '"peace talks"'):
        assert sorted(found(index, text)) == sorted(found(other, text))


def test_many_small_changes_leave_few_segments(index: WhooshIndex) -> None:
    for generation in range(1, 41):
        index.apply([IndexDocument(generation, body=f"word{generation} common")], [], generation)
    assert len(index._present().segments) < 12
    assert len(found(index, "common")) == 40
    assert found(index, "word17") == [17]
    assert len(list(index.folder.glob("*.arrays"))) == len(index._present().segments)


def test_against_a_scan_of_all_articles(index: WhooshIndex, documents: Documents) -> None:
    plain = ["truce", "cease", "fire", "peace", "talks", "the", "of", "may", "harbour", "us", "york"]
    chance = random.Random(5)
    articles: dict[int, list[str]] = {}
    for generation in range(1, 9):
        changed = {}
        for _ in range(30):
            changed[chance.randint(1, 90)] = [chance.choice(plain) for _ in range(chance.choice([0, 1, 6, 30]))]
        gone = [chance.randint(1, 90) for _ in range(4)]
        index.apply([IndexDocument(number, body=" ".join(row)) for number, row in changed.items()], gone, generation)
        articles = {number: row for number, row in (articles | changed).items() if number not in gone}

    def holds(row: list[str], text: str) -> bool:
        if text.startswith('"'):
            wanted = text.strip('"').split()
            return any(row[start : start + len(wanted)] == wanted for start in range(len(row)))
        if text.startswith("-"):
            return not holds(row, text[1:])
        return any(word.startswith(text[:-1]) if text.endswith("*") else word == text for word in row)

    for _ in range(150):
        parts = [chance.choice(plain) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.4:
            parts.append(f'"{chance.choice(plain)} {chance.choice(plain)}"')
        if chance.random() < 0.3:
            parts.append(f"-{chance.choice(plain)}")
        if chance.random() < 0.3:
            parts.append(chance.choice(plain)[:2] + "*")
        wanted = sorted(number for number, row in articles.items() if all(holds(row, part) for part in parts))
        # Parts that can be one word with a hyphen between them are another matter.
        if '"cease fire"' not in parts:
            assert (
                sorted(found(index, " ".join(f"body:{part}" if part[0] not in '"-' else part for part in parts)))
                == wanted
            )


def test_order(index: WhooshIndex) -> None:
    days = {1: 19000101, 2: 0, 3: 19500101, 4: 19200101}
    heads = {1: "Zebra", 2: "apple", 3: "", 4: "Mango"}
    index.apply(
        [
            IndexDocument(n, headline=heads[n], body="truce " * n, date_low=days[n], date_high=days[n],
                          added=20250100 + n, values={"paper": ("Herald",) if n % 2 else ("Argus",)})
            for n in days
        ],
        [],
        1,
    )  # fmt: skip
    orders = {
        Sort.DATE: [1, 4, 3, 2],
        Sort.DATE_DESCENDING: [3, 4, 1, 2],
        Sort.HEADLINE: [2, 4, 1, 3],
        Sort.PAPER: [4, 2, 3, 1],
        Sort.ADDED_DESCENDING: [4, 3, 2, 1],
    }
    for sort, wanted in orders.items():
        assert list(index.search(IndexRequest(Everything(), sort=sort)).numbers) == wanted, sort
    hits = index.search(IndexRequest(parse("truce").root))
    scores = [hits.scores[number] for number in hits.numbers]
    assert scores == sorted(scores, reverse=True)


def test_a_facet_with_a_choice_shows_what_the_others_would_add(index: WhooshIndex) -> None:
    index.apply(
        [IndexDocument(n, body="truce", values={"country": (c,), "tag": ("a", "b")}) for n, c in enumerate("CCUF", 1)],
        [],
        1,
    )
    request = IndexRequest(
        parse("truce").root, Filters({"country": frozenset({"C"})}), facets=("country", "tag", "year")
    )
    hits = index.search(request)
    assert hits.total == 2
    assert dict(hits.facets["country"]) == {"C": 2, "F": 1, "U": 1}
    assert dict(hits.facets["tag"]) == {"a": 2, "b": 2}


def test_parts_and_forms(index: WhooshIndex) -> None:
    values = {"language": ("en",)}
    texts = ("truce", "truces", "truces peace", "peace", "truce")
    index.apply([IndexDocument(n, body=text, values=values) for n, text in enumerate(texts, 1)], [], 1)
    hits = index.search(IndexRequest(parse("truce nowhere").root, count_parts=True))
    assert [(part.hits, part.without, part.forms) for part in hits.parts] == [(4, 0, ("truces",)), (0, 4, ())]


def test_vocabulary(index: WhooshIndex) -> None:
    index.apply([IndexDocument(n, body=text) for n, text in enumerate(["harbour", "harbor harbour", "hare"], 1)], [], 1)
    assert index.words("har", 2) == [("harbour", 2), ("harbor", 1)]
    assert index.similar("harbuor", 5) == [("harbour", 2), ("harbor", 1)]
    assert index.word_count("harbour") == 2
    index.apply([IndexDocument(4, values={"paper": ("Le Monde",)})], [], 2)
    assert index.values("paper") == {"Le Monde": 1}


@pytest.mark.parametrize(
    "text", ["", "*", "a*", "?" * 50, "~2", '"' * 9, "(" * 500 + "a" + ")" * 500, "x OR " * 1000 + "x"]
)
def test_odd_queries_raise_nothing(unchanged_segments: Path, text: str) -> None:
    index = WhooshIndex(unchanged_segments, "archive")
    assert index.search(IndexRequest(parse(text).root, count_parts=True)).of == index.article_count


# Faults


def test_a_second_writer_is_told(index: WhooshIndex) -> None:
    index.apply([IndexDocument(1, body="truce")], [], 1)
    other = WhooshIndex(index.folder, "archive", lock_seconds=0)
    with writer.writing(index.folder), pytest.raises(IndexBusy):
        other.apply([IndexDocument(2)], [], 2)
    other.apply([IndexDocument(2)], [], 2)
    assert list(index.numbers()) == [1, 2]


def test_an_index_of_another_archive_is_refused(index: WhooshIndex) -> None:
    index.apply([IndexDocument(1, body="truce")], [], 1)
    other = WhooshIndex(index.folder, "another")
    assert other.problem() == "The index belongs to another archive"
    assert found(other, "truce") == []
    with pytest.raises(SearchIndexError):
        other.apply([IndexDocument(2)], [], 2)


def test_a_missing_segment_is_told(index: WhooshIndex, documents: Documents) -> None:
    index.apply(documents(20, 1), [], 1)
    index.close()
    for path in index.folder.glob("*.arrays"):
        path.unlink()
    assert index.problem().startswith("A file of the index is missing")
    assert found(index, "the") == []


def test_a_flipped_byte_gives_no_wrong_answer(tmp_path: Path, documents: Documents) -> None:
    sound = WhooshIndex(tmp_path / "index", "archive")
    sound.apply(documents(40, 1), [3], 1)
    queries = [
        "the",
        "truce peace",
        '"peace talks"',
        "elect*",
        "-truce",
        "country:canada",
        "date:1900..1910",
        "harbor~1",
    ]
    right = {text: found(sound, text) for text in queries}
    sound.close()
    (path,) = sound.folder.glob("*.arrays")
    whole = path.read_bytes()
    chance = random.Random(3)
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        index = WhooshIndex(tmp_path / "index", "archive")
        for text in queries:
            answer = found(index, text)
            assert answer == right[text] or index.problem()
        index.close()
        path.write_bytes(whole)
    again = WhooshIndex(tmp_path / "index", "archive")
    assert again.check() == ""
    again.apply(documents(40, 2), [], 2)
    assert again.article_count == 40


def test_a_flipped_byte_in_the_contents_is_noticed(tmp_path: Path, documents: Documents) -> None:
    sound = WhooshIndex(tmp_path / "index", "archive")
    sound.apply(documents(40, 1), [3], 1)
    sound.close()
    (path,) = sound.folder.glob("*.toc")
    whole = path.read_bytes()
    for place in range(0, len(whole), 31):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        index = WhooshIndex(tmp_path / "index", "archive")
        assert index.problem()
        assert found(index, "the") == []
    path.write_bytes(whole)
    assert WhooshIndex(tmp_path / "index", "archive").check() == ""


def test_a_full_disk_leaves_the_last_state(tmp_path: Path, documents: Documents) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply(documents(20, 1), [], 1)
    before = found(index, "the")
    script = f"""
import resource, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from conftest import make_documents
from newsreader.errors import SearchIndexError
from newsreader.search.whoosh_engine import WhooshIndex
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    WhooshIndex(Path({str(index.folder)!r}), "archive").apply(make_documents(60, 2), [1], 2)
except SearchIndexError as error:
    print("told:", error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "told: The search index could not be written" in done.stdout
    assert index.generation == 1
    assert found(index, "the") == before
    assert len(list(index.folder.glob("*.arrays"))) == 1
    index.apply(documents(60, 2), [1], 2)
    assert index.article_count == 59


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from conftest import make_documents
from newsreader.search.whoosh_engine import WhooshIndex
index = WhooshIndex(Path({folder!r}), "archive")
generation = index.generation
while True:
    generation += 1
    documents = make_documents(30, generation)
    index.apply([each for each in documents if each.number % 7 == generation % 7], [generation % 30], generation)
    print(generation, flush=True)
"""


def storm(tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "index"
    script = KILLED.format(tests=str(Path(__file__).parent), folder=str(folder))
    chance = random.Random(1)
    for _ in range(kills):
        child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.random() * 0.2)
        os.kill(child.pid, signal.SIGKILL)
        told = [int(line) for line in child.stdout.read().split()]
        child.wait()
        child.stdout.close()
        index = WhooshIndex(folder, "archive")
        assert index.problem() == ""
        assert index.check() == ""
        assert index.generation >= max(told, default=0)
        assert_state(index)


def assert_state(index: WhooshIndex) -> None:
    """The articles are those of the generation that the index says it has."""
    from conftest import make_documents  # type: ignore[import-not-found]  # beside this file

    bodies: dict[int, str] = {}
    for generation in range(1, index.generation + 1):
        for each in make_documents(30, generation):
            if each.number % 7 == generation % 7:
                bodies[each.number] = each.body
        bodies.pop(generation % 30, None)
    assert list(index.numbers()) == sorted(bodies)
    wanted = sorted(number for number, body in bodies.items() if "harbour" in folded_words(body))
    assert set(found(index, "body:harbour")) >= set(wanted)


def test_kill_in_the_midst_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    storm(tmp_path, 6)


@pytest.mark.slow
def test_a_hundred_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    storm(tmp_path, 100)
