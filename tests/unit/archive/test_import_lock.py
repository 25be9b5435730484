import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.archive.archive import Archive
from newsreader.archive.import_lock import HOLDER_NAME, holder
from newsreader.errors import ArchiveBusy, ArchiveReadOnly

HOLD = """
import sys
from pathlib import Path
from newsreader.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
with archive.import_lock("an import of 5 files"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_import_is_told_who_has_the_first(archive: Archive) -> None:
    with archive.import_lock("an import"):
        other = Archive.open(archive.folder)
        with (
            pytest.raises(ArchiveBusy, match=f"an import by process {os.getpid()}") as caught,
            other.import_lock("mine"),
        ):
            pass
        assert "reading and tagging work" in caught.value.remedy
        assert other.articles.count() == 0
        other.close()
    with archive.import_lock("again"):
        found = holder(archive.folder)
        assert found is not None
        assert (found.purpose, found.pid) == ("again", os.getpid())
    assert holder(archive.folder) is None


def test_the_lock_of_a_killed_process_is_free(archive: Archive) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(archive.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(ArchiveBusy, match=f"an import of 5 files by process {child.pid}"), archive.import_lock("mine"):
        pass
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    with archive.import_lock("mine", wait_seconds=5):
        pass


def test_a_note_that_makes_no_sense_is_left_out(archive: Archive) -> None:
    for content in ("", "[]", '{"purpose": "x"}', '{"purpose": "x", "pid": "?", "host": "h", "since": "s"}'):
        (archive.folder / HOLDER_NAME).write_text(content)
        assert holder(archive.folder) is None
    with archive.import_lock("one"):
        (archive.folder / HOLDER_NAME).unlink()
        with pytest.raises(ArchiveBusy, match="another program is importing"), archive.import_lock("two"):
            pass


def test_a_lock_that_cannot_be_made_is_told(archive: Archive) -> None:
    (archive.folder / "import.lock").mkdir()
    with pytest.raises(ArchiveReadOnly, match="No import lock"), archive.import_lock("mine"):
        pass


def test_a_note_that_cannot_be_written_does_not_stop_the_import(archive: Archive, tmp_path: Path) -> None:
    (archive.folder / HOLDER_NAME).symlink_to(tmp_path / "gone" / "away")
    with archive.import_lock("mine"):
        assert holder(archive.folder) is None
