"""Statistics, backups and verification of a whole archive."""

from collections.abc import Callable
from pathlib import Path

from newsreader import paths
from newsreader.archive.archive import Archive
from newsreader.domain.article import PreparedArticle
from newsreader.services import (
    annotating,
    backing_up,
    correcting,
    indexing,
    reading,
    statistics,
    tagging,
    trash,
    verifying,
)
from newsreader.services.index_documents import document_of
from newsreader.services.session import Session

AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


def test_statistics_count_and_measure(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(
        article("One", paper="A", country="CA", region="021", date="1901", language="en"),
        article("Two", paper="B", country="CA", region="021"),
        article("Three", paper="B"),
    )
    found = statistics.stats(session)
    assert found["articles"] == found["originals"] == 3
    assert found["original_bytes"] == len("OneTwoThree")
    assert found["archive_bytes"] >= session.archive.file.stat().st_size
    assert list(found["by_paper"].items()) == [("B", 2), ("A", 1)]
    assert found["by_country"] == {"Canada": 2, "(unknown)": 1}
    assert found["by_region"] == {"Northern America": 2, "(unknown)": 1}
    assert found["by_year"] == {"1901": 1, "(unknown)": 2}
    assert found["by_language"] == {"(unknown)": 2, "English": 1}


def test_a_backup_restores_everything(session: Session, add_to: AddTo, article: Make, tmp_path: Path) -> None:
    (id_,) = add_to(article("One har- bour"))
    tagging.add(session, [id_], "sea")
    annotating.note_on_article(session, id_, "note")
    correcting.edit(session, id_, {"paper": "The Globe"})
    file = backing_up.backup(session, tmp_path / "copy.sqlite3")
    folder = backing_up.restore(file, tmp_path / "again")
    again = Archive.open(folder)
    assert again.articles.get(1) == reading.article(session, id_)
    again.close()


def test_a_sound_archive_and_its_index_verify(session: Session, add_to: AddTo, article: Make) -> None:
    ids = add_to(*(article(f"Text {n}") for n in range(5)))
    trash.to_trash(session, ids[:1])
    indexing.update(session)
    steps: list[tuple[int, int]] = []
    report = verifying.verify(session, lambda done, total: steps.append((done, total)))
    assert (report.ok, report.checked, report.problems) == (True, 5, ())
    assert steps[-1] == (10, 10)


def test_what_waits_for_the_index_is_no_problem(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(article("One"))
    indexing.update(session)
    add_to(article("Two"))
    assert verifying.verify(session).ok


def test_an_index_that_lacks_an_article_or_has_one_too_many_is_told(
    session: Session, add_to: AddTo, article: Make
) -> None:
    ids = add_to(article("One"), article("Two"))
    indexing.update(session)
    session.index.clear()
    session.index.apply([document_of(reading.article_by_number(session, 2))], [], session.archive.outbox.head())
    report = verifying.verify(session)
    assert [(problem.id, "lacks" in problem.what) for problem in report.problems] == [(ids[0], True)]
    assert verifying.verify(session, with_index=False).ok
    indexing.rebuild(session)
    with session.archive.writing() as db:
        db.execute("UPDATE article SET trashed = 'now' WHERE number = 2")
    report = verifying.verify(session)
    assert [(problem.id, "archive has not" in problem.what) for problem in report.problems] == [(ids[1], True)]


def test_a_damaged_original_is_told(session: Session, add_to: AddTo, article: Make) -> None:
    (id_,) = add_to(article("One"))
    with session.archive.writing() as db:
        db.execute("UPDATE original SET data = x'00'")
    report = verifying.verify(session, with_index=False)
    assert not report.ok
    assert {problem.id for problem in report.problems} == {id_}
    assert all(problem.remedy for problem in report.problems)


def test_a_file_too_damaged_to_go_through_is_told(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(article("One"))
    with session.archive.writing() as db:
        db.execute("ALTER TABLE original RENAME COLUMN data TO gone")
    report = verifying.verify(session, with_index=False)
    assert any("no such column" in problem.what for problem in report.problems)


def test_a_table_that_is_not_what_it_should_be_is_told(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(article("One"))
    with session.archive.writing() as db:
        db.execute("ALTER TABLE article RENAME COLUMN words TO gone")
    report = verifying.verify(session, with_index=False)
    assert any("no such column: words" in problem.what for problem in report.problems)


def test_a_damaged_index_is_told(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(*(article(f"Text {n}") for n in range(20)))
    indexing.update(session)
    for file in paths.index_dir(session.archive.uuid).rglob("*"):
        if file.is_file() and file.stat().st_size:
            file.write_bytes(b"\xff" * file.stat().st_size)
    session.close()
    with Session.open(session.archive.folder) as again:
        (problem,) = verifying.verify(again).problems
    assert "search index" in problem.what
    assert "index rebuild" in problem.remedy
