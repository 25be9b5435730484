"""Measures how fast web pages are read and prepared: processor time of one core, the best of several rounds.

    python tests/bench/html_pages.py [FOLDER] [--rounds N]

The pages are those of the development data unless a folder is given. The peer is trafilatura's own body extraction,
which is the larger half of reading a page.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import trafilatura

from newsreader.errors import SourceFileError
from newsreader.formats.reader import read_bytes
from newsreader.text.prepare import prepare

_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "articles_trafilatura"


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time, the least of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def read_all(pages: Iterable[tuple[Path, bytes]], *, with_rules: bool) -> int:
    """Reads pages; returns how many are articles."""
    found = 0
    for path, data in pages:
        try:
            for article in read_bytes(data, path):
                found += 1
                if with_rules:
                    prepare(article)
        except SourceFileError as error:
            print(error)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=_DATA)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = [(path, path.read_bytes()) for path in sorted(options.folder.rglob("*.htm*"))]
    if not pages:
        parser.error(f"there are no pages below {options.folder}")
    size = sum(len(data) for _, data in pages) / 1024
    read = best(lambda: read_all(pages, with_rules=False), options.rounds)
    both = best(lambda: read_all(pages, with_rules=True), options.rounds)
    peer = best(lambda: [trafilatura.bare_extraction(data) for _, data in pages], options.rounds)
    print(f"{len(pages)} pages of {size / len(pages):.0f} KB: {len(pages) / read:.1f} pages/s read", end=", ")
    print(f"{len(pages) / both:.1f} read and prepared; {both / peer:.2f} of the time of trafilatura's extraction alone")


if __name__ == "__main__":
    main()
