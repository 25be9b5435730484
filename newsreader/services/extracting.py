"""The records that files would become, without an archive."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsreader import __version__
from newsreader.domain.field import Field
from newsreader.domain.ids import article_id
from newsreader.domain.profile import AS_GUESSED, ImportProfile, Reading
from newsreader.domain.record import of_prepared
from newsreader.errors import SourceFileError
from newsreader.formats.reader import read
from newsreader.formats.walk import Found, Skipped, walk
from newsreader.services.ready_issues import Printings
from newsreader.services.stated_fields import profile_fields, stated_fields, with_stated
from newsreader.text.prepare import prepare

IMPORTER = f"newsreader {__version__}"
"""How this program signs what it brings in."""


def extract(
    paths: Sequence[Path],
    format_name: str = "",
    hints: Mapping[str, str] | None = None,
    profile: ImportProfile | None = None,
) -> list[dict[str, Any]]:
    """The records of files, in order.

    Args:
        paths: Files and folders.
        format_name: A format, or "" to detect it.
        hints: Values stated for all of them: `paper`, `country`, `date`, `language`.
        profile: What else holds for them: columns of records, how dates and names are written; checked before.

    Returns:
        One record an article. A file that cannot be read gives `{"file": {"path"}, "error": {"reason", "remedy"}}`.

    Raises:
        UsageError: There is no such format, or a hint makes no sense.
    """
    return list(_records(paths, format_name, hints or {}, profile))


def _records(
    paths: Sequence[Path], format_name: str, hints: Mapping[str, str], profile: ImportProfile | None
) -> Iterator[dict[str, Any]]:
    reading = profile.reading if profile else AS_GUESSED
    fields = stated_fields(hints)
    for path in _files(paths):
        if isinstance(path, Skipped):
            if path.failure:
                yield _unread(path.path, path.reason, path.remedy)
            continue
        stated = {**(profile_fields(profile, str(path)) or {}), **fields}
        yield from _of_file(path, format_name, stated, reading)


def _of_file(path: Path, format_name: str, fields: Mapping[str, Field], reading: Reading) -> Iterator[dict[str, Any]]:
    problems: list[dict[str, Any]] = []
    printings = Printings()
    try:
        for source in read(path, format_name, lambda *problem: problems.append(_unread(*problem)), reading):
            prepared = prepare(with_stated(source, fields))
            id_ = article_id(source.sha256, source.member)
            yield of_prepared(prepared, id_, IMPORTER, printings.of(prepared))
    except SourceFileError as error:
        yield _unread(path, reason_about(path, error), error.remedy)
    else:
        yield from problems


def _unread(path: Path, reason: str, remedy: str) -> dict[str, Any]:
    return {"file": {"path": str(path)}, "error": {"reason": reason, "remedy": remedy}}


def _files(paths: Sequence[Path]) -> Iterator[Path | Skipped]:
    """The paths, with what lies in a folder instead of the folder."""
    for path in paths:
        if path.is_dir():
            yield from (found.path if isinstance(found, Found) else found for found in walk([path]))
        else:
            yield path


def reason_about(path: Path, error: SourceFileError) -> str:
    """The message of an error without the file's name at its front, for reports that name the file themselves."""
    return error.message.removeprefix(f"{path} ")
