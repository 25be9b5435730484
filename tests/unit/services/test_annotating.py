from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.errors import UsageError
from newsreader.services import annotating, reading
from newsreader.services.session import Session

RAW = "Truce at the har- bour\n\nThe  strike is over, says Mr. Smith.\n"
AddTo = Callable[..., list[str]]


@pytest.fixture
def article_id(add_to: AddTo, article: Callable[..., PreparedArticle]) -> str:
    return add_to(article(RAW))[0]


def test_a_highlight_keeps_its_words(session: Session, article_id: str) -> None:
    made = annotating.add(session, article_id[:8], 13, 22)
    assert made.anchor is not None
    assert (made.anchor.quote, made.note, made.colour, made.by, made.article) == (
        "har- bour", "", "yellow", "ann", article_id,
    )  # fmt: skip
    assert reading.article(session, article_id).annotations == (made,)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 3), (0, 9_999)])
def test_no_words_no_highlight(session: Session, article_id: str, start: int, end: int) -> None:
    with pytest.raises(UsageError, match="Nothing to highlight"):
        annotating.add(session, article_id, start, end)
    with pytest.raises(UsageError, match="no colour"):
        annotating.add(session, article_id, 0, 5, colour="mauve")


@pytest.mark.parametrize(
    ("quote", "raw"),
    [
        ("har- bour", "har- bour"),
        ("the harbour", "the har- bour"),
        ("harbour The strike", "har- bour\n\nThe  strike"),
        ("the STRIKE is", "The  strike is"),
        ("HAR- BOUR", "har- bour"),
    ],
)
def test_words_are_found_in_the_clean_and_the_raw_text(session: Session, article_id: str, quote: str, raw: str) -> None:
    made = annotating.add_by_quote(session, article_id, quote, "note", "green")
    assert made.anchor is not None
    assert (made.anchor.quote, made.note, made.colour) == (raw, "note", "green")


@pytest.mark.parametrize("quote", ["never said", "", "   "])
def test_words_the_article_does_not_say_are_told(session: Session, article_id: str, quote: str) -> None:
    with pytest.raises(UsageError, match="does not say"):
        annotating.add_by_quote(session, article_id, quote)


def test_notes_on_the_article_and_their_life(session: Session, article_id: str) -> None:
    made = annotating.note_on_article(session, article_id[:6], " Compare with Tuesday ")
    assert (made.anchor, made.note, made.article) == (None, "Compare with Tuesday", article_id)
    with pytest.raises(UsageError, match="empty"):
        annotating.note_on_article(session, article_id, "  ")
    old, new = annotating.update(session, made.id, note="Other", colour="pink")
    assert (old.note, new.note, new.colour) == ("Compare with Tuesday", "Other", "pink")
    with pytest.raises(UsageError, match="no colour"):
        annotating.update(session, made.id, colour="mauve")
    assert annotating.all_notes(session, "other") == [new]
    assert annotating.remove(session, made.id).id == made.id
    assert annotating.all_notes(session) == []
    assert [note.id for note in annotating.removed_notes(session)] == [made.id]
    annotating.restore(session, made.id)
    assert len(annotating.all_notes(session)) == 1


def test_words_that_moved_are_found_again_and_lost_ones_go_to_the_tray(session: Session, article_id: str) -> None:
    smith = annotating.add_by_quote(session, article_id, "Mr. Smith")
    truce = annotating.add_by_quote(session, article_id, "Truce at the har- bour")
    annotating.note_on_article(session, article_id, "stays")
    assert annotating.anchor_again(session, article_id) == 0
    with session.archive.writing() as db:
        db.execute("UPDATE content SET repairs = '[]', raw = NULL")
        db.execute("UPDATE original SET data = ?, size = ?", _packed("Nothing else. It is over, says Mr. Smith."))
    assert annotating.anchor_again(session, article_id) == 2
    (lost,) = annotating.tray(session)
    assert lost.id == truce.id
    moved = session.archive.annotations.get(smith.id)
    assert moved.anchor is not None
    assert (moved.anchor.start, moved.anchor.quote) == (31, "Mr. Smith")
    assert annotating.anchor_again(session, article_id) == 0


def _packed(text: str) -> tuple[bytes, int]:
    import zlib

    return zlib.compress(text.encode()), len(text.encode())
