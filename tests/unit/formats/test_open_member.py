"""Pictures of pages in containers: opened where they are, each by the path it is told of with."""

import gzip
import os
from pathlib import Path

import pytest

from newsreader.errors import SourceFileError
from newsreader.formats.containers import copy_member, open_member
from tests.unit.formats.test_containers import tar_bytes, zipped

PICTURE = b"II*\0" + os.urandom(300_000)


@pytest.fixture(params=["a.zip", "a.tar", "a.tgz", "within.zip", "within.tgz"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a picture is in a container."""
    members: dict[str, bytes | str] = {"b/0.tif": b"other", "b/1.tif": PICTURE, "b/2.tif": b"another"}
    name = str(request.param)
    path = tmp_path / name
    if name == "a.zip":
        zipped(path, members)
    elif name.startswith("a."):
        path.write_bytes(tar_bytes(members, "w" if name == "a.tar" else "w:gz"))
    else:
        inner = zipped(tmp_path / "inner.zip", members).read_bytes()
        tar = gzip.compress(tar_bytes({"inner.zip": inner}))
        path = zipped(path, {"inner.zip": inner}) if name == "within.zip" else path
        if name == "within.tgz":
            path.write_bytes(tar)
        path /= "inner.zip"
    return path / "b" / "1.tif"


def test_a_member_is_opened_by_its_path(place: Path) -> None:
    for _ in range(2):
        with open_member(place) as file:
            assert file.read(4) == PICTURE[:4]
            file.seek(0)
            assert file.read() == PICTURE
    with pytest.raises(FileNotFoundError), open_member(place.with_name("9.tif")):
        pass


def test_a_member_is_copied_whole_or_not_at_all(place: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    target.mkdir()
    copy_member(place, target / "1.tif")
    assert (target / "1.tif").read_bytes() == PICTURE
    with pytest.raises(FileNotFoundError):
        copy_member(place.with_name("9.tif"), target / "9.tif")
    assert [one.name for one in target.iterdir()] == ["1.tif"]


def test_a_plain_file_is_opened_too(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(PICTURE)
    with open_member(tmp_path / "a.tif") as file:
        assert file.read() == PICTURE
    with pytest.raises(FileNotFoundError), open_member(tmp_path / "none" / "a.tif"):
        pass


def test_a_damaged_member_says_why(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"1.tif": PICTURE}).read_bytes())
    data[100_000] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(SourceFileError, match="damaged") as error, open_member(tmp_path / "a.zip" / "1.tif"):
        pass
    assert error.value.remedy
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    with pytest.raises(SourceFileError, match="no container"), open_member(tmp_path / "a.txt" / "1.tif"):
        pass
