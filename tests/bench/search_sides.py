"""The engines of `search_peers.py`: each builds its index of the same corpus and answers the same questions.

Each question is a row of words after its kind: `("word", "harbour")`, `("phrase", "of", "the")`. An answer is the first
page of 20 together with the exact number of articles found, which is what is given back.
"""

import json
import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from newsreader.domain.query import Sort
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import writer
from newsreader.search.whoosh_engine.ranking import facet_counts, year_counts
from newsreader.search.whoosh_engine.searching import Search
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.toc import read_contents
from tests.bench.made_up_corpus import Corpus

PAGE: Final = 20
LOW, HIGH = 1900, 1920
PARTS: Final = 2

Question: TypeAlias = tuple[str, ...]
Asked: TypeAlias = Callable[[Question], int]


@dataclass(frozen=True)
class Built:
    """What building cost: seconds by the clock, seconds of processor time, and peak memory of each process in MB."""

    wall: float
    processor: float
    peaks: tuple[int, ...]


class Side(Protocol):
    """One engine."""

    name: str

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Builds the index in processes of its own."""
        ...

    def open(self, folder: Path) -> Asked:
        """Opens it for questions; KeyError for a kind that it does not know."""
        ...


def in_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """Runs in a fresh process, so that its memory is its own; gives what `work` gives."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def cost(wall: float, processor: float) -> tuple[float, float, int]:
    """Since some readings of the clocks, and the peak memory of this process so far in MB."""
    return time.perf_counter() - wall, time.process_time() - processor, memory()["VmHWM"]


def memory() -> dict[str, int]:
    """Memory of this process in MB: the most it ever had, and what is its own now and not mapped from files."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return {name: int(lines[name].split()[0]) // 1024 for name in ("VmHWM", "RssAnon")}


# newsreader


class Arrays:
    """newsreader's engine: two processes write a part each, a third takes them in."""

    name = "newsreader"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """Two processes side by side, and the joining of what they made."""
        return Built(*in_process_with_children(_build_arrays, corpus, folder))

    def open(self, folder: Path) -> Asked:
        """A snapshot of it."""
        snapshot = Snapshot(folder, read_contents(folder))
        return lambda question: _ask_arrays(snapshot, question)


def in_process_with_children(work: Callable[..., Any], *arguments: Any) -> Any:
    """Like `in_process`, in a process that may start others."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_send, args=(theirs, work, arguments))
    process.start()
    found = ours.recv()
    process.join()
    return found


def _send(connection: Any, work: Callable[..., Any], arguments: Sequence[Any]) -> None:
    connection.send(work(*arguments))


def _build_arrays(corpus: Corpus, folder: Path) -> tuple[float, float, tuple[int, ...]]:
    wall, processor = time.perf_counter(), time.process_time()
    with writer.writing(folder):
        writer.create(folder, "bench")
        with multiprocessing.get_context("spawn").Pool(PARTS) as pool:
            done = pool.starmap(_build_part, [(corpus, folder, part) for part in range(PARTS)], chunksize=1)
        segments = [segment for own, _ in done for segment in own]
        writer.join(folder, writer.take_in(folder, "bench", segments, [], 1))
    own_wall, own_processor, peak = cost(wall, processor)
    spent = [each for _, each in done]
    return own_wall, own_processor + sum(each[1] for each in spent), (peak, *(each[2] for each in spent))


def _build_part(corpus: Corpus, folder: Path, part: int) -> tuple[list[Any], tuple[float, float, int]]:
    wall, processor = time.perf_counter(), time.process_time()
    segments = writer.build(folder, corpus.articles(part, PARTS), joins=True)
    return segments, cost(wall, processor)


def as_typed(question: Question) -> str:
    """A question as it is typed in newsreader, looked for in the body alone as the peers do."""
    kind, *words = question
    first = f"body:{words[0]}"
    match kind:
        case "and":
            return f"{first} body:{words[1]}"
        case "or":
            return " OR ".join(f"body:{word}" for word in words)
        case "not":
            return f"{first} -body:{words[1]}"
        case "phrase":
            return f'body:"{" ".join(words)}"'
        case "near":
            return f'body:"{" ".join(words)}"~8'
        case "prefix":
            return f"{first}*"
        case "fuzzy":
            return f"{first}~1"
        case "range":
            return f"{first} date:{LOW}..{HIGH}"
        case _:
            return first


def _ask_arrays(snapshot: Snapshot, question: Question) -> int:
    search = Search(snapshot, IndexRequest(parse(as_typed(question)).root))
    kind = question[0]
    if kind not in ("facet", "newest", "years"):
        return search.first(PAGE)[0]
    ranking = search.ranking()
    if kind == "facet":
        facet_counts(snapshot, "country", ranking.ids)
    elif kind == "newest":
        ranking.newest(PAGE)
    else:
        year_counts(snapshot, ranking.ids)
    return ranking.total


def ask_everything(snapshot: Snapshot, word: str) -> int:
    """All that the desk wants to know of a search at once."""
    request = IndexRequest(parse(word).root, sort=Sort.RELEVANCE, facets=("country", "paper"), count_parts=True)
    return Search(snapshot, request).hits().total


# SQLite FTS5


class Fts:
    """SQLite's FTS5 without contents, ranked by bm25, one writer; dates and countries in a table beside it."""

    name = "FTS5"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """One process."""
        wall, processor, peak = in_process(_build_fts, corpus, folder)
        return Built(wall, processor, (peak,))

    def open(self, folder: Path) -> Asked:
        """A connection."""
        connection = sqlite3.connect(folder / "fts.sqlite3")
        return lambda question: _ask_fts(connection, question)


def _build_fts(corpus: Corpus, folder: Path) -> tuple[float, float, int]:
    folder.mkdir()
    connection = sqlite3.connect(folder / "fts.sqlite3")
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        "CREATE VIRTUAL TABLE words USING fts5(headline, body, content='', tokenize='unicode61');"
        "CREATE TABLE article (number INTEGER PRIMARY KEY, country TEXT, day INTEGER);"
    )
    wall, processor = time.perf_counter(), time.process_time()
    with connection:
        connection.executemany(
            "INSERT INTO words(rowid, headline, body) VALUES (?, ?, ?)",
            ((each.number, each.headline, each.body) for each in corpus.articles()),
        )
    spent = cost(wall, processor)
    with connection:
        connection.executemany("INSERT INTO article VALUES (?, ?, ?)", map(_fts_values, corpus.articles()))
    connection.close()
    return spent


def _fts_values(article: IndexDocument) -> tuple[int, str, int]:
    return article.number, article.values["country"][0], article.date_low


def _fts_match(question: Question) -> str:
    kind, *words = question
    match kind:
        case "and":
            return " AND ".join(f"body:{word}" for word in words)
        case "or":
            return " OR ".join(f"body:{word}" for word in words)
        case "not":
            return f"body:{words[0]} NOT body:{words[1]}"
        case "phrase":
            return f'body:"{" ".join(words)}"'
        case "near":
            return f"body:NEAR({' '.join(words)}, 7)"
        case "prefix":
            return f"body:{words[0]}*"
        case "wild" | "fuzzy":
            raise KeyError(kind)
        case _:
            return f"body:{words[0]}"


def _ask_fts(connection: sqlite3.Connection, question: Question) -> int:
    match, kind = _fts_match(question), question[0]
    joined = "FROM words JOIN article ON number = words.rowid WHERE words MATCH ?"
    total = "SELECT count(*) FROM words WHERE words MATCH ?"
    if kind == "range":
        joined += f" AND day BETWEEN {LOW}0101 AND {HIGH}1231"
        total = f"SELECT count(*) {joined}"
    if kind in ("facet", "years"):
        by = "country" if kind == "facet" else "day / 10000"
        return sum(row[1] for row in connection.execute(f"SELECT {by}, count(*) {joined} GROUP BY 1", [match]))
    if kind == "newest":
        connection.execute(f"SELECT words.rowid {joined} ORDER BY day DESC LIMIT 20", [match]).fetchall()
    elif kind == "range":
        connection.execute(f"SELECT words.rowid {joined} ORDER BY rank LIMIT 20", [match]).fetchall()
    else:
        connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20", [match]).fetchall()
    return int(connection.execute(total, [match]).fetchone()[0])


# tantivy


class Tantivy:
    """tantivy with one thread; a date and a country as fast fields."""

    name = "tantivy"

    def build(self, corpus: Corpus, folder: Path) -> Built:
        """One process, one thread that indexes."""
        wall, processor, peak = in_process(_build_tantivy, corpus, folder)
        return Built(wall, processor, (peak,))

    def open(self, folder: Path) -> Asked:
        """A searcher."""
        import tantivy

        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()
        return lambda question: _ask_tantivy(index, searcher, question)


def _build_tantivy(corpus: Corpus, folder: Path) -> tuple[float, float, int]:
    import tantivy

    folder.mkdir()
    fields = tantivy.SchemaBuilder()
    for name in ("headline", "body"):
        fields.add_text_field(name, stored=False, tokenizer_name="default", index_option="position")
    fields.add_text_field("country", stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    fields.add_integer_field("day", stored=False, indexed=True, fast=True)
    index = tantivy.Index(fields.build(), path=str(folder))
    wall, processor = time.perf_counter(), time.process_time()
    index_writer = index.writer(heap_size=256_000_000, num_threads=1)
    for each in corpus.articles():
        index_writer.add_document(
            tantivy.Document(
                headline=each.headline, body=each.body, country=each.values["country"][0], day=each.date_low
            )
        )
    index_writer.commit()
    index_writer.wait_merging_threads()
    return cost(wall, processor)


def _ask_tantivy(index: Any, searcher: Any, question: Question) -> int:
    kind = question[0]
    query = _tantivy_query(index, question)
    if kind in ("facet", "years"):
        asked = (
            {"terms": {"field": "country", "size": 20}}
            if kind == "facet"
            else {"histogram": {"field": "day", "interval": 10_000.0}}
        )
        found = searcher.aggregate(query, {"counts": asked})
        found = found if isinstance(found, dict) else json.loads(found)
        return int(sum(bucket["doc_count"] for bucket in found["counts"]["buckets"]))
    if kind == "newest":
        return int(searcher.search(query, PAGE, count=True, order_by_field="day").count)
    return int(searcher.search(query, PAGE, count=True).count)


def _tantivy_query(index: Any, question: Question) -> Any:
    from tantivy import FieldType, Occur, Query

    kind, *words = question
    schema = index.schema
    terms = [Query.term_query(schema, "body", word) for word in words]
    match kind:
        case "and":
            return Query.boolean_query([(Occur.Must, term) for term in terms])
        case "or":
            return Query.boolean_query([(Occur.Should, term) for term in terms])
        case "not":
            return Query.boolean_query([(Occur.Must, terms[0]), (Occur.MustNot, terms[1])])
        case "phrase":
            return Query.phrase_query(schema, "body", list(words))
        case "near":
            return Query.phrase_query(schema, "body", list(words), slop=7)
        case "prefix":
            return Query.regex_query(schema, "body", f"{words[0]}.*")
        case "wild":
            return Query.regex_query(schema, "body", words[0].replace("?", ".").replace("*", ".*"))
        case "fuzzy":
            return Query.fuzzy_term_query(schema, "body", words[0], distance=1, transposition_cost_one=True)
        case "range":
            days = Query.range_query(schema, "day", FieldType.Integer, LOW * 10_000 + 101, HIGH * 10_000 + 1231)
            return Query.boolean_query([(Occur.Must, terms[0]), (Occur.Must, days)])
        case _:
            return terms[0]
