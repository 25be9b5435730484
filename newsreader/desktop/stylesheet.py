"""The style sheet of the application, built from the tokens; no other module writes a colour into a style sheet.

Widgets choose a look through dynamic properties:

    look = "primary" | "quiet" | "icon" | "link" | "segment"    on QPushButton and QToolButton
    pane = "ground" | "panel" | "page" | "line"                 on QWidget, QFrame and scroll areas
    look = "search" | "plain"                                   on editors
"""

from collections.abc import Callable
from string import Template

from newsreader.desktop.tokens import Tokens

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $panel; color: $ink; }
QToolTip { background: $panel; color: $ink; border: 1px solid $edge; padding: 4px 8px; }

[pane="ground"] { background: $ground; border: none; }
[pane="panel"] { background: $panel; border: none; }
[pane="page"] { background: $page; border: none; }
[pane="line"] { background: $line; border: none; }
[pane="notice"] { background: $notice; border: none; border-bottom: 1px solid $line; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QPushButton, QToolButton {
    background: $field; color: $ink; border: 1px solid $edge; border-radius: 7px; padding: 0 ${pad_x}px;
    min-height: ${button}px;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 ${pad_x_focus}px; }
QPushButton:checked, QToolButton:checked { background: $selected; color: $accent_strong; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: transparent; border-color: $line; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accent_strong; }
QPushButton[look="primary"]:disabled { color: $disabled; background: transparent; border-color: $line; }
QPushButton[look="primary"]:focus { border: 2px solid $ink; }
[look="quiet"], [look="icon"] { background: transparent; border: 1px solid transparent; }
[look="quiet"]:hover, [look="icon"]:hover { background: $hover; }
[look="quiet"]:focus, [look="icon"]:focus { border: 2px solid $accent; }
[look="quiet"]:disabled, [look="icon"]:disabled { border-color: transparent; }
[look="icon"] { padding: 0; min-width: ${button}px; }
[look="icon"]:focus { padding: 0; }
[small="true"] { min-height: ${small}px; min-width: ${small}px; border-radius: 5px; }
[look="icon"]:checked { background: $selected; }
QToolButton::menu-indicator { image: none; width: 0; }
[look="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 2px; min-height: 0;
    border-radius: 4px; text-align: left;
}
[look="link"]:hover { background: transparent; text-decoration: underline; }
[look="link"]:focus { border: 1px solid $accent; padding: 0 2px; }
[look="switch"] {
    background: transparent; border: 1px solid $edge; color: $muted; padding: 0 7px; min-height: ${small}px;
    border-radius: 5px;
}
[look="switch"]:hover { background: $hover; }
[look="switch"]:checked { background: $selected; border-color: $accent; color: $accent_strong; }
[look="switch"]:focus { border: 2px solid $accent; padding: 0 6px; }
[look="segment"] { border-radius: 0; border-left-width: 0; }

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox {
    background: $field; color: $ink; border: 1px solid $edge; border-radius: 7px; padding: 3px 8px;
    selection-background-color: $selection; selection-color: $ink;
}
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $accent; padding: 2px 7px;
}
QLineEdit:disabled, QTextEdit:disabled { color: $disabled; }
[look="plain"], [look="plain"]:focus { background: transparent; border: none; border-radius: 0; padding: 0; }
QComboBox::drop-down { border: none; width: 20px; }

QAbstractItemView {
    background: transparent; color: $ink; border: none; selection-background-color: $selected; selection-color: $ink;
}
QComboBox QAbstractItemView, [popup="true"] { background: $panel; border: 1px solid $edge; padding: 2px; }
QComboBox QAbstractItemView::item, [popup="true"]::item { padding: 4px 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, [popup="true"]::item:selected { background: $selected; color: $ink; }
QHeaderView::section {
    background: $panel; color: $muted; border: none; border-bottom: 1px solid $line; padding: 4px 8px;
}
QTableView { gridline-color: $line; }

QMenu { background: $panel; color: $ink; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $panel; color: $ink; border-bottom: 1px solid $line; padding: 1px 8px; }
QMenuBar::item { padding: 3px 8px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $selected; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $bar; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0;
}

QProgressBar { background: $bar_track; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $faint; border-radius: 7px; background: $field; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
""")


def build(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet.

    Args:
        tokens: The colours.
        px: Makes a size grow with the text.
    """
    names = [name for name in Tokens.__slots__ if isinstance(getattr(tokens, name), str)]
    values = {name: getattr(tokens, name) for name in names}
    return _SHEET.substitute(
        values,
        disabled=tokens.grey_dot,
        selection=tokens.blue,
        bar_track=tokens.line,
        button=str(px(30)),
        small=str(px(20)),
        pad_x="12",
        pad_x_focus="11",
    )
