"""Measures what issues and pages cost an archive: time, memory, bytes a page; and reading them again from it.

    python tests/bench/issues.py [--issues N,M] [--shared DIR]

Issues of eight made-up pages of some 7,000 words each are imported, N and M of them, with a picture of 2 MB a page that
is copied; the memory must not grow with their number. With `--shared` the batches there are imported too. Prints
figures and judges nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.articles import articles
from tests.unit.formats import printing
from tests.unit.formats.test_image_headers import png

_PAGES = 8
_RUN = """
import json, resource, sys
from newsreader.cli.main import run
code = run(sys.argv[1:])
unit = 1 if sys.platform == "darwin" else 1024
who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
peaks = [round(resource.getrusage(one).ru_maxrss * unit / 1e6) for one in who]
cpu = sum(getattr(resource.getrusage(one), part) for one in who for part in ("ru_utime", "ru_stime"))
print(json.dumps({"code": code, "cpu": cpu, "peaks_mb": peaks}), file=sys.stderr)
"""
_SIZES = {
    "words of pages": "SELECT sum(length(words)) FROM page",
    "places": "SELECT sum(length(places)) FROM article_print",
    "boxes": "SELECT sum(length(boxes)) FROM article_page",
    "page files": "SELECT sum(length(data)) FROM original WHERE sha256 IN (SELECT sha256 FROM issue_file)",
    "articles": "SELECT sum(coalesce(length(raw), 0) + length(repairs) + length(extracted)) FROM content",
}


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", default="4,16", help="how many issues, default 4,16")
    parser.add_argument("--shared", type=Path, help="a folder with batches of newspapers")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for count in map(int, arguments.issues.split(",")):
            folder = Path(scratch) / f"issues-{count}"
            _write(folder, count)
            _measure(f"{count} issues of {_PAGES} pages", folder, Path(scratch) / f"archive-{count}")
        if arguments.shared:
            _measure(str(arguments.shared.name), arguments.shared, Path(scratch) / "archive-shared")


def _write(folder: Path, count: int) -> None:
    texts = articles(count * _PAGES * 8, words=880)
    for number in range(count):
        place = folder / f"{number:03}"
        place.mkdir(parents=True)
        names = []
        for page in range(1, _PAGES + 1):
            blocks = {f"B{page}_{at}": _lines(next(texts)) for at in range(8)}
            names.append(f"{page:04}.xml")
            (place / names[-1]).write_text(printing.alto(blocks, f"P{page}"), encoding="utf-8")
            (place / f"{page:04}.png").write_bytes(png(6000, 8000) + os.urandom(2_000_000))
        issue = printing.ISSUE.replace("1891-04-02", f"18{number:02}-04-02")
        labels = [str(page) for page in range(1, _PAGES + 1)]
        text = f"{printing.METS_HEAD}>{issue}{printing.files(*names)}{printing.pages(*labels)}</mets>"
        (place / "mets.xml").write_text(text, encoding="utf-8")


def _lines(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]


def _measure(name: str, folder: Path, archive: Path) -> None:
    print(f"## {name}")
    imported = _run(archive, "import", str(folder), "--copy-pages", "--jobs", "2")
    from newsreader.archive.archive import Archive

    opened = Archive.open(archive, read_only=True)
    issues, pages = opened.pages.count()
    with opened.reading() as db:
        sizes = {what: (db.execute(query).fetchone()[0] or 0) / pages for what, query in _SIZES.items()}
        filled, words = db.execute("SELECT count(words), sum(word_count) FROM page").fetchone()
    opened.close()
    print(f"{issues} issues, {pages} pages ({filled} with words), {words / max(1, filled):,.0f} words a page")
    print(f"import: {imported['cpu'] / pages:.2f} s of processor time a page, peak {_peaks(imported)}")
    total = archive.joinpath("archive.sqlite3").stat().st_size / pages
    print(
        f"archive: {total / 1e3:,.0f} kB a page; of these " + ", ".join(f"{k} {v / 1e3:,.1f}" for k, v in sizes.items())
    )
    again = _run(archive, "re-extract", "--all", "--jobs", "2")
    print(f"read again from the archive: {again['cpu'] / pages:.2f} s a page, peak {_peaks(again)}")
    verified = _run(archive, "verify")
    print(f"verify: {verified['cpu'] / pages:.2f} s a page, peak {_peaks(verified)}\n")


def _peaks(run: dict[str, Any]) -> str:
    return f"{run['peaks_mb'][0]} MB, largest child {run['peaks_mb'][1]} MB"


def _run(archive: Path, *arguments: str) -> dict[str, Any]:
    places = {f"NEWSREADER_{part}_DIR": f"{archive}-home/{part}" for part in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments, "--archive", str(archive)],
        env={**os.environ, **places},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        found: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    except (ValueError, IndexError):
        raise SystemExit(done.stderr) from None
    return found


if __name__ == "__main__":
    main()
