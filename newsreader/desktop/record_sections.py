"""The quiet sections of the record: other papers, repairs, history, file."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from newsreader.desktop.dates import spoken_time
from newsreader.desktop.figures import grouped
from newsreader.desktop.labels import ElidedLabel
from newsreader.desktop.paragraph import Paragraph, TextLink
from newsreader.desktop.repair_words import count_kinds, kind_in_words, kind_of, rule_in_words
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.article import Article, SourceFile

_EVENTS_AT_FIRST = 4
_RELATIVES_AT_FIRST = 6


@dataclass(frozen=True, slots=True)
class Relative:
    """Another printing of the same story.

    Attributes:
        id: Of the other article.
        title: Its paper and date.
        place: Where that paper appears, "" when unknown.
        likeness: Share of the words they have in common, 0 to 1; None when unknown.
    """

    id: str
    title: str
    likeness: float | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One line of the history: when (ISO 8601), who, what in words."""

    at: str
    by: str
    words: str


class _Section(QWidget):
    """A column of lines that is emptied and filled again."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(1))

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, text: str, role: Type = Type.SMALL, colour: str = "muted") -> Paragraph:
        label = Paragraph(self._theme, text, role, colour, self)
        self._column.addWidget(label)
        return label

    def _link(self, text: str, name: str = "") -> TextLink:
        link = TextLink(self._theme, text, name, self)
        self._column.addWidget(link)
        return link


class FamilySection(_Section):
    """The same story in other papers.

    Signals:
        opened: Id of the article to open.
        compared: Id of the article to compare this one with.
    """

    opened = Signal(str)
    compared = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._is_open = False
        self._family: tuple[Relative, ...] = ()

    def show_family(self, family: Sequence[Relative]) -> None:
        """Lists the other printings."""
        self._is_open = False
        self._family = tuple(family)
        self._fill()

    def _fill(self) -> list[TextLink]:
        self._empty()
        shown = self._family if self._is_open else self._family[:_RELATIVES_AT_FIRST]
        titles = []
        for other in shown:
            title = self._link(other.title, f"Open {other.title}")
            title.clicked.connect(lambda _=False, which=other.id: self.opened.emit(which))
            self._add_likeness(other)
            titles.append(title)
        if len(shown) < len(self._family):
            more = self._link(f"{grouped(len(self._family) - len(shown))} more")
            more.clicked.connect(self._on_more)
        return titles

    def _add_likeness(self, other: Relative) -> None:
        """The line below a printing: how alike, and the comparison."""
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, self._theme.space(1.5))
        row.setSpacing(self._theme.space(2))
        alike = "" if other.likeness is None else f"{_percent(other.likeness)} % the same"
        words = "  ·  ".join(part for part in (alike, other.place) if part)
        row.addWidget(ElidedLabel(self._theme, words, Type.SMALL, "muted", line), 1)
        link = TextLink(self._theme, "Compare", f"Compare with {other.title}", line)
        link.clicked.connect(lambda _=False, which=other.id: self.compared.emit(which))
        row.addWidget(link)
        self._column.addWidget(line)

    def _on_more(self) -> None:
        self._is_open = True
        first_new = self._fill()[_RELATIVES_AT_FIRST]
        first_new.show()
        first_new.setFocus()


def _percent(share: float) -> int:
    """A share in percent; only what is the same throughout is 100."""
    return 100 if share >= 1 else min(99, round(share * 100))


class RepairsSection(_Section):
    """How many repairs there are and how many of them are made; each rule can be switched off for the article.

    Signals:
        changes_wanted: Show them in the text.
        rule_switched: Name of a rule and whether its repairs shall be made.
    """

    changes_wanted = Signal()
    rule_switched = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._is_open = False
        self._is_writable = True
        self._article: Article | None = None

    def set_writable(self, writable: bool) -> None:
        """Whether rules can be switched."""
        self._is_writable = writable

    def show_article(self, article: Article) -> None:
        """Shows the sum of the repairs of an article."""
        self._article = article
        self._empty()
        if not article.repairs:
            self._line("none needed")
            return
        made = len(article.repairs) - len(article.rejected)
        kinds = count_kinds(article.repairs)
        kinds.sort(key=lambda item: item[0] in ("set-apart", "navigation", "furniture"))
        counts = " · ".join(f"{kind_in_words(kind)} {count}" for kind, count in kinds)
        self._line(f"{made} of {len(article.repairs)} on · {counts}", Type.BODY)
        self._link("Show in the text", "Show the repairs in the text").clicked.connect(self.changes_wanted)
        toggle = self._link("Hide the rules" if self._is_open else "Switch rules…")
        toggle.clicked.connect(self._on_toggled)
        if self._is_open:
            self._list_rules(article)

    def _list_rules(self, article: Article) -> None:
        rules: dict[str, list[int]] = {}
        for index, repair in enumerate(article.repairs):
            rules.setdefault(repair.rule, []).append(index)
        for rule in sorted(rules, key=lambda name: (kind_of(name) in ("set-apart", "navigation", "furniture"), name)):
            indexes = rules[rule]
            off = sum(index in article.rejected for index in indexes)
            box = QCheckBox(f"{rule_in_words(rule)} ({len(indexes)})", self)
            box.setFont(self._theme.font(Type.SMALL))
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(box.text())
            box.setEnabled(self._is_writable)
            box.setTristate(0 < off < len(indexes))
            state = Qt.CheckState.Checked if not off else Qt.CheckState.Unchecked
            box.setCheckState(state if off in (0, len(indexes)) else Qt.CheckState.PartiallyChecked)
            box.clicked.connect(lambda _=False, name=rule, on=off > 0: self.rule_switched.emit(name, on))
            self._column.addWidget(box)

    def _on_toggled(self) -> None:
        self._is_open = not self._is_open
        if self._article is not None:
            self.show_article(self._article)


class HistorySection(_Section):
    """What was done to the article, the latest first."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._events: Sequence[PastEvent] = ()

    def show_events(self, events: Sequence[PastEvent], *, everything: bool = False) -> None:
        """Lists events; the oldest ones when they are asked for."""
        self._events = events
        self._empty()
        shown = events if everything else events[:_EVENTS_AT_FIRST]
        for event in shown:
            by = f" by {event.by}" if event.by else ""
            self._line(f"{event.words}{by} · {spoken_time(event.at)}")
        if len(shown) < len(events):
            more = self._link(f"{len(events) - len(shown)} earlier")
            more.clicked.connect(lambda: self.show_events(events, everything=True))


class FileSection(_Section):
    """Where the bytes came from."""

    def show_file(self, file: SourceFile) -> None:
        """Shows the facts of a file."""
        self._empty()
        path = self._line(_breakable(file.path), Type.SMALL)
        path.setAccessibleName(f"File {file.path}")
        if file.member:
            self._line(f"part {file.member}")
        self._line(f"{file.encoding} · {grouped(file.bytes)} bytes · imported {spoken_time(file.imported_at)}")
        self._line(f"SHA-256 {file.sha256[:16]}…").setAccessibleName(f"SHA-256 {file.sha256}")
        for other in file.also_at:
            self._line(_breakable(f"also at {other}"))
        copy = self._link("Copy path and checksum", "Copy path and checksum of the file")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{file.path}\n{file.sha256}"))


def _breakable(path: str) -> str:
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b").replace("_", "_\u200b")
