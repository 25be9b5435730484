"""Pictures decoded, halved and cut into tiles; real files, written by Qt."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop import page_decoding, page_tiles
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import PictureSource, halved, halved_size, open_picture
from newsreader.desktop.page_tiles import TILE_PX, PageTiles, Pyramid, Tile
from newsreader.desktop.page_typeset import set_size
from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.services.page_images import PictureMissing, PictureUnreadable

if TYPE_CHECKING:
    from newsreader.errors import NewsreaderError

pytestmark = pytest.mark.usefixtures("qapp")

BAR = QRect(100, 200, 300, 50)


def scan(width: int, height: int, form: QImage.Format = QImage.Format.Format_Grayscale8) -> QImage:
    """Paper with a bar on it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(BAR, QColor("#902010") if form == QImage.Format.Format_RGB32 else Qt.GlobalColor.black)
    painter.end()
    return image.convertToFormat(form)


def write(path: Path, image: QImage) -> Path:
    writer = QImageWriter(str(path))
    writer.setQuality(95)
    assert writer.write(image), writer.errorString()
    return path


def dark(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).lightness() < 100


def test_a_picture_in_a_container_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREADER_CACHE_DIR", str(tmp_path / "cache"))
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as box:
        box.write(write(tmp_path / "p.png", scan(600, 800)), "issue/p.png")
    picture = open_picture(PictureSource(tmp_path / "box.zip" / "issue" / "p.png"))
    assert picture.size == QSize(600, 800)
    with pytest.raises(PictureMissing):
        open_picture(PictureSource(tmp_path / "box.zip" / "issue" / "q.png"))


@pytest.mark.parametrize("name", ["p.jpg", "p.png", "p.tif"])
def test_each_kind_is_decoded_and_halved(tmp_path: Path, name: str) -> None:
    picture = open_picture(PictureSource(write(tmp_path / name, scan(1501, 2003))))
    assert picture.size == QSize(1501, 2003)
    pyramid = Pyramid.build(picture)
    assert pyramid.base == 0
    sizes = [(level.width(), level.height()) for level in pyramid.levels]
    assert sizes == [(1501, 2003), (751, 1002), (376, 501)]
    for level, image in enumerate(pyramid.levels):
        assert dark(image, 250 >> level, 225 >> level)
        assert not dark(image, 250 >> level, 300 >> level)
        assert not dark(image, 90 >> level, 225 >> level)


def test_two_colours_become_shades_when_halved() -> None:
    image = scan(1001, 701, QImage.Format.Format_Mono)
    image.setPixel(0, 0, image.pixelIndex(250, 225))  # one black dot in four
    half = halved(image)
    assert half.format() == QImage.Format.Format_Grayscale8
    assert half.size() == QSize(501, 351)
    assert 150 < half.pixelColor(0, 0).lightness() < 230
    assert dark(half, 125, 112)


def test_the_name_does_not_decide_what_a_file_is(tmp_path: Path) -> None:
    png = write(tmp_path / "p.png", scan(200, 300))
    assert open_picture(PictureSource(png.rename(tmp_path / "p.jpg"))).size == QSize(200, 300)
    drawing = tmp_path / "drawing.png"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    with pytest.raises(PictureUnreadable, match="no picture of a kind that can be shown"):
        open_picture(PictureSource(drawing))
    with pytest.raises(PictureMissing):
        open_picture(PictureSource(tmp_path / "gone.png"))


def test_each_page_of_a_tiff_is_a_picture(tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image")
    one, two = pillow.new("L", (300, 400), 255), pillow.new("1", (600, 500), 0)
    one.save(tmp_path / "p.tif", save_all=True, append_images=[two])
    second = open_picture(PictureSource(tmp_path / "p.tif", 1))
    assert second.size == QSize(600, 500)
    assert dark(second.whole()[0], 5, 5)
    with pytest.raises(PictureUnreadable, match="has no page 3"):
        open_picture(PictureSource(tmp_path / "p.tif", 2))


def test_colours_of_every_kind_become_plain_ones(tmp_path: Path) -> None:
    for form in QImage.Format:
        if form in (QImage.Format.Format_Invalid, QImage.Format.NImageFormats):
            continue
        image = QImage(70, 50, form)
        image.fill(Qt.GlobalColor.white)
        shown = page_decoding.plain(image)
        assert shown.format() in (
            QImage.Format.Format_Mono, QImage.Format.Format_Grayscale8, QImage.Format.Format_RGB32
        )  # fmt: skip
        assert halved(shown).size() == QSize(35, 25)


def test_absurd_dimensions_are_refused_before_anything_is_decoded(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    path = tmp_path / "bomb.png"
    body = struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body + b"\0" * 64)
    with pytest.raises(PictureUnreadable, match="claims to have 65,000 x 65,000 pixels"):
        open_picture(PictureSource(path))


def test_a_damaged_picture_is_told_and_a_cut_off_one_shown(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jpg", scan(1200, 1600))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    picture = open_picture(PictureSource(path))
    assert picture.is_cut_off
    whole, _ = picture.whole()
    assert dark(whole, 250, 225), "what there is of it is shown"
    tiff = write(tmp_path / "p.tif", scan(600, 600))
    tiff.write_bytes(tiff.read_bytes()[:64])
    with pytest.raises(PictureUnreadable):
        open_picture(PictureSource(tiff)).whole()


def test_a_picture_too_large_for_memory_is_kept_halved_and_decoded_where_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_decoding, "WHOLE_MAX_BYTES", 1_000_000)
    picture = open_picture(PictureSource(write(tmp_path / "p.jpg", scan(2000, 1600, QImage.Format.Format_RGB32))))
    pyramid = Pyramid.build(picture)
    assert pyramid.base == 2
    assert pyramid.levels[0].size() == QSize(500, 400)
    made = dict(pyramid.tiles([Tile(0, 0, 0), Tile(1, 0, 0), Tile(2, 0, 0)]))
    assert {tile.level: image.size() for tile, image in made.items()} == {
        0: QSize(512, 512), 1: QSize(512, 512), 2: QSize(500, 400)
    }  # fmt: skip
    for tile, image in made.items():
        assert image.pixelColor(250 >> tile.level, 225 >> tile.level).red() > 100
        assert dark(image, 250 >> tile.level, 225 >> tile.level)
        assert not dark(image, 250 >> tile.level, 300 >> tile.level)


def printed(width: int = 900, height: int = 1200) -> PrintedPage:
    words = tuple(Word("", text, Box(100 + 200 * at, 200, 150, 40)) for at, text in enumerate(("Ships", "lay", "idle")))
    line = TextLine("", Box(100, 200, 600, 40), words)
    return PrintedPage("", width, height, (TextBlock("", Box(100, 200, 600, 40), (line,)),), {})


def test_a_page_without_a_picture_is_set_from_its_words() -> None:
    picture = open_picture(PictureSource(None, page=7, words=printed))
    assert picture.size == set_size(printed())
    whole, halvings = picture.whole()
    assert halvings == 0
    scale = whole.width() / 900

    def ink(box: Box) -> int:
        part = whole.copy(QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale).toRect())
        return sum(dark(part, x, y) for x in range(part.width()) for y in range(part.height()))

    assert ink(Box(100, 200, 150, 40)) > 50, "its letters stand in the box of the word"
    assert ink(Box(100, 400, 600, 300)) == 0
    assert open_picture(PictureSource(None, page=8)).size.height() > 1000, "a page of which nothing is known is paper"


def test_the_extent_of_a_page_that_states_none_is_that_of_its_words() -> None:
    wide = set_size(printed(0, 0))
    assert wide.width() > wide.height(), "the words stand in one line"


class _Show:
    """Shows a picture and paints it again until nothing is missing."""

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.bot, self.tiles = qtbot, PageTiles(jobs)

    def open(self, path: Path) -> None:
        with self.bot.waitSignal(self.tiles.finished, timeout=5000):
            self.tiles.show(PictureSource(path), 1000)

    def paint(self, seen: QRectF, scale: float) -> QImage:
        list(self.tiles.pieces(seen, scale))
        self.bot.waitUntil(lambda: self._is_whole(seen, scale), timeout=5000)
        return self._painted(seen, scale)

    def _is_whole(self, seen: QRectF, scale: float) -> bool:
        pieces = list(self.tiles.pieces(seen, scale))
        return all(piece.source == QRectF(piece.image.rect()) for piece in pieces)

    def _painted(self, seen: QRectF, scale: float) -> QImage:
        image = QImage((seen.size() * scale).toSize(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        painter = QPainter(image)
        painter.scale(scale, scale)
        painter.translate(-seen.topLeft())
        for piece in self.tiles.pieces(seen, scale):
            painter.drawImage(piece.target, piece.image, piece.source)
        painter.end()
        return image


@pytest.mark.parametrize("scale", [0.13, 0.5, 1.0, 3.0])
def test_tiles_make_up_the_picture_at_every_size(qtbot: QtBot, jobs: Jobs, tmp_path: Path, scale: float) -> None:
    show = _Show(qtbot, jobs)
    show.open(write(tmp_path / "p.png", scan(1700, 1300)))
    assert show.tiles.size == QSize(1700, 1300)
    painted = show.paint(QRectF(0, 0, 600, 600), scale)
    for x, y, is_dark in ((250, 225, True), (90, 225, False), (250, 260, False), (390, 240, True), (580, 590, False)):
        at = QPointF(x, y) * scale
        assert dark(painted, int(at.x()), int(at.y())) is is_dark, (x, y)
    reds = sum(painted.pixelColor(x, y) == QColor("red") for x in range(painted.width()) for y in (0, 5))
    assert reds == 0, "nothing is left unpainted"


def test_memory_of_tiles_is_bounded(qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_tiles, "TILES_MAX_BYTES", 6 * TILE_PX * TILE_PX * 4)
    show = _Show(qtbot, jobs)
    show.open(write(tmp_path / "p.png", scan(3000, 2600, QImage.Format.Format_Mono)))
    for left in range(0, 2000, 500):
        show.paint(QRectF(left, left / 2, 500, 500), 1.0)
        assert show.tiles._tile_bytes <= 6 * TILE_PX * TILE_PX * 4
    assert dark(show.paint(QRectF(0, 0, 500, 500), 1.0), 250, 225), "what was let go is made again"


def test_pictures_seen_before_are_there_at_once_until_memory_is_full(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_tiles, "PICTURES_MAX_BYTES", 10_000_000)
    show = _Show(qtbot, jobs)
    paths = [write(tmp_path / f"{number}.png", scan(1200, 1500)) for number in range(4)]
    for path in paths:
        show.open(path)
    assert show.tiles.bytes <= 10_000_000
    opened: list[int] = []
    show.tiles.opened.connect(lambda: opened.append(1))
    show.tiles.show(PictureSource(paths[3]), 1000)
    assert opened == [1], "without waiting"
    show.tiles.show(PictureSource(paths[0]), 1000)
    assert opened == [1], "this one is decoded again"
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=5000)


def test_what_cannot_be_shown_is_told(qtbot: QtBot, jobs: Jobs, tmp_path: Path, qapp: QApplication) -> None:
    tiles = PageTiles(jobs)
    told: list[NewsreaderError] = []
    tiles.failed.connect(told.append)
    tiles.show(PictureSource(tmp_path / "gone.jpg"), 800)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert isinstance(told[0], PictureMissing)
    assert list(tiles.pieces(QRectF(0, 0, 100, 100), 1.0)) == []


def test_sizes_are_halved_as_jpeg_halves_them() -> None:
    assert halved_size(QSize(1501, 2003), 2) == QSize(376, 501)
    assert page_decoding.halvings_to(5000, 1200) == 2
    assert page_decoding.halvings_to(90_000, 1200) == 3
    assert page_decoding.halvings_to(2000, 1200) == 0
