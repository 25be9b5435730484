"""Pictures of pages in containers, looked at without importing them again."""

import os
from pathlib import Path

import pytest

from newsreader import paths
from newsreader.services import pictures_within
from newsreader.services.page_images import PictureMissing, PictureUnreadable
from newsreader.services.pictures_within import on_disk
from tests.unit.formats.test_containers import zipped

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(5_000)


def test_a_picture_in_a_container_is_copied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = zipped(tmp_path / "box.zip", {"a/1.png": PICTURE})
    copy = on_disk(box / "a" / "1.png")
    assert copy.read_bytes() == PICTURE
    monkeypatch.setattr("newsreader.formats.containers.copy_member", None)
    assert on_disk(box / "a" / "1.png") == copy


def test_another_container_at_that_path_is_another_picture(tmp_path: Path) -> None:
    box = zipped(tmp_path / "box.zip", {"1.png": PICTURE})
    first = on_disk(box / "1.png")
    zipped(box, {"1.png": PICTURE + b"more"})
    assert on_disk(box / "1.png") != first
    assert on_disk(box / "1.png").read_bytes() == PICTURE + b"more"


def test_other_pictures_are_read_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(PICTURE)
    for place in (tmp_path / "1.png", tmp_path / "none.png", tmp_path / "none" / "1.png", tmp_path):
        assert on_disk(place) == place


def test_what_cannot_be_had_is_told(tmp_path: Path) -> None:
    box = zipped(tmp_path / "box.zip", {"1.png": PICTURE})
    with pytest.raises(PictureMissing):
        on_disk(box / "2.png")
    data = bytearray(box.read_bytes())
    data[45] ^= 0xFF
    box.write_bytes(data)
    with pytest.raises(PictureUnreadable, match="damaged"):
        on_disk(box / "1.png")
    assert list((paths.cache_dir() / "pictures").iterdir()) == []


def test_only_the_latest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures_within, "_MOST_FILES", 2)
    box = zipped(tmp_path / "box.zip", {f"{number}.png": PICTURE for number in range(4)})
    copies = []
    for number in range(4):
        copies.append(on_disk(box / f"{number}.png"))
        os.utime(copies[-1], (1_000 + number, 1_000 + number))
    assert [copy.exists() for copy in copies] == [False, False, True, True]
