"""Issues that came in with something missing: told when it is there now, and read again then."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsreader.archive.archive import Archive
from newsreader.archive.lacking import Lack
from newsreader.formats import alto, didl, hocr, mets_issue, page_xml

_WITH_PAGES: Final = (mets_issue.NAME, didl.NAME, alto.NAME, page_xml.NAME, hocr.NAME, "pdf")


def worth_reading(archive: Archive, known: Mapping[Path, str], *, copies: bool) -> set[Path]:
    """Those of the files known by their bytes whose issues lack something that is there now.

    Args:
        archive: Where they are known.
        known: Path and SHA-256 of each.
        copies: Pictures of pages are to be copied.
    """
    lacks = archive.lacking.of(set(known.values()), _WITH_PAGES)
    return {
        path for path, sha256 in known.items() if sha256 in lacks and _is_there_now(lacks[sha256], path, copies=copies)
    }


def _is_there_now(lack: Lack, path: Path, *, copies: bool) -> bool:
    if not lack.path:
        return True
    here = path.absolute().parent
    there = Path(lack.path).parent
    if any(_has_come(Path(place), sha256, there, here) for place, sha256 in lack.files):
        return True
    for place, is_copied, was_read in lack.images:
        if is_copied:
            continue
        found = any(candidate.is_file() for candidate in _places(Path(place), there, here))
        if found and (copies or not was_read or not Path(place).is_file()):
            return True
    return False


def _has_come(place: Path, sha256: str, there: Path, here: Path) -> bool:
    """Whether a file that was missing or could not be read lies where it ought to now, with other bytes."""
    for candidate in _places(place, there, here):
        with suppress(OSError), candidate.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != sha256
    return False


def _places(place: Path, there: Path, here: Path) -> Iterator[Path]:
    """Where a file of an issue may be that was read in one folder and lies in another now."""
    if place.is_relative_to(there):
        yield here / place.relative_to(there)
    yield here / place.name
    yield place
