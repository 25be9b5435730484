"""Digitized issues as they lie in folders: which file describes an issue, and which belong to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsreader.formats import didl, hocr, issue_files, mets, mets_issue, sniffing
from newsreader.formats.xml_documents import MAX_BYTES, XmlError

_HEAD: Final = 8192
_ROOTS: Final = frozenset({"mets", "didl", "batch"})
_PAGES: Final = frozenset({"alto", "pcgts"})
_PAGE_ENDINGS: Final = frozenset({"xml", "hocr", "html", "htm", "xhtml"})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the XML files of a folder are to each other.

    Attributes:
        parts: Files that are read with the issue they belong to; also below the folder.
        left_out: Names of files that describe no issue of their own, with why.
    """

    parts: frozenset[Path] = frozenset()
    left_out: tuple[tuple[str, str], ...] = ()


NOTHING: Final = Arrangement()


def arrange(folder: Path, names: Sequence[str]) -> Arrangement:
    """What belongs together in a folder.

    Args:
        folder: The folder.
        names: Of the things in it, sorted.
    """
    parts: set[Path] = set()
    left_out: list[tuple[str, str]] = []
    owners: dict[Path, str] = {}
    loose: list[str] = []
    is_reel = False
    for name in names:
        root = _root(folder / name) if name.lower().endswith(".xml") else ""
        if root == "alto":
            loose.append(name)
        if root not in _ROOTS:
            continue
        if root == "batch":
            left_out.append((name, "lists the issues of a batch, which are found by themselves"))
            continue
        files, others, is_issue = _members(folder / name, root)
        if not is_issue:
            is_reel = True
            left_out.append((name, "describes a reel of microfilm, not an issue"))
        elif files and (owner := owners.get(files[0])):
            left_out.append((name, f"describes the same issue as {owner}"))
        for file in files:
            owners.setdefault(file, name)
        parts.update(files)
        parts.update(others)
    parts.update(_pictures(folder, names))
    if is_reel:
        targets = [name for name in loose if folder / name not in owners]
        left_out += [(name, "shows a test target of the microfilm, not a page") for name in targets]
    return Arrangement(frozenset(parts), tuple(left_out)) if parts or left_out else NOTHING


def _root(path: Path) -> str:
    return sniffing.xml_root(_head(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        # Reading it says what is wrong with it.
        return b""


def _pictures(folder: Path, names: Sequence[str]) -> set[Path]:
    """The pictures of pages that no issue describes, by their names: as the file with the words, but for the ending."""
    pictures: dict[str, list[Path]] = {}
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if f"{dot}{ending.lower()}" in issue_files.KINDS:
            pictures.setdefault(stem, []).append(folder / name)
    found: set[Path] = set()
    for name in names:
        stem, _, ending = name.rpartition(".")
        if stem in pictures and ending.lower() in _PAGE_ENDINGS and _is_page(folder / name):
            found.update(pictures[stem])
    return found


def _is_page(path: Path) -> bool:
    head = _head(path)
    return sniffing.xml_root(head) in _PAGES or hocr.is_hocr(head)


def _members(path: Path, root: str) -> tuple[list[Path], list[Path], bool]:
    """The files with the text of what a document describes, its pictures, and whether that is an issue."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return [], [], True
        data = path.read_bytes()
        if root == "didl":
            return didl.text_files(data, path.parent), didl.pictures(data, path.parent), True
        document = mets.read(data)
    except (OSError, XmlError):
        # Reading it says what is wrong with it.
        return [], [], True
    is_issue = "reel" not in document.kind
    others = mets_issue.pictures(document, path.parent) if is_issue else []
    return mets_issue.text_files(document, path.parent), others, is_issue
