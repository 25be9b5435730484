"""The changes a person makes on the desk, each as a step that can be taken back."""

from collections.abc import Callable, Sequence
from typing import Any

from newsreader.desktop.figures import counted
from newsreader.desktop.record_values import ROWS
from newsreader.desktop.repair_words import rule_in_words
from newsreader.desktop.undo import Step
from newsreader.domain.annotation import Annotation
from newsreader.domain.article import Article
from newsreader.domain.field import FieldValue
from newsreader.services import annotating, correcting, learning, page_states, reading, tagging, trash
from newsreader.services.learning import Lesson
from newsreader.services.page_states import Change
from newsreader.services.session import Session


def tag(ids: Sequence[str], name: str) -> Step:
    """Tags articles."""
    return Step(
        f"tag {name}{_of(ids)}",
        lambda session: tagging.add(session, ids, name),
        lambda session, changed: tagging.remove(session, changed, name),
    )


def untag(ids: Sequence[str], name: str) -> Step:
    """Takes a tag off articles."""
    return Step(
        f"taking off tag {name}{_of(ids)}",
        lambda session: tagging.remove(session, ids, name),
        lambda session, changed: tagging.add(session, changed, name),
    )


def annotate(article: Article, start: int, end: int, colour: str, note: str) -> Step:
    """Highlights words, with or without a note."""
    return Step(
        "note" if note else "highlight",
        lambda session: annotating.add(session, article.id, start, end, note, colour),
        _remove,
        _restore,
    )


def note_on_article(article: Article, note: str, colour: str) -> Step:
    """Writes a note on the whole article."""

    def write(session: Session) -> Annotation:
        with session.archive.writing():
            made = annotating.note_on_article(session, article.id, note)
            return annotating.update(session, made.id, colour=colour)[1] if made.colour != colour else made

    return Step("note on the article", write, _remove, _restore)


def edit_note(annotation_id: str, note: str, colour: str) -> Step:
    """Changes a note."""

    def back(session: Session, changed: tuple[Annotation, Annotation]) -> None:
        annotating.update(session, annotation_id, changed[0].note, changed[0].colour)

    return Step("change of note", lambda session: annotating.update(session, annotation_id, note, colour), back)


def remove_note(annotation_id: str) -> Step:
    """Deletes a note or a highlight; it is kept in the archive."""
    return Step("deletion of note", lambda session: annotating.remove(session, annotation_id), _restore)


def edit_field(article: Article, name: str, value: FieldValue) -> Step:
    """Sets a field by hand."""
    return Step(
        f"change of {ROWS.get(name, name).lower()}",
        lambda session: correcting.edit(session, article.id, {name: value}),
        lambda session, before: correcting.restore(session, article.id, before),
    )


def confirm_field(article: Article, name: str) -> Step:
    """Confirms a field as it is."""
    return Step(
        f"confirmation of {ROWS.get(name, name).lower()}",
        lambda session: correcting.confirm(session, article.id, name),
        lambda session, before: correcting.restore(session, article.id, before),
    )


def retract_field(article: Article, name: str) -> Step:
    """Goes back to what was extracted."""
    return Step(
        f"return of {ROWS.get(name, name).lower()} to what was extracted",
        lambda session: correcting.retract(session, article.id, name),
        lambda session, before: correcting.restore(session, article.id, before),
    )


def choose_repair(article: Article, index: int, *, accepted: bool) -> Step:
    """Takes a repair back or makes it again."""
    choose = correcting.accept_repair if accepted else correcting.reject_repair
    return Step(
        "making a repair" if accepted else "taking back a repair",
        lambda session: choose(session, article.id, index),
        lambda session, before: correcting.restore_repairs(session, article.id, before),
    )


def switch_rule(article: Article, rule: str, *, on: bool) -> Step:
    """Switches a rule on or off for an article."""
    return Step(
        f"switching {'on' if on else 'off'} “{rule_in_words(rule)}”",
        lambda session: correcting.switch_rule(session, article.id, rule, on),
        lambda session, before: correcting.restore_repairs(session, article.id, before),
    )


def forget_lesson(lesson: Lesson) -> Step:
    """Has what was learned of a printed line forgotten, or used again."""
    on, off = (learning.forget, learning.remember) if not lesson.is_forgotten else (learning.remember, learning.forget)
    return Step(
        f"{'using' if lesson.is_forgotten else 'forgetting'} what “{lesson.printed}” means",
        lambda session: on(session, lesson.field, lesson.printed),
        lambda session, _: off(session, lesson.field, lesson.printed),
    )


def attach_note(annotation_id: str, start: int, end: int) -> Step:
    """Attaches a note that lost its place to other words."""
    return Step(
        "attaching of note", lambda session: annotating.attach(session, annotation_id, start, end), annotating.put_back
    )


def keep_note_on_article(annotation_id: str) -> Step:
    """Keeps a note that lost its place as one on the whole article."""
    return Step(
        "keeping of note on the article", lambda session: annotating.detach(session, annotation_id), annotating.put_back
    )


def cut_page(cut: Callable[[Session], Change]) -> Step:
    """Cuts a page into articles in another way."""
    return Step("cut of page", cut, page_states.take_back, page_states.make_again, changes_list=True)


def to_trash(ids: Sequence[str]) -> Step:
    """Puts articles into the trash."""
    return Step(
        f"moving {counted(len(ids), 'article', 'articles')} to the trash",
        lambda session: trash.to_trash(session, ids),
        lambda session, moved: trash.restore(session, moved),
        changes_list=True,
    )


def restore(ids: Sequence[str]) -> Step:
    """Brings articles back from the trash."""
    return Step(
        f"bringing back {counted(len(ids), 'article', 'articles')}",
        lambda session: trash.restore(session, ids),
        lambda session, moved: trash.to_trash(session, moved),
        changes_list=True,
    )


def star(ids: Sequence[str], *, on: bool) -> Step:
    """Stars articles, or takes the star away."""

    def back(session: Session, changed: reading.Marked) -> None:
        reading.mark(session, changed.starred, starred=not on)

    return Step(f"{'star' if on else 'taking the star'}{_of(ids)}", _mark(ids, starred=on), back)


def mark_read(ids: Sequence[str], *, on: bool) -> Step:
    """Marks articles as read or unread."""

    def back(session: Session, changed: reading.Marked) -> None:
        reading.mark(session, changed.read, read=not on)

    return Step(f"marking as {'read' if on else 'unread'}{_of(ids)}", _mark(ids, read=on), back)


def _mark(ids: Sequence[str], **marks: bool) -> Any:
    return lambda session: reading.mark(session, ids, **marks)


def _remove(session: Session, made: Annotation) -> None:
    annotating.remove(session, made.id)


def _restore(session: Session, made: Annotation) -> None:
    annotating.restore(session, made.id)


def _of(ids: Sequence[str]) -> str:
    return f" on {counted(len(ids), 'article', 'articles')}" if len(ids) != 1 else ""
