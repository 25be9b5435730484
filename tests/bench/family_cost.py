"""Measures what families cost an import, and that the cost of an article does not grow with the archive.

    python tests/bench/family_cost.py [--sizes 5000,10000,20000,40000]

Writes so many generated articles, a fifth of them another printing of an earlier one, into an archive in the batches
of an import: once as always, once without looking for families. Prints CPU milliseconds an article: of the sketch, and
of writing with and without families; and how many of the other printings were found. Judges nothing.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newsreader.archive import families
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.text.sketches import Sketch, sketch
from tests.bench.families import Versions

_BATCH = 200
_LATER = 5


@dataclass
class Spent:
    """CPU seconds, and what came of them."""

    sketching: float = 0.0
    writing: float = 0.0
    printings: int = 0
    found: int = 0
    bytes: int = 0


def texts(count: int) -> Iterator[tuple[str, int]]:
    """Articles, each with the place of the one it is another printing of; -1 for none."""
    versions, draw = Versions(3), random.Random(3)
    bodies: list[str] = []
    for place in range(count):
        if place % _LATER < _LATER - 1:
            bodies.append(versions.story(500))
            yield versions.printed(bodies[-1]), -1
            continue
        first = draw.randrange(len(bodies))
        change, share = ((versions.cut, 0.5), (versions.edited, 0.1), (versions.scanned, 0.01))[place % 3]
        yield versions.printed(change(bodies[first], share)), first
        bodies.append(bodies[first])


def measure(count: int, folder: Path, *, with_families: bool) -> Spent:
    """Writes so many articles into a new archive."""
    spent = Spent()
    place = families.place
    if not with_families:
        families.place = lambda _db, _sketches: []  # type: ignore[assignment]  # what an import would be without
    archive = Archive.create(folder)
    firsts: list[int] = []
    try:
        batch: list[str] = []
        for text, first in texts(count):
            batch.append(text)
            firsts.append(first)
            if len(batch) == _BATCH or len(firsts) == count:
                _write(archive, batch, spent)
                batch = []
        spent.bytes = archive.file.stat().st_size + archive.file.with_name(f"{archive.file.name}-wal").stat().st_size
        if with_families:
            _judge(archive, firsts, spent)
    finally:
        families.place = place
        archive.close()
    return spent


def _write(archive: Archive, batch: list[str], spent: Spent) -> None:
    began = time.process_time()
    sketches: list[Sketch] = [sketch(text) for text in batch]
    spent.sketching += time.process_time() - began
    made = [_prepared(text) for text in batch]
    originals = {one.source.sha256: one.source.raw.encode() for one in made}
    began = time.process_time()
    archive.articles.add_many(made, originals, "bench", "bench", sketches)
    spent.writing += time.process_time() - began


def _prepared(text: str) -> PreparedArticle:
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    source = SourceArticle(text, f"/in/{sha256}.txt", "text", "utf-8", sha256, len(data))
    return PreparedArticle(source, (), {}, text, 0.9, "bench")


def _judge(archive: Archive, firsts: list[int], spent: Spent) -> None:
    with archive.reading() as db:
        known = [family for (family,) in db.execute("SELECT family FROM article ORDER BY number")]
    for place, first in enumerate(firsts):
        if first >= 0:
            spent.printings += 1
            spent.found += known[place] is not None and known[place] == known[first]


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="5000,10000,20000,40000", help="numbers of articles")
    asked = parser.parse_args()
    print(f"{'articles':>9}{'sketch ms':>11}{'write ms':>10}{'without':>9}{'more ms':>9}{'found':>8}{'bytes':>8}")
    for count in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as folder:
            without = measure(count, Path(folder) / "without", with_families=False)
            spent = measure(count, Path(folder) / "with", with_families=True)
        sketching, writing, plain = (
            1000 * seconds / count for seconds in (spent.sketching, spent.writing, without.writing)
        )
        print(
            f"{count:>9,}{sketching:>11.3f}{writing:>10.3f}{plain:>9.3f}{sketching + writing - plain:>9.3f}"
            f"{spent.found / spent.printings:>8.1%}{(spent.bytes - without.bytes) / count:>8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
