"""The program as started: it opens, closes on a signal with exit code 0, and shows its own bugs in a dialog."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from newsreader import __version__
from newsreader.desktop import bug_report
from newsreader.desktop.bug_report import BugDialog
from newsreader.desktop.theme import Theme


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_the_app_makes_its_archive_and_closes_on_a_signal(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from newsreader.desktop import app\n"
        "made = app.make_application()\n"
        "timer = QTimer(interval=100)\n"
        "windows = lambda: [w for w in made.topLevelWidgets() if hasattr(w, 'desk') and w.desk.session]\n"
        "timer.timeout.connect(lambda: windows() and print('open', flush=True))\n"
        "timer.start()\n"
        "sys.exit(app.run(None))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "open"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (tmp_path / "data" / "archive" / "archive.sqlite3").is_file()


def test_report_has_version_platform_and_traceback() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 // 0
    text = bug_report.report(caught.value)
    assert __version__ in text
    assert "Qt 6" in text
    assert "test_report_has_version_platform_and_traceback" in text
    assert "ZeroDivisionError: integer division" in text


def test_bug_dialog_copies_its_report(qtbot: QtBot, theme: Theme) -> None:
    dialog = BugDialog(theme, "the report")
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy the report")
    copy.click()
    assert QGuiApplication.clipboard().text() == "the report"
