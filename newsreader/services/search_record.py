"""The record of a search, exact enough for a methods section: what was asked, of what, when, with what, what came."""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from newsreader import __version__
from newsreader.domain.hits import SearchResult
from newsreader.search.explain import in_filters
from newsreader.services.exporting import guarded, replacing
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from newsreader.text.prepare import RULES_VERSION

VERSION: Final = 1
_BATCH: Final = 10_000


def record_of(session: Session, request: SearchRequest, result: SearchResult) -> dict[str, Any]:
    """The record of a search that has just been made, as a JSON object; its fields are told in docs/record.md."""
    archive = session.archive
    return {
        "search_record": VERSION,
        "query": request.text,
        "reading": result.understood,
        "clauses": [
            {"text": clause.label, "hits": clause.hits, "also": list(clause.also)} for clause in result.clauses
        ],
        "notices": [notice.message for notice in result.notices],
        "filters": {
            kind: {facet: sorted(values) for facet, values in sorted(chosen.items()) if values}
            for kind, chosen in (("include", request.filters.include), ("exclude", request.filters.exclude))
        },
        "filters_in_words": in_filters(request.filters),
        "also_searched": sorted(request.manners),
        "sort": request.sort.value,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": f"newsreader {__version__}",
        "rules": RULES_VERSION,
        "archive": {"uuid": archive.uuid, "name": archive.name, "articles": result.of},
        "index_generation": result.generation,
        "archive_generation": archive.outbox.head(),
        "total": result.total,
        "ids": _ids(session, result.numbers),
    }


def _ids(session: Session, numbers: Sequence[int]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(numbers), _BATCH):
        batch = list(numbers[start : start + _BATCH])
        ids = session.archive.articles.ids_of(batch)
        found += [ids[number] for number in batch if number in ids]
    return found


def write(record: dict[str, Any], destination: Path) -> None:
    """Writes a record as CSV when the file's name ends so, else as JSON; an older file is replaced.

    Raises:
        ExportError: The file cannot be written.
        DiskFull: No room.
    """
    is_csv = destination.suffix.lower() == ".csv"
    with replacing(destination, "utf-8-sig" if is_csv else "utf-8") as out:
        if is_csv:
            _write_csv(record, out)
        else:
            json.dump(record, out, ensure_ascii=False, indent=2)
            out.write("\n")


def _write_csv(record: dict[str, Any], out: TextIO) -> None:
    """First what the record says, a name and a value a line; then rank and id of every article."""
    writer = csv.writer(out)
    writer.writerow(("name", "value"))
    for name, value in record.items():
        if name != "ids":
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            writer.writerow((name, guarded(text)))
    writer.writerow(())
    writer.writerow(("rank", "id"))
    writer.writerows(enumerate(record["ids"], start=1))
