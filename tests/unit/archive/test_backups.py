import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.archive import backups
from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.backups import back_up, copy_database, restore
from newsreader.domain.article import PreparedArticle
from newsreader.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, ArchiveTooNew, DiskFull, UsageError

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]


@pytest.fixture(autouse=True)
def articles(add: Add, article: Make) -> None:
    add(*(article(f"Text {n} " + "words " * 200) for n in range(100)))


def test_a_backup_makes_an_archive_like_it_but_another(archive: Archive, tmp_path: Path) -> None:
    archive.tags.add([1], "sea", "ann")
    steps: list[tuple[int, int]] = []
    file = back_up(archive, tmp_path / "copy.sqlite3", lambda done, total: steps.append((done, total)))
    assert steps
    assert steps[-1][0] == steps[-1][1]
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith((".", "copy"))) == ["copy.sqlite3"]
    restore(file, tmp_path / "restored")
    again = Archive.open(tmp_path / "restored")
    assert again.uuid != archive.uuid
    assert again.name == archive.name
    assert again.articles.get(1).tags == ("sea",)
    assert again.articles.many(range(1, 101)) == archive.articles.many(range(1, 101))
    again.tags.add([2], "land", "ann")
    again.close()


def test_nothing_but_an_older_backup_is_written_over(archive: Archive, tmp_path: Path) -> None:
    letter = tmp_path / "letter.odt"
    letter.write_bytes(b"precious")
    with pytest.raises(UsageError, match="no backup"):
        back_up(archive, letter)
    assert letter.read_bytes() == b"precious"
    other = Archive.create(tmp_path / "other")
    other.close()
    with pytest.raises(UsageError, match="another archive"):
        back_up(archive, other.file)


def test_a_folder_gets_a_file_with_the_moment_in_its_name(archive: Archive, tmp_path: Path) -> None:
    archive.rename("../My: archive/é")
    file = back_up(archive, tmp_path)
    assert file.parent == tmp_path
    assert file.name.startswith("My-archive-é-2")
    archive.rename("///")
    assert back_up(archive, tmp_path).name.startswith("archive-2")


def test_an_older_backup_is_replaced_in_one_step(archive: Archive, tmp_path: Path) -> None:
    target = back_up(archive, tmp_path / "copy.sqlite3")
    older = target.read_bytes()
    archive.tags.add([1], "sea", "ann")
    assert back_up(archive, target) == target
    assert target.read_bytes() != older


def test_backing_up_while_others_write(archive: Archive, add: Add, article: Make, tmp_path: Path) -> None:
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            add(*(article(f"More {written} {n} " + "words " * 100) for n in range(10)))
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        file = back_up(archive, tmp_path / "copy.sqlite3")
    finally:
        stop.set()
        writer.join()
    with closing(sqlite3.connect(file)) as db:
        articles = db.execute("SELECT count(*) FROM article").fetchone()[0]
        assert articles % 10 == 0
        assert articles == db.execute("SELECT count(*) FROM content").fetchone()[0]


def test_what_cannot_be_backed_up_to_is_told_and_left_alone(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the archive itself"):
        back_up(archive, archive.file)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="cannot be written"):
        back_up(archive, tmp_path / "file" / "copy.sqlite3")
    assert (tmp_path / "file").read_text() == "x"


def test_a_full_disk_leaves_nothing_behind(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DiskFull):
        back_up(archive, tmp_path / "out" / "copy.sqlite3")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_copy_that_is_not_sound_is_no_copy(archive: Archive, tmp_path: Path) -> None:
    archive.close()
    pages = bytearray(archive.file.read_bytes())
    for start in range(8_192 * 6, len(pages), 8_192 * 2):
        pages[start : start + 64] = b"\xff" * 64
    archive.file.write_bytes(pages)
    with closing(sqlite3.connect(archive.file)) as db, pytest.raises(ArchiveDamaged):
        copy_database(db, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


def test_what_is_no_backup_is_told_and_makes_nothing(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="no backup"):
        restore(tmp_path / "gone", tmp_path / "new")
    (tmp_path / "text").write_text("not a database")
    with pytest.raises(ArchiveDamaged):
        restore(tmp_path / "text", tmp_path / "new")
    newer = back_up(archive, tmp_path / "newer.sqlite3")
    with closing(sqlite3.connect(newer, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(ArchiveTooNew):
        restore(newer, tmp_path / "new")
    assert not (tmp_path / "new" / "archive.sqlite3").exists()
    good = back_up(archive, tmp_path / "good.sqlite3")
    with pytest.raises(ArchiveError, match="already holds"):
        restore(good, archive.folder)


def test_moments_stand_in_file_names() -> None:
    assert len(backups.moment()) == 16
    assert backups.moment().endswith("Z")
