"""Pictures of every state of the desk, taken from the desk itself on the sample archive.

    python packaging/make_screenshots.py [--only search] [--size 1366x768] [--out docs/screenshots]

Nothing is drawn or retouched: each picture is a window of the program, with the dialogs that lie over it, brought to
its state through the same commands a reader uses. Imports run in their own processes as always. Needs no display.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from few_colours import quantized
from PySide6.QtCore import QEventLoop, QPoint, QRect, QTimer
from PySide6.QtGui import QImage, QPainter, QPen, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog

from newsreader import paths, resources
from newsreader.desktop.actions import Command
from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.picture import settle
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.domain.importing import ImportProgress, ImportRequest
from newsreader.services import annotating, browsing, correcting, importing, reading, tagging
from newsreader.services.session import Session

SIZES = ((1366, 768), (2560, 1440))
MODES = (Mode.LIGHT, Mode.DARK)
STORY = "Men of the harbour vote again to stay ashore"
WIRE_STORY = "Minister to send a judge to the Halifax piers"
QUERY = "harbour strike country:canada date:1912..1924"
_BULK = 600
_PATIENCE_SECONDS = 240

State = Callable[["Studio", DeskWindow], None]


class Studio:
    """The archives the pictures are taken of, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.newspapers = folder / "Newspapers"
        self.sample = folder / "Newspapers of eight countries"
        self.empty = folder / "New archive"
        shutil.copytree(resources.path("sample", "articles"), self.newspapers)
        with Session.open(self.sample, create=True) as session:
            importing.import_paths(session, ImportRequest((str(self.newspapers),), jobs=1))
            session.user = "ann"
            _annotate(session)
        Session.open(self.empty, create=True).close()
        self.bulk = _write_bulk(folder / "batch_nsha_01", self.newspapers)
        self.troubled = _write_troubles(folder / "From the attic", self.newspapers)

    def copy_of_sample(self) -> Path:
        """A copy that an import may write into."""
        copy = Path(tempfile.mkdtemp(dir=self.folder)) / self.sample.name
        shutil.copytree(self.sample, copy)
        return copy


def _annotate(session: Session) -> None:
    """Leaves the traces of a reader: tags, notes, confirmed fields, stars."""
    rows = browsing.rows(session, browsing.numbers(session))
    by_headline = {row.headline: row.id for row in rows}
    strike = [row.id for row in rows if "strike" in row.headline.casefold() or "pier" in row.headline.casefold()]
    story = by_headline[STORY]
    tagging.add(session, [story, *strike[:5]], "labour/docks")
    tagging.add(session, [story, *(row.id for row in rows[10:16])], "exhibition 2027")
    tagging.add(session, [row.id for row in rows[20:32]], "weather")
    for tag, colour in (
        ("labour", "yellow"),
        ("labour/docks", "yellow"),
        ("exhibition 2027", "green"),
        ("weather", "blue"),
    ):
        if tag in {known.name for known in tagging.all_tags(session)}:
            tagging.recolour(session, tag, colour)
    paragraphs = reading.article(session, story).clean.split("\n\n")
    first, second = (_sentence(paragraphs[place]) for place in (1, -1))
    annotating.add_by_quote(
        session, story, first, "Quote for panel 3. Compare the figure in the Ottawa Sentinel.", "yellow"
    )
    annotating.add_by_quote(session, story, second, "For the catalogue.", "green")
    for name in ("paper", "date"):
        correcting.confirm(session, story, name)
    reading.mark(session, [row.id for row in rows[::3]], read=True)
    reading.mark(session, [row.id for row in rows[5:40:9]], starred=True)


def _sentence(paragraph: str) -> str:
    return re.split(r"(?<!Mr)\. ", paragraph)[0].rstrip(".")


def _write_bulk(folder: Path, newspapers: Path) -> Path:
    """Enough articles for an import to be seen at work: the sample's own, each told apart by a line."""
    folder.mkdir()
    texts = [path.read_bytes() for path in sorted(newspapers.rglob("*.txt"))]
    for number in range(_BULK):
        (folder / f"{number:04}.txt").write_bytes(texts[number % len(texts)] + f"\n\nReel {number}.\n".encode())
    return folder


def _write_troubles(folder: Path, newspapers: Path) -> Path:
    """Files of every kind that an import reports."""
    shutil.copytree(newspapers / "halifax-ledger", folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "scan_0031.txt").write_bytes(bytes(range(256)) * 16)
    (folder / ".DS_Store").write_bytes(b"\0" * 64)
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00\xd8" * 40)
    (folder / "notes.txt").write_text("Harbour\n\nA note found in the box.\n", encoding="utf-8")
    return folder


# -- the states --------------------------------------------------------------------------------------------------------


def browse(studio: Studio, window: DeskWindow) -> None:
    """The archive as it opens: tree, list, text, record."""
    _open(window, studio.sample)
    _read_story(window)


def search(studio: Studio, window: DeskWindow) -> None:
    """A search with its reading in plain words, its years and its snippets."""
    _open(window, studio.sample)
    _search(window, QUERY)
    _read_story(window)


def changes(studio: Studio, window: DeskWindow) -> None:
    """Every repair in the text."""
    search(studio, window)
    window.frame.reader.set_layer("changes")
    settle(window)


def original(studio: Studio, window: DeskWindow) -> None:
    """The text as it came in."""
    search(studio, window)
    window.frame.reader.set_layer("original")
    settle(window)


def evidence(studio: Studio, window: DeskWindow) -> None:
    """The words a value came from."""
    search(studio, window)
    window.frame.record.focus_field("byline")
    settle(window)


def note(studio: Studio, window: DeskWindow) -> None:
    """A note being written on selected words."""
    _open(window, studio.sample)
    _read_story(window)
    view = window.frame.reader.view
    words = _sentence(view.shown.text.split("\n\n")[2])
    cursor = view.textCursor()
    start = view.shown.to_position(view.shown.text.index(words))
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    window.frame.reader.selecting.write_note()
    window.frame.reader.selecting.editor.words.setPlainText("Compare the Star’s figure for the same week.")


def edit(studio: Studio, window: DeskWindow) -> None:
    """A field being edited in place, with what is wrong said below it."""
    _open(window, studio.sample)
    _read_story(window)
    row = window.frame.record.rows["country"]
    row.edit()
    row.editor.setText("Atlantis")
    row.editor.returnPressed.emit()
    row._commit(go_on=False)  # noqa: SLF001 - what Enter does


def importing_now(studio: Studio, window: DeskWindow) -> None:
    """An import at work: what is in can be read."""
    _open(window, studio.copy_of_sample())
    _read_story(window)
    window.importing.begin([studio.bulk], {})
    told: list[ImportProgress] = []
    window.importing.progressed.connect(told.append)
    _wait(lambda: bool(told) and told[-1].total_is_final and told[-1].done >= _BULK * 0.4)
    settle(window)


def import_report(studio: Studio, window: DeskWindow) -> None:
    """What an import did, and what it could not do."""
    _open(window, studio.copy_of_sample())
    window.importing.begin([studio.troubled], {})
    _wait(lambda: not window.importing.is_running)
    settle(window)
    window.frame.list.step(0)
    settle(window)
    window.importing.show_report()


def empty_archive(studio: Studio, window: DeskWindow) -> None:
    """A new archive says what to do."""
    _open(window, studio.empty)


def no_result(studio: Studio, window: DeskWindow) -> None:
    """Nothing found: which part of the search to drop."""
    _open(window, studio.sample)
    _search(window, "harbour strike country:spain date:1912..1924")


def error(studio: Studio, window: DeskWindow) -> None:
    """A known error, in a banner, with what to do."""
    _open(window, studio.sample)
    _read_story(window)
    window.desk.open_archive(studio.folder / "Missing")
    settle(window)


def read_only(studio: Studio, window: DeskWindow) -> None:
    """An archive that can only be read."""
    window.desk.adopt(Session.open(studio.sample, read_only=True))
    settle(window)
    _read_story(window)


def palette(studio: Studio, window: DeskWindow) -> None:
    """All commands, found by typing."""
    search(studio, window)
    window.actions_by_command[Command.PALETTE].trigger()
    settle(window)


def shortcuts(studio: Studio, window: DeskWindow) -> None:
    """The sheet of shortcuts."""
    _open(window, studio.sample)
    _read_story(window)
    window.actions_by_command[Command.SHORTCUTS].trigger()
    settle(window)


def notes(studio: Studio, window: DeskWindow) -> None:
    """All notes of the archive."""
    _open(window, studio.sample)
    _read_story(window)
    window.actions_by_command[Command.NOTES].trigger()
    settle(window)


def compare(studio: Studio, window: DeskWindow) -> None:
    """Two printings of a wire story side by side."""
    _open(window, studio.sample)
    _read_story(window, WIRE_STORY)
    window.actions_by_command[Command.COMPARE].trigger()
    settle(window)
    _wait_for_paint()
    for _ in range(3):
        window.families.step(1)


STATES: dict[str, State] = {
    "browse": browse, "search": search, "changes": changes, "original": original, "evidence": evidence, "note": note,
    "edit": edit, "notes": notes, "import": importing_now, "import-report": import_report, "empty": empty_archive,
    "no-result": no_result, "error": error, "read-only": read_only, "palette": palette, "shortcuts": shortcuts,
    "compare": compare,
}  # fmt: skip


def _open(window: DeskWindow, folder: Path) -> None:
    window.desk.open_archive(folder)
    settle(window)
    if window.desk.listing is not None and window.desk.listing.numbers:
        window.frame.list.step(0)
        settle(window)


def _search(window: DeskWindow, query: str) -> None:
    window.search_for(query)
    settle(window)
    window.frame.list.step(0)
    settle(window)


def _read_story(window: DeskWindow, headline: str = STORY) -> None:
    session = window.desk.session
    if session is None:
        raise SystemExit("The archive did not open")
    rows = browsing.rows(session, browsing.numbers(session))
    story = next(row for row in rows if row.headline == headline)
    window.desk.find_number(story.id, window.frame.list.stand_on)
    settle(window)


def _wait(is_there: Callable[[], bool]) -> None:
    loop, limit = QEventLoop(), time.monotonic() + _PATIENCE_SECONDS
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if is_there() or time.monotonic() > limit else None)
    timer.start()
    loop.exec()
    if not is_there():
        raise SystemExit("The desk did not get there in time")


# -- taking the picture ------------------------------------------------------------------------------------------------


@contextmanager
def _window(mode: Mode, size: tuple[int, int]) -> Iterator[DeskWindow]:
    # Each picture is of a desk that remembers nothing of the one before.
    shutil.rmtree(paths.config_dir(), ignore_errors=True)
    window = make_window(mode)
    window.desk.jobs.crashed.connect(_give_up)
    window.resize(*size)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        window.importing.stop_at_once()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        window.close()
        window.deleteLater()


def _give_up(bug: BaseException) -> None:
    sys.excepthook(type(bug), bug, bug.__traceback__)
    os._exit(70)


def _picture(window: DeskWindow) -> QImage:
    """The window with what lies over it."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible():
            place = QRect(QPoint(0, 0), other.size())
            place.moveCenter(window.rect().center())
            painter.drawPixmap(place.topLeft(), other.grab())
            if not other.windowFlags() & other.windowFlags().FramelessWindowHint:
                painter.setPen(QPen(window.theme.colour("edge"), 1))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def main() -> int:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every state of the desk.")
    parser.add_argument(
        "--only", action="append", choices=sorted(STATES), help="this state; may be given several times"
    )
    parser.add_argument("--size", action="append", help="for example 1366x768; both sizes when not given")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "screenshots")
    asked = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in asked.size] if asked.size else list(SIZES)
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"NEWSREADER_{name}_DIR"] = str(Path(folder) / name.lower())
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_application()
        studio = Studio(Path(folder) / "home")
        for width, height in sizes:
            for state in asked.only or STATES:
                for mode in MODES:
                    path = asked.out / f"{state}-{mode.value}-{width}x{height}.png"
                    with _window(mode, (width, height)) as window:
                        STATES[state](studio, window)
                        _wait_for_paint()
                        if not quantized(_picture(window)).save(str(path), quality=0):
                            raise SystemExit(f"{path} could not be written")
                    print(f"{path.name}  {path.stat().st_size // 1024} KB", flush=True)
    return 0


def _wait_for_paint() -> None:
    loop = QEventLoop()
    QTimer.singleShot(350, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
