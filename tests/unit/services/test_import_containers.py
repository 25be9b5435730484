"""Containers imported: each member an original, a failure of one costs that one, nothing is read twice for nothing."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsreader import paths
from newsreader.domain.article import PreparedArticle
from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.formats.contents import Contents
from newsreader.services import import_worker, import_writer, ready_issues
from newsreader.services.importing import ImportControl, import_paths
from newsreader.services.scratch import scratch_folder
from newsreader.services.session import Session
from newsreader.text.prepare import prepare
from tests.unit.formats.test_containers import WORDS, issue_members, tar_bytes, zipped

Import = Callable[..., ImportReport]


@pytest.fixture
def run(session: Session) -> Import:
    def these(*files: Path, **more: object) -> ImportReport:
        return import_paths(session, ImportRequest(tuple(map(str, files)), jobs=1, **more))  # type: ignore[arg-type]  # as given

    return these


def _members(count: int) -> dict[str, bytes | str]:
    return {f"{number}.txt": f"{WORDS} The {number}th time they ask." for number in range(count)}


def _paths(session: Session) -> list[str]:
    with session.archive.reading() as db:
        return [row[0] for row in db.execute("SELECT path FROM sighting ORDER BY path")]


def test_members_go_in_and_a_second_import_is_over_at_once(
    session: Session, run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = zipped(tmp_path / "box.zip", _members(5))
    report = run(box)
    assert (report.added, report.failed) == (5, 0)
    assert _paths(session) == [str(box / f"{number}.txt") for number in range(5)]

    def forbidden(*_: object, **__: object) -> object:
        raise AssertionError("it was opened again")

    monkeypatch.setattr("newsreader.services.import_worker.Contents", forbidden)
    report = run(box)
    assert (report.added, report.duplicates, report.failed) == (0, 5, 0)
    copy = tmp_path / "copy of box.zip"
    copy.write_bytes(box.read_bytes())
    assert run(copy).duplicates == 5
    assert len(_paths(session)) == 10


def test_the_same_file_loose_and_in_a_container_is_there_once(session: Session, run: Import, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    assert run(tmp_path / "a.txt").added == 1
    report = run(zipped(tmp_path / "box.zip", {"a.txt": WORDS}))
    assert (report.added, report.duplicates) == (0, 1)
    assert report.duplicate_paths[0][0] == str(tmp_path / "box.zip" / "a.txt")


def test_a_container_with_a_failure_is_read_again_but_not_what_is_in(
    run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = zipped(tmp_path / "box.zip", {**_members(5), "empty.txt": ""})
    report = run(box)
    assert (report.added, report.failed) == (5, 1)
    assert report.failures[0].path == str(box / "empty.txt")
    prepared: list[object] = []

    def counted(*given: Any) -> PreparedArticle:
        prepared.append(given)
        return prepare(*given)

    monkeypatch.setattr(ready_issues, "prepare", counted)
    report = run(box)
    assert (report.added, report.duplicates, report.failed) == (0, 5, 1)
    assert not prepared


def test_another_program_reads_it_again(run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = zipped(tmp_path / "box.zip", _members(2))
    run(box)
    monkeypatch.setattr(import_writer, "FORMATS", {"one more": ""})
    opened: list[object] = []

    def counted(*given: Any, **more: Any) -> Contents:
        opened.append(given)
        return Contents(*given, **more)

    monkeypatch.setattr(import_worker, "Contents", counted)
    assert run(box).duplicates == 2
    assert opened
    opened.clear()
    assert run(box, format="zip").duplicates == 2
    assert opened


def test_a_dry_run_remembers_nothing(session: Session, run: Import, tmp_path: Path) -> None:
    box = zipped(tmp_path / "box.zip", _members(3))
    assert run(box, dry_run=True).added == 3
    with session.archive.reading() as db:
        assert db.execute("SELECT count(*) FROM container").fetchone() == (0,)
    assert run(box).added == 3
    assert run(box, dry_run=True).duplicates == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_cancelled_in_a_container_it_goes_on_the_next_time(session: Session, tmp_path: Path, jobs: int) -> None:
    many = zipped(tmp_path / "many.zip", _members(900), zipfile.ZIP_STORED)
    control = ImportControl()
    shown: list[str] = []

    def tell(progress: ImportProgress) -> None:
        if progress.current:
            shown.append(progress.current)
        if progress.added:
            control.cancel()

    request = ImportRequest((str(many), str(zipped(tmp_path / "big.zip", {"a.txt": "x " * 400_000}))), jobs=jobs)
    report = import_paths(session, request, tell, control)
    assert report.interrupted
    assert 0 < report.added < 900
    assert any("%" in current for current in shown)
    assert not list((paths.cache_dir() / "unpacked").iterdir())
    second = import_paths(session, ImportRequest((str(many),), jobs=jobs))
    assert second.added == 900 - report.added
    assert second.duplicates == report.added


@pytest.mark.parametrize("jobs", [1, 2])
def test_paused_in_a_container_nothing_comes_in(session: Session, tmp_path: Path, jobs: int) -> None:
    many = zipped(tmp_path / "many.zip", _members(700), zipfile.ZIP_STORED)
    big = zipped(tmp_path / "big.zip", {"a.txt": "x " * 400_000}, zipfile.ZIP_STORED)
    control = ImportControl()
    counts: list[int] = []

    def tell(progress: ImportProgress) -> None:
        if control.is_paused:
            counts.append(progress.added)
            if len(counts) == 12:
                control.resume()
        elif progress.added and not counts:
            control.pause()

    report = import_paths(session, ImportRequest((str(many), str(big)), jobs=jobs), tell, control)
    assert len(counts) == 12
    assert len(set(counts[3:])) == 1
    assert counts[-1] < 700
    assert report.added == 701


def test_an_issue_in_a_tar_is_kept_with_its_pages(session: Session, run: Import, tmp_path: Path) -> None:
    box = tmp_path / "issue.tar"
    box.write_bytes(tar_bytes(issue_members()))
    report = run(box)
    assert report.added == 2
    assert [failure.path for failure in report.failures] in ([], [str(box / "issue" / "1.tif")])
    assert run(box).added == 0


def test_folders_of_dead_processes_are_removed(home: Path) -> None:
    with scratch_folder() as first:
        left = Path(first).with_name("left")
        left.mkdir()
        (left / "a").write_text("x", encoding="utf-8")
        left.with_suffix(".lock").touch()
        with scratch_folder() as second:
            assert not left.exists()
            assert Path(first).is_dir()
            assert Path(second).is_dir()
    assert not list((paths.cache_dir() / "unpacked").iterdir())


def test_a_bug_within_a_container_is_told(run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __init__(self, *_: object, **__: object) -> None:
            self.share = 0.0

        def originals(self) -> object:
            raise ZeroDivisionError("of zero")

    monkeypatch.setattr("newsreader.services.import_worker.Contents", Broken)
    (failure,) = run(zipped(tmp_path / "box.zip", _members(1))).failures
    assert "met a bug" in failure.reason
    assert json.dumps(failure.remedy)


@pytest.mark.parametrize("name", ["issue.tar", "issue.zip", "issue.tar.gz"])
def test_pictures_of_pages_are_hashed_and_copied_out_of_containers(
    session: Session, run: Import, tmp_path: Path, name: str
) -> None:
    members = issue_members()
    box = tmp_path / name
    if name == "issue.zip":
        zipped(box, members)
    else:
        box.write_bytes(tar_bytes(members, "w:gz" if name.endswith("gz") else "w"))
    run(box)
    picture = members["issue/1.tif"]
    assert isinstance(picture, bytes)
    with session.archive.reading() as db:
        row = db.execute("SELECT image_path, image_sha256, image_size FROM page").fetchone()
    digest = hashlib.sha256(picture).hexdigest()
    assert row == (str(box / "issue" / "1.tif"), digest, len(picture))


def test_pictures_in_containers_are_copied_when_that_is_asked_for_later(
    session: Session, run: Import, tmp_path: Path
) -> None:
    members = issue_members()
    picture = tiff()
    box = zipped(tmp_path / "issue.zip", {**members, "issue/1.tif": picture})
    run(box)
    run(box, copy_pages=True)
    digest = hashlib.sha256(picture).hexdigest()
    assert (session.archive.folder / "pages" / digest[:2] / f"{digest}.tif").read_bytes() == picture
    assert run(box, copy_pages=True).added == 0


def tiff() -> bytes:
    """A picture of one dot."""
    tags = ((256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 122), (277, 1), (278, 1), (279, 1))
    entries = b"".join(struct.pack("<2HLHH", tag, 3, 1, value, 0) for tag, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + b"\0" * 5
