from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.errors import ArticleMissing, UsageError
from newsreader.services import browsing, reading
from newsreader.services.reading import Marked
from newsreader.services.session import Session

AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


def test_an_article_is_found_by_id_prefix_and_number(session: Session, add_to: AddTo, article: Make) -> None:
    (id_,) = add_to(article())
    assert reading.resolve(session, id_[:4].upper()) == id_
    assert reading.article(session, id_[:6]) == reading.article_by_number(session, 1)
    with pytest.raises(ArticleMissing):
        reading.article(session, "zzzzzzzz")
    with pytest.raises(ArticleMissing):
        reading.article_by_number(session, 99)
    with pytest.raises(UsageError, match="too short"):
        reading.resolve(session, id_[:3])


def test_a_prefix_of_several_ids_is_told(session: Session, add_to: AddTo, article: Make) -> None:
    add_to(article("One"), article("Two"))
    with session.archive.writing() as db:
        db.execute("UPDATE article SET id = 'aaaabbbb' || number")
        db.execute("INSERT OR IGNORE INTO meta VALUES ('x', 'y')")
    with pytest.raises(UsageError, match="Several"):
        reading.resolve(session, "aaaab")
    with session.archive.writing() as db:
        db.execute("UPDATE article SET id = 'aaaabbbb' WHERE number = 1")
    assert reading.resolve(session, "aaaabbbb") == "aaaabbbb"


def test_marking_tells_what_it_changed(session: Session, add_to: AddTo, article: Make) -> None:
    one, two = add_to(article("One"), article("Two"))
    assert reading.mark(session, [one], read=True) == Marked(read=(one,))
    assert reading.mark(session, [one, two], read=True, starred=True) == Marked(read=(two,), starred=(one, two))
    assert reading.mark(session, [two], starred=False, reviewed=True) == Marked(starred=(two,), reviewed=(two,))
    row_one, row_two = browsing.rows(session, [1, 2])
    assert (row_one.is_read, row_one.is_starred, row_one.is_reviewed) == (True, True, False)
    assert (row_two.is_read, row_two.is_starred, row_two.is_reviewed) == (True, False, True)


def test_history_tells_everything_but_what_was_merely_looked_at(session: Session, add_to: AddTo, article: Make) -> None:
    (id_,) = add_to(article())
    reading.mark(session, [id_], read=True, starred=True)
    reading.mark(session, [id_], starred=False)
    assert [(e.kind, e.by) for e in reading.history(session, id_)] == [
        ("import", ""), ("starred", "ann"), ("not starred", "ann"),
    ]  # fmt: skip
