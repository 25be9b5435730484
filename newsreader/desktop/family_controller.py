"""Where else a story was printed, and how two printings differ: from the archive to the record and the comparison."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from newsreader.desktop.actions import Command
from newsreader.desktop.answers import Opened
from newsreader.desktop.article_controller import ArticleController
from newsreader.desktop.comparison_dialog import ComparisonDialog
from newsreader.desktop.dates import spoken_date
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.frame import Frame
from newsreader.desktop.icons import Icons
from newsreader.desktop.record_sections import Relative
from newsreader.desktop.theme import Theme
from newsreader.errors import NewsreaderError
from newsreader.services import families
from newsreader.services.families import ComparedArticles
from newsreader.services.session import Session
from newsreader.text import authorities


class FamilyController(QObject):
    """Fills the record's list of printings, opens comparisons, and looks for families in older archives."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        articles: ArticleController,
        frame: Frame,
        actions: Mapping[Command, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme, self._icons = theme, icons
        self._articles, self._frame, self._window = articles, frame, window
        self._desk = articles.desk
        self._relatives: tuple[Relative, ...] = ()
        self._compare = actions[Command.COMPARE]
        self._find = actions[Command.FIND_FAMILIES]
        self.dialog: ComparisonDialog | None = None
        self._desk.article_opened.connect(self._on_article_opened)
        self._desk.archive_opened.connect(self._on_archive_opened)
        frame.record.comparison_wanted.connect(self.compare_with)
        self._compare.triggered.connect(lambda: self.compare_with_first())
        self._find.triggered.connect(lambda: self.find())
        self._compare.setEnabled(False)

    # -- the other printings ------------------------------------------------------------------------------------------

    def _on_archive_opened(self, session: Session) -> None:
        self._show(())
        self._find.setEnabled(not session.archive.is_read_only)

    def _on_article_opened(self, opened: Opened) -> None:
        session, article = self._desk.session, opened.article
        self._show(())
        if session is None or article.family is None:
            self._desk.jobs.drop("family")
            return

        def arrived(found: tuple[families.Relative, ...]) -> None:
            if self._articles.article is not None and self._articles.article.id == article.id:
                self._show(tuple(Relative(each.id, title_of(each), each.in_common, place_of(each)) for each in found))

        self._desk.jobs.read(lambda: families.members(session, article.id), arrived, key="family")

    def _show(self, relatives: tuple[Relative, ...]) -> None:
        self._relatives = relatives
        self._frame.record.show_family(relatives)
        self._compare.setEnabled(bool(relatives))

    # -- comparing ----------------------------------------------------------------------------------------------------

    def compare_with_first(self) -> None:
        """Compares the open article with its first other printing."""
        if self._relatives:
            self.compare_with(self._relatives[0].id)

    def compare_with(self, other_id: str) -> None:
        """Compares the open article with another one."""
        session, article = self._desk.session, self._articles.article
        if session is None or article is None:
            return
        relatives, first_id = self._relatives, article.id

        def arrived(found: ComparedArticles) -> None:
            self._dialog().show_comparison(found, relatives)

        self._desk.jobs.read(lambda: families.compare(session, first_id, other_id), arrived, key="compare")

    def step(self, by: int) -> None:
        """Goes to the next difference of the open comparison."""
        if self.dialog is not None:
            self.dialog.step(by)

    def _dialog(self) -> ComparisonDialog:
        if self.dialog is None:
            self.dialog = ComparisonDialog(self._theme, self._icons, self._window)
            self.dialog.other_chosen.connect(self.compare_with)
            self.dialog.article_wanted.connect(self._articles.open_article)
            self.dialog.finished.connect(self._on_closed)
            self.dialog.open()
        return self.dialog

    def _on_closed(self) -> None:
        self.dialog = None
        self._desk.jobs.drop("compare")

    # -- archives from before there were families ---------------------------------------------------------------------

    def find(self) -> None:
        """Looks at the articles that nobody has looked at for families yet, a few at a time."""
        session = self._desk.session
        if session is not None and not session.archive.is_read_only:
            self._find.setEnabled(False)
            self._desk.jobs.read(lambda: families.waiting(session), lambda all_: self._look(session, 0, 0, all_))

    def _look(self, session: Session, after: int, looked_at: int, of: int) -> None:
        """Looks at some articles, then at the next ones: what a reader writes meanwhile goes in between."""
        if session is not self._desk.session:
            return

        def looked(numbers: list[int]) -> None:
            done = looked_at + len(numbers)
            if not numbers:
                self._end(session, done)
                return
            self._frame.status.say(
                f"Looked for other printings of {grouped(done)} of {grouped(max(done, of))} articles"
            )
            self._look(session, numbers[-1], done, of)

        def failed(error: NewsreaderError) -> None:
            self._find.setEnabled(True)
            self._frame.banner.show_error(error)

        self._desk.jobs.write(lambda: families.look_further(session, after), looked, failed)

    def _end(self, session: Session, looked_at: int) -> None:
        if session is not self._desk.session:
            return
        self._find.setEnabled(True)
        if looked_at:
            self._frame.status.say(f"{counted(looked_at, 'article', 'articles')} looked at for other printings")
            self._desk.refresh_article()
            self._frame.list.model.refresh()
        else:
            self._frame.status.say("Every article has been looked at for other printings")


def title_of(relative: families.Relative) -> str:
    """The paper and the date of a printing."""
    date = spoken_date(relative.date) if relative.date else ""
    return ", ".join(part for part in (relative.paper or "Unknown paper", date) if part)


def place_of(relative: families.Relative) -> str:
    """Where the paper of a printing appears, unless its name says so."""
    where = relative.place or (authorities.country_name(relative.country) if relative.country else "")
    return "" if where.casefold() in relative.paper.casefold() else where
