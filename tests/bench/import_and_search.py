"""Measures the main job: import, sizes, memory, search, and how soon the window is there.

    python tests/bench/import_and_search.py [--articles N] [--times 1,4] [--json FILE]

Prints figures and judges nothing.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.articles import write_articles

_REPEATS = 21
_QUERIES = {
    "common word": "council",
    "rare word": "dabofe*",
    "all of two words": "harbour strike",
    "any of three words": "harbour OR strike OR railway",
    "phrase": '"of the"',
    "near": '"council strike"~8',
    "prefix": "elect*",
    "fuzzy": "goverment~1",
    "without": "council -strike",
    "field": 'paper:"Harbour Gazette" council',
    "country": "country:ca council",
    "headline": "headline:council",
}
_IMPORT = """
import json, resource, sys, time
from newsreader.cli.main import run
began = time.perf_counter()
code = run(["import", sys.argv[1], "--json"])
unit = 1 if sys.platform == "darwin" else 1024
peaks = [resource.getrusage(who).ru_maxrss * unit / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(getattr(resource.getrusage(who), part) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
          for part in ("ru_utime", "ru_stime"))
print(json.dumps({"code": code, "seconds": time.perf_counter() - began, "cpu_seconds": cpu, "peaks_mb": peaks}),
      file=sys.stderr)
"""


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000, help="N, default 2000")
    parser.add_argument("--times", default="1,4", help="multiples of N to measure, default 1,4")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    figures = []
    for times in map(int, arguments.times.split(",")):
        with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as folder, _places(Path(folder)):
            figures.append(measure(Path(folder), arguments.articles * times))
        show(figures[-1])
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


@contextmanager
def _places(folder: Path) -> Iterator[None]:
    """Keeps the user's own archive, index and settings out of it."""
    names = {f"NEWSREADER_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    names["NEWSREADER_ARCHIVE"] = str(folder / "archive")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def measure(folder: Path, count: int) -> dict[str, Any]:
    """Imports so many articles and searches them."""
    source_bytes = write_articles(folder / "source", count)
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, folder / "source"], capture_output=True, text=True, check=True
    )
    report, usage = json.loads(done.stdout), json.loads(done.stderr.splitlines()[-1])
    assert report["added"] == count, report
    archive_bytes = sum(file.stat().st_size for file in (folder / "archive").rglob("*") if file.is_file())
    return {
        "articles": count,
        "source_bytes": source_bytes,
        "seconds": usage["seconds"],
        "articles_per_second": count / usage["seconds"],
        "cpu_ms_per_article": 1000 * usage["cpu_seconds"] / count,
        "peak_mb_parent": usage["peaks_mb"][0],
        "peak_mb_largest_child": usage["peaks_mb"][1],
        "archive_bytes": archive_bytes,
        **_search(folder / "archive"),
        "window_seconds": _window(folder),
    }


def _search(archive: Path) -> dict[str, Any]:
    from newsreader.domain.query import Sort
    from newsreader.services import indexing, searching
    from newsreader.services.session import Session

    began = time.perf_counter()
    with Session.open(archive) as session:
        searching.search(session, searching.SearchRequest(text="council"))
        first = time.perf_counter() - began
        timings: dict[str, Any] = {}
        for kind, text in _QUERIES.items():
            timings[kind] = _time(session, searching.SearchRequest(text=text))
        timings["newest first"] = _time(session, searching.SearchRequest(text="council", sort=Sort.DATE_DESCENDING))
        facets = ("paper", "country", "year")
        timings["with facets"] = _time(session, searching.SearchRequest(text="council", facets=facets))
        status = indexing.status(session)
    return {"open_and_first_search_seconds": first, "index_bytes": status.bytes, "searches": timings}


def _time(session: Any, request: Any) -> dict[str, float]:
    from newsreader.services import searching

    run: Callable[[], Any] = lambda: searching.search(session, request)  # noqa: E731
    total = run().total
    times, cpu_times = [], []
    for _ in range(_REPEATS):
        began, cpu_began = time.perf_counter(), time.process_time()
        run()
        times.append(1000 * (time.perf_counter() - began))
        cpu_times.append(1000 * (time.process_time() - cpu_began))
    low, *_, high = statistics.quantiles(times, n=10)
    return {
        "hits": total,
        "median_ms": statistics.median(times),
        "p10_ms": low,
        "p90_ms": high,
        "median_cpu_ms": statistics.median(cpu_times),
    }


def _window(folder: Path) -> float | None:
    """Seconds until a picture of the desk is there; None when it cannot be drawn here."""
    command = [sys.executable, "-m", "newsreader.app", "picture", str(folder / "desk.png")]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return time.perf_counter() - began if done.returncode == 0 else None


def show(figures: dict[str, Any]) -> None:
    """Prints the figures of one size."""
    count, source = figures["articles"], figures["source_bytes"]
    print(f"{count:,} articles, {source / 1e6:.1f} MB of text")
    print(
        f"  import  {figures['articles_per_second']:,.0f} articles/s ({figures['seconds']:.1f} s),"
        f" {figures['cpu_ms_per_article']:.2f} CPU ms an article"
    )
    print(
        f"  memory  {figures['peak_mb_parent']:.0f} MB peak in the parent,"
        f" {figures['peak_mb_largest_child']:.0f} MB in the largest child"
    )
    for name in ("archive", "index"):
        size = figures[f"{name}_bytes"]
        print(f"  {name:<7} {size / 1e6:.1f} MB, {size / source:.2f} of the text")
    print(f"  open and first search {figures['open_and_first_search_seconds']:.2f} s")
    window = figures["window_seconds"]
    print(f"  picture of the desk   {f'{window:.2f} s' if window else 'cannot be drawn here'}")
    print(f"  {'search':<22}{'hits':>9}{'median ms':>11}{'p10':>8}{'p90':>8}{'CPU ms':>8}")
    for kind, row in figures["searches"].items():
        print(
            f"  {kind:<22}{row['hits']:>9,}{row['median_ms']:>11.1f}{row['p10_ms']:>8.1f}{row['p90_ms']:>8.1f}"
            f"{row['median_cpu_ms']:>8.1f}"
        )
    print(flush=True)


if __name__ == "__main__":
    main()
