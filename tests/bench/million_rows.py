"""Makes an archive of a million rows straight in SQLite and times what the desk asks of it.

    python tests/bench/million_rows.py [--rows N] [--keep FOLDER]

Prints, never fails: the numbers are for docs/performance.md. `fill` is also what the desktop test uses.
"""

import argparse
import hashlib
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from newsreader.archive.archive import Archive
from newsreader.domain.ids import article_id
from newsreader.domain.query import Filters, Sort
from newsreader.services import browsing, reading
from newsreader.services.session import Session

COUNTRIES: Final = (
    ("021", "CA"), ("021", "US"), ("154", "GB"), ("154", "IE"), ("155", "FR"), ("155", "DE"), ("039", "ES"),
    ("039", "IT"), ("005", "AR"), ("005", "BR"), ("053", "AU"), ("034", "IN"), ("018", "ZA"), ("", ""),
)  # fmt: skip
LANGUAGES: Final = {"FR": "fr", "DE": "de", "ES": "es", "AR": "es", "IT": "it", "BR": "pt", "": ""}
WORDS: Final = (
    "harbour", "strike", "council", "election", "flood", "railway", "bridge", "market", "prices", "treaty", "fire",
    "inquest", "theatre", "concert", "harvest", "storm", "verdict", "premier", "minister", "bishop", "gold", "wool",
    "cotton", "steamer", "telegraph", "cholera", "regatta", "cricket", "loan", "budget",
)  # fmt: skip
_PAPERS_A_COUNTRY: Final = 30
_BATCH: Final = 20_000


def fill(archive: Archive, rows: int, seed: int = 1) -> None:
    """Adds rows that browse, sort, filter and open like imported articles, without text worth searching.

    They are not posted to the outbox: this is for lists, not for the index.
    """
    original = b"generated"
    sha256 = hashlib.sha256(original).hexdigest()
    with archive.writing() as db:
        first = 1 + int(db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])
        db.execute("INSERT OR IGNORE INTO original VALUES (?, ?, ?)", (sha256, len(original), zlib.compress(original)))
        orders = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'article_by_%'")
        indexes = dict(orders.fetchall()) if first == 1 else {}  # filling is quicker without them
        for name in indexes:
            db.execute(f"DROP INDEX {name}")
    source = _rows(first, rows, sha256, random.Random(seed))
    for start in range(0, rows, _BATCH):
        batch = [next(source) for _ in range(min(_BATCH, rows - start))]
        with archive.writing() as db:
            db.executemany(
                "INSERT INTO article (number, id, original, fingerprint, added, headline, headline_key, paper, country,"
                " region, language, agency, date, date_sort, page, byline, words, quality, doubt, doubt_field, is_read)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [article for article, _ in batch],
            )
            db.executemany(
                "INSERT INTO content VALUES (?, ?, '[]', '{}', '0', ?, ?, 'text', 'utf-8', 'bench')",
                [content for _, content in batch],
            )
    with archive.writing() as db:
        for sql in indexes.values():
            db.execute(sql)


def _rows(
    first: int, count: int, sha256: str, chance: random.Random
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    added = "2026-01-01T00:00:00.000Z"
    for number in range(first, first + count):
        region, country = COUNTRIES[min(int(chance.random() ** 1.5 * len(COUNTRIES)), len(COUNTRIES) - 1)]
        paper = f"{country or 'Old'} Gazette {int(chance.random() ** 2 * _PAPERS_A_COUNTRY)}"
        headline = " ".join(chance.choices(WORDS, k=6)).capitalize()
        year, month, day = chance.randrange(1840, 1990), chance.randrange(1, 13), chance.randrange(1, 29)
        has_date = chance.random() > 0.03
        doubtful = chance.random() < 0.1
        member = str(number)
        article = (
            number, article_id(sha256, member), sha256, f"{number:064x}", added, headline, headline.lower()[:48], paper,
            country, region, LANGUAGES.get(country, "en"), "Reuters" if chance.random() < 0.1 else "",
            f"{year}-{month:02}-{day:02}" if has_date else "", year * 10_000 + month * 100 + day if has_date else 0,
            str(chance.randrange(1, 17)), "A. Writer", 500, 0.9, 0.5 if doubtful else 0.9, "date" if doubtful else "",
            int(chance.random() < 0.2),
        )  # fmt: skip
        text = zlib.compress(f"{headline}\n\nText of article {number}.".encode(), 1)
        yield article, (number, text, f"/generated/{number}.txt", member)


def timed(label: str, work: Callable[[], Any]) -> None:
    """Runs it three times and prints the first and the best time in milliseconds."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        found = work()
        times.append((time.perf_counter() - begin) * 1_000)
    size = len(found) if hasattr(found, "__len__") else found
    print(f"{label:<52} first {times[0]:8.1f} ms   best {min(times):8.1f} ms   {size}")


def main() -> None:
    """Makes the archive and prints the timings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="make the archive here (or use the one here) and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "million"
        if not (folder / "archive.sqlite3").exists():
            begin = time.perf_counter()
            archive = Archive.create(folder)
            fill(archive, options.rows)
            archive.close()
            seconds = time.perf_counter() - begin
            print(
                f"made {options.rows:,} rows in {seconds:.1f} s, {(folder / 'archive.sqlite3').stat().st_size:,} bytes"
            )
        measure(folder)


def measure(folder: Path) -> None:
    """Prints how long each question takes."""
    begin = time.perf_counter()
    session = Session(Archive.open(folder))
    first = browsing.numbers(session, limit=200)
    browsing.rows(session, first[:100])
    print(f"open, first 200 numbers, first 100 rows: {(time.perf_counter() - begin) * 1_000:.1f} ms")

    def chosen(**facets: str) -> Filters:
        return Filters({facet: frozenset(values.split("|")) for facet, values in facets.items()})

    everything = browsing.numbers(session)
    timed("all numbers by date", lambda: browsing.numbers(session))
    timed("all numbers by headline", lambda: browsing.numbers(session, sort=Sort.HEADLINE))
    timed("all numbers by paper", lambda: browsing.numbers(session, sort=Sort.PAPER))
    timed("100 rows from the middle", lambda: browsing.rows(session, everything[len(everything) // 2 :][:100]))
    for by in ("region", "country", "paper", "year", "language", "agency", "tag", "mark"):
        timed(f"tree by {by}", partial(browsing.tree, session, by))
    timed("totals", lambda: str(browsing.totals(session)))
    cases = {
        "region 021": chosen(region="021"),
        "country CA": chosen(country="CA"),
        "country ZA": chosen(country="ZA"),
        "one paper": chosen(paper="CA Gazette 7"),
        "small paper": chosen(paper="ZA Gazette 29"),
        "three papers": chosen(paper="CA Gazette 7|GB Gazette 1|FR Gazette 3"),
        "year 1901": chosen(year="1901"),
        "region 021 and year 1901": chosen(region="021", year="1901"),
        "unread in fr": chosen(mark="unread", language="fr"),
        "without date": chosen(year=""),
        "all but region 021": Filters({}, {"region": frozenset(["021"])}),
    }
    for label, filters in cases.items():
        timed(f"numbers: {label}", partial(browsing.numbers, session, filters))
        timed("  count", partial(browsing.count, session, filters))
        timed("  first 200", partial(browsing.numbers, session, filters, limit=200))
        timed("  by headline", partial(browsing.numbers, session, filters, Sort.HEADLINE))
    timed("tree by region within year 1901", lambda: browsing.tree(session, "region", cases["year 1901"]))
    timed("tree by region of 10,000 hits", lambda: browsing.tree(session, "region", numbers=everything[:10_000]))
    timed("tree by region of 300,000 hits", lambda: browsing.tree(session, "region", numbers=everything[:300_000]))
    timed("one article", lambda: reading.article_by_number(session, everything[1234]).id)
    session.close()


if __name__ == "__main__":
    main()
