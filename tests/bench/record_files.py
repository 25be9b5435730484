"""How fast files of records are read, and how much memory a large one takes.

Reading means from bytes to source articles on one core; preparing (repairs, fields) and writing come on top and are
measured by import_and_search.py. Peak memory is that of a process of its own: for each size the file is made, read from
end to end, and deleted. With --import it is imported into an archive instead, which takes much longer.

    python tests/bench/record_files.py                       speed, and memory at 0.2 and 2 GB
    python tests/bench/record_files.py --sizes 0.05 --import
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GB = 1_000_000_000
WORDS = (
    "the", "ferry", "sails", "again", "from", "old", "quay", "at", "six", "and", "council", "said", "nobody", "knows",
    "why", "corn", "rose", "today",
)  # fmt: skip


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Made-up articles of about 2.5 KB, each another."""
    for at in range(count):
        text = " ".join(WORDS[(at * 7 + each * (1 + at % 5)) % len(WORDS)] for each in range(440))
        yield {
            "headline": f"The ferry number {at} returns", "byline": f"By Ada Orme {chr(65 + at % 26)}.",
            "date": f"19{at % 90 + 10}-05-{at % 28 + 1:02}", "paper": f"Lantern {at % 300}", "page": at % 16 + 1,
            "language": "en", "text": f"{text}.\n\n{text[:400]} {at}.",
        }  # fmt: skip


def make(path: Path, size: int) -> int:
    """Writes a file of about so many bytes; returns the number of its articles."""
    found = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer: Any = csv.writer(out)
        names: list[str] = []
        for row in rows(10**9):
            if path.suffix == ".csv":
                if not names:
                    names = list(row)
                    writer.writerow(names)
                writer.writerow([row[name] for name in names])
            else:
                start = ("[\n" if not found else ",\n") if path.suffix == ".json" else ""
                out.write(f"{start}{json.dumps(row)}" + ("\n" if path.suffix == ".jsonl" else ""))
            found += 1
            if found % 500 == 0 and out.tell() >= size:
                break
        if path.suffix == ".json":
            out.write("\n]\n")
    return found


def read_whole(path: Path) -> int:
    """Reads all articles of a file; returns their number."""
    from newsreader.formats.reader import read

    return sum(1 for _ in read(path))


def import_whole(path: Path) -> int:
    """Imports a file into an archive of its own; returns the number of articles."""
    from newsreader.domain.importing import ImportRequest
    from newsreader.services.importing import import_paths
    from newsreader.services.session import Session

    with Session.open(path.parent / "archive", create=True) as session:
        return import_paths(session, ImportRequest((str(path),), jobs=1)).added


def in_child(path: Path, *, is_import: bool) -> None:
    """Prints articles, seconds of processor time and peak memory in MB of this process."""
    began = time.process_time()
    count = import_whole(path) if is_import else read_whole(path)
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([count, spent, peak]) + "\n")


def measured(path: Path, *, is_import: bool) -> tuple[int, float, float]:
    """Articles, processor seconds and peak memory in MB of a process that reads the file."""
    words = [sys.executable, __file__, "--child", str(path), *(["--import"] if is_import else [])]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    count, spent, peak = json.loads(done.stdout.splitlines()[-1])
    return int(count), float(spent), float(peak)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=float, nargs="*", default=[0.2, 2.0], help="in GB")
    parser.add_argument("--kinds", nargs="*", default=["jsonl", "json", "csv"])
    parser.add_argument("--import", dest="is_import", action="store_true")
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    if options.child:
        in_child(options.child, is_import=options.is_import)
        return
    sys.stdout.write("kind    GB     articles   articles/s   MB/s   peak MB\n")
    for kind in options.kinds:
        for size in options.sizes:
            with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as folder:
                path = Path(folder) / f"records.{kind}"
                made = make(path, int(size * GB))
                count, spent, peak = measured(path, is_import=options.is_import)
                assert count == made, (count, made)
                megabytes = path.stat().st_size / 1e6
                speed = f"{count / spent:10,.0f}   {megabytes / spent:4.0f}"
                sys.stdout.write(f"{kind:6} {size:4}   {count:10,}   {speed}   {peak:7.0f}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
