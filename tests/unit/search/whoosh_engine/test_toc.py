import os
import pickle
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex, toc, writer
from newsreader.search.whoosh_engine.container import ContainerDamaged
from newsreader.search.whoosh_engine.segment import ArraySegment
from newsreader.search.whoosh_engine.toc import IndexMissing, IndexOutdated, read_contents

Documents = Callable[[int, int], list[IndexDocument]]


class Harm:
    """A pickle that makes a folder when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


def plant(folder: Path, segments: object) -> None:
    """Puts a list of segments of one's own into a table of contents, with the right checksum."""
    contents = read_contents(folder)
    path = folder / f"_MAIN_{contents.number}.toc"
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, len(data) - toc._END.size)
    about = data[-toc._END.size - length : -toc._END.size]
    body = data[: -toc._END.size - length].replace(
        pickle.dumps(list(contents.segments), -1), pickle.dumps(segments, -1)
    )
    body += about
    path.write_bytes(body + toc._END.pack(length, zlib.crc32(body), toc._MAGIC))


def test_a_malicious_index_runs_nothing(tmp_path: Path, documents: Documents) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply(documents(3, 1), [], 1)
    index.close()
    target = tmp_path / "harm"
    plant(index.folder, [Harm(target)])
    with pytest.raises(ContainerDamaged, match="has no place"):
        read_contents(index.folder)
    assert not target.exists()
    assert "has no place" in index.problem()
    assert index.search(IndexRequest(parse("the").root)).total == 0
    assert not target.exists()
    # The same file does harm when whoosh itself opens it: that is why it never does.
    script = "import sys, whoosh.index; whoosh.index.open_dir(sys.argv[1]).searcher()"
    subprocess.run([sys.executable, "-c", script, str(index.folder)], capture_output=True, check=False)
    assert target.exists()


@pytest.mark.parametrize("segments", [{"not": "a list"}, ["text"], [1], [{"doc_count": 3}]])
def test_a_list_of_anything_else_is_refused(tmp_path: Path, documents: Documents, segments: object) -> None:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply(documents(3, 1), [], 1)
    plant(index.folder, segments)
    with pytest.raises(ContainerDamaged):
        read_contents(index.folder)


def test_every_flipped_byte_of_the_table_of_contents_is_found(tmp_path: Path, documents: Documents) -> None:
    folder = tmp_path / "index"
    WhooshIndex(folder, "archive").apply(documents(3, 1), [2], 1)
    path = folder / f"_MAIN_{read_contents(folder).number}.toc"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0x20
        path.write_bytes(damaged)
        with pytest.raises(ContainerDamaged):
            read_contents(folder)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        read_contents(tmp_path)
    segment = ArraySegment("MAIN", 10)
    segment.delete_documents([3, 1])
    toc.write_contents(tmp_path, toc.Contents(4, 17, "an archive", (segment,)))
    found = read_contents(tmp_path)
    assert (found.number, found.generation, found.archive) == (4, 17, "an archive")
    (read,) = found.segments
    assert read.segid == segment.segid
    assert list(read.deleted_docs()) == [1, 3]
    assert (read.doc_count(), read.doc_count_all()) == (8, 10)
    assert read.is_deleted(3)
    assert not read.is_deleted(2)
    read.delete_document(3, delete=False)
    read.delete_document(9)
    assert list(read.deleted_docs()) == [1, 9]


def test_another_format_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(toc, "FORMAT_VERSION", "older")
        with writer.writing(tmp_path):
            writer.create(tmp_path, "archive")
    with pytest.raises(IndexOutdated):
        read_contents(tmp_path)
    assert "another version" in WhooshIndex(tmp_path, "archive").problem()
