"""Watched folders with a clock of their own: what is taken, when, and what is not taken again."""

import os
from pathlib import Path

import pytest

from newsreader.archive.opening import FILE_NAME
from newsreader.formats.walk import ARCHIVE_NAME
from newsreader.services.watching import Look, Watch, WatchedFolder
from tests.unit.formats import printing


class Clock:
    """Looks at a folder as time goes by."""

    def __init__(self, folder: Path) -> None:
        self.watch = Watch(WatchedFolder(str(folder)))
        self.now = 100.0

    def look(self, seconds: float = 0.0) -> Look:
        self.now += seconds
        return self.watch.look(self.now)

    def take(self) -> list[str]:
        """Waits until all is still, takes what is ready, and tells the names."""
        self.look()
        look = self.look(6)
        self.watch.done(look)
        return sorted(Path(path).name for path in look.ready)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def clock(folder: Path) -> Clock:
    return Clock(folder)


def test_a_file_is_taken_once_it_has_been_still(folder: Path, clock: Clock) -> None:
    file = folder / "a.txt"
    file.write_text("The men", encoding="utf-8")
    assert clock.look().unsettled == 1
    assert clock.look(3).ready == ()
    file.write_text("The men of the harbour", encoding="utf-8")
    assert clock.look(3).ready == ()
    assert clock.look(4).ready == ()
    look = clock.look(2)
    assert (look.ready, look.unsettled) == ((str(file),), 0)
    clock.watch.done(look)
    assert clock.look(60).ready == ()


def test_what_was_taken_is_taken_again_only_when_it_changes(folder: Path, clock: Clock) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", "deep/er/c.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    assert clock.take() == ["a.txt", "b.txt", "c.txt"]
    assert clock.take() == []
    os.utime(folder / "deep" / "b.txt", ns=(1, 1))
    assert clock.take() == ["b.txt"]
    (folder / "deep" / "d.txt").write_text("d", encoding="utf-8")
    assert clock.take() == ["d.txt"]
    remembered = Watch(clock.watch.folder, dict(clock.watch.taken))
    remembered.look(0.0)
    assert remembered.look(60.0) == Look()


def test_a_file_that_failed_is_tried_again_when_it_changes(folder: Path, clock: Clock) -> None:
    bad, box = folder / "bad.txt", folder / "box.zip"
    bad.write_bytes(b"")
    box.write_bytes(b"PK\x05\x06" + bytes(18))
    clock.look()
    look = clock.look(6)
    assert set(look.ready) == {str(bad), str(box)}
    clock.watch.done(look, [str(bad), f"{box}/member.txt"])
    assert clock.watch.failed == 2
    assert clock.take() == []
    bad.write_text("Now it has words", encoding="utf-8")
    assert clock.take() == ["bad.txt"]
    assert clock.watch.failed == 1


def test_what_is_hidden_unfinished_or_a_picture_is_not_taken(folder: Path, clock: Clock) -> None:
    (folder / ".git").mkdir()
    for name in (".hidden.txt", "~$a.txt", "scan.xml.part", "big.CRDOWNLOAD", ".git/config"):
        (folder / name).write_text("words", encoding="utf-8")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert clock.take() == []
    assert clock.watch.failed == 0


def test_an_archive_within_is_left_alone(folder: Path, clock: Clock) -> None:
    assert ARCHIVE_NAME == FILE_NAME
    (folder / "ours").mkdir()
    (folder / "ours" / FILE_NAME).write_text("not even opened", encoding="utf-8")
    (folder / "ours" / "a.txt").write_text("words", encoding="utf-8")
    assert clock.take() == []


def test_links_do_not_lead_in_circles(folder: Path, clock: Clock) -> None:
    (folder / "a.txt").write_text("words", encoding="utf-8")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nothing")
    assert clock.take() == ["a.txt"]


def test_a_folder_that_is_gone_is_told_and_comes_back(folder: Path, clock: Clock) -> None:
    (folder / "a.txt").write_text("words", encoding="utf-8")
    assert clock.take() == ["a.txt"]
    folder.rename(folder.parent / "away")
    look = clock.look(60)
    assert "is not there" in look.problem
    assert "Connect" in look.remedy
    folder.touch()
    assert "is no folder" in clock.look().problem
    folder.unlink()
    (folder.parent / "away").rename(folder)
    assert clock.look(60) == Look()
    (folder / "b.txt").write_text("words", encoding="utf-8")
    assert clock.take() == ["b.txt"]


def test_an_issue_is_taken_by_its_description_once_all_of_it_is_still(folder: Path, clock: Clock) -> None:
    whole = printing.write_issue(folder / "1919-05-14")
    pages = sorted(path for path in (folder / "1919-05-14").rglob("*.xml") if path != whole)
    text = pages[-1].read_text(encoding="utf-8")
    clock.look()
    pages[-1].write_text(text + "\n", encoding="utf-8")
    assert clock.look(6).ready == ()
    look = clock.look(6)
    assert look.ready == (str(whole),)
    clock.watch.done(look)
    assert clock.look(60) == Look()
    pages[-1].write_text(text, encoding="utf-8")
    assert clock.take() == [whole.name]


def test_a_great_many_files_are_taken_some_at_a_time(folder: Path, clock: Clock) -> None:
    for number in range(2_100):
        (folder / f"{number}.txt").write_text("words", encoding="utf-8")
    assert len(clock.take()) == 2_000
    assert len(clock.take()) == 100
