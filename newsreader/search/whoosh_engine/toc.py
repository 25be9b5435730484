"""The table of contents: whoosh's own file, with a checked end of ours, read without running anything in it.

whoosh keeps its list of segments as a pickle, and a pickle can run whatever it likes when it is read. Ours is read by
an unpickler that knows one class and no other. Behind whoosh's part stand the change of the archive that the index
has got to and a checksum over all of it; whoosh does not look that far.
"""

import io
import json
import os
import pickle
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from newsreader.errors import SearchIndexError
from newsreader.search.whoosh_engine.container import ContainerDamaged
from newsreader.search.whoosh_engine.schema import FORMAT_VERSION, schema
from newsreader.search.whoosh_engine.segment import EXTENSION, ArraySegment

INDEX_NAME: Final = "MAIN"
_END: Final = struct.Struct("<II8s")
_MAGIC: Final = b"NRTOC\x00\x00\x01"
_TOC_NAME: Final = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_ALLOWED: Final = {
    ("newsreader.search.whoosh_engine.segment", "ArraySegment"): ArraySegment,
}

# whoosh's constructors have no types.
_new_storage: Any = RamStorage
_new_toc: Any = TOC


class IndexMissing(SearchIndexError):
    """There is no index in the folder."""


class IndexOutdated(SearchIndexError):
    """The index was written in another format."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A state of the index.

    Attributes:
        number: whoosh's own number of the state.
        generation: Last change of the archive taken in.
        archive: Id of the archive that it is an index of.
        segments: Its segments.
    """

    number: int
    generation: int
    archive: str
    segments: tuple[ArraySegment, ...]


class _OnlySegments(pickle.Unpickler):
    """Reads a list of our segments and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a list of segments")
        return found


def latest_number(folder: Path) -> int:
    """Number of the latest state in a folder; -1 for none."""
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return -1
    return max((int(match[1]) for name in names if (match := _TOC_NAME.fullmatch(name))), default=-1)


def read_contents(folder: Path, number: int | None = None) -> Contents:
    """Reads the latest state.

    Raises:
        IndexMissing: There is none.
        IndexOutdated: It is of another format.
        ContainerDamaged: It is not what was written.
        OSError: It cannot be read.
    """
    if number is None:
        number = latest_number(folder)
    if number < 0:
        raise IndexMissing(f"There is no search index in {folder}", "It is built from the archive")
    path = folder / f"_{INDEX_NAME}_{number}.toc"
    data = path.read_bytes()
    about = _read_end(path, data)
    if about.get("format") != FORMAT_VERSION:
        raise IndexOutdated(f"{path.name} is of another version", "The search index is built again")
    try:
        segments = _read_segments(data)
        return Contents(number, int(about["generation"]), str(about["archive"]), segments)
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, struct.error, pickle.UnpicklingError) as error:
        raise ContainerDamaged(f"{path.name} makes no sense: {error}", "The search index is built again") from error


def _read_end(path: Path, data: bytes) -> dict[str, Any]:
    if len(data) < _END.size:
        raise ContainerDamaged(f"{path.name} is cut short", "The search index is built again")
    length, total, magic = _END.unpack(data[-_END.size :])
    about = data[-_END.size - length : -_END.size]
    if magic != _MAGIC or length > len(data) - _END.size or zlib.crc32(data[: -_END.size]) != total:
        raise ContainerDamaged(f"{path.name} is damaged", "The search index is built again")
    found = json.loads(about)
    if not isinstance(found, dict):
        raise ContainerDamaged(f"{path.name} makes no sense", "The search index is built again")
    return found


def _read_segments(data: bytes) -> tuple[ArraySegment, ...]:
    stream: Any = StructFile(io.BytesIO(data))
    for _ in range(3):
        stream.read_varint()
    stream.read_int()
    stream.read_int()
    for _ in range(3):
        stream.read_varint()
    stream.skip_string()
    stream.read_int()
    stream.read_int()
    found = _OnlySegments(io.BytesIO(data[stream.tell() :])).load()
    if not isinstance(found, list) or not all(isinstance(each, ArraySegment) for each in found):
        raise ValueError("it lists something else than segments")
    return tuple(found)


def write_contents(folder: Path, contents: Contents) -> None:
    """Writes a state so that it counts as a whole or not at all, and waits until the disk has it."""
    storage = _new_storage()
    toc = _new_toc(schema(), list(contents.segments), contents.number)
    toc.write(storage, INDEX_NAME)
    name = f"_{INDEX_NAME}_{contents.number}.toc"
    about = {"format": FORMAT_VERSION, "generation": contents.generation, "archive": contents.archive}
    data = storage.files[name] + json.dumps(about, sort_keys=True).encode()
    length = len(data) - len(storage.files[name])
    data += _END.pack(length, zlib.crc32(data), _MAGIC)
    unfinished = folder / f"{name}.new"
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    # The segments must be on the disk under their names before a table of contents names them.
    sync_folder(folder)
    unfinished.replace(folder / name)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the names in a folder; systems without that do it by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(folder: Path, contents: Contents) -> None:
    """Removes every file of the index that the present state does not name; what is in use elsewhere stays."""
    kept = {segment.file_name() for segment in contents.segments}
    kept.add(f"_{INDEX_NAME}_{contents.number}.toc")
    for path in folder.iterdir():
        is_ours = path.name.endswith((EXTENSION, ".toc", ".toc.new")) and INDEX_NAME in path.name
        if is_ours and path.name not in kept:
            try:
                path.unlink()
            except OSError:  # Windows does not remove a file that is open; the next commit does
                continue
