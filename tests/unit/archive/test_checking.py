from collections.abc import Callable

import pytest

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.checking import Checks, Problem
from newsreader.domain.article import PreparedArticle


@pytest.fixture(autouse=True)
def articles(add: Callable[..., list[Outcome]], article: Callable[..., PreparedArticle]) -> None:
    add(article("A har- bour", headline="A"), article("Another", headline="B", encoding="utf-16-le"))


def problems(archive: Archive) -> list[Problem]:
    checks = Checks(archive.database)
    found = [*checks.of_file(), *checks.of_originals(), *checks.of_articles()]
    assert all(problem is None or (problem.what and problem.remedy) for problem in found)
    return [problem for problem in found if problem is not None]


def test_a_sound_archive_has_no_problems_whatever_people_did_to_it(archive: Archive) -> None:
    id_ = archive.articles.get(1).id
    archive.tags.add([1], "sea", "ann")
    archive.confirmed.set_many(1, {"country": "DE", "headline": None}, "ann")
    archive.annotations.add(1, id_, None, "note", "yellow", "ann")
    archive.articles.set_trashed([2], True, "ann")
    assert problems(archive) == []


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE original SET data = x'00' WHERE sha256 = (SELECT original FROM article WHERE number = 1)", "SHA-256"),
        ("UPDATE article SET headline = 'C' WHERE number = 1", "another headline"),
        ("UPDATE article SET notes = 5 WHERE number = 1", "another notes"),
        ("UPDATE article SET id = 'aaaaaaaaaaaaaaaa' WHERE number = 1", "id does not follow"),
        ("UPDATE content SET raw = x'789c4b040000620062' WHERE article = 2", "not what its original says"),
        ("DELETE FROM outbox WHERE article = 1", "never told"),
        ("UPDATE article SET family = 'bbbbbbbbbbbbbbbb' WHERE number = 2", "named after no article"),
        ("DROP INDEX article_by_date", "lacks article_by_date"),
        ("DROP TABLE saved_search", "lacks saved_search"),
    ],
)
def test_each_kind_of_damage_is_found(archive: Archive, sql: str, what: str) -> None:
    with archive.writing() as db:
        db.execute(sql)
    found = problems(archive)
    assert any(what in problem.what for problem in found), found


def test_rows_that_belong_to_nothing_are_found(archive: Archive) -> None:
    with archive.database._write_lock:
        db = archive.database._opened_writer()
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO article_tag VALUES (1, 99)")
    assert any("article_tag" in problem.what for problem in problems(archive))


def test_an_encoding_nobody_knows_is_told(archive: Archive, article: Callable[..., PreparedArticle]) -> None:
    made = article("Third", encoding="utf-8", data=b"Third")
    archive.articles.add_many([made], {made.source.sha256: b"Third"})
    with archive.writing() as db:
        db.execute("UPDATE content SET encoding = 'klingon', raw = x'789c0bc9c82c4a0100057701f0' WHERE article = 3")
    (found,) = problems(archive)
    assert "klingon" in found.what or "text" in found.what
