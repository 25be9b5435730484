"""Runs the benchmarks of formats, pages and the page view, and prints one table for docs/performance.md.

    python tests/bench/formats_table.py [--sizes 0.2,2] [--only alto] [--json FILE]

Each figure stands beside what it ought to be. Every benchmark runs alone, in a process of its own; speeds are of
processor time on one core, so that a busy machine spoils them less, but caches shared with others still cost some.
`--sizes` are those of the large files in GB, the last of which memory must not grow for.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    Attributes:
        what: Was measured.
        wanted: What it ought to be at least, or at most when `is_most`.
    """

    what: str
    value: float
    unit: str
    wanted: float
    is_most: bool = False

    @property
    def row(self) -> str:
        """The figure as a row of Markdown."""
        is_met = self.value <= self.wanted if self.is_most else self.value >= self.wanted
        bound = f"{'≤' if self.is_most else '≥'} {self.wanted:,g} {self.unit}"
        value = f"{self.value:,.0f}" if self.value >= 1000 else f"{self.value:.3g}"
        return f"| {self.what} | {value} {self.unit} | {bound} | {'yes' if is_met else 'no'} |"


def run(script: str, *arguments: object) -> str:
    """What a benchmark prints.

    Raises:
        RuntimeError: It failed.
    """
    done = subprocess.run(
        [sys.executable, _HERE / script, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr.strip()[-400:]}")
    return done.stdout


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"no figure like {pattern} in: {text[:400]}")
    return float(found[1].replace(",", ""))


def issues(sizes: list[str]) -> list[Figure]:
    """ALTO and METS."""
    out = run("page_formats.py")
    return [
        Figure("ALTO of 1 MB a page", _number(r"([\d.]+) pages/s", out), "pages/s", 40),
        Figure("METS: an issue of 8 pages", _number(r"article a column: ([\d.]+) s", out), "s", 0.5, is_most=True),
    ]


def pages(sizes: list[str]) -> list[Figure]:
    """Web pages."""
    out = run("html_pages.py")
    return [Figure("web pages, read and prepared", _number(r"([\d.]+) read and prepared", out), "pages/s", 30)]


def records(sizes: list[str]) -> list[Figure]:
    """Files of records, and how their reading's memory grows."""
    found = []
    for kind in ("jsonl", "csv"):
        out = run("record_files.py", "--kinds", kind, "--sizes", *sizes)
        rows = [line.split() for line in out.splitlines() if line.startswith(kind)]
        found.append(Figure(f"{kind.upper()}, read", float(rows[-1][3].replace(",", "")), "articles/s", 3000))
        grown = float(rows[-1][5]) / float(rows[0][5])
        found.append(
            Figure(f"{kind.upper()}: memory at {sizes[-1]} GB by that at {sizes[0]}", grown, "times", 1.2, True)
        )
    return found


def web_archives(sizes: list[str]) -> list[Figure]:
    """Memory over a web archive."""
    out = run("web_archives.py", "--gb", ",".join(sizes))
    what = f"WARC, imported: memory at {sizes[-1]} GB by that at {sizes[0]}"
    return [Figure(what, _number(r"first: ([\d.]+)", out), "times", 1.2, is_most=True)]


def page_view(sizes: list[str]) -> list[Figure]:
    """The slowest first paint of any picture; a busy machine spoils the time by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        run("page_view.py", "--json", file)
        rows: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    found = []
    for key, by in (("first_ms", "by the clock"), ("first_cpu_ms", "of the processor")):
        slowest = max(rows, key=lambda name: rows[name][key])
        what = f"page view, first paint of {slowest}, {by}"
        found.append(Figure(what, rows[slowest][key], "ms", 150, is_most=True))
    return found


KINDS: dict[str, Callable[[list[str]], list[Figure]]] = {
    "issues": issues,
    "pages": pages,
    "records": records,
    "web_archives": web_archives,
    "page_view": page_view,
}


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="0.2,2", help="of large files in GB, default 0.2,2")
    parser.add_argument("--only", action="append", choices=[*KINDS])
    parser.add_argument("--json", type=Path, help="also write the figures here")
    chosen = parser.parse_args()
    figures: list[Figure] = []
    print("| what | measured | wanted | met |\n|---|---|---|---|", flush=True)
    for kind in chosen.only or KINDS:
        try:
            found = KINDS[kind](chosen.sizes.split(","))
        except RuntimeError as error:
            print(f"| {kind} | not measured: {error} | | |", flush=True)
            continue
        figures += found
        for figure in found:
            print(figure.row, flush=True)
    if chosen.json:
        text = json.dumps([[each.what, each.value, each.unit, each.wanted] for each in figures], indent=1)
        chosen.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
