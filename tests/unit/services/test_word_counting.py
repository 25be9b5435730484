"""Counting an archive's words: once each, whatever ends an import, and the same whatever reads it."""

from pathlib import Path

import pytest

from newsreader.archive import vocabulary
from newsreader.domain.importing import ImportRequest
from newsreader.services import word_counting
from newsreader.services.importing import import_paths
from newsreader.services.learning import knowledge_of
from newsreader.services.session import Session
from newsreader.services.word_counting import WordCounting, rebuild


def _write(folder: Path, count: int, first: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        rare = f"brindleworth{'abcdefghij'[number % 10]}"
        text = f"The quayside cranes were silent on that day {number}, said Mr. {rare}, and the dockers went home.\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def _import(session: Session, folder: Path, jobs: int = 1) -> None:
    import_paths(session, ImportRequest((str(folder),), {}, jobs=jobs))


def test_an_import_knows_what_earlier_imports_brought(session: Session, tmp_path: Path) -> None:
    assert knowledge_of(session).words == {}
    _import(session, _write(tmp_path / "in", 20))
    known = knowledge_of(session)
    assert known.articles_with("Quayside", "en") == 20
    assert known.articles_with("brindlewortha", "en") == 0, "two articles are not enough"
    _import(session, _write(tmp_path / "in", 20, first=20))
    assert knowledge_of(session).articles_with("quayside", "en") == 40
    assert knowledge_of(session).articles_with("brindlewortha", "en") == 4


def test_nothing_is_counted_twice(session: Session, tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", 5)
    _import(session, folder)
    _import(session, folder)
    _import(session, _write(tmp_path / "copies", 5))
    assert session.archive.vocabulary.counted().articles == 5
    assert knowledge_of(session).articles_with("quayside", "en") == 5


@pytest.mark.parametrize("jobs", [1, 2])
def test_lists_written_in_between_add_up(
    session: Session, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_counting, "_MOST_HELD", 30)
    monkeypatch.setattr("newsreader.services.importing._BATCH_ARTICLES", 20)
    folder = _write(tmp_path / "in", 150)
    _import(session, folder, jobs)
    found = session.archive.vocabulary.known()
    assert found["en"]["quayside"] == 150
    assert found["en"]["brindleworthj"] == 15
    assert rebuild(session) == 150
    assert session.archive.vocabulary.known() == found


def test_articles_an_end_left_uncounted_are_counted_by_the_next_import(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(WordCounting, "finish", lambda _self: None)
        _import(session, _write(tmp_path / "in", 10))
    assert session.archive.vocabulary.counted().articles == 0
    _import(session, _write(tmp_path / "in", 1, first=10))
    assert session.archive.vocabulary.counted().articles == 11
    assert knowledge_of(session).articles_with("quayside", "en") == 11


def test_only_the_commonest_are_kept(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_KNOWN", 4)
    monkeypatch.setattr(vocabulary, "MOST_KEPT", 18)
    _import(session, _write(tmp_path / "in", 12))
    known = session.archive.vocabulary.known()["en"]
    assert sorted(known) == ["and", "cranes", "day", "dockers"], "of the commonest, the first by letter"
    assert session.archive.vocabulary.counted().articles == 12


def test_a_damaged_list_and_snapshot_do_no_harm(session: Session, tmp_path: Path) -> None:
    _import(session, _write(tmp_path / "in", 5))
    with session.archive.writing() as db:
        db.execute("UPDATE word_run SET words = ?", (b"no zlib",))
        db.execute("UPDATE word_snapshot SET words = ?", (b"neither",))
    assert knowledge_of(session).words == {}
    _import(session, _write(tmp_path / "in", 5, first=5))
    assert knowledge_of(session).articles_with("quayside", "en") == 5
    rebuild(session)
    assert knowledge_of(session).articles_with("quayside", "en") == 10
