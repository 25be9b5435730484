"""Nothing a stranger's archive holds may crash the reader: each is told as damage, with the article's id."""

import zlib
from collections.abc import Callable

import pytest

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.checking import Checks
from newsreader.domain.article import PreparedArticle
from newsreader.errors import ArchiveDamaged


@pytest.fixture(autouse=True)
def articles(add: Callable[..., list[Outcome]], article: Callable[..., PreparedArticle]) -> None:
    add(article("A har- bour", headline="A"), article("Another", headline="B"))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("repairs", "no JSON"),
        ("repairs", "[1]"),
        ("repairs", '[["x", 1, 2]]'),
        ("repairs", '[["x", "a", 2, "", 1]]'),
        ("repairs", '[["x", 5, 9, "", 1], ["x", 7, 8, "", 1]]'),
        ("repairs", '[["x", -3, 2, "", 1]]'),
        ("repairs", '[["x", 0, 99999, "", 1]]'),
        ("repairs", "[" * 100_000),
        ("repairs", b"\xff\xfe"),
        ("extracted", "[]"),
        ("extracted", '{"headline": "A"}'),
        ("extracted", '{"headline": [1, 2]}'),
        ("extracted", "null"),
        ("encoding", "rot13"),
        ("encoding", "\x00"),
        ("raw", b"no zlib"),
        ("raw", "text"),
        ("raw", zlib.compress(b"\xff\xff\xff")),
    ],
)
def test_a_damaged_part_is_told_with_the_articles_id(archive: Archive, column: str, value: object) -> None:
    with archive.writing() as db:
        db.execute(f"UPDATE content SET {column} = ? WHERE article = 1", (value,))
        id_ = db.execute("SELECT id FROM article WHERE number = 1").fetchone()[0]
    with pytest.raises(ArchiveDamaged, match=id_):
        archive.articles.get(1)
    assert archive.articles.get(2).raw == "Another"
    assert archive.articles.rows([1])[0].id == id_
    problems = [problem for problem in Checks(archive.database).of_articles() if problem is not None]
    assert [problem.id for problem in problems] == [id_]


def test_a_damaged_confirmed_value_is_told(archive: Archive) -> None:
    archive.confirmed.set_many(1, {"paper": "A"}, "ann")
    with archive.writing() as db:
        db.execute("UPDATE confirmed SET value = '{'")
    with pytest.raises(ArchiveDamaged, match="confirmed paper"):
        archive.articles.get(1)
    with pytest.raises(ArchiveDamaged, match="confirmed paper"):
        archive.confirmed.of_article(1)


def test_a_damaged_history_is_still_a_history(archive: Archive) -> None:
    archive.tags.add([1], "sea", "ann")
    for broken in ("{", "[]", b"\xff"):
        with archive.writing() as db:
            db.execute("UPDATE event SET detail = ?", (broken,))
        assert archive.events.of_article(1)[-1].detail == {}


def test_an_article_without_content_is_told(archive: Archive) -> None:
    with archive.writing() as db:
        db.execute("DELETE FROM content WHERE article = 1")
    with pytest.raises(ArchiveDamaged):
        archive.articles.get(1)
