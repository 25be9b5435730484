"""The window of the desk: wires the panes to the desk."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from newsreader.desktop import answers, empty_states, window_memory, window_menu
from newsreader.desktop.actions import Command, make_actions
from newsreader.desktop.answers import Asked, Listing, Opened, Shape
from newsreader.desktop.article_controller import ArticleController
from newsreader.desktop.article_dialogs import ArticleDialogs
from newsreader.desktop.desk import Desk
from newsreader.desktop.family_controller import FamilyController
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.frame import Frame
from newsreader.desktop.icons import Icons, window_icon
from newsreader.desktop.import_controller import ImportController
from newsreader.desktop.index_keeper import IndexKeeper
from newsreader.desktop.issues_controller import IssuesController
from newsreader.desktop.page_controller import PageController
from newsreader.desktop.page_cutting import PageCutting
from newsreader.desktop.periods import Unit, counts_of, numbers_of
from newsreader.desktop.query_edits import with_dates, with_years, without_dates, years_of
from newsreader.desktop.read_again_controller import ReadAgainController
from newsreader.desktop.search_controller import SearchController
from newsreader.desktop.theme import Theme
from newsreader.desktop.window_commands import WindowCommands
from newsreader.domain.query import Filters
from newsreader.errors import NewsreaderError
from newsreader.services import reading
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.session import Session

_READ_AFTER_MS: Final = 1500
"""How long an article is open before it counts as read."""

_HINT: Final = 'Words, "phrases", country:canada, date:1912..1924, tag:strikes, -without'


class DeskWindow(QMainWindow):
    """One window on one archive."""

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.desk = desk
        self.icons = Icons(theme, self)
        self.frame = Frame(theme, self.icons, self)
        self.actions_by_command = make_actions(self, self.icons)
        self.reading_again = ReadAgainController(theme, desk, self.frame, self)
        # First, so that a hidden pane is shown before anything in it takes the focus.
        self.importing = ImportController(theme, desk, self)
        self.importing.watch(self.frame.banner)
        self.commands = WindowCommands(self)
        self.articles = ArticleController(desk, self.frame, self.actions_by_command, self)
        self.dialogs = ArticleDialogs(
            theme, self.icons, self.articles, self.frame.status, self.actions_by_command, self
        )
        self.families = FamilyController(theme, self.icons, self.articles, self.frame, self.actions_by_command, self)
        self.indexing = IndexKeeper(desk, self)
        self.searching = SearchController(self)
        self.pages = PageController(theme, self.icons, desk, self.frame, self)
        self.issues = IssuesController(theme, desk, self.pages, self)
        self.actions_by_command[Command.ISSUES].triggered.connect(lambda _=False: self.issues.open_issues())
        self.cutting = PageCutting(theme, desk, self.frame, self.pages, self.articles.history, self)
        self._place_to_return_to: tuple[str, int] = ("", 0)
        self._shown: Asked | None = None
        self._followed: Asked | None = None
        self._reading = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._reading.timeout.connect(self._on_read)
        self.setWindowTitle("newsreader")
        self.setWindowIcon(window_icon())
        self.setCentralWidget(self.frame)
        self.addActions(list(self.actions_by_command.values()))
        text_actions = self.commands.text_actions()
        self.frame.search.set_more_menu(window_menu.more_menu(self, self.actions_by_command, text_actions))
        self._connect_panes()
        self._connect_desk()
        self._connect_import()
        empty_states.loading(self.frame.welcome)
        self.frame.show_welcome(is_shown=True)
        self._has_spread = False
        self._scale = theme.text_scale
        self.resize(1366, 768)
        window_memory.restore_window(self)
        closed = window_memory.load().get("closed_sections")
        if isinstance(closed, list):
            self.frame.browse.fold([str(key) for key in closed])

    def _connect_panes(self) -> None:
        frame, desk = self.frame, self.desk
        line, explain, listed = frame.search.line, frame.search.explain, frame.list
        line.query_changed.connect(desk.search_for)
        line.query_entered.connect(lambda _: self._go_to_first_hit())
        line.list_wanted.connect(self._go_to_first_hit)
        line.completions_wanted.connect(desk.complete)
        explain.query_chosen.connect(self.search_for)
        explain.filter_dropped.connect(self._on_filter_dropped)
        frame.histogram.years_chosen.connect(self._on_years_chosen)
        frame.histogram.dates_chosen.connect(
            lambda first, last: self.search_for(with_dates(desk.asked.query, first, last))
        )
        frame.browse.filters_chosen.connect(self.choose)
        frame.browse.told.connect(frame.status.say)
        listed.model.rows_wanted.connect(desk.fetch_rows)
        listed.article_chosen.connect(desk.open_article)
        listed.article_opened.connect(frame.reader.take_focus)
        listed.sort_chosen.connect(desk.order_by)
        listed.selection_changed.connect(self._on_selection_changed)

    def _connect_desk(self) -> None:
        desk, frame = self.desk, self.frame
        desk.archive_opened.connect(self._on_archive_opened)
        desk.archive_refused.connect(self._on_archive_refused)
        desk.listed.connect(self._on_listed)
        desk.shaped.connect(self._on_shaped)
        desk.counted.connect(frame.browse.show_counts)
        desk.rows_fetched.connect(frame.list.model.put_rows)
        desk.rows_lost.connect(frame.list.model.give_up)
        desk.article_opened.connect(self._on_article_opened)
        desk.completed.connect(frame.search.line.offer)
        desk.jobs.failed.connect(frame.banner.show_error)

    def _connect_import(self) -> None:
        importing, indexing, status = self.importing, self.indexing, self.frame.status
        self.reading_again.changed.connect(self._on_read_again)
        importing.progressed.connect(status.show_progress)
        importing.paused.connect(status.show_paused)
        importing.ended.connect(status.show_report)
        importing.crashed.connect(self._on_import_crashed)
        importing.more_is_in.connect(self.desk.refresh)
        status.pause_toggled.connect(importing.pause)
        status.cancel_wanted.connect(importing.cancel)
        status.report_wanted.connect(importing.show_report)
        self.articles.history.changed.connect(indexing.request)
        indexing.progressed.connect(lambda done, total: status.say(f"Indexing {grouped(done)} of {grouped(total)}"))
        indexing.caught_up.connect(self._on_index_caught_up)
        indexing.failed.connect(lambda crash: self.frame.banner.say(f"{crash.message}.", crash.remedy))

    def search_for(self, text: str) -> None:
        """Searches for something that was not typed."""
        self.frame.search.line.set_query(text)
        self.desk.search_for(text)

    def choose(self, filters: Filters) -> None:
        """Narrows to what is chosen in the tree."""
        self.frame.browse.show_filters(filters)
        self.desk.choose(filters)

    def when_settled(self, do: Callable[[], None]) -> None:
        """Calls once, when all jobs have come home."""
        if self.desk.jobs.is_idle:
            do()
        else:
            self.desk.jobs.settled.connect(do)

    def _go_to_first_hit(self) -> None:
        listed = self.frame.list
        listed.view.setFocus()
        if listed.current_number() is None:
            listed.step(0)

    def _on_archive_opened(self, session: Session) -> None:
        frame = self.frame
        self.setWindowTitle(f"{session.archive.name or session.archive.folder.name} — newsreader")
        frame.search.line.set_query("")
        frame.browse.show_filters(Filters())
        frame.put_article_away()
        frame.banner.hide()
        if session.archive.is_read_only:
            why = session.archive.why_read_only or "The folder cannot be written"
            frame.banner.say("This archive can only be read from here.", f"{why.rstrip('.')}.", "lock")
        self.importing.offer_unfinished(frame.banner)
        self.commands.show_writable(writable=not session.archive.is_read_only)
        self._place_to_return_to = window_memory.reading_place(session.archive.uuid)

    def _on_archive_refused(self, error: NewsreaderError) -> None:
        self.frame.banner.show_error(error)
        if self.desk.session is None:
            commands = self.commands
            empty_states.no_archive(
                self.frame.welcome, commands.open_archive, commands.new_archive, commands.open_sample
            )
            self.frame.show_welcome(is_shown=True)

    def _on_listed(self, listing: Listing) -> None:
        frame, result = self.frame, listing.result
        keep = self.desk.opened.article.number if self.desk.opened is not None else None
        stay, self._shown = self._shown == listing.asked, listing.asked
        frame.list.show_list(listing.numbers, has_snippets=result is not None, keep=keep, stay=stay)
        frame.list.show_sort(listing.asked.sort, has_relevance=result is not None)
        frame.search.explain.show_filters(answers.filter_labels(listing.asked.filters))
        if listing.is_whole:
            self._show_about(listing)

    def _show_about(self, listing: Listing) -> None:
        frame, result = self.frame, listing.result
        frame.list.tell(counted(len(listing.numbers), "article", "articles"))
        frame.search.explain.show_result(result, len(listing.numbers), listing.of)
        frame.search.line.show_notices(result.notices if result is not None else ())
        frame.search.save.setEnabled(bool(listing.asked.query.strip() or listing.asked.filters))
        self._show_bars(listing)
        frame.show_welcome(is_shown=not listing.of)
        frame.search.explain.say(_HINT if listing.of else "")
        if not listing.numbers:
            self._say_why_empty(listing)
        self._follow(listing)
        if self._place_to_return_to[0] and listing.numbers:
            self._return_to_last_article()

    def _show_bars(self, listing: Listing) -> None:
        histogram, shape = self.frame.histogram, self.desk.shape
        if listing.unit is Unit.YEAR:
            histogram.show_years(listing.years, shape.years if shape is not None else None)
            histogram.show_chosen(_years_chosen(listing))
        else:
            span = numbers_of(listing.unit, *listing.days)
            histogram.show_periods(listing.unit, counts_of(listing.unit, listing.periods), span)
        histogram.setVisible(bool(listing.years or listing.periods))

    def _follow(self, listing: Listing) -> None:
        """Puts the open article away when something else was asked for that it does not answer."""
        is_other, self._followed = self._followed != listing.asked, listing.asked
        opened = self.desk.opened
        if opened is None:
            return
        if opened.article.number not in listing.numbers:
            if is_other:
                self._reading.stop()
                self.frame.put_article_away()
        elif self.frame.record.article is None:
            self.desk.refresh_article()

    def _say_why_empty(self, listing: Listing) -> None:
        commands = self.commands
        if listing.of or listing.asked.filters or listing.asked.query.strip():
            empty_states.no_hits(self.frame.list.empty, listing, self.search_for, lambda: self.choose(Filters()))
        else:
            empty_states.empty_archive(
                self.frame.welcome,
                commands.import_files,
                commands.import_folder,
                commands.open_sample,
                is_read_only=self.desk.is_read_only,
            )

    def _return_to_last_article(self) -> None:
        article_id, _ = self._place_to_return_to
        self.desk.find_number(article_id, self.frame.list.stand_on)

    def _on_shaped(self, shape: Shape) -> None:
        frame = self.frame
        frame.browse.show_nodes(shape.nodes, shape.tag_colours)
        frame.list.set_tag_colours(shape.tag_colours)
        frame.status.show_totals(shape.totals, is_read_only=self.desk.is_read_only)
        listing = self.desk.listing
        if listing is not None and listing.is_whole:
            self._show_bars(listing)

    def _on_article_opened(self, opened: Opened) -> None:
        frame, article = self.frame, opened.article
        is_other = frame.reader.article is None or frame.reader.article.id != article.id
        frame.reader.show_article(article, opened.marks_clean, opened.marks_raw)
        colours = self.desk.shape.tag_colours if self.desk.shape is not None else {}
        frame.record.show_article(article, colours)
        frame.show_text(is_open=True)
        if is_other and self._place_to_return_to[0] == article.id:
            frame.reader.go_to_reading_position(self._place_to_return_to[1])
        if is_other:
            self._place_to_return_to = ("", 0)
            self._reading.start()

    def _on_read(self) -> None:
        opened, session = self.desk.opened, self.desk.session
        if opened is None or session is None:
            return
        uuid, place = session.archive.uuid, self.frame.reader.reading_position()
        self.desk.jobs.write(lambda: window_memory.keep_reading_place(uuid, opened.article.id, place), lambda _: None)
        if not opened.article.is_read and not self.desk.is_read_only:
            self.desk.change(
                lambda session: reading.mark(session, [opened.article.id], read=True),
                lambda _: self.frame.list.model.refresh(),
            )
            self.indexing.request()

    def _on_import_crashed(self, crash: ProcessCrash) -> None:
        self.frame.status.end_import()
        self.frame.banner.say(f"{crash.message.rstrip('.')}.", crash.remedy)

    def _on_read_again(self) -> None:
        self.articles.history.set_session(self.desk.session)  # its steps name repairs by their place
        self.desk.refresh()
        self.desk.refresh_article()
        self.indexing.request()

    def _on_index_caught_up(self) -> None:
        self.frame.status.say("")
        if self.desk.asked.query.strip():
            self.desk.ask(self.desk.asked)

    def _on_filter_dropped(self, facet: str, value: str, is_exclusion: bool) -> None:
        filters = answers.filters_without(self.desk.asked.filters, facet, value, is_exclusion=is_exclusion)
        self.choose(filters)

    def _on_years_chosen(self, first: int, last: int) -> None:
        query = self.desk.asked.query
        self.search_for(with_years(query, first, last) if first else without_dates(query))

    def _on_selection_changed(self, count: int) -> None:
        self.frame.status.say(f"{counted(count, 'article', 'articles')} selected" if count > 1 else "")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Spreads the panes the first time, unless they were remembered."""
        super().showEvent(event)
        if not self._has_spread:
            self._has_spread = True
            if not window_memory.restore_panes(self.frame.panes):
                self._make_room()
            self._scale = self.theme.text_scale
            self.theme.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        if self.theme.text_scale != self._scale:
            self._scale = self.theme.text_scale
            self._make_room()

    def _make_room(self) -> None:
        """Folds the side panes away when the text is so large that nothing could be read in them."""
        for command, room in zip(
            (Command.SHOW_BROWSE, Command.SHOW_RECORD), self.frame.has_room(self.width()), strict=True
        ):
            self.actions_by_command[command].setChecked(room)
        self.frame.spread(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remembers everything and lets writes finish."""
        self._reading.stop()
        self.indexing.stop()
        self.reading_again.stop_at_once()
        self.importing.stop_watching()
        window_memory.keep_window(self, self.frame.panes, self.theme)
        window_memory.save({"closed_sections": self.frame.browse.closed_sections})
        article, session = self.frame.reader.article, self.desk.session
        if article is not None and session is not None:
            place = self.frame.reader.reading_position()
            window_memory.keep_reading_place(session.archive.uuid, article.id, place)
        self.desk.close()
        super().closeEvent(event)


def _years_chosen(listing: Listing) -> tuple[int, int] | None:
    if listing.result is not None and (years := years_of(listing.result.query)) is not None:
        return years
    chosen = [int(year) for year in listing.asked.filters.include.get("year", ()) if year]
    return (min(chosen), max(chosen)) if chosen else None
