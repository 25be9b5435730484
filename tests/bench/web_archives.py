"""Measures memory and speed of reading web archives, of 0.2 and 2 GB: memory must not grow with the archive.

    python tests/bench/web_archives.py [--gb 0.2,2] [--pages-per-gb 1000] [--packed] [--json FILE]

The archives are made up: pages of our own words among pictures of noise, as web archives mostly are. Prints the peak of
the command and of its workers, their ratio between the sizes, processor time, and what going through the archive alone
takes, beside warcio's own loop over the same file. Judges nothing.
"""

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.articles import articles

_IMPORT = """
import json, resource, sys
from newsreader.cli.main import run
if __name__ == "__main__":
    code = run(["import", sys.argv[1], "--json", "--jobs", "2"])
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    used = [resource.getrusage(one) for one in who]
    print(json.dumps({"code": code, "cpu_seconds": round(sum(one.ru_utime + one.ru_stime for one in used), 1),
                      "peaks_mb": [round(one.ru_maxrss * unit / 1e6) for one in used]}), file=sys.stderr)
"""


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gb", default="0.2,2", help="sizes to measure, default 0.2,2")
    parser.add_argument("--pages-per-gb", type=int, default=1_000, help="default 1000")
    parser.add_argument("--packed", action="store_true", help="as .warc.gz, a stream a record")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="web-archives-") as folder:
        for size in map(float, arguments.gb.split(",")):
            path = Path(folder) / f"made-up.warc{'.gz' if arguments.packed else ''}"
            pages = make(path, int(size * 1e9), max(1, int(size * arguments.pages_per_gb)), packed=arguments.packed)
            figures[f"{size:g} GB"] = {
                "pages": pages,
                **_imported(path, Path(folder) / f"home-{size:g}"),
                **_loops(path),
            }
            print(f"{size:g} GB: {json.dumps(figures[f'{size:g} GB'])}", flush=True)
    peaks = [max(each["peaks_mb"]) for each in figures.values()]
    figures["ratio of peaks"] = round(peaks[-1] / peaks[0], 2)
    print(f"ratio of peaks, last to first: {figures['ratio of peaks']}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def make(path: Path, size: int, pages: int, *, packed: bool = False) -> int:
    """Writes a web archive of about so many bytes with so many pages; returns how many there are."""
    noise = random.Random(7)
    block = noise.randbytes(1 << 20)
    filling = max(0, size // pages - 12_000)
    written = 0
    with path.open("wb") as file:
        for number, words in enumerate(articles(pages, words=900)):
            for record in _records(number, words, filling, block):
                file.write(gzip.compress(record, 1, mtime=0) if packed else record)
            written += 1
    return written


def _records(number: int, words: str, filling: int, block: bytes) -> Iterator[bytes]:
    paragraphs = "".join(f"<p>{part}</p>" for part in words.split("\n\n"))
    menu = "".join(f'<li><a href="/{item}">Section {item}</a></li>' for item in range(60))
    page = (
        f"<!doctype html><html><head><title>Story {number}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>Story {number} of the harbour</h1>{paragraphs}</article></body></html>"
    )
    yield _record(f"https://www.harbour-gazette.example/2019/11/14/{number}.html", "text/html", page.encode())
    while filling > 0:
        part = block[: min(filling, 200_000 + number * 37 % 600_000)]
        filling -= len(part)
        yield _record(f"https://www.harbour-gazette.example/{number}/{filling}.jpg", "image/jpeg", part)


def _record(address: str, media: str, body: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-07-06T05:04:03Z\r\n"
    return (
        f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    )


def _imported(path: Path, home: Path) -> dict[str, Any]:
    places = {f"NEWSREADER_{name}_DIR": str(home / name) for name in ("DATA", "CACHE", "CONFIG")}
    root = Path(__file__).resolve().parents[2]
    script = home / "import.py"
    home.mkdir(parents=True)
    script.write_text(_IMPORT, encoding="utf-8")
    command = [sys.executable, str(script), str(path)]
    began = time.perf_counter()
    done = subprocess.run(command, env=os.environ | places, capture_output=True, text=True, check=False, cwd=root)
    seconds = time.perf_counter() - began
    report = json.loads(done.stdout)
    measured = json.loads(done.stderr.strip().splitlines()[-1])
    return {"added": report["added"], "failed": report["failed"], "seconds": round(seconds, 1), **measured}


def _loops(path: Path) -> dict[str, Any]:
    ours, theirs = _cpu(lambda: _our_loop(path)), _cpu(lambda: _warcio_loop(path))
    return {
        "loop_cpu_seconds": round(ours, 2),
        "warcio_cpu_seconds": round(theirs, 2),
        "ratio": round(ours / theirs, 2),
    }


def _cpu(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def _our_loop(path: Path) -> int:
    from newsreader.formats.contents import Contents

    return sum(1 for _ in Contents(path).originals())


def _warcio_loop(path: Path) -> int:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # the package has no types

    pages = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.http_headers and "html" in (record.http_headers.get_header("Content-Type") or ""):
                pages += len(record.content_stream().read()) > 0
    return pages


if __name__ == "__main__":
    main()
