"""Damage of every kind: the index is read right or owns up, and never answers wrongly."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.errors import SearchIndexError
from newsreader.search.grammar import parse
from newsreader.search.index import IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.search.whoosh_engine.manifest import Manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index = WhooshIndex(tmp_path / "index", "archive")
    index.apply([IndexDocument(number, body=f"harbour w{number}") for number in range(1, 30)], [], 29)
    index.close()
    return tmp_path / "index"


def segment(folder: Path) -> Path:
    return next(folder.glob("*.seg"))


def flip(path: Path, place: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(place * (len(data) - 1))] ^= 0x10
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda folder: cut(folder / "manifest"), "damaged"),
        (lambda folder: (folder / "manifest").write_bytes(b""), "damaged"),
        (lambda folder: (folder / "manifest").unlink(), "There is no index yet"),
        (lambda folder: segment(folder).unlink(), "missing"),
        (lambda folder: cut(segment(folder)), "lost a part"),
        (lambda folder: segment(folder).write_bytes(b""), "lost a part"),
        (lambda folder: segment(folder).write_bytes(b"x" * segment(folder).stat().st_size), "not a segment"),
        (lambda folder: Manifest("another").write(folder), "belongs to another archive"),
        *[(lambda folder, at=at: flip(segment(folder), at / 20), "") for at in range(21)],
        *[(lambda folder, at=at: flip(folder / "manifest", at / 7), "damaged") for at in range(8)],
    ],
)
def test_damage_is_owned_up_to(folder: Path, damage: Callable[[Path], object], problem: str) -> None:
    damage(folder)
    index = WhooshIndex(folder, "archive")
    assert index.problem()
    assert problem in index.problem()
    assert index.search(IndexRequest(parse("harbour").root)).total == 0
    assert index.generation == 0
    assert index.check() == index.problem()
    index.clear()
    index.apply([IndexDocument(1, body="harbour")], [], 29)
    assert index.problem() == ""
    assert list(index.search(IndexRequest(parse("harbour").root)).numbers) == [1]


def test_another_version_is_built_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.search.whoosh_engine.manifest.LAYOUT_VERSION", "99")
    index = WhooshIndex(folder, "archive")
    assert index.problem() == "The index was made by another version"
    with pytest.raises(SearchIndexError):
        index.apply([IndexDocument(1)], [], 30)


def test_a_segment_name_cannot_lead_out_of_the_folder(folder: Path) -> None:
    manifest = Manifest.read(folder, "archive")
    entry = manifest.segments[0]
    wild = type(entry)("../../etc", entry.documents, entry.size, entry.crc)
    Manifest("archive", 1, 1, (wild,)).write(folder)
    assert WhooshIndex(folder, "archive").problem() == "The list of segments makes no sense"


class Planted:
    """A pickle that would leave a trace when read."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, (str(self.trace),)


@pytest.mark.parametrize("name", ["_MAIN_1.toc", "manifest", "segment", "MAIN_abc.trm", "writing.lock"])
def test_a_planted_pickle_never_runs(folder: Path, tmp_path: Path, name: str) -> None:
    trace = tmp_path / "trace"
    target = segment(folder) if name == "segment" else folder / name
    target.write_bytes(pickle.dumps(Planted(trace)))
    index = WhooshIndex(folder, "archive")
    index.search(IndexRequest(parse("harbour OR w1*").root))
    index.clear()
    index.apply([IndexDocument(1, body="harbour")], [], 1)
    assert index.article_count == 1
    assert not trace.exists()


def test_what_a_commit_left_lying_is_cleared_away(folder: Path) -> None:
    (folder / "leftover.seg").write_bytes(b"half a segment")
    (folder / "manifest.1234.new").write_bytes(b"half a manifest")
    index = WhooshIndex(folder, "archive")
    assert index.article_count == 29
    index.apply([IndexDocument(30)], [], 30)
    assert {path.name for path in folder.iterdir() if path.suffix != ".seg"} <= {"manifest", "writing.lock"}
    assert not (folder / "leftover.seg").exists()


WRITER = """
import sys
from pathlib import Path
from newsreader.search.index import IndexDocument
from newsreader.search.whoosh_engine import WhooshIndex
index = WhooshIndex(Path(sys.argv[1]), "archive")
number = index.generation
while True:
    number += 1
    index.apply([IndexDocument(number, body=f"harbour w{number}")], [number - 5], number)
    print(number, flush=True)
"""


def test_killed_at_any_moment_it_holds_exactly_what_it_had_confirmed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for attempt in range(6):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        confirmed = int(process.stdout.readline())
        time.sleep(0.02 + 0.037 * attempt)
        process.kill()
        rest = process.stdout.read().split()
        process.stdout.close()
        process.wait()
        confirmed = int(rest[-1]) if rest else confirmed
        index = WhooshIndex(folder, "archive")
        assert index.problem() == ""
        # One commit may have been made whose confirmation was never printed.
        assert index.generation in (confirmed, confirmed + 1)
        last = index.generation
        assert list(index.numbers()) == list(range(max(1, last - 4), last + 1))
        hits = index.search(IndexRequest(parse("harbour").root))
        assert sorted(hits.numbers) == list(index.numbers())
        assert index.check() == ""
        index.close()
