"""Hostile pictures and PDF files on the page view: shown in part or refused in words, in little memory and time."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import hostile_images, hostile_texts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits memory in the POSIX way")

_MEMORY = 3 * 1024**3
_SECONDS = 120
_CHILD = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from newsreader.desktop.page_decoding import PictureSource, open_picture
from newsreader.errors import NewsreaderError

app = QGuiApplication(sys.argv[:1])
fates = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        picture = open_picture(PictureSource(path))
        picture.preview(200)
        image, _ = picture.whole()
        picture.region(QRect(0, 0, 64, 64))
        fates[path.name] = "shown" if not image.isNull() else "nothing"
    except NewsreaderError as error:
        fates[path.name] = "refused" if str(error) and error.remedy else "refused without words"
print(json.dumps(fates))
"""


def test_each_is_shown_or_refused_in_words(tmp_path: Path) -> None:
    made = [each for each in (*hostile_images.documents(), *hostile_texts.documents()) if _is_shown(each.name)]
    for each in made:
        (tmp_path / each.name).write_bytes(each.data)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, tmp_path],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    fates = json.loads(done.stdout.splitlines()[-1])
    assert len(fates) == len(made) > 20
    assert set(fates.values()) <= {"shown", "refused"}, fates
    assert fates["absurd.png"] == fates["large.png"] == fates["lies.jp2"] == "refused"


def _is_shown(name: str) -> bool:
    return name.endswith((".png", ".jpg", ".tif", ".jp2", ".pdf"))
