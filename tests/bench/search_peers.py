"""Search beside its peers in one run on one corpus: newsreader's index, SQLite FTS5 and tantivy.

    python tests/bench/search_peers.py [--articles N] [--json FILE]

Every row is the first page of 20 with the exact total, over several words of its kind; medians and 95th percentiles are
in milliseconds. tantivy takes part when it is installed (`pip install "newsreader[bench]"`). The files of a run take
about three times the text in the folder for temporary files (TMPDIR): some 12 GB for a million articles.
"""

import argparse
import importlib.util
import itertools
import json
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import whoosh.index

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # tests are no installed package

from newsreader.search.cancelling import CancelToken, SearchCancelled, cancellable
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import writer
from newsreader.search.whoosh_engine.searching import Search
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.stock import as_whoosh
from newsreader.search.whoosh_engine.toc import read_contents
from tests.bench.made_up_corpus import Corpus
from tests.bench.search_sides import (
    Arrays,
    Asked,
    Fts,
    Question,
    Side,
    Tantivy,
    as_typed,
    ask_everything,
    in_process_with_children,
    memory,
)


@dataclass(frozen=True)
class Options:
    """How to measure.

    Attributes:
        repeat: How often each question is asked.
        seconds: So long one engine is asked the questions of one row; each is asked once in any case.
        processor_time: Measure processor time, where other work runs on the machine; all engines answer in one thread.
        stock: Ask stock whoosh as well.
    """

    repeat: int
    seconds: float
    processor_time: bool
    stock: bool


ROWS: Final[tuple[tuple[str, str], ...]] = (
    ("rare", "word in 0.5 % of the articles"),
    ("medium", "word in 5 %"),
    ("common", "word in 30 %"),
    ("and", "two words"),
    ("or", "any of three common words"),
    ("not", "a word without another"),
    ("phrase rare", "phrase, rarer"),
    ("phrase common", "phrase of two very common words"),
    ("near", "two words within 8"),
    ("prefix", "beginning of a word"),
    ("wild", "wildcards inside a word"),
    ("fuzzy", "within one edit"),
    ("range", "dates and a common word"),
    ("facet", "counts by country"),
    ("newest", "newest first"),
    ("years", "counts by year"),
)


def words_with_share(snapshot: Snapshot, share: float, count: int) -> list[str]:
    """Plain words whose share of the articles is nearest to one."""
    reader = max(snapshot.readers("body"), key=lambda each: each.doc_count)
    shares: Any = np.diff(reader.starts.astype(np.int64)) / reader.doc_count
    nearest: list[int] = np.argsort(np.abs(shares - share))[: 4 * count].tolist()
    return [word for place in nearest if (word := reader[place].decode()).isalpha() and len(word) > 2][:count]


def questions(snapshot: Snapshot) -> dict[str, list[Question]]:
    """Several questions for each row."""
    rare, medium, common = (words_with_share(snapshot, share, 8) for share in (0.005, 0.05, 0.3))
    ends = [f"{word[:2]}*{word[-2:]}" for word in medium[:3]]
    very = ["of", "the", "and", "to", "in"]
    phrases: list[Question] = [("phrase", "the", word) for word in medium]
    pairs: list[Question] = [("phrase", *pair) for pair in itertools.permutations(very, 2)]
    neighbours: list[Question] = [("near", *pair) for pair in zip(medium, reversed(common), strict=False)]
    found: dict[str, list[Question]] = {
        "rare": [("word", word) for word in rare],
        "medium": [("word", word) for word in medium],
        "common": [("word", word) for word in common],
        "and": [("and", *pair) for pair in zip(medium, common, strict=False)],
        "or": [("or", *common[place : place + 3]) for place in range(5)],
        "not": [("not", *pair) for pair in zip(common, medium, strict=False)],
        "phrase rare": phrases,
        "phrase common": pairs[:8],
        "near": neighbours,
        "prefix": [("prefix", start) for start in ("elect", "gov", "mini", *(word[:4] for word in medium[:3]))],
        "wild": [("wild", pattern) for pattern in ("e?ect*", "g*ment", "m?n*er", *ends)],
        "fuzzy": [("fuzzy", word) for word in ("election", "government", "minister", *medium[:4])],
    }  # fmt: skip
    for kind in ("range", "facet", "newest", "years"):
        found[kind] = [(kind, word) for word in common]
    return found


def measured(ask: Asked, asked: Sequence[Question], options: "Options") -> dict[str, Any] | None:
    """Median and 95th percentile in milliseconds over all questions, and what each found; None for an unknown kind."""
    try:
        found = [ask(asked[0])]
    except KeyError:
        return None
    times: list[float] = []
    clock = time.process_time if options.processor_time else time.perf_counter
    end = clock() + options.seconds
    for turn in range(options.repeat):
        for question in asked:
            start = clock()
            if turn and start > end:
                break
            total = ask(question)
            times.append((clock() - start) * 1_000)
            if not turn:
                found.append(total)
    times.sort()
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    return {"median": statistics.median(times), "p95": p95, "found": found[1:]}


def first_answer(folder: Path, word: str) -> float:
    """Seconds to open the index and answer the first query, in a fresh process that has its modules."""
    parse(word)
    start = time.perf_counter()
    snapshot = Snapshot(folder, read_contents(folder))
    Search(snapshot, IndexRequest(parse(f"body:{word}").root)).first(20)
    return time.perf_counter() - start


def new_articles(folder: Path, corpus: Corpus) -> float:
    """Seconds from 100 new articles to a search that finds them, with the index open before."""
    before = Snapshot(folder, read_contents(folder))
    fresh = [
        IndexDocument(corpus.count + number, headline="xyzzy", body=each.body)
        for number, each in zip(range(1, 101), corpus.articles(), strict=False)
    ]
    start = time.perf_counter()
    with writer.writing(folder):
        writer.apply(folder, "bench", fresh, [], before.contents.generation + 1)
    after = Snapshot(folder, read_contents(folder), before)
    found = Search(after, IndexRequest(parse("xyzzy").root)).first(20)[0]
    if found != 100:
        raise RuntimeError(f"{found} of 100 new articles are found")
    return time.perf_counter() - start


def given_up(snapshot: Snapshot, questions_asked: Sequence[str]) -> list[float]:
    """Milliseconds from giving up a search to its end, for searches that still ran then, longest last."""
    times: list[float] = []
    for number, text in enumerate(list(questions_asked) * 6):
        token, ended = CancelToken(), [0.0]

        def search(text: str = text, token: CancelToken = token, ended: list[float] = ended) -> None:
            request = IndexRequest(parse(text).root, facets=("country", "paper", "year"), count_parts=True)
            with suppress(SearchCancelled), cancellable(token):
                Search(snapshot, request).hits()
            ended[0] = time.perf_counter()

        thread = threading.Thread(target=search)
        thread.start()
        time.sleep(0.002 * (1 + number % 17))
        start = time.perf_counter()
        token.cancel()
        thread.join()
        if ended[0] > start:
            times.append((ended[0] - start) * 1_000)
    return sorted(times)


def main() -> None:
    """Builds, measures, prints the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--json", type=Path)
    options.add_argument("--seconds", type=float, default=20.0, help="for the questions of one row and engine")
    options.add_argument("--processor-time", action="store_true", help="on a machine that is busy with other work")
    options.add_argument("--stock", action="store_true", help="ask stock whoosh's Searcher as well, which is slow")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsreader-bench-"))
    try:
        asked = Options(chosen.repeat, chosen.seconds, chosen.processor_time, chosen.stock)
        report = run(folder, chosen.articles, asked)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1))


def run(folder: Path, count: int, options: Options) -> dict[str, Any]:
    """Everything for one size of corpus."""
    corpus = Corpus(folder, count)
    text_bytes = corpus.write()
    print(f"{count:,} articles, {text_bytes / 1e6:,.0f} MB of text", flush=True)
    sides: list[Side] = [Arrays(), Fts()]
    if importlib.util.find_spec("tantivy") is None:
        print('tantivy takes no part: it is not installed; pip install "newsreader[bench]"', file=sys.stderr)
    else:
        sides.append(Tantivy())
    built = {side.name: build(side, corpus, folder / side.name, text_bytes) for side in sides}
    own = folder / Arrays.name
    snapshot = Snapshot(own, read_contents(own))
    asked = questions(snapshot)
    opened = in_process_with_children(first_answer, own, asked["common"][0][1])
    print(f"{len(snapshot.segments)} segments; opened and first query answered in {opened * 1_000:,.0f} ms", flush=True)
    answers = {side.name: side.open(folder / side.name) for side in sides}
    if options.stock:
        answers["stock whoosh"] = stock_answers(own, snapshot)
    rows = {}
    print(f"{'milliseconds: median (p95)':32}" + "".join(f"{name:>20}" for name in answers) + "   times newsreader")
    for key, title in ROWS:
        rows[title] = {name: measured(ask, asked[key], options) for name, ask in answers.items()}
        print_row(title, rows[title])
    desk = measured(lambda question: ask_everything(snapshot, question[1]), asked["common"], options)
    print(f"as the desk asks, with facets and explanation: {desk and desk['median']:.1f} ({desk and desk['p95']:.1f})")
    heavy = ['"of the"', "the OR of OR and", '"of the"~8', "e* OR a*", "government~2", "-the"]
    stopped = given_up(snapshot, heavy) or [0.0]
    print(
        f"{len(stopped)} searches given up: ended after {statistics.median(stopped):.1f} ms, {stopped[-1]:.1f} at most"
    )
    report = {
        "articles": count,
        "given_up": stopped,
        "text_bytes": text_bytes,
        "built": built,
        "opened": opened,
        "rows": rows,
        "desk": desk,
    }
    report |= {"memory_searching": memory(), "new_articles": new_articles(own, corpus)}
    print(f"100 new articles are searchable after {report['new_articles'] * 1_000:,.0f} ms")
    print(f"memory of the process that asked all engines: {report['memory_searching']}")
    return report


def build(side: Side, corpus: Corpus, folder: Path, text_bytes: int) -> dict[str, Any]:
    """Builds one index and says what it cost."""
    done = side.build(corpus, folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{side.name:12} built in {done.wall:7.1f} s: {corpus.count / done.wall:7,.0f} articles a second, "
        f"{corpus.count / done.processor:7,.0f} a processor second; {size / text_bytes:.2f} of the text; "
        f"peak {' + '.join(map(str, done.peaks))} MB",
        flush=True,
    )
    return {"wall": done.wall, "processor": done.processor, "peaks": done.peaks, "bytes": size}


def stock_answers(folder: Path, snapshot: Snapshot) -> Asked:
    """The same plans given to stock whoosh's Searcher on the same index."""
    searcher: Any = whoosh.index.open_dir(str(folder)).searcher()

    def ask(question: Question) -> int:
        if question[0] in ("facet", "newest", "years"):
            raise KeyError(question[0])
        query = as_whoosh(Search(snapshot, IndexRequest(parse(as_typed(question)).root)).plan)
        return len(searcher.search(query, limit=20))

    return ask


def print_row(title: str, row: dict[str, dict[str, Any] | None]) -> None:
    """One row of the table, and how many times slower the peers are; `≠` where an engine found something else."""
    line = f"{title:32}"
    own = row[Arrays.name]
    ratios = ""
    for name, cell in row.items():
        line += f"{cell['median']:>11.2f} ({cell['p95']:.1f})".rjust(20) if cell else f"{'–':>20}"
        if cell and own and name != Arrays.name:
            other = "" if cell["found"] == own["found"] else "≠"
            ratios += f"  {name} {cell['median'] / own['median']:.2f}{other}"
    print(line + " " + ratios, flush=True)


if __name__ == "__main__":
    main()
