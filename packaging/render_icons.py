"""Renders `resources/icons/app/app.svg` to the PNG sizes that window systems ask for, beside it."""

import os
import sys
from pathlib import Path

SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)


def main() -> int:
    """Writes `app-<size>.png` for each size and returns 0."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, QSize, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app"
    app = QGuiApplication(sys.argv)
    drawing = QSvgRenderer(str(folder / "app.svg"))
    for size in SIZES_PX:
        image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(folder / f"app-{size}.png"))
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
