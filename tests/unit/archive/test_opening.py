import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from newsreader import paths
from newsreader.archive import opening
from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.migrations import shipped
from newsreader.domain.article import PreparedArticle
from newsreader.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    NewsreaderError,
)

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]


@contextmanager
def changed(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        yield db


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may write anywhere; for a test of what one may not, be somebody else for a while."""
    if not hasattr(os, "setresuid") or os.getuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach, unlike root's temporary folders."""
    folder = Path(tempfile.mkdtemp(prefix="newsreader-test-"))
    folder.chmod(0o755)
    yield folder
    for entry in [folder, *folder.rglob("*")]:
        entry.chmod(0o755)
    shutil.rmtree(folder)


def test_a_new_archive_has_its_parts_and_opens_again(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "deep" / "er", "Mine")
    uuid = archive.uuid
    archive.close()
    assert sorted(entry.name for entry in (tmp_path / "deep" / "er").iterdir()) == [
        "archive.sqlite3",
        "backups",
        "pages",
    ]
    again = Archive.open(tmp_path / "deep" / "er")
    assert (again.uuid, again.name, again.is_read_only, again.why_read_only) == (uuid, "Mine", False, "")
    again.rename("Yours")
    again.close()
    assert Archive.open(tmp_path / "deep" / "er", read_only=True).name == "Yours"


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%20d é & ü;x=1"
    Archive.create(folder).close()
    archive = Archive.open(folder)
    archive.rename("x")
    assert archive.articles.count() == 0
    archive.close()


def test_an_archive_is_made_only_where_nothing_is(tmp_path: Path, archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="already holds an archive"):
        Archive.create(archive.folder)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").touch()
    with pytest.raises(ArchiveError, match="holds other files"):
        Archive.create(tmp_path / "letters")
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="No archive can be made"):
        Archive.create(tmp_path / "file")


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for folder, what in (("gone", "no folder"), ("file", "is a file"), ("empty", "holds no archive")):
        with pytest.raises(ArchiveMissing, match=what) as caught:
            Archive.open(tmp_path / folder)
        assert caught.value.remedy
    for start in (b"", b"Just some text", b"SQLite format 3\x00 and then nonsense" * 100):
        (tmp_path / "empty" / "archive.sqlite3").write_bytes(start)
        with pytest.raises(ArchiveDamaged, match=r"is not an archive|damaged"):
            Archive.open(tmp_path / "empty")
    (tmp_path / "folder" / "archive.sqlite3").mkdir(parents=True)
    with pytest.raises(ArchiveMissing, match="cannot be read"):
        Archive.open(tmp_path / "folder")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with changed(tmp_path / "archive.sqlite3") as db:
        db.execute("CREATE TABLE article (number)")
    with pytest.raises(ArchiveDamaged, match="another program"):
        Archive.open(tmp_path)


def test_a_newer_archive_is_refused_and_left_alone(archive: Archive) -> None:
    archive.close()
    with changed(archive.file) as db:
        db.execute("PRAGMA user_version = 999")
    before = archive.file.read_bytes()
    with pytest.raises(ArchiveTooNew, match="schema 999"):
        Archive.open(archive.folder)
    assert archive.file.read_bytes() == before
    assert not list((archive.folder / "backups").iterdir())


@pytest.mark.parametrize(
    "trap",
    [
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM tag; END",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
    ],
)
def test_an_archive_with_a_trap_in_it_is_refused(archive: Archive, trap: str) -> None:
    archive.close()
    with changed(archive.file) as db:
        db.execute(trap)
    with pytest.raises(ArchiveDamaged, match="no archive has"):
        Archive.open(archive.folder)


@pytest.mark.parametrize("uuid", ["../../elsewhere", "", None])
def test_an_archive_must_say_which_it_is(archive: Archive, uuid: str | None) -> None:
    archive.close()
    with changed(archive.file) as db:
        if uuid is None:
            db.execute("DELETE FROM meta WHERE key = 'uuid'")
        else:
            db.execute("UPDATE meta SET value = ? WHERE key = 'uuid'", (uuid,))
    with pytest.raises(ArchiveDamaged, match="which archive"):
        Archive.open(archive.folder)


def test_a_damaged_file_is_found_the_first_time_it_is_seen(archive: Archive, add: Add, article: Make) -> None:
    add(*(article(f"Text {n} " * 50, paper=f"Paper {n}", headline=f"H{n}") for n in range(300)))
    archive.close()
    pages = bytearray(archive.file.read_bytes())
    for start in range(8_192 * 8, len(pages), 8_192 * 3):
        pages[start : start + 64] = b"\xff" * 64
    archive.file.write_bytes(pages)
    Archive.open(archive.folder).close()  # known to this user: found by `verify`, not by opening
    shutil.rmtree(paths.cache_dir())
    with pytest.raises(ArchiveDamaged, match="damaged") as caught:
        Archive.open(archive.folder)
    assert "backups" in caught.value.remedy


def test_of_a_large_file_what_people_wrote_is_checked(
    archive: Archive, add: Add, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(*(article(f"Text {n}") for n in range(50)))
    for n in range(1, 51):
        archive.annotations.add(n, "", None, "long note " * 300, "yellow", "ann")
    archive.close()
    monkeypatch.setattr(opening, "_CHECKED_WHOLE", 0)
    shutil.rmtree(paths.cache_dir())
    Archive.open(archive.folder).close()
    with changed(archive.file) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'annotation'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    pages = bytearray(archive.file.read_bytes())
    pages[(root - 1) * size : root * size] = b"\xff" * size
    archive.file.write_bytes(pages)
    shutil.rmtree(paths.cache_dir())
    with pytest.raises(ArchiveDamaged, match="damaged"):
        Archive.open(archive.folder)


def test_a_file_is_checked_once_and_again_when_it_is_another(archive: Archive) -> None:
    archive.close()
    known = paths.cache_dir() / "checked.json"
    assert list(json.loads(known.read_text())) == [archive.uuid]
    known.write_text("no JSON")
    Archive.open(archive.folder).close()
    first = json.loads(known.read_text())
    shutil.copy(archive.file, archive.folder / "copy")
    (archive.folder / "copy").replace(archive.file)
    Archive.open(archive.folder).close()
    assert json.loads(known.read_text()) != first
    known.write_text("[]")
    known.chmod(0o400)
    Archive.open(archive.folder).close()


def test_a_cache_that_cannot_be_written_is_no_error(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.close()
    (tmp_path / "blocked").touch()
    monkeypatch.setenv("NEWSREADER_CACHE_DIR", str(tmp_path / "blocked"))
    Archive.open(archive.folder).close()


def test_reading_only_refuses_every_change(archive: Archive, add: Add, article: Make) -> None:
    add(article(headline="Truce"))
    archive.close()
    reader = Archive.open(archive.folder, read_only=True)
    assert reader.why_read_only == "it was opened for reading only"
    assert reader.articles.rows([1])[0].headline == "Truce"
    with pytest.raises(ArchiveReadOnly, match="for reading only"):
        reader.tags.add([1], "x", "ann")
    with pytest.raises(ArchiveReadOnly, match="Nothing can be imported"), reader.import_lock("import"):
        pass
    with reader.reading() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM article")
    before = archive.file.read_bytes()
    reader.close()
    assert sorted(entry.name for entry in archive.folder.iterdir()) == ["archive.sqlite3", "backups", "pages"]
    assert archive.file.read_bytes() == before


def test_an_archive_in_a_read_only_folder_opens_for_reading(public_folder: Path, article: Make, original: Make) -> None:
    archive = Archive.create(public_folder / "archive")
    archive.articles.add_many([article(headline="Truce")], original(article()))  # type: ignore[arg-type]
    archive.close()
    archive.file.chmod(0o444)
    archive.folder.chmod(0o555)
    with as_ordinary_user():
        reader = Archive.open(archive.folder)
        assert reader.is_read_only
        assert reader.why_read_only == "its folder is read-only"
        assert reader.articles.rows([1])[0].headline == "Truce"
        assert list(reader.browse.numbers()) == [1]
        with pytest.raises(ArchiveReadOnly):
            reader.articles.mark([1], "read", True, "ann")
        reader.close()
    assert sorted(entry.name for entry in archive.folder.iterdir()) == ["archive.sqlite3", "backups", "pages"]


def test_a_read_only_file_opens_for_reading(public_folder: Path) -> None:
    archive = Archive.create(public_folder / "archive")
    archive.close()
    archive.folder.chmod(0o777)
    archive.file.chmod(0o444)
    with as_ordinary_user():
        reader = Archive.open(archive.folder)
        assert reader.why_read_only == "its file is read-only"
        assert reader.articles.count() == 0
        reader.close()


def test_changes_left_in_the_log_of_a_read_only_folder_are_told(public_folder: Path) -> None:
    archive = Archive.create(public_folder / "archive")
    with archive.writing() as db:
        db.execute("PRAGMA wal_autocheckpoint = 0")
    archive.rename("Changed")
    stick = public_folder / "stick"
    stick.mkdir()
    shutil.copy(archive.file, stick)
    shutil.copy(f"{archive.file}-wal", stick)
    archive.close()
    for entry in stick.iterdir():
        entry.chmod(0o444)
    stick.chmod(0o555)
    with as_ordinary_user(), pytest.raises(ArchiveReadOnly, match="not closed properly"):
        Archive.open(stick)


def test_an_unreadable_archive_is_told(public_folder: Path) -> None:
    archive = Archive.create(public_folder / "archive")
    archive.close()
    archive.file.chmod(0o000)
    with as_ordinary_user(), pytest.raises(NewsreaderError, match="cannot be read") as caught:
        Archive.open(archive.folder)
    assert caught.value.remedy


def test_a_folder_that_lies_about_being_writable_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / opening.FILE_NAME).touch()

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)
    assert "Read-only file system" in opening.why_read_only(tmp_path)


def _made_older(file: Path) -> None:
    """Takes away what came after the fifth version of the schema."""
    with changed(file) as db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for migration in shipped():
            for name in re.findall(r"CREATE TABLE (\w+)", migration.sql) if migration.number > 5 else ():
                if name in there:
                    db.execute(f"DROP TABLE {name}")
        db.execute("PRAGMA user_version = 5")


def test_an_older_archive_in_a_read_only_folder_asks_to_be_copied(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.close()
    _made_older(archive.file)
    monkeypatch.setattr(opening, "why_read_only", lambda *_: "its folder is read-only")
    with pytest.raises(ArchiveReadOnly, match="older newsreader"):
        Archive.open(archive.folder, read_only=True)


def test_an_older_archive_is_brought_up_to_date_for_a_reader_too(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"))
    archive.close()
    _made_older(archive.file)
    with closing(Archive.open(archive.folder, read_only=True)) as again:
        assert again.is_read_only
        assert again.articles.count() == 1
        assert again.pages.count() == (0, 0)
        assert again.pages.issues() == []
    (kept,) = (archive.folder / "backups").glob("before-migration-from-5-*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (5,)


def test_a_copied_archive_begins_its_own_stretch_of_changes(
    archive: Archive, add: Add, article: Make, tmp_path: Path
) -> None:
    add(article("One"), article("Two"))
    token = archive.outbox.token(2)
    archive.close()
    shutil.copytree(archive.folder, tmp_path / "copy")
    one, other = Archive.open(archive.folder), Archive.open(tmp_path / "copy")
    assert one.uuid == other.uuid
    for copy in (one, other):
        assert copy.outbox.holds(0, "")
        assert copy.outbox.holds(2, token)
        copy.outbox.post([1])
        assert copy.outbox.holds(2, token)
        assert copy.outbox.holds(3, copy.outbox.token(3))
        assert not copy.outbox.holds(4, copy.outbox.token(3))
    assert not other.outbox.holds(3, one.outbox.token(3))
    assert not one.outbox.holds(3, other.outbox.token(3))
    for copy in (one, other):
        copy.close()
