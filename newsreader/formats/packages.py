"""Digitized issues as they lie in folders: which file describes an issue, and which belong to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from newsreader.formats import alto, didl, hocr, issue_files, mets, mets_issue, page_article, page_xml, sniffing
from newsreader.formats.issue_pages import sheets
from newsreader.formats.mets_facts import holds_articles
from newsreader.formats.xml_documents import MAX_BYTES, XmlError, descendants, parse, part_of, text

_HEAD: Final = 8192
_CONTENTS: Final = "toc"
_ROOTS: Final = frozenset({"mets", "didl", "batch"})
_PAGES: Final = {"alto": alto.NAME, "pcgts": page_xml.NAME}
_PAGE_ENDINGS: Final = frozenset({"xml", "hocr", "html", "htm", "xhtml"})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the XML files of a folder are to each other.

    Attributes:
        parts: Files that are read with the issue they belong to; also below the folder.
        left_out: Names of files that describe no issue of their own, with why.
        weights: Names of files that describe an issue, with the bytes of the files with its words.
    """

    parts: frozenset[Path] = frozenset()
    left_out: tuple[tuple[str, str], ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)


NOTHING: Final = Arrangement()


def arrange(folder: Path, names: Sequence[str]) -> Arrangement:
    """What belongs together in a folder.

    Args:
        folder: The folder.
        names: Of the things in it, sorted.
    """
    described: dict[str, _Described] = {}
    left_out: list[tuple[str, str]] = []
    loose: list[str] = []
    is_reel = False
    for name in names:
        root = _root(folder / name) if name.lower().endswith(".xml") else ""
        if root == "alto":
            loose.append(name)
        elif root == "batch":
            left_out.append((name, f"lists the issues of a batch, which are found by themselves{_lost(folder / name)}"))
        elif root in _ROOTS:
            found = described[name] = _described(folder / name, root)
            if not found.is_issue:
                is_reel = True
                left_out.append((name, "describes a reel of microfilm, not an issue"))
        elif name.lower() == _CONTENTS:
            described |= _contents(folder / name)
    left_out += _doubles(described)
    parts = {path for found in described.values() for path in (*found.texts, *found.pictures)}
    # A description that names itself, or another one, as a page would go unread and untold.
    parts -= {folder / name for name in described}
    parts |= _pictures(folder, names)
    if is_reel:
        targets = [name for name in loose if folder / name not in parts]
        left_out += [(name, "shows a test target of the microfilm, not a page") for name in targets]
    weights = {name: sum(map(_size, found.texts)) for name, found in described.items() if found.texts}
    return Arrangement(frozenset(parts), tuple(left_out), weights) if parts or left_out else NOTHING


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class _Described:
    """What a document describes: the files with its words and its pictures as far as they are there.

    Attributes:
        missing: How many files with words are not there.
        is_issue: It describes an issue.
        is_marked: It says where its articles are.
    """

    texts: tuple[Path, ...] = ()
    pictures: tuple[Path, ...] = ()
    missing: int = 0
    is_issue: bool = True
    is_marked: bool = False


def _contents(folder: Path) -> dict[str, _Described]:
    """The descriptions of articles that lie in a folder of their own beside that of the pages."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.lower().endswith(".xml"))
    except OSError:
        # It is no folder, or walking it says what is wrong with it.
        return {}
    found = {f"{folder.name}/{path.name}": _described(path, "mets") for path in paths if _root(path) == "mets"}
    return {name: each for name, each in found.items() if each.is_marked}


def _doubles(described: Mapping[str, _Described]) -> list[tuple[str, str]]:
    """The descriptions of an issue that another one describes better.

    Better is one that marks articles, then one with fewer pages missing, then the first.
    """
    owners: dict[Path, str] = {}
    for name, found in sorted(described.items(), key=lambda item: (not item[1].is_marked, item[1].missing)):
        if found.texts and found.is_issue:
            owners.setdefault(found.texts[0], name)
    return [
        (name, f"describes the same issue as {owner}")
        for name, found in described.items()
        if found.texts and found.is_issue and (owner := owners[found.texts[0]]) != name
    ]


def _root(path: Path) -> str:
    return sniffing.xml_root(_head(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        # Reading it says what is wrong with it.
        return b""


def _lost(path: Path) -> str:
    """How many of the issues that a batch lists are not there, as the end of a sentence; "" for none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return ""
        listed = [mets.relative(text(found)) for found in descendants(parse(path.read_bytes()), "issue")]
    except (OSError, XmlError) as error:
        return f"; it cannot be read itself: {error}" if isinstance(error, OSError) else f"; it {error}"
    lost = [each for each in filter(None, listed) if part_of(path.parent, each) is None]
    return f"; {len(lost)} of the {len(listed)} it lists are not there, the first of them {lost[0]}" if lost else ""


def _pictures(folder: Path, names: Sequence[str]) -> set[Path]:
    """The pictures of pages that no issue describes: called as the file with the words, or as that file says."""
    pictures: dict[str, list[Path]] = {}
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if f"{dot}{ending.lower()}" in issue_files.KINDS:
            pictures.setdefault(stem, []).append(folder / name)
            pictures.setdefault(name, []).append(folder / name)
    found: set[Path] = set()
    for name in names if pictures else ():
        stem, _, ending = name.rpartition(".")
        head = _head(folder / name) if ending.lower() in _PAGE_ENDINGS else b""
        format_name = _PAGES.get(sniffing.xml_root(head), hocr.NAME if hocr.is_hocr(head) else "")
        if format_name:
            named = (PurePosixPath(each.replace("\\", "/")).name for each in page_article.names_of(head, format_name))
            found.update(path for key in (stem, *named) for path in pictures.get(key, ()))
    return found


def _described(path: Path, root: str) -> _Described:
    try:
        if path.stat().st_size > MAX_BYTES:
            return _Described()
        data = path.read_bytes()
        if root == "didl":
            return _Described(tuple(didl.text_files(data, path.parent)), tuple(didl.pictures(data, path.parent)))
        document, folder = mets_issue.in_its_folder(mets.read(data), path)
    except (OSError, XmlError):
        # Reading it says what is wrong with it.
        return _Described()
    texts = mets_issue.text_files(document, folder)
    missing = sum(sheet.text is not None for sheet in sheets(document)) - len(texts)
    if "reel" in document.kind:
        return _Described(tuple(texts), is_issue=False)
    pictures = tuple(mets_issue.pictures(document, folder))
    return _Described(tuple(texts), pictures, missing, is_marked=holds_articles(document.logical))
