"""Files for other programs: guarded cells, and nothing half-written."""

import os
import stat
from pathlib import Path

import pytest

from newsreader.archive.archive import Archive
from newsreader.errors import DiskFull
from newsreader.services.exporting import ExportError, guarded, replacing


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "words", "1+1", "a=b", "’tis"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def _fail_halfway(file: Path) -> None:
    with replacing(file) as out:
        out.write("half")
        raise ZeroDivisionError


def test_a_file_is_replaced_only_when_whole(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(file)
    assert file.read_text(encoding="utf-8") == "before"
    with replacing(file) as out:
        out.write("whole")
        assert file.read_text(encoding="utf-8") == "before"
    assert file.read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_an_archive_is_no_place_for_an_export(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    archive.close()
    with pytest.raises(ExportError, match="archive"), replacing(archive.file):
        pytest.fail("opened for writing")
    Archive.open(archive.folder).close()


def test_the_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with replacing(tmp_path / "out") as out:
            out.write("x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o644


def test_a_full_device_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(DiskFull), replacing(Path("/dev/full")) as out:
        out.write("x" * 100_000)


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="folder"), replacing(tmp_path):
        pass
    with pytest.raises(ExportError), replacing(tmp_path / "no" / "such"):
        pass
