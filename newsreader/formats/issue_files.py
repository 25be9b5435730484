"""The files that belong to a described issue: read, told of when they cannot be, and the best picture of a page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Generic, TypeVar

from newsreader.domain.issue import PageImage, PartFile
from newsreader.formats.xml_documents import MAX_BYTES, Problem, XmlError, part_of

PartBytes = Callable[[str], bytes | None]
"""Gives the bytes of a file of an issue by the reference in the describing file; None when it is missing.

It may raise OSError, or XmlError whose message is the end of a sentence about the file.
"""

KINDS: Final = {
    ".tif": "tiff", ".tiff": "tiff", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".pdf": "pdf", ".jp2": "jp2",
    ".j2k": "jp2", ".jpf": "jp2", ".jpx": "jp2",
}  # fmt: skip
"""What kind of picture a name's ending means."""
_MIMES: Final = {
    "image/tiff": "tiff", "image/tif": "tiff", "image/jpeg": "jpeg", "image/jpg": "jpeg", "image/png": "png",
    "application/pdf": "pdf", "image/jp2": "jp2", "image/jpeg2000": "jp2", "image/jpx": "jp2",
}  # fmt: skip
_RANKS: Final = {"tiff": 0, "jpeg": 1, "png": 2, "pdf": 3, "jp2": 4}
"""What can be shown at its best comes first; JPEG 2000 needs a decoder that is not always there."""
_SMALL: Final = ("thumb", "vignette", "preview", "_th.")
_Content = TypeVar("_Content")


@dataclass(frozen=True, slots=True)
class Part(Generic[_Content]):
    """A file of an issue as it was read.

    Attributes:
        content: What it holds; None when it cannot be read.
        file: Its bytes with its name; empty bytes when it is missing.
        problem: Why it cannot be read, as the end of a sentence about it, or "".
    """

    content: _Content | None
    file: PartFile
    problem: str = ""


def on_disk(folder: Path) -> PartBytes:
    """Reads parts that lie at or below a folder."""

    def read(href: str) -> bytes | None:
        place = part_of(folder, href)
        if place is None:
            return None
        if place.stat().st_size > MAX_BYTES:
            raise XmlError("is too large for a part of an issue")
        return place.read_bytes()

    return read


def read_part(
    files: PartBytes, folder: Path, href: str, read: Callable[[bytes], _Content], on_problem: Problem | None
) -> Part[_Content]:
    """What a file that belongs to an issue holds; why it cannot be read is told.

    Args:
        files: Gives its bytes.
        folder: Where the issue lies.
        href: How the issue calls it.
        read: Makes its bytes into what they hold; may raise XmlError.
        on_problem: Told of why it cannot be read.
    """
    data, place = b"", part_of(folder, href) or folder / href.replace("\x00", "")
    remedy = "Fetch this file again, then import the issue again."
    try:
        found = files(href)
        if found is not None:
            data = found
            return Part(read(data), PartFile(href, str(place), data))
        reason, remedy = "is missing", "Put it beside the file that describes the issue, then import the issue again."
    except XmlError as error:
        reason = str(error)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
    if on_problem:
        on_problem(place, reason, remedy)
    return Part(None, PartFile(href, str(place), data), reason)


def is_picture(name: str) -> bool:
    """Whether a name is that of a picture of any size, or of a PDF."""
    return PurePosixPath(name).suffix.lower() in KINDS


def image_kind(name: str, mime: str = "") -> str:
    """The kind of picture a file is by its MIME type or its name; "" when it is none, or only a small one."""
    if any(word in name.lower() for word in _SMALL):
        return ""
    return _MIMES.get(mime) or KINDS.get(PurePosixPath(name).suffix.lower(), "")


def page_image(
    folder: Path, named: Iterable[tuple[str, str]], text: str = "", whole: tuple[str, int] = ("", 0)
) -> PageImage | None:
    """The best picture of a page among those named and those beside its words under the same name.

    Args:
        folder: Where the issue lies; nothing outside it is looked at.
        named: Reference and MIME type of each file of the page.
        text: Reference to the file with its words, or "".
        whole: Reference to a PDF of the whole issue, or "", and which page of that this is, from 0.

    Returns:
        One that exists; else the best of those named, where it ought to be; else None.
    """
    known = sorted(
        ((kind, href) for href, mime in named if (kind := image_kind(href, mime))), key=lambda each: _RANKS[each[0]]
    )
    for kind, href in known:
        place = part_of(folder, href)
        if place is not None:
            return PageImage(str(place), kind)
    for href in (text, *(href for _, href in known)):
        for place in beside(folder, href):
            return PageImage(str(place), KINDS[place.suffix.lower()])
    issue = part_of(folder, whole[0])
    if issue is not None:
        return PageImage(str(issue), "pdf", whole[1])
    missing = next(((kind, name) for kind, href in known if (name := _inside(href))), None)
    return PageImage(str(folder / missing[1]), missing[0]) if missing else None


def _inside(href: str) -> str:
    """Where a file that is missing ought to be, never outside the issue's folder; "" when that is nowhere."""
    path = PurePosixPath(href.replace("\x00", ""))
    if path.name in {"", ".."}:
        return ""
    return str(path) if ".." not in path.parts and not path.is_absolute() else path.name


def lone_image(path: Path, named: str = "", frame: int = 0) -> PageImage | None:
    """The picture of a page that no issue describes: beside its file under the same name, else the one its file names.

    Args:
        path: The file with its words.
        named: As that file calls its picture, often by a path on the machine that recognized it.
        frame: Which page of the picture's file.
    """
    for place in beside(path.parent, path.name):
        return PageImage(str(place), KINDS[place.suffix.lower()], frame)
    name = PurePosixPath(named.strip().replace("\\", "/")).name.replace("\x00", "")
    kind = image_kind(name)
    return PageImage(str(path.parent / name), kind, frame) if kind else None


def beside(folder: Path, href: str) -> Iterator[Path]:
    """The pictures that lie where a file lies and are called as it is but for the ending, the best first."""
    if PurePosixPath(href).name:
        stem = PurePosixPath(href).with_suffix("")
        for ending in KINDS:
            for spelled in (ending, ending.upper()):
                place = part_of(folder, f"{stem}{spelled}")
                if place is not None:
                    yield place
