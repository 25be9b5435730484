"""Every command of the desk, in one enum: its words, its keys, its place in the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from newsreader.desktop.icons import Icons


@dataclass(frozen=True, slots=True)
class Spec:
    """One command.

    Attributes:
        words: As in a menu.
        group: Heading in the menu, the palette and the sheet.
        keys: Shortcuts; the first is shown.
        icon: Name of its icon, or "".
        is_switch: Whether it is on or off.
        choice: Commands with the same word here exclude each other.
    """

    words: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_switch: bool = False
    choice: str = ""


class Command(Enum):
    """The commands in the order of the menu."""

    IMPORT_FILES = Spec("Import files…", "Archive", ("Ctrl+I",), "import")
    IMPORT_FOLDER = Spec("Import a folder…", "Archive", ("Ctrl+Shift+I",), "folder")
    IMPORTS = Spec("Imports…", "Archive", ("Ctrl+Shift+J",), "clock")
    WATCHED = Spec("Watched folders…", "Archive", (), "eye")
    EXPORT = Spec("Export what is listed…", "Archive", ("Ctrl+E",), "export")
    NEW_ARCHIVE = Spec("New archive…", "Archive", (), "plus")
    OPEN_ARCHIVE = Spec("Open an archive…", "Archive", ("Ctrl+O",), "newspaper")
    OPEN_SAMPLE = Spec("Open the sample archive", "Archive", (), "sparkle")
    READ_AGAIN = Spec("Read again…", "Archive", (), "history")
    LEARNED = Spec("What was learned…", "Archive", (), "sparkle")
    REBUILD_INDEX = Spec("Rebuild the search index", "Archive")
    FIND_FAMILIES = Spec("Look for other printings", "Archive", (), "layers")
    QUIT = Spec("Quit", "Archive", ("Ctrl+Q",))

    UNDO = Spec("Undo", "Edit", ("Ctrl+Z",), "undo")
    REDO = Spec("Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo")
    STAR = Spec("Star or unstar", "Edit", ("Ctrl+D",), "star")
    TOGGLE_READ = Spec("Mark as read or unread", "Edit", ("Ctrl+U",), "eye")
    TAG = Spec("Tag…", "Edit", ("Ctrl+T",), "tag")
    NOTE = Spec("Note on the article", "Edit", ("Ctrl+Shift+M",), "comment")
    TRASH = Spec("Move to the trash", "Edit", ("Ctrl+Backspace",), "trash")
    RESTORE = Spec("Bring back from the trash", "Edit", (), "undo")

    SEARCH = Spec("Search", "Find", ("Ctrl+L", "/"), "search")
    SAVE_SEARCH = Spec("Save search…", "Find", ("Ctrl+S",), "bookmark")
    SAVE_RECORD = Spec("Save search record…", "Find", (), "export")
    TOLERATE_OCR = Spec("Tolerate OCR errors", "Find", ("Ctrl+Shift+E",), "", is_switch=True)
    WITH_SYNONYMS = Spec("Search synonyms too", "Find", ("Ctrl+Shift+Y",), "", is_switch=True)
    SYNONYMS = Spec("Synonyms…", "Find", (), "columns")
    WORDS = Spec("Words of this archive…", "Find", ("Ctrl+Shift+W",), "text-size")
    ISSUES = Spec("Issues…", "Find", ("Ctrl+Shift+O",), "newspaper")
    HISTORY = Spec("Earlier searches", "Find", ("Ctrl+Shift+H",), "clock")
    REMEMBER = Spec("Remember searches", "Find", (), "", is_switch=True)
    CLEAR_HISTORY = Spec("Forget earlier searches", "Find", (), "trash")
    CLEAR = Spec("Everything in the archive", "Find", ("Ctrl+Shift+X",), "close")

    NEXT_ARTICLE = Spec("Next article", "Go", ("Alt+Down", "Ctrl+Down"), "chevron-down")
    PREVIOUS_ARTICLE = Spec("Previous article", "Go", ("Alt+Up", "Ctrl+Up"), "chevron-up")
    NEXT_DOUBTFUL = Spec("Next doubtful field", "Go", ("Ctrl+J",), "clock")
    GO_BROWSE = Spec("Go to the tree", "Go", ("Alt+1",), "panel-left")
    GO_LIST = Spec("Go to the list", "Go", ("Alt+2",), "columns")
    GO_READER = Spec("Go to the text", "Go", ("Alt+3",), "newspaper")
    GO_RECORD = Spec("Go to the record", "Go", ("Alt+4",), "panel-right")

    SHOW_BROWSE = Spec("Show the tree", "View", ("Ctrl+Shift+B",), "panel-left", is_switch=True)
    SHOW_RECORD = Spec("Show the record", "View", ("Ctrl+Shift+R",), "panel-right", is_switch=True)
    COMPARE = Spec("Compare with another printing…", "View", ("Ctrl+Shift+D",), "columns")
    COMPACT = Spec("Compact list", "View", (), "sort", is_switch=True)
    NOTES = Spec("All notes…", "View", ("Ctrl+Shift+N",), "comment")
    TEXT_LARGER = Spec("Larger text", "View", ("Ctrl++", "Ctrl+="), "text-size")
    TEXT_SMALLER = Spec("Smaller text", "View", ("Ctrl+-",), "text-size")
    TEXT_NORMAL = Spec("Normal text size", "View", ("Ctrl+0",), "text-size")
    THEME_SYSTEM = Spec("Appearance of the system", "View", (), "gear", is_switch=True, choice="theme")
    THEME_LIGHT = Spec("Light", "View", (), "sun", is_switch=True, choice="theme")
    THEME_DARK = Spec("Dark", "View", (), "moon", is_switch=True, choice="theme")
    THEME_SEPIA = Spec("Sepia", "View", (), "newspaper", is_switch=True, choice="theme")

    PALETTE = Spec("All commands…", "Help", ("Ctrl+K",), "search")
    SHORTCUTS = Spec("Keyboard shortcuts", "Help", ("F1",), "keyboard")
    ABOUT = Spec("About newsreader", "Help", (), "info")

    @property
    def spec(self) -> Spec:
        """What it is."""
        return self.value


def make_actions(parent: QObject, icons: Icons) -> Mapping[Command, QAction]:
    """One `QAction` for each command, with its shortcuts at work in the whole window of `parent`."""
    groups: dict[str, QActionGroup] = {}
    made: dict[Command, QAction] = {}
    for command in Command:
        spec = command.spec
        action = QAction(spec.words, parent)
        action.setObjectName(command.name.lower())
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(spec.is_switch)
        if spec.icon:
            icons.put(action, spec.icon)
        if spec.choice:
            if spec.choice not in groups:
                groups[spec.choice] = QActionGroup(parent)
            groups[spec.choice].addAction(action)
        made[command] = action
    return made


def shown_keys(action: QAction) -> str:
    """The first shortcut of an action as this system writes it; "" for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
