import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.archive import database as database_module
from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.edge import translated, translating
from newsreader.domain.article import PreparedArticle
from newsreader.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    DiskFull,
    Interrupted,
)

Make = Callable[..., PreparedArticle]
Add = Callable[..., list[Outcome]]
ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_a_block_that_fails_is_undone_as_a_whole(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"))

    def half_done() -> None:
        with archive.writing():
            archive.tags.add([1], "sea", "ann")
            archive.articles.mark([1], "starred", True, "ann")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    found = archive.articles.get(1)
    assert (found.tags, found.is_starred) == ((), False)
    archive.tags.add([1], "sea", "ann")
    assert archive.articles.get(1).tags == ("sea",)


def test_reading_within_a_writing_block_sees_what_was_written_and_others_do_not(
    archive: Archive, add: Add, article: Make
) -> None:
    add(article("One"))
    seen: list[tuple[str, ...]] = []
    with archive.writing():
        archive.tags.add([1], "sea", "ann")
        assert archive.articles.get(1).tags == ("sea",)
        other = threading.Thread(target=lambda: seen.append(archive.articles.get(1).tags))
        other.start()
        other.join()
    assert seen == [()]
    assert archive.articles.get(1).tags == ("sea",)


def test_a_reading_block_sees_one_state_throughout(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"))
    with archive.reading():
        assert archive.articles.count() == 1
        writer = threading.Thread(target=add, args=(article("Two"),))
        writer.start()
        writer.join()
        assert archive.articles.count() == 1
    assert archive.articles.count() == 2


def test_many_threads_read_and_write_at_once(archive: Archive, add: Add, article: Make) -> None:
    add(*(article(f"Text {n}") for n in range(20)))
    failures: list[Exception] = []

    def work(name: str) -> None:
        try:
            for n in range(1, 11):
                archive.tags.add([n], name, "ann")
                assert name in archive.articles.get(n).tags
                archive.browse.places()
        except Exception as error:  # noqa: BLE001  # told below, on the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"tag{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [tag.count for tag in archive.tags.all()] == [10] * 4


def test_a_slow_question_is_stopped_from_another_thread(archive: Archive) -> None:
    caught: list[Exception] = []
    started = threading.Event()

    def ask() -> None:
        try:
            with archive.reading() as db:
                started.set()
                db.execute(ENDLESS).fetchone()
        except Interrupted as error:
            caught.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    started.wait()
    archive.interrupt_reads(thread=-1)  # somebody else's questions
    time.sleep(0.05)
    assert thread.is_alive()
    begin = time.monotonic()
    while thread.is_alive() and time.monotonic() - begin < 10:
        archive.interrupt_reads()
        thread.join(0.02)
    assert len(caught) == 1
    assert archive.articles.count() == 0


def test_closing_stops_readers_and_leaves_one_clean_file(archive: Archive, add: Add, article: Make) -> None:
    thread = threading.Thread(target=archive.articles.count)
    thread.start()
    thread.join()
    add(article("One"))
    assert archive.articles.count() == 1
    archive.close()
    archive.close()
    assert sorted(p.name for p in archive.folder.iterdir()) == ["archive.sqlite3", "backups", "pages"]
    for use in (archive.articles.count, lambda: archive.tags.add([1], "x", "ann")):
        with pytest.raises(ArchiveError, match="closed"):
            use()


def test_connections_of_ended_threads_are_let_go(archive: Archive) -> None:
    for _ in range(20):
        thread = threading.Thread(target=archive.articles.count)
        thread.start()
        thread.join()
    archive.articles.count()
    assert len(archive.database._readers) <= 2


def test_two_openers_write_in_turn_and_see_each_others_changes(archive: Archive, add: Add, article: Make) -> None:
    add(article("One"), article("Two"))
    other = Archive.open(archive.folder)
    archive.tags.add([1], "sea", "ann")
    other.tags.add([2], "sea", "bob")
    assert archive.articles.get(2).tags == other.articles.get(1).tags == ("sea",)
    other.close()
    assert archive.articles.count() == 2


def test_a_writer_that_takes_too_long_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    other = Archive.open(archive.folder)
    with archive.writing() as db:
        db.execute("UPDATE meta SET value = value")
        with pytest.raises(ArchiveBusy, match="another program"):
            other.rename("Other")
    other.rename("Other")
    other.close()


def test_a_missing_table_is_told_as_damage_and_a_bug_stays_a_bug(archive: Archive) -> None:
    with pytest.raises(ArchiveDamaged, match="no such table"), archive.reading() as db:
        db.execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.ProgrammingError), archive.reading() as db:
        db.execute("SELECT ?", ())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_BUSY", ArchiveBusy), ("SQLITE_LOCKED", ArchiveBusy), ("SQLITE_FULL", DiskFull),
        ("SQLITE_INTERRUPT", Interrupted), ("SQLITE_READONLY_DBMOVED", ArchiveReadOnly),
        ("SQLITE_CANTOPEN", ArchiveMissing),
        ("SQLITE_NOTADB", ArchiveDamaged), ("SQLITE_CORRUPT_INDEX", ArchiveDamaged), ("SQLITE_IOERR", ArchiveError),
        ("SQLITE_MISUSE", ArchiveError),
    ],
)  # fmt: skip
def test_every_sqlite_error_has_a_message_and_a_remedy(tmp_path: Path, name: str, kind: type[ArchiveError]) -> None:
    error = sqlite3.OperationalError("told by SQLite")
    error.sqlite_errorcode = getattr(sqlite3, name)
    found = translated(error, tmp_path / "archive.sqlite3")
    assert type(found) is kind
    assert found.remedy
    assert not found.message.endswith(".")


def test_a_write_error_on_a_full_disk_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 0})())
    assert isinstance(translated(error, tmp_path / "a"), DiskFull)
    assert not isinstance(translated(error, tmp_path / "a"), ArchiveDamaged)
    monkeypatch.undo()
    assert not isinstance(translated(error, tmp_path / "gone" / "a"), DiskFull)


def test_sqlite_errors_without_a_code_are_known_errors_too(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError), translating(tmp_path / "a"):
        raise sqlite3.DatabaseError("from Python itself")


def test_connections_trust_nothing_the_file_says(archive: Archive) -> None:
    with archive.reading() as db:
        assert db.execute("PRAGMA trusted_schema").fetchone() == (0,)
    with archive.writing() as db:
        assert db.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with archive.database.reading_alone() as db, closing(db.execute("SELECT count(*) FROM article")) as found:
        assert found.fetchone() == (0,)
