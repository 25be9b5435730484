"""Search beside its peers on one corpus: the array index, stock whoosh's Searcher on it, SQLite FTS5 and tantivy.

    python tests/bench/search_peers.py [--articles N] [--json FILE] [--repeat R] [--no-stock]

Articles are made up from a seed: about 500 words each from a Zipf vocabulary with names, hyphens, initials, 1.5 % OCR
noise and a long article now and then. Every row is the first page of 20 with the exact total; medians and the 95th
percentile are in milliseconds. tantivy takes part when its Python package can be imported.
"""

import argparse
import gc
import importlib.util
import json
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np
import whoosh.index

from newsreader.domain.query import Sort
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import writer
from newsreader.search.whoosh_engine.ranking import facet_counts
from newsreader.search.whoosh_engine.searching import Search
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.stock import as_whoosh
from newsreader.search.whoosh_engine.toc import read_contents

SEED = 1
PAGE = 20
COUNTRIES = ("CA", "US", "GB", "FR", "DE", "ES", "AU", "IN")

Query = Callable[[], int]


def vocabulary(size: int, chance: np.random.Generator) -> list[str]:
    """Made-up words, the most frequent first and short; function words and a few real ones among them."""
    real = "the of and to in a that is for it was on as with at by from his but he all elect election elected"
    found = real.split(" ")
    seen = set(found)
    consonants, vowels = "bcdfghklmnprstvwz", "aeiou"
    while len(found) < size:
        syllables = 1 + int(chance.integers(0, 2 + len(found) // 20_000))
        letters = [
            consonants[chance.integers(len(consonants))] + vowels[chance.integers(5)] for _ in range(syllables + 1)
        ]
        word = "".join(letters) + ("", "n", "r", "s")[chance.integers(4)]
        if word not in seen:
            seen.add(word)
            found.append(word)
    return found


def articles(count: int) -> Iterator[IndexDocument]:
    """The corpus, one article after the other."""
    chance = np.random.default_rng(SEED)
    words = np.array(vocabulary(60_000, chance), dtype=object)
    shares = 1.0 / np.arange(1, len(words) + 1) ** 1.07
    steps = np.cumsum(shares / shares.sum())
    for number in range(1, count + 1):
        length = 20_000 if number % 2_000 == 0 else int(max(30, chance.normal(510, 160)))
        row = words[np.minimum(np.searchsorted(steps, chance.random(length)), len(words) - 1)].copy()
        for place in np.flatnonzero(chance.random(length) < 0.015).tolist():
            row[place] = row[place].replace("n", "m", 1).replace("e", "c", 1) + "i"
        for place in range(0, length, 17):
            row[place] = row[place].capitalize()
            row[min(place + 9, length - 1)] += ","
            row[min(place + 16, length - 1)] += "."
        for place in np.flatnonzero(chance.random(length) < 0.01).tolist():
            row[place] = ("cease-fire", "U.S.", "J. Smith", "long-running", "1,200")[place % 5]
        text = row.tolist()
        body = "\n\n".join(" ".join(text[start : start + 85]) for start in range(0, length, 85))
        day = (1850 + int(chance.random() * 150)) * 10_000 + int(chance.integers(1, 13)) * 100 + 15
        values = {
            "country": (COUNTRIES[int(chance.random() ** 2 * 8)],),
            "paper": (f"Paper {int(chance.random() ** 2 * 40)}",),
        }
        yield IndexDocument(number, headline=" ".join(text[:6]), body=body, values=values, date_low=day, date_high=day,
                            added=20260101, quality=0.9)  # fmt: skip


class Timing:
    """Wall clock and processor time of a stretch of work."""

    def __enter__(self) -> Self:
        gc.collect()
        self.wall, self.processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall, self.processor = time.perf_counter() - self.wall, time.process_time() - self.processor


def build_arrays(folder: Path, count: int) -> None:
    """Builds the array index."""
    with writer.writing(folder):
        writer.create(folder, "bench")
        writer.apply(folder, "bench", articles(count), [], 1)


def build_fts(path: Path, count: int) -> sqlite3.Connection:
    """Builds an FTS5 index without contents, and a table of the values beside it."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA journal_mode=off; PRAGMA synchronous=off;"
        "CREATE VIRTUAL TABLE words USING fts5(headline, body, content='', tokenize='unicode61');"
        "CREATE TABLE article (number INTEGER PRIMARY KEY, country TEXT, day INTEGER);"
    )
    with connection:
        connection.executemany(
            "INSERT INTO words(rowid, headline, body) VALUES (?, ?, ?)",
            ((each.number, each.headline, each.body) for each in articles(count)),
        )
        connection.executemany(
            "INSERT INTO article VALUES (?, ?, ?)",
            ((each.number, each.values["country"][0], each.date_low) for each in articles(count)),
        )
    return connection


def chosen_words(snapshot: Snapshot) -> dict[str, str]:
    """Words of the body by the share of articles that have them."""
    reader = next(snapshot.readers("body"))
    shares: Any = np.diff(reader.starts.astype(np.int64)) / reader.doc_count
    wanted = {"rare": 0.02, "some": 0.1, "often": 0.25, "common": 0.3, "also": 0.35}
    return {name: reader[int(np.argmin(np.abs(shares - np.float64(share))))].decode() for name, share in wanted.items()}


def array_rows(snapshot: Snapshot, words: dict[str, str]) -> dict[str, Query]:
    """The rows on the array index; words are looked for in the body alone, as the peers do."""

    def first(text: str) -> int:
        return Search(snapshot, IndexRequest(parse(text).root)).first(PAGE)[0]

    def facet(text: str) -> int:
        search = Search(snapshot, IndexRequest(parse(text).root))
        ranking = search.ranking()
        return len(facet_counts(snapshot, "country", ranking.ids)) and ranking.total

    def by_date(text: str) -> int:
        return Search(snapshot, IndexRequest(parse(text).root)).ranking().newest(PAGE)[0]

    def everything(text: str) -> int:
        request = IndexRequest(parse(text).root, sort=Sort.RELEVANCE, facets=("country", "paper"), count_parts=True)
        return Search(snapshot, request).hits().total

    texts = texts_of(words)
    rows: dict[str, Query] = {name: (lambda text=text: first(text)) for name, text in texts.items()}  # type: ignore[misc]  # bound at once
    rows["facet by country"] = lambda: facet(texts["term in 30 %"])
    rows["sort by date"] = lambda: by_date(texts["term in 30 %"])
    rows["as the desk asks"] = lambda: everything(words["common"])
    return rows


def texts_of(words: dict[str, str]) -> dict[str, str]:
    """The rows as typed."""
    w = words
    return {
        "term in 2 %": f"body:{w['rare']}",
        "term in 30 %": f"body:{w['common']}",
        "AND of 2": f"body:{w['some']} body:{w['often']}",
        "OR of 3 common": f"body:{w['often']} OR body:{w['common']} OR body:{w['also']}",
        "phrase": 'body:"of the"',
        "phrase, rarer": f'body:"the {w["some"]}"',
        "prefix elect*": "body:elect*",
        "fuzzy, 1 edit": "body:election~1",
        "date range + common": f"body:{w['common']} date:1900..1920",
    }


def fts_rows(connection: sqlite3.Connection, words: dict[str, str]) -> dict[str, Query]:
    """The same rows in FTS5: one query for the page by rank, one for the total."""
    w = words

    def first(match: str) -> int:
        connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20", [match]).fetchall()
        return int(connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", [match]).fetchone()[0])

    def ranged(match: str) -> int:
        joined = (
            "FROM words JOIN article ON number = words.rowid WHERE words MATCH ? AND day BETWEEN 19000101 AND 19201231"
        )
        connection.execute(f"SELECT words.rowid {joined} ORDER BY rank LIMIT 20", [match]).fetchall()
        return int(connection.execute(f"SELECT count(*) {joined}", [match]).fetchone()[0])

    def facet(match: str) -> int:
        joined = "FROM words JOIN article ON number = words.rowid WHERE words MATCH ?"
        return sum(row[1] for row in connection.execute(f"SELECT country, count(*) {joined} GROUP BY 1", [match]))

    def by_date(match: str) -> int:
        joined = "FROM words JOIN article ON number = words.rowid WHERE words MATCH ?"
        connection.execute(f"SELECT words.rowid {joined} ORDER BY day DESC LIMIT 20", [match]).fetchall()
        return int(connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", [match]).fetchone()[0])

    matches = {
        "term in 2 %": f"body:{w['rare']}",
        "term in 30 %": f"body:{w['common']}",
        "AND of 2": f"body:{w['some']} AND body:{w['often']}",
        "OR of 3 common": f"body:{w['often']} OR body:{w['common']} OR body:{w['also']}",
        "phrase": 'body:"of the"',
        "phrase, rarer": f'body:"the {w["some"]}"',
        "prefix elect*": "body:elect*",
    }
    rows: dict[str, Query] = {name: (lambda match=match: first(match)) for name, match in matches.items()}  # type: ignore[misc]  # bound at once
    rows["date range + common"] = lambda: ranged(matches["term in 30 %"])
    rows["facet by country"] = lambda: facet(matches["term in 30 %"])
    rows["sort by date"] = lambda: by_date(matches["term in 30 %"])
    return rows


def stock_rows(folder: Path, snapshot: Snapshot, words: dict[str, str]) -> dict[str, Query]:
    """The same plans given to stock whoosh's Searcher on the same index."""
    searcher: Any = whoosh.index.open_dir(str(folder)).searcher()

    def first(text: str) -> int:
        query = as_whoosh(Search(snapshot, IndexRequest(parse(text).root)).plan)
        return len(searcher.search(query, limit=PAGE))

    return {name: (lambda text=text: first(text)) for name, text in texts_of(words).items()}  # type: ignore[misc]  # bound at once


def measured(query: Query, repeat: int) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and what the query found."""
    found = query()
    times: list[float] = []
    for _ in range(repeat):
        start = time.perf_counter()
        query()
        times.append((time.perf_counter() - start) * 1_000)
    times.sort()
    return statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))], found


def main() -> None:
    """Builds, measures, prints the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--repeat", type=int, default=15)
    options.add_argument("--json", type=Path)
    options.add_argument("--no-stock", action="store_true")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    try:
        report = run(folder, chosen.articles, chosen.repeat, stock=not chosen.no_stock)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1))


def run(folder: Path, count: int, repeat: int, *, stock: bool) -> dict[str, Any]:
    """Everything for one size of corpus."""
    with Timing() as made:
        text_bytes = sum(len(each.body.encode()) for each in articles(count))
    with Timing() as arrays:
        build_arrays(folder / "arrays", count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with Timing() as fts:
        connection = build_fts(folder / "fts.sqlite3", count)
    size = sum(path.stat().st_size for path in (folder / "arrays").iterdir())
    with Timing() as opened:
        snapshot = Snapshot(folder / "arrays", read_contents(folder / "arrays"))
        words = chosen_words(snapshot)
        Search(snapshot, IndexRequest(parse(f"body:{words['common']}").root)).first(PAGE)
    array_rate = count / (arrays.processor - made.processor)
    # FTS5 goes through the articles twice: once for the words, once for the values.
    fts_rate = count / (fts.processor - 2 * made.processor)
    print(f"{count:,} articles, {text_bytes / 1e6:,.0f} MB of text; array index {size / text_bytes:.2f} of it")
    print(f"build, articles per processor second: arrays {array_rate:,.0f}, FTS5 {fts_rate:,.0f}; peak {peak:,} MB")
    print(f"segments {len(snapshot.segments)}; opened, first query answered: {opened.wall * 1_000:,.0f} ms")
    sides: dict[str, dict[str, Query]] = {"arrays": array_rows(snapshot, words), "FTS5": fts_rows(connection, words)}
    if stock:
        sides["stock whoosh"] = stock_rows(folder / "arrays", snapshot, words)
    if importlib.util.find_spec("tantivy") is None:
        print("tantivy is not installed and takes no part", file=sys.stderr)
    rows = {
        name: {
            side: measured(queries[name], 1 if side == "stock whoosh" else repeat)
            for side, queries in sides.items()
            if name in queries
        }
        for name in sides["arrays"]
    }
    print_table(rows, list(sides))
    return {"articles": count, "text_bytes": text_bytes, "index_bytes": size, "arrays_per_second": array_rate,
            "fts_per_second": fts_rate, "peak_mb": peak, "rows": rows}  # fmt: skip


def print_table(rows: dict[str, dict[str, tuple[float, float, int]]], sides: list[str]) -> None:
    """Medians and 95th percentiles, and how many times slower the peers are."""
    print(
        f"{'query':22}"
        + "".join(f"{side + ' p50':>17}{'p95':>8}{'found':>8}" for side in sides)
        + f"{'FTS5/arrays':>13}"
    )
    for name, found in rows.items():
        line = f"{name:22}"
        for side in sides:
            line += "".join(
                f"{value:>{width}}" for value, width in zip(shown(found.get(side)), (17, 8, 8), strict=True)
            )
        if "FTS5" in found:
            line += f"{found['FTS5'][0] / found['arrays'][0]:>12.1f}x"
        print(line)


def shown(found: tuple[float, float, int] | None) -> tuple[str, str, str]:
    """The numbers of one cell."""
    return (f"{found[0]:.2f}", f"{found[1]:.2f}", f"{found[2]:,}") if found else ("–", "–", "–")


if __name__ == "__main__":
    main()
