"""What the window remembers from one session to the next: place, panes, appearance, last article."""

from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from newsreader import settings
from newsreader.desktop.theme import Mode, Theme

_KEY = "desk"


def load() -> dict[str, Any]:
    """What was remembered; empty when nothing was or it makes no sense."""
    found = settings.load().get(_KEY)
    return found if isinstance(found, dict) else {}


def save(changes: dict[str, Any]) -> None:
    """Remembers some more; None forgets."""
    merged = {**load(), **changes}
    settings.save({_KEY: {name: value for name, value in merged.items() if value is not None}})


def theme_mode() -> Mode:
    """The appearance chosen last."""
    try:
        return Mode(load().get("theme", Mode.SYSTEM.value))
    except ValueError:
        return Mode.SYSTEM


def text_scale() -> int:
    """The size of text chosen last, in percent."""
    found = load().get("text_scale", 100)
    return found if isinstance(found, int) else 100


def keep_window(window: QMainWindow, splitter: QSplitter, theme: Theme) -> None:
    """Remembers place, panes and appearance."""
    save(
        {
            "geometry": bytes(window.saveGeometry().toBase64().data()).decode("ascii"),
            # Hidden behind the welcome of an empty archive they have no widths worth keeping.
            "panes": splitter.sizes() if splitter.isVisible() else load().get("panes"),
            "theme": theme.mode.value,
            "text_scale": theme.text_scale,
        }
    )


def restore_window(window: QMainWindow) -> None:
    """Puts the window where it was."""
    geometry = load().get("geometry")
    if isinstance(geometry, str):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))


def restore_panes(splitter: QSplitter) -> bool:
    """Gives the panes their widths of last time; says whether they were remembered. The splitter must be laid out."""
    panes = load().get("panes")
    if not isinstance(panes, list) or len(panes) != splitter.count() or not all(isinstance(px, int) for px in panes):
        return False
    splitter.setSizes(panes)
    return True


def reading_place(archive_uuid: str) -> tuple[str, int]:
    """Id of the article read last in an archive and the place in its raw text; ("", 0) for none."""
    places = load().get("reading")
    found = places.get(archive_uuid) if isinstance(places, dict) else None
    if isinstance(found, list) and len(found) == 2 and isinstance(found[0], str) and isinstance(found[1], int):
        return found[0], found[1]
    return "", 0


def keep_reading_place(archive_uuid: str, article_id: str, raw: int) -> None:
    """Remembers what was read last in an archive, for the twenty archives read last."""
    places = load().get("reading")
    kept = {uuid: place for uuid, place in places.items() if uuid != archive_uuid} if isinstance(places, dict) else {}
    kept[archive_uuid] = [article_id, raw]
    save({"reading": dict(list(kept.items())[-20:])})
