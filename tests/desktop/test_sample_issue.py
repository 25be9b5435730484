"""The script that makes the sample issues makes those that are in the repository."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage

CHECKOUT = Path(__file__).resolve().parents[2]
ISSUES = CHECKOUT / "resources" / "sample" / "issues"
FONTS = ("C059", "Nimbus Roman", "Noto Serif Display", "Nimbus Sans Narrow")


def test_the_script_makes_the_same_again(tmp_path: Path, qapp: QGuiApplication) -> None:
    lacking = [name for name in FONTS if not QFontDatabase.hasFamily(name)]
    if lacking:
        pytest.skip(f"this machine has no {', '.join(lacking)}")
    script = CHECKOUT / "packaging" / "make_sample_issue.py"
    done = subprocess.run(
        [sys.executable, script, "--no-images", "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    kept = {path.relative_to(ISSUES): path.read_bytes() for path in ISSUES.rglob("*.xml")}
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.xml")}
    assert len(kept) == 7
    assert made == kept


def test_the_pictures_are_grey_pages(qapp: QGuiApplication) -> None:
    pictures = sorted(ISSUES.rglob("*.jpg"))
    assert len(pictures) == 5
    for path in pictures:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1800, 2560)
        assert picture.isGrayscale()
        ink = sum(picture.pixelColor(x, y).red() < 110 for x in range(100, 1700, 7) for y in range(100, 2450, 9))
        assert 0.04 < ink / (229 * 262) < 0.35, f"{path.name} is empty or black"
