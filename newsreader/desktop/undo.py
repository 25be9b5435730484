"""Undo and redo: every change a person makes is a step that can be taken back.

A step runs in the writing lane of the jobs. So does taking it back, and the lane keeps the order: what a step needs to
be undone is there before its undoing begins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from newsreader.desktop.jobs import Jobs
from newsreader.errors import NewsreaderError
from newsreader.services.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """One change.

    Attributes:
        words: What it does, to follow "Undo" in the menu: `tag labour`.
        do: Makes the change; returns what undoing it needs.
        undo: Takes it back, given what `do` returned.
        again: Makes it once more after it was undone, given what `do` returned; None to call `do` again.
        changes_list: Whether lists may hold other articles afterwards.
    """

    words: str
    do: Callable[[Session], Any]
    undo: Callable[[Session, Any], Any]
    again: Callable[[Session, Any], Any] | None = None
    changes_list: bool = False


class UndoHistory(QObject):
    """The changes of one session with one archive.

    Signals:
        changed: A step was made, taken back or made again, and the archive has it.
        list_changed: Comes before `changed` when lists may hold other articles now.
        undo_words_changed, redo_words_changed: What would be undone or redone next; "" for nothing.
    """

    changed = Signal()
    list_changed = Signal()
    undo_words_changed = Signal(str)
    redo_words_changed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session: Session | None = None
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(500)
        self._stack.undoTextChanged.connect(self.undo_words_changed)
        self._stack.redoTextChanged.connect(self.redo_words_changed)

    def set_session(self, session: Session | None) -> None:
        """Begins anew with another archive."""
        self._stack.clear()
        self._session = session

    def make(self, step: Step, on_done: Callable[[Any], None] | None = None) -> None:
        """Makes a change that can be undone.

        Args:
            step: The change.
            on_done: Gets what it returned, the first time it is made.
        """
        if self._session is not None:
            self._stack.push(_Command(self, step, on_done))

    def undo(self) -> None:
        """Takes the last change back."""
        self._stack.undo()

    def redo(self) -> None:
        """Makes the change undone last once more."""
        self._stack.redo()

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return self._stack.canUndo()

    @property
    def can_redo(self) -> bool:
        """Whether there is anything to redo."""
        return self._stack.canRedo()

    def run(
        self,
        step: Step,
        change: Callable[[Session], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[], None],
    ) -> None:
        """Runs a part of a step in the writing lane and says so when it is done."""
        session = self._session
        if session is None:
            return

        def done(found: Any) -> None:
            on_done(found)
            if step.changes_list:
                self.list_changed.emit()
            self.changed.emit()

        def failed(error: NewsreaderError) -> None:
            on_error()
            self._drop_failed()
            self._jobs.failed.emit(error)
            self.changed.emit()

        self._jobs.write(lambda: change(session), done, failed)

    def _drop_failed(self) -> None:
        while (place := self._stack.index()) > 0 and self._stack.command(place - 1).isObsolete():
            self._stack.undo()


class _Command(QUndoCommand):
    """A step on the stack."""

    def __init__(self, history: UndoHistory, step: Step, on_done: Callable[[Any], None] | None) -> None:
        super().__init__(step.words)
        self._history = history
        self._step = step
        self._on_done = on_done
        self._is_made = False
        self._needed: Any = None

    def redo(self) -> None:
        """Makes the change; Qt calls this also the first time."""
        step, again = self._step, self._step.again

        def change(session: Session) -> Any:
            if self._is_made and again is not None:
                again(session, self._needed)
            else:
                self._needed = step.do(session)
            self._is_made = True
            return self._needed

        self._history.run(step, change, self._told, self._failed)

    def undo(self) -> None:
        """Takes the change back."""

        def change(session: Session) -> None:
            if self._is_made:
                self._step.undo(session, self._needed)

        self._history.run(self._step, change, lambda _: None, self._failed)

    def _told(self, found: Any) -> None:
        if self._on_done is not None:
            told, self._on_done = self._on_done, None
            told(found)

    def _failed(self) -> None:
        # Qt drops an obsolete command when it comes to it.
        self.setObsolete(True)
