"""Everything a person changes can be undone and redone, in a real archive."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from newsreader.desktop import undo_steps
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.undo import Step, UndoHistory
from newsreader.domain.article import Article
from newsreader.errors import NewsreaderError, UsageError
from newsreader.services import annotating, browsing, reading
from newsreader.services.session import Session


@pytest.fixture
def history(jobs: Jobs, session: Session) -> Iterator[UndoHistory]:
    made = UndoHistory(jobs)
    made.set_session(session)
    yield made
    made.set_session(None)


@pytest.fixture
def settled(qtbot: QtBot, jobs: Jobs) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: jobs.is_idle, timeout=10_000)


def article_of(session: Session) -> Article:
    return next(
        article
        for number in range(1, 13)
        if len((article := reading.article_by_number(session, number)).repairs) > 1 and article.fields.get("paper")
    )


def _notes(article: Article) -> list[tuple[str, str]]:
    return [(note.note, note.colour) for note in article.annotations]


STEPS: dict[str, tuple[Callable[[Article], Step], Callable[[Article], Any], str]] = {
    "tag": (lambda a: undo_steps.tag([a.id], "labour/docks"), lambda a: a.tags, "tag labour/docks"),
    "highlight": (lambda a: undo_steps.annotate(a, 0, 5, "green", ""), _notes, "highlight"),
    "note": (lambda a: undo_steps.annotate(a, 0, 5, "blue", "why?"), _notes, "note"),
    "note on article": (lambda a: undo_steps.note_on_article(a, "All!", "pink"), _notes, "note on the article"),
    "edit": (lambda a: undo_steps.edit_field(a, "country", "FR"), lambda a: a.shown("country"), "change of country"),
    "empty": (lambda a: undo_steps.edit_field(a, "paper", None), lambda a: a.shown("paper"), "change of paper"),
    "confirm": (
        lambda a: undo_steps.confirm_field(a, "paper"), lambda a: sorted(a.confirmed), "confirmation of paper",
    ),
    "repair": (
        lambda a: undo_steps.choose_repair(a, len(a.repairs) - 1, accepted=False), lambda a: a.clean,
        "taking back a repair",
    ),
    "rule": (
        lambda a: undo_steps.switch_rule(a, a.repairs[0].rule, on=False), lambda a: a.rejected,
        "switching off “Moved to the record: paper”",
    ),
    "star": (lambda a: undo_steps.star([a.id], on=True), lambda a: a.is_starred, "star"),
    "read": (lambda a: undo_steps.mark_read([a.id], on=True), lambda a: a.is_read, "marking as read"),
    "trash": (
        lambda a: undo_steps.to_trash([a.id]), lambda a: a.trashed is None, "moving 1 article to the trash",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_made_undone_and_made_again(
    name: str, history: UndoHistory, session: Session, settled: Callable[[], None]
) -> None:
    make, look, words = STEPS[name]
    article = article_of(session)
    before = look(article)
    texts: list[str] = []
    history.undo_words_changed.connect(texts.append)
    history.make(make(article))
    settled()
    after = look(reading.article(session, article.id))
    assert after != before
    assert texts[-1] == words
    history.undo()
    settled()
    assert look(reading.article(session, article.id)) == before
    assert not history.can_undo
    history.redo()
    settled()
    assert look(reading.article(session, article.id)) == after
    history.undo()
    settled()
    assert look(reading.article(session, article.id)) == before


def test_changes_and_deletions_of_notes_are_undone(
    history: UndoHistory, session: Session, settled: Callable[[], None]
) -> None:
    article = article_of(session)
    note = annotating.add(session, article.id, 0, 5, "first", "yellow")
    history.make(undo_steps.edit_note(note.id, "second", "green"))
    history.make(undo_steps.remove_note(note.id))
    settled()
    assert reading.article(session, article.id).annotations == ()
    history.undo()
    settled()
    assert _notes(reading.article(session, article.id)) == [("second", "green")]
    history.undo()
    settled()
    assert _notes(reading.article(session, article.id)) == [("first", "yellow")]


def test_a_tag_that_was_there_before_survives_undoing_it_on_many(
    history: UndoHistory, session: Session, settled: Callable[[], None]
) -> None:
    ids = [row.id for row in browsing.rows(session, [1, 2, 3])]
    history.make(undo_steps.tag(ids[:1], "news"))
    history.make(undo_steps.tag(ids, "news"))
    settled()
    history.undo()
    settled()
    assert [row.tags for row in browsing.rows(session, [1, 2, 3])] == [("news",), (), ()]


def test_many_steps_in_haste_keep_their_order(
    history: UndoHistory, session: Session, settled: Callable[[], None]
) -> None:
    article = article_of(session)
    for name in "abcdefgh":
        history.make(undo_steps.tag([article.id], name))
    for _ in range(5):
        history.undo()
    history.redo()
    settled()
    assert reading.article(session, article.id).tags == ("a", "b", "c", "d")


def test_a_step_that_failed_is_told_and_forgotten(
    history: UndoHistory, jobs: Jobs, session: Session, settled: Callable[[], None]
) -> None:
    told: list[NewsreaderError] = []
    jobs.failed.connect(told.append)
    article = article_of(session)
    history.make(undo_steps.tag([article.id], "kept"))
    history.make(undo_steps.tag([article.id], "//"))
    settled()
    assert [type(error) for error in told] == [UsageError]
    history.undo()
    settled()
    assert reading.article(session, article.id).tags == ()


def test_another_archive_begins_with_nothing_to_undo(
    history: UndoHistory, session: Session, settled: Callable[[], None]
) -> None:
    history.make(undo_steps.tag([article_of(session).id], "news"))
    settled()
    history.set_session(session)
    assert not history.can_undo
