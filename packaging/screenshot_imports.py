"""The states of the import desk that pictures are taken of."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from screenshot_studio import Studio
from screenshot_waiting import open_archive, wait_until

from newsreader.desktop.picture import settle
from newsreader.desktop.window import DeskWindow
from newsreader.domain.import_listing import FileFate
from newsreader.domain.importing import ImportProgress, ImportReport
from newsreader.domain.profile import ImportProfile
from newsreader.services import profiles

if TYPE_CHECKING:
    from newsreader.desktop.import_dialog import ImportDialog

MANY = 10_000


def ask(studio: Studio, window: DeskWindow) -> None:
    """What holds for all files of an import."""
    _ask(studio, window)


def settings(studio: Studio, window: DeskWindow) -> None:
    """A profile with everything it says."""
    dialog = _ask(studio, window)
    dialog.form.profile.setCurrentIndex(1)
    dialog.form.profile.activated.emit(1)


def columns(studio: Studio, window: DeskWindow) -> None:
    """What the columns of a table are taken for."""
    folder = studio.folder / "Tables"
    folder.mkdir(exist_ok=True)
    (folder / "cuttings-1919.csv").write_text(_TABLE, encoding="utf-8")
    dialog = _ask(studio, window, folder)
    dialog.form.more.setChecked(True)
    dialog.form.columns.click()
    settle(window)


def look(studio: Studio, window: DeskWindow) -> None:
    """What would become of each file, some of which cannot be read."""
    dialog = _ask(studio, window)
    dialog.look.click()
    wait_until(lambda: dialog.look.text() == "Look again")
    dialog.table.sortByColumn(1, dialog.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    dialog.table.selectRow(0)
    dialog.table.setFocus()


def look_many(studio: Studio, window: DeskWindow) -> None:
    """The look at a large folder while it goes on, long names among them."""
    dialog = _ask(studio, window)
    dialog.look_wanted.disconnect()
    dialog.look.click()
    fates = tuple(
        FileFate(
            f"/volumes/reels/batch_{number // 500:03}/{'long ' * (number % 7)}reel of the gazette/{number:05}.xml",
            "failed" if number % 97 == 0 else "there" if number % 9 == 0 else "new",
            "" if number % 97 == 0 else "alto",
            0 if number % 97 == 0 or number % 9 == 0 else number % 30 + 1,
            int(number % 9 == 0 and number % 97 != 0),
            f"{'The men of the harbour and of all the piers along the river ' * (number % 3 == 0)}vote {number}",
            "The Harbour Gazette and Commercial Advertiser of the Southern Coast" if number % 4 == 0 else "Star",
            f"19{number % 30 + 10}-05-{number % 28 + 1:02}", "CA", "",
            "is not well-formed: mismatched tag at line 3, column 14" if number % 97 == 0 else "",
        )
        for number in range(MANY)
    )  # fmt: skip
    dialog.show_progress(
        ImportProgress(MANY, 4 * MANY, True, 8_000, 1_000, 103, 0, 900.0, 33.0, "reading", "00500.xml", fates)
    )
    dialog.table.selectRow(4)


def imports(studio: Studio, window: DeskWindow) -> None:
    """One import runs, others wait, others have ended."""
    open_archive(window, studio.copy_of_sample())
    ended: list[ImportReport] = []
    window.importing.ended.connect(ended.append)
    window.importing.begin([studio.troubled], {})
    wait_until(lambda: len(ended) == 1)
    told: list[ImportProgress] = []
    window.importing.progressed.connect(told.append)
    for paths in ([studio.bulk], [studio.newspapers, studio.troubled], [studio.newspapers / "halifax-ledger"]):
        window.importing.begin(paths, {})
    queue = window.importing.runner.queue
    window.importing.runner.pause(queue.unfinished[2].id, paused=True)
    wait_until(lambda: bool(told) and told[-1].total_is_final and told[-1].done >= MANY // 50)
    window.importing.pause(True)
    settle(window)
    window.importing.open_imports()


def watched(studio: Studio, window: DeskWindow) -> None:
    """Two watched folders, one of which is gone."""
    open_archive(window, studio.copy_of_sample())
    watching = window.importing.watching
    if watching is None:
        raise SystemExit("Nothing is watched")
    watching.add(str(studio.troubled))
    watching.add(str(studio.folder / "Share that is not connected"))
    wait_until(lambda: bool(watching.watches[0].taken))
    settle(window)
    window.frame.banner.hide()
    window.importing.open_watched()
    settle(window)


def no_imports(studio: Studio, window: DeskWindow) -> None:
    """Nothing was imported yet."""
    open_archive(window, studio.copy_of_sample())
    window.importing.open_imports()


_TABLE = """id;kop;artikel;krant;datum;pagina;opmerking
17;Men of the harbour vote again;The men of the harbour voted last night to stay ashore until noon, and sent word to \
the owners.;The Halifax Ledger;14-05-1919;1;box 7, envelope 3
18;Wheat piles up;The silos along the quay are full, and no ship is loaded.;The Halifax Ledger;15-05-1919;4;
"""


def _ask(studio: Studio, window: DeskWindow, what: Path | None = None) -> "ImportDialog":
    open_archive(window, studio.copy_of_sample())
    session = window.desk.session
    if session is None:
        raise SystemExit("The archive did not open")
    profiles.save(
        session,
        ImportProfile(
            "Halifax clippings", "The Halifax Ledger", "CA", "en", "D MMMM YYYY",
            "{paper}_{date:YYYY-MM-DD}_{page}.txt", copy_pages=True,
        ),
    )  # fmt: skip
    dialog = window.importing.ask_about([what or studio.troubled], session)
    settle(window)
    return dialog


STATES: dict[str, Callable[[Studio, DeskWindow], None]] = {
    "import-ask": ask, "import-settings": settings, "import-columns": columns,
    "import-look": look, "import-look-many": look_many,
    "imports": imports, "imports-empty": no_imports, "watched": watched,
}  # fmt: skip
