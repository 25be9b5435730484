"""The articles a query finds, as a file for other programs."""

import csv
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from newsreader.archive.opening import bears_our_mark
from newsreader.domain.query import Filters, Notice, Sort
from newsreader.domain.record import of_article
from newsreader.errors import DiskFull, NewsreaderError, UsageError
from newsreader.services import indexing, searching
from newsreader.services.session import Session

FORMATS: Final = ("jsonl", "csv")

_COLUMNS: Final = (
    "id", "headline", "subheadline", "byline", "paper", "agency", "provider", "source", "date", "place", "country",
    "region", "language", "section", "page", "edition", "volume", "issue", "rights", "tags", "notes", "quality", "text",
    "file",
)  # fmt: skip
_BATCH: Final = 100
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


class ExportError(NewsreaderError):
    """The file cannot be written."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Attributes:
        exported: Number of articles.
        notices: What could not be understood of the query.
    """

    exported: int
    notices: tuple[Notice, ...] = ()


def export(
    session: Session,
    query: str,
    format_name: str,
    destination: Path | TextIO,
    *,
    filters: Filters | None = None,
    sort: Sort = Sort.DATE,
    manners: frozenset[str] = frozenset(),
) -> ExportReport:
    """Writes all articles a query finds.

    Args:
        session: The archive.
        query: As typed; empty for all articles.
        format_name: One of `FORMATS`.
        destination: A file, replaced only once the new one is complete; or an open text stream.
        filters: Nodes of the browse tree that narrow it further.
        sort: The order of the articles.
        manners: What is searched beside every word, as in `SearchRequest`.

    Raises:
        UsageError: There is no such format.
        ExportError: The file cannot be written.
        DiskFull: No room for the file; an older one is still there.
    """
    if format_name not in FORMATS:
        raise UsageError(f"There is no export format {format_name}", f"Use one of: {', '.join(FORMATS)}.")
    indexing.update(session)
    request = searching.SearchRequest(text=query, filters=filters or Filters(), sort=sort, limit=0, manners=manners)
    result = searching.search(session, request)
    records = _records(session, result.numbers)
    write: Callable[[TextIO, Iterable[dict[str, Any]]], int] = _write_csv if format_name == "csv" else _write_jsonl
    if not isinstance(destination, Path):
        return ExportReport(write(destination, records), result.query.notices)
    encoding = "utf-8-sig" if format_name == "csv" else "utf-8"  # spreadsheet programs take UTF-8 only with its mark
    with replacing(destination, encoding) as out:
        return ExportReport(write(out, records), result.query.notices)


def _records(session: Session, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(numbers), _BATCH):
        for article in session.archive.articles.many(numbers[start : start + _BATCH]):
            yield of_article(article)


@contextmanager
def replacing(destination: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream whose contents take the place of a file once they are complete and on the disk.

    Raises:
        ExportError: The file cannot be written.
        DiskFull: No room; an older file is still there.
    """
    if destination.is_dir():
        raise ExportError(f"{destination} is a folder", "Give the name of a file in it.")
    if destination.is_file() and bears_our_mark(destination):
        raise ExportError(f"{destination} is an archive or a backup of one", "Give another file.")
    try:
        if destination.exists() and not destination.is_file():  # a pipe or a device takes no replacing
            with destination.open("w", encoding=encoding, newline="") as out:
                yield out
            return
        handle, name = tempfile.mkstemp(dir=destination.parent, prefix=f".{destination.name[:50]}-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline="") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(destination)
        finally:
            temporary.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(f"No room to write {destination}", "Free some space, then export again.") from error
        reason = error.strerror or str(error)
        raise ExportError(f"{destination} cannot be written: {reason}", "Choose another place.") from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _write_jsonl(out: TextIO, records: Iterable[dict[str, Any]]) -> int:
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
        count += 1
    return count


def _write_csv(out: TextIO, records: Iterable[dict[str, Any]]) -> int:
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    count = 0
    for record in records:
        writer.writerow([_cell(record, name) for name in _COLUMNS])
        count += 1
    return count


def _cell(record: dict[str, Any], name: str) -> str:
    if name == "file":
        value: Any = record["file"]["path"]
    elif name == "notes":
        value = [body["value"] for one in record["annotations"] for body in one.get("body", [])]
    else:
        value = record[name]
    text = "; ".join(str(part) for part in value) if isinstance(value, list) else "" if value is None else str(value)
    return guarded(text.encode("utf-8", "replace").decode("utf-8"))


def guarded(text: str) -> str:
    """The text as a cell no spreadsheet program takes for a formula, whoever wrote the article."""
    # An apostrophe is how spreadsheet programs themselves mark text: https://owasp.org/www-community/attacks/CSV_Injection
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
