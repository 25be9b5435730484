"""Pictures of pages by their content, and those kinds that a library draws."""

import io
from pathlib import Path
from typing import Any

import pytest

from newsreader.errors import SourceFileError
from newsreader.services import page_images
from newsreader.services.page_images import PictureMissing, PictureUnreadable

pypdfium2 = pytest.importorskip("pypdfium2")
Image = pytest.importorskip("PIL.Image")


def _scan(width: int, height: int, mode: str = "L") -> Any:
    """Paper with a black bar across the upper third and one at the right."""
    image = Image.new(mode, (width, height), "white")
    image.paste(0 if mode == "L" else (200, 20, 20), (0, 0, width, height // 3))
    image.paste(0, (width * 3 // 4, 0, width, height))
    return image


def _pdf(path: Path, scan: Any, points: tuple[float, float]) -> Path:
    """A PDF of one page that a scan fills."""
    data = io.BytesIO()
    scan.save(data, "JPEG", quality=95)
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*points)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(data, inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*points))
    page.insert_obj(image)
    page.gen_content()
    document.save(path)
    document.close()
    return path


def test_a_pdf_has_the_size_of_the_scan_on_it(tmp_path: Path) -> None:
    drawn = page_images.open_drawn(_pdf(tmp_path / "p.pdf", _scan(1200, 1500), (400, 500)), "pdf", 0)
    assert drawn.size == (1200, 1500)
    small = drawn.draw(0.1)
    assert (small.width, small.height) == (120, 150)
    assert small.data[0] < 60
    assert small.data[140 * small.stride] > 200, "white below the bar"
    grey = drawn.draw(0.1)
    assert grey.channels == 1, "the first drawing has shown that there is no colour on it"
    part = drawn.draw(1.0, (900.0, 1000.0, 1200.0, 1100.0))
    assert (part.width, part.height) == (300, 100)
    assert part.data[50 * part.stride + 150] < 60, "the bar at the right"
    drawn.close()


def test_a_pdf_in_colours_stays_so(tmp_path: Path) -> None:
    drawn = page_images.open_drawn(_pdf(tmp_path / "p.pdf", _scan(600, 900, "RGB"), (200, 300)), "pdf", 0)
    drawn.draw(0.2)
    again = drawn.draw(0.2)
    assert again.channels == 3
    blue, green, red = again.data[:3]
    assert again.is_bgr
    assert red > 150 > max(blue, green)
    drawn.close()


def test_a_pdf_without_a_scan_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(72, 144)
    document.save(tmp_path / "text.pdf")
    document.close()
    drawn = page_images.open_drawn(tmp_path / "text.pdf", "pdf", 0)
    assert drawn.size == (300, 600)
    drawn.close()


def test_a_page_the_pdf_does_not_have_and_a_broken_pdf_are_told(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "p.pdf", _scan(60, 90), (60, 90))
    with pytest.raises(PictureUnreadable, match="has no page 3"):
        page_images.open_drawn(path, "pdf", 2)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\n" + b"\0" * 300)
    with pytest.raises(PictureUnreadable, match=r"broken\.pdf is damaged"):
        page_images.open_drawn(broken, "pdf", 0)


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(1000, 1000)
    pixels = pypdfium2.PdfBitmap.new_native(64, 64, 2)
    for at in range(60):
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pixels)
        image.set_matrix(pypdfium2.PdfMatrix().scale(900, 900).translate(at, at))
        page.insert_obj(image)
    page.gen_content()
    document.save(tmp_path / "long.pdf")
    document.close()
    drawn = page_images.open_drawn(tmp_path / "long.pdf", "pdf", 0)
    monkeypatch.setattr(page_images, "PDF_SECONDS", -1.0)
    with pytest.raises(PictureUnreadable, match="was given up"):
        drawn.draw(0.2)
    monkeypatch.undo()
    assert drawn.draw(0.2).width > 100, "what was given up can be begun again"
    drawn.close()


def test_jpeg_2000_is_read_at_the_size_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "p.jp2"
    _scan(800, 1200).save(path, "JPEG2000")
    assert page_images.kind_of(path) == "jp2"
    drawn = page_images.open_drawn(path, "jp2", 0)
    assert drawn.size == (800, 1200)
    whole, quarter = drawn.draw(1.0), drawn.draw(0.25)
    assert (whole.width, whole.height, whole.channels) == (800, 1200, 1)
    assert (quarter.width, quarter.height) == (200, 300)
    assert quarter.data[0] < 40
    part = drawn.draw(1.0, (600.0, 800.0, 700.0, 900.0))
    assert (part.width, part.height) == (100, 100)


def test_a_tiff_compressed_as_jpeg_is_read_with_the_library(tmp_path: Path) -> None:
    path = tmp_path / "p.tif"
    _scan(800, 1200, "RGB").save(path, compression="jpeg")
    drawn = page_images.open_drawn(path, "tiff", 0)
    assert drawn.size == (800, 1200)
    half = drawn.draw(0.5)
    assert (half.width, half.height, half.channels) == (400, 600, 3)
    red, green, _ = half.data[:3]
    assert red > 150 > green
    with pytest.raises(PictureUnreadable, match="is damaged"):
        page_images.open_drawn(path, "tiff", 5)


def test_jpeg_2000_that_is_cut_off_is_told(tmp_path: Path) -> None:
    whole = io.BytesIO()
    _scan(400, 400).save(whole, "JPEG2000")
    path = tmp_path / "p.jp2"
    path.write_bytes(whole.getvalue()[:200])
    with pytest.raises(PictureUnreadable, match="is damaged"):
        page_images.open_drawn(path, "jp2", 0).draw(1.0)


@pytest.mark.parametrize(("kind", "module", "package"), [("jp2", "PIL", "pillow"), ("pdf", "pypdfium2", "pypdfium2")])
def test_a_missing_library_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, module: str, package: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(SourceFileError) as told:
        page_images.open_drawn(tmp_path / f"p.{kind}", kind, 0)
    assert f"{package} is missing" in told.value.message
    assert f"pip install {package}" in told.value.remedy


def test_a_file_that_is_gone_is_told_apart_from_one_that_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureMissing, match=r"not at .*gone\.tif any more"):
        page_images.kind_of(tmp_path / "gone.tif")
    with pytest.raises(PictureUnreadable, match="cannot be read"):
        page_images.kind_of(tmp_path)
    (tmp_path / "x.jpg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert page_images.kind_of(tmp_path / "x.jpg") == ""


def test_dimensions_no_page_has_are_refused(tmp_path: Path) -> None:
    page_images.check_size(tmp_path, 20_000, 28_000)
    with pytest.raises(PictureUnreadable, match="too large"):
        page_images.check_size(tmp_path, 60_000, 60_000)
    with pytest.raises(PictureUnreadable, match="too large"):
        page_images.check_size(tmp_path, 200_000, 10)
    with pytest.raises(PictureUnreadable, match="states no size"):
        page_images.check_size(tmp_path, 0, 10)


def test_a_picture_that_ends_too_early_is_noticed(tmp_path: Path) -> None:
    data = io.BytesIO()
    _scan(300, 300).save(data, "JPEG")
    path = tmp_path / "p.jpg"
    path.write_bytes(data.getvalue())
    assert not page_images.is_cut_off(path, "jpeg")
    path.write_bytes(data.getvalue()[:-40])
    assert page_images.is_cut_off(path, "jpeg")
    assert not page_images.is_cut_off(path, "tiff")
