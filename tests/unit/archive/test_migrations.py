import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.archive import migrations, opening
from newsreader.archive.archive import Archive
from newsreader.archive.migrations import Migration, shipped, statements
from newsreader.errors import ArchiveDamaged, NewsreaderError

UUID = "6a8e1f8e-2f0b-4a8e-9d2b-0d8c5b1c7a11"


def first_archive(folder: Path) -> Path:
    """An archive as the first schema wrote it, by its own statements and nothing newer."""
    folder.mkdir()
    file = folder / "archive.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        for statement in statements(shipped()[0].sql):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")
        db.executemany("INSERT INTO meta VALUES (?, ?)", [("uuid", UUID), ("name", "Old")])
        db.execute("INSERT INTO original VALUES ('ab', 4, x'789c2b49ad280100046701c6')")
        db.execute(
            "INSERT INTO article (number, id, original, fingerprint, added, headline)"
            " VALUES (7, 'aaaabbbbccccdddd', 'ab', 'f', '2026-01-01T00:00:00.000Z', 'Truce')"
        )
        db.execute(
            "INSERT INTO content VALUES (7, NULL, '[]', '{}', '1', '/in/a.txt', '', 'text', 'utf-8', 'newsreader 0')"
        )
        db.execute("INSERT INTO outbox (article) VALUES (7)")
    return file


def test_an_older_archive_is_brought_up_to_date_with_a_backup_first(tmp_path: Path) -> None:
    first_archive(tmp_path / "old")
    archive = Archive.open(tmp_path / "old")
    with archive.reading() as db:
        assert migrations.version_of(db) == shipped()[-1].number
    assert archive.articles.get(7).raw == "text"
    assert archive.articles.number_of("aaaabbbb") == 7
    assert archive.outbox.holds(1, archive.outbox.token(1))
    assert archive.uuid == UUID
    archive.close()
    (backup,) = (tmp_path / "old" / "backups").iterdir()
    with closing(sqlite3.connect(backup)) as db:
        assert migrations.version_of(db) == 1
        assert db.execute("SELECT headline FROM article").fetchall() == [("Truce",)]
    Archive.open(tmp_path / "old").close()
    assert len(list((tmp_path / "old" / "backups").iterdir())) == 1


def test_a_new_archive_needs_no_backup(archive: Archive) -> None:
    assert not list((archive.folder / "backups").iterdir())


def test_a_migration_that_fails_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = first_archive(tmp_path / "old")
    broken = Migration(2, "CREATE TABLE new (x);\nINSERT INTO new VALUES (1);\nINSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(migrations, "shipped", lambda: (shipped()[0], broken))
    with pytest.raises(NewsreaderError):
        Archive.open(tmp_path / "old")
    with closing(sqlite3.connect(file)) as db:
        assert migrations.version_of(db) == 1
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'new'").fetchone() == (0,)


def test_rows_that_belong_to_nothing_are_found_after_migrating(tmp_path: Path) -> None:
    file = first_archive(tmp_path / "old")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("INSERT INTO article_tag VALUES (7, 99)")
    with pytest.raises(ArchiveDamaged, match="article_tag"):
        Archive.open(tmp_path / "old")


def test_a_migration_another_process_was_quicker_with_is_not_run_twice(tmp_path: Path) -> None:
    file = first_archive(tmp_path / "old")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:

        def other_process(_: int) -> None:
            with closing(sqlite3.connect(file, isolation_level=None)) as other:
                migrations.migrate(other, "old")

        assert migrations.migrate(db, "old", other_process) == [number.number for number in shipped()[1:]]
        assert migrations.version_of(db) == shipped()[-1].number


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in shipped()] == list(range(1, len(shipped()) + 1))


@pytest.mark.parametrize(
    ("script", "parts"),
    [
        ("SELECT 1;\nSELECT 2;\n", ["SELECT 1;", "SELECT 2;"]),
        ("-- a; b\nSELECT ';\n';\n", ["-- a; b\nSELECT ';\n';"]),
        ("", []),
    ],
)
def test_scripts_are_cut_into_statements(script: str, parts: list[str]) -> None:
    assert list(statements(script)) == parts
