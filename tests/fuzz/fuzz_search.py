"""Coverage-guided fuzzing of the search language and the search: any string is a query.

    pip install -e ".[fuzz]"
    python tests/fuzz/fuzz_search.py FOLDER [libFuzzer options]

FOLDER keeps the queries that reached new code. The index is that of the sample archive, made anew for each run. An
input is a query; its first byte chooses sort, facets and the rest. Checked: no exception, spans and marks within their
texts, totals that agree with the hits, a rendered query that is rendered as itself, and at most a second a query.
"""

import importlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
atheris: Any = importlib.import_module("atheris")  # comes without types, and only with the extra

_FOLDER = Path(tempfile.mkdtemp(prefix="newsreader-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
os.environ.update({f"NEWSREADER_{name}_DIR": str(_FOLDER / name.lower()) for name in ("DATA", "CACHE", "CONFIG")})

with atheris.instrument_imports(include=["newsreader.search", "newsreader.services.searching"]):
    from newsreader.domain.query import Sort
    from newsreader.search.grammar import parse
    from newsreader.search.render import render
    from newsreader.services import indexing, searching
    from newsreader.services.sample import make_sample
    from tests.fuzz.soundness import Unsound

_SORTS = tuple(Sort)
_FACETS = ("paper", "country", "region", "year", "tag", "language", "agency")
_SLACK = 6.0
"""Traced code takes about so many times as long."""
_LONGEST_RENDERED = 400
_QUERIES = (
    'harbour strike "city council"~8 -lockout',
    "headline:strik* OR (by:brook paper:halifax)",
    "date:1919-05..1921 has:byline",
    "wom?n elektr* azerbaijan~1 *burgh",
    "exact:Strike country:ca lang:en quality:>0.5 words:<900",
    'search:"x" tag:a/b NOT (',
    "ocr:goverment added:7d is:unread is:starred",
    "U.S. O'Neil cease-fire 新聞 été",
)


def test_one_input(data: bytes) -> None:
    """Searches for one query and checks the answer."""
    number = data[0] if data else 0
    text = data[1:].decode("utf-8", "surrogateescape" if number % 7 == 0 else "replace")
    session = _session()
    request = searching.SearchRequest(
        text,
        sort=_SORTS[number % len(_SORTS)],
        limit=number % 24,
        offset=number % 3,
        facets=_FACETS if number % 5 == 0 else (),
        explain=number % 2 == 0,
        period=("", "month", "day")[number % 3],
    )
    began = time.process_time()
    result = searching.search(session, request)
    spent = time.process_time() - began
    if spent > _SLACK:
        raise Unsound(f"{spent:.2f} s for {text!r}")
    if result.total != len(result.numbers) or not 0 <= result.total <= result.of:
        raise Unsound(f"{result.total} of {result.of}, but {len(result.numbers)} numbers")
    for notice in result.notices:
        if not notice.message or not 0 <= notice.span.start <= notice.span.end <= len(text):
            raise Unsound(f"the place of {notice} is not in the query")
    for hit in result.hits:
        for start, end in hit.snippet.marks:
            if not 0 <= start < end <= len(hit.snippet.text):
                raise Unsound(f"a mark outside its snippet: {hit.snippet}")
    searching.complete(session, text, number % (len(text) + 1))
    if len(text) < _LONGEST_RENDERED:
        rendered = render(parse(text).root)
        again = render(parse(rendered).root)
        if again != rendered:
            raise Unsound(f"{text!r} is rendered as {rendered!r}, and that as {again!r}")


_SESSIONS: list[Any] = []


def _session() -> Any:
    """The sample archive, indexed."""
    if not _SESSIONS:
        session = make_sample(_FOLDER / "archive")
        indexing.update(session)
        _SESSIONS.append(session)
    return _SESSIONS[0]


def seed(folder: Path) -> None:
    """Fills an empty folder with queries."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, query in enumerate(_QUERIES) if not any(folder.iterdir()) else ():
        (folder / f"query-{number}").write_bytes(bytes([number * 5]) + query.encode())


def main() -> None:
    """Runs the fuzzer."""
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("-")]
    if not folders:
        raise SystemExit(__doc__)
    if folders[0].is_dir() or not folders[0].exists():
        seed(folders[0])
    _session()
    atheris.Setup(sys.argv, test_one_input)
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(_FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
