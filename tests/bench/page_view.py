"""Times what a reader of pages waits for, on pictures made here and on those of a folder.

    python tests/bench/page_view.py [--pictures FOLDER] [--size 1400x1000] [--json FILE]

For each picture: from the wish to the first paint, to the sharp one at full size; the processor time on the window's
thread of each frame while zooming around a point from the whole page to 400 % and back, and while panning at 100 % and
25 %; the longest stall of that thread, what is kept in memory, and the peak of the process (each picture in a process
of its own). A window without a screen; the best of five for the first paint, by the clock and in processor time, which
a busy machine lengthens less. Prints, never fails.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QPointF, QRect, QTimer
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from newsreader.desktop.app import make_application
from newsreader.desktop.icons import Icons
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import PictureSource
from newsreader.desktop.page_view import PageView
from newsreader.desktop.theme import Mode, Theme
from newsreader.domain.issue import IssueRow, PageRow
from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.services.page_reading import OpenIssue, OpenPage

_TIMEOUT_S = 60.0
_WORDS = (12, 830)
"""Columns, and words in each: as on a broadsheet."""


def made_pictures(folder: Path) -> Iterator[Path]:
    """Pages of letters-like strokes and grain, as scanners leave them: nothing that a decoder could skip."""
    for name, width, height, form in (
        ("20mp-grey.jpg", 4000, 5000, QImage.Format.Format_Grayscale8),
        ("20mp-colour.jpg", 4000, 5000, QImage.Format.Format_RGB32),
        ("20mp-grey.png", 4000, 5000, QImage.Format.Format_Grayscale8),
        ("100mp-bilevel.tif", 8400, 11_904, QImage.Format.Format_Mono),
        ("100mp-grey.tif", 8400, 11_904, QImage.Format.Format_Grayscale8),
        ("100mp-grey.jpg", 8400, 11_904, QImage.Format.Format_Grayscale8),
        ("100mp-colour.jpg", 8400, 11_904, QImage.Format.Format_RGB32),
    ):
        path = folder / name
        if not path.exists():
            _write(path, _page(width, height).convertToFormat(form))
        yield path


def _page(width: int, height: int) -> QImage:
    dice = np.random.default_rng(7)
    strokes = dice.random((height // 6, width // 6)) < 0.32
    lines = (np.arange(height // 6) % 5 < 3)[:, None]
    columns = (np.arange(width // 6) % 110 > 6)[None, :]
    ink = np.kron(strokes & lines & columns, np.ones((6, 6), dtype=bool))
    paper = dice.normal(222, 7, ink.shape).clip(0, 255)
    pixels = np.where(ink, paper * 0.2, paper).astype(np.uint8)
    image = QImage(pixels.tobytes(), pixels.shape[1], pixels.shape[0], pixels.shape[1], QImage.Format.Format_Grayscale8)
    return image.copy(QRect(0, 0, width, height))


def _write(path: Path, image: QImage) -> None:
    writer = QImageWriter(str(path))
    writer.setQuality(80)
    writer.setCompression(1)
    if not writer.write(image):
        raise SystemExit(f"{path}: {writer.errorString()}")


def _printed() -> PrintedPage:
    columns, words = _WORDS
    blocks = []
    for column in range(columns):
        lines = []
        for row in range(words // 6):
            line = tuple(
                Word("", "harbour", Box(200 + column * 1800 + at * 280, 900 + row * 190, 250, 120), 0.8)
                for at in range(6)
            )
            lines.append(TextLine("", line[0].box, line))
        blocks.append(TextBlock("", lines[0].box, tuple(lines)))
    return PrintedPage("", 22_000, 29_000, tuple(blocks), {})


class Bench:
    """One page view in a window of its own."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.theme = Theme(Mode.LIGHT)
        self.jobs = Jobs()
        self.view = PageView(self.theme, Icons(self.theme), self.jobs)
        self.view.resize(*size)
        self.view.show()
        self.longest = 0.0
        self._beat_at = time.perf_counter()
        self._beating = QTimer(interval=3)
        self._beating.timeout.connect(self._beat)
        self._beating.start()

    def open(self, path: Path, number: int) -> tuple[float, float, float]:
        """Opens a page; seconds to its first paint with something of the picture, of the processor, to full size."""
        printed = _printed()
        row = PageRow(number, 1, number, "", printed.width, printed.height, 0, None, "")
        issue = OpenIssue(IssueRow(1, "Bench", "", "", str(path), "", "mets", 1), [row])
        words = [word for block in printed.blocks for line in block.lines for word in line.words]
        page = OpenPage(row, printed, words, [])
        self.view.tiles.forget()
        finished: list[float] = []
        painted: list[float] = []
        worked: list[float] = []
        self.view.tiles.finished.connect(lambda: finished.append(time.perf_counter()))
        start, work = time.perf_counter(), time.process_time()
        self.view.show_page(issue, page, PictureSource(path, 0, number), "Bench")

        def paint() -> None:
            self.view.canvas.viewport().repaint()
            painted.append(time.perf_counter())
            worked.append(time.process_time())

        self.view.tiles.opened.connect(paint)
        self.wait(lambda: bool(painted) and bool(finished))
        self.view.tiles.opened.disconnect(paint)
        return painted[0] - start, worked[0] - work, finished[0] - start

    def frames(self, moves: Iterator[Callable[[], None]]) -> list[float]:
        """Processor seconds of each frame on the thread of the window: the move itself and its paint."""
        found = []
        for move in moves:
            start = time.thread_time()
            move()
            self.view.canvas.viewport().repaint()
            found.append(time.thread_time() - start)
            self.turn(8)
        return found

    def turn(self, milliseconds: int) -> None:
        """Lets the window live for a moment, as it does between two frames."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait(self, is_there: Callable[[], bool]) -> None:
        """Lets the window live until something has come."""
        limit = time.perf_counter() + _TIMEOUT_S
        while not is_there():
            if time.perf_counter() > limit:
                raise SystemExit("It did not come in time")
            self.turn(1)

    def close(self) -> None:
        """Ends the threads and the window."""
        self.jobs.close()
        delete(self.view)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._beat_at)
        self._beat_at = now


def _zooming(view: PageView) -> Iterator[Callable[[], None]]:
    canvas, at = view.canvas, QPointF(420, 380)
    canvas.fit_to("page")
    while canvas.zoom < 4.0:
        yield lambda: canvas.set_zoom(canvas.zoom * 1.12, at)
    while canvas.zoom > 0.12:
        yield lambda: canvas.set_zoom(canvas.zoom / 1.12, at)


def _panning(view: PageView, zoom: float) -> Iterator[Callable[[], None]]:
    canvas = view.canvas
    canvas.set_zoom(zoom)
    canvas.go_to((0.2, 0.2))
    for step in range(60):
        way = QPointF(-37, -29) if step < 30 else QPointF(41, 33)
        yield partial(canvas.pan_by, way)


def measure(path: Path, size: tuple[int, int]) -> dict[str, float]:
    """All figures of one picture."""
    app = make_application()
    assert isinstance(app, QApplication)
    bench = Bench(size)
    opened = [bench.open(path, number) for number in range(1, 6)]
    bench.longest = 0.0
    zooming = bench.frames(_zooming(bench.view))
    near = bench.frames(_panning(bench.view, 1.0))
    far = bench.frames(_panning(bench.view, 0.25))
    bench.view.show_doubtful(is_shown=True)
    full = bench.view.tiles.size
    found = {
        "megapixels": full.width() * full.height() / 1e6,
        "first_ms": min(first for first, _, _ in opened) * 1000,
        "first_cpu_ms": min(work for _, work, _ in opened) * 1000,
        "sharp_ms": min(sharp for _, _, sharp in opened) * 1000,
        **_stated("zoom", zooming),
        **_stated("pan_100", near),
        **_stated("pan_25", far),
        "stall_ms": bench.longest * 1000,
        "kept_mb": bench.view.tiles.bytes / 2**20,
        "peak_rss_mb": _peak_mb(),
    }
    bench.close()
    return found


def _peak_mb() -> float:
    # What Linux counts as ru_maxrss begins with the peak of the process that started this one.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _stated(name: str, seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"{name}_median_ms": statistics.median(ordered) * 1000,
        f"{name}_p95_ms": ordered[int(len(ordered) * 0.95)] * 1000,
    }


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Times what a reader of pages waits for.")
    parser.add_argument("--pictures", type=Path, help="measure the PDF, TIFF, JPEG, PNG and JP2 files below this, too")
    parser.add_argument("--made", type=Path, help="keep the pictures made here in this folder")
    parser.add_argument("--size", default="1400x1000")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    width, height = map(int, asked.size.split("x"))
    if asked.one:
        print(json.dumps(measure(asked.one, (width, height))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = asked.made or Path(folder)
        made.mkdir(exist_ok=True)
        paths = list(made_pictures(made))
        if asked.pictures:
            kinds = {".pdf", ".tif", ".tiff", ".jpg", ".png", ".jp2"}
            paths += sorted(path for path in asked.pictures.rglob("*") if path.suffix.lower() in kinds)[:6]
        rows = {}
        for path in paths:
            command = [sys.executable, __file__, "--size", asked.size, "--one", str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            rows[path.name] = json.loads(done.stdout.strip().splitlines()[-1])
            print(path.name, " ".join(f"{key}={value:.1f}" for key, value in rows[path.name].items()), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
